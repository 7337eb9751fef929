"""How likely is a word after two others? A trigram of words that falls back on the characters of the word.

A model of characters forgets after a word and a half; words remember two. Interpolated Kneser-Ney smoothing again, and
below single words stands the model of characters, so that every word has a probability, known or not:
P(w | u v) = p(u v w) + b(u v) P(w | v), P(w | v) = p(v w) + b(v) P(w), P(w) = p(w) + b P(its characters).
"""

from __future__ import annotations

import math
import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from unodc_parse.arabic import stored

#: Stands before the first word of a sentence.
START: Final = "<"
_TOKEN: Final = re.compile(r" ?(?:[^\W\d_]+|0+(?:[/.,]0+)*|[^\w\s]|\S)")
_DISCOUNT: Final = 0.85
#: Trigrams seen less often are left out.
_KEPT: Final = 2
SHIFT: Final = 21
_STEP: Final = 1 / 16


class WordTable(msgspec.Struct, array_like=True):
    """A word model as it is stored: joined words, keys as little-endian 64-bit numbers, one byte for every weight."""

    words: stored.Text
    singles: stored.Weights
    after_one: stored.Weights
    pairs: stored.Keys
    pair_weights: stored.Weights
    triples: stored.Keys
    triple_weights: stored.Weights
    contexts: stored.Keys
    after_two: stored.Weights
    characters: stored.Share


def tokens(folded: str) -> list[str]:
    """Split folded text into words, numbers and signs; a space belongs to the number or sign behind it, to no word.

    >>> tokens("ab, (a) 00")
    ['ab', ',', ' (', 'a', ')', ' 00']
    """
    return [token.lstrip() if token[-1].isalpha() else token for token in _TOKEN.findall(" " + folded)]


class WordModel:
    """Word trigrams over a model of characters; immutable once made."""

    def __init__(self, table: WordTable) -> None:
        names = table.words.split("\n")
        self.numbers = {name: number for number, name in enumerate(names)}
        self._singles = [LEVELS[b] for b in table.singles]
        self._after_one = [b / 255 for b in table.after_one]
        self._pairs = dict(zip(read_keys(table.pairs), map(LEVELS.__getitem__, table.pair_weights), strict=True))
        self._triples = dict(zip(read_keys(table.triples), map(LEVELS.__getitem__, table.triple_weights), strict=True))
        self._after_two = dict(zip(read_keys(table.contexts), map(SHARES.__getitem__, table.after_two), strict=True))
        self._characters = table.characters

    def probability(self, first: str, second: str, word: str, characters: float) -> float:
        """Return P(`word` | `first` `second`), where its characters alone have the probability `characters`."""
        numbers = self.numbers
        third = numbers.get(word)
        value = self._characters * characters + (self._singles[third] if third is not None else 0.0)
        two = numbers.get(second)
        if two is None:
            return value
        value *= self._after_one[two]
        if third is not None:
            value += self._pairs.get(two << SHIFT | third, 0.0)
        one = numbers.get(first)
        if one is None:
            return value
        context = one << SHIFT | two
        left = self._after_two.get(context)
        if left is None:
            return value
        value *= left
        return value if third is None else value + self._triples.get(context << SHIFT | third, 0.0)


def count_words(sentences: Iterable[str]) -> WordTable:
    """Count and smooth the words of folded sentences."""
    triples: Counter[tuple[str, str, str]] = Counter()
    for sentence in sentences:
        line = [START, START, *tokens(sentence)]
        triples.update(zip(line, line[1:], line[2:], strict=False))
    pairs: Counter[tuple[str, str]] = Counter()
    for (first, second, third), count in triples.items():
        pairs[second, third] += count if second == START else 1
        del first
    singles = Counter(third for _, third in pairs)
    names = sorted({START, *singles})
    number = {name: i for i, name in enumerate(names)}
    pair_weights, after_one = _smoothed({(number[b], number[c]): n for (b, c), n in pairs.items()}, 1)
    triple_weights, after_two = _smoothed(
        {(number[a] << SHIFT | number[b], number[c]): n for (a, b, c), n in triples.items()}, _KEPT
    )
    total = sum(singles.values())
    return WordTable(
        words="\n".join(names),
        singles=bytes(level(max(0.0, singles[name] - _DISCOUNT) / total) for name in names),
        after_one=bytes(share(after_one.get(i, 1.0)) for i in range(len(names))),
        pairs=write_keys(pair_weights),
        pair_weights=bytes(level(pair_weights[key]) for key in sorted(pair_weights)),
        triples=write_keys(triple_weights),
        triple_weights=bytes(level(triple_weights[key]) for key in sorted(triple_weights)),
        contexts=write_keys(after_two),
        after_two=bytes(share(after_two[key]) for key in sorted(after_two)),
        characters=_DISCOUNT * len(singles) / total,
    )


def _smoothed(counts: Mapping[tuple[int, int], int], kept: int) -> tuple[dict[int, float], dict[int, float]]:
    """Return the discounted share of every n-gram in its context, and what each context leaves to shorter ones."""
    totals: Counter[int] = Counter()
    for (context, _), count in counts.items():
        totals[context] += count
    weights = {
        context << SHIFT | word: (count - _DISCOUNT) / totals[context]
        for (context, word), count in counts.items()
        if count >= kept
    }
    left: dict[int, float] = {}
    for key, weight in weights.items():
        left[key >> SHIFT] = left.get(key >> SHIFT, 1.0) - weight
    return weights, left


def key_of(numbers: Iterable[int]) -> int:
    """Return the key of an n-gram of words given by their numbers."""
    key = 0
    for number in numbers:
        key = key << SHIFT | number
    return key


def read_keys(stored: bytes) -> array[int]:
    """Return stored keys."""
    keys = array("Q")
    keys.frombytes(stored)
    if sys.byteorder == "big":
        keys.byteswap()
    return keys


def write_keys(weights: Mapping[int, float]) -> bytes:
    """Store the keys of `weights` in their order."""
    keys = array("Q", sorted(weights))
    if sys.byteorder == "big":
        keys.byteswap()
    return keys.tobytes()


def level(weight: float) -> int:
    """Return the byte for a share: 0 for none, else its logarithm in steps."""
    return 0 if weight <= 0 else max(1, min(255, 255 - round(-math.log(weight) / _STEP)))


LEVELS: Final = [0.0] + [math.exp(-(255 - i) * _STEP) for i in range(1, 256)]
SHARES: Final = [i / 255 for i in range(256)]


def share(value: float) -> int:
    """Return the byte for what a context leaves."""
    return max(1, min(255, round(value * 255)))
