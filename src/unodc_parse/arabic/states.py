"""A character model as an automaton: what it remembers after a text is a state, and states know what follows them.

The search for the order of runs asks the same again and again: what is the next character worth in this state, and
which state comes after it? Each state keeps the answers; what it does not know it asks of the state that remembers one
character less. So a step is one look-up nearly always, and two states are the same exactly if they are one object.
"""

from __future__ import annotations

from unodc_parse.arabic.gram_tree import COMPILED, LEVELS, NO_CHARACTER, WEIGHTS, GramTree, Level, find

#: So many states are kept; with more, all is forgotten before the next line is read (a state takes about a kilobyte).
MOST: int = 160_000


class State:
    """What a model remembers: the last characters (`gram`), and what it said of each character behind them.

    Where its n-gram goes on is told by the places of these in the tree, from `first` up to `after`.
    """

    __slots__ = ("after", "first", "gram", "known", "length", "shorter", "weight")

    def __init__(self, gram: str, first: int, after: int, weight: float, shorter: State | None) -> None:
        self.gram = gram
        self.length = len(gram)
        self.first = first
        self.after = after
        self.weight = weight
        self.shorter = shorter
        self.known: dict[str, tuple[float, State]] = {}


class States:
    """The states of a back-off model of characters that were asked for so far."""

    def __init__(self, order: int, grams: GramTree, unknown: float) -> None:
        """Make no states but the one that remembers nothing."""
        self._order = order
        self._grams = grams
        self._unknown = unknown
        self._levels: list[Level] = []
        self._numbers = grams.numbers
        self._root = State("", 0, grams.roots, 0.0, None)
        self._made: list[State] = [self._root]

    def limit(self) -> None:
        """Forget all states where there are too many; those in use stay what they are, but are met no more."""
        if len(self._made) > MOST:
            for state in self._made:
                state.known.clear()  # states know one another, and rings of them would stay till the collector comes
            self._root = State("", 0, self._grams.roots, 0.0, None)
            self._made = [self._root]

    def at(self, gram: str) -> State:
        """Return the state after `gram` alone."""
        state = self._root
        for char in gram:
            found = state.known.get(char)
            state = (self.learn(state, char) if found is None else found)[1]
        return state

    def after(self, text: str) -> State:
        """Return the state after `text`."""
        return self.at(text[-2 * self._order :])

    def step(self, state: State, char: str) -> tuple[float, State]:
        """Return log P(`char` | `state`) and the state after it."""
        found = state.known.get(char)
        return self.learn(state, char) if found is None else found

    def learn(self, state: State, char: str) -> tuple[float, State]:
        """Ask the model what `state` does not know yet: log P(`char` | `state`), and the state after it.

        The longest part of what is remembered that goes on with `char` tells it; each longer one takes its weight off.
        """
        asked = [state]
        weight, there = self._unknown, self._root
        while state.shorter is not None:
            state = state.shorter
            found = state.known.get(char)
            if found is not None:
                weight, there = found
                break
            asked.append(state)
        number = self._numbers.get(char, NO_CHARACTER)
        levels = self._levels or self._open()
        for state in reversed(asked):
            level = levels[state.length]
            if COMPILED:
                place = find(level.last, number, state.first, state.after)
            else:
                place = level.last.find(number, state.first, state.after)
            if place < 0:
                weight += state.weight
            else:
                weight = LEVELS[level.logs[place]]
                if level.backs:
                    # Where an n-gram ends all texts that have it, only what is left without its first character is
                    # remembered: that tells what comes behind it (the minimal states of Li and Khudanpur 2008).
                    back_off = WEIGHTS[level.backs[place]]
                    starts = level.starts
                    first, after = level.goes_on(place) if COMPILED else (starts[place], starts[place + 1])
                    if back_off or first < after:
                        there = State(state.gram + char, first, after, back_off, there)
                        self._made.append(there)
            state.known[char] = weight, there
        return weight, there

    def _open(self) -> list[Level]:
        """Open the tree when it is asked for the first time: of clean text nothing is asked."""
        self._levels = self._grams.levels()
        return self._levels

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
        total = 0.0
        for char in text:
            found = state.known.get(char)
            weight, state = self.learn(state, char) if found is None else found
            total += weight
        return total, state
