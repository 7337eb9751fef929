"""Columns of text: in which order the parts of a page are read that white gutters part."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from unodc_parse.model import BBox, Direction
from unodc_parse.read.fragments import Fragment
from unodc_parse.read.gutters import (
    EDGE,
    EMPTY,
    HEAD_STEP,
    LEAST_ROWS,
    LEVEL,
    SURE,
    Gutter,
    Gutters,
    Row,
    best_gutter,
    crowds,
    rows_of,
    usual_step,
)
from unodc_parse.read.middling import middling

_FEWEST: Final = 4  # lines, that two columns of a known gutter have
_LARGER: Final = 1.04  # of the body's size: a heading may be
_OVER: Final = 0.5  # of the width of each column, that a table over both has at least
_RAISED: Final = 0.5  # usual steps that a raised footnote call stands above its line, at most


def regions(
    fragments: list[Fragment], direction: Direction, gutters: Gutters | None = None, tables: Sequence[BBox] = ()
) -> list[list[Fragment]]:
    """Part the fragments of a page into regions in reading order; within a region lines go from the top down.

    `gutters` are those of the pages before: a page too short or too level to show its columns has theirs. Sure ones
    of this page are added. `tables` are the boxes of those whose text is not among the fragments: where one stands
    in a column, that is not empty, and one over two columns parts what is above it from what is below.
    """
    known = gutters or Gutters()
    if len(fragments) < (_FEWEST if known.seen else 2 * LEAST_ROWS):
        return [fragments]
    rows = rows_of(fragments)
    gutter = best_gutter(rows, direction, known) or (_short_band(rows, direction, known) if known.seen else None)
    if gutter is None:
        return [fragments]
    parts = [[f for row in rows[: gutter.first] for f in row.fragments]]
    at = gutter.first
    for first, stop in _bands(rows, gutter, direction, tables):
        parts.append([f for row in rows[at:first] for f in row.fragments])
        parts.extend(_parted([f for row in rows[first:stop] for f in row.fragments], gutter, direction))
        at = stop
    parts.append([f for row in rows[at:] for f in row.fragments])
    return [region for part in parts if part for region in regions(part, direction, known, tables)]


def _parted(fragments: Sequence[Fragment], gutter: Gutter, direction: Direction) -> list[list[Fragment]]:
    """Part what stands left and right of a gutter, the side that is read first before the other."""
    middle = (gutter.low + gutter.high) / 2
    sides: list[list[Fragment]] = [[], []]
    for fragment in fragments:
        left = (fragment.x0 + fragment.x1) / 2 < middle
        sides[left != (direction == "ltr")].append(fragment)
    return sides


def _bands(rows: Sequence[Row], gutter: Gutter, direction: Direction, tables: Sequence[BBox]) -> list[tuple[int, int]]:
    """Return the stretches of rows that the gutter parts, without the headings over both columns that part them.

    Such a heading may be too short to reach the gutter. The other column is empty beside it, and both begin again at
    one height below it; or what follows it does reach over the gutter.
    """
    parted = range(gutter.first, gutter.last + 1)
    body = middling([f.size for at in parted for f in rows[at].fragments])
    usual = max(usual_step(rows, gutter), body)
    bands: list[tuple[int, int]] = []
    start = at = gutter.first
    over = _tables_over(rows, gutter, tables)
    while at <= gutter.last:
        if at > start and any(rows[at - 1].y <= box[3] <= rows[at].y for box in over):
            bands.append((start, at))
            start = at
        below = at
        while below <= gutter.last and _is_heading(rows[below], gutter, direction, body):
            below += 1
        if (
            below > at
            and _parts_bands(rows, (start, at, below), gutter, direction, usual)
            and not _table_beside(rows[at].y, rows[below - 1].y + usual, gutter, direction, tables)
        ):
            bands.append((start, at))
            start = below
        at = max(below, at + 1)
    return [(first, stop) for first, stop in [*bands, (start, gutter.last + 1)] if stop > first]


def _tables_over(rows: Sequence[Row], gutter: Gutter, tables: Sequence[BBox]) -> list[BBox]:
    """Return the tables that stand over both columns; one that is too wide for its column does not."""
    if not tables or gutter.last - gutter.first < SURE:
        return []  # fewer lines may be those of a diagram
    parted = [interval for row in rows[gutter.first : gutter.last + 1] for interval in row.intervals]
    left = gutter.low - _OVER * (gutter.low - min(a for a, _ in parted))
    right = gutter.high + _OVER * (max(b for _, b in parted) - gutter.high)
    return [box for box in tables if box[0] < left and box[2] > right]


def _table_beside(top: float, bottom: float, gutter: Gutter, direction: Direction, tables: Sequence[BBox]) -> bool:
    """Tell whether a table stands in the second column at some height from `top` to `bottom`."""
    middle = (gutter.low + gutter.high) / 2
    return any(
        box[1] < bottom and top < box[3] and ((box[0] + box[2]) / 2 > middle) == (direction == "ltr") for box in tables
    )


def _is_heading(row: Row, gutter: Gutter, direction: Direction, body: float) -> bool:
    """Tell whether a row is one line of bold or larger type on the side that is read first."""
    inked = [f for f in row.fragments if f.ink]
    first = all(f.x1 <= gutter.low + 0.01 if direction == "ltr" else f.x0 >= gutter.high - 0.01 for f in inked)
    return bool(inked) and first and all(f.size > _LARGER * body or f.glyphs[0].face.bold for f in inked)


def _parts_bands(
    rows: Sequence[Row], places: tuple[int, int, int], gutter: Gutter, direction: Direction, usual: float
) -> bool:
    """Tell whether headings part two bands; `places` are the first row of the band above, of them, and below them."""
    start, at, below = places
    if below > gutter.last:
        return below < len(rows) and crowds(rows[below], gutter) and rows[below].y - rows[below - 1].y < 2 * usual
    if below < gutter.last and rows[below + 1].y - rows[below].y < _RAISED * usual:
        below += 1  # a raised footnote call makes a row of its own
    if not _is_level(rows[below], gutter):
        return False
    other = [row.y for row in rows[start:at] if _reaches(row, gutter, second=True, direction=direction)]
    return not other or rows[below].y - other[-1] > EMPTY * usual


def _reaches(row: Row, gutter: Gutter, *, second: bool, direction: Direction) -> bool:
    """Tell whether a row has text in the column that is read first, or `second`."""
    if not row.intervals:
        return False
    right = second == (direction == "ltr")
    return row.intervals[-1][1] > gutter.high if right else row.intervals[0][0] < gutter.low


def _is_level(row: Row, gutter: Gutter) -> bool:
    """Tell whether a row has lines on both sides of a gutter, on one baseline."""
    left = [f for f in row.fragments if f.ink and f.x1 <= gutter.low + 0.01]
    right = [f for f in row.fragments if f.ink and f.x0 >= gutter.high - 0.01]
    return any(abs(a.y - b.y) <= LEVEL * a.size for a in left for b in right)


def _short_band(rows: Sequence[Row], direction: Direction, known: Gutters) -> Gutter | None:
    """Return the first stretch of few rows that a known gutter parts: level lines, the second column at its edge."""
    for low, high in known.seen:
        start = 0
        while start < len(rows):
            stop = start
            while stop < len(rows) and not any(a < high - 0.01 and b > low + 0.01 for a, b in rows[stop].intervals):
                stop += 1
            gutter = Gutter(low, high, start, stop - 1)
            level = [at for at in range(start, stop) if _is_level(rows[at], gutter)]
            edges = [
                abs(a - high) if direction == "ltr" else abs(b - low)
                for at in level
                for a, b in rows[at].intervals
                if (a > low if direction == "ltr" else b < high)
            ]
            if level and min(edges) <= EDGE and (len(level) > 1 or _fills_both(rows, gutter, level[0])):
                steps = [rows[b].y - rows[a].y for a, b in pairwise(level)]
                step = min(steps) if steps else usual_step(rows, Gutter(low, high, level[0], stop - 1))
                last = level[-1]
                while last + 1 < stop and rows[last + 1].y - rows[last].y < HEAD_STEP * step:
                    last += 1
                return Gutter(low, high, level[0], last)
            start = stop + 1
    return None


def _fills_both(rows: Sequence[Row], gutter: Gutter, first: int) -> bool:
    """Tell whether rows from `first` on have lines on both sides that end at the very edges of the gutter."""
    parted = [interval for row in rows[first : gutter.last + 1] for interval in row.intervals]
    left = sum(abs(b - gutter.low) <= EDGE for _, b in parted)
    right = sum(abs(a - gutter.high) <= EDGE for a, _ in parted)
    return (left > 1 and right > 0) or (right > 1 and left > 0)
