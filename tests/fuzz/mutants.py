"""Mutated inputs, the same ones for the same seed.

PDFs: bytes flipped, files cut, stretches repeated, objects swapped, values of dictionaries swapped, numbers replaced,
lengths lied about, streams opened, corrupted and closed again. Texts: letters of all kinds put in, pieces cut out,
repeated, reversed, taken from one another.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Sequence
from typing import Final

Mutation = Callable[[bytes, random.Random], bytes]

_OBJECT = re.compile(rb"\d+ 0 obj.*?endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_NUMBER = re.compile(rb"\d+")
_LENGTH = re.compile(rb"/(?:Length1?|Size|Count|N|First|Prev|W|Columns|Width|Height)\s*\[?\s*(-?\d+)")
_VALUE = re.compile(rb"/[A-Za-z0-9]+\s*(/[A-Za-z0-9]+|\d+ 0 R|\[[^\[\]]{0,200}\]|-?[\d.]+)(?=\s*[/>])")
_WORDS: Final = (b"0", b"-1", b"999999999999", b"null", b"<<", b">>", b"[", b"1 0 R", b"/Kids", b"endobj", b"\0")


def flip(data: bytes, chance: random.Random) -> bytes:
    """Change up to 40 bytes."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 40)):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def cut(data: bytes, chance: random.Random) -> bytes:
    """Cut the file off, or take a stretch out of it."""
    start = chance.randrange(len(data))
    return data[:start] + (data[start + chance.randint(1, 4000) :] if chance.random() < 0.5 else b"")


def repeat(data: bytes, chance: random.Random) -> bytes:
    """Put a stretch in once more, somewhere."""
    start, there = chance.randrange(len(data)), chance.randrange(len(data))
    return data[:there] + data[start : start + chance.randint(1, 4000)] + data[there:]


def swap(data: bytes, chance: random.Random) -> bytes:
    """Exchange two objects."""
    found = [match.span() for match in _OBJECT.finditer(data)]
    if len(found) < 2:
        return flip(data, chance)
    (a, b), (c, d) = sorted(chance.sample(found, 2))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def words(data: bytes, chance: random.Random) -> bytes:
    """Put words of the format, and other numbers, where numbers stand outside of streams."""
    found = [match.span() for match in _NUMBER.finditer(_STREAM.sub(lambda m: b" " * len(m[0]), data))]
    for start, end in sorted(chance.sample(found, min(len(found), chance.randint(1, 6))), reverse=True):
        data = data[:start] + chance.choice(_WORDS) + data[end:]
    return data


def inside(data: bytes, chance: random.Random) -> bytes:
    """Corrupt a stream after opening it, and close it again; as long as it was, if it can, so that nothing moves."""
    found = list(_STREAM.finditer(data))
    if not found:
        return flip(data, chance)
    match = chance.choice(found)
    try:
        opened = zlib.decompressobj().decompress(match[1])
    except zlib.error:
        opened = b""
    if not opened:
        return flip(data, chance)
    changed = chance.choice((flip, cut, repeat))(opened, chance)
    closed = zlib.compress(changed, 9) + b"\n"
    return data[: match.start(1)] + closed.ljust(len(match[1])) + data[match.end(1) :]


def lengths(data: bytes, chance: random.Random) -> bytes:
    """Lie about a length or a size."""
    found = [match.span(1) for match in _LENGTH.finditer(data)]
    if not found:
        return flip(data, chance)
    start, end = chance.choice(found)
    true = int(data[start:end][:9])
    lie = chance.choice((0, 1, true - 1, true + 1, true * 2, true + chance.randint(2, 500), 1 << 31, -true, 1 << 63))
    return data[:start] + b"%d" % lie + data[end:]


def values(data: bytes, chance: random.Random) -> bytes:
    """Exchange the values of two keys of dictionaries."""
    found = [match.span(1) for match in _VALUE.finditer(_STREAM.sub(lambda m: b" " * len(m[0]), data))]
    if len(found) < 2:
        return flip(data, chance)
    (a, b), (c, d) = sorted(chance.sample(found, 2))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


OF_PDFS: Final[tuple[Mutation, ...]] = (flip, cut, repeat, swap, words, inside, inside, lengths, values)


def mutated_pdf(data: bytes, chance: random.Random) -> bytes:
    """Mutate a PDF once or twice."""
    for _ in range(chance.choice((1, 1, 2))):
        data = chance.choice(OF_PDFS)(data, chance) or b"%PDF-"
    return data


#: Characters that stages treat in ways of their own; those below 32 stand for pieces of reports (`targets`).
_LETTERS: Final = (
    *map(chr, range(32)),
    *"اأإآىيئبتةثجحخدذرزسشصضطظعغفقكلمنهوؤء",
    *"\u0640\u064b\u064e\u0651\u0670\u0660\u0662\u0669\u06f1\u06f5\u06cc\u06a9\u061b\u060c\u061f\u066b",
    *"\ufe8d\ufe8e\ufedf\ufee0\ufef5\ufefb\ufefc\ufdfa\ufdf2\ufb50\ufe70\ufe71",
    *"\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\ufeff\u00ad\u2028\u2029\x85",
    *"()[]{}<>«»\u2018\u2019\u201c\u201d'\"`.,:;/-\u2010\u2013\u2014_*=+@#%|0123456789aivxAIVXz \t\xa0\u3000",
    *"\ud7ff\ue000\uffff\U0001f600\U0010ffff\u00e9e\u0301\u0627\u0653\uff11\u00b2\u2460\u0966",
)


def _letters(text: str, chance: random.Random) -> str:
    """Put in, or put in place of others, one to four characters."""
    at, length = chance.randrange(len(text) + 1), chance.choice((0, 0, 1, 2))
    return text[:at] + "".join(chance.choices(_LETTERS, k=chance.randint(1, 4))) + text[at + length :]


def _stretch(text: str, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(text) + 1)
    return start, min(len(text), start + chance.choice((1, 2, 5, 12, 30)))


def _without(text: str, chance: random.Random) -> str:
    start, end = _stretch(text, chance)
    return text[:start] + text[end:]


def _twice(text: str, chance: random.Random) -> str:
    start, end = _stretch(text, chance)
    return text[:start] + text[start:end] * chance.choice((2, 2, 3, 8)) + text[end:]


def _elsewhere(text: str, chance: random.Random) -> str:
    (start, end), there = _stretch(text, chance), chance.randrange(len(text) + 1)
    rest = text[:start] + text[end:]
    return rest[:there] + text[start:end] + rest[there:]


def _reversed(text: str, chance: random.Random) -> str:
    start, end = _stretch(text, chance)
    piece = text[start:end]
    turned = piece[::-1] if chance.random() < 0.5 else " ".join(reversed(piece.split(" ")))
    return text[:start] + turned + text[end:]


_OF_TEXTS: Final = (_letters, _letters, _without, _twice, _elsewhere, _reversed)


_IS_LONG: Final = 0.02


def mutated_text(corpus: Sequence[bytes], longest: int, chance: random.Random) -> bytes:
    """Make a text of up to `longest` bytes of one or two of `corpus`; now and then its bytes are no text at all.

    Most are short, as a fault seldom needs much text: 49 of 50 have up to 48 bytes and ten or so on average, one of 50
    has any length.
    """
    longest = chance.randint(4, longest) if chance.random() < _IS_LONG else 4 + int(44 * chance.random() ** 4)
    text = _window(corpus, longest, chance)
    if chance.random() < 0.2:
        text = text[: chance.randrange(len(text) + 1)] + _window(corpus, longest, chance)
    for _ in range(chance.choice((1, 2, 3, 5))):
        text = chance.choice(_OF_TEXTS)(text, chance)
    data = text.encode("utf-8", "surrogatepass")[:longest]
    return flip(data, chance) if data and chance.random() < 0.05 else data


def _window(corpus: Sequence[bytes], length: int, chance: random.Random) -> str:
    """Return a piece of a text: of its beginning, or from anywhere; only what is needed of it is decoded."""
    data = chance.choice(corpus)
    start = chance.randrange(max(1, len(data) - length // 2)) if chance.random() < 0.7 else 0
    return data[start : start + length].decode("utf-8", "ignore")
