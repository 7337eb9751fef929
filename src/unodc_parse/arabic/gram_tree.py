"""The n-grams of a stored model, as a tree: every n-gram is the child of the one without its last character.

In sorted order, the children of n-grams that follow each other follow each other, too. So each length stores nothing
but the last characters of its n-grams, and how many children each has: a tree level by level (Jacobson 1989,
"Space-efficient static trees"). No n-gram is made a string of: two million of them would take a second and 200 MB.
An n-gram is told by its length and its place among those of that length.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from types import FunctionType
from typing import TYPE_CHECKING, Final

from unodc_parse.arabic.packed import Tree

if TYPE_CHECKING:
    from mypy_extensions import i64

#: Characters that a model holds at the most; of more it knows the most frequent ones.
MOST_CHARACTERS: Final = 255
#: Size of the step between two stored weights: of probabilities, and of back-offs, and the number of the back-off 0.
STEP: Final = 1 / 16
BACK_OFF_STEP: Final = 1 / 20
_NO_BACK_OFF: Final = 200
LEVELS: Final[list[float]] = [-i * STEP for i in range(256)]
WEIGHTS: Final[list[float]] = [(i - _NO_BACK_OFF) * BACK_OFF_STEP for i in range(256)]
#: The number of a character that no n-gram has.
NO_CHARACTER: Final = MOST_CHARACTERS


class Level:
    """All n-grams of one length.

    Attributes:
        last: their last characters by number.
        logs: the levels of their log probabilities.
        backs: … of their back-off weights; of the greatest length none.
        starts: where the n-grams begin and end that go on from each; of the greatest length none.
    """

    __slots__ = ("_packed", "backs", "last", "logs", "starts")

    def __init__(self, last: bytes, logs: bytes, backs: bytes, starts: array[int]) -> None:
        self.last = last
        self.logs = logs
        self.backs = backs
        self.starts = starts
        self._packed = starts.tobytes() if COMPILED and sys.byteorder == "little" else b""

    def goes_on(self, place: i64) -> tuple[int, int]:
        """Return where the n-grams begin and end that go on from one: as `starts` says, for compiled code."""
        if not self._packed:
            return self.starts[place], self.starts[place + 1]
        return number_at(self._packed, 4 * place), number_at(self._packed, 4 * place + 4)


def number_at(packed: bytes, at: i64) -> int:
    """Return the number that stands in four bytes, the lowest first.

    >>> number_at(bytes([9, 1, 2, 0, 0]), 1)
    513
    """
    low: i64 = packed[at]
    second: i64 = packed[at + 1]
    third: i64 = packed[at + 2]
    high: i64 = packed[at + 3]
    return low | second << 8 | third << 16 | high << 24


def find(numbers: bytes, number: i64, first: i64, after: i64) -> i64:
    """Return the place of a number from `first` on, before `after`; -1 where it is not there.

    As `bytes.find` does; the n-grams that go on from one are few.
    """
    while first < after:
        if numbers[first] == number:
            return first
        first += 1
    return -1


#: Whether this is compiled: there it takes far longer to call `bytes.find` than to look (`find`).
COMPILED: Final = not isinstance(find, FunctionType)


class GramTree:
    """The n-grams of a stored model."""

    def __init__(self, tree: Tree) -> None:
        """Look the tree through. Raises `ValueError` where it does not hang together."""
        self._alphabet: str = tree.alphabet
        self.numbers = {char: number for number, char in enumerate(tree.alphabet)}
        self._last: list[bytes] = tree.last
        self._children: list[bytes] = tree.children
        self._logs: list[bytes] = tree.probabilities
        self._backs: list[bytes] = tree.back_offs
        #: how many n-grams have one character
        self.roots = len(tree.last[0]) if tree.last else 0
        above, known = 1, bytes(range(len(tree.alphabet)))
        for last, children, logs, backs in zip(self._last, self._children, self._logs, self._backs, strict=True):
            if len(children) != above or sum(children) != len(last) or len(logs) != len(last):
                raise ValueError("n-grams are missing")
            if last.translate(None, known):
                raise ValueError("characters are missing")
            if backs and len(backs) != len(last):
                raise ValueError("weights are missing")
            above = len(last)

    def levels(self) -> list[Level]:
        """Return the n-grams by their lengths, those of one character first."""
        starts = [array("I", accumulate(children, initial=0)) for children in self._children[1:]]
        backs = [*self._backs[:-1], b""]
        return list(map(Level, self._last, self._logs, backs, [*starts, array("I")]))

    def tables(self) -> tuple[dict[str, float], dict[str, float]]:
        """Return the log probabilities and the back-off weights of all n-grams."""
        probabilities: dict[str, float] = {}
        back_offs: dict[str, float] = {}
        grams = [""]
        for last, children, logs, backs in zip(self._last, self._children, self._logs, self._backs, strict=True):
            ends = iter(last)
            grams = [
                gram + self._alphabet[next(ends)] for gram, n in zip(grams, children, strict=True) for _ in range(n)
            ]
            probabilities.update({gram: LEVELS[level] for gram, level in zip(grams, logs, strict=True)})
            pairs = zip(grams, backs, strict=True) if backs else ()
            back_offs.update({gram: WEIGHTS[level] for gram, level in pairs if level != _NO_BACK_OFF})
        return probabilities, back_offs


def grow(order: int, probabilities: Mapping[str, float], back_offs: Mapping[str, float]) -> Tree:
    """Return n-grams, their log probabilities and back-off weights as a tree, each weight in a byte."""
    alphabet = "".join(sorted(_characters(probabilities)))
    number = {char: i for i, char in enumerate(alphabet)}
    levels = {value: _level(-value / STEP) for value in set(probabilities.values())}
    told = {gram: levels[value] for gram, value in probabilities.items()}
    tree = Tree(alphabet, [], [], [], [])
    by_length = _closed(order, probabilities, alphabet)
    for gram in (gram for grams in by_length for gram in grams if gram not in told):
        told[gram] = _level(-_log(gram, probabilities, back_offs) / STEP)
    for above, grams in pairwise([[""], *by_length]):
        below = Counter([gram[:-1] for gram in grams])
        tree.last.append(bytes([number[gram[-1]] for gram in grams]))
        tree.children.append(bytes([below[gram] for gram in above]))
        tree.probabilities.append(bytes([told[gram] for gram in grams]))
        tree.back_offs.append(_back_off_levels(grams, back_offs) if len(tree.last) < order else b"")
    return tree


def _characters(probabilities: Mapping[str, float]) -> Iterable[str]:
    """Return the characters, the most frequent ones where there are more than a model holds."""
    known = [gram for gram in probabilities if len(gram) == 1]
    return sorted(known, key=lambda char: (-probabilities[char], char))[:MOST_CHARACTERS]


def _closed(order: int, probabilities: Mapping[str, float], alphabet: str) -> list[list[str]]:
    """Return the n-grams of some characters by length, sorted; and what they begin with, where pruning lost that."""
    by_length: list[list[str]] = [[] for _ in range(order + 1)]
    for gram in probabilities:
        by_length[len(gram)].append(gram)
    strange = {gram for gram in by_length[1] if gram not in alphabet}
    if strange:
        by_length = [[gram for gram in grams if strange.isdisjoint(gram)] for grams in by_length]
    for length in range(order, 1, -1):
        missing = {gram[:-1] for gram in by_length[length]}.difference(by_length[length - 1])
        by_length[length - 1] += missing
        by_length[length].sort()
    by_length[1].sort()
    return by_length[1:]


def _back_off_levels(grams: Sequence[str], back_offs: Mapping[str, float]) -> bytes:
    weights = [back_offs.get(gram, 0.0) for gram in grams]
    levels = {weight: _level(weight / BACK_OFF_STEP + _NO_BACK_OFF) for weight in set(weights)}
    return bytes([levels[weight] for weight in weights])


def _log(gram: str, probabilities: Mapping[str, float], back_offs: Mapping[str, float]) -> float:
    """Return the log probability of the last character of `gram`, by what is known of shorter ones if need be."""
    weight = 0.0
    while gram not in probabilities:
        if len(gram) == 1:
            return LEVELS[-1]
        weight += back_offs.get(gram[:-1], 0.0)
        gram = gram[1:]
    return weight + probabilities[gram]


def _level(value: float) -> int:
    return max(0, min(255, round(value)))
