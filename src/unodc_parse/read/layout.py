"""Glyphs to lines: fragments, regions, rows, spaces, reading order.

The layout knows places only. It hands on drafts of lines: their units in logical order, with what can only be
settled once the whole document is known (which way brackets are mapped, which unmapped glyphs are mere fillers).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import cos, inf, radians, sin
from typing import Final

from msgspec import Struct

from unodc_parse.arabic.bidi import Order, base_direction, logical_order
from unodc_parse.arabic.chardata import MIRRORED
from unodc_parse.arabic.unit_classes import classes_of
from unodc_parse.model import BBox, Direction
from unodc_parse.read.columns import regions
from unodc_parse.read.direction import latin_end, own_direction, page_direction
from unodc_parse.read.fragments import Fragment, Heights, fragments_of, heights_of, heights_of_all
from unodc_parse.read.glyphs import UNKNOWN, Face, Glyph, PageGlyphs
from unodc_parse.read.grids import Filled, Grid, grids_of, part
from unodc_parse.read.gutters import Gutters
from unodc_parse.read.marks import bind_marks, paints_as_read
from unodc_parse.read.rows import from_left, pieces, spaced
from unodc_parse.read.tagged import reordered
from unodc_parse.values import Light, LightValue

_HALF: Final = 0.5
_UNSURE: Final = 1e-6  # of a hundredth: so near to its half, rounding is left to `round`
_MOST_HUNDREDTHS: Final = 1e9
_MIDDLE: Final = 0.3  # em above the baseline is the middle of a letter
_ROW: Final = 0.33  # em: fragments this near to a row's baseline belong to it
_RAISED: Final = 0.75  # em: as far above the baseline may a call stand
_SMALL: Final = 0.86  # of the row's size: what is smaller may be raised
_BRACKET: Final = re.compile(f"[{re.escape(''.join(MIRRORED))}]")
_RULE: Final = re.compile(r"[_\s]{3,}")


class Cell(LightValue, frozen=True):
    """Where in a table a line stands."""

    grid: Grid
    row: int
    column: int


class Draft(Light):
    """A line before the document is settled.

    `units` are in logical order, or one text where nothing below points into them; `mirrored` are indices of brackets
    at right-to-left level; `calls` are half-open ranges of units; `unknown` names face key and code of every `UNKNOWN`
    unit, in order; `cell` is null outside tables.
    """

    page: int
    units: Sequence[str]
    raw: str
    direction: Direction
    bbox: BBox
    column: BBox
    size: float
    bold: bool
    face: Face
    mirrored: tuple[int, ...] = ()
    calls: tuple[tuple[int, int], ...] = ()
    unknown: tuple[tuple[int, int], ...] = ()
    cell: Cell | None = None

    def compact(self) -> None:
        """Join the units between those that are pointed at; unknown ones are judged by their neighbours, too."""
        if self.unknown or not (self.mirrored or self.calls):
            return
        cuts = {0, len(self.units)}
        cuts.update(at for i in self.mirrored for at in (i, i + 1))
        cuts.update(at for start, end in self.calls for at in (start, end - 1, end))
        bounds = sorted(cuts)
        places = {at: place for place, at in enumerate(bounds)}
        self.units = tuple(["".join(self.units[start:end]) for start, end in pairwise(bounds)])
        self.mirrored = tuple([places[i] for i in self.mirrored])
        self.calls = tuple([(places[start], places[end]) for start, end in self.calls])


class _Place(Struct):
    """Where a stretch of lines stands: page number, direction of its text, angle, and the box of its column."""

    page: int
    direction: Direction
    angle: int
    column: BBox = (0.0, 0.0, 0.0, 0.0)


class _Row:
    __slots__ = ("fragments", "size", "x0", "x1", "y")

    def __init__(self, first: Fragment) -> None:
        self.y = first.y
        self.size = first.size
        self.x0 = first.x0
        self.x1 = first.x1
        self.fragments = [first]


def lay_out(page: PageGlyphs, number: int, gutters: Gutters | None = None) -> list[Draft]:
    """Return the lines of a page in reading order, upright text first, then text turned on its side.

    `gutters` are those of the pages before, for upright text outside tables; this page's are added.
    """
    by_angle = _by_angle(page.glyphs)
    drafts: list[Draft] = []
    found: list[Grid] = []
    _drop_unseen(page, by_angle.get(0, []))
    for angle in sorted(by_angle, key=lambda a: (-len(by_angle[a]), a)):
        turned = by_angle[angle]
        as_read = not page.runs and paints_as_read(turned)
        bound = turned if page.runs else bind_marks(turned, as_read=as_read)
        place = _Place(number, "ltr" if page.runs else page_direction(bound), angle)
        grids = grids_of(page.rulings) if page.rulings and not angle else []
        outside, tables = part(bound, grids) if grids else (bound, [])
        boxes = [table.grid.bbox for table in tables]
        parts = regions(fragments_of(outside), place.direction, None if angle else gutters, boxes)
        if page.read_tags is not None and not angle:
            parts = reordered(parts, page.read_tags)
        lines = _lay_out_regions(parts, place, as_read=as_read)
        for table in tables:
            at = _place_in(lines, table.grid.bbox)
            lines[at:at] = _lay_out_table(table, place, as_read=as_read)
        drafts.extend(lines)
        found.extend(table.grid for table in tables)
    for draft in drafts if found else ():
        if draft.cell is None:
            draft.cell = _cell_at(draft.bbox, found)
    return drafts


def _by_angle(glyphs: list[Glyph]) -> dict[int, list[Glyph]]:
    angles = {glyph.angle for glyph in glyphs}
    if len(angles) == 1:  # as on most pages
        return {angles.pop(): list(glyphs)}
    return {angle: [glyph for glyph in glyphs if glyph.angle == angle] for angle in angles}


def _drop_unseen(page: PageGlyphs, upright: list[Glyph]) -> None:
    """Leave out what stands above or below the page: nobody sees it, and mostly the page before shows it."""
    if page.height and any(not 0.0 <= y - _MIDDLE * size <= page.height for y, size, _ in heights_of(upright)):
        upright[:] = [glyph for glyph in upright if 0.0 <= glyph.y - _MIDDLE * glyph.size <= page.height]


def _cell_at(box: BBox, grids: Sequence[Grid]) -> Cell | None:
    """Return the cell in which a line turned on its side stands."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for grid in grids:
        for at, row in enumerate(grid.rows):
            for column, cell in enumerate(row):
                if cell is not None and cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]:
                    return Cell(grid, at, column)
    return None


def _place_in(lines: Sequence[Draft], box: BBox) -> int:
    """Return before which line a table is read: after the last above it in its column, or before the first below."""
    beside = [i for i, line in enumerate(lines) if line.column[0] < box[2] and box[0] < line.column[2]]
    above = [i for i in beside if (lines[i].bbox[1] + lines[i].bbox[3]) / 2 <= box[1]]
    return above[-1] + 1 if above else beside[0] if beside else len(lines)


def _lay_out_table(table: Filled, place: _Place, *, as_read: bool) -> list[Draft]:
    """Return the lines of a table, row by row, cell by cell in the direction of the page."""
    drafts: list[Draft] = []
    for row, cells in enumerate(table.cells):
        columns = range(len(cells))
        for column in reversed(columns) if place.direction == "rtl" else columns:
            parts = regions(fragments_of(list(cells[column])), place.direction) if cells[column] else []
            for draft in _lay_out_regions(parts, place, as_read=as_read):
                draft.cell = Cell(table.grid, row, column)
                drafts.append(draft)
    return drafts


def _lay_out_regions(parts: Sequence[list[Fragment]], place: _Place, *, as_read: bool) -> list[Draft]:
    """Return the lines of regions, which are read one after the other."""
    drafts: list[Draft] = []
    for region in parts:
        if not region:
            continue
        weighed = [fragment for fragment in region if fragment.ink] or region[:1]
        inked = [glyph for fragment in weighed for glyph in fragment.glyphs]
        direction = own_direction(inked, place.direction)
        within = _Place(place.page, direction, place.angle, _box(inked, place.angle, heights_of_all(weighed)))
        width = max(f.x1 for f in region) - min(f.x0 for f in region)
        at = len(drafts)
        for row in _rows(region):
            for piece in pieces(from_left(row.fragments, as_read=as_read), direction, width):
                draft = _draft(piece, row, within, drafts[-1] if len(drafts) > at else None)
                if draft is not None:
                    drafts.append(draft)
    return drafts


def _rows(region: list[Fragment]) -> list[_Row]:
    """Group fragments by baseline, the weightiest first, so that small raised ones join the line they stand in."""
    rows: list[_Row] = []
    heights: list[float] = []
    for fragment in sorted(region, key=lambda f: (-f.ink * f.size * len(f.glyphs), f.y, f.x0)):
        row = _row_for(fragment, rows, heights)
        if row is None:
            at = bisect_left(heights, fragment.y)
            heights.insert(at, fragment.y)
            rows.insert(at, _Row(fragment))
        else:
            row.fragments.append(fragment)
            row.x0, row.x1 = min(row.x0, fragment.x0), max(row.x1, fragment.x1)
    return rows


def _row_for(fragment: Fragment, rows: list[_Row], heights: list[float]) -> _Row | None:
    at = bisect_left(heights, fragment.y - 3 * fragment.size)
    best, least = None, 1e9
    for row in rows[at:]:
        below = row.y - fragment.y
        if below > 3 * fragment.size:
            break
        if abs(below) <= _ROW * min(max(row.size, fragment.size), 1.5 * fragment.size):
            distance = abs(below)
        elif fragment.size <= _SMALL * row.size and -_ROW * row.size <= below <= _RAISED * row.size:
            distance = row.size
        else:
            continue
        if distance < least and (distance < row.size or _touches(fragment, row)):
            best, least = row, distance
    return best


def _touches(fragment: Fragment, row: _Row) -> bool:
    reach = 0.8 * row.size
    return row.x0 - reach <= fragment.x1 and fragment.x0 <= row.x1 + reach


def _draft(glyphs: list[Glyph], row: _Row, place: _Place, before: Draft | None = None) -> Draft | None:
    visible = [g for g in glyphs if (text := g.text) and not text.isspace()]
    if not visible or (visible[0].text[0] == "_" and _RULE.fullmatch("".join([g.text for g in glyphs]))):
        return None
    units = spaced(glyphs)
    texts = [" " if glyph is None else glyph.text for glyph in units]
    if "" in texts:
        units = [unit for unit, text in zip(units, texts, strict=True) if text]
        texts = [text for text in texts if text]
    raw = "".join(texts)
    heights = heights_of_all(row.fragments)
    if len(heights) > 1:  # some of them may be those of spaces, or of other pieces of the row
        heights = heights_of(visible)
    looks = _looks(visible, heights)
    raised = [_is_raised(glyph, row) for glyph in units] if looks.least <= _SMALL * row.size else []
    direction, order = _order(texts, raw, place.direction, raised, before)
    logical = tuple([texts[i] for i in order.indices])
    whole = "".join(logical)
    bracketed = True in order.rtl and _BRACKET.search(raw)
    mirrored = tuple([i for i, text in enumerate(logical) if text in MIRRORED and order.rtl[i]]) if bracketed else ()
    calls = _calls(raised, order.indices) if raised else ()
    unknown = _unknown(units, order.indices) if UNKNOWN in raw else ()
    return Draft(
        page=place.page,
        units=logical if mirrored or calls or unknown else whole,
        raw=whole if whole == raw else raw,  # held once
        direction=direction,
        bbox=_box(visible, place.angle, heights),
        column=place.column,
        size=looks.size,
        bold=looks.bold,
        face=looks.face,
        mirrored=mirrored,
        calls=calls,
        unknown=unknown,
    )


def _order(
    texts: list[str], raw: str, page: Direction, raised: list[bool], before: Draft | None
) -> tuple[Direction, Order]:
    """Return from which side a line is read, and the order of its units; `raw` is its text, `before` the last line."""
    if page == "ltr" and raw.isascii():
        return page, Order(tuple(range(len(texts))), (False,) * len(texts))
    classes = classes_of(texts)
    head = raised.index(False) if raised and raised[0] and False in raised else 0  # a call may end a line at its left
    direction = base_direction(texts[head:], page, classes[head:])
    latin = latin_end(before.units) if before is not None and direction == "rtl" else ""
    return direction, logical_order(texts, direction, classes, raised if any(raised) else (), latin)


def _calls(raised: list[bool], indices: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    small = [raised[i] for i in indices]
    return () if all(small) else tuple(_stretches(small))


def _unknown(units: list[Glyph | None], indices: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    glyphs = [units[i] for i in indices]
    return tuple((g.face.key, g.code) for g in glyphs if g is not None for char in g.text if char == UNKNOWN)


class _Looks(Struct):
    """How a line looks: dominant and least size, weight, and the face of its right-to-left letters."""

    size: float
    least: float
    bold: bool
    face: Face


def _looks(glyphs: list[Glyph], heights: Heights) -> _Looks:
    if len(heights) == 1:  # as in most lines
        (((_, size, _), face),) = heights.items()
        return _Looks(round(size, 1), size, face.bold, face)
    sizes: dict[float, int] = {}
    weights: dict[int, int] = {}
    faces: dict[int, Face] = {}
    bold = total = 0
    least = inf
    for start, end in _alike(glyphs):
        face, size = glyphs[start].face, glyphs[start].size
        text = "".join([glyph.text for glyph in glyphs[start:end]])
        count, rounded = len(text), round(size, 1)
        latin = count if text.isascii() else sum([len(one.text) for one in glyphs[start:end] if one.text.isascii()])
        faces[face.key] = face
        sizes[rounded] = sizes.get(rounded, 0) + count
        weights[face.key] = weights.get(face.key, 0) + latin + (count - latin) * 1000
        bold += count * face.bold
        total += count
        least = min(least, size)
    face = faces[max(weights, key=lambda known: (weights[known], -known))]
    return _Looks(max(sizes, key=lambda size: (sizes[size], size)), least, 2 * bold > total, face)


def _alike(glyphs: list[Glyph]) -> list[tuple[int, int]]:
    """Return from where to where glyphs side by side are of one face and size."""
    cuts = [
        i
        for i in range(1, len(glyphs))
        if glyphs[i].face is not glyphs[i - 1].face or glyphs[i].size != glyphs[i - 1].size
    ]
    return list(pairwise([0, *cuts, len(glyphs)]))


def _is_raised(glyph: Glyph | None, row: _Row) -> bool:
    return glyph is not None and glyph.size <= _SMALL * row.size and row.y - glyph.y > 0.1 * row.size


def _stretches(flags: list[bool]) -> Iterable[tuple[int, int]]:
    start: int | None = None
    for i, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = i
        elif not flag and start is not None:
            yield start, i
            start = None


def _box(glyphs: list[Glyph], angle: int, heights: Heights) -> BBox:
    """Return the box of glyphs, which stand at these heights, on the page as it is shown."""
    x0, x1 = glyphs[0].x0, glyphs[0].x1
    for glyph in glyphs:
        if glyph.x0 < x0:
            x0 = glyph.x0
        if glyph.x1 > x1:
            x1 = glyph.x1
    top, bottom = inf, -inf
    for (y, size, _), face in heights.items():
        top, bottom = min(top, y - face.ascent * size), max(bottom, y - face.descent * size)
    if angle:
        c, s = cos(radians(angle)), sin(radians(angle))
        corners = [(x * c - y * s, x * s + y * c) for x in (x0, x1) for y in (top, bottom)]
        x0, top = min(x for x, _ in corners), min(y for _, y in corners)
        x1, bottom = max(x for x, _ in corners), max(y for _, y in corners)
    return (_hundredths(x0), _hundredths(top), _hundredths(x1), _hundredths(bottom))


def _hundredths(value: float) -> float:
    """Return `round(value, 2)`, which goes by way of its digits, without that where the nearest hundredth is plain.

    >>> _hundredths(72.004), _hundredths(2.675), _hundredths(-0.001)
    (72.0, 2.67, -0.0)
    """
    hundredfold = value * 100
    if not 1 < hundredfold < _MOST_HUNDREDTHS:
        return round(value, 2)
    whole = int(hundredfold)
    rest = hundredfold - whole
    if _HALF - rest > _UNSURE:
        return whole / 100
    return (whole + 1) / 100 if rest - _HALF > _UNSURE else round(value, 2)
