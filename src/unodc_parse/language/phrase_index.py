"""Many phrases looked for at once, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, Generic, TypeVar

from unodc_parse.language.cutting import touches
from unodc_parse.language.lexicon import fold
from unodc_parse.language.phrases import READINGS, Found, Phrase, Words, as_printed, cut
from unodc_parse.model import Span

T = TypeVar("T")

#: The phrases that no more than so many words may open are kept at hand; most words of a report come again.
_MOST_WORDS: Final = 1 << 16


class _Known:
    """A phrase as it is looked for: the words behind its first, and which of all are capitalized (indices)."""

    def __init__(self, phrase: Phrase[Any], words: Words) -> None:
        self.kind: str = phrase.kind
        self.value: Any = phrase.value
        self.clitics: str = phrase.clitics
        self.rest: list[str] = words.keys[1:]
        self.length: int = len(words.keys)
        self.capitals: list[int] = [at for at in range(len(words.keys)) if words.is_capital(at)]


#: The phrases that a word may open, by their second word, and the clitics that it has then.
_Candidate = tuple[str, dict[str, list[_Known]]]


class Index(Generic[T]):
    """The phrases of one language by their first two words, longest first."""

    def __init__(self, language: str, phrases: Iterable[Phrase[T]]) -> None:
        self._readings = READINGS.get(language, as_printed)
        self._known: dict[str, dict[str, list[_Known]]] = {}
        for phrase in phrases:
            words = cut(phrase.text)
            second = words.keys[1] if len(words.keys) > 1 else ""
            self._known.setdefault(words.keys[0], {}).setdefault(second, []).append(_Known(phrase, words))
        for by_second in self._known.values():
            for known in by_second.values():
                known.sort(key=_longest_first)
        self._candidates: dict[str, list[_Candidate]] = {}

    def _look_up(self, word: str) -> list[_Candidate]:
        """Return the phrases that a word may open."""
        readings = [(clitics, self._known.get(stem)) for clitics, stem in self._readings(word)]
        found = [(clitics, by_second) for clitics, by_second in readings if by_second is not None]
        if len(self._candidates) >= _MOST_WORDS:
            self._candidates.clear()
        self._candidates[word] = found
        return found

    def find(self, words: Words) -> list[Found[T]]:
        """Find the phrases, first to last; of one kind the longest wins, and no two overlap."""
        found: list[Found[T]] = []
        free: dict[str, int] = {}
        keys: list[str] = words.keys
        for at in range(len(keys)):
            candidates = self._candidates.get(keys[at])
            if candidates is None:
                candidates = self._look_up(keys[at])
            if not candidates:
                continue
            second = keys[at + 1] if at + 1 < len(keys) else ""
            for clitics, by_second in candidates:
                for known in _standing(by_second, second):
                    if free.get(known.kind, 0) <= at and _fits(known, clitics, words, at):
                        end = at + known.length
                        found.append(Found(known.kind, known.value, at, end, clitics))
                        free[known.kind] = end
        return found


def _longest_first(known: _Known) -> int:
    return -known.length


_NONE: Final[list[_Known]] = []


def _standing(by_second: dict[str, list[_Known]], second: str) -> list[_Known]:
    """Return the phrases whose second word is `second`, then those that have none."""
    longer = by_second.get(second)
    alone = by_second.get("") if second else None
    if longer is None:
        return _NONE if alone is None else alone
    return longer if alone is None else longer + alone


def _fits(known: _Known, clitics: str, words: Words, at: int) -> bool:
    """Tell whether a phrase stands at `at`: its other words too, and a capital where it has one itself."""
    keys: list[str] = words.keys
    spans: list[Span] = words.spans
    end = at + known.length
    if known.length > 2 and keys[at + 1 : end] != known.rest:  # the second word is known to be there
        return False
    if clitics and any(clitic not in known.clitics for clitic in clitics):
        return False
    if touches(keys, spans, at) or touches(keys, spans, end):
        return False
    return not known.capitals or all(words.text[spans[at + i][0]].isupper() for i in known.capitals)


def duplicates(phrases: Sequence[Phrase[T]]) -> list[tuple[Phrase[T], Phrase[T]]]:
    """Return the phrases of one kind that fold to the same words: the second of each pair can never be found."""
    first: dict[tuple[str, str], Phrase[T]] = {}
    pairs = []
    for phrase in phrases:
        other = first.setdefault((phrase.kind, fold(phrase.text)), phrase)
        if other is not phrase:
            pairs.append((other, phrase))
    return pairs
