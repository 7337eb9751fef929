"""Orders of a line's runs made better by moving single pieces: what a search that follows few ways did not come to.

An order that was found is often wrong in one piece: it stands elsewhere, was not cut off, or two changed places. So
pieces are moved (or-opt, Or 1976), and of the very many moves those are looked at that make a joint which is better
than one that they break (the gain criterion of Lin and Kernighan 1973). What they gain is first told roughly, joint by
joint, as if every run were long enough for the model to forget what came before it.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from unodc_parse.arabic.joints import Node, Run
from unodc_parse.arabic.reader import Reader

#: Ways on that are known behind each place, and what any other one is taken to be worth (nats).
_WAYS: Final = 24
_POOR: Final = -9.0
#: By how much a new joint must be better than one of those it replaces.
_BETTER: Final = 0.5
#: Pieces that a stretch which is moved may have.
_LONGEST: Final = 12
#: The least that a move may gain by the rough count to be looked at.
_LEAST: Final = -4.0

#: A piece between two cuts, or a joint: first unit, unit after the last one.
Piece = tuple[int, int]
#: What it gains, the pieces that are moved (first and last, as they follow each other), the one they are put behind.
Move = tuple[float, int, int, int]


class Mover:
    """What joints of a line are worth: tells how an order of its runs might be made better."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        layout, joints = reader.layout, reader.joints
        size = len(layout)
        #: by the unit that a run ends before: those that the next one may begin with, the gain, whether with a space
        self.ways: dict[int, dict[int, tuple[float, bool]]] = {}
        for after in (*reader.cuts, size):
            gap = layout.gaps[after] if after < size else None
            node = Node(after, reader.states[layout.end(after)], 0.0, joints.glue[after], gap)
            self.ways[after] = self._ways(node)
        self.opening: dict[int, float] = {}
        for node in reader.openings():
            for link in (*reader.closing(node.state), *reader.links(node.state, _WAYS)):
                gain = node.score + link.gain
                self.opening[link.start] = max(gain, self.opening.get(link.start, -math.inf))
        self.ending = {after: reader.ending(reader.states[layout.end(after)]) for after in self.ways}

    def _ways(self, node: Node) -> dict[int, tuple[float, bool]]:
        found: dict[int, tuple[float, bool]] = {}
        for link in (*self.reader.closing(node.state), *self.reader.links(node.state, _WAYS)):
            value = link.gain + self.reader.joints.cost(node, link.start, spaced=link.spaced)
            if link.start not in found or found[link.start][0] < value:
                found[link.start] = value, link.spaced
        return found

    def better(self, runs: tuple[Run, ...], count: int) -> list[tuple[Run, ...]]:
        """Return orders that are one move away from `runs` and may be better, at most `count`, best first."""
        pieces = self._pieces(runs)
        moves = heapq.nlargest(count, self._moves(pieces))
        spaces = {(a[1], b[0]): b[2] for a, b in pairwise(runs)}
        orders = dict.fromkeys(self._joined(_moved(pieces, move), spaces) for move in moves)
        barrier = self.reader.layout.barrier
        return [order for order in orders if all(barrier[end] <= start for start, end, _ in order)]

    def _pieces(self, runs: tuple[Run, ...]) -> list[Piece]:
        pieces: list[Piece] = []
        for start, end, _ in runs:
            pieces += pairwise([start, *(cut for cut in self.reader.cuts if start < cut < end), end])
        return pieces

    def _moves(self, pieces: list[Piece]) -> Iterator[Move]:
        """Yield the moves that make a joint which is better than one that they break."""
        worth = self._worth(pieces)
        now = [row[place] for place, row in enumerate(worth)]
        begins = {start: place for place, (start, _) in enumerate(pieces)}
        for before in range(-1, len(pieces)):
            for start, gain in self._ways_on(pieces, before):
                after = begins.get(start, before)
                if after not in (before, before + 1) and gain - min(now[before + 1], now[after]) > _BETTER:
                    for first, last, behind in _stretches(before, after, len(pieces)):
                        # roughly: three joints go, three come
                        gained = (
                            worth[behind + 1][first]
                            + worth[last + 1][behind + 1]
                            + worth[first][last + 1]
                            - now[first]
                            - now[last + 1]
                            - now[behind + 1]
                        )
                        if gained > _LEAST:
                            yield gained, first, last, behind

    def _ways_on(self, pieces: list[Piece], before: int) -> Iterable[tuple[int, float]]:
        if before < 0:
            return self.opening.items()
        return ((start, way[0]) for start, way in self.ways.get(pieces[before][1], {}).items())

    def _worth(self, pieces: list[Piece]) -> list[list[float]]:
        """Return what the joint of any two pieces is worth: `[a][b]`, where piece `b` follows piece `a` - 1.

        Before the first piece stands nothing, nor behind the last one.
        """
        opening = self.opening
        table = [[*(opening.get(start, _POOR) for start, _ in pieces), 0.0]]
        begins = {start: place for place, (start, _) in enumerate(pieces)}
        for _, end in pieces:
            row = [_POOR] * len(pieces)
            for start, way in self.ways.get(end, {}).items():
                if start in begins:
                    row[begins[start]] = way[0]
            if end in begins:
                row[begins[end]] = 0.0
            table.append([*row, self.ending.get(end, _POOR)])
        return table

    def _joined(self, pieces: list[Piece], spaces: dict[Piece, bool]) -> tuple[Run, ...]:
        """Return the runs that pieces make which follow each other so."""
        runs: list[Run] = []
        for start, end in pieces:
            if runs and runs[-1][1] == start:
                runs[-1] = (runs[-1][0], end, runs[-1][2])
                continue
            before = runs[-1][1] if runs else -1
            way = self.ways.get(before, {}).get(start)
            spaced = spaces.get((before, start), way[1] if way else True)
            runs.append((start, end, bool(runs) and spaced))
        return tuple(runs)


def _stretches(before: int, after: int, count: int) -> Iterator[tuple[int, int, int]]:
    """Yield the moves that put piece `after` right behind piece `before`: first piece moved, last one, one before."""
    stop = before if after < before else count
    for last in range(after, min(stop, after + _LONGEST)):
        yield after, last, before
    stop = after if after < before else -1
    for first in range(before, max(stop, before - _LONGEST), -1):
        yield first, before, after - 1


def _moved(pieces: list[Piece], move: Move) -> list[Piece]:
    """Return the pieces in their order after a move."""
    _, first, last, behind = move
    stretch = pieces[first : last + 1]
    if behind < first:
        return [*pieces[: behind + 1], *stretch, *pieces[behind + 1 : first], *pieces[last + 1 :]]
    return [*pieces[:first], *pieces[last + 1 : behind + 1], *stretch, *pieces[behind + 1 :]]
