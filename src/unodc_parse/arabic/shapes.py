"""Words by their shape: clitics in front, ending behind. Agreement and government show in shapes, even of rare words.

A frequent word is its own shape; any other is its prefix and its ending, derived by the letters alone. A trigram of
shapes (Witten-Bell smoothing) says whether a sequence of words is built like Arabic.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise
from typing import Final

import msgspec

from unodc_parse.arabic import stored

_TOKEN: Final = re.compile(r"[^\W\d_]+|0+(?:[/.,]0+)*|[^\w\s]")
_START: Final = "<"
_END: Final = ">"
_MIN_STEM: Final = 2


class ShapeTable(msgspec.Struct, array_like=True):
    """Counts: `vocabulary` by falling frequency, the first `frequent` of them being their own shapes."""

    prefixes: stored.Affixes
    endings: stored.Affixes
    vocabulary: stored.Names
    frequent: stored.Index
    shapes: stored.Names
    bigrams: stored.Pairs
    trigrams: stored.Triples


def words(folded: str) -> list[str]:
    """Split folded text into words, numbers and signs."""
    return _TOKEN.findall(folded)


class ShapeModel:
    """Trigram model of shapes, and the vocabulary."""

    def __init__(self, table: ShapeTable) -> None:
        self.vocabulary = frozenset(table.vocabulary)
        self._frequent = frozenset(table.vocabulary[: table.frequent])
        self._prefixes = table.prefixes
        self._endings = table.endings
        self._memo: dict[str, str] = {}
        names = table.shapes
        self._bigram = {(names[a], names[b]): n for a, b, n in table.bigrams}
        self._trigram = {(names[a], names[b], names[c]): n for a, b, c, n in table.trigrams}
        self._single: Counter[str] = Counter()
        self._after: dict[str, list[int]] = {}
        self._after_two: dict[tuple[str, str], list[int]] = {}
        for (a, b), n in self._bigram.items():
            self._single[b] += n
            _add(self._after.setdefault(a, [0, 0]), n)
        for (a, b, _), n in self._trigram.items():
            _add(self._after_two.setdefault((a, b), [0, 0]), n)
        self._total = sum(self._single.values())

    def shape(self, word: str) -> str:
        """Return the shape of a folded word."""
        known = self._memo.get(word)
        if known is None:
            known = self._memo[word] = shape(word, self._frequent, self._prefixes, self._endings)
        return known

    def gain(self, tokens: list[str], before: list[str]) -> float:
        """Say by how much `tokens` fit behind each other better than in any order: sum of log P(s|h)/P(s)."""
        first, second = ([_START, _START] + [self.shape(w) for w in before])[-2:]
        total = 0.0
        for word in tokens:
            third = self.shape(word)
            single = (self._single.get(third, 0) + 0.5) / (self._total + 0.5 * len(self._single) + 1)
            total += math.log(self._probability(first, second, third, single) / single)
            first, second = second, third
        return total

    def unknown(self, tokens: list[str]) -> int:
        """Count the words that are in no text the model was made from."""
        return sum(1 for word in tokens if word[0].isalpha() and word not in self.vocabulary)

    def _probability(self, first: str, second: str, third: str, single: float) -> float:
        seen, kinds = self._after.get(second, (0, 0))
        value = (self._bigram.get((second, third), 0) + kinds * single) / (seen + kinds) if seen else single
        seen, kinds = self._after_two.get((first, second), (0, 0))
        if seen:
            value = (self._trigram.get((first, second, third), 0) + kinds * value) / (seen + kinds)
        return value


def shape(word: str, frequent: frozenset[str], prefixes: list[str], endings: list[str]) -> str:
    """Return a frequent word or a sign as it is, a number as 0, any other word as prefix+ending."""
    if word in frequent or not word[0].isalnum():
        return word
    if word[0] == "0":
        return "0"
    prefix = next((p for p in prefixes if word.startswith(p) and len(word) - len(p) >= _MIN_STEM), "")
    rest = word[len(prefix) :]
    ending = next((e for e in endings if rest.endswith(e) and len(rest) - len(e) >= _MIN_STEM), "")
    return f"{prefix}+{ending}"


def count_shapes(sentences: list[list[str]], prefixes: list[str], endings: list[str], frequent: int) -> ShapeTable:
    """Count the shapes of folded, split sentences; words seen at least `frequent` times are their own shape."""
    counts = Counter(word for sentence in sentences for word in sentence if word[0].isalpha())
    vocabulary = sorted(counts, key=lambda w: (-counts[w], w))
    own = sum(1 for n in counts.values() if n >= frequent)
    return _count(sentences, ShapeTable(prefixes, endings, vocabulary, own, [], [], []), least=2)


def count_shapes_as(sentences: list[list[str]], table: ShapeTable) -> ShapeTable:
    """Count the shapes of folded, split sentences as those of `table` were: the same frequent words and affixes."""
    vocabulary = sorted({word for sentence in sentences for word in sentence if word[0].isalpha()})
    head = ShapeTable(table.prefixes, table.endings, table.vocabulary, table.frequent, [], [], [])
    counted = _count(sentences, head, least=1)
    counted.vocabulary = vocabulary
    return counted


def _count(sentences: list[list[str]], head: ShapeTable, least: int) -> ShapeTable:
    """Add the counts to a table without any; trigrams from `least` occurrences on."""
    top = frozenset(head.vocabulary[: head.frequent])
    pairs: Counter[tuple[str, str]] = Counter()
    triples: Counter[tuple[str, str, str]] = Counter()
    for sentence in sentences:
        line = [_START, _START, *(shape(w, top, head.prefixes, head.endings) for w in sentence), _END]
        pairs.update(pairwise(line[1:]))
        triples.update(zip(line, line[1:], line[2:], strict=False))
    names = sorted({name for pair in pairs for name in pair})
    index = {name: i for i, name in enumerate(names)}
    return ShapeTable(
        head.prefixes,
        head.endings,
        head.vocabulary,
        head.frequent,
        names,
        sorted((index[a], index[b], n) for (a, b), n in pairs.items()),
        sorted((index[a], index[b], index[c], n) for (a, b, c), n in triples.items() if n >= least),
    )


def _add(pair: list[int], count: int) -> None:
    pair[0] += count
    pair[1] += 1
