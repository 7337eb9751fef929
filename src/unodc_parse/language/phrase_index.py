"""Many phrases looked for at once, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from unodc_parse.language.lexicon import fold
from unodc_parse.language.phrases import READINGS, Found, Known, Phrase, Words, as_printed, cut

T = TypeVar("T")


class Index(Generic[T]):
    """The phrases of one language by their first two words, longest first."""

    def __init__(self, language: str, phrases: Iterable[Phrase[T]]) -> None:
        self._readings = READINGS.get(language, as_printed)
        self._known: dict[str, dict[str, list[Known[T]]]] = {}
        for phrase in phrases:
            words = cut(phrase.text)
            capitals = tuple(i for i in range(len(words.keys)) if words.is_capital(i))
            first, *rest = words.keys
            second = rest[0] if rest else ""
            self._known.setdefault(first, {}).setdefault(second, []).append(Known(rest, capitals, phrase))
        for by_second in self._known.values():
            for known in by_second.values():
                known.sort(key=lambda one: -len(one.rest))
        self._candidates = lru_cache(maxsize=65536)(self._look_up)  # most words of a report come again

    def _look_up(self, word: str) -> tuple[tuple[str, dict[str, list[Known[T]]]], ...]:
        """Return the phrases that a word may open, with the clitics that it has then."""
        readings = ((clitics, self._known.get(stem)) for clitics, stem in self._readings(word))
        return tuple((clitics, by_second) for clitics, by_second in readings if by_second is not None)

    def find(self, words: Words) -> list[Found[T]]:
        """Find the phrases, first to last; of one kind the longest wins, and no two overlap."""
        found: list[Found[T]] = []
        free: dict[str, int] = {}
        keys, last = words.keys, len(words.keys) - 1
        for at, candidates in enumerate(map(self._candidates, keys)):
            if not candidates:
                continue
            second = keys[at + 1] if at < last else ""
            for clitics, by_second in candidates:
                longer, alone = by_second.get(second), by_second.get("")
                if longer is None and alone is None:
                    continue
                for known in (*(longer or ()), *(alone or () if second else ())):
                    kind = known.phrase.kind
                    if free.get(kind, 0) <= at and self._fits(known, clitics, words, at):
                        end = at + 1 + len(known.rest)
                        found.append(Found(kind, known.phrase.value, at, end, clitics))
                        free[kind] = end
        return found

    @staticmethod
    def _fits(known: Known[T], clitics: str, words: Words, at: int) -> bool:
        """Tell whether a phrase stands at `at`: its other words too, and a capital where it has one itself."""
        rest = known.rest
        if len(rest) > 1 and words.keys[at + 1 : at + 1 + len(rest)] != rest:  # the second word is known to be there
            return False
        if clitics and any(clitic not in known.phrase.clitics for clitic in clitics):
            return False
        if words.touches(at) or words.touches(at + 1 + len(rest)):
            return False
        return not known.capitals or all(words.is_capital(at + i) for i in known.capitals)


def duplicates(phrases: Sequence[Phrase[T]]) -> list[tuple[Phrase[T], Phrase[T]]]:
    """Return the phrases of one kind that fold to the same words: the second of each pair can never be found."""
    first: dict[tuple[str, str], Phrase[T]] = {}
    pairs = []
    for phrase in phrases:
        other = first.setdefault((phrase.kind, fold(phrase.text)), phrase)
        if other is not phrase:
            pairs.append((other, phrase))
    return pairs
