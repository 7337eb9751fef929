"""Which texts come back, reworded or not: near-duplicates without comparing each with each.

Candidates come from MinHash signatures in a locality-sensitive index (Broder 1997; Leskovec, Rajaraman, Ullman,
*Mining of Massive Datasets*, chapter 3). Each candidate is then compared exactly: the weighted Jaccard similarity of
the words, a word weighing more the rarer it is, so that what all recommendations say
("States parties should consider …") counts little and what one is about counts much.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from unodc_parse.archive.minhash import Neighbours

#: Similarity from which two texts are one recommendation, reworded. See docs/archive.md for how it was chosen.
SAME = 0.3

_WORD = re.compile(r"\w+")
_PERMUTATIONS, _BANDS = 126, 42


class Text(msgspec.Struct, frozen=True):
    """A folded text to compare: of which document, by which id, and of which session (or what else counts once)."""

    document: str
    id: str
    folded: str
    session: str


class Recurrence(msgspec.Struct, frozen=True, kw_only=True):
    """One time that a text came: `status` is `first`, `repeated` (the same words) or `reworded`.

    `similarity` is to the nearest earlier one, 0 to 1; null for the first.
    """

    recurrence: int
    document: str
    id: str
    status: str
    similarity: float | None


def find_recurrences(texts: Sequence[Text], threshold: float = SAME) -> list[Recurrence]:
    """Return those of `texts` (earliest first, of one language) that come in more than one session.

    A session counts once, whatever of it there is (a draft, the final report, copies): by the first of its documents.

    Raises `OptionsError` where the extra is missing.
    """
    words = [Counter(_WORD.findall(text.folded)) for text in texts]
    weigh = _Weights(words)
    nearest = _nearest_earlier(texts, words, weigh, threshold)
    group = list(range(len(texts)))
    for position, (earlier, _) in nearest.items():
        group[position] = group[earlier]  # earlier ones have their group already
    members: dict[int, list[int]] = {}
    for position, head in enumerate(group):
        members.setdefault(head, []).append(position)
    chosen = [_once_a_session(found, texts, nearest) for found in members.values()]
    chosen = [found for found in chosen if len(found) > 1]
    return [r for number, found in enumerate(chosen, 1) for r in _describe(number, found, texts, nearest)]


def _once_a_session(positions: list[int], texts: Sequence[Text], nearest: dict[int, tuple[int, float]]) -> list[int]:
    """Return one position for each session: of its first document, what is most like an earlier text."""
    best: dict[str, int] = {}
    for position in positions:
        held = best.setdefault(texts[position].session, position)
        same_document = texts[held].document == texts[position].document
        if same_document and held in nearest and nearest[position][1] > nearest[held][1]:
            best[texts[position].session] = position
    return sorted(best.values())


def _describe(
    number: int, positions: list[int], texts: Sequence[Text], nearest: dict[int, tuple[int, float]]
) -> Iterator[Recurrence]:
    seen: set[str] = set()
    for position in positions:
        text = texts[position]
        status = "first" if not seen else "repeated" if text.folded in seen else "reworded"
        seen.add(text.folded)
        similarity = round(nearest[position][1], 4) if position in nearest else None
        yield Recurrence(recurrence=number, document=text.document, id=text.id, status=status, similarity=similarity)


class _Weights:
    """How much each word says: the logarithm of how rare it is among the texts."""

    def __init__(self, words: Sequence[Counter[str]]) -> None:
        frequency = Counter(word for counted in words for word in counted)
        self.of = {word: math.log((len(words) + 1) / count) + 0.1 for word, count in frequency.items()}
        self.sums = [self._sum(counted) for counted in words]
        self.words = words

    def similarity(self, left: int, right: int) -> float:
        """Return the weighted Jaccard similarity of two texts, by their positions."""
        first, second = self.words[left], self.words[right]
        shared = sum(min(count, second[word]) * self.of[word] for word, count in first.items() if word in second)
        return shared / max(self.sums[left] + self.sums[right] - shared, 1e-9)

    def _sum(self, counted: Counter[str]) -> float:
        return sum(count * self.of[word] for word, count in counted.items())


def _nearest_earlier(
    texts: Sequence[Text], words: Sequence[Counter[str]], weigh: _Weights, threshold: float
) -> dict[int, tuple[int, float]]:
    """Return for each text the most similar earlier one of another session, and how similar it is."""
    index = Neighbours(SAME, _PERMUTATIONS, _BANDS)
    nearest: dict[int, tuple[int, float]] = {}
    same_words: dict[str, int] = {}  # where these words came first
    for position, text in enumerate(texts):
        signature = index.signature(_shingles(words[position], weigh))
        candidates = _others(index.like(signature), position, texts)
        if text.folded in same_words and texts[same_words[text.folded]].session != text.session:
            nearest[position] = same_words[text.folded], 1.0
        elif candidates:
            best = max(((weigh.similarity(position, c), -c) for c in candidates), default=(0.0, 0))
            if best[0] >= threshold:
                nearest[position] = -best[1], best[0]
        if text.folded not in same_words:
            same_words[text.folded] = position
            index.add(position, signature)
    return nearest


def _others(found: Iterable[int], position: int, texts: Sequence[Text]) -> list[int]:
    return sorted({c for c in found if texts[c].session != texts[position].session})


def _shingles(counted: Counter[str], weigh: _Weights) -> list[str]:
    """Return a text's words, each so many times apart as it weighs, so that signatures see rare words more."""
    return [f"{word} {n}" for word in counted for n in range(max(1, round(weigh.of[word])))]
