"""Runs of a line that was written in two or three passes, each of them in reversed order, put back in order.

What is left of the line is then up to three stretches. The next run is the end of one of them, or, as long as there are
fewer than three, a run out of the middle of one, which parts it in two: where a pass ended is found on the way. A beam
goes by the number of units that have been read, and keeps but two paths of those that have read the same and end alike,
so that it does not fill with orders of a few short runs. What is left is valued by the gains of the joints that may
still come: those whose both sides are left.
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
#: How far behind the best of as many units a path may be, more than in the search in one pass (nats): what is left is
#: valued more roughly here.
_MORE: Final = 1.0
#: How far behind the best order others may be that are weighed.
_SLACK: Final = 15.0

#: Paths that are followed of those that have read the same units and end alike.
_ALIKE: Final = 2
#: What a joint gains, and the unit that it comes behind, as a bit.
Way = tuple[float, int]
#: What is left: stretches of units, and the number of passes found so far.
Rest = tuple[tuple[tuple[int, int], ...], int]
#: Where a run ends, what is left then (`None` if nothing), how that reads in place and what its joints may gain.
Stop = tuple[int, Rest | None, float]


class Prospects:
    """What the joints that are still to be made may gain: of those whose ends are left, each unit's best one."""

    def __init__(self, reader: Reader, arcs: Arcs, ends: int) -> None:
        layout, size = reader.layout, len(reader.layout)
        ways: list[list[Way]] = [[] for _ in range(size)]
        out = [-math.inf] * (size + 1)
        for after, start, value in ((a, s, v) for a, found in enumerate(arcs) for s, v in found):
            gain = value + reader.totals[layout.at[start]]
            ways[start].append((gain, 1 << (after - 1)))
            out[after] = max(out[after], gain)
        into = [max(found)[0] if found else -math.inf for found in ways]
        self._ways = [sorted([way for way in found if way[0] > _WORST_JOINT], reverse=True) for found in ways]
        wide = {unit for unit in range(1, size) if layout.gaps[unit] > 1}
        #: the places where a pass may end
        self.ends = sorted(wide.union(sorted(range(1, size), key=lambda unit: -(into[unit] + out[unit]))[:ends]))
        #: what the line's first unit gains at best by a joint
        self.first = max(_WORST_JOINT, into[0])
        self._starts = [reader.totals[place] for place in layout.at]
        self._stops = [0.0] + [reader.totals[layout.end(unit)] for unit in range(1, size + 1)]
        #: units that what stands before them is not likely to stay before, and what other joints gain there
        self._peaks = [
            (1 << unit, [way for way in self._ways[unit] if way[0] > 0])
            for unit, gain in enumerate(into)
            if unit and gain > 0 and gain == max(into[max(0, unit - 2) : unit + 3])
        ]

    def read(self, start: int, stop: int) -> float:
        """Return how a stretch reads in place."""
        return self._stops[stop] - self._starts[start] if start < stop else 0.0

    def gains(self, left: int, end: int) -> float:
        """Return what joints may gain between units that are left (a bit for each), where a run ends before `end`."""
        total = 0.0
        ends = left | 1 << (end - 1)
        heads = left & ~(left << 1)
        for unit, ways in self._peaks:
            if left & unit:
                for gain, after in ways:
                    if ends & after:
                        total += gain
                        heads &= ~unit
                        break
        while heads:
            head = heads & -heads
            heads ^= head
            # this joint must be made: what stood before the unit is read, and the line's first unit begins no text here
            for gain, after in self._ways[head.bit_length() - 1]:
                if ends & after:
                    total += gain
                    break
            else:
                total += _WORST_JOINT
        return total


class Remainder:
    """What is left of the line: how it reads in place, its units (a bit for each), how a run out of it may end.

    The last is told by the unit that the run begins with.
    """

    __slots__ = ("in_place", "left", "rest", "stops")

    def __init__(self, rest: Rest, prospects: Prospects) -> None:
        self.rest = rest
        self.in_place = sum([prospects.read(first, last) for first, last in rest[0]])
        self.left = sum([(1 << last) - (1 << first) for first, last in rest[0]])
        self.stops: dict[int, list[Stop]] = {}

    def last(self, start: int) -> int | None:
        """Return where the stretch ends that has a unit; `None` where that is not left."""
        for first, last in self.rest[0]:
            if first <= start < last:
                return last
        return None


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
        self._remainders: dict[Rest, Remainder] = {}

    def promise(self) -> float:
        """Return what an order of the line may score at best, roughly."""
        size = len(self.layout)
        whole = self.prospects.read(0, size) + self.prospects.gains((1 << size) - 1, size)
        return whole - min(0.0, self.prospects.first)  # the text may begin with the line's first unit

    def run(self, count: int) -> list[Candidate]:
        """Return the best orders of the line, at most `count`, best first."""
        size = len(self.layout)
        whole: Rest = (((0, size),), 1)
        self.waiting[0] = {(whole, node.state): node for node in self.reader.openings()}
        for read in range(size):
            most = self.reader.width(self.search.passes)
            ranked = sorted(self.waiting[read].items(), key=lambda item: -item[1].hope)
            least = max(self.least, ranked[0][1].hope - self.search.slack - _MORE) if ranked else self.least
            alike: dict[tuple[Rest, int], int] = {}
            for (rest, _), node in ranked:
                if node.hope < least or not most:
                    break
                known = alike.get((rest, node.end), 0)
                if known < _ALIKE:
                    alike[rest, node.end] = known + 1
                    most -= 1
                    self._go_on(node, rest, read)
            self.waiting[read].clear()
        best = max((score for score, _, _ in self.finished), default=0.0)
        return list(unwind(self.finished, count, best - _SLACK))

    def _go_on(self, node: Node, rest: Rest, read: int) -> None:
        remainder = self._remainders.get(rest)
        if remainder is None:
            remainder = self._remainders[rest] = Remainder(rest, self.prospects)
        tried = 0
        for link in self._best_links(node.state):
            last = remainder.last(link.start)
            if last is not None:
                self._read_on(node, link, remainder, last, read)
                tried += 1
            if tried > self.search.pass_links and read:
                break

    def _read_on(self, node: Node, link: Link, remainder: Remainder, last: int, read: int) -> None:
        """Go on with a run, wherever it may end."""
        start = link.start
        if self.layout.barrier[last] <= start and not self.reader.reaches(link, last):
            return  # it begins too badly
        stops = remainder.stops.get(start)
        if stops is None:
            stops = remainder.stops[start] = self._stops(remainder, start)
        for end, rest, promise in stops:
            extension = self.reader.extend(node, link, end)
            if extension is None:
                return  # it begins too badly
            if rest is None:
                self._finish(node, (start, end, link.spaced), extension)
                continue
            hope = extension[0] + promise
            if hope >= self.least:
                there = rest, extension[1]
                self._reach(node, (start, end, link.spaced), there, (read + end - start, hope), extension)

    def _stops(self, remainder: Remainder, start: int) -> list[Stop]:
        """Return how a run may end that begins at `start`, a unit that is left."""
        stretches, passes = remainder.rest
        place = next(i for i, (_, last) in enumerate(stretches) if last == remainder.last(start))
        stops: list[Stop] = []
        (first, last), prospects = stretches[place], self.prospects
        for end in self._ends(start, last, passes):
            parts = [part for part in ((first, start), (end, last)) if part[0] < part[1]]
            rest = (*stretches[:place], *parts, *stretches[place + 1 :])
            left = remainder.left & ~((1 << end) - (1 << start))
            promise = remainder.in_place - prospects.read(start, end) + prospects.gains(left, end)
            stops.append((end, (rest, passes + (end < last)) if rest else None, promise))
        return stops

    def _ends(self, start: int, last: int, passes: int) -> list[int]:
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
        links = self.reader.links(state, 2 * self.search.pass_links)
        return sorted(links, key=lambda link: -link.gain - (spaced if link.spaced else glued)[link.start])

    def _finish(self, node: Node, run: Run, extension: tuple[float, State, bool]) -> None:
        self.finished.append((extension[0] + self.reader.ending(extension[1]), node, run))

    def _reach(
        self,
        node: Node,
        run: Run,
        there: tuple[Rest, State],
        promise: tuple[int, float],
        extension: tuple[float, State, bool],
    ) -> None:
        """Note a way to a place in the search: how much has been read there, and what is hoped for."""
        read, hope = promise
        score, state, single = extension
        reached = self.waiting[read].get(there)
        if reached is None:
            end = run[1]
            gap = self.layout.gaps[end] if end < len(self.layout) else None
            reached = self.waiting[read][there] = Node(end, state, score, self.reader.joints.glue[end], gap)
        reached.reach(score, hope, node, run, single=single)


def pass_orders(
    reader: Reader, arcs: Arcs, search: Search, best: float = -math.inf, *, hope: float = -math.inf
) -> list[Candidate]:
    """Return the best orders of a line written in passes, best first; `best` is the score of the best one in one pass.

    Passes have their price, so that orders which score little better than that one are never likely: a path that does
    not promise as much is left. None is looked for where all joints together promise less than `hope` above it.
    """
    found = Passes(reader, arcs, search, best)
    return found.run(search.candidates) if found.promise() - best >= hope else []


def passes(runs: tuple[Run, ...]) -> int:
    """Count the passes in which runs, in the order of the text, were written: as few as may be.

    >>> passes(((4, 9, False), (0, 2, False), (2, 4, False)))
    2
    """
    order = [start for start, _, _ in runs]
    rank = {start: place for place, start in enumerate(order)}
    return 1 + sum(rank[b] > rank[a] for a, b in pairwise(sorted(order)))
