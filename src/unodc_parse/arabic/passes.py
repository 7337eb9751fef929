"""Runs of a line that was written in two or three passes, each of them in reversed order, put back in order.

What is left of the line is then up to three stretches. The next run is the end of one of them, or, as long as there are
fewer than three, a run out of the middle of one, which parts it in two: where a pass ended is found on the way. A beam
goes by the number of units that have been read; what is left is valued by the gains of the joints that may still come.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Final

from unodc_parse.arabic.breadth import Search
from unodc_parse.arabic.joints import Node, Run
from unodc_parse.arabic.reader import Link, Reader
from unodc_parse.arabic.reorder import Arcs, Candidate, unwind
from unodc_parse.arabic.states import State

_PASSES: Final = 3
#: A run begins at best with a joint no worse than this (nats).
_WORST_JOINT: Final = -6.0
#: How far behind the best of as many units a path may be (nats).
_SLACK: Final = 15.0

#: What is left: stretches of units, and the number of passes found so far.
Rest = tuple[tuple[tuple[int, int], ...], int]


class Prospects:
    """What the joints that are still to be made may gain."""

    def __init__(self, reader: Reader, arcs: Arcs, ends: int) -> None:
        layout, size = reader.layout, len(reader.layout)
        into = [-math.inf] * size
        out = [-math.inf] * (size + 1)
        for after, start, value in ((a, s, v) for a, found in enumerate(arcs) for s, v in found):
            gain = value + reader.totals[layout.at[start]]
            into[start] = max(into[start], gain)
            out[after] = max(out[after], gain)
        wide = {unit for unit in range(1, size) if layout.gaps[unit] > 1}
        #: the places where a pass may end
        self.ends = sorted(wide.union(sorted(range(1, size), key=lambda unit: -(into[unit] + out[unit]))[:ends]))
        self._into = [max(_WORST_JOINT, gain) for gain in into]
        self._starts = [reader.totals[place] for place in layout.at]
        self._stops = [0.0] + [reader.totals[layout.end(unit)] for unit in range(1, size + 1)]
        self._before = [0.0]
        for unit, gain in enumerate(into):
            peak = gain > 0 and gain == max(into[max(0, unit - 2) : unit + 3])
            self._before.append(self._before[-1] + (gain if peak else 0.0))

    def value(self, rest: Rest) -> float:
        """Return what is left in some stretches: as it reads in place, and what joints may gain."""
        total = 0.0
        for start, stop in rest[0]:
            total += self._stops[stop] - self._starts[start] + self._before[stop] - self._before[start + 1]
            total += self._into[start] if start else 0.0
        return total


class Passes:
    """The search in one line."""

    def __init__(self, reader: Reader, arcs: Arcs, search: Search, best: float) -> None:
        self.reader = reader
        self.layout = reader.layout
        self.search = search
        self.least = best - search.pass_behind
        self.prospects = Prospects(reader, arcs, search.pass_ends)
        self.finished: list[tuple[float, Node, Run]] = []
        self.waiting: list[dict[tuple[Rest, State], Node]] = [{} for _ in range(len(self.layout) + 1)]
        self._links: dict[State, list[Link]] = {}

    def run(self, count: int) -> list[Candidate]:
        """Return the best orders of the line, at most `count`, best first."""
        size = len(self.layout)
        whole: Rest = (((0, size),), 1)
        self.waiting[0] = {(whole, node.state): node for node in self.reader.openings()}
        for read in range(size):
            ranked = sorted(self.waiting[read].items(), key=lambda item: -item[1].hope)[
                : self.reader.width(self.search.passes)
            ]
            least = max(self.least, ranked[0][1].hope - _SLACK) if ranked else self.least
            for (rest, _), node in ranked:
                if node.hope >= least:
                    self._go_on(node, rest, read)
            self.waiting[read].clear()
        best = max((score for score, _, _ in self.finished), default=0.0)
        return list(unwind(self.finished, count, best - _SLACK))

    def _go_on(self, node: Node, rest: Rest, read: int) -> None:
        for link in self._best_links(node.state):
            for place, (first, last) in enumerate(rest[0]):
                if not first <= link.start < last:
                    continue
                for end in self._stops(link.start, last, rest[1]):
                    parts = tuple(part for part in ((first, link.start), (end, last)) if part[0] < part[1])
                    left = (*rest[0][:place], *parts, *rest[0][place + 1 :])
                    if not self._take(node, link, end, (left, rest[1] + (end < last)), read + end - link.start):
                        break

    def _stops(self, start: int, last: int, passes: int) -> list[int]:
        """Return where a run that begins at `start` may end: the end of its stretch, or of a pass before that."""
        inner = [end for end in self.prospects.ends if start < end < last] if passes < _PASSES else []
        return [end for end in (last, *inner) if self.layout.barrier[end] <= start]

    def _best_links(self, state: State) -> list[Link]:
        """Return the runs to go on with: the likeliest by what they gain, and the one at the line's beginning."""
        known = self._links.get(state)
        if known is None:
            found = self._openings(state) if self.reader.opens(state) else self._followers(state)
            known = self._links[state] = [*self.reader.closing(state), *found]
        return known

    def _openings(self, state: State) -> list[Link]:
        """Return runs to begin with, very many: next to nothing stands before them that speaks for one of them."""
        return self.reader.links(state, self.search.pass_openings)

    def _followers(self, state: State) -> list[Link]:
        glued, spaced = self.reader.glued_to(state), self.reader.joints.spaced
        links = self.reader.links(state, 3 * self.search.pass_links)
        links = sorted(links, key=lambda link: -link.gain - (spaced if link.spaced else glued)[link.start])
        return links[: self.search.pass_links]

    def _take(self, node: Node, link: Link, end: int, rest: Rest, read: int) -> bool:
        """Go on with a run; return whether it begins well enough."""
        extension = self.reader.extend(node, link, end)
        if extension is None:
            return False
        score, state, single = extension
        run = (link.start, end, link.spaced)
        if not rest[0]:
            self.finished.append((score + self.reader.ending(state), node, run))
            return True
        hope = score + self.prospects.value(rest)
        if hope < self.least:
            return True
        reached = self.waiting[read].get((rest, state))
        if reached is None:
            gap = self.layout.gaps[end] if end < len(self.layout) else None
            reached = self.waiting[read][rest, state] = Node(end, state, score, self.reader.joints.glue[end], gap)
        reached.reach(score, hope, node, run, single=single)
        return True


def pass_orders(reader: Reader, arcs: Arcs, search: Search, best: float = -math.inf) -> list[Candidate]:
    """Return the best orders of a line written in passes, best first; `best` is the score of the best one in one pass.

    Passes have their price, so that orders which score little better than that one are never likely: a path that does
    not promise as much is left.
    """
    return Passes(reader, arcs, search, best).run(search.candidates)


def passes(runs: tuple[Run, ...]) -> int:
    """Count the passes in which runs, in the order of the text, were written: as few as may be.

    >>> passes(((4, 9, False), (0, 2, False), (2, 4, False)))
    2
    """
    order = [start for start, _, _ in runs]
    rank = {start: place for place, start in enumerate(order)}
    return 1 + sum(rank[b] > rank[a] for a, b in pairwise(sorted(order)))
