"""A long document's reading, handed over from the process that read it to one that goes on with it.

A PDF library leaves tens of megabytes behind, in pieces too small to be used again, and these go with their process.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, Final

import msgspec
from msgspec import msgpack

from unodc_parse.cli.spool import put
from unodc_parse.model import BBox, Line, Page, Reading

#: Pages: what is no longer than this is gone on with where it was read.
_SHORT: Final = 64
_LENGTH: Final = 4  # bytes that tell the length of what follows


def hand_over(reading: Reading, descriptor: int) -> bool:
    """Put a reading into the file with this descriptor; false where it is short, or cannot be put there whole."""
    if len(reading.pages) <= _SHORT:
        return False
    with suppress(UnicodeEncodeError):  # half of a surrogate pair, which a letter map may tell
        return put(_packed(reading), descriptor)
    return False


def _packed(reading: Reading) -> Iterator[bytes]:
    encoder = msgpack.Encoder()
    for value in (msgspec.structs.replace(reading, pages=()), *reading.pages):
        packed = encoder.encode(value)
        yield len(packed).to_bytes(_LENGTH, "big")
        yield packed


def take_over(descriptor: int) -> Reading:
    """Return the reading that was put into the file with this descriptor."""
    with os.fdopen(os.dup(descriptor), "rb") as file:
        file.seek(0)
        reading = msgpack.decode(_next(file), type=Reading)
        return msgspec.structs.replace(reading, pages=tuple(_pages(file)))


def _pages(file: BinaryIO) -> Iterator[Page]:
    """Yield the pages; numbers and boxes that lines have in common are held once, and so are texts read as they are."""
    decoder = msgpack.Decoder(Page)
    known: dict[float, float] = {}
    boxes: dict[BBox | None, BBox | None] = {}

    def shared(line: Line) -> Line:
        return msgspec.structs.replace(
            line,
            raw=line.text if line.raw == line.text else line.raw,
            bbox=line.bbox and tuple([known.setdefault(edge, edge) for edge in line.bbox]),
            column=boxes.setdefault(line.column, line.column),
            size=line.size and known.setdefault(line.size, line.size),
        )

    while packed := _next(file):
        page = decoder.decode(packed)
        yield msgspec.structs.replace(page, lines=tuple(map(shared, page.lines)))


def _next(file: BinaryIO) -> bytes:
    return file.read(int.from_bytes(file.read(_LENGTH), "big"))
