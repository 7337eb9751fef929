"""Letter maps (ToUnicode CMaps, PDF 32000-1, 9.10.3) as nearly all programs write them, read at once by their blocks.

playa takes them apart object by object, which is a twentieth of the time that reading takes. What is not written quite
plainly is left to it.
"""

from __future__ import annotations

import re
from binascii import unhexlify
from typing import Final

from playa.cmapdb import ToUnicodeMap

_BLOCK: Final = re.compile(rb"begin(bfchar|bfrange|codespacerange)([0-9A-Fa-f<>\[\]\s]*)end\1\b")
_PAIR: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_RANGE: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([0-9A-Fa-f<>\s]*)\])")
_STRING: Final = re.compile(rb"<([0-9A-Fa-f]*)>")
_BETWEEN: Final = b"<>[] \t\n\r\x0c"
_WORDS: Final = re.compile(rb"(?<=\s)begin(?:cmap)?(?=\s)")
_ONE: Final = 4  # digits of one character
_SURROGATES: Final = range(0xD800, 0xE000)


def plain_map(data: bytes) -> ToUnicodeMap | None:
    r"""Return the letter map that a stream holds, as playa reads it; null where it is not written plainly.

    >>> plain_map(b" begincmap 1 beginbfchar <01> <0041> endbfchar endcmap").bytes2unicode
    {b'\x01': 'A'}
    """
    blocks: list[tuple[bytes, bytes]] = _BLOCK.findall(data)
    begun, end = data.count(b"begin") - len(_WORDS.findall(data)), data.find(b"endcmap")
    if begun != len(blocks) or b"usecmap" in data or (end >= 0 and data.find(b"begin", end) >= 0):
        return None
    found = ToUnicodeMap()
    try:
        return found if all(_added(found, kind, body) for kind, body in blocks) else None
    except ValueError:  # a digit too few
        return None


def _added(found: ToUnicodeMap, kind: bytes, body: bytes) -> bool:
    """Add a block to a map; tell whether it is all plain."""
    texts: dict[bytes, str] = found.bytes2unicode
    if kind == b"bfrange":
        ranges = _RANGE.findall(body)
        return _is_all(body, [digits for entry in ranges for digits in entry]) and _ranges_added(texts, ranges)
    pairs = _PAIR.findall(body)
    if not _is_all(body, [digits for pair in pairs for digits in pair]):
        return False
    if kind == b"bfchar":
        for code, digits in pairs:
            texts[unhexlify(code)] = _text(digits)
    else:
        for first, last in pairs:
            found.add_code_range(unhexlify(first), unhexlify(last))
    return True


def _is_all(body: bytes, found: list[bytes]) -> bool:
    """Tell whether strings found in a block are all that it holds."""
    return len(body.translate(None, _BETWEEN)) == len(b"".join(found).translate(None, _BETWEEN))


def _ranges_added(texts: dict[bytes, str], ranges: list[tuple[bytes, bytes, bytes, bytes]]) -> bool:
    """Add the codes of ranges; tell whether all of them are whole."""
    for first, last, letter, letters in ranges:
        length, start, count = len(first) // 2, int(first, 16), int(last, 16) - int(first, 16) + 1
        if len(first) != len(last) or len(first) % 2:
            return False
        if letter:
            base = int(letter, 16)
            if base + max(count, 1) > 1 << 4 * len(letter) or len(letter) % 2:
                return False
            said = [_text(b"%0*x" % (len(letter), base + i)) for i in range(count)]
        else:
            said = [_text(digits) for digits in _STRING.findall(letters)]
            if len(said) != count or len(b"".join(_STRING.findall(letters))) != len(letters.translate(None, _BETWEEN)):
                return False
        for i, text in enumerate(said):
            texts[(start + i).to_bytes(length, "big")] = text
    return True


def _text(digits: bytes) -> str:
    """Return the text that hexadecimal digits of UTF-16 stand for."""
    if len(digits) == _ONE:
        code = int(digits, 16)
        if code not in _SURROGATES:
            return chr(code)
    return unhexlify(digits).decode("utf-16-be", "ignore")
