"""White gutters of a page: which stripe parts it into two columns of text, and how far up and down."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from unodc_parse.model import Direction
from unodc_parse.read.fragments import Fragment
from unodc_parse.read.middling import middling
from unodc_parse.values import Value

Interval = tuple[float, float]

LEAST_ROWS: Final = 4  # of text on each side of a gutter
_LEAST_SHARE: Final = 0.18  # of the width of the text, that a column must have
_LEAST_RAGGED: Final = 6  # rows on each side of a gutter beside ragged lines; the blocks of a masthead have fewer
_WIDEST_GUTTER: Final = 0.5  # of the width of a column
_LEAST_FILL: Final = 0.65  # of a column's width, that its middling line must have
_SEVERAL: Final = 2  # lines in a column, apart from its others, that are no running head
_FULL: Final = 0.85  # of a column's width, that one of those lines has
HEAD_STEP: Final = 1.1  # usual steps that a running head keeps away from its column
_LEAST_SHARED: Final = 0.5  # of the rows of the shorter column, where one of them is ragged, stand beside the other
_MOST_SHARED: Final = 0.4  # of the baselines of the shorter column, where one of them is ragged
_SMALL_TYPE: Final = 0.9  # of the body's size: running heads and feet, often
LEVEL: Final = 0.08  # em: lines this near to each other share a baseline
SURE: Final = 20  # lines, that a gutter must part to speak for the next pages
_ONE_OF_TWO: Final = 0.35  # of the width of the text, that each of two columns has; those of a diagram have less
_NARROW: Final = 4.0  # em: so wide a gutter at most
EDGE: Final = 2.0  # points: columns of two pages that start this near to each other start at one place
EMPTY: Final = 1.9  # usual steps without text in the other column, where a heading stands over both
_ROW_HEIGHT: Final = 0.3  # em: what stands within this of a baseline stands on it


class Gutter(Value, frozen=True):
    """A white stripe from low to high (points) that parts the rows from `first` to `last`."""

    low: float
    high: float
    first: int
    last: int


class Row:
    """What stands on the baseline `y` (points from the top), and its stretches from left to right that have ink."""

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
        if not any(abs(a - low) <= EDGE and abs(b - high) <= EDGE for a, b in self.seen):
            self.seen.append((low, high))


def best_gutter(rows: Sequence[Row], direction: Direction, known: Gutters) -> Gutter | None:
    """Return the gutter that parts most lines into two columns of text, if any; a sure one becomes known."""
    inked = [row for row in rows if row.intervals]
    if len(inked) < LEAST_ROWS:
        return None
    low = min(row.intervals[0][0] for row in inked)
    high = max(row.intervals[-1][1] for row in inked)
    if sum(a > low + _LEAST_SHARE * (high - low) for row in inked for a, _ in row.intervals) < LEAST_ROWS:
        return None  # nothing begins far enough to the right to be a second column
    body = middling([f.size for row in inked for f in row.fragments])
    best: Gutter | None = None
    found: list[Gutter] = []
    most = 0
    ends = [row.intervals[0][1] if row.intervals else 1e9 for row in rows]
    starts = [row.intervals[-1][0] if row.intervals else -1e9 for row in rows]
    for candidate in _candidates(rows, low, high, max(0.8 * body, 6.0)):
        parted = slice(candidate.first, candidate.last + 1)
        if (
            sum([end <= candidate.low + 0.01 for end in ends[parted]]) < LEAST_ROWS
            or sum([start >= candidate.high - 0.01 for start in starts[parted]]) < LEAST_ROWS
        ):
            continue  # as in all pages of one column: nothing of this need be weighed
        trimmed = _trimmed(rows, candidate, body)
        found.append(trimmed)
        count = _weight(rows, trimmed, high - low) or _known_weight(rows, trimmed, direction, known)
        if count > most:
            best, most = trimmed, count
    if best is not None and most >= SURE:
        if best.low - low > _ONE_OF_TWO * (high - low) < high - best.high:
            best = _extended(rows, best, found, direction, body)
        if best.high - best.low <= _NARROW * body:
            known.learn(best.low, best.high)
    return best


def rows_of(fragments: list[Fragment]) -> list[Row]:
    """Return the rows of fragments from the top down; those without ink only where nothing has any."""
    rows: list[Row] = []
    for fragment in sorted(fragments, key=lambda f: f.y):
        if rows and fragment.y - rows[-1].y <= _ROW_HEIGHT * fragment.size:
            rows[-1].fragments.append(fragment)
        else:
            rows.append(Row(fragment.y, [fragment], []))
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


def _extended(rows: Sequence[Row], best: Gutter, found: Sequence[Gutter], direction: Direction, body: float) -> Gutter:
    """Return the best gutter, as far up and down as a column goes on there beside a part of it that stays white."""
    longest = best
    usual = max(usual_step(rows, best), body)
    for gutter in found:
        wide = gutter.high - gutter.low > _NARROW * body
        if wide or gutter.low < best.low - 0.01 or gutter.high > best.high + 0.01:
            continue
        first, last = best.first, best.last
        if gutter.first < first <= gutter.last and _goes_on(rows, gutter, (gutter.first, first), direction, usual):
            first = gutter.first
        if gutter.first <= last < gutter.last and _goes_on(rows, gutter, (last + 1, gutter.last + 1), direction, usual):
            last = gutter.last
        if last - first > longest.last - longest.first and gutter.first <= first and gutter.last >= last:
            longest = Gutter(gutter.low, gutter.high, first, last)
    return longest


def _goes_on(rows: Sequence[Row], gutter: Gutter, stretch: tuple[int, int], direction: Direction, usual: float) -> bool:
    """Tell whether the lines of a column go on from a stretch of rows at an end of a gutter into those next to it.

    They begin at the same edge, and no gap parts them.
    """
    first, stop = stretch
    whole = rows[gutter.first : gutter.last + 1]
    begins = 0 if direction == "ltr" else 1
    for low, high in ((-1e9, gutter.low), (gutter.high, 1e9)):
        lines = [(row.y, x) for row in whole if (x := _extent(row.intervals, low, high)) is not None]
        if not lines:
            continue
        edge = min(x[0] for _, x in lines) if direction == "ltr" else max(x[1] for _, x in lines)
        inside = [rows[first].y <= y <= rows[stop - 1].y for y, _ in lines]
        flush = [abs(x[begins] - edge) <= EDGE for _, x in lines]
        seams = [b[0] - a[0] for (a, b), (i, j) in zip(pairwise(lines), pairwise(inside), strict=True) if i != j]
        if seams and max(seams) <= EMPTY * usual and sum(i and f for i, f in zip(inside, flush, strict=True)) > 1:
            return True
    return False


def _known_weight(rows: Sequence[Row], gutter: Gutter, direction: Direction, known: Gutters) -> int:
    """Return how many lines stand beside a gutter that holds a known one, where lines start at its edge; else 0."""
    held = [(a, b) for a, b in known.seen if gutter.low <= a + EDGE and gutter.high >= b - EDGE]
    if held:
        parted = rows[gutter.first : gutter.last + 1]
        left = [x for row in parted if (x := _extent(row.intervals, -1e9, gutter.low)) is not None]
        right = [x for row in parted if (x := _extent(row.intervals, gutter.high, 1e9)) is not None]
        for low, high in held:
            far = [abs(a - high) for a, _ in right] if direction == "ltr" else [abs(b - low) for _, b in left]
            if min(len(left), len(right)) >= LEAST_ROWS and sum(gap <= EDGE for gap in far) > 1:
                return len(left) + len(right)
    return 0


def _candidates(rows: Sequence[Row], low: float, high: float, least: float) -> list[Gutter]:
    """Return the white stretches that run through several rows, as far down as they go."""
    found: list[Gutter] = []
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
            if not wider and index - first >= LEAST_ROWS:
                found.append(Gutter(a, b, first, index - 1))
        for interval in free:
            carried.setdefault(interval, index)
        active = carried
    found.extend(Gutter(a, b, first, len(rows) - 1) for (a, b), first in active.items())
    return [g for g in found if g.last - g.first + 1 >= LEAST_ROWS]


def _free(intervals: Sequence[Interval], low: float, high: float, least: float) -> list[Interval]:
    edges = [low, *(x for interval in intervals for x in interval), high]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= least]


def _trimmed(rows: Sequence[Row], gutter: Gutter, body: float) -> Gutter:
    """Leave out rows at either end that stand apart, such as running heads and lone lines."""
    first, last = gutter.first, gutter.last
    usual = max(usual_step(rows, gutter), body)
    for cut in range(first, min(first + 4, last)):
        far = rows[cut + 1].y - rows[cut].y > _apart(rows[cut], body) * usual
        if far and not _are_of_columns(rows[first : cut + 1], rows[cut + 1 : last + 1], gutter, body):
            first = cut + 1
    for cut in range(last, max(last - 4, first), -1):
        far = rows[cut].y - rows[cut - 1].y > _apart(rows[cut], body) * usual
        if far and not _are_of_columns(rows[cut : last + 1], rows[first:cut], gutter, body):
            last = cut - 1
    while first < last and not _both(rows[first], gutter) and crowds(rows[first], gutter):
        first += 1
    if first < last and not _both(rows[first], gutter) and _both(rows[first + 1], gutter):
        # Columns begin side by side: a lone line above both is a running head.
        first += rows[first + 1].y - rows[first].y > HEAD_STEP * usual
    return Gutter(gutter.low, gutter.high, first, last)


def _are_of_columns(apart: Sequence[Row], others: Sequence[Row], gutter: Gutter, body: float) -> bool:
    """Tell whether rows that stand apart are lines of two columns: several in each, that fill it, of the body's size.

    A gap that happens to stand at one height in both columns parts nothing.
    """
    if any(f.size < _SMALL_TYPE * body for row in apart for f in row.fragments if f.ink):
        return False
    zones: list[float] = []
    for low, high in ((-1e9, gutter.low), (gutter.high, 1e9)):
        lines = [x for row in apart if (x := _extent(row.intervals, low, high)) is not None]
        column = [x for row in others if (x := _extent(row.intervals, low, high)) is not None]
        if len(column) < SURE or len(lines) < _SEVERAL:
            return False
        zones.append(max(b for _, b in column) - min(a for a, _ in column))
        if max(b - a for a, b in lines) < _FULL * zones[-1]:
            return False
    return min(zones) > _ONE_OF_TWO * (sum(zones) + gutter.high - gutter.low)


def _apart(row: Row, body: float) -> float:
    """Return how many usual steps away from its neighbour a row is none of the columns; fewer in small type."""
    return 1.5 if min(f.size for f in row.fragments) < _SMALL_TYPE * body else 1.9


def usual_step(rows: Sequence[Row], gutter: Gutter) -> float:
    """Return the middling distance of neighbouring lines of one column; lines of two columns lie between each other."""
    parted = rows[gutter.first : gutter.last + 1]
    left = [row.y for row in parted if row.intervals and row.intervals[0][0] < gutter.low]
    right = [row.y for row in parted if row.intervals and row.intervals[-1][1] > gutter.high]
    steps = [b - a for column in (left, right) for a, b in pairwise(column)]
    return middling(steps) if steps else 0.0


def _both(row: Row, gutter: Gutter) -> bool:
    return row.intervals[0][0] < gutter.low and row.intervals[-1][1] > gutter.high if row.intervals else False


def crowds(row: Row, gutter: Gutter) -> bool:
    """Tell whether a row has nothing, or reaches into the gutter or on both sides of it."""
    return not row.intervals or (row.intervals[0][0] < gutter.high and row.intervals[-1][1] > gutter.low)


def _weight(rows: Sequence[Row], gutter: Gutter, width: float) -> int:
    """Return how many rows of text the gutter parts; 0 where its sides are no columns of text."""
    left = [_extent(row.intervals, -1e9, gutter.low) for row in rows[gutter.first : gutter.last + 1]]
    right = [_extent(row.intervals, gutter.high, 1e9) for row in rows[gutter.first : gutter.last + 1]]
    count = ragged = 0
    fewest = len(left)
    for side in (left, right):
        lines = [extent for extent in side if extent is not None]
        if len(lines) < LEAST_ROWS:
            return 0
        zone = max(b for _, b in lines) - min(a for a, _ in lines)
        if gutter.high - gutter.low > _WIDEST_GUTTER * zone:
            return 0
        if zone < _LEAST_SHARE * width:
            return 0
        ragged += middling([b - a for a, b in lines]) < _LEAST_FILL * zone
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


def _in_step(rows: Sequence[Row], gutter: Gutter) -> bool:
    """Tell whether lines on both sides share their baselines, as the rows of a table do, and columns of text do not."""
    both = lefts = rights = 0
    for row in rows:
        left = [f for f in row.fragments if f.ink and f.x1 <= gutter.low + 0.01]
        right = [f for f in row.fragments if f.ink and f.x0 >= gutter.high - 0.01]
        lefts += bool(left)
        rights += bool(right)
        both += any(abs(a.y - b.y) <= LEVEL * a.size for a in left for b in right)
    return both > _MOST_SHARED * min(lefts, rights)


def _extent(intervals: Sequence[Interval], low: float, high: float) -> Interval | None:
    if len(intervals) == 1:  # as in most rows of most pages
        only = intervals[0]
        return only if only[0] >= low - 0.01 and only[1] <= high + 0.01 else None
    inside = [(a, b) for a, b in intervals if a >= low - 0.01 and b <= high + 0.01]
    return (inside[0][0], max(b for _, b in inside)) if inside else None
