"""Which characters a letter map may say."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from unodc_parse.read.glyphs import UNKNOWN

_NOT_TEXT: Final = re.compile("[\U000f0000-\U0010ffff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff\ue000-\uf8ff]")
_MIXED: Final = re.compile(
    "[\u0600-\u06ff\ufb50-\ufefc].*[\u2190-\ufaff]|[\u2190-\ufaff].*[\u0600-\u06ff\ufb50-\ufefc]"
)
_FOREIGN: Final = re.compile("[\u2190-\ufaff]")
#: Two characters of which the first is Arabic, as Ghostscript 10.0 writes two or three Arabic ones.
_ADDED_UP: Final = re.compile("[\u0621-\u0652][\u2100-\u52ff]")
_BLOCK: Final = 0x600
_LONGEST_KEPT: Final = 80  # characters: an ActualText may be of any length
_SHADDA: Final = 0x51
_LAM: Final = 0x44
_ALEFS: Final = frozenset({0x22, 0x23, 0x25, 0x27})
_LETTERS: Final = range(0x21, 0x4B)
_MARKS: Final = range(0x4B, 0x56)
_BULLETS: Final = str.maketrans({0xF0B7: "\N{BULLET}", 0xF0A7: "\N{BLACK SMALL SQUARE}", 0xF0D8: "\N{BULLET}"})


def sound_text(text: str) -> str:
    r"""Return what a letter map says, with every character that no map may say as `UNKNOWN`.

    >>> sound_text("ab"), sound_text(chr(0)) == UNKNOWN
    ('ab', True)
    >>> sound_text("\u6600\u6900")
    'fi'
    """
    return _remembered(text) if len(text) <= _LONGEST_KEPT else _sound(text)


def _sound(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    if len(text) > 1 and all(not ord(char) & 0xFF and chr(ord(char) >> 8).isalpha() for char in text):
        return "".join(chr(ord(char) >> 8) for char in text)  # bytes swapped, as Ghostscript 9 and 10 write "fi"
    if len(text) > 1 and _MIXED.search(text):
        text = _taken_apart(text)
    if len(text) > 1 and _MIXED.search(text):
        text = _FOREIGN.sub(UNKNOWN, text)
    return _NOT_TEXT.sub(UNKNOWN, text.translate(_BULLETS).replace("\t", " ").replace("\n", " ").replace("\r", " "))


_remembered: Final = lru_cache(maxsize=4096)(_sound)


def _taken_apart(text: str) -> str:
    r"""Return the two or three Arabic characters that Ghostscript 10.0 added up to two.

    When it writes a PDF anew, the last character of a letter map's text has the low byte of the one before in place of
    its high byte, and of three characters the first is left out but its low byte is added to that of the last. Of
    three the vowel sign and the shadda over a letter are told, in the order of NFC, and the mark over lam-alef.

    >>> _taken_apart("\u0629\u294b") == "\u0629\u064b", _taken_apart("\u0650\u5080") == "\u062f\u0650\u0651"
    (True, True)
    """
    if not _ADDED_UP.fullmatch(text):
        return text
    high, low = divmod(ord(text[1]), 0x100)
    middle = ord(text[0]) - _BLOCK
    if high != middle:
        return text
    if low in _LETTERS or low in _MARKS:
        return f"{text[0]}{chr(_BLOCK + low)}"
    first, last = (_LAM, low - _LAM) if middle in _ALEFS else (low - _SHADDA, _SHADDA)
    told = first in _LETTERS and last in _MARKS and (middle in _ALEFS or (middle in _MARKS and middle != _SHADDA))
    return f"{chr(_BLOCK + first)}{text[0]}{chr(_BLOCK + last)}" if told else text
