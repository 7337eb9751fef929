"""Tables: which lines of a page stand in one, and what its rows are.

Readers of PDFs find ruled tables by their lines (`Page.tables`). In plain text a table is told by rows that follow each
other, split into the same number of cells by bars, by tabs, or by wide gaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct

from unodc_parse.model import BBox, Line, Page

Rows = tuple[tuple[str, ...], ...]

_BAR: Final = re.compile(r"\s*\|\s*")
_GAP: Final = re.compile(r"\t+|\s{3,}")
#: A frame drawn in characters (`+---+`, `|---|`) belongs to the rows around it.
_FRAME: Final = re.compile(r"[\s|+:=\-]+")
_SIGNS: Final = ("|", "\t", "   ")
#: So many rows make a table: two where bars split them, three where only gaps do.
_LEAST_ROWS: Final = 2
_LEAST_GAPPED_ROWS: Final = 3


class TableLines(Struct, frozen=True):
    """A table: the positions of its lines among the lines it was looked for in, and its rows of cells."""

    lines: tuple[int, ...]
    rows: Rows


def tables_among(page: Page, lines: Sequence[Line]) -> list[TableLines]:
    """Return the tables among the filled lines of a page, first to last."""
    if page.tables:
        return [
            TableLines(inside, table.rows)
            for table in page.tables
            if (inside := tuple(at for at, line in enumerate(lines) if line.bbox and _is_inside(line.bbox, table.bbox)))
        ]
    if page.width is not None or not any(sign in line.raw for line in lines for sign in _SIGNS):
        return []
    return list(_text_tables(lines))


def _is_inside(box: BBox, outer: BBox) -> bool:
    """Tell whether the middle of a line stands in a table."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _text_tables(lines: Sequence[Line]) -> Iterator[TableLines]:
    split = [_cells(_with_gaps(line)) for line in lines]
    keys = [(len(cells), barred) for cells, barred in split]
    for at, line in enumerate(lines):
        if _FRAME.fullmatch(line.raw):  # goes with the row above it, or where none is, with the one below
            above = keys[at - 1] if at else _NO_ROW
            keys[at] = above if above[0] else keys[at + 1] if at + 1 < len(keys) else _NO_ROW
    for (count, barred), group in groupby(range(len(lines)), key=keys.__getitem__):
        positions = tuple(group)
        rows = tuple(split[at][0] for at in positions if split[at][0])
        if count and len(rows) >= (_LEAST_ROWS if barred else _LEAST_GAPPED_ROWS):
            yield TableLines(positions, rows)


_NO_ROW: Final = (0, False)


def _with_gaps(line: Line) -> str:
    """Return a line with its white space as it was read, where no repair moved anything else."""
    return line.raw if line.raw.split() == line.text.split() else line.text


def _cells(text: str) -> tuple[tuple[str, ...], bool]:
    """Split a line into two cells or more, or none; also tell whether bars split it, and not gaps alone.

    >>> _cells("| Region | Cases |"), _cells("Region   Cases"), _cells("one  two")
    ((('Region', 'Cases'), True), (('Region', 'Cases'), False), ((), False))
    """
    bare = text.strip().strip("|").strip()
    barred = "|" in bare
    cells = tuple(" ".join(part.split()) for part in (_BAR if barred else _GAP).split(bare))
    return (cells if len(cells) > 1 and not _FRAME.fullmatch(bare) else ()), barred
