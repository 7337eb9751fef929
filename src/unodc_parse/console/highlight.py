"""What segments mean, as the readable view shows it: colours in the text, and one line below it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct
from rich.text import Text

from unodc_parse.model import Segment, Span

_ADDRESSEE = "bold green"
_CUE = "bold yellow"
_CITATION = "cyan"
_DATE = "blue"
_SPEAKER = "bold cyan"


class Highlight(Struct, frozen=True):
    """A stretch of a text and its style."""

    start: int
    end: int
    style: str


def highlights(segment: Segment, offset: int) -> tuple[Highlight, ...]:
    """Return what to colour in a segment's text; `offset` is where the text begins in what is shown."""
    spans: list[tuple[Span, str]] = [(one.span, _DATE) for one in segment.dates]
    spans += [(one.span, _CITATION) for one in segment.citations]
    spans += [(one.span, _ADDRESSEE) for one in segment.addressees if one.span is not None]
    spans += _first(segment, segment.modality.cue if segment.modality else None, _CUE)
    for statement in segment.statements:
        spans += _first(segment, statement.verb, _SPEAKER, statement.span[0])
    return tuple(Highlight(start + offset, end + offset, style) for (start, end), style in spans)


def _first(segment: Segment, words: str | None, style: str, start: int = 0) -> list[tuple[Span, str]]:
    at = (segment.text or "").find(words, start) if words else -1
    return [((at, at + len(words)), style)] if words and at >= 0 else []


def colour(line: Text, at: int, start: int, length: int, marks: Sequence[Highlight]) -> None:
    """Colour a line that shows `length` characters from `start` of the text; they begin at `at` in the line."""
    for mark in marks:
        first, end = max(mark.start, start), min(mark.end, start + length)
        if first < end:
            line.stylize(mark.style, at + first - start, at + end - start)


def summary(segment: Segment) -> str:
    """Return one line that says who should do what how strongly, or who spoke how; empty where nothing is known.

    >>> summary.__name__
    'summary'
    """
    if segment.statements:
        told = [f"{s.count_class} {s.stance}" if s.stance else s.count_class for s in segment.statements]
        return "→ " + ", ".join(one if count == 1 else f"{one} ×{count}" for one, count in _runs(told))
    modality = segment.modality
    if modality is None:
        return ""
    whom = ", ".join(one.id for one in segment.addressees)
    facts = (f"strength {modality.strength}", whom, ", ".join(modality.aspects))
    return "→ " + " · ".join(fact for fact in facts if fact)


def _runs(words: Sequence[str]) -> list[tuple[str, int]]:
    return [(word, len(list(group))) for word, group in groupby(words)]
