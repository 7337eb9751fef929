"""The ranges of a font's tables, which playa writes out code by code, held to what a font can have."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from typing import Any, Final

from playa.exceptions import PDFSyntaxError
from playa.parser import ObjectParser
from playa.pdftypes import ContentStream, PSKeyword, resolve1

_MOST_CODES: Final = 1 << 16  # that a font can have: character identifiers have two bytes (PDF 32000-1, annex C.2)
_MOST_WRITTEN: Final = 1 << 18  # codes that all ranges of a table have together: some makers name each code twice
_BLOCK: Final = re.compile(rb"begin(?:bf|cid)range(.*?)end(?:bf|cid)range", re.DOTALL)
_ENDS: Final = re.compile(rb"end(?:bf|cid)range")
_RANGE: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<[^<>]*>|\[[^\[\]()]*\]|\d+)")
_SPACE: Final = re.compile(rb"\s+(?=[0-9A-Fa-f\s]*>)")
_WINDOWS: Final = 3  # a platform of TrueType letter maps, with its encodings that are Unicode
_UNICODE: Final = frozenset({1, 10})
_RANGE_ENDS: Final = frozenset({b"endbfrange", b"endcidrange"})


def bounded_font(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the dictionary of a font without maps of more codes than a font can have, its widths cut to these."""
    spec = _with_sound_maps(spec)
    below: Any = resolve1(spec.get("DescendantFonts"))
    inner: Any = resolve1(below[0]) if isinstance(below, list) and below else None
    if isinstance(inner, dict):
        inner = _with_sound_maps(inner)
        if "ToUnicode" not in inner and "ToUnicode" not in spec:
            inner = _with_sound_program(inner)
        cut = {key: _cut(resolve1(inner[key]), size) for key, size in (("W", 3), ("W2", 5)) if key in inner}
        spec["DescendantFonts"] = [inner | cut, *below[1:]]
    return spec


def _with_sound_maps(spec: dict[str, Any]) -> dict[str, Any]:
    held = {key: resolve1(spec.get(key)) for key in ("ToUnicode", "Encoding")}
    broken = {key for key, map_ in held.items() if isinstance(map_, ContentStream) and _maps_too_much(map_.buffer)}
    return {key: value for key, value in spec.items() if key not in broken}


def _maps_too_much(data: bytes) -> bool:
    """Tell whether a map of codes (a CMap) has a range, or ranges, of more codes than a font can have."""
    blocks = [_SPACE.sub(b"", block) for block in _BLOCK.findall(data)]
    plain = len(blocks) == len(_ENDS.findall(data)) and not any(_RANGE.sub(b"", block).strip() for block in blocks)
    if plain:
        ends = [(int(first, 16), int(last, 16)) for block in blocks for first, last in _RANGE.findall(block)]
    else:  # comments, strings in round brackets, blocks that do not begin: read as playa reads it
        ends = list(_ends_of_ranges(data))
    sizes = [last - first + 1 for first, last in ends if last >= first]
    return max(sizes, default=0) > _MOST_CODES or sum(sizes) > _MOST_WRITTEN


def _ends_of_ranges(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield each two neighbouring strings that may be taken for the ends of a range: more than there are, not fewer."""
    parser, stack = ObjectParser(data), list[Any]()
    while True:
        try:
            _, value = next(parser)
        except PDFSyntaxError:
            parser.reset()
            continue
        except StopIteration:
            return
        if not isinstance(value, PSKeyword):
            stack.append(value)
            continue
        if value.name in _RANGE_ENDS:
            for first, last in pairwise(stack):
                if isinstance(first, bytes) and isinstance(last, bytes) and len(first) == len(last):
                    yield int.from_bytes(first, "big"), int.from_bytes(last, "big")
        if value.name.startswith((b"begin", b"end")):
            stack.clear()


def _with_sound_program(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a font without its TrueType program, where that has a map of letters that never ends."""
    described: Any = resolve1(spec.get("FontDescriptor"))
    program = resolve1(described.get("FontFile2")) if isinstance(described, dict) else None
    if not isinstance(program, ContentStream) or not _is_endless(program.buffer):
        return spec
    return spec | {"FontDescriptor": {key: value for key, value in described.items() if key != "FontFile2"}}


def _is_endless(program: bytes) -> bool:
    """Tell whether the segments of a TrueType program's letter map cover more codes than a font can have."""
    written = 0
    with suppress(struct.error):  # where playa gives up, too
        for size in _sizes_of_segments(program):
            written += size
            if written > _MOST_WRITTEN:
                return True
    return False


def _sizes_of_segments(program: bytes) -> Iterator[int]:
    """Yield how many codes each Unicode subtable covers (OpenType 1.9, `cmap`, formats 0, 2 and 4)."""
    tables = dict[bytes, int]()
    for at in range(12, 12 + 16 * struct.unpack_from(">H", program, 4)[0], 16):
        with suppress(struct.error):  # a directory that is cut off
            name, _, offset, _ = struct.unpack_from(">4sLLL", program, at)
            tables[name] = offset
    base = tables.get(b"cmap", len(program))
    for number in range(struct.unpack_from(">H", program, base + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", program, base + 4 + 8 * number)
        if platform == 0 or (platform == _WINDOWS and encoding in _UNICODE):
            yield _size_of_subtable(program, base + offset)


def _size_of_subtable(program: bytes, at: int) -> int:
    form = struct.unpack_from(">H", program, at)[0]
    if form == 4:
        count = struct.unpack_from(">H", program, at + 6)[0] // 2
        ends = struct.unpack_from(f">{count}H", program, at + 14)
        starts = struct.unpack_from(f">{count}H", program, at + 16 + 2 * count)
        return sum(max(last - first + 1, 0) for first, last in zip(starts, ends, strict=True))
    if form == 2:
        count = max(struct.unpack_from(">256H", program, at + 6)) // 8 + 1
        heads = struct.unpack_from(f">{4 * count}H", program, at + 6 + 512)
        return sum(heads[1::4])
    return 256


def _cut(widths: Any, size: int) -> Any:  # noqa: ANN401 -- whatever stands there
    """Cut the ranges of an array of widths: entries of `size` numbers, or of a number and an array.

    What is neither is left out, as playa passes over it and goes on counting.
    """
    if not isinstance(widths, list):
        return widths
    out, numbers, left = list[Any](), 0, _MOST_WRITTEN
    for value in widths:
        if not isinstance(value, int | float | list):
            continue
        out.append(value)
        numbers = 0 if isinstance(value, list) else numbers + 1
        if numbers == size:
            first, last = max(out[-size], 0), min(out[1 - size], _MOST_CODES - 1)
            last = min(last, first + left - 1)
            left -= max(last - first + 1, 0)
            out[-size : 2 - size] = [first, last]
            numbers = 0
    return out
