"""N-grams left out that tell little more than shorter ones do.

Most of the n-grams of a text were seen once. Leaving them all out costs as much as a third of the text would gain; but
of most of them the shorter n-gram says nearly the same. So the weighted difference decides (Seymore and Rosenfeld
1996): how often an n-gram was counted, times what it adds to the log probability of its last character.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

_LEAST_LEFT: Final = 1e-4
#: Smoothed probabilities of n-grams of one length.
Shares = dict[str, float]


def worthwhile(counts: Sequence[Counter[str]], levels: Sequence[Shares], least: float, short: int) -> list[Shares]:
    """Return the n-grams that are `short`, or add `least` (nats, over all their counts), or begin such a one."""
    kept: list[Shares] = []
    begun: set[str] = set()
    for length in range(len(levels), 0, -1):
        level, counter = levels[length - 1], counts[length - 1]
        if length > short:
            lower = levels[length - 2]
            level = {
                gram: p
                for gram, p in level.items()
                if gram in begun or counter[gram] * math.log(p / lower[gram[1:]]) > least
            }
        begun = {gram[:-1] for gram in level}
        kept.insert(0, level)
    return kept


def backed_off(kept: Sequence[Shares], unknown: float) -> tuple[Shares, Shares]:
    """Return all probabilities, and the back-off weights with which every distribution sums to one."""
    probabilities, weights = dict(kept[0]), Shares()
    for level in kept[1:]:
        here: Shares = {}
        below: Shares = {}
        for gram, p in level.items():
            context = gram[:-1]
            here[context] = here.get(context, 0.0) + p
            below[context] = below.get(context, 0.0) + _probability(gram[1:], probabilities, weights, unknown)
        left = {context: max(_LEAST_LEFT, 1 - below[context]) for context in here}
        weights.update({context: max(_LEAST_LEFT, 1 - p) / left[context] for context, p in here.items()})
        probabilities.update(level)
    return probabilities, weights


def _probability(gram: str, probabilities: Mapping[str, float], weights: Mapping[str, float], unknown: float) -> float:
    """Return the probability of the last character of `gram` after the others, as shorter n-grams tell it."""
    weight = 1.0
    while gram not in probabilities:
        if len(gram) == 1:
            return weight * unknown
        weight *= weights.get(gram[:-1], 1.0)
        gram = gram[1:]
    return weight * probabilities[gram]
