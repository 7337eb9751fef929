"""Phrases found in one walk over the words of a text, whole words only, through clitics and vowel marks.

All phrases of a language stand in one index by their first word; a text is folded once and cut into words once. A
word of the text is looked up as it is printed and, in Arabic, without the clitics that are written together with it
(و ف ل ب ك and ال), so no phrase can be found inside another word.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, Generic, TypeVar

from msgspec import Struct

from unodc_parse.language.cutting import cut_words, touches
from unodc_parse.language.lexicon import DROPPED
from unodc_parse.model import Span

T = TypeVar("T")

#: Arabic writes these together with the word behind them: and, so; to, by, as; the.
CONJUNCTIONS: Final = "وف"
AND: Final = "و"
TO: Final = "ل"
BY: Final = "ب"
PREPOSITIONS: Final = "لبك"
ARTICLE: Final = "ال"
#: "to the" is written as one.
TO_THE: Final = "لل"
#: The prefixes of verbs in the present, that of the feminine among them; the ending of feminine names.
PRESENT: Final = "يتن"
FEMININE_PRESENT: Final = "ت"
MASCULINE_PRESENT: Final = "ي"
FEMININE_ENDING: Final = "ة"
ALEF: Final = "ا"


class Words(Struct, frozen=True):
    """A text cut into words: folded words, the span of each in the text, and the text."""

    text: str
    keys: list[str]
    spans: list[Span]

    def span(self, first: int, end: int) -> Span:
        """Return the span of words `[first, end)` in the text."""
        return self.spans[first][0], self.spans[end - 1][1]

    def printed(self, first: int, end: int) -> str:
        """Return words `[first, end)` as printed."""
        start, stop = self.span(first, end)
        return self.text[start:stop]

    def span_after(self, clitics: str, first: int, end: int) -> Span:
        """Return the span of words `[first, end)` without the conjunction among the clitics of the first."""
        start, stop = self.span(first, end)
        if clitics[:1] and clitics[0] in CONJUNCTIONS:
            start += 1
            while DROPPED.match(self.text[start]):
                start += 1
        return start, stop

    def is_capital(self, at: int) -> bool:
        """Tell whether a word is printed with a capital."""
        return self.text[self.spans[at][0]].isupper()

    def touches(self, at: int) -> bool:
        """Tell whether the word at `at` is printed together with letters or digits before it: "1961bis"."""
        return touches(self.keys, self.spans, at)

    def key(self, at: int) -> str:
        """Return the folded word at `at`, empty where there is none."""
        return self.keys[at] if 0 <= at < len(self.keys) else ""


def cut(text: str) -> Words:
    """Fold `text` and cut it into words.

    >>> words = cut("أوصى الفريقُ بـ٣")
    >>> words.keys, words.printed(1, 2)
    (['اوصي', 'الفريق', 'ب', '3'], 'الفريقُ')
    """
    return Words(text, *cut_words(text))


# ---------------------------------------------------------------------------------------------------------- clitics

_SHORTEST: Final = 2


@lru_cache(maxsize=65536)
def without_clitics(word: str) -> tuple[tuple[str, str], ...]:
    """Return the readings of an Arabic word: (clitics, rest), the word itself first.

    >>> [rest for _, rest in without_clitics("وللدول")]
    ['وللدول', 'للدول', 'لدول', 'الدول', 'اللدول']
    """
    readings = [("", word)]
    stems = [("", word)]
    if word[:1] in CONJUNCTIONS and len(word) > _SHORTEST:
        stems.append((word[0], word[1:]))
        readings.append(stems[-1])
    for clitics, stem in stems:
        if stem[:1] in PREPOSITIONS and len(stem) > _SHORTEST:
            readings.append((clitics + stem[0], stem[1:]))
            if stem.startswith(TO_THE):  # ل + ال is written لل, and ل + الل too
                readings.append((clitics + TO, ARTICLE + stem[2:]))
                readings.append((clitics + TO, ARTICLE + stem[1:]))
    return tuple(readings)


def as_printed(word: str) -> tuple[tuple[str, str], ...]:
    """Return the one reading of a word in a language without clitics."""
    return (("", word),)


READINGS: Final[dict[str, Callable[[str], tuple[tuple[str, str], ...]]]] = {"ar": without_clitics}


# ------------------------------------------------------------------------------------------------------- the index


class Phrase(Struct, Generic[T], frozen=True):
    """A phrase to look for. `clitics` are those that may be written together with its first word."""

    kind: str
    text: str
    value: T
    clitics: str = CONJUNCTIONS


class Found(Struct, Generic[T], frozen=True):
    """A phrase in a text: words `[first, end)`, and the clitics on the first."""

    kind: str
    value: T
    first: int
    end: int
    clitics: str
