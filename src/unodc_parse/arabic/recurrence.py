"""Documents repeat themselves: what the lines say that are sure helps to read those that are not.

Pairs of words of likely lines are counted. A reading gains by what a mixture with these counts makes its words likelier
(Kuhn and De Mori 1990, a cache-based language model); a line's own words do not count for it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from unodc_parse.arabic.evidence import Known, say
from unodc_parse.arabic.language_model import LanguageModel
from unodc_parse.arabic.rank import Reading
from unodc_parse.arabic.word_model import START

#: From this probability on a line is likely enough to be counted: few wrong ones harm less than many right ones help.
_SURE: Final = 0.8
#: Share of the document's own pairs in the mixture, and pseudo-counts against those of words that are rare in it.
_SHARE: Final = 0.2
_LEAST: Final = 1.0
#: No word is taken to be rarer than this: one pair alone decides little.
_RARE: Final = 1e-4
#: How much of the gain counts, as against characters, words and stems.
_WEIGHT: Final = 0.5

Pairs = Counter[tuple[str, str]]


class Recurrence:
    """Pairs of words in the likely lines of a document."""

    def __init__(self, model: LanguageModel, known: Known) -> None:
        self._model = model
        self._known = known
        self._pairs: Pairs = Counter()
        self._first: Counter[str] = Counter()
        self._lines: dict[int, Pairs] = {}

    def add(self, place: int, reading: Reading, probability: float) -> None:
        """Count the words of the line at `place`, if it is likely."""
        if probability < _SURE:
            return
        pairs = self._lines[place] = Counter(_pairs(reading.tokens))
        self._pairs.update(pairs)
        self._first.update(first for first, _ in pairs.elements())

    def gain(self, place: int, reading: Reading) -> float:
        """Return by how much a reading of the line at `place` is likelier in this document (log odds)."""
        own = self._lines.get(place, Counter())
        before = Counter(first for first, _ in own.elements())
        total = 0.0
        history = START
        for first, second in _pairs(reading.tokens):
            count = self._first[first] - before[first]
            if count > 0:
                here = (self._pairs[first, second] - own[first, second]) / (count + _LEAST)
                total += math.log(
                    1 - _SHARE + _SHARE * here / max(_RARE, math.exp(self._words(history, first, second)))
                )
            history = first
        return _WEIGHT * total

    def _words(self, history: str, first: str, second: str) -> float:
        key = (history, first, second)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = say(self._model, *key)
        return known[0]


def _pairs(tokens: Sequence[str]) -> list[tuple[str, str]]:
    return list(pairwise((START, *tokens)))
