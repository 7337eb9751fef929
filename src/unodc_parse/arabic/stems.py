"""Words without their clitics and endings: inflections that no text had share the counts of those that some text had.

The stem is cut by the letters alone, so it need not be a word; what counts is that the same word gives the same stem.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final

from unodc_parse.arabic import stored
from unodc_parse.arabic.word_model import WordModel, WordTable, count_words
from unodc_parse.values import Row

_WORD: Final = re.compile(r"[^\W\d_]+")
_LEAST: Final = 3


class StemTable(Row, array_like=True):
    """What is cut off in front and behind, longest first, and counts of the stems that are left."""

    prefixes: stored.Affixes
    endings: stored.Affixes
    counts: WordTable


class StemModel:
    """Trigrams of stems."""

    def __init__(self, table: StemTable) -> None:
        self.counts = WordModel(table.counts)
        #: the stems that some text had
        self.known: Collection[str] = self.counts.numbers.keys()
        self._prefixes = table.prefixes
        self._endings = table.endings
        self._memo: dict[str, str] = {}

    def stem(self, token: str) -> str:
        """Return the stem of a folded word; anything else stays."""
        found = self._memo.get(token)
        if found is None:
            found = self._memo[token] = stem(token, self._prefixes, self._endings)
        return found


def stem(word: str, prefixes: Iterable[str], endings: Iterable[str]) -> str:
    """Cut off one prefix and one ending, as far as three letters are left.

    >>> stem("abcdef", ["ab"], ["f"])
    'cde'
    """
    if not word[:1].isalpha():
        return word
    word = next((word[len(p) :] for p in prefixes if word.startswith(p) and len(word) - len(p) >= _LEAST), word)
    return next((word[: -len(e)] for e in endings if word.endswith(e) and len(word) - len(e) >= _LEAST), word)


def stemmed(folded: str, prefixes: Iterable[str], endings: Iterable[str]) -> str:
    """Return folded text with a stem for every word."""
    return _WORD.sub(lambda found: stem(found[0], prefixes, endings), folded)


def count_stems(folded: Iterable[str], prefixes: list[str], endings: list[str]) -> StemTable:
    """Count the stems of folded sentences."""
    return StemTable(prefixes, endings, count_words(stemmed(line, prefixes, endings) for line in folded))
