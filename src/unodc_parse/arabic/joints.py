"""Where two runs of a line meet: what it costs, and the places that a search for the order of runs comes to."""

from __future__ import annotations

import math
import re
from typing import Final

from unodc_parse.arabic.language_model import EDGE
from unodc_parse.arabic.layout import Layout
from unodc_parse.arabic.states import State

#: A run: first unit, unit after the last one, whether a space comes before it.
Run = tuple[int, int, bool]

#: Log probability of the white space behind a run, by its width: where it ends inside a word, and at a word's edge.
GAP_EVIDENCE: Final[tuple[tuple[float, float], ...]] = (
    (math.log(0.77), math.log(0.30)),
    (math.log(0.21), math.log(0.47)),
    (math.log(0.02), math.log(0.23)),
)
_LETTER: Final = re.compile("[\u0620-\u063f\u0641-\u064a]")
#: How a run ends, as far as it matters for what is joined to it: before the first run; in a sign; in a letter; in a
#: letter that stands alone; in a number.
NOTHING_YET: Final = -1
OTHER: Final = 0
WORD: Final = 1
LONE: Final = 2
DIGIT: Final = 3
#: Two numbers never become one: each is whole.
_NEVER: Final = -20.0


def ending(before: str, last: str) -> int:
    """Return how a run ends whose last two characters are these."""
    if last == "0":
        return DIGIT
    if not _LETTER.match(last):
        return OTHER
    return LONE if before in ("", " ", EDGE) else WORD


class Node:
    """A place in the search: the text so far ends in `state`, its last run before the unit `end`.

    Attributes:
        score: log probability of text and damage so far.
        glue: how the last run ends (`NOTHING_YET` before the first one).
        gap: white space printed behind the last run.
        single: the last run is a single letter, joined to the one before without a space.
        hope: score with what is left, as it may be at best.
        arcs: the ways that led here: score, node before, run.
    """

    __slots__ = ("arcs", "end", "gap", "glue", "hope", "score", "single", "state")

    def __init__(self, end: int, state: State, score: float, glue: int, gap: int | None) -> None:
        self.end = end
        self.state = state
        self.score = score
        self.glue = glue
        self.gap = gap
        self.single = False
        self.hope = math.inf
        self.arcs: list[tuple[float, Node, Run]] = []

    def reach(self, score: float, hope: float, node: Node, run: Run, *, single: bool) -> None:
        """Note a way that leads here from `node` by `run`."""
        if score >= self.score:
            self.score, self.hope, self.single = score, hope, single
        self.arcs.append((score, node, run))


class Joints:
    """What a joint of two runs costs in a line (log odds)."""

    def __init__(self, layout: Layout) -> None:
        size, odds = len(layout), layout.odds
        self.layout = layout
        letters = [_LETTER.match(layout.text[place]) is not None for place in layout.at]
        text = [layout.text[place] for place in layout.at]
        #: how the run ends that ends before a unit
        self.glue = [OTHER] + [ending(" " if layout.gaps[u] or not u else text[u - 1], text[u]) for u in range(size)]
        self.spaced = [layout.fixed.get(u, odds.edge) for u in range(size)]
        self.glued = [self._glued(u, letters) for u in range(size)]
        #: the same, by how the run before ends
        self.glued_to = tuple([costs[glue] for costs in self.glued] for glue in (OTHER, WORD, LONE, DIGIT))
        self.single = odds.single

    def _glued(self, unit: int, letters: list[bool]) -> tuple[float, float, float, float]:
        """Return what it costs to join a unit, without a space, to a sign, a word, a lone letter, a number."""
        odds, fixed = self.layout.odds, self.layout.fixed.get(unit)
        if self.layout.text[self.layout.at[unit]] == "0":
            known = odds.sign if fixed is None else fixed
            return known, known + odds.stuck, known, _NEVER
        if fixed is not None:
            return fixed, fixed, fixed, min(fixed, odds.sign) if letters[unit] else fixed
        if not letters[unit]:  # a line is cut behind a number, but seldom one in brackets
            return odds.sign, odds.sign, odds.sign, odds.behind_number
        lone = unit + 1 == len(letters) or self.layout.gaps[unit + 1] > 0
        return odds.sign, odds.short if lone else odds.inside, odds.short, odds.sign

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
