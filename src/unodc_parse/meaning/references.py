"""References to other paragraphs of the same document: "paragraph 12 above", «الفقرة الفرعية (ج) أدناه».

Only what is plain is resolved: a number or letter after a word for paragraph, and a word that says that it stands in
this document (above, below, of the present report). "Paragraph 2 of article 18" is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, Literal

from unodc_parse.language.lexicon import Lexicon, fold_with_origins, folded_phrases, load
from unodc_parse.language.numerals import from_letters
from unodc_parse.model import Segment, Span
from unodc_parse.values import Value

Where = Literal["above", "below", "here"]

#: A range of more numbers than this is no reference but a misreading.
_LONGEST_RANGE: Final = 60


class Reference(Value, frozen=True):
    """A reference inside a text: where it stands, as printed, and the ids of the segments that it names, in order."""

    span: Span
    text: str
    ids: tuple[str, ...]


class ReferenceIndex:
    """What references of one document can name: its numbered paragraphs and their items, in reading order."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        """Index the segments of a report, given in reading order."""
        self._order = {segment.id: at for at, segment in enumerate(segments)}
        self._parents = {segment.id: segment.parent for segment in segments}
        self._paragraphs: dict[int, list[str]] = {}
        self._items: dict[tuple[str | None, int], str] = {}
        for segment in segments:
            if segment.marker is None:
                continue
            if segment.kind == "paragraph":
                self._paragraphs.setdefault(segment.marker.ordinal, []).append(segment.id)
            elif segment.kind == "item":
                self._items.setdefault((segment.parent, segment.marker.ordinal), segment.id)

    def paragraph(self, number: int, origin: str, where: Where) -> str | None:
        """Return the id of paragraph `number` as seen from `origin`: the nearest above or below, or the only."""
        bearers = self._paragraphs.get(number, [])
        here = self._order.get(origin, 0)
        above = [bearer for bearer in bearers if self._order[bearer] < here]
        below = [bearer for bearer in bearers if self._order[bearer] > here]
        if where == "here":
            return bearers[0] if len(bearers) == 1 else None
        if where == "above":
            return above[-1] if above else None
        return below[0] if below else None

    def item(self, paragraph: str | None, ordinal: int) -> str | None:
        """Return the id of an item of a paragraph."""
        return self._items.get((paragraph, ordinal))

    def item_beside(self, origin: str, ordinal: int) -> str | None:
        """Return the id of an item of the list that `origin` belongs to, or that stands under it."""
        at: str | None = origin
        while at is not None:
            found = self._items.get((at, ordinal))
            if found is not None:
                return found
            at = self._parents.get(at)
        return None


def find_references(segment: Segment, index: ReferenceIndex, lexicon: Lexicon) -> tuple[Reference, ...]:
    """Find the references in a segment's text to paragraphs and items of its own document, first to last.

    Spans are half-open, in code points of `segment.text`. What names no segment of the document is left out.
    """
    text = segment.text or ""
    folded = fold_with_origins(text)
    found = []
    for match in _pattern(lexicon.language).finditer(folded.text):
        ids = _named(match, segment.id, index, lexicon)
        if ids:
            start, end = folded.span(*match.span())
            found.append(Reference((start, end), text[start:end], ids))
    return tuple(found)


def _named(match: re.Match[str], origin: str, index: ReferenceIndex, lexicon: Lexicon) -> tuple[str, ...]:
    if match["letters"]:
        ordinals = [from_letters(letter, lexicon) for letter in re.findall(r"\((\w+)\)", match["letters"])]
        beside = [index.item_beside(origin, ordinal) for ordinal in ordinals if ordinal]
        return tuple(item for item in beside if item is not None)
    where = _where(match["where"], lexicon)
    found: list[str | None] = []
    for number, letter in _numbers(match["numbers"], lexicon):
        paragraph = index.paragraph(number, origin, where)
        ordinal = from_letters(letter, lexicon) if letter else None
        found.append(index.item(paragraph, ordinal) if ordinal else paragraph)
    return tuple(dict.fromkeys(name for name in found if name is not None))


def _numbers(text: str, lexicon: Lexicon) -> Iterator[tuple[int, str | None]]:
    """Yield the numbers, with their letters, of "12 (b), 14 and 16 to 18"."""
    last = end = 0
    for match in _NUMBER.finditer(text):
        number = int(match[1])
        between = text[end : match.start()].strip()
        if last and (between == "-" or between in folded_phrases(lexicon.references.ranges)):
            yield from ((skipped, None) for skipped in range(last + 1, min(number, last + _LONGEST_RANGE)))
        yield number, match[2]
        last, end = number, match.end()


def _where(words: str, lexicon: Lexicon) -> Where:
    spaced = " ".join(words.split())
    if spaced in folded_phrases(lexicon.references.above):
        return "above"
    return "below" if spaced in folded_phrases(lexicon.references.below) else "here"


_NUMBER: Final = re.compile(r"(\d{1,3})(?:\s?\((\w{1,2})\))?")


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = load(language).references
    join = rf"\s*(?:,|،|-|{_any((*words.joins, *words.ranges))})\s*"
    number, letter = r"\d{1,3}(?:\s?\(\w{1,2}\))?", r"\(\w{1,2}\)"
    return re.compile(
        rf"(?<!\w)(?:(?:{_any(words.subparagraph)})\s+(?P<letters>{letter}(?:{join}{letter})*)"
        rf"|(?:{_any(words.paragraph)})\s+(?P<numbers>{number}(?:{join}{number})*))"
        rf"\s*,?\s+(?P<where>{_any((*words.above, *words.below, *words.here))})(?!\w)"
    )


def _any(phrases: tuple[str, ...]) -> str:
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in folded_phrases(phrases))
