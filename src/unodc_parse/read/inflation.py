"""How large the streams of a PDF would be when they are opened, found out without opening them whole.

Deflate packs up to 1,032 bytes into one, and twice deflated streams open to a million times their size. A library that
opens such a stream takes all memory there is; so they are looked for beforehand, in pieces that are thrown away.
Only streams that could be too large by their length and filters are tried, which in a report are none or few. Pictures
are passed over, as reading text opens none. In encrypted files nothing is found: there the memory limit holds.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

_STREAM = re.compile(rb"stream\r?\n")
_FILTER = re.compile(rb"/(FlateDecode|Fl)\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image")
_DEFLATE_RATIO = 1032  # at most, by the format: 258 bytes from two bits (RFC 1951, 3.2.5)
_MOST_LAYERS = 8  # more than any writer has a reason for
_DICTIONARY = 2048  # bytes before a stream in which its dictionary is looked for
_PIECE = 1 << 16  # bytes given to a decompressor, and taken from it, at a time


def opens_beyond(data: bytes, bound: int) -> bool:
    """Tell whether some deflated stream of the PDF `data` opens to more than `bound` bytes."""
    for match in _STREAM.finditer(data):
        if data.endswith(b"end", 0, match.start()):  # told here, as a pattern without a look back is found sooner
            continue
        end = data.find(b"endstream", match.end())
        length = (len(data) if end < 0 else end) - match.end()
        layers = _layers(data[max(0, match.start() - _DICTIONARY) : match.start()])
        if length * _DEFLATE_RATIO**layers > bound and _size(data, match.end(), length, layers, bound) > bound:
            return True
    return False


def _layers(before: bytes) -> int:
    """Return how many times a stream is deflated, by the dictionary that ends `before`; 0 for pictures."""
    dictionary = before[before.rfind(b" obj") + 1 :]
    return 0 if _PICTURE.search(dictionary) else min(len(_FILTER.findall(dictionary)), _MOST_LAYERS)


def _size(data: bytes, start: int, length: int, layers: int, bound: int) -> int:
    """Return the opened size of a stream, no further than a piece beyond `bound`."""
    pieces: Iterable[bytes] = (data[at : at + _PIECE] for at in range(start, start + length, _PIECE))
    for _ in range(layers):
        pieces = _opened(pieces)
    size = 0
    try:
        for piece in pieces:
            size += len(piece)
            if size > bound:
                break
    except zlib.error:  # damaged, encrypted, or another filter goes first
        return size
    return size


def _opened(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what deflated pieces hold, in pieces, up to the end of the deflated data."""
    decompressor = zlib.decompressobj()
    for piece in pieces:
        waiting = piece
        while waiting:
            yield decompressor.decompress(waiting, _PIECE)
            if decompressor.eof:  # what lies behind stays its tail for ever
                return
            waiting = decompressor.unconsumed_tail
