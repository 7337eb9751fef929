"""Columns of text: where white gutters part a page, and in which order its parts are read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from unodc_parse.model import Direction
from unodc_parse.read.fragments import Fragment
from unodc_parse.values import Value

Interval = tuple[float, float]

_LEAST_ROWS = 4  # of text on each side of a gutter
_LEAST_SHARE = 0.18  # of the width of the text, that a column must have
_LEAST_RAGGED = 6  # rows on each side of a gutter beside ragged lines; the blocks of a masthead have fewer
_WIDEST_GUTTER = 0.5  # of the width of a column
_LEAST_FILL = 0.65  # of a column's width, that its middling line must have
_HEAD_STEP = 1.1  # usual steps that a running head keeps away from its column
_LEAST_SHARED = 0.5  # of the rows of the shorter column, where one of them is ragged, stand beside the other
_MOST_SHARED = 0.4  # of the baselines of the shorter column, where one of them is ragged
_SMALL_TYPE = 0.9  # of the body's size: running heads and feet, often
_LEVEL = 0.08  # em: lines this near to each other share a baseline
_SURE = 20  # lines, that a gutter must part to speak for the next pages
_NARROW = 4.0  # em: so wide a gutter at most
_EDGE = 2.0  # points: columns of two pages that start this near to each other start at one place
_FEWEST = 4  # lines, that two columns of a known gutter have
_LARGER = 1.04  # of the body's size: a heading may be
_EMPTY = 1.9  # usual steps without text in the other column, where a heading stands over both
_RAISED = 0.5  # usual steps that a raised footnote call stands above its line, at most
_ROW_HEIGHT = 0.3  # em: what stands within this of a baseline stands on it


class _Gutter(Value, frozen=True):
    low: float
    high: float
    first: int
    last: int


class _Row:
    __slots__ = ("fragments", "intervals", "y")

    def __init__(self, y: float, fragments: list[Fragment], intervals: list[Interval]) -> None:
        self.y = y
        self.fragments = fragments
        self.intervals = intervals


class Gutters(Struct):
    """White stripes (points, from low to high) that surely parted columns on the pages read before."""

    seen: list[Interval] = []

    def learn(self, low: float, high: float) -> None:
        """Keep a stripe, if it is not known yet."""
        if not any(abs(a - low) <= _EDGE and abs(b - high) <= _EDGE for a, b in self.seen):
            self.seen.append((low, high))


def regions(fragments: list[Fragment], direction: Direction, gutters: Gutters | None = None) -> list[list[Fragment]]:
    """Part the fragments of a page into regions in reading order; within a region lines go from the top down.

    `gutters` are those of the pages before: a page too short or too level to show its columns has theirs. Sure ones
    of this page are added.
    """
    known = gutters or Gutters()
    if len(fragments) < (_FEWEST if known.seen else 2 * _LEAST_ROWS):
        return [fragments]
    rows = _rows(fragments)
    gutter = _best_gutter(rows, direction, known) or (_short_band(rows, direction, known) if known.seen else None)
    if gutter is None:
        return [fragments]
    parts = [[f for row in rows[: gutter.first] for f in row.fragments]]
    at = gutter.first
    for first, stop in _bands(rows, gutter, direction):
        parts.append([f for row in rows[at:first] for f in row.fragments])
        parts.extend(_parted([f for row in rows[first:stop] for f in row.fragments], gutter, direction))
        at = stop
    parts.append([f for row in rows[at:] for f in row.fragments])
    return [region for part in parts if part for region in regions(part, direction, known)]


def _parted(fragments: Sequence[Fragment], gutter: _Gutter, direction: Direction) -> list[list[Fragment]]:
    """Part what stands left and right of a gutter, the side that is read first before the other."""
    middle = (gutter.low + gutter.high) / 2
    sides: list[list[Fragment]] = [[], []]
    for fragment in fragments:
        left = (fragment.x0 + fragment.x1) / 2 < middle
        sides[left != (direction == "ltr")].append(fragment)
    return sides


def _bands(rows: Sequence[_Row], gutter: _Gutter, direction: Direction) -> list[tuple[int, int]]:
    """Return the stretches of rows that the gutter parts, without the headings over both columns that part them.

    Such a heading may be too short to reach the gutter. The other column is empty beside it, and both begin again at
    one height below it; or what follows it does reach over the gutter.
    """
    parted = range(gutter.first, gutter.last + 1)
    body = median(f.size for at in parted for f in rows[at].fragments)
    usual = max(_usual_step(rows, gutter), body)
    bands: list[tuple[int, int]] = []
    start = at = gutter.first
    while at <= gutter.last:
        below = at
        while below <= gutter.last and _is_heading(rows[below], gutter, direction, body):
            below += 1
        if below > at and _parts_bands(rows, (start, at, below), gutter, direction, usual):
            bands.append((start, at))
            start = below
        at = max(below, at + 1)
    return [(first, stop) for first, stop in [*bands, (start, gutter.last + 1)] if stop > first]


def _is_heading(row: _Row, gutter: _Gutter, direction: Direction, body: float) -> bool:
    """Tell whether a row is one line of bold or larger type on the side that is read first."""
    inked = [f for f in row.fragments if f.ink]
    first = all(f.x1 <= gutter.low + 0.01 if direction == "ltr" else f.x0 >= gutter.high - 0.01 for f in inked)
    return bool(inked) and first and all(f.size > _LARGER * body or f.glyphs[0].face.bold for f in inked)


def _parts_bands(
    rows: Sequence[_Row], places: tuple[int, int, int], gutter: _Gutter, direction: Direction, usual: float
) -> bool:
    """Tell whether headings part two bands; `places` are the first row of the band above, of them, and below them."""
    start, at, below = places
    if below > gutter.last:
        return below < len(rows) and _crowds(rows[below], gutter) and rows[below].y - rows[below - 1].y < 2 * usual
    if below < gutter.last and rows[below + 1].y - rows[below].y < _RAISED * usual:
        below += 1  # a raised footnote call makes a row of its own
    if not _is_level(rows[below], gutter):
        return False
    other = [row.y for row in rows[start:at] if _reaches(row, gutter, second=True, direction=direction)]
    return not other or rows[below].y - other[-1] > _EMPTY * usual


def _reaches(row: _Row, gutter: _Gutter, *, second: bool, direction: Direction) -> bool:
    """Tell whether a row has text in the column that is read first, or `second`."""
    if not row.intervals:
        return False
    right = second == (direction == "ltr")
    return row.intervals[-1][1] > gutter.high if right else row.intervals[0][0] < gutter.low


def _is_level(row: _Row, gutter: _Gutter) -> bool:
    """Tell whether a row has lines on both sides of a gutter, on one baseline."""
    left = [f for f in row.fragments if f.ink and f.x1 <= gutter.low + 0.01]
    right = [f for f in row.fragments if f.ink and f.x0 >= gutter.high - 0.01]
    return any(abs(a.y - b.y) <= _LEVEL * a.size for a in left for b in right)


def _short_band(rows: Sequence[_Row], direction: Direction, known: Gutters) -> _Gutter | None:
    """Return the first stretch of few rows that a known gutter parts: level lines, the second column at its edge."""
    for low, high in known.seen:
        start = 0
        while start < len(rows):
            stop = start
            while stop < len(rows) and not any(a < high - 0.01 and b > low + 0.01 for a, b in rows[stop].intervals):
                stop += 1
            gutter = _Gutter(low, high, start, stop - 1)
            level = [at for at in range(start, stop) if _is_level(rows[at], gutter)]
            edges = [
                abs(a - high) if direction == "ltr" else abs(b - low)
                for at in level
                for a, b in rows[at].intervals
                if (a > low if direction == "ltr" else b < high)
            ]
            if level and min(edges) <= _EDGE and (len(level) > 1 or _fills_both(rows, gutter, level[0])):
                steps = [rows[b].y - rows[a].y for a, b in pairwise(level)]
                step = min(steps) if steps else _usual_step(rows, _Gutter(low, high, level[0], stop - 1))
                last = level[-1]
                while last + 1 < stop and rows[last + 1].y - rows[last].y < _HEAD_STEP * step:
                    last += 1
                return _Gutter(low, high, level[0], last)
            start = stop + 1
    return None


def _fills_both(rows: Sequence[_Row], gutter: _Gutter, first: int) -> bool:
    """Tell whether rows from `first` on have lines on both sides that end at the very edges of the gutter."""
    parted = [interval for row in rows[first : gutter.last + 1] for interval in row.intervals]
    left = sum(abs(b - gutter.low) <= _EDGE for _, b in parted)
    right = sum(abs(a - gutter.high) <= _EDGE for a, _ in parted)
    return (left > 1 and right > 0) or (right > 1 and left > 0)


def _rows(fragments: list[Fragment]) -> list[_Row]:
    rows: list[_Row] = []
    for fragment in sorted(fragments, key=lambda f: f.y):
        if rows and fragment.y - rows[-1].y <= _ROW_HEIGHT * fragment.size:
            rows[-1].fragments.append(fragment)
        else:
            rows.append(_Row(fragment.y, [fragment], []))
    for row in rows:
        row.intervals = _joined([(f.x0, f.x1) for f in row.fragments if f.ink])
    return [row for row in rows if row.intervals] if any(row.intervals for row in rows) else rows


def _joined(intervals: list[Interval]) -> list[Interval]:
    joined: list[Interval] = []
    for low, high in sorted(intervals):
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined


def _best_gutter(rows: Sequence[_Row], direction: Direction, known: Gutters) -> _Gutter | None:
    inked = [row for row in rows if row.intervals]
    if len(inked) < _LEAST_ROWS:
        return None
    low = min(row.intervals[0][0] for row in inked)
    high = max(row.intervals[-1][1] for row in inked)
    if sum(a > low + _LEAST_SHARE * (high - low) for row in inked for a, _ in row.intervals) < _LEAST_ROWS:
        return None  # nothing begins far enough to the right to be a second column
    body = median(f.size for row in inked for f in row.fragments)
    best: _Gutter | None = None
    most = 0
    ends = [row.intervals[0][1] if row.intervals else 1e9 for row in rows]
    starts = [row.intervals[-1][0] if row.intervals else -1e9 for row in rows]
    for candidate in _candidates(rows, low, high, max(0.8 * body, 6.0)):
        parted = slice(candidate.first, candidate.last + 1)
        if (
            sum([end <= candidate.low + 0.01 for end in ends[parted]]) < _LEAST_ROWS
            or sum([start >= candidate.high - 0.01 for start in starts[parted]]) < _LEAST_ROWS
        ):
            continue  # as in all pages of one column: nothing of this need be weighed
        trimmed = _trimmed(rows, candidate, body)
        count = _weight(rows, trimmed, high - low) or _known_weight(rows, trimmed, direction, known)
        if count > most:
            best, most = trimmed, count
    if best is not None and most >= _SURE and best.high - best.low <= _NARROW * body:
        known.learn(best.low, best.high)
    return best


def _known_weight(rows: Sequence[_Row], gutter: _Gutter, direction: Direction, known: Gutters) -> int:
    """Return how many lines stand beside a gutter that holds a known one, where lines start at its edge; else 0."""
    held = [(a, b) for a, b in known.seen if gutter.low <= a + _EDGE and gutter.high >= b - _EDGE]
    if held:
        parted = rows[gutter.first : gutter.last + 1]
        left = [x for row in parted if (x := _extent(row.intervals, -1e9, gutter.low)) is not None]
        right = [x for row in parted if (x := _extent(row.intervals, gutter.high, 1e9)) is not None]
        for low, high in held:
            far = [abs(a - high) for a, _ in right] if direction == "ltr" else [abs(b - low) for _, b in left]
            if min(len(left), len(right)) >= _LEAST_ROWS and sum(gap <= _EDGE for gap in far) > 1:
                return len(left) + len(right)
    return 0


def _candidates(rows: Sequence[_Row], low: float, high: float, least: float) -> list[_Gutter]:
    """Return the white stretches that run through several rows, as far down as they go."""
    found: list[_Gutter] = []
    active: dict[Interval, int] = {}
    for index, row in enumerate(rows):
        free = _free(row.intervals, low, high, least)
        carried: dict[Interval, int] = {}
        for (a, b), first in active.items():
            wider = False
            for c, d in free:
                x, y = max(a, c), min(b, d)
                if y - x >= least:
                    carried[x, y] = min(first, carried.get((x, y), index))
                    wider = wider or (x, y) == (a, b)
            if not wider and index - first >= _LEAST_ROWS:
                found.append(_Gutter(a, b, first, index - 1))
        for interval in free:
            carried.setdefault(interval, index)
        active = carried
    found.extend(_Gutter(a, b, first, len(rows) - 1) for (a, b), first in active.items())
    return [g for g in found if g.last - g.first + 1 >= _LEAST_ROWS]


def _free(intervals: Sequence[Interval], low: float, high: float, least: float) -> list[Interval]:
    edges = [low, *(x for interval in intervals for x in interval), high]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= least]


def _trimmed(rows: Sequence[_Row], gutter: _Gutter, body: float) -> _Gutter:
    """Leave out rows at either end that stand apart, such as running heads and lone lines."""
    first, last = gutter.first, gutter.last
    usual = max(_usual_step(rows, gutter), body)
    for cut in range(first, min(first + 4, last)):
        if rows[cut + 1].y - rows[cut].y > _apart(rows[cut], body) * usual:
            first = cut + 1
    for cut in range(last, max(last - 4, first), -1):
        if rows[cut].y - rows[cut - 1].y > _apart(rows[cut], body) * usual:
            last = cut - 1
    while first < last and not _both(rows[first], gutter) and _crowds(rows[first], gutter):
        first += 1
    if first < last and not _both(rows[first], gutter) and _both(rows[first + 1], gutter):
        # Columns begin side by side: a lone line above both is a running head.
        first += rows[first + 1].y - rows[first].y > _HEAD_STEP * usual
    return _Gutter(gutter.low, gutter.high, first, last)


def _apart(row: _Row, body: float) -> float:
    """Return how many usual steps away from its neighbour a row is none of the columns; fewer in small type."""
    return 1.5 if min(f.size for f in row.fragments) < _SMALL_TYPE * body else 1.9


def _usual_step(rows: Sequence[_Row], gutter: _Gutter) -> float:
    """Return the middling distance of neighbouring lines of one column; lines of two columns lie between each other."""
    parted = rows[gutter.first : gutter.last + 1]
    left = [row.y for row in parted if row.intervals and row.intervals[0][0] < gutter.low]
    right = [row.y for row in parted if row.intervals and row.intervals[-1][1] > gutter.high]
    steps = [b - a for column in (left, right) for a, b in pairwise(column)]
    return median(steps) if steps else 0.0


def _both(row: _Row, gutter: _Gutter) -> bool:
    return row.intervals[0][0] < gutter.low and row.intervals[-1][1] > gutter.high if row.intervals else False


def _crowds(row: _Row, gutter: _Gutter) -> bool:
    return not row.intervals or (row.intervals[0][0] < gutter.high and row.intervals[-1][1] > gutter.low)


def _weight(rows: Sequence[_Row], gutter: _Gutter, width: float) -> int:
    """Return how many rows of text the gutter parts; 0 where its sides are no columns of text."""
    left = [_extent(row.intervals, -1e9, gutter.low) for row in rows[gutter.first : gutter.last + 1]]
    right = [_extent(row.intervals, gutter.high, 1e9) for row in rows[gutter.first : gutter.last + 1]]
    count = ragged = 0
    fewest = len(left)
    for side in (left, right):
        lines = [extent for extent in side if extent is not None]
        if len(lines) < _LEAST_ROWS:
            return 0
        zone = max(b for _, b in lines) - min(a for a, _ in lines)
        if gutter.high - gutter.low > _WIDEST_GUTTER * zone:
            return 0
        if zone < _LEAST_SHARE * width:
            return 0
        ragged += median(b - a for a, b in lines) < _LEAST_FILL * zone
        count += len(lines)
        fewest = min(fewest, len(lines))
    parted = rows[gutter.first : gutter.last + 1]
    if ragged and (ragged > 1 or fewest < _LEAST_RAGGED or _in_step(parted, gutter) or not _side_by_side(left, right)):
        return 0
    return count


def _side_by_side(left: Sequence[Interval | None], right: Sequence[Interval | None]) -> bool:
    """Tell whether most rows lie where both sides have text, not one side above the other."""
    ends = [[i for i, interval in enumerate(side) if interval is not None] for side in (left, right)]
    shared = min(ends[0][-1], ends[1][-1]) - max(ends[0][0], ends[1][0])
    return shared > _LEAST_SHARED * min(ends[0][-1] - ends[0][0], ends[1][-1] - ends[1][0])


def _in_step(rows: Sequence[_Row], gutter: _Gutter) -> bool:
    """Tell whether lines on both sides share their baselines, as the rows of a table do, and columns of text do not."""
    both = lefts = rights = 0
    for row in rows:
        left = [f for f in row.fragments if f.ink and f.x1 <= gutter.low + 0.01]
        right = [f for f in row.fragments if f.ink and f.x0 >= gutter.high - 0.01]
        lefts += bool(left)
        rights += bool(right)
        both += any(abs(a.y - b.y) <= _LEVEL * a.size for a in left for b in right)
    return both > _MOST_SHARED * min(lefts, rights)


def _extent(intervals: Sequence[Interval], low: float, high: float) -> Interval | None:
    if len(intervals) == 1:  # as in most rows of most pages
        only = intervals[0]
        return only if only[0] >= low - 0.01 and only[1] <= high + 0.01 else None
    inside = [(a, b) for a, b in intervals if a >= low - 0.01 and b <= high + 0.01]
    return (inside[0][0], max(b for _, b in inside)) if inside else None
