"""Entries of a masthead: of what kind one of its lines is, and what it says, told by the line alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

from unodc_parse.language.dates import DateRange, find_dates, find_scrambled_date
from unodc_parse.language.direction import language_of
from unodc_parse.language.lexicon import (
    Lexicon,
    contains_phrase,
    fold,
    folded_set,
    load,
    opens_with,
    phrase_pattern,
)
from unodc_parse.language.numerals import session_number
from unodc_parse.language.symbols import find_symbols
from unodc_parse.segment.headings import agenda_items_in
from unodc_parse.segment.places import find_place

DocumentType = Literal["draft_report", "report", "resolution", "note", "other"]

_TYPES: Final[tuple[DocumentType, ...]] = ("draft_report", "report", "resolution", "note")
#: A line of place and dates is no longer than this.
LONGEST_MEETING: Final = 80
#: The name of a body has so many words at least; "Thirteenth meeting" is none.
_SHORTEST_NAME: Final = 3


class Piece(Struct, frozen=True):
    """A masthead line's text, in the language that it is printed in: mastheads of Arabic versions are partly Latin."""

    text: str
    lexicon: Lexicon


def lexicon_of(text: str, lexicon: Lexicon) -> Lexicon:
    """Return the language that a line is printed in: mastheads of Arabic versions are partly Latin."""
    return load(language_of(text)) if text.isascii() and lexicon.direction == "rtl" else lexicon


def title_type(piece: Piece) -> DocumentType | None:
    """Return what kind of document a line titles, by its opening words."""
    folded = fold(piece.text)
    words = piece.lexicon.masthead
    for kind in _TYPES:
        if opens_with(folded, getattr(words, kind)):
            return kind
    return None


def is_held(piece: Piece) -> bool:
    """Tell whether a line holds the place and the days of a meeting, and nothing else."""
    return bool(place_of(piece) and meeting_dates(piece) and len(piece.text) < LONGEST_MEETING)


def is_known(piece: Piece) -> bool:
    """Tell whether a masthead line is of a known kind other than a title or a body."""
    folded, words = fold(piece.text), piece.lexicon.masthead
    bare = folded.strip(" *.")
    return (
        any(
            bare in folded_set(listed)
            for listed in (words.addendum, words.corrigendum, words.revision, words.united_nations, words.summary)
        )
        or opens_with(folded, (*words.distribution_words, *words.original_words, *words.persons))
        or contains_phrase(folded, words.official_records)
        or bool(agenda_items_in(piece.text, piece.lexicon))
        or distribution_of(piece) is not None
        or bool(find_symbols(piece.text))
    )


def names_body(piece: Piece) -> bool:
    """Tell whether a line reads as the name of a body: it holds such a word, and is no session, meeting or agenda."""
    folded = fold(piece.text)
    return (
        len(folded.split()) >= _SHORTEST_NAME
        and contains_phrase(folded, piece.lexicon.masthead.body_words)
        and session_number(piece.text, piece.lexicon) is None
        and not is_known(piece)
        and title_type(piece) is None
    )


def distribution_of(piece: Piece) -> str | None:
    """Return the distribution that a line says: general, limited, restricted."""
    folded, words = fold(piece.text), piece.lexicon.masthead
    match = phrase_pattern(words.distribution_words).search(folded)
    rest = folded[match.end() :] if match else folded
    for kind, names in words.distribution.items():
        if match and contains_phrase(rest, names):
            return kind
        if rest.strip(" *.") in folded_set(names):
            return kind
    return None


def original_language(piece: Piece) -> str | None:
    """Return the code of the language that a line names as the original's."""
    folded, words = fold(piece.text), piece.lexicon.masthead
    match = phrase_pattern(words.original_words).search(folded)
    if match is None:
        return None
    rest = folded[match.end() :]
    found = [(rest.find(fold(name)), code) for code, names in words.languages.items() for name in names]
    return min(((at, code) for at, code in found if at >= 0), default=(0, None))[1]


def date_of(pieces: Sequence[Piece]) -> str | None:
    """Return the date of submission: a day on a line of its own, or beside the distribution."""
    for piece in pieces:
        dates = find_dates(piece.text, piece.lexicon)
        if len(dates) == 1 and dates[0].start == dates[0].end:
            start, end = dates[0].span
            rest = piece.text[:start] + piece.text[end:]
            if len(rest.strip(" ,.:")) < 4 or distribution_of(piece) is not None:
                return dates[0].start
    return None


def meeting_dates(piece: Piece) -> list[DateRange]:
    """Return the days in a line, also where damage took them apart."""
    dates = find_dates(piece.text, piece.lexicon)
    scrambled = None if dates else find_scrambled_date(piece.text, piece.lexicon)
    return [scrambled] if scrambled else dates


def place_of(piece: Piece) -> str | None:
    """Return where a meeting was held, if the line says so."""
    return find_place(piece.text, piece.lexicon)
