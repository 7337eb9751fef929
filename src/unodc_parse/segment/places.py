"""Places of meetings: cities known by name, and others by where they stand, between "held in" or a comma and a date."""

from __future__ import annotations

import re
from typing import Final

from unodc_parse.language.dates import find_dates
from unodc_parse.language.lexicon import Lexicon, contains_phrase, fold, fold_with_origins, phrase_pattern
from unodc_parse.language.numerals import session_number

#: A city's name is no longer than this, in characters and in words.
_LONGEST: Final = 40
_MOST_WORDS: Final = 4
_PLACED: Final = re.compile(r"([^\d,،:;]+?)\s?[,،]\s*(\D*)")


def find_place(text: str, lexicon: Lexicon) -> str | None:
    """Return where a meeting was held, as it is printed.

    >>> from unodc_parse.language.lexicon import load
    >>> find_place("Ulan Bator, 3-5 May 2021", load("en")), find_place("held in Cusco from 3 to 5 May 2021", load("en"))
    ('Ulan Bator', 'Cusco')
    """
    folded = fold_with_origins(text)
    known = phrase_pattern(lexicon.places.names).search(folded.text)
    if known is not None:
        start, end = folded.span(*known.span())
        return text[start:end]
    dates = find_dates(text, lexicon)
    if not dates:
        return None
    before = text[: dates[0].span[0]]
    alone = not text[dates[-1].span[1] :].strip(" .)*")
    return (_before_comma(before, lexicon) if alone else None) or _after_held(before, lexicon)


def _before_comma(before: str, lexicon: Lexicon) -> str | None:
    """Return "Ulan Bator" of "Ulan Bator, " before the days that end a line."""
    match = _PLACED.fullmatch(before)
    if match is None or not _is_filler(match[2], lexicon):
        return None
    return _city(match[1], lexicon)


def _after_held(before: str, lexicon: Lexicon) -> str | None:
    """Return "Cusco" of "… held in Cusco from " before a date."""
    folded = fold_with_origins(before)
    held = list(phrase_pattern(lexicon.masthead.held).finditer(folded.text))
    if not held:
        return None
    start, _ = folded.span(held[-1].end() - 1, held[-1].end())
    rest = before[start + 1 :].strip()
    first = phrase_pattern(lexicon.places.before).match(fold(rest))
    rest = rest[first.end() :].strip() if first else rest
    tail = [m.start() for m in phrase_pattern(lexicon.places.after).finditer(fold(rest))]
    name = rest[: tail[0]] if tail and len(fold(rest)) == len(rest) else rest
    return _city(name.strip(" ,،"), lexicon)


def _is_filler(text: str, lexicon: Lexicon) -> bool:
    """Tell whether nothing but words that lead to a date stands in a text: "from", «في الفترة من»."""
    return not phrase_pattern((*lexicon.places.after, *lexicon.places.before)).sub("", fold(text)).strip()


def _city(name: str, lexicon: Lexicon) -> str | None:
    """Return a name if it may be a city's: short, a capital where the script has one, no body, session or title."""
    folded = fold(name)
    words = lexicon.masthead
    titles = (*words.report, *words.draft_report, *words.note, *words.resolution, *words.body_words)
    if not name or len(name) > _LONGEST or len(name.split()) > _MOST_WORDS or name[:1].islower():
        return None
    if contains_phrase(folded, titles) or session_number(name, lexicon) is not None:
        return None
    return name
