"""Runs of a scrambled line put back in order.

The line holds intact runs in reversed order: the text begins with a run that ends at the line's end, and goes on with
one that ends where that one began. So the search goes over the line from its end: its state is how much is left and
what the language model remembers. Every next run is some end of what is left; a word may be cut between two runs.
What is left is valued beforehand, as if the model forgot at every joint, so that only hopeful paths are followed.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator

from unodc_parse.arabic.breadth import Search
from unodc_parse.arabic.joints import NOTHING_YET, Node, Run
from unodc_parse.arabic.reader import Link, Reader
from unodc_parse.arabic.states import State
from unodc_parse.values import Value

#: Runs that may follow one that ends before a unit, by unit: first unit, gain less what stands before it in place.
Arcs = list[list[tuple[int, float]]]


class Candidate(Value, frozen=True):
    """One order of the runs and the log probability of text and damage together."""

    score: float
    runs: tuple[Run, ...]


class Reversal:
    """The search in one line."""

    def __init__(self, reader: Reader, arcs: Arcs, search: Search) -> None:
        self.reader = reader
        self.layout = reader.layout
        self.search = search
        self.ahead = outlook(reader, arcs)
        self.best = -math.inf
        self.finished: list[tuple[float, Node, Run]] = []
        self.waiting: list[dict[tuple[State, bool], Node]] = [{} for _ in range(len(self.layout) + 1)]

    def run(self, count: int) -> list[Candidate]:
        """Return the best orders of the line, at most `count`, best first."""
        size = len(self.layout)
        self.waiting[size] = {(node.state, False): node for node in self.reader.openings()}
        for end in (size, *reversed(self.reader.cuts)):
            width = self.reader.width(self.search.width)
            nodes = sorted(self.waiting[end].values(), key=lambda node: -node.hope)[:width]
            for node in nodes:
                if node.hope >= self.best - self.search.slack:
                    self._go_on(node, end)
        best = max((score for score, _, _ in self.finished), default=0.0)
        return list(unwind(self.finished, count, best - self.search.slack))

    def _go_on(self, node: Node, end: int) -> None:
        barrier = self.layout.barrier[end]
        if not barrier:
            for link in self.reader.closing(node.state):
                self._finish(node, link, end)
        for link in self.reader.links(node.state, self.search.breadth, barrier, end):
            self._take(node, link, end)

    def _take(self, node: Node, link: Link, end: int) -> None:
        extension = self.reader.extend(node, link, end)
        if extension is None:
            return
        score, state, single = extension
        hope = score + self.ahead[end][link.start]
        if hope < self.best - self.search.slack:
            return
        self.best = max(self.best, hope)
        there = self.waiting[link.start]
        reached = there.get((state, single))
        if reached is None:
            gap = self.layout.gaps[end] if end < len(self.layout) else None
            reached = there[state, single] = Node(end, state, score, self.reader.joints.glue[end], gap)
        reached.reach(score, hope, node, (link.start, end, link.spaced), single=single)

    def _finish(self, node: Node, link: Link, end: int) -> None:
        extension = self.reader.extend(node, link, end)
        if extension is None:
            return
        score = extension[0] + self.reader.ending(extension[1])
        if node.glue == NOTHING_YET:
            score += self.search.intact - self.layout.uncut
        self.best = max(self.best, score)
        self.finished.append((score, node, (0, end, link.spaced)))


def reversed_orders(reader: Reader, arcs: Arcs, search: Search) -> list[Candidate]:
    """Return the best orders of a line whose runs are reversed, best first."""
    return Reversal(reader, arcs, search).run(search.candidates)


def next_runs(reader: Reader, count: int) -> Arcs:
    """Return the best runs to follow one that ends before a unit, for every unit, as if it were long."""
    layout, joints = reader.layout, reader.joints
    arcs: Arcs = [[] for _ in range(len(layout) + 1)]
    for after in (*reader.cuts, len(layout)):
        gap = layout.gaps[after] if after < len(layout) else None
        node = Node(after, reader.states[layout.end(after)], 0.0, joints.glue[after], gap)
        arcs[after] = _next(reader, node, count)
    return arcs


def _next(reader: Reader, node: Node, count: int) -> list[tuple[int, float]]:
    found: dict[int, float] = {}
    for link in (*reader.closing(node.state), *reader.links(node.state, 2 * count)):
        value = link.gain + reader.joints.cost(node, link.start, spaced=link.spaced)
        found[link.start] = max(value, found.get(link.start, -math.inf))
    best = sorted(found.items(), key=lambda item: -item[1])[:count]
    best += [(0, found[0])] if 0 in found else []
    return sorted({(start, value - reader.totals[reader.layout.at[start]]) for start, value in best})


def outlook(reader: Reader, arcs: Arcs) -> list[list[float]]:
    """Return how well what is left can go on: `[a][p]`, where `p` units are left and the last run ended before `a`.

    Runs are taken to be long enough for the model to forget what came before them, so that joints are independent.
    """
    layout, size, totals = reader.layout, len(reader.layout), reader.totals
    rows: list[list[float]] = [[] for _ in range(size + 1)]
    for after in (*reader.cuts, size):
        row = rows[after] = [-math.inf] * after
        row[0] = reader.ending(reader.states[layout.end(after)])
        for left in reader.cuts:
            if left >= after:
                break
            best, barrier, before = -math.inf, layout.barrier[left], rows[left]
            for start, value in arcs[after]:
                if start >= left:
                    break
                if start >= barrier and value + before[start] > best:
                    best = value + before[start]
            row[left] = totals[layout.end(left)] + best
    return rows


def unwind(finished: list[tuple[float, Node, Run]], count: int, floor: float) -> Iterator[Candidate]:
    """Yield the best ways through a search, backwards from its ends, best first, each with its score."""
    heap: list[tuple[float, int, Node, object]] = []
    for number, (score, node, run) in enumerate(finished):
        heapq.heappush(heap, (-score, number, node, (run, None)))
    number, found = len(heap), 0
    while heap and found < count:
        cost, _, node, runs = heapq.heappop(heap)
        if not node.arcs:
            found += 1
            yield Candidate(-cost, _listed(runs))
        for arrival, before, run in node.arcs:
            score = arrival - node.score - cost
            if score >= floor:
                number += 1
                heapq.heappush(heap, (-score, number, before, (run, runs)))


def _listed(runs: object) -> tuple[Run, ...]:
    result: list[Run] = []
    while isinstance(runs, tuple):
        result.append(runs[0])
        runs = runs[1]
    return tuple(result)
