"""Labels follow each other: what the labels of other lines say of the one that a line begins with.

Paragraphs are numbered throughout, items of a list and notes one after the other; so a line between 15- and 17- begins
with 16-, and not with another number that stands in it. A list may begin anew, so that the first label breaks nothing.
How much all that says hangs on how often labels of the document follow each other.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from unodc_parse.roman import from_roman
from unodc_parse.values import Value

#: From this probability on the label of a line speaks for those of others, as much as it is likely.
_LIKELY: Final = 0.5
#: Lines that are looked at on either side.
_NEAR: Final = 40
#: How often a label follows the one before it, before the document's own labels are counted, as if so many had been
#: seen; and how often a wrong one seems to follow.
_FOLLOWS: Final = 0.8
_SEEN: Final = 3.0
_BY_CHANCE: Final = 0.05
#: Labels that may have been left out between two, as those lines are in doubt.
_LEFT_OUT: Final = 2
#: Numbers of one kind of digits, and what stands behind a label.
_DIGITS: Final = "[0-9]{1,3}|[\u0660-\u0669]{1,3}|[\u06f0-\u06f9]{1,3}"
_DASH: Final = "[-\u2010\u2011\u2013\u2014]"
#: Labels by their kind: paragraphs, notes and items with numbers, items with small Roman numerals and letters, headings
#: with names of letters and ordinals.
_LABELS: Final = (
    ("paragraph", re.compile(rf"({_DIGITS}) ?{_DASH}(?!\d)")),
    ("note", re.compile(rf"\(({_DIGITS})\)")),
    ("quoted", re.compile(rf"['\u2018\u2019]({_DIGITS})['\u2018\u2019]")),
    ("roman", re.compile(r"\(([ivx]{1,6})\)")),
    ("letter", re.compile(r"\(([\u0621-\u064a])\)")),
    ("subsection", re.compile(rf"(\w+) ?{_DASH}(?!\w)")),
    ("section", re.compile(rf"(\w+(?: \w+)?) ?{_DASH}(?!\w)")),
)
_MARKS: Final = re.compile("[\u0640\u064b-\u0652]")
#: Characters of a line that its label is looked for in.
_LONGEST: Final = 30


class Label(Value, frozen=True):
    """The label of a line: its kind, and its place among those, from 1 on."""

    kind: str
    number: int


@cache
def _ordinals() -> dict[str, dict[str, int]]:
    """Return the places of letters, of their names and of ordinal words, by kinds of labels."""
    markers = tomllib.loads(files("unodc_parse").joinpath("data", "ar.toml").read_text("utf-8"))["markers"]
    kinds = {"letter": "letters", "subsection": "subsection_words", "section": "section_words"}
    return {kind: {name: place for place, name in enumerate(markers[row], 1)} for kind, row in kinds.items()}


def label_of(text: str) -> Label | None:
    """Return the label that a text begins with.

    >>> label_of("12- a"), label_of("(iv) a").number, label_of("a 12-")
    (Label(kind='paragraph', number=12), 4, None)
    """
    text = _MARKS.sub("", text[:_LONGEST]).lstrip()
    for kind, pattern in _LABELS:
        found = pattern.match(text)
        number = _number(kind, found[1]) if found else 0
        if number:
            return Label(kind, number)
    return None


def _number(kind: str, label: str) -> int:
    """Return the place of a label among those of its kind; 0 where it is none."""
    if kind == "roman":
        return from_roman(label) or 0
    names = _ordinals().get(kind)
    return int(label) if names is None else names.get(label, 0)


class Sequences:
    """The labels of the lines of a document, as far as they are likely."""

    def __init__(self, texts: Sequence[tuple[str, float]]) -> None:
        """Read the labels of lines, each with how likely it reads so."""
        labels = [(label_of(text) if share >= _LIKELY else None, share) for text, share in texts]
        self._known = [None if label is None else (label, share) for label, share in labels]
        follows = [_follows(self._before(place, known[0])[0], known[0].number) for place, known in self._labels()]
        told = [follow for follow in follows if follow is not None]
        share = (sum(told) + _SEEN * _FOLLOWS) / (len(told) + _SEEN)
        self._odds = math.log((1 - share) / (1 - _BY_CHANCE)), math.log(share / _BY_CHANCE)

    def _labels(self) -> Iterator[tuple[int, tuple[Label, float]]]:
        return ((place, known) for place, known in enumerate(self._known) if known is not None)

    def gain(self, place: int, text: str) -> float:
        """Return by how much a text is likelier at the place of a line for the label that it begins with (log odds)."""
        label = label_of(text)
        if label is None:
            return 0.0
        before, sure = self._before(place, label)
        behind, as_sure = self._nearest(label.kind, range(place + 1, min(len(self._known), place + _NEAR + 1)))
        return sure * self._step(before, label.number) + as_sure * self._step(label.number, behind)

    def _before(self, place: int, label: Label) -> tuple[int, float]:
        return self._nearest(label.kind, range(place - 1, max(-1, place - _NEAR - 1), -1))

    def _step(self, before: int, behind: int) -> float:
        """Return what it says that one label stands behind another (log odds)."""
        follows = _follows(before, behind)
        return 0.0 if follows is None else self._odds[follows]

    def _nearest(self, kind: str, places: range) -> tuple[int, float]:
        """Return the number of the first label of a kind at some places, and how likely it is; 0 and 0 for none."""
        labels = (self._known[place] for place in places)
        found = ((known[0].number, known[1]) for known in labels if known is not None and known[0].kind == kind)
        return next(found, (0, 0.0))


def _follows(before: int, behind: int) -> bool | None:
    """Tell whether a label follows another one, none of the kind between them being likely.

    `None` where there is no other one (0), a list begins anew, or some may have been left out.
    """
    if behind == before + 1 and before:
        return True
    return None if not before or behind <= 1 or 0 < behind - before - 1 <= _LEFT_OUT else False
