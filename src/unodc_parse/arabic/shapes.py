"""Words by their shape: clitics in front, ending behind. Agreement and government show in shapes, even of rare words.

A frequent word is its own shape; any other is its prefix and its ending, derived by the letters alone. A trigram of
shapes (Witten-Bell smoothing) says whether a sequence of words is built like Arabic.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Final

from unodc_parse.arabic import stored
from unodc_parse.arabic.rows import (
    Numbers,
    Rows,
    count_rows,
    read_numbers,
    read_row,
    read_rows,
    row_starts,
    write_numbers,
    write_rows,
)
from unodc_parse.values import Row

_TOKEN: Final = re.compile(r"[^\W\d_]+|0+(?:[/.,]0+)*|[^\w\s]")
_START: Final = "<"
_END: Final = ">"
_MIN_STEM: Final = 2
#: The number of a shape that no text had.
_NONE: Final = -1


class ShapeTable(Row, array_like=True):
    """Counts of shapes as they are stored.

    Attributes:
        prefixes: clitics, longest first.
        endings: likewise.
        frequent: words that are their own shapes.
        shapes: the shapes, sorted; they are told by their places.
        singles: how often each of them follows another one.
        pairs: a row for every shape: the shapes that follow it.
        pair_counts: how often each of these does.
        triples: a row for every one of these pairs: the shapes that follow it.
        triple_counts: how often each of these does.
    """

    prefixes: stored.Affixes
    endings: stored.Affixes
    frequent: stored.Names
    shapes: stored.Names
    singles: Numbers
    pairs: Rows
    pair_counts: Numbers
    triples: Rows
    triple_counts: Numbers


def words(folded: str) -> list[str]:
    """Split folded text into words, numbers and signs."""
    return _TOKEN.findall(folded)


class ShapeModel:
    """Trigram model of shapes, and the vocabulary."""

    def __init__(self, table: ShapeTable, vocabulary: Iterable[str]) -> None:
        self.vocabulary = frozenset(vocabulary)
        self._frequent = frozenset(table.frequent)
        self._prefixes = table.prefixes
        self._endings = table.endings
        self._memo: dict[str, int] = {}
        self._numbers = {name: number for number, name in enumerate(table.shapes)}
        self._single = read_numbers(table.singles)
        self._total, self._kinds = sum(self._single), sum(map(bool, self._single))
        self._table = table
        self._pair_starts, self._triple_starts = row_starts(table.pairs), row_starts(table.triples)
        self._after: dict[int, _Counted] = {}
        self._places: dict[int, dict[int, int]] = {}
        self._after_two: dict[int, _Counted] = {}

    def gain(self, first: str, second: str, word: str) -> float:
        """Say by how much a word fits behind two others better than anywhere: log P(s|h)/P(s) of their shapes."""
        third = self._number(word)
        count = 0 if third == _NONE else self._single[third]
        single = (count + 0.5) / (self._total + 0.5 * self._kinds + 1)
        return math.log(self._probability(self._number(first), self._number(second), third, single) / single)

    def _number(self, word: str) -> int:
        """Return the number of the shape of a folded word."""
        known = self._memo.get(word)
        if known is None:
            name = shape(word, self._frequent, self._prefixes, self._endings)
            known = self._memo[word] = self._numbers.get(name, _NONE)
        return known

    def unknown(self, tokens: list[str]) -> int:
        """Count the words that are in no text the model was made from."""
        return sum(1 for word in tokens if word[0].isalpha() and word not in self.vocabulary)

    def _probability(self, first: int, second: int, third: int, single: float) -> float:
        seen, kinds, counts = self._after.get(second) or self._read(second)
        value = (counts.get(third, 0) + kinds * single) / (seen + kinds) if seen else single
        if first not in self._after:
            self._read(first)
        place = self._places[first].get(second)
        if place is not None:
            seen, kinds, counts = self._after_two.get(place) or self._read_two(place)
            if seen:
                value = (counts.get(third, 0) + kinds * value) / (seen + kinds)
        return value

    def _read(self, shape: int) -> _Counted:
        """Read what follows a shape, how often, and where the third ones of each such pair stand."""
        first, after = (0, 0) if shape == _NONE else self._pair_starts[shape : shape + 2]
        row = read_row(self._table.pairs, first, after)
        counts = read_numbers(self._table.pair_counts, first, after)
        self._places[shape] = dict(zip(row, range(first, after), strict=True))
        found = self._after[shape] = _counted(row, counts)
        return found

    def _read_two(self, place: int) -> _Counted:
        """Read what follows a pair of shapes, and how often."""
        first, after = self._triple_starts[place : place + 2]
        counts = read_numbers(self._table.triple_counts, first, after)
        found = self._after_two[place] = _counted(read_row(self._table.triples, first, after), counts)
        return found


#: How many followers there were, how many kinds of them, and how often each.
_Counted = tuple[int, int, dict[int, int]]


def _counted(row: list[int], counts: list[int]) -> _Counted:
    known = {number: count for number, count in zip(row, counts, strict=True) if count}
    return sum(counts), len(known), known


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
    own = sorted((word for word, n in counts.items() if n >= frequent), key=lambda w: (-counts[w], w))
    return _count(sentences, (prefixes, endings, own), least=2)


def count_shapes_as(sentences: list[list[str]], table: ShapeTable) -> ShapeTable:
    """Count the shapes of folded, split sentences as those of `table` were: the same frequent words and affixes."""
    return _count(sentences, (table.prefixes, table.endings, table.frequent), least=1)


#: Prefixes, endings, and the words that are their own shapes.
Forms = tuple[list[str], list[str], list[str]]
Pair = tuple[str, str]
Triple = tuple[str, str, str]


def _count(sentences: list[list[str]], forms: Forms, least: int) -> ShapeTable:
    """Count the shapes of sentences; trigrams from `least` occurrences on."""
    prefixes, endings, frequent = forms
    top = frozenset(frequent)
    pairs: Counter[Pair] = Counter()
    triples: Counter[Triple] = Counter()
    for sentence in sentences:
        line = [_START, _START, *(shape(w, top, prefixes, endings) for w in sentence), _END]
        pairs.update(pairwise(line[1:]))
        triples.update(zip(line, line[1:], line[2:], strict=False))
    return shape_table(forms, pairs, {triple: n for triple, n in triples.items() if n >= least})


def shape_table(forms: Forms, pairs: Mapping[Pair, int], triples: Mapping[Triple, int]) -> ShapeTable:
    """Store counts of pairs and triples of shapes. A pair that only triples have counts 0 times."""
    names = sorted({_START, *(name for pair in pairs for name in pair)})
    index = {name: i for i, name in enumerate(names)}
    rows: list[list[int]] = [[] for _ in names]
    found = sorted({*pairs, *((a, b) for a, b, _ in triples)})
    for first, second in found:
        rows[index[first]].append(index[second])
    place = {pair: i for i, pair in enumerate(found)}
    thirds: list[list[int]] = [[] for _ in found]
    for first, second, third in sorted(triples):
        thirds[place[first, second]].append(index[third])
    singles: Counter[str] = Counter()
    for (_, second), count in pairs.items():
        singles[second] += count
    return ShapeTable(
        *forms,
        names,
        write_numbers([singles[name] for name in names]),
        write_rows(rows),
        write_numbers([pairs.get(pair, 0) for pair in found]),
        write_rows(thirds),
        write_numbers([triples[triple] for triple in sorted(triples)]),
    )


def counted_shapes(table: ShapeTable) -> tuple[Counter[Pair], Counter[Triple]]:
    """Return the pairs and triples of shapes that are stored, and their counts."""
    names = table.shapes
    pairs = [(a, names[b]) for a, row in zip(names, read_rows(table.pairs), strict=True) for b in row]
    triples = [(*pair, names[c]) for pair, row in zip(pairs, read_rows(table.triples), strict=True) for c in row]
    return (
        Counter({pair: n for pair, n in zip(pairs, read_numbers(table.pair_counts), strict=True) if n}),
        Counter(dict(zip(triples, read_numbers(table.triple_counts), strict=True))),
    )


def check_shapes(table: ShapeTable) -> None:
    """Raise `ValueError` where stored shapes do not hang together."""
    kinds = len(table.shapes)
    pairs = count_rows(table.pairs, kinds, kinds)
    triples = count_rows(table.triples, pairs, kinds)
    lengths = [len(read_numbers(each)) for each in (table.singles, table.pair_counts, table.triple_counts)]
    if lengths != [kinds, pairs, triples]:
        raise ValueError("shapes are missing")
