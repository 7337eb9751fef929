"""Words that number headings, read off the raw lines of scattered text.

A line that was written with its runs in reversed order ends in its first run, and a marker is a run of its own, or a
few. So it stands at the end of the raw line, its pieces in reversed order: «… التقرير-ساًساد» for «سادساً- … التقرير». In
lines that were written in two or three passes it stands at the end of a pass, which may be anywhere. This is surer than
what the repaired line tells, where a marker may have been taken for the end of a word. `loose` reads what is less sure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from unodc_parse.language.lexicon import Lexicon, fold, fold_with_origins
from unodc_parse.model import Line, Span
from unodc_parse.segment.loose import LONGEST_LINE
from unodc_parse.segment.markers import Level, Reading, enumerators
from unodc_parse.segment.origins import Origins

#: What is longer, without white space, is no heading.
_LONGEST_HEADING: Final = 80


_Where = Literal["at the end", "in pieces", "elsewhere"]
_COSTS: Final[dict[_Where, float]] = {"at the end": 1.0, "in pieces": 1.5, "elsewhere": 2.0}


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
    origins = Origins.of(line)
    return tuple(reading for marker in _words(raw, lexicon) if (reading := _reading(origins, raw, marker)).cuts)


def _reading(origins: Origins, raw: _Raw, found: _Found) -> Reading:
    cuts = origins.spans_of(raw.whence(*found.spans))
    return Reading(found.level, found.family, found.ordinal, found.printed, 0, found.cost, cuts, found.doubtful)


def _words(raw: _Raw, lexicon: Lexicon) -> Iterator[_Found]:
    """Read the words of sections and subsections: «… -ثالثاً», «… -ثاًثال», «… - … ثالثاً», and anywhere «-ثالثاً»."""
    if "-" not in raw.text:
        return
    for level, family, ordinal, word in enumerators(lexicon.language):
        place = _place_of(raw.text, fold(word).replace(" ", ""))
        if place is not None:
            where, spans = place
            doubtful = where == "in pieces" or (where == "elsewhere" and not _is_like_heading(raw.text))
            yield _Found(level, family, ordinal, f"{word}-", _COSTS[where], spans, doubtful)


def _is_like_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and text[0] not in ".:؛" and text[-1] not in ".:؛"


def _place_of(text: str, word: str) -> tuple[_Where, tuple[Span, ...]] | None:
    """Return where the pieces of a word and its dash stand."""
    start, size = len(text) - len(word), len(text)
    if start < 1:
        return None
    if text[start - 1] == "-" and _are_runs_of(text[start:], word):
        return "at the end", ((start - 1, size),)
    dash = text.rfind("-")
    if _are_runs_of(text[start:], word) and dash < start and not _is_between_digits(text, dash):
        return "in pieces", ((dash, dash + 1), (start, size))
    at = text.find(f"-{word}")
    if at >= 0 and not text[at - 1 : at].isdecimal():
        return "elsewhere", ((at, at + len(word) + 1),)
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
