"""Runs of a scrambled line put back in order.

The line holds intact runs in reversed order: the text begins with a run that ends at the line's end, and goes on with
one that ends where that one began. So the search goes over the line from its end: its state is how much is left and
what the language model remembers. Every next run is some end of what is left; a word may be cut between two runs.
"""

from __future__ import annotations

import math
from typing import Final

import msgspec

from unodc_parse.arabic.language_model import EDGE, CharacterModel, fold, mean_log
from unodc_parse.arabic.layout import Layout

#: A run: first unit, unit after the last one, whether a space comes before it.
Run = tuple[int, int, bool]

#: Log odds of the white space printed after a run, by its width, for runs that end inside a word and at a word's edge.
_GAP_EVIDENCE: Final = (
    (math.log(0.72), math.log(0.25)),
    (math.log(0.25), math.log(0.55)),
    (math.log(0.03), math.log(0.20)),
)
#: Weights of the ways in which a line may begin: a sentence, a word, what the line before leads to.
_START_WEIGHTS: Final = (0.4, 0.2, 0.4)
#: Weights of the ways in which it may end: a sentence, a word, what leads to the line after.
_ENDS: Final = (0.4, 0.3, 0.3)
#: Characters of the line after that are looked at.
_AHEAD: Final = 8


class Candidate(msgspec.Struct, frozen=True):
    """One order of the runs and the log probability of text and damage together."""

    score: float
    runs: tuple[Run, ...]


class Search(msgspec.Struct, frozen=True):
    """How far the search looks.

    Attributes:
        limit: a run may begin worse than it stands in the line by at most this much (nats).
        slack: how far behind the best finished order an unfinished one may be.
        width: states kept for each length of what is left.
        intact: bonus for leaving the line as it is.
    """

    limit: float = 8.0
    slack: float = 10.0
    width: int = 6
    intact: float = 2.0


class Link(msgspec.Struct, frozen=True):
    """A way to go on: the run that begins at `start`; running log probabilities until it reads as it does in place."""

    start: int
    spaced: bool
    totals: list[float]
    states: list[str]
    open: bool


class Reader:
    """A line as the language model reads it in place, and how well any run begins after a given state."""

    def __init__(self, layout: Layout, model: CharacterModel, limit: float, before: str = "", after: str = "") -> None:
        self.layout = layout
        self.model = model
        self.limit = limit
        totals, states = model.walk(EDGE, layout.text)
        self.totals = [0.0, *totals]
        self.states = [EDGE, *states]
        self.starts: dict[str, list[int]] = {}
        for unit in (0, *layout.cuts):
            self.starts.setdefault(layout.text[layout.at[unit]], []).append(unit)
        self.before = before
        self.after = fold(after)[:_AHEAD]
        self._alone = model.follow(model.state(" "), self.after)
        self._links: dict[str, list[Link]] = {}

    def openings(self) -> list[tuple[str, float]]:
        """Return the states that the text may begin in, with their log probabilities."""
        states = [EDGE, self.model.state(" ")]
        if self.before:
            states.append(self.model.state(fold(self.before) + " "))
        total = sum(_START_WEIGHTS[: len(states)])
        return [(state, math.log(w / total)) for state, w in zip(states, _START_WEIGHTS, strict=False)]

    def ending(self, state: str) -> float:
        """Return the log probability that the line ends after `state`: the sentence, or at least the word."""
        stops = self.model.step(state, EDGE)[0]
        space, state = self.model.step(state, " ")
        if not self.after:
            return mean_log((stops, space), _ENDS[:2])
        goes_on = space + self.model.follow(state, self.after) - self._alone
        return mean_log((stops, space, goes_on), _ENDS)

    def links(self, state: str) -> list[Link]:
        """Return the runs that may follow `state`, wherever they end."""
        known = self._links.get(state)
        if known is None:
            known = self._links[state] = self._begin(state, 0.0, spaced=False)
            if state[-1:] not in (" ", EDGE):
                weight, after = self.model.step(state, " ")
                known += self._begin(after, weight, spaced=True)
        return known

    def _begin(self, state: str, weight: float, *, spaced: bool) -> list[Link]:
        links = []
        totals, at = self.totals, self.layout.at
        for char, units in self.starts.items():
            first, after = self.model.step(state, char)
            first += weight
            for unit in units:
                place = at[unit]
                if not unit or first - totals[place + 1] + totals[place] >= -self.limit:
                    links.append(self._follow(unit, first, after, spaced=spaced))
        return links

    def _follow(self, unit: int, total: float, state: str, *, spaced: bool) -> Link:
        """Read on from a run's first character until the model has forgotten what came before the run."""
        text, places, in_place = self.layout.text, self.totals, self.states
        probabilities, back_offs = self.model.probabilities, self.model.back_offs
        order, unknown = self.model.order, self.model.unknown
        start = self.layout.at[unit]
        floor = -math.inf if not unit else -self.limit - places[start]
        totals, states = [total], [state]
        for place in range(start + 1, len(text)):
            if state == in_place[place]:
                break
            gram = state + text[place]
            while (weight := probabilities.get(gram)) is None:
                if len(gram) == 1:
                    weight, gram = unknown, ""
                    break
                total += back_offs.get(gram[:-1], 0.0)
                gram = gram[1:]
            total += weight
            state = gram if len(gram) < order else gram[1:]
            if total - places[place + 1] < floor:
                return Link(unit, spaced, totals, states, False)
            totals.append(total)
            states.append(state)
        return Link(unit, spaced, totals, states, True)

    def read(self, link: Link, end: int) -> tuple[float, str] | None:
        """Return the log probability of a run from its link to unit `end`, and the state after it."""
        length = self.layout.end(end) - self.layout.at[link.start]
        if length <= len(link.totals):
            return link.totals[length - 1], link.states[length - 1]
        if not link.open:
            return None
        place = self.layout.end(end)
        known = self.layout.at[link.start] + len(link.totals)
        return link.totals[-1] + self.totals[place] - self.totals[known], self.states[place]


#: Score, runs so far as a linked list, white space printed after the last run.
_Path = tuple[float, "tuple[Run, object] | None", int | None]


def reversed_orders(reader: Reader, search: Search, count: int) -> list[Candidate]:  # noqa: C901 (the hot loop)
    """Return the best orders of a line whose runs are reversed, at most `count`, best first."""
    layout, size = reader.layout, len(reader.layout)
    totals, uncut, gaps = reader.totals, layout.uncut, layout.gaps
    waiting: list[dict[str, _Path]] = [{} for _ in range(size + 1)]
    waiting[size] = {state: (weight, None, None) for state, weight in reader.openings()}
    best = -math.inf
    finished: list[tuple[float, tuple[Run, object]]] = []
    for end in range(size, 0, -1):
        paths = sorted(waiting[end].items(), key=lambda item: -item[1][0])[: search.width]
        gap = gaps[end] if end < size else None
        rest = totals[layout.end(end)] + uncut
        for state, (score, runs, last_gap) in paths:
            if score + rest < best - search.slack:
                break
            for link in reader.links(state):
                start = link.start
                if start >= end or start < layout.barrier[end]:
                    continue
                if runs is None and layout.label not in (None, start):
                    continue
                read = reader.read(link, end)
                if read is None:
                    continue
                now = score + read[0]
                if last_gap is not None:
                    now += _GAP_EVIDENCE[last_gap][link.spaced]
                run: tuple[Run, object] = ((start, end, link.spaced), runs)
                if not start:
                    now += reader.ending(read[1]) + (uncut if runs else search.intact)
                    finished.append((now, run))
                    best = max(best, now)
                    continue
                now += layout.cuts[start]
                if now + totals[layout.end(start)] + uncut < best - search.slack:
                    continue
                known = waiting[start].get(read[1])
                if known is None or known[0] < now:
                    waiting[start][read[1]] = (now, run, gap)
    finished.sort(key=lambda item: -item[0])
    return [Candidate(score, _unwind(runs)) for score, runs in finished[:count]]


def _unwind(runs: object) -> tuple[Run, ...]:
    result: list[Run] = []
    while isinstance(runs, tuple):
        result.append(runs[0])
        runs = runs[1]
    return tuple(reversed(result))
