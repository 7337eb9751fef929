"""Text in visual order: which lines are stored as they are printed, from left to right, and how to read them.

Three kinds are told apart: letters in visual order with numbers and Latin as they are read (what a PDF tool gives that
knows nothing of direction), everything reversed letter by letter, and words in visual order, each of them intact.
Cheap marks say where to look (shapes of presentation forms, letters that only end words, frequent pairs of words); what
is then done, a language model decides line by line.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from msgspec import Struct

from unodc_parse.arabic.bidi import logical_order
from unodc_parse.arabic.chardata import (
    ARABIC_INDIC_DIGITS,
    EUROPEAN_DIGITS,
    LETTERS_OF_ARABIC,
    RTL_LETTER,
    fold_presentation_forms,
    is_mark,
)
from unodc_parse.arabic.fixes import drop_marks
from unodc_parse.arabic.numbers import number_votes
from unodc_parse.arabic.vowels import MARK, misplaced_marks
from unodc_parse.model import Span, Step

_FINAL_FIRST: Final = re.compile(f"(?<![{LETTERS_OF_ARABIC}])[\u0629\u0649](?=[{LETTERS_OF_ARABIC}])")
_FINAL_LAST: Final = re.compile(f"(?<=[{LETTERS_OF_ARABIC}])[\u0629\u0649](?![{LETTERS_OF_ARABIC}])")
_ARTICLE_FIRST: Final = re.compile(f"(?<![{LETTERS_OF_ARABIC}])\u0627\u0644(?=[{LETTERS_OF_ARABIC}])")
_ARTICLE_LAST: Final = re.compile(f"(?<=[{LETTERS_OF_ARABIC}])\u0644\u0627(?![{LETTERS_OF_ARABIC}])")
_NUMBER: Final = re.compile(r"\d+")
#: What reads otherwise where it was reversed with the letters.
_NUMBERS: Final = re.compile(r"(\d)(?!\1)\d|[A-Za-z]{2}")
_ARABIC_WORD: Final = re.compile(f"[{LETTERS_OF_ARABIC}]+")
_FORM: Final = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_ANY: Final = f"{LETTERS_OF_ARABIC}\ufb50-\ufdff\ufe70-\ufefc"
#: Words and spaces; a word ends where a number lost the space beside it.
_WORD: Final = re.compile(rf"\s+|\S(?:(?!(?<=[{_ANY}]{{2}})\d|(?<=\d)[{_ANY}])\S)*")
_END_FIRST: Final = re.compile(rf"^\s*\S*(?:[{LETTERS_OF_ARABIC}]{{2}}|\d{{3}})[.\u061b\u061f]\s")
_LABEL_LAST: Final = re.compile(r"\s(?:\d{1,3}[.-]|-\s?\d{1,3})\s*$")
_SIGN_LAST: Final = re.compile(r"[^\W\d_]\S*[.\u060c\u061b\u061f:]\s*$")
#: Votes for words in visual order of a line whose ends are turned.
_ENDS: Final = 2
_LATIN_AS_READ: Final = re.compile(r"\b[A-Z][a-z]+\b|(?<!\S)[A-Z]+/")
_LATIN_REVERSED: Final = re.compile(r"\b[a-z]+[A-Z]\b|\d/[^\s]*/[A-Z]+(?!\S)")

_TO_INDIC: Final = str.maketrans(EUROPEAN_DIGITS, ARABIC_INDIC_DIGITS)

#: How much better (nats a letter, and nats) a line must read in another order where no other line speaks for it.
_GAIN_ALONE: Final = (0.15, 12.0)
#: Words from which on a line may speak for itself: torn, one word or two read better turned, and are not right.
_WORDS_ALONE: Final = 3
#: Share of the probability from which on a line is turned as some others of its document are, and as nearly all are:
#: log odds from there on.
_LIKELY: Final = 0.9
_EVEN: Final = 0.5
_RULE: Final = 2.0
#: What is believed of a gain by the order of words.
_MODEST: Final = 0.6
_ROUNDS: Final = 3
_FAR: Final = 50.0
#: The most that is believed of a line with numbers whose document does not tell whether they were turned, too.
_UNTOLD: Final = 0.9
#: Share of the marks in a document that must speak for visual order.
_MOSTLY: Final = 0.5
_FEW_PAIRS: Final = 2

#: Log probability of a text.
Judge = Callable[[str], float]


class Order(StrEnum):
    """The order in which the characters of a line are stored."""

    LOGICAL = "logical"
    CHARACTERS = "characters"
    REVERSED = "reversed"
    WORDS = "words"


class Verdict(Struct, frozen=True):
    """The order in which a line is stored, and how likely it is that order.

    `whole` tells that its letters were turned with the vowel marks behind them, `None` that the document does not tell.
    """

    order: Order = Order.LOGICAL
    sure: float = 1.0
    whole: bool | None = None


class Votes(Struct, frozen=True):
    """Marks of one line, or of many: for logical order, for letters in visual order, for words in visual order."""

    logical: int = 0
    characters: int = 0
    words: int = 0
    pairs: int = 0

    def __add__(self, other: Votes) -> Votes:
        """Add the marks of another line."""
        return Votes(
            self.logical + other.logical,
            self.characters + other.characters,
            self.words + other.words,
            self.pairs + other.pairs,
        )

    @property
    def order(self) -> Order:
        """Return the order that the marks speak for."""
        if self.characters > _MOSTLY * (self.characters + self.logical):
            return Order.CHARACTERS
        if self.words >= _FEW_PAIRS and self.words > _MOSTLY * (self.words + self.pairs):
            return Order.WORDS
        return Order.LOGICAL


@lru_cache(maxsize=2048)
def _shape(char: str) -> str:
    """Return I, M, F, S for the initial, medial, final and isolated form of a letter, else a space or a dot."""
    if is_mark(char):
        return ""
    name = unicodedata.name(char, "") if _FORM.match(char) else ""
    for word, shape in (("INITIAL", "I"), ("MEDIAL", "M"), ("FINAL", "F"), ("ISOLATED", "S")):
        if name.endswith(f"{word} FORM"):
            return shape
    return "." if RTL_LETTER.match(char) else " "


#: Joined to nothing where it must be joined: a medial or final form without a letter before it, an initial or medial
#: one without a letter after it. A letter of the base block may be in any form.
_UNJOINED: Final = re.compile("(?:^|[ FS])[MF]|[IM](?:$|[ IS])")


def form_votes(text: str) -> tuple[int, int]:
    r"""Count the presentation forms that join wrongly: read from the left, and read from the right.

    >>> form_votes("\N{ARABIC LETTER BEH INITIAL FORM}\N{ARABIC LETTER HEH FINAL FORM}")
    (0, 2)
    """
    shapes = "".join(map(_shape, text))
    return len(_UNJOINED.findall(shapes)), len(_UNJOINED.findall(shapes[::-1]))


def order_votes(text: str, *, scrambled: bool = False) -> Votes:
    """Count the marks of logical and of visual order in one line; ends of scrambled lines may be anywhere."""
    logical = characters = 0
    if _FORM.search(text):
        as_stored, turned = form_votes(text)
        logical, characters = turned, as_stored
        text = fold_presentation_forms(text)
    logical += len(_FINAL_LAST.findall(text)) + len(_ARTICLE_FIRST.findall(text))
    characters += len(_FINAL_FIRST.findall(text)) + len(_ARTICLE_LAST.findall(text))
    words = [word if _ARABIC_WORD.fullmatch(word) else "" for word in drop_marks(text).split()]
    known = _frequent_pairs()
    pairs = sum((a, b) in known for a, b in pairwise(words))
    turned_pairs = sum((b, a) in known for a, b in pairwise(words))
    ends = 0 if scrambled else _ENDS * _turned_ends(text)
    return Votes(logical, characters, turned_pairs + ends, pairs)


def _turned_ends(text: str) -> bool:
    """Tell whether a line begins with the end of a sentence, or ends with a paragraph's number, but not with a sign."""
    return bool(_END_FIRST.search(text) or _LABEL_LAST.search(text)) and not _SIGN_LAST.search(text)


@cache
def _frequent_pairs() -> frozenset[tuple[str, str]]:
    text = files("unodc_parse").joinpath("data", "arabic_pairs.txt").read_text("utf-8")
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return frozenset((first, second) for first, second in lines)


def choose_orders(texts: Sequence[str], judge: Callable[[], Judge], *, scrambled: bool = False) -> list[Verdict]:
    """Return the order in which each line of a document is stored; `judge` is asked for only if there is doubt.

    A document whose marks tell of one order, or of some lines in it, is then read line by line: its other lines may
    be stored so, too, marks or not. Not so in a scrambled one: with its words turned, many a line of short runs reads
    better than it stands, and is not right.
    """
    votes = [order_votes(text, scrambled=scrambled) for text in texts]
    document = sum(votes, Votes()).order
    suspected = [vote.order if vote.order is not Order.LOGICAL else document for vote in votes]
    found = [
        _alone(text, order, judge()) if order is not Order.LOGICAL and RTL_LETTER.search(text) else Verdict()
        for text, order in zip(texts, suspected, strict=True)
    ]
    for order in (Order.CHARACTERS, Order.WORDS):
        alone = any(verdict.order is order for verdict in found) and not (scrambled and order is Order.WORDS)
        if order is document or alone:
            found = _together(texts, found, order, judge())
    turned = [text for text, one in zip(texts, found, strict=True) if one.order is Order.CHARACTERS]
    as_read, reversed_ = _number_votes(turned)
    order = Order.REVERSED if reversed_ > as_read else Order.CHARACTERS
    whole = _marks_behind(turned, order)
    told = as_read != reversed_
    return [
        Verdict(order, one.sure if told or not _NUMBERS.search(text) else min(one.sure, _UNTOLD), whole)
        if one.order is Order.CHARACTERS
        else one
        for text, one in zip(texts, found, strict=True)
    ]


def _marks_behind(texts: Sequence[str], order: Order) -> bool | None:
    """Tell whether letters were turned with the marks behind them: else marks would stand where none can, or do so."""
    texts = [fold_presentation_forms(text) for text in texts if MARK.search(fold_presentation_forms(text))]
    apart, whole = (sum(misplaced_marks(reorder(text, order, one)) for text in texts) for one in (False, True))
    return whole < apart if whole != apart else None


def _alone(text: str, order: Order, judge: Judge) -> Verdict:
    """Return `order` if the line reads so much better so that nothing else needs to speak for it."""
    by_letter, at_least = _GAIN_ALONE
    if len(_ARABIC_WORD.findall(fold_presentation_forms(text))) < _WORDS_ALONE:
        return Verdict()
    return (
        Verdict(order)
        if _speaks(text, order, _gain(text, order, judge)) > max(at_least, by_letter * len(text))
        else Verdict()
    )


def _together(texts: Sequence[str], found: Sequence[Verdict], order: Order, judge: Judge) -> list[Verdict]:
    """Weigh the lines that are left for `order`: by how they read, and by how many lines of the document are so."""
    lines = [i for i, text in enumerate(texts) if RTL_LETTER.search(text)]
    turned = sum(found[i].order is order for i in lines)
    left = [i for i in lines if found[i].order is Order.LOGICAL and len(texts[i].split()) > (order is Order.WORDS)]
    gains = {i: _speaks(texts[i], order, _gain(texts[i], order, judge)) for i in left}
    odds = 0.0
    for _ in range(_ROUNDS):
        likely = turned + sum(_share(gain + odds) for gain in gains.values())
        odds = math.log((likely + 0.5) / (turned + len(left) - likely + 0.5))
    together = list(found)
    for i, gain in gains.items():
        share = _share(gain + odds)
        together[i] = (
            Verdict(order, share) if share > (_LIKELY if odds < _RULE else _EVEN) else Verdict(Order.LOGICAL, 1 - share)
        )
    return together


def _speaks(text: str, order: Order, gain: float) -> float:
    """Return what a gain says: the order of words less than that of letters, rows of numbers nothing of it."""
    if order is not Order.WORDS:
        return gain
    words = len(_ARABIC_WORD.findall(fold_presentation_forms(text)))
    return _MODEST * gain if words > len(_NUMBER.findall(text)) else 0.0


def _share(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-_FAR, min(_FAR, odds))))


def _gain(text: str, order: Order, judge: Judge) -> float:
    """Return by how much (nats) a line reads better if it is stored in `order`."""
    plain = fold_presentation_forms(text)
    turned = fold_presentation_forms(reorder(text, order))
    return judge(" ".join(turned.split())) - judge(" ".join(plain.split()))


def _number_votes(texts: Sequence[str]) -> tuple[int, int]:
    """Count what says that numbers and Latin words stand as they are read, and that all was reversed."""
    as_read, turned = number_votes([text.translate(_TO_INDIC) for text in texts])
    as_read += sum(len(_LATIN_AS_READ.findall(text)) for text in texts)
    turned += sum(len(_LATIN_REVERSED.findall(text)) for text in texts)
    return as_read, turned


def restore(text: str, order: Order, whole: bool | None = None) -> Step | None:  # noqa: FBT001
    """Return the step that puts a line stored in `order` into logical order."""
    if order is Order.LOGICAL:
        return None
    pieces = _merged(_spans(text, order, whole))
    return None if pieces == [(0, len(text))] else Step(f"order.visual_{order}", tuple(pieces))


def reorder(text: str, order: Order, whole: bool | None = None) -> str:  # noqa: FBT001
    """Return the text of a line stored in `order` as it is read."""
    return "".join(text[start:end] for start, end in _spans(text, order, whole))


def _spans(text: str, order: Order, whole: bool | None) -> list[Span]:  # noqa: FBT001
    if order is Order.REVERSED:
        return _characters(text, whole or False)[::-1]
    units = [m.span() for m in _WORD.finditer(text)] if order is Order.WORDS else _characters(text, whole)
    found = logical_order([text[start:end] for start, end in units], "rtl")
    return [units[i] for i in found.indices]


def _characters(text: str, whole: bool | None) -> list[Span]:  # noqa: FBT001
    """Return the units of a line in visual order; marks stand before their letters unless they end a word."""
    if whole is None:
        after = any(is_mark(a) and b.isspace() for a, b in pairwise(text + " "))
        before = any(is_mark(b) and a.isspace() for a, b in pairwise(" " + text))
        whole = after and not before
    units: list[Span] = []
    for i, char in enumerate(text):
        if whole and units and is_mark(char):
            units[-1] = (units[-1][0], i + 1)
        else:
            units.append((i, i + 1))
    return units


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and merged[-1][1] == start:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
