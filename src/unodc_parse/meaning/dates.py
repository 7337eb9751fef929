"""Dates of a segment: days and ranges of days, ISO 8601."""

from __future__ import annotations

import re
from typing import Final

from unodc_parse.language.dates import DateRange, find_dates
from unodc_parse.language.lexicon import fold, load
from unodc_parse.language.wording import Wording
from unodc_parse.model import DateMention

_YEAR: Final = re.compile(r"\d{4}")


def read_dates(text: str, wording: Wording) -> tuple[DateMention, ...]:
    """Find the dates in `text`.

    Two dates joined by "and" are a range only after "between": "on 1 March 2020 and 5 June 2021" are two days.
    """
    if _YEAR.search(text) is None:
        return ()
    found: list[DateMention] = []
    for date in find_dates(text, load(wording.language)):
        parts = _parts(text, date, wording) if date.start != date.end else [date]
        found += [DateMention(start=d.start, end=d.end, text=text[slice(*d.span)], span=d.span) for d in parts]
    return tuple(found)


def _parts(text: str, date: DateRange, wording: Wording) -> list[DateRange]:
    """Return a range as one, or as the two days that it names."""
    start, end = date.span
    printed = fold(text[start:end])
    joins = "|".join(re.escape(fold(word)) for word in wording.small.dates.and_)
    joined = re.search(rf"(?<=[\s\d])(?:{joins})\s?(?=\d)", printed)
    before = fold(text[:start]).split()[-1:]
    if joined is None or any(word in wording.sets["dates.between"] for word in before):
        return [date]
    cut = next((m.start() for m in re.finditer("|".join(wording.small.dates.and_), text[start:end])), None)
    if cut is None:
        return [date]
    first, second = (start, start + len(text[start : start + cut].rstrip())), (start + cut, end)
    digit = re.search(r"\d", text[second[0] : end])
    second = (second[0] + (digit.start() if digit else 0), end)
    return [DateRange(date.start, date.start, first), DateRange(date.end, date.end, second)]
