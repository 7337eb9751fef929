"""A character model as an automaton: what it remembers after a text is a state, and states know what follows them.

The search for the order of runs asks the same again and again: what is the next character worth in this state, and
which state comes after it? Each state keeps the answers; what it does not know it asks of the state that remembers one
character less. So a step is one look-up nearly always, and two states are the same exactly if they are one object.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

#: So many states are kept; with more, all is forgotten before the next line is read (a state takes about a kilobyte).
MOST: int = 80_000


class Heads(NamedTuple):
    """What is to be done before long n-grams are looked up: `reach` with their heads, unless these are in `reached`."""

    length: int
    reached: set[str]
    reach: Callable[[str], object]


class State:
    """What a model remembers: the last characters (`gram`), and what it said of each character behind them."""

    __slots__ = ("gram", "known", "shorter", "weight")

    def __init__(self, gram: str, weight: float, shorter: State | None) -> None:
        self.gram = gram
        self.weight = weight
        self.shorter = shorter
        self.known: dict[str, tuple[float, State]] = {}


class States:
    """The states of a back-off model of characters that were asked for so far."""

    def __init__(
        self,
        order: int,
        probabilities: Mapping[str, float],
        back_offs: Mapping[str, float],
        unknown: float,
        heads: Heads,
    ) -> None:
        """Make no states yet."""
        self._order = order
        self._probabilities = probabilities
        self._back_offs = back_offs
        self._unknown = unknown
        self._longer = heads.length + 1
        self._reached = heads.reached
        self._reach = heads.reach
        self._states: dict[str, State] = {}

    def limit(self) -> None:
        """Forget all states where there are too many; those in use stay what they are, but are met no more."""
        if len(self._states) > MOST:
            for state in self._states.values():
                state.known.clear()  # states know one another, and rings of them would stay till the collector comes
            self._states = {}

    def at(self, gram: str) -> State:
        """Return the state that remembers `gram`, a stretch of text that the model knows.

        Of one that ends all texts that have it, only what is left without its first character is remembered: what comes
        behind it is told by that (the minimal states of Li and Khudanpur 2008).
        """
        found = self._states.get(gram)
        if found is None:
            if len(gram) >= self._longer and gram[: self._longer - 1] not in self._reached:
                self._reach(gram[: self._longer - 1])
            shorter = self.at(gram[1:]) if gram else None
            weight = self._back_offs.get(gram, 0.0)
            needed = weight or shorter is None or len(gram) < self._longer  # else nothing was ever seen behind it
            found = State(gram, weight, shorter) if shorter is None or needed else shorter
            self._states[gram] = found
        return found

    def after(self, text: str) -> State:
        """Return the state after `text`."""
        state = self.at("")
        for char in text[-2 * self._order :]:
            state = self.step(state, char)[1]
        return state

    def step(self, state: State, char: str) -> tuple[float, State]:
        """Return log P(`char` | `state`) and the state after it."""
        found = state.known.get(char)
        return self.learn(state, char) if found is None else found

    def learn(self, state: State, char: str) -> tuple[float, State]:
        """Ask the model what `state` does not know yet: log P(`char` | `state`), and the state after it."""
        gram = state.gram + char
        if len(gram) == self._longer and state.gram not in self._reached:  # a longer one's state has its head
            self._reach(state.gram)
        weight = self._probabilities.get(gram)
        if weight is not None:
            found = (weight, self.at(gram if len(gram) < self._order else gram[1:]))
        elif state.shorter is None:
            found = (self._unknown, state)
        else:
            weight, there = state.shorter.known.get(char) or self.learn(state.shorter, char)
            found = (state.weight + weight, there)
        state.known[char] = found
        return found

    def walk(self, state: State, text: str) -> tuple[list[float], list[State]]:
        """Return the running sum of log probabilities over `text`, and the state after each character."""
        total = 0.0
        totals, states = [], []
        for char in text:
            weight, state = self.step(state, char)
            total += weight
            totals.append(total)
            states.append(state)
        return totals, states

    def follow(self, state: State, text: str) -> float:
        """Return log P(`text` | `state`)."""
        return self.read(state, text)[0]

    def read(self, state: State, text: str) -> tuple[float, State]:
        """Return log P(`text` | `state`) and the state after it."""
        total, learn = 0.0, self.learn
        for char in text:
            weight, state = state.known.get(char) or learn(state, char)
            total += weight
        return total, state
