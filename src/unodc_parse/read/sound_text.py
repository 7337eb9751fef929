"""Which characters a letter map may say."""

from __future__ import annotations

import re

from unodc_parse.read.glyphs import UNKNOWN

_NOT_TEXT = re.compile("[\U000f0000-\U0010ffff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff\ue000-\uf8ff]")
_MIXED = re.compile("[\u0600-\u06ff\ufb50-\ufefc].*[\u2190-\ufaff]|[\u2190-\ufaff].*[\u0600-\u06ff\ufb50-\ufefc]")
_FOREIGN = re.compile("[\u2190-\ufaff]")
_BULLETS = str.maketrans({0xF0B7: "\N{BULLET}", 0xF0A7: "\N{BLACK SMALL SQUARE}", 0xF0D8: "\N{BULLET}"})


def sound_text(text: str) -> str:
    r"""Return what a letter map says, with every character that no map may say as `UNKNOWN`.

    >>> sound_text("ab"), sound_text(chr(0)) == UNKNOWN
    ('ab', True)
    >>> sound_text("\u6600\u6900")
    'fi'
    """
    if text.isascii() and text.isprintable():
        return text
    if len(text) > 1 and all(not ord(char) & 0xFF and chr(ord(char) >> 8).isalpha() for char in text):
        return "".join(chr(ord(char) >> 8) for char in text)  # bytes swapped, as Ghostscript 9 and 10 write "fi"
    if len(text) > 1 and _MIXED.search(text):
        text = _FOREIGN.sub(UNKNOWN, text)
    return _NOT_TEXT.sub(UNKNOWN, text.translate(_BULLETS).replace("\t", " ").replace("\n", " ").replace("\r", " "))
