"""A scrambled line as the language model reads it: in place, and as it goes on from one run to any other.

Most runs are long enough for the model to forget what came before them; from there on they read as they do in place.
So only the first characters of a run are read anew, for every state that a run before it may leave.
"""

from __future__ import annotations

import math
import re
from typing import Final, NamedTuple

import msgspec

from unodc_parse.arabic.language_model import EDGE, CharacterModel, mean_log
from unodc_parse.arabic.layout import Layout

#: What the model said of a character behind a state, by both joined: log probability, state after it.
Steps = dict[str, tuple[float, str]]

#: A run: first unit, unit after the last one, whether a space comes before it.
Run = tuple[int, int, bool]

#: Log probability of the white space behind a run, by its width: where it ends inside a word, and at a word's edge.
GAP_EVIDENCE: Final = (
    (math.log(0.77), math.log(0.30)),
    (math.log(0.21), math.log(0.47)),
    (math.log(0.02), math.log(0.23)),
)
#: How often a line begins, and ends, with a sentence rather than inside one.
_BEGINS: Final = 0.67
_STOPS: Final = 0.57
_LETTER: Final = re.compile("[\u0620-\u063f\u0641-\u064a]")
#: How much worse than any other run the first one may begin: what stands before it in place says nothing of it.
_OPENING: Final = 2.0
#: `Node.glue` before the first run.
NOTHING_YET: Final = -1


class Link(msgspec.Struct, frozen=True):
    """A way to go on: the run that begins at `start`; running log probabilities until it reads as it does in place."""

    start: int
    spaced: bool
    totals: list[float]
    states: list[str]
    open: bool


class Reader:
    """A line as the language model reads it in place, and how well any run begins after a given state."""

    def __init__(self, layout: Layout, model: CharacterModel, limit: float, steps: Steps | None = None) -> None:
        self.layout = layout
        self.steps = {} if steps is None else steps
        self.model = model
        self.limit = limit
        totals, states = model.walk(EDGE, layout.text)
        self.totals = [0.0, *totals]
        self.states = [EDGE, *states]
        self.joints = Joints(layout)
        self.starts: dict[str, list[int]] = {}
        for unit in (0, *layout.starts):
            self.starts.setdefault(layout.text[layout.at[unit]], []).append(unit)
        self._links: dict[str, list[Link]] = {}

    def openings(self) -> list[Node]:
        """Return the states that the text may begin in: a sentence, or a word, with their log probabilities."""
        states = ((EDGE, _BEGINS), (self.model.state(" "), 1 - _BEGINS))
        size = len(self.layout)
        return [Node(size, state, math.log(share), glue=NOTHING_YET, gap=None) for state, share in states]

    def ending(self, state: str) -> float:
        """Return the log probability that the line ends after `state`: the sentence, or at least the word."""
        sentence = self.model.step(state, EDGE)[0]
        word = self.model.step(state, " ")[0]
        return mean_log((sentence, word), (_STOPS, 1 - _STOPS))

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
        totals, at, known = self.totals, self.layout.at, self.steps
        lone = state[-2:-1] in (" ", EDGE)
        glue = (2 if lone else 1) if _LETTER.match(state[-1:]) else 0
        limit = _OPENING * self.limit if state == EDGE else self.limit
        for char, units in self.starts.items():
            found = known.get(state + char)
            if found is None:
                found = known[state + char] = self.model.step(state, char)
            first, after = found[0] + weight, found[1]
            for unit in units:
                place = at[unit]
                worst = -limit - (self.joints.spaced[unit] if spaced else self.joints.glued[unit][glue])
                if not unit or first - totals[place + 1] + totals[place] >= worst:
                    links.append(self._follow(unit, first, after, worst, spaced=spaced))
        return links

    def _follow(self, unit: int, total: float, state: str, worst: float, *, spaced: bool) -> Link:
        """Read on from a run's first character until the model has forgotten what came before the run."""
        text, places, in_place = self.layout.text, self.totals, self.states
        known, step = self.steps, self.model.step
        start = self.layout.at[unit]
        floor = -math.inf if not unit else worst - places[start]
        totals, states = [total], [state]
        for place in range(start + 1, len(text)):
            if state == in_place[place]:
                break
            gram = state + text[place]
            found = known.get(gram)
            if found is None:
                found = known[gram] = step(state, text[place])
            total += found[0]
            state = found[1]
            if total - places[place + 1] < floor:
                return Link(unit, spaced, totals, states, False)
            totals.append(total)
            states.append(state)
        return Link(unit, spaced, totals, states, True)

    def gain(self, link: Link) -> float:
        """Return by how much a long run reads better after its link than in place."""
        place = self.layout.at[link.start]
        return link.totals[-1] - self.totals[place + len(link.totals)] + self.totals[place]

    def extend(self, node: Node, link: Link, end: int) -> Extension | None:
        """Go on from a node with a run from its link to unit `end`; `None` where the run begins too badly."""
        layout = self.layout
        place = layout.at[link.start]
        length = layout.end(end) - place
        if length <= len(link.totals):
            gain, state = link.totals[length - 1], link.states[length - 1]
        elif link.open:
            place += len(link.totals)
            gain, state = (
                link.totals[-1] + self.totals[layout.end(end)] - self.totals[place],
                self.states[layout.end(end)],
            )
        else:
            return None
        if node.glue == NOTHING_YET:
            return Extension(node.score + gain, state, single=False)
        gain += self.joints.cost(node, link.start, spaced=link.spaced)
        return Extension(node.score + gain, state, single=not link.spaced and end == link.start + 1 and node.glue > 0)


class Node:
    """A place in the search: the text so far ends in `state`, its last run before the unit `end`.

    Attributes:
        score: log probability of text and damage so far.
        glue: how the last run ends (`Joints.glue`), `NOTHING_YET` before the first run.
        gap: white space printed behind the last run.
        single: the last run is a single letter, joined to the one before without a space.
        hope: score with what is left, as it may be at best.
        arcs: the ways that led here: score, node before, run.
    """

    __slots__ = ("arcs", "end", "gap", "glue", "hope", "score", "single", "state")

    def __init__(self, end: int, state: str, score: float, glue: int, gap: int | None) -> None:
        self.end = end
        self.state = state
        self.score = score
        self.glue = glue
        self.gap = gap
        self.single = False
        self.hope = math.inf
        self.arcs: list[tuple[float, Node, Run]] = []

    def reach(self, extension: Extension, hope: float, node: Node, run: Run) -> None:
        """Note a way that leads here from `node` by `run`."""
        if extension.score >= self.score:
            self.score, self.hope, self.single = extension.score, hope, extension.single
        self.arcs.append((extension.score, node, run))


class Extension(NamedTuple):
    """What a run leads to: the score with it, the state after it, whether it is a single letter out of a word."""

    score: float
    state: str
    single: bool


class Joints:
    """What a joint of two runs costs in a line (log odds)."""

    def __init__(self, layout: Layout) -> None:
        size = len(layout)
        letters = [_LETTER.match(layout.text[place]) is not None for place in layout.at]
        #: 2 where the run that ends before a unit ends in a lone letter, 1 in any letter, 0 in something else
        self.glue = [0] + [(2 if layout.gaps[u] or not u else 1) if letters[u] else 0 for u in range(size)]
        odds, fixed = layout.odds, layout.fixed
        self.spaced = [fixed.get(u, odds.edge) for u in range(size)]
        self.glued: list[tuple[float, float, float]] = []
        for unit in range(size):
            if unit in fixed:
                self.glued.append((fixed[unit],) * 3)
            elif not letters[unit]:
                self.glued.append((odds.sign,) * 3)
            else:
                lone = unit + 1 == size or layout.gaps[unit + 1] > 0
                self.glued.append((odds.sign, odds.short if lone else odds.inside, odds.short))
        self.single = odds.single

    def cost(self, node: Node, start: int, *, spaced: bool) -> float:
        """Return the log odds of a joint from the end of a node's last run to the unit `start`."""
        cost = self.spaced[start] if spaced else self.glued[start][node.glue]
        if node.gap is not None:
            cost += GAP_EVIDENCE[node.gap][spaced]
        if node.single and not spaced:
            cost += self.single
        return cost

    def odds(self, end: int, start: int, *, spaced: bool, single: bool) -> float:
        """Return the log odds of a joint from the unit before `end` to `start`, the white space left out."""
        cost = self.spaced[start] if spaced else self.glued[start][self.glue[end]]
        return cost + self.single if single and not spaced else cost
