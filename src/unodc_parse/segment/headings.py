"""Headings: which blocks look like one, and what a heading says beside its text (continued, agenda item)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from unodc_parse.language.lexicon import (
    Lexicon,
    fold,
    fold_with_origins,
    load,
)
from unodc_parse.language.numerals import from_letters, to_letters
from unodc_parse.model import Line
from unodc_parse.options import languages
from unodc_parse.segment.breaks import BULLETS
from unodc_parse.segment.enactments import any_of
from unodc_parse.segment.measure import ends_sentence
from unodc_parse.values import Value

_LONGEST: Final = 260
_MOST_LINES: Final = 4
#: In bold a heading may be longer; a sentence in bold may be a recommendation, unless it is short.
_LONGEST_BOLD: Final = 600
_MOST_BOLD_LINES: Final = 8
_LONGEST_SENTENCE: Final = 80
_MOST_HEADINGS_IN_A_ROW: Final = 3
#: Two numbers on end, and nothing behind them: the row of a table; so many in a row make one.
_ROW_END: Final = re.compile(r"\s\d[\d.,\u066b\u066c%\u066a]*\s+\d[\d.,\u066b\u066c%\u066a]*$")
_TABLE: Final = 2
_ITEM: Final = r"\d{1,3}(?:\s?\([a-z\u0621-\u064a]{1,2}\))?"


class HeadingText(Value, frozen=True):
    """A heading without what it says of the outline; `agenda_items` are in European digits."""

    text: str
    continued: bool
    agenda_items: tuple[str, ...]


def heading_strength(lines: Sequence[Line], body_size: float | None, width: int | None) -> int:
    """Tell how much a block looks like a heading: 0 no, 1 perhaps, 2 surely (bold, or larger than the body).

    `width` is the number of characters of a full line of wrapped text.
    """
    if len(lines) > _MOST_BOLD_LINES:
        return 0
    text = " ".join(line.text for line in lines).rstrip()
    bold = all(line.bold for line in lines)
    if not _may_title(text, len(lines), bold=bold):
        return 0
    if bold or (body_size is not None and all((line.size or 0) > 1.08 * body_size for line in lines)):
        return 2
    return 1 if not text.endswith(":") and _is_short(lines, width) else 0


def _may_title(text: str, line_count: int, *, bold: bool) -> bool:
    """Tell whether a text is short enough for a heading, and ends no sentence as paragraphs and items do."""
    most_lines, longest = (_MOST_BOLD_LINES, _LONGEST_BOLD) if bold else (_MOST_LINES, _LONGEST)
    if line_count > most_lines or len(text) > longest or text.startswith(BULLETS):
        return False
    if text.endswith((";", "؛", "،", ",")) or not any(c.isalpha() for c in text):
        return False
    return not ends_sentence(text) or text.endswith(":") or (bold and len(text) <= _LONGEST_SENTENCE)


def without_lists(strengths: Sequence[int], marked: Sequence[bool], texts: Sequence[str]) -> list[int]:
    """Take back the weak headings of lists and tables: no short blocks in a row, without a marker, are headings.

    Of such there are many, or two that end in numbers, as the rows of a table do.

    >>> without_lists([1, 1, 1, 1, 0], [False] * 5, [""] * 5), without_lists([2, 1], [True, False], [""] * 2)
    ([0, 0, 0, 0, 0], [2, 1])
    >>> without_lists([1, 1, 1, 0], [False] * 4, ["Region Cases Years", "First 12 6", "Second 31 8", "None."])
    [0, 0, 0, 0]
    """
    result = list(strengths)
    run: list[int] = []
    for at in range(len(strengths) + 1):
        if at < len(strengths) and strengths[at] == 1 and not marked[at]:
            run.append(at)
            continue
        rows = sum(_ROW_END.search(texts[member]) is not None for member in run)
        if len(run) > _MOST_HEADINGS_IN_A_ROW or rows >= _TABLE:
            for member in run:
                result[member] = 0
        run = []
    return result


def _is_short(lines: Sequence[Line], width: int | None) -> bool:
    """Tell whether the last line of a block leaves room; a single long line of unwrapped text does not."""
    last = lines[-1]
    if last.bbox is not None and last.column is not None:
        return last.bbox[2] - last.bbox[0] < 0.9 * (last.column[2] - last.column[0])
    return len(last.text) < (0.88 * width if width else 120)


@cache
def _agenda_pattern(language: str) -> re.Pattern[str]:
    headings, items = load(language).headings, _items(language)
    alone, item, tail = (any_of(p) for p in (headings.agenda_item_alone, headings.agenda_item, headings.agenda_tail))
    return re.compile(rf"(?:{alone})\s+{items}|(?:{item})\s+{items}\s+(?:{tail})")


def _items(language: str) -> str:
    """Return a pattern of one agenda item or several: "3", "2 and 3 (a)"."""
    words = load(language).references
    return rf"({_ITEM}(?:\s?(?:,|،|-|{any_of(words.joins + words.ranges)})\s?{_ITEM})*)"


def agenda_items_in(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the agenda items that a masthead line names, in European digits.

    >>> agenda_items_in("Items 2 and 3 of the provisional agenda*", load("en"))
    ('2', '3')
    """
    match = _agenda_pattern(lexicon.language).match(fold_with_origins(text.strip()).text)
    return tuple(_compact(item) for item in re.findall(_ITEM, match[1] or match[2])) if match else ()


def _compact(item: str) -> str:
    """Write an agenda item the same way in both languages: "14 (d)"."""
    number, bracket, letter = item.partition("(")
    if not bracket:
        return item.strip()
    letters = letter.rstrip(")")
    ordinal = next((found for code in languages() if (found := from_letters(letters, load(code)))), None)
    return f"{number.strip()} ({to_letters(ordinal) if ordinal else letters})"


@cache
def _asides(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns, over folded text, of «(تابع)» and of «(البند ٣ من جدول الأعمال)»."""
    headings, items = load(language).headings, _items(language)
    words = any_of(headings.agenda_item + headings.agenda_item_alone)
    return (
        re.compile(rf"[()]?\s*\(?\s*(?:{any_of(headings.continued)})\s*\)?(?=\s|$|[()])"),
        re.compile(rf"\(\s*(?:{words})\s+{items}(?:\s+(?:{any_of(headings.agenda_tail)}))?\s*\)"),
    )


def read_heading(text: str, lexicon: Lexicon) -> HeadingText:
    """Split a heading into its text and what stands in brackets after it.

    >>> from unodc_parse.language.lexicon import load
    >>> read_heading("Good practices (agenda item 3) (continued)", load("en"))
    HeadingText(text='Good practices', continued=True, agenda_items=('3',))
    """
    continued_aside, agenda_aside = _asides(lexicon.language)
    items: list[str] = []
    text, found = _take_out(text, agenda_aside)
    if found is not None:
        items = re.findall(_ITEM, found)
    head, tail = text, None
    folded = fold_with_origins(text)
    for match in continued_aside.finditer(folded.text):
        inside = folded.text[match.start() : match.end()]
        if "(" in inside or ")" in inside:
            start, end = folded.span(match.start(), match.end())
            head, tail = f"{text[:start].rstrip()} {text[end:].lstrip()}".strip(), inside
    return HeadingText(" ".join(head.split()), tail is not None, tuple(_compact(item) for item in items))


def _take_out(text: str, pattern: re.Pattern[str]) -> tuple[str, str | None]:
    folded = fold_with_origins(text)
    match = pattern.search(folded.text)
    if match is None:
        return text, None
    start, end = folded.span(*match.span())
    return f"{text[:start].rstrip()} {text[end:].lstrip()}".strip(), match[1]


_LONGEST_ASIDE: Final = 120


def is_aside(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a line holds nothing but asides of the heading before it («(البند ٣ من جدول الأعمال) (تابع)»)."""
    if len(text) > _LONGEST_ASIDE:
        return False
    read = read_heading(text, lexicon)
    return (read.text == "" and (read.continued or bool(read.agenda_items))) or bool(scattered_items(text, lexicon))


_LONGEST_SCATTERED: Final = 60


def scattered_items(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the agenda items of an aside whose words stand in any order, as damage leaves «(البند ٣ من جدول الأعمال)».

    >>> from unodc_parse.language.lexicon import load
    >>> scattered_items("من جدول الأعمال)٣(البند", load("ar")), scattered_items("Item 3 was closed", load("en"))
    (('3',), ())
    """
    folded = fold(text)
    if len(folded) > _LONGEST_SCATTERED:
        return ()
    heads, tails = _aside_words(lexicon.language)
    words = {word for word in _WORD.findall(folded) if len(word) > 1}
    whole = bool(words & heads) and bool(words & tails) and words <= heads | tails
    return tuple(re.findall(r"\d{1,3}", folded)) if whole else ()


_WORD: Final = re.compile(r"[^\W\d_]+")


@cache
def _aside_words(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that name an agenda item, and those of the tail behind it."""
    headings = load(language).headings
    heads = (*headings.agenda_item, *headings.agenda_item_alone)
    return tuple(
        frozenset(word for phrase in phrases for word in fold(phrase).split())
        for phrases in (heads, (*headings.agenda_tail, *headings.agenda_item_alone, *headings.continued))
    )  # type: ignore[return-value]  # of two
