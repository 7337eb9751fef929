"""Words that number headings, read off the raw lines of scattered text.

A line that was written with its runs in reversed order ends in its first run, and a marker is a run of its own, or a
few. So it stands at the end of the raw line, its pieces in reversed order: «… التقرير-ساًساد» for «سادساً- … التقرير». In
lines that were written in two or three passes it stands at the end of a pass, which may be anywhere. This is surer than
what the repaired line tells, where a marker may have been taken for the end of a word. `loose` reads what is less sure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from unodc_parse.language.lexicon import Lexicon, fold, fold_with_origins
from unodc_parse.model import Line, Span
from unodc_parse.segment.loose import LONGEST_LINE
from unodc_parse.segment.markers import Level, Reading, enumerators

_AT_END: Final = 1.0
_IN_PIECES: Final = 1.5
_ELSEWHERE: Final = 2.0

_LONGEST_HEADING: Final = 80


class _Raw(Struct, frozen=True):
    """The raw line, folded and without white space, and where each of its characters stood."""

    text: str
    origins: tuple[int, ...]
    raw: str

    @staticmethod
    def of(line: Line) -> _Raw:
        folded = fold_with_origins(line.raw)
        kept = [at for at, character in enumerate(folded.text) if not character.isspace()]
        return _Raw("".join(folded.text[at] for at in kept), tuple(folded.origins[at] for at in kept), line.raw)

    def whence(self, *spans: Span) -> frozenset[int]:
        """Return the offsets in the raw line of these spans of the folded one, marks on their letters included."""
        ends = (*self.origins, len(self.raw))
        return frozenset(
            offset
            for start, end in spans
            for at in range(start, end)
            for offset in range(ends[at], ends[at + 1])
            if offset == ends[at] or unicodedata.combining(self.raw[offset])
        )


class _Found(Struct, frozen=True):
    """A marker found in the raw line: what it reads as, and the spans of its pieces in the folded line."""

    level: Level
    family: str
    ordinal: int
    printed: str
    cost: float
    spans: tuple[Span, ...]
    doubtful: bool = False


def read_raw_markers(line: Line, lexicon: Lexicon) -> tuple[Reading, ...]:
    """Return the markers of headings that stand at the end of the raw line, or of a pass over it.

    Their `cuts` are spans of the repaired text.
    """
    if len(line.raw) > LONGEST_LINE:
        return ()
    raw = _Raw.of(line)
    if not raw.text:
        return ()
    return tuple(reading for marker in _words(raw, lexicon) if (reading := _reading(line, raw, marker)).cuts)


def _reading(line: Line, raw: _Raw, found: _Found) -> Reading:
    cuts = _cuts(line, raw.whence(*found.spans))
    return Reading(found.level, found.family, found.ordinal, found.printed, 0, found.cost, cuts, found.doubtful)


def _words(raw: _Raw, lexicon: Lexicon) -> Iterator[_Found]:
    """Read the words of sections and subsections: «… -ثالثاً», «… -ثاًثال», «… - … ثالثاً», and anywhere «-ثالثاً»."""
    if "-" not in raw.text:
        return
    for level, family, ordinal, word in enumerators(lexicon.language):
        place = _place_of(raw.text, fold(word).replace(" ", ""))
        if place is not None:
            spans, cost = place
            yield _Found(level, family, ordinal, f"{word}-", cost, spans, doubtful=_is_doubtful(raw.text, cost))


def _is_doubtful(text: str, cost: float) -> bool:
    """Tell whether a heading's word counts in its turn only: unless at the end of a line, or within a short one."""
    return cost > _AT_END and (
        cost != _ELSEWHERE or len(text) > _LONGEST_HEADING or text[0] in ".:؛" or text[-1] in ".:؛"
    )


def _place_of(text: str, word: str) -> tuple[tuple[Span, ...], float] | None:
    """Return where the pieces of a word and its dash stand, and how sure that is."""
    start, size = len(text) - len(word), len(text)
    if start < 1:
        return None
    if text[start - 1] == "-" and _are_runs_of(text[start:], word):
        return ((start - 1, size),), _AT_END
    dash = text.rfind("-")
    if _are_runs_of(text[start:], word) and dash < start and not _is_between_digits(text, dash):
        return ((dash, dash + 1), (start, size)), _IN_PIECES
    at = text.find(f"-{word}")
    if at >= 0 and not text[at - 1 : at].isdecimal():
        return ((at, at + len(word) + 1),), _ELSEWHERE
    return None


def _is_between_digits(text: str, at: int) -> bool:
    return text[at - 1 : at].isdecimal() and text[at + 1 : at + 2].isdecimal()


@lru_cache(maxsize=4096)
def _are_runs_of(text: str, word: str) -> bool:
    """Tell whether `text` is `word` cut into runs that were written in reversed order.

    >>> _are_runs_of("cdab", "abcd"), _are_runs_of("acbd", "abcd")
    (True, False)
    """
    if text == word:
        return True
    heads = (length for length in range(1, len(word)) if text.endswith(word[:length]))
    return len(text) == len(word) and any(_are_runs_of(text[:-length], word[length:]) for length in heads)


def _cuts(line: Line, offsets: frozenset[int]) -> tuple[Span, ...]:
    """Return the spans of the repaired text that came from these offsets of the raw line."""
    whence: list[int | None] = list(range(len(line.raw)))
    for step in line.steps:
        pieces = step.pieces
        whence = [w for p in pieces for w in ([None] * len(p) if isinstance(p, str) else whence[p[0] : p[1]])]
    return tuple(_runs([at for at, w in enumerate(whence) if w in offsets])) if len(whence) == len(line.text) else ()


def _runs(positions: Sequence[int]) -> Iterator[Span]:
    start = 0
    for at in range(1, len(positions) + 1):
        if at == len(positions) or positions[at] != positions[at - 1] + 1:
            yield positions[start], positions[at - 1] + 1
            start = at
