"""Dates and ranges of days, to ISO 8601, in the order they are printed or in the order that damage left them in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from unodc_parse.language.lexicon import Lexicon, fold, fold_with_origins, folded_phrases, load
from unodc_parse.model import Span
from unodc_parse.values import Value

_DIGIT: Final = re.compile(r"\d")
_LEAST_DIGITS: Final = 5  # of a day and a year


class DateRange(Value, frozen=True):
    """A day or a range of days, ISO 8601, and where it stands in the text."""

    start: str
    end: str
    span: Span


class _Shape(Value, frozen=True):
    """How a date may be printed, and what it needs: so many numbers before months, four digits there, a comma."""

    pattern: re.Pattern[str]
    months: int = 1
    year_first: bool = False
    comma: bool = False


class _Grammar(Value, frozen=True):
    shapes: tuple[_Shape, ...]
    near: re.Pattern[str]  # what each of them holds: a number right before a month, or before a comma
    months: dict[str, int]


@cache
def _grammar(language: str) -> _Grammar:
    lexicon = load(language)
    months = {fold(name): number for number, names in lexicon.months.items() for name in names}
    names = "|".join(
        re.escape(name).replace(r"\ ", r"\s+").replace("/", r"\s*/\s*")
        for name in sorted(months, key=len, reverse=True)
    )
    words = "|".join(re.escape(word) for word in folded_phrases(lexicon.dates.range_words))
    before_year = (
        rf"(?:(?:{'|'.join(folded_phrases(lexicon.dates.year_words))})\s*)?" if lexicon.dates.year_words else ""
    )
    ends = rf"(?:{'|'.join(folded_phrases(lexicon.dates.day_ends))})?" if lexicon.dates.day_ends else ""
    day, month, year = (
        r"(?<!\d)(?P<{0}>\d{{1,2}})(?!\d)" + ends,
        r"(?P<{0}>" + names + ")",
        before_year + r"(?<!\d)(?P<{0}>\d{{4}})(?!\d)",
    )
    join = rf"\s*(?:-|{words})\s*"
    d1, d2, m1, m2 = day.format("d1"), day.format("d2"), month.format("m1"), month.format("m2")
    y1, y2 = year.format("y1"), year.format("y2")
    shapes = (
        _Shape(re.compile(rf"{d1}\s*{m1}(?:\s*{y1})?{join}{d2}\s*{m2}\s*,?\s*{y2}"), months=2),  # 30 May to 4 June 2017
        _Shape(re.compile(rf"{d1}{join}{d2}\s*{m2}\s*,?\s*{y2}")),  # 9-13 October 2017
        _Shape(re.compile(rf"{d2}\s*{m2}\s*,?\s*{y2}")),  # 9 October 2017
        _Shape(re.compile(rf"{m2}\s+{d2}\s*,\s*{y2}"), months=0, comma=True),  # October 9, 2017
        # damaged: the year was emitted first, the days last
        _Shape(re.compile(rf"{y2}\s*{m2}\s*{d1}{join}{d2}"), year_first=True),
    )
    near = rf"\d{ends}\s*(?:{names}|,)"
    return _Grammar(shapes, re.compile(near), months)


def find_dates(text: str, lexicon: Lexicon) -> list[DateRange]:
    """Find the dates in `text`, first to last, none overlapping another.

    A range that falls within one month was printed the other way round (a hyphen does not join Arabic-Indic digits,
    UAX #9 W4), so its ends are put in order.

    >>> from unodc_parse.language.lexicon import load
    >>> [(d.start, d.end) for d in find_dates("Vienna, 9–13 October 2017", load("en"))]
    [('2017-10-09', '2017-10-13')]
    """
    if len(_DIGIT.findall(text)) < _LEAST_DIGITS:
        return []
    grammar = _grammar(lexicon.language)
    if grammar.near.search(fold(text)) is None:
        return []
    folded = fold_with_origins(text)
    taken: list[tuple[int, int]] = []
    found: list[DateRange] = []
    for shape in _possible(folded.text, grammar):
        for match in shape.pattern.finditer(folded.text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            date = _read(match.groupdict(), grammar, folded.span(*match.span()))
            if date is not None:
                taken.append(match.span())
                found.append(date)
    return sorted(found, key=lambda d: d.span)


def _possible(folded: str, grammar: _Grammar) -> list[_Shape]:
    """Return the shapes that dates in a text may have: few texts hold what more than two of them need."""
    near = list(grammar.near.finditer(folded))
    dated = [match for match in near if not match[0].endswith(",")]
    year_first = any(folded[match.start() - 3 : match.start()].isdecimal() for match in dated)
    comma = len(dated) < len(near)
    return [
        shape
        for shape in grammar.shapes
        if len(dated) >= shape.months and year_first >= shape.year_first and comma >= shape.comma
    ]


def find_scrambled_date(text: str, lexicon: Lexicon) -> DateRange | None:
    """Read the one date of a line whose parts were emitted in the wrong order: one year, one month, one range of days.

    >>> from unodc_parse.language.lexicon import load
    >>> find_scrambled_date("٢٠١٧الأول/أكتوبر تشرين  ١٣-١١فيينا،", load("ar")).start
    '2017-10-11'
    """
    grammar = _grammar(lexicon.language)
    folded = fold_with_origins(text)
    years = re.findall(r"(?<!\d)\d{4}(?!\d)", folded.text)
    days = re.findall(r"(?<!\d)(\d{1,2})-(\d{1,2})(?!\d)", folded.text)
    if len(years) != 1 or len(days) != 1:
        return None
    months = {number for name, number in grammar.months.items() if re.search(rf"(?<!\w){re.escape(name)}", folded.text)}
    if len(months) != 1:
        return None
    name = next(name for name, number in grammar.months.items() if number in months)
    groups = {"m2": name, "y2": years[0], "d1": days[0][0], "d2": days[0][1]}
    return _read(groups, grammar, (0, len(text)))


def _read(groups: Mapping[str, str | None], grammar: _Grammar, span: Span) -> DateRange | None:
    month = _month(groups["m2"], grammar)
    first_month = _month(groups.get("m1"), grammar) or month
    year, day = int(groups["y2"] or 0), int(groups["d2"] or 0)
    first_year, first_day = int(groups.get("y1") or year), int(groups.get("d1") or day)
    if first_month == month and first_year == year and first_day > day:
        first_day, day = day, first_day
    try:
        start = dt.date(first_year, first_month, first_day)
        end = dt.date(year, month, day)
    except ValueError:
        return None
    if start > end:  # a range over the turn of the year prints one year only
        start = start.replace(year=start.year - 1)
    return DateRange(start.isoformat(), end.isoformat(), span)


def _month(name: str | None, grammar: _Grammar) -> int:
    return grammar.months[_SLASH.sub("/", " ".join(name.split()))] if name else 0


_SLASH: Final = re.compile(r"\s*/\s*")
