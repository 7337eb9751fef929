"""How likely is a word after two others? A trigram of words that falls back on the characters of the word.

A model of characters forgets after a word and a half; words remember two. Interpolated Kneser-Ney smoothing again, and
below single words stands the model of characters, so that every word has a probability, known or not:
P(w | u v) = p(u v w) + b(u v) P(w | v), P(w | v) = p(v w) + b(v) P(w), P(w) = p(w) + b P(its characters).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from unodc_parse.arabic import stored
from unodc_parse.arabic.rows import Rows, count_rows, read_row, row_starts, write_rows
from unodc_parse.values import Row

#: Stands before the first word of a sentence.
START: Final = "<"
_TOKEN: Final = re.compile(r" ?(?:[^\W\d_]+|0+(?:[/.,]0+)*|[^\w\s]|\S)")
_DISCOUNT: Final = 0.85
#: Trigrams seen less often are left out.
_KEPT: Final = 2
SHIFT: Final = 21
_MASK: Final = (1 << SHIFT) - 1
_STEP: Final = 1 / 16


class WordTable(Row, array_like=True):
    """A word model as it is stored: joined words, which ones follow which, one byte for every weight.

    Attributes:
        words: sorted, a line each; they are told by their places.
        singles: the share of each word, and …
        after_one: … what it leaves to shorter contexts.
        pairs: a row for every word: the words that follow it.
        pair_weights: the share of each of these.
        contexts: a row for every word: the words behind it that some third one follows.
        after_two: what each of these pairs leaves to shorter contexts.
        triples: a row for every one of these pairs: the words that follow it.
        triple_weights: the share of each of these.
        characters: what single words leave to the characters.
    """

    words: stored.Text
    singles: stored.Weights
    after_one: stored.Weights
    pairs: Rows
    pair_weights: stored.Weights
    contexts: Rows
    after_two: stored.Weights
    triples: Rows
    triple_weights: stored.Weights
    characters: stored.Share


def tokens(folded: str) -> list[str]:
    """Split folded text into words, numbers and signs; a space belongs to the number or sign behind it, to no word.

    >>> tokens("ab, (a) 00")
    ['ab', ',', ' (', 'a', ')', ' 00']
    """
    return [token.lstrip() if token[-1].isalpha() else token for token in _TOKEN.findall(" " + folded)]


class WordModel:
    """Word trigrams over a model of characters; what follows a word is read when it is asked for first."""

    def __init__(self, table: WordTable) -> None:
        names = table.words.split("\n")
        self.numbers = {name: number for number, name in enumerate(names)}
        self._singles = [LEVELS[b] for b in table.singles]
        self._after_one = [b / 255 for b in table.after_one]
        self._characters = table.characters
        self._table = table
        self._pair_starts, self._context_starts = row_starts(table.pairs), row_starts(table.contexts)
        self._triple_starts = row_starts(table.triples)
        self._pairs: dict[int, dict[int, float]] = {}
        self._contexts: dict[int, dict[int, int]] = {}
        self._triples: dict[int, dict[int, float]] = {}

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
            pairs = self._pairs.get(two)
            value += (self._read_pairs(two) if pairs is None else pairs).get(third, 0.0)
        one = numbers.get(first)
        if one is None:
            return value
        contexts = self._contexts.get(one)
        place = (self._read_contexts(one) if contexts is None else contexts).get(two)
        if place is None:
            return value
        value *= SHARES[self._table.after_two[place]]
        if third is None:
            return value
        triples = self._triples.get(place)
        return value + (self._read_triples(place) if triples is None else triples).get(third, 0.0)

    def _read_pairs(self, word: int) -> dict[int, float]:
        """Read the words that follow a word, and their shares."""
        first, after = self._pair_starts[word : word + 2]
        row = read_row(self._table.pairs, first, after)
        levels = map(LEVELS.__getitem__, self._table.pair_weights[first:after])
        found = self._pairs[word] = dict(zip(row, levels, strict=True))
        return found

    def _read_contexts(self, word: int) -> dict[int, int]:
        """Read the words behind a word that others follow, and the places of these pairs."""
        first, after = self._context_starts[word : word + 2]
        row = read_row(self._table.contexts, first, after)
        found = self._contexts[word] = dict(zip(row, range(first, after), strict=True))
        return found

    def _read_triples(self, place: int) -> dict[int, float]:
        """Read the words that follow a pair, and their shares."""
        first, after = self._triple_starts[place : place + 2]
        row = read_row(self._table.triples, first, after)
        levels = map(LEVELS.__getitem__, self._table.triple_weights[first:after])
        found = self._triples[place] = dict(zip(row, levels, strict=True))
        return found


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
    return word_table(
        names,
        ({name: max(0.0, n - _DISCOUNT) / total for name, n in singles.items()}, _DISCOUNT * len(singles) / total),
        (pair_weights, after_one),
        (triple_weights, after_two),
    )


#: Shares of n-grams, and what every context leaves to shorter ones; words by number, contexts of two as one number.
Weighed = tuple[Mapping[int, float], Mapping[int, float]]


def word_table(
    names: Sequence[str], singles: tuple[Mapping[str, float], float], pairs: Weighed, triples: Weighed
) -> WordTable:
    """Store a word model. Every context of `triples` must have its share of what it leaves."""
    contexts = sorted(triples[1])
    place = {context: i for i, context in enumerate(contexts)}
    two, three = sorted(pairs[0]), sorted(triples[0])
    return WordTable(
        words="\n".join(names),
        singles=bytes(level(singles[0].get(name, 0.0)) for name in names),
        after_one=bytes(share(pairs[1].get(i, 1.0)) for i in range(len(names))),
        pairs=_rows(((key >> SHIFT, key & _MASK) for key in two), len(names)),
        pair_weights=bytes(level(pairs[0][key]) for key in two),
        contexts=_rows(((key >> SHIFT, key & _MASK) for key in contexts), len(names)),
        after_two=bytes(share(triples[1][key]) for key in contexts),
        triples=_rows(((place[key >> SHIFT], key & _MASK) for key in three), len(contexts)),
        triple_weights=bytes(level(triples[0][key]) for key in three),
        characters=singles[1],
    )


def _rows(pairs: Iterable[tuple[int, int]], count: int) -> Rows:
    """Store sorted pairs of a row and a number."""
    rows: list[list[int]] = [[] for _ in range(count)]
    for row, number in pairs:
        rows[row].append(number)
    return write_rows(rows)


def check_words(table: WordTable) -> None:
    """Raise `ValueError` where a stored word model does not hang together."""
    names = table.words.split("\n")
    if not len(names) == len(table.singles) == len(table.after_one):
        raise ValueError("words are missing")
    if len(set(names)) < len(names):
        raise ValueError("a word stands twice")
    contexts = count_rows(table.contexts, len(names), len(names))
    pairs, triples = (count_rows(table.pairs, len(names), len(names)), count_rows(table.triples, contexts, len(names)))
    if (len(table.pair_weights), len(table.after_two), len(table.triple_weights)) != (pairs, contexts, triples):
        raise ValueError("weights of words are missing")


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


def level(weight: float) -> int:
    """Return the byte for a share: 0 for none, else its logarithm in steps."""
    return 0 if weight <= 0 else max(1, min(255, 255 - round(-math.log(weight) / _STEP)))


LEVELS: Final = [0.0] + [math.exp(-(255 - i) * _STEP) for i in range(1, 256)]
SHARES: Final = [i / 255 for i in range(256)]


def share(value: float) -> int:
    """Return the byte for what a context leaves."""
    return max(1, min(255, round(value * 255)))
