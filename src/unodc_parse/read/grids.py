"""Ruled tables: which lines of a page make the cells of one, and which glyphs stand in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from unodc_parse.model import BBox
from unodc_parse.read.glyphs import Glyph, Ruling
from unodc_parse.read.overruns import places_of
from unodc_parse.values import Value

_LEAST_LINES: Final = 3  # level and upright ones, each, that make two rows and two columns
_MOST_LINES: Final = 400  # with more of them a page is a drawing
_SAME_EDGE: Final = 3.0  # points
_LEAST_FILLED: Final = 0.4  # of the cells of a table have text


Point = tuple[float, float]
#: Where lines meet, and the upright and the level ones that do so there.
Crossings = Mapping[Point, tuple[set[BBox], set[BBox]]]


class Grid(Value, frozen=True):
    """A table: its box and its cells, rows from the top, cells from the left; `None` where a cell reaches across."""

    bbox: BBox
    rows: tuple[tuple[BBox | None, ...], ...]


class Filled(Value, frozen=True):
    """A table with the glyphs of its cells, those of a cell in stream order."""

    grid: Grid
    cells: tuple[tuple[tuple[Glyph, ...], ...], ...]


def grids_of(rulings: Sequence[Ruling]) -> list[Grid]:
    """Return the tables that the lines of a page make: two rows and two columns at least."""
    level = sum(x1 - x0 > y1 - y0 for x0, y0, x1, y1 in rulings)
    if level < _LEAST_LINES or len(rulings) - level < _LEAST_LINES:
        return []
    from unodc_parse.read import pdfplumber_reader  # noqa: PLC0415 - slow to import

    cells = _cells(_crossings(*pdfplumber_reader.joined_lines(rulings, _MOST_LINES)))
    return [grid for table in pdfplumber_reader.tables_of(cells) if (grid := _grid(table)) is not None]


def _crossings(upright: list[BBox], level: list[BBox]) -> Crossings:
    """Return where lines meet, or nearly do."""
    met: dict[Point, tuple[set[BBox], set[BBox]]] = {}
    for one in upright:
        x, top, _, bottom = one
        for other in level:
            left, y, right, _ = other
            if top <= y + _SAME_EDGE and bottom >= y - _SAME_EDGE and left - _SAME_EDGE <= x <= right + _SAME_EDGE:
                lines = met.setdefault((x, y), (set(), set()))
                lines[0].add(one)
                lines[1].add(other)
    return met


def _cells(crossings: Crossings) -> list[BBox]:
    """Return the smallest cell that begins at each crossing, its sides drawn by the same lines: as pdfplumber does."""
    below: dict[float, list[Point]] = {}
    beside: dict[float, list[Point]] = {}
    points = sorted(crossings)
    for x, y in points:
        below.setdefault(x, []).append((x, y))
        beside.setdefault(y, []).append((x, y))
    cells = [
        _cell(point, below[point[0]], beside[point[1]], crossings)
        for point in points
        if point != below[point[0]][-1] and point != beside[point[1]][-1]
    ]
    return [cell for cell in cells if cell is not None]


def _cell(point: Point, below: list[Point], beside: list[Point], crossings: Crossings) -> BBox | None:
    """Return the cell whose left top corner is at `point`; the others are those on the same lines."""
    upright, level = crossings[point]
    rights = [other for other in beside[beside.index(point) + 1 :] if not level.isdisjoint(crossings[other][1])]
    for under in below[below.index(point) + 1 :] if rights else ():
        if upright.isdisjoint(crossings[under][0]):
            continue
        for right in rights:
            corner = crossings.get((right[0], under[1]))
            if (
                corner is not None
                and not corner[0].isdisjoint(crossings[right][0])
                and not corner[1].isdisjoint(crossings[under][1])
            ):
                return point[0], point[1], right[0], under[1]
    return None


def _grid(cells: Sequence[BBox]) -> Grid | None:
    lefts = _edges([cell[0] for cell in cells])
    tops = _edges([cell[1] for cell in cells])
    if len(lefts) <= 1 or len(tops) <= 1:
        return None
    at = {(_nearest(tops, cell[1]), _nearest(lefts, cell[0])): cell for cell in cells}
    rows = tuple(tuple(at.get((row, column)) for column in range(len(lefts))) for row in range(len(tops)))
    box = (
        min(cell[0] for cell in cells),
        min(cell[1] for cell in cells),
        max(cell[2] for cell in cells),
        max(cell[3] for cell in cells),
    )
    return Grid(box, rows)


def _edges(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SAME_EDGE:
            edges.append(value)
    return edges


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def part(glyphs: Sequence[Glyph], grids: Sequence[Grid]) -> tuple[list[Glyph], list[Filled]]:
    """Part the upright glyphs of a page: those outside tables, and the tables with theirs.

    Lines that hold hardly any text, or text in one column or row alone, are no table.
    """
    filled: list[Filled] = []
    rest = list(glyphs)
    for grid in grids:
        outside, table = _fill(rest, grid)
        if _is_table(table):
            filled.append(table)
            rest = outside
    return rest, filled


def _fill(glyphs: list[Glyph], grid: Grid) -> tuple[list[Glyph], Filled]:
    outside: list[Glyph] = []
    cells: dict[BBox, list[Glyph]] = {cell: [] for row in grid.rows for cell in row if cell is not None}
    x0, top, x1, bottom = grid.bbox

    def locate(x: float, y: float) -> BBox | None:
        if not (x0 <= x <= x1 and top <= y <= bottom):
            return None
        return next((c for c in cells if c[0] <= x <= c[2] and c[1] <= y <= c[3]), None)

    for glyph, cell in zip(glyphs, places_of(glyphs, locate), strict=True):
        (outside if cell is None else cells[cell]).append(glyph)
    rows = tuple(tuple(tuple(cells[cell]) if cell is not None else () for cell in row) for row in grid.rows)
    return outside, Filled(grid, rows)


def _is_table(table: Filled) -> bool:
    inked = [[any(not glyph.text.isspace() for glyph in cell) for cell in row] for row in table.cells]
    count = sum(cell is not None for row in table.grid.rows for cell in row)
    columns = sum(any(row[i] for row in inked) for i in range(len(inked[0])))
    return (
        sum(map(sum, inked)) >= _LEAST_FILLED * count
        and columns > 1
        and sum(any(row) for row in inked) > 1
        and any(sum(row) > 1 for row in inked)
    )
