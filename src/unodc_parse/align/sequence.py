"""Which segments of two versions belong together: the cheapest way through both, in order.

Labels lead: the United Nations number paragraphs so that they agree in all languages. Segments with the same id that
do not contradict each other cut the versions into short stretches; in each of them the cheapest alignment is found over
what survives translation (Gale and Church 1993, with anchors): one against one, one alone, one against two.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from unodc_parse.align.anchors import Anchors, joined
from unodc_parse.align.encoder import Compare
from unodc_parse.model import Segment


class Weights(Struct, frozen=True, kw_only=True):
    """Costs in nats. A pair below two times `alone` is better than two segments without partners."""

    alone: float = 2.6
    two: float = 3.0
    same_id: float = -3.0
    other_id: float = 0.8
    unnumbered: float = 0.0
    other_kind: float = 2.0
    shared: float = -1.2
    most_shared: float = -6.0
    shared_id: float = 0.5  # addressees and bodies, in shares of an anchor
    strength: float = 0.6  # as strong a direction, or another one
    single: float = 0.5
    most_single: float = 3.0
    spread: float = 0.3
    most_length: float = 5.0
    meaning: float = 10.0  # for every cosine above or below `unlike`
    unlike: float = 0.4
    most_meaning: float = 4.0


class Step(Struct, frozen=True):
    """Half-open ranges of both versions that belong together; one of them may be empty."""

    left: tuple[int, int]
    right: tuple[int, int]


#: Longer stretches than this (left times right) would need too much memory for all their cosines.
_MOST_COMPARED = 250_000

_SHAPES = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2))

#: Kinds that one version may take for the other: a list may be printed as paragraphs.
_ALIKE = (
    frozenset({"section", "subsection", "heading", "annex"}),
    frozenset({"paragraph", "item", "subitem", "other"}),
)


class Aligner:
    """Two versions and what aligning any parts of them costs."""

    def __init__(
        self,
        left: Sequence[Segment],
        right: Sequence[Segment],
        anchors: tuple[Sequence[Anchors], Sequence[Anchors]],
        weights: Weights | None = None,
        compare: Compare | None = None,
    ) -> None:
        self.left, self.right, self.weights = left, right, weights or Weights()
        self.left_anchors, self.right_anchors = anchors
        self.ratio = _ratio(self.left_anchors, self.right_anchors)
        self.compare = compare
        self.meanings: dict[tuple[int, int, int, int], float] = {}
        self._wholes: dict[tuple[bool, tuple[int, int]], Anchors] = {}

    def align(self) -> list[Step]:
        """Return the steps through both versions, in order."""
        steps: list[Step] = []
        i = j = 0
        for a, b in [*self._fixed(), (len(self.left), len(self.right))]:
            steps.extend(self._cheapest(i, a, j, b))
            if a < len(self.left) and b < len(self.right):
                steps.append(Step((a, a + 1), (b, b + 1)))
            i, j = a + 1, b + 1
        return steps

    def _fixed(self) -> list[tuple[int, int]]:
        """Return the pairs of equal ids that do not contradict each other: the longest chain in the order of both."""
        doubled = {s.id.partition("~")[0] for s in (*self.left, *self.right) if "~" in s.id}
        places = {s.id: j for j, s in enumerate(self.right) if s.id not in doubled}
        pairs = [(i, places[s.id]) for i, s in enumerate(self.left) if s.id in places and _is_numbered(s)]
        return longest_chain([(i, j) for i, j in pairs if self.cost((i, i + 1), (j, j + 1)) < 0])

    def _cheapest(self, i0: int, i1: int, j0: int, j1: int) -> list[Step]:
        """Find the cheapest alignment of left[i0:i1] with right[j0:j1]."""
        self._read_meanings(i0, i1, j0, j1)
        best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(i0, j0): (0.0, None)}
        for i in range(i0, i1 + 1):
            for j in range(j0, j1 + 1):
                if (i, j) not in best:
                    continue
                so_far = best[i, j][0]
                for di, dj in _SHAPES:
                    if i + di > i1 or j + dj > j1:
                        continue
                    cost = so_far + self.cost((i, i + di), (j, j + dj))
                    if (i + di, j + dj) not in best or cost < best[i + di, j + dj][0]:
                        best[i + di, j + dj] = cost, (i, j)
        return _back(best, (i1, j1))

    def cost(self, left: tuple[int, int], right: tuple[int, int]) -> float:
        """Return the cost of putting these ranges together, nats; below 0 they attract each other."""
        here, there = self.left[slice(*left)], self.right[slice(*right)]
        if not here or not there:
            return sum(self._alone(segment) for segment in (*here, *there))
        first, second = here[0], there[0]
        if len(here) + len(there) > 2 and not _may_be_cut(here, there):
            return 99.0
        total = self.weights.two * (len(here) + len(there) - 2)
        if first.kind != second.kind:
            alike = any(first.kind in kinds and second.kind in kinds for kinds in _ALIKE)
            total += self.weights.other_kind / 2 if alike else 2 * self.weights.other_kind
        total += self._of_ids(first, second)
        return total + self.likeness(left, right) + self._of_meaning(left, right)

    def likeness(self, left: tuple[int, int], right: tuple[int, int]) -> float:
        """Return the part of the cost that what they say makes."""
        here, there = self.anchors(left, right)
        w = self.weights
        shared, single = 0.0, 0
        for a, b in ((here.numbers, there.numbers), (here.dates, there.dates), (here.citations, there.citations),
                     (here.symbols, there.symbols)):  # fmt: skip
            both = sum((a & b).values())
            shared += both
            single += a.total() + b.total() - 2 * both
        names = len(here.names & there.names)
        shared += names + w.shared_id * len(here.ids & there.ids)
        if here.strengths and there.strengths:
            shared += w.strength if here.strengths & there.strengths else -w.strength
        cost = max(w.most_shared, w.shared * shared) + min(w.most_single, w.single * single)
        return cost + self._of_lengths(here.letters, there.letters)

    def anchors(self, left: tuple[int, int], right: tuple[int, int]) -> tuple[Anchors, Anchors]:
        """Return the anchors of ranges of both versions, each as if it were one segment."""
        return self._whole(self.left_anchors, left, is_left=True), self._whole(self.right_anchors, right, is_left=False)

    def _whole(self, anchors: Sequence[Anchors], span: tuple[int, int], *, is_left: bool) -> Anchors:
        """Join the anchors of a range; every range is met with many of the other version."""
        if span[1] - span[0] == 1:
            return anchors[span[0]]
        if (is_left, span) not in self._wholes:
            self._wholes[is_left, span] = joined(anchors[slice(*span)])
        return self._wholes[is_left, span]

    def _read_meanings(self, i0: int, i1: int, j0: int, j1: int) -> None:
        """Compare what left[i0:i1] and right[j0:j1] say; only stretches that labels leave open are worth the time."""
        if self.compare is None or i0 >= i1 or j0 >= j1 or (i1 - i0) * (j1 - j0) > _MOST_COMPARED:
            return
        cosines = self.compare([_words(s) for s in self.left[i0:i1]], [_words(s) for s in self.right[j0:j1]])
        here, there = _ranges(i0, i1), _ranges(j0, j1)
        self.meanings |= {
            (*a, *b): c for a, row in zip(here, cosines, strict=True) for b, c in zip(there, row, strict=True)
        }

    def _of_meaning(self, left: tuple[int, int], right: tuple[int, int]) -> float:
        cosine = self.meanings.get((*left, *right))
        if cosine is None:
            return 0.0
        most = self.weights.most_meaning
        return min(most, max(-most, self.weights.meaning * (self.weights.unlike - cosine)))

    def _of_lengths(self, left: int, right: int) -> float:
        if not left or not right:
            return 0.0
        shift = math.log((right + 4) / (left + 4)) - math.log(self.ratio)
        spread = self.weights.spread + 1.5 / math.sqrt(min(left, right) + 1)
        return min(self.weights.most_length, shift * shift / (2 * spread * spread))

    def _of_ids(self, first: Segment, second: Segment) -> float:
        if first.id == second.id:
            return self.weights.same_id if _is_numbered(first) else self.weights.same_id / 3
        if _is_numbered(first) and _is_numbered(second):
            return self.weights.other_id
        return self.weights.unnumbered

    def _alone(self, segment: Segment) -> float:
        return self.weights.alone + (0.4 if _is_numbered(segment) else 0.0)


def _ranges(start: int, end: int) -> list[tuple[int, int]]:
    """Return the half-open ranges that are compared: single segments, then two neighbours."""
    return [*((i, i + 1) for i in range(start, end)), *((i, i + 2) for i in range(start, end - 1))]


def _words(segment: Segment) -> str:
    return (segment.heading if segment.text is None else segment.text) or ""


def _is_numbered(segment: Segment) -> bool:
    return segment.marker is not None and "~" not in segment.id


def _may_be_cut(here: Sequence[Segment], there: Sequence[Segment]) -> bool:
    """Tell whether two neighbours may be one segment of the other version: texts, or tables that a page cuts in two."""
    kinds = {segment.kind for segment in (*here, *there)}
    return kinds <= _ALIKE[1] or kinds == {"table"}


def _ratio(left: Sequence[Anchors], right: Sequence[Anchors]) -> float:
    """Return how much longer the right version is, from the whole of both."""
    return (sum(a.letters for a in right) + 1) / (sum(a.letters for a in left) + 1)


def longest_chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of `pairs` (sorted by their first) in which the second rises too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for at, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        before.append(ends[place - 1] if place else None)
        tails[place : place + 1] = [j]
        ends[place : place + 1] = [at]
    chain: list[tuple[int, int]] = []
    at_last = ends[-1] if ends else None
    while at_last is not None:
        chain.append(pairs[at_last])
        at_last = before[at_last]
    return chain[::-1]


def _back(best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]], end: tuple[int, int]) -> list[Step]:
    steps: list[Step] = []
    while (came := best[end][1]) is not None:
        steps.append(Step((came[0], end[0]), (came[1], end[1])))
        end = came
    return steps[::-1]
