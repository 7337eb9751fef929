"""A scrambled line as the language model reads it: in place, and as it goes on from one run to any other.

Most runs are long enough for the model to forget what came before them; from there on they read as they do in place.
So only the first characters of a run are read anew, for every state that a run before it may leave.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from operator import itemgetter
from typing import Final

from unodc_parse.arabic.breadth import Search
from unodc_parse.arabic.joints import LONE, NOTHING_YET, WORD, Joints, Node, ending
from unodc_parse.arabic.language_model import EDGE, StoredCharacters
from unodc_parse.arabic.layout import Layout
from unodc_parse.arabic.states import State, States

#: How often a line begins, and ends, with a sentence rather than inside one.
_BEGINS: Final = 0.67
_STOPS: Final = 0.57
#: How a run ends that a single letter may be joined to.
_LETTERS: Final = (WORD, LONE)
#: How much worse than any other run the first one may begin: what stands before it in place says nothing of it.
_OPENING: Final = 2.0
#: Runs read on behind a state when the work is used up; and as much work as reading on in one, so many first glances.
_TIRED: Final = 4
_GLANCE: Final = 8
#: What a run of a single letter or sign costs at least: another joint right behind it (nats; 1 finds no more than 2 in
#: lines of the folds, 5 finds less).
_ALONE: Final = 2.0
#: Characters behind a place by which it is told whether the line may be cut there.
_AHEAD: Final = 3
#: How a run may begin: what its first characters gain, its unit, whether a space comes before it, how its first
#: character reads, the state after it, and by how much it may begin better in place.
Start = tuple[float, int, bool, float, State, float]
#: A unit that a run may begin with, the cost of the joint, and what that leaves to gain by its first two characters, or
#: by its first one alone where the run may be that.
Unit = tuple[int, float, float, float]
#: A first character, the most that a run may gain that begins so; the same of every character behind it, and the units.
First = tuple[str, float, list[tuple[str, float, list[Unit]]]]


#: A run read on behind its first character, until it reads as it does in place: running log probabilities from 0 on,
#: the states on that way, by how much it reads better than in place, the least of that on the way.
Walk = tuple[list[float], list[State], float, float]


class Link:
    """A way to go on: with the run that begins at `start`.

    Attributes:
        start: its first unit.
        spaced: whether a space comes before it.
        first: log probability of its first character, and of the space.
        totals: running log probabilities behind that, until it reads as it does in place.
        states: the states on that way.
        length: how many characters of these count.
        open: whether it comes to read as in place; if not, it reads too badly, and only a run that ends before counts.
        gain: by how much a run reads better so than in place, as far as it was read.
    """

    __slots__ = ("first", "gain", "length", "open", "spaced", "start", "states", "totals")

    def __init__(self, start: int, first: float, walk: Walk, gain: float, *, spaced: bool) -> None:
        self.start = start
        self.first = first
        self.totals = walk[0]
        self.states = walk[1]
        self.length = len(walk[0])
        self.spaced = spaced
        self.open = True
        self.gain = gain


class Reader:
    """A line as the language model reads it in place, and how well any run begins after a given state."""

    def __init__(self, layout: Layout, model: StoredCharacters, search: Search) -> None:
        self.layout = layout
        self.model = model.states
        self.limit = search.limit
        self.work = search.work
        self.edge = self.model.at(EDGE)
        totals, states = self.model.walk(self.edge, layout.text)
        self.totals = [0.0, *totals]
        self.states = [self.edge, *states]
        self.joints = Joints(layout)
        #: the units before which the line is likely to be cut, and whether a run may end there
        self.cuts = self._likely_cuts(search.likely)
        length = len(self.totals) - 1
        ends = [min(place + len(first_two(layout.text, place)), length) for place in layout.at]
        self._two = [self.totals[end] - self.totals[place] for place, end in zip(layout.at, ends, strict=True)]
        self._free = [0.0] * len(layout)
        self._trees: dict[int, list[First]] = {}
        self._links: dict[State, tuple[list[Link | None], list[Start]]] = {}
        self._closing: dict[State, list[Link]] = {}
        self._walks: list[dict[State, Walk]] = [{} for _ in layout.at]
        self._first = [self.totals[place + 1] - self.totals[place] for place in layout.at]
        cuts = set(self.cuts)
        lone = [unit + 1 in cuts and not layout.gaps[unit + 1] for unit in range(len(layout))]
        self._alone = [-one - _ALONE if alone else -math.inf for one, alone in zip(self._first, lone, strict=True)]

    def _likely_cuts(self, least: float) -> list[int]:
        """Return the units before which the line may be cut: those that do not go on well from what stands before.

        That is by how much the next characters read better behind nothing, or a space, than in place, and the log odds
        of a joint there. Of the cuts of damaged lines 98 in 100 have more than -5, of all other places 40 in 100.
        """
        text, joints, model = self.layout.text, self.joints, self.model
        nothing, space = model.at(""), model.after(" ")
        cuts: list[int] = []
        for unit in self.layout.starts:
            place = self.layout.at[unit]
            ahead = text[place : place + _AHEAD]
            fresh = max(model.follow(nothing, ahead), model.follow(space, ahead))
            odds = joints.spaced[unit] if self.layout.gaps[unit] else max(joints.glued[unit][0], joints.spaced[unit])
            if fresh - self.totals[place + len(ahead)] + self.totals[place] + odds >= least:
                cuts.append(unit)
        return cuts

    def openings(self) -> list[Node]:
        """Return the states that the text may begin in: a sentence, or a word, with their log probabilities."""
        size = len(self.layout)
        return [Node(size, state, share, glue=NOTHING_YET, gap=None) for share, state in openings(self.model)]

    def ending(self, state: State) -> float:
        """Return the log probability that the line ends after `state` (`ending_of`)."""
        return ending_of(self.model, state)

    def width(self, wanted: int) -> int:
        """Return how many states may be followed where so many are wanted: few when the work is used up."""
        return wanted if self.work > 0 else 1

    def links(self, state: State, most: int, first: int = 0, stop: int = sys.maxsize) -> list[Link]:
        """Return the runs that may follow `state`, wherever they end, the likeliest first by their first characters.

        Of the `most` likeliest only those are read on that begin with one of the units from `first` to `stop`.
        """
        known = self._links.get(state)
        if known is None:
            ranked = self._ranked(state)
            known = self._links[state] = [None] * len(ranked), ranked
            self.work -= len(self.cuts) // _GLANCE
        links, ranked = known
        if self.work <= 0:
            most = min(most, _TIRED)
        found: list[Link] = []
        for place, (_, unit, spaced, weight, after, worst) in enumerate(ranked[:most]):
            if first <= unit < stop:
                link = links[place]
                if link is None:
                    link = links[place] = self._follow(unit, weight, after, worst, spaced=spaced)
                    self.work -= 1
                found.append(link)
        return found

    def closing(self, state: State) -> list[Link]:
        """Return the ways to go on from a state with the run at the beginning of the line."""
        known = self._closing.get(state)
        if known is None:
            known = self._closing[state] = []
            for spaced, weight, before in self._ways(state):
                first, after = self.model.step(before, self.layout.text[0])
                known.append(self._follow(0, weight + first, after, -math.inf, spaced=spaced))
        return known

    def opens(self, state: State) -> bool:
        """Tell whether the text begins in `state`: what stands before its first run in place says nothing of that."""
        return state.gram[-1:] in (" ", EDGE)

    def glued_to(self, state: State) -> list[float]:
        """Return what it costs to join runs to a state without a space, by the units that they begin with."""
        return self._free if self.opens(state) else self.joints.glued_to[ending(state.gram[-2:-1], state.gram[-1:])]

    def _ways(self, state: State) -> list[tuple[bool, float, State]]:
        """Return the ways on from a state: at once, and behind a space (the weight of it, the state then)."""
        ways = [(False, 0.0, state)]
        if not self.opens(state):
            ways.append((True, *self.model.step(state, " ")))
        return ways

    def _ranked(self, state: State) -> list[Start]:
        """Return the runs that may follow a state, best first, by what their first one or two characters gain."""
        model = self.model
        glued_to = self.glued_to(state)
        least = -_OPENING * self.limit if self.opens(state) else -self.limit
        ranked: list[Start] = []
        for spaced, weight, before in self._ways(state):
            left = least - weight
            for char, most_of_one, behind in self._tree(self.joints.spaced if spaced else glued_to):
                if most_of_one < left:
                    break
                found = before.known.get(char)
                one, after = model.learn(before, char) if found is None else found
                if one + most_of_one < left:
                    continue
                for second, most_of_two, units in behind:
                    if one + most_of_two < left:
                        break
                    found = after.known.get(second)
                    two = one + (model.learn(after, second) if found is None else found)[0] if second else one
                    for unit, cost, gain, alone in units:
                        value = two + gain
                        if one + alone > value:  # noqa: PLR1730 -- a call takes four times as long
                            value = one + alone
                        if value >= left:
                            ranked.append((weight + value, unit, spaced, weight + one, after, least - cost))
        ranked.sort(key=itemgetter(0), reverse=True)
        return ranked

    def _tree(self, costs: list[float]) -> list[First]:
        """Return the units that a run may begin with, by their first two characters, those first that may gain most."""
        known = self._trees.get(id(costs))  # the lists of costs live as long as the line
        if known is None:
            units = [
                (unit, costs[unit], costs[unit] - self._two[unit], costs[unit] + self._alone[unit])
                for unit in self.cuts
            ]
            known = self._trees[id(costs)] = _by_first_two(self.layout, units)
        return known

    def _follow(self, unit: int, first: float, state: State, worst: float, *, spaced: bool) -> Link:
        """Read on from a run's first character until the model has forgotten what came before the run."""
        walks = self._walks[unit]
        walk = walks.get(state)
        if walk is None:
            walk = walks[state] = self._walk(unit, state)
        gain = first - self._first[unit]
        link = Link(unit, first, walk, gain + walk[2], spaced=spaced)
        if gain + walk[3] < worst:
            self._stop(link, gain, worst)
        return link

    def _walk(self, unit: int, state: State) -> Walk:
        """Read on from a run's first character and the state behind it: the same for all states that lead there."""
        chars, places, in_place, model = self.layout.chars, self.totals, self.states, self.model
        place = self.layout.at[unit] + 1
        total, stood, gain, least = 0.0, places[place], 0.0, math.inf
        totals, states = [0.0], [state]
        while place < len(chars) and state is not in_place[place]:
            char = chars[place]
            found = state.known.get(char)
            weight, state = model.learn(state, char) if found is None else found
            total += weight
            place += 1
            gain = total - places[place] + stood
            totals.append(total)
            states.append(state)
            if gain < least:  # noqa: PLR1730 -- a call takes four times as long
                least = gain
        return totals, states, gain, least

    def _stop(self, link: Link, gain: float, worst: float) -> None:
        """Let only so many characters of a run count as read no worse than `worst`."""
        place, totals = self.layout.at[link.start] + 1, self.totals
        stood, at, before = totals[place], 1, 0.0
        while at < len(link.totals):
            better = link.totals[at] - totals[place + at] + stood
            if gain + better < worst:
                break
            before, at = better, at + 1
        link.open = False
        link.length = at
        link.gain = gain + before

    def reaches(self, link: Link, end: int) -> bool:
        """Tell whether a run from a link may end before unit `end`, as far as it has been read on."""
        return link.open or self.layout.at[end - 1] + 1 - self.layout.at[link.start] <= link.length

    def extend(self, node: Node, link: Link, end: int) -> tuple[float, State, bool] | None:
        """Go on from a node with a run from its link to unit `end`; `None` where the run begins too badly.

        Returns the score with it, the state after it, and whether it is a single letter out of a word.
        """
        layout, start = self.layout, link.start
        place = layout.at[end - 1] + 1
        length = place - layout.at[start]
        if length <= link.length:
            score, state = node.score + link.first + link.totals[length - 1], link.states[length - 1]
        elif link.open:
            score, state = (
                node.score + link.gain + self.totals[place] - self.totals[layout.at[start]],
                self.states[place],
            )
        else:
            return None
        if node.glue == NOTHING_YET:
            return score, state, False
        single = end == start + 1 and node.glue in _LETTERS and not link.spaced
        return score + self.joints.cost(node, start, spaced=link.spaced), state, single


def openings(states: States) -> tuple[tuple[float, State], ...]:
    """Return the states that a line may begin in, behind a sentence or a word, with their log probabilities."""
    return (math.log(_BEGINS), states.at(EDGE)), (math.log(1 - _BEGINS), states.after(" "))


def ending_of(states: States, state: State) -> float:
    """Return the log probability that the line ends after `state`: the sentence, or at least the word."""
    sentence, word = states.step(state, EDGE)[0], states.step(state, " ")[0]
    top = sentence if sentence > word else word  # noqa: FURB136 -- a call takes four times as long
    return top + math.log(_STOPS * math.exp(sentence - top) + (1 - _STOPS) * math.exp(word - top))


def first_two(text: str, place: int) -> str:
    """Return the characters by which a run is judged that begins here: one alone where its word ends with it.

    >>> first_two("ab c", 0), first_two("ab c", 1)
    ('ab', 'b')
    """
    return text[place : place + 2].rstrip(" ")


def _by_first_two(layout: Layout, units: Iterable[Unit]) -> list[First]:
    """Return units by their characters and those behind them, each with the most that any of its units can gain."""
    found: dict[str, dict[str, list[Unit]]] = {}
    for unit in units:
        place = layout.at[unit[0]]
        char, second = layout.chars[place], first_two(layout.text, place)[1:]
        found.setdefault(char, {}).setdefault(second, []).append(unit)
    tree: list[First] = []
    for char, behind in found.items():
        seconds = [(second, max(max(unit[2:]) for unit in some), some) for second, some in behind.items()]
        seconds.sort(key=_by_most, reverse=True)
        tree.append((char, seconds[0][1], seconds))
    tree.sort(key=_by_most, reverse=True)
    return tree


def _by_most(branch: tuple[str, float, object]) -> float:
    return branch[1]
