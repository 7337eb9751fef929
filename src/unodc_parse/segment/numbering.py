"""Numbering: which markers are real, decided over the whole document by costs and a small beam.

A stack of open levels (`State`) is the transition model; transitions are small named functions that return a cost;
a beam keeps the cheapest paths, and paths that reach the same state merge. Rejecting every marker is always a legal
path, so no input fails. The cost gap to the cheapest path that reads a line otherwise is that line's margin.
Measured against other methods in the design notes: shape alone .84, strict stack .78, this .98 of markers right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from unodc_parse.segment.costs import COSTS, NumberingCosts
from unodc_parse.segment.markers import Reading
from unodc_parse.segment.transitions import Action, LineFacts, State, moves_from
from unodc_parse.values import Identity, LightValue, Value


class Decision(LightValue, frozen=True):
    """What a line is: its action, the reading where it bears a marker, and the margin to the next best decision."""

    action: Action
    reading: Reading | None = None
    margin: float = math.inf
    leaves_annex: bool = False  # an annex of a draft text ends here, and the report goes on


#: After so many decisions those that all paths share are settled, and the paths that lost to them forgotten.
_SETTLED_EVERY: Final = 128


#: A path that is so many nats dearer than the best one is not followed; a margin of six is as good as certain.
_HOPELESS = 9.0


#: Stands for a state that nothing asks for any more.
_FORGOTTEN: Final = State()


class _Node(Identity):
    """A path's last decision; losers are the dearer paths that reached the same state, until it is settled.

    What is asked for no more is let go, as a long document has many: a settled one knows nothing of those before it,
    and only the last of a path knows its state.
    """

    parent: _Node | None
    at: int
    action: Action
    reading: Reading | None
    state: State
    cost: float
    leaves_annex: bool = False
    losers: tuple[_Node, ...] = ()
    settled: bool = False


class _Settled(Struct):
    """What is decided for good: the decisions that all paths share, by line, and the margins known so far.

    The states that they led to are kept where `states` is no null.
    """

    chosen: dict[int, Decision] = {}
    margins: dict[int, float] = {}
    states: dict[int, State] | None = None

    def settle(self, last: _Node) -> None:
        """Settle a path up to `last`: note by how much it won, then forget the paths that lost."""
        node: _Node | None = last
        fresh = []
        while node is not None and not node.settled:
            self._choose(node)
            fresh.append(node)
            before, node.parent = node.parent, None
            node = before
        lost = [(loser.cost - winner.cost, loser) for winner in fresh for loser in winner.losers]
        seen: set[int] = set()
        for delta, loser in sorted(lost, key=_by_delta):
            _note_margin(loser, delta, self.chosen, self.margins, seen)
        for winner in fresh:
            winner.losers = ()

    def _choose(self, node: _Node) -> None:
        node.settled = True
        self.chosen[node.at] = Decision(node.action, node.reading, leaves_annex=node.leaves_annex)
        if self.states is not None:
            self.states[node.at] = node.state

    def forget_lost(self, beam: Sequence[_Node]) -> None:
        """Let paths that have lost to those of the beam forget what they had won against: it is of no use any more."""
        paths: dict[int, _Node] = {}
        for end in beam:
            self._walk(end, paths)
        lost: dict[int, _Node] = {}
        for winner in list(paths.values()):
            for loser in winner.losers:
                self._walk(loser, lost, paths)
        for node in lost.values():
            node.losers = ()

    def _walk(self, end: _Node, found: dict[int, _Node], known: Mapping[int, _Node] = MappingProxyType({})) -> None:
        """Add to `found` the decisions of a path, back to where they are settled or in one of the two already."""
        node: _Node | None = end
        while node is not None and not node.settled and id(node) not in found and id(node) not in known:
            found[id(node)] = node
            node = node.parent


def decide(facts: Sequence[LineFacts], *, beam_width: int = 12, costs: NumberingCosts = COSTS) -> tuple[Decision, ...]:
    """Decide for every line whether it continues, begins a plain block, or bears a marker, and which.

    Runs in time linear in the number of lines: markers x beam width x readings.
    """
    return _read_back(_search(facts, beam_width, costs), facts)


def _search(
    facts: Sequence[LineFacts], width: int, costs: NumberingCosts, states: dict[int, State] | None = None
) -> _Settled:
    """Return the decisions of the cheapest path, by line, and their margins to the dearer ones; fill `states`."""
    settled = _Settled(states=states)
    beam = [_Node(None, -1, "continue", None, State(), 0.0)]
    steps = 0
    for at, fact in enumerate(facts):
        if fact.readings or fact.loose or fact.restarts or (fact.heading and fact.evidence > 0):
            before, beam = beam, _advance(beam, at, fact, width, costs)
            if states is None:
                _forget_states(before)
            steps += 1
            if steps % _SETTLED_EVERY == 0:
                settled.settle(_last_shared(beam))
                settled.forget_lost(beam)
    beam[0].losers += tuple(beam[1:])
    settled.settle(beam[0])
    return settled


def _last_shared(beam: Sequence[_Node]) -> _Node:
    """Return the last decision that all paths share; they are of one length, and begin at one node."""
    nodes = {id(node): node for node in beam}
    while len(nodes) > 1:
        parents = (node.parent for node in nodes.values())
        nodes = {id(node): node for node in parents if node is not None}
    return next(iter(nodes.values()))


def states_before(
    facts: Sequence[LineFacts], *, beam_width: int = 12, costs: NumberingCosts = COSTS
) -> tuple[State, ...]:
    """Return for every line the state before it on the cheapest path."""
    reached: dict[int, State] = {}
    _search(facts, beam_width, costs, reached)
    states, state = [], reached.get(-1, State())
    for at in range(len(facts)):
        states.append(state)
        state = reached.get(at, state)
    return tuple(states)


class Choice(Value, frozen=True):
    """One way to read a line in some state, and what that step costs."""

    action: Action
    reading: Reading | None
    cost: float


def choices_at(state: State, fact: LineFacts, *, costs: NumberingCosts = COSTS) -> tuple[Choice, ...]:
    """Return every way to go on from a state at a line, cheapest first."""
    choices = {Choice(move.action, reading, move.cost) for move, reading in moves_from(state, fact, costs)}
    return tuple(sorted(choices, key=lambda choice: (choice.cost, choice.action)))


def _advance(beam: list[_Node], at: int, fact: LineFacts, width: int, costs: NumberingCosts) -> list[_Node]:
    reached: dict[State, _Node] = {}
    hopeless = math.inf
    for node in beam:
        for move, reading in moves_from(node.state, fact, costs, hopeless - node.cost):
            cost = node.cost + move.cost
            if cost > hopeless:
                continue
            hopeless = min(hopeless, cost + _HOPELESS)
            new = _Node(node, at, move.action, reading, move.state, cost, move.leaves_annex)
            old = reached.get(move.state)
            if old is None:
                reached[move.state] = new
            elif new.cost < old.cost:
                new.losers = (*old.losers, old)
                new.state = old.state  # held once
                reached[move.state] = new
            else:
                new.state = old.state
                old.losers = (*old.losers, new)
    beam_now = sorted(reached.values(), key=_by_cost)[:width]
    while beam_now[-1].cost > hopeless:
        beam_now.pop()
    return beam_now


def _forget_states(passed: Sequence[_Node]) -> None:
    for node in passed:
        node.state = _FORGOTTEN
        for loser in node.losers:
            loser.state = _FORGOTTEN


def _by_cost(node: _Node) -> float:
    return node.cost


def _read_back(settled: _Settled, facts: Sequence[LineFacts]) -> tuple[Decision, ...]:
    chosen, margins = settled.chosen, settled.margins
    decisions = []
    known: dict[Decision, Decision] = {}  # most lines go on in the same few ways: held once
    for at, fact in enumerate(facts):
        if at in chosen:
            end = chosen.pop(at)
            decisions.append(Decision(end.action, end.reading, margins.get(at, math.inf), end.leaves_annex))
        else:
            decision = Decision("plain" if fact.evidence > 0 else "continue", None, abs(fact.evidence))
            decisions.append(known.setdefault(decision, decision))
    return tuple(decisions)


def _by_delta(lost: tuple[float, _Node]) -> float:
    return lost[0]


def _note_margin(
    loser: _Node, delta: float, chosen: dict[int, Decision], margins: dict[int, float], seen: set[int]
) -> None:
    """Walk a losing path back to where it left the best one; its lines' margins are at most `delta`.

    Paths come the closest first: where one was `seen` before, so was the rest of it, with a smaller margin.
    """
    node: _Node | None = loser
    while node is not None and not node.settled and id(node) not in seen:
        seen.add(id(node))
        best = chosen[node.at]
        if (best.action, best.reading) != (node.action, node.reading):
            margins[node.at] = min(delta, margins.get(node.at, math.inf))
        node = node.parent
