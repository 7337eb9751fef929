"""Tables: which lines of a page stand in one, and what its rows are.

Readers of PDFs find ruled tables by their lines (`Page.tables`). In plain text a table is told by rows that follow each
other, split into the same number of cells by bars, by tabs, or by wide gaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from unodc_parse.model import BBox, Line, Page
from unodc_parse.values import Value

Rows = tuple[tuple[str, ...], ...]

_BAR: Final = re.compile(r"\s*\|\s*")
_GAP: Final = re.compile(r"\t+|\s{3,}")
#: A frame drawn in characters (`+---+`, `|---|`) belongs to the rows around it.
_FRAME: Final = re.compile(r"[\s|+:=\-]+")
_SIGNS: Final = ("|", "\t", "   ")
_PAIR: Final = 2
#: A running head has fewer rows than this.
_TOP: Final = 3
#: Cells without rules around them: points that one row may be uneven, an edge be off, and characters of a cell.
_SAME_HEIGHT: Final = 2.0
_SAME_EDGE: Final = 3.0
_LONGEST_CELL: Final = 60
_USUAL_SIZE: Final = 10.0
#: Rows stand no further apart than so many heights of a line.
_FARTHEST: Final = 3.5
#: So many rows make a table: two where bars split them, three where only gaps do.
_LEAST_ROWS: Final = 2
_LEAST_GAPPED_ROWS: Final = 3


class TableLines(Value, frozen=True):
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
    if page.width is not None:
        return list(_aligned_tables(lines))
    if not any(sign in line.raw for line in lines for sign in _SIGNS):
        return []
    return list(_text_tables(lines))


def _aligned_tables(lines: Sequence[Line]) -> Iterator[TableLines]:
    """Yield the tables of a printed page that has no ruling lines: rows of cells that stand side by side, aligned."""
    rows = _rows_beside(lines)
    start = 0
    while start < len(rows):
        stop = start + 1
        while stop < len(rows) and _goes_on(lines, rows[start], rows[stop - 1], rows[stop]):
            stop += 1
        found = rows[start:stop]
        if len(rows[start]) > 1 and len(found) >= (_LEAST_ROWS if len(rows[start]) > _PAIR else _LEAST_GAPPED_ROWS):
            yield TableLines(
                tuple(at for row in found for at in row), tuple(tuple(lines[at].text for at in row) for row in found)
            )
        start = stop


def row_at_top(lines: Sequence[Line], cells: int) -> TableLines | None:
    """Return the row of so many cells near the top of a page: the end of a table that began on the page before."""
    rows = _rows_beside(lines[: _TOP + cells])
    row = next((row for row in rows[:_TOP] if len(row) == cells), None) if cells > _PAIR else None
    return TableLines(tuple(row), (tuple(lines[at].text for at in row),)) if row else None


def _rows_beside(lines: Sequence[Line]) -> list[list[int]]:
    """Return the lines in rows: those that follow each other at one height, in the order of reading."""
    rows: list[list[int]] = []
    for at, line in enumerate(lines):
        if rows and _is_beside(lines[rows[-1][-1]], line):
            rows[-1].append(at)
        else:
            rows.append([at])
    return rows


def _is_beside(before: Line, line: Line) -> bool:
    if before.bbox is None or line.bbox is None or max(len(before.text), len(line.text)) > _LONGEST_CELL:
        return False
    gap = max(line.bbox[0] - before.bbox[2], before.bbox[0] - line.bbox[2])
    return abs(before.bbox[1] - line.bbox[1]) <= _SAME_HEIGHT and gap >= (line.size or _USUAL_SIZE)


def _goes_on(lines: Sequence[Line], first: Sequence[int], before: Sequence[int], row: Sequence[int]) -> bool:
    """Tell whether a row has as many cells as the first, near below the row before, each under the first row's."""
    if len(row) != len(first) or len(row) < _PAIR:
        return False
    above, top = lines[before[0]].bbox, lines[row[0]].bbox
    near = above is not None and top is not None and 0 < top[1] - above[1] <= _FARTHEST * (above[3] - above[1])
    return near and all(_is_under(lines[up].bbox, lines[at].bbox) for up, at in zip(first, row, strict=True))


def _is_under(above: BBox | None, cell: BBox | None) -> bool:
    """Tell whether two cells share an edge or their middle."""
    if above is None or cell is None:
        return False
    shifts = (cell[0] - above[0], cell[2] - above[2], (cell[0] + cell[2] - above[0] - above[2]) / 2)
    return min(abs(shift) for shift in shifts) <= _SAME_EDGE


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
