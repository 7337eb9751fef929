"""The n-grams of a stored model, as a tree: every n-gram is the child of the one without its last character.

In sorted order, the children of n-grams that follow each other follow each other, too. So each length stores nothing
but the last characters of its n-grams, and how many children each has: a tree level by level (Jacobson 1989,
"Space-efficient static trees"). A shelf is the part below an n-gram of `SHELF` characters: to make half a million
strings takes longer than most texts, so those of a shelf come into use with the first text that begins like it.
"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import accumulate, chain, pairwise, repeat
from typing import Final

from unodc_parse.arabic.packed import Tree

SHELF: Final = 3
#: Characters that a model holds at the most; of more it knows the most frequent ones.
MOST_CHARACTERS: Final = 255
#: Size of the step between two stored weights: of probabilities, and of back-offs, and the number of the back-off 0.
STEP: Final = 1 / 16
BACK_OFF_STEP: Final = 1 / 20
_NO_BACK_OFF: Final = 200
_LEVELS: Final = [-i * STEP for i in range(256)]
_WEIGHTS: Final = [(i - _NO_BACK_OFF) * BACK_OFF_STEP for i in range(256)]


class Shelves:
    """The n-grams of a stored model, from which those that begin alike can be taken."""

    def __init__(self, tree: Tree) -> None:
        """Look the tree through. Raises `ValueError` where it does not hang together."""
        self._tree = tree
        self._places: dict[str, int] = {}
        above = 1
        for last, children, logs, backs in self._rows():
            if len(children) != above or sum(children) != len(last) or len(logs) != len(last):
                raise ValueError("n-grams are missing")
            if last and max(last) >= len(tree.alphabet):
                raise ValueError("characters are missing")
            if backs and len(backs) != len(last):
                raise ValueError("weights are missing")
            above = len(last)

    def _rows(self) -> Iterable[tuple[bytes, bytes, bytes, bytes]]:
        tree = self._tree
        return zip(tree.last, tree.children, tree.probabilities, tree.back_offs, strict=True)

    def fill(
        self, head: str, probabilities: dict[str, float], back_offs: dict[str, float], longest: int | None = None
    ) -> None:
        """Add to two tables the n-grams that begin with `head` and are longer than it, none longer than `longest`.

        `head` is empty, or has `SHELF` characters; such are found once it was empty.
        """
        tree = self._tree
        above, *spans = self._spans(head)
        grams = [head]
        for length, span in enumerate(spans, len(head) + 1):
            if longest is not None and length > longest:
                return
            children = tree.children[length - 1][slice(*above)]
            chars = map(tree.alphabet.__getitem__, tree.last[length - 1][slice(*span)])
            grams = list(map(operator.add, chain.from_iterable(map(repeat, grams, children)), chars))
            if length == SHELF and not self._places:
                self._places = dict(zip(grams, range(len(grams)), strict=True))
            logs, backs = tree.probabilities[length - 1][slice(*span)], tree.back_offs[length - 1][slice(*span)]
            probabilities.update(zip(grams, map(_LEVELS.__getitem__, logs), strict=True))
            if backs:
                weights = map(_WEIGHTS.__getitem__, backs)
                back_offs.update(pair for pair in zip(grams, weights, strict=True) if pair[1])
            above = span

    def _spans(self, head: str) -> list[tuple[int, int]]:
        """Return where `head` stands among n-grams of its length, and what begins with it among longer ones."""
        if not head:
            return [(0, 1), *((0, len(last)) for last in self._tree.last)]
        place = self._places.get(head)
        if place is None:
            return [(0, 0)]
        return [(place, place + 1), *((starts[place], starts[place + 1]) for starts in self._starts)]

    @cached_property
    def _starts(self) -> list[list[int]]:
        """For each length beyond that of a head, where what begins with each head starts; and the end."""
        starts, found = list(range(len(self._places) + 1)), []
        for children in self._tree.children[SHELF:]:
            counts = (sum(children[first:after]) for first, after in pairwise(starts))
            starts = list(accumulate(counts, initial=0))
            found.append(starts)
        return found


def grow(order: int, probabilities: Mapping[str, float], back_offs: Mapping[str, float]) -> Tree:
    """Return n-grams, their log probabilities and back-off weights as a tree, each weight in a byte."""
    known = Counter(char for gram in probabilities for char in gram)
    alphabet = sorted(sorted(known, key=lambda char: (-known[char], char))[:MOST_CHARACTERS])
    number = {char: i for i, char in enumerate(alphabet)}
    by_length: list[list[str]] = [[""], *([] for _ in range(order))]
    for gram in _closed(probabilities):
        if all(char in number for char in gram):
            by_length[len(gram)].append(gram)
    tree = Tree("".join(alphabet), [], [], [], [])
    for above, grams in pairwise(by_length):
        grams.sort()
        below = Counter(gram[:-1] for gram in grams)
        tree.last.append(bytes(number[gram[-1]] for gram in grams))
        tree.children.append(bytes(below[gram] for gram in above))
        tree.probabilities.append(bytes(_level(-_log(gram, probabilities, back_offs) / STEP) for gram in grams))
        backs = bytes(_level(back_offs.get(gram, 0.0) / BACK_OFF_STEP + _NO_BACK_OFF) for gram in grams)
        tree.back_offs.append(backs if len(tree.last) < order else b"")
    return tree


def _closed(probabilities: Mapping[str, float]) -> Iterable[str]:
    """Return the n-grams, and what they begin with: pruning may have left that out."""
    missing = {gram[:end] for gram in probabilities for end in range(1, len(gram))}.difference(probabilities)
    return chain(probabilities, sorted(missing))


def _log(gram: str, probabilities: Mapping[str, float], back_offs: Mapping[str, float]) -> float:
    """Return the log probability of the last character of `gram`, by what is known of shorter ones if need be."""
    weight = 0.0
    while gram not in probabilities:
        if len(gram) == 1:
            return _LEVELS[-1]
        weight += back_offs.get(gram[:-1], 0.0)
        gram = gram[1:]
    return weight + probabilities[gram]


def _level(value: float) -> int:
    return max(0, min(255, round(value)))
