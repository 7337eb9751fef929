"""The masthead: symbols, dates, bodies, meetings, title and type of a document (domain.md 1.2)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final, Literal, TypeVar

from unodc_parse.language.bodies import bare_name, find_bodies, guess_bodies
from unodc_parse.language.dates import DateRange, find_dates
from unodc_parse.language.lexicon import (
    Lexicon,
    contains_phrase,
    fold,
    folded_set,
)
from unodc_parse.language.numerals import session_number
from unodc_parse.language.symbols import find_symbols
from unodc_parse.model import Meeting, Metadata, Segment
from unodc_parse.segment.enactments import enacts
from unodc_parse.segment.headings import agenda_items_in, scattered_items
from unodc_parse.segment.masthead_entries import (
    LONGEST_MEETING,
    DocumentType,
    Piece,
    date_of,
    distribution_of,
    is_held,
    is_known,
    lexicon_of,
    meeting_dates,
    names_body,
    original_language,
    place_of,
    title_type,
)

_T = TypeVar("_T")

#: Job numbers: V.17-07885 and GE.19-12345; 19-10268; 1910268E; and the bar code *1707885*.
_JOBS: Final = (
    re.compile(r"(?<![\w/.-])([A-Z]{1,2}\.\d{2}-\d{5})(?![\w/-])"),
    re.compile(r"(?<![\w/.-])(\d{2}-\d{5})(?![\w/-])"),
    re.compile(r"(?<![\w/.-])(\d{7}[ACEFRS]?)(?![\w/-])"),
)
_SUFFIX: Final = re.compile(r"/(Add|Corr|Rev)\.(\d{1,4})(?!\d)")
#: A masthead line may hold this much beside its symbol; more is a sentence that cites one.
_BESIDE_SYMBOL: Final = 40
#: … and a line that is nothing but a symbol this much: a dash between two, a star.
_AROUND_SYMBOL: Final = 4
_LONGEST_NAME: Final = 120
#: So many short lines of no known kind may stand between two entries of a masthead.
_UNKNOWN_BETWEEN: Final = 4


def read_masthead(
    lines: Sequence[str], furniture: Sequence[str], segments: Sequence[Segment], lexicon: Lexicon
) -> Metadata:
    """Read the metadata from masthead lines, running heads and feet, and the headings' agenda items."""
    pieces = [Piece(line, lexicon_of(line, lexicon)) for line in lines if line.strip()]
    symbols = _symbols(lines, furniture)
    titled = _title_range(pieces)
    announced = " ".join(" ".join(pieces[at].text for at in titled).split()) or None
    titled = _title_above(pieces, _resolution_title(pieces, titled))
    title = _NUMBER_OF_TITLE.sub("", " ".join(" ".join(pieces[at].text for at in titled).split())).rstrip(" *") or None
    suffixes = {kind: int(number) for symbol in symbols for kind, number in _SUFFIX.findall(symbol)}
    return Metadata(
        symbols=symbols,
        title=title,
        document_type=_document_type(announced, pieces, symbols, segments, lexicon),
        addendum=suffixes.get("Add") or _said(pieces, "addendum"),
        corrigendum=suffixes.get("Corr") or _said(pieces, "corrigendum"),
        revision=suffixes.get("Rev") or _said(pieces, "revision"),
        distribution=_first(distribution_of(piece) for piece in pieces),
        date=date_of(pieces),
        original_language=_first(original_language(piece) for piece in pieces),
        job_number=_job_number((*furniture, *lines)),
        session=_first(session_number(piece.text, piece.lexicon) for piece in pieces),
        meetings=tuple(_meetings([p for at, p in enumerate(pieces) if at not in titled], announced, pieces)),
        agenda_items=_agenda_items(pieces, segments),
    )


def stands_alone(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a line of a masthead is an entry of its own: symbol, distribution, date, original language.

    >>> from unodc_parse.language.lexicon import load
    >>> stands_alone("Distr.: General", load("en")), stands_alone("Report on the meeting", load("en"))
    (True, False)
    """
    piece = Piece(text, lexicon_of(text, lexicon))
    symbols = find_symbols(text)
    if symbols:
        return len(text) - sum(end - start for _, (start, end) in symbols) <= _AROUND_SYMBOL
    return is_known(piece) or date_of([piece]) is not None or is_held(piece)


def masthead_end(texts: Sequence[str], lexicon: Lexicon) -> int:
    """Return how many of a document's first blocks are its masthead, told by their own texts alone.

    It ends with the last entry of a known kind; only a few short lines, names and titles, may stand between two.

    >>> from unodc_parse.language.lexicon import load
    >>> masthead_end(["E/2025/28", "Distr.: General", "A letter.", "Two paragraphs."], load("en"))
    2
    """
    end = 0
    for at, text in enumerate(texts):
        if _is_entry(text, lexicon):
            end = at + 1
        elif at - end >= _UNKNOWN_BETWEEN or len(text) > _LONGEST_NAME:
            break
    return end


def _is_entry(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a block is an entry of a masthead: one that stands alone, a title, a body, a session, an agenda."""
    piece = Piece(text, lexicon_of(text, lexicon))
    if stands_alone(text, lexicon):
        return True
    if len(text) > _LONGEST_NAME or text.rstrip().endswith((".", ":", "؟", "?")):
        return False
    return (
        title_type(piece) is not None
        or names_body(piece)
        or bool(agenda_items_in(text, piece.lexicon))
        or session_number(text, piece.lexicon) is not None
    )


def _first(values: Iterable[_T | None]) -> _T | None:
    return next((value for value in values if value is not None), None)


_IN_BRACKETS: Final = re.compile(r"\(.*\)[.,;]?")


def _symbols(lines: Sequence[str], furniture: Sequence[str]) -> tuple[str, ...]:
    """Return the document's own symbols; one in brackets that no line but itself fills is another document's."""
    for texts in (lines, furniture):
        found: dict[str, None] = {}
        for text in texts:
            spans = [] if _IN_BRACKETS.fullmatch(text.strip()) else find_symbols(text)
            if spans and len(text) - sum(end - start for _, (start, end) in spans) <= _BESIDE_SYMBOL:
                found.update({symbol: None for symbol, _ in spans})
        if found:
            return tuple(found)
    return ()


# -------------------------------------------------------------------------------------------------------- title


def _title_range(pieces: Sequence[Piece]) -> range:
    """Return which lines are the title: from the first that opens as titles do, up to the next of another kind.

    Titles in capitals above one that is not are those of the agenda items that a report is about.
    """
    starts = [at for at, piece in enumerate(pieces) if title_type(piece)]
    if not starts:
        return _untyped_title(pieces)
    own = starts if not pieces[starts[0]].text.isupper() else [at for at in starts if not pieces[at].text.isupper()]
    start = (own or starts)[0]
    return range(start, _title_end(pieces, start))


def _title_end(pieces: Sequence[Piece], start: int) -> int:
    """Return where a title that begins at `start` ends."""
    end = start + 1
    while end < len(pieces) and not is_known(pieces[end]) and _title_goes_on(pieces[end - 1], pieces[end]):
        end += 1
    return end


#: "59/25. Human rights and climate change": the number of a resolution, and its title.
_NUMBER_OF_TITLE: Final = re.compile(r"^\d{1,4}/\d{1,4}\.?\s+(?=\D)")


def _resolution_title(pieces: Sequence[Piece], titled: range) -> range:
    """Return the lines of the title proper of a resolution: from its number on, or below a line that is its number.

    What stands above says who adopted it and when; where nothing else titles it, that does.
    """
    if not titled or title_type(pieces[titled[0]]) != "resolution":
        return titled
    start = next((at for at in range(titled[0], len(pieces)) if _NUMBER_OF_TITLE.match(pieces[at].text)), None)
    below = titled[0] + 1
    if start is None and any(c.isdecimal() for c in pieces[titled[0]].text) and below in titled:
        start = None if find_dates(pieces[below].text, pieces[below].lexicon) or names_body(pieces[below]) else below
    return titled if start is None else range(start, _title_end(pieces, start))


def _title_above(pieces: Sequence[Piece], titled: range) -> range:
    """Return the lines of the title proper where `titled` only says whose report it is: those right above it.

    "Report of the Inspector" and "Note by the Secretariat" name no subject. Below an agenda item stands the item's own
    title, which nothing tells from the document's.
    """
    if not titled or not _only_says_whose(" ".join(pieces[at].text for at in titled), pieces[titled[0]]):
        return titled
    start = titled[0]
    while start and _may_title(pieces[start - 1], pieces[titled[0]].lexicon):
        start -= 1
    words = sum(len(piece.text.split()) for piece in pieces[start : titled[0]])
    above = pieces[start - 1] if start else None
    is_item = above is not None and bool(agenda_items_in(above.text, above.lexicon))
    return range(start, titled[0]) if _FEWEST_WORDS <= words <= _MOST_WORDS and not is_item else titled


def _only_says_whose(title: str, piece: Piece) -> bool:
    """Tell whether a report's or note's title names no subject, session or date."""
    if title_type(piece) not in {"report", "note"} or len(title) > _LONGEST_NAME:
        return False
    named = contains_phrase(fold(title), piece.lexicon.masthead.subject)
    return not named and session_number(title, piece.lexicon) is None and not find_dates(title, piece.lexicon)


def _may_title(piece: Piece, lexicon: Lexicon) -> bool:
    """Tell whether a line is of no known kind, nor a body, a session or a date, so that it may be of a title."""
    return (
        piece.lexicon is lexicon
        and not is_known(piece)
        and not names_body(piece)
        and not find_bodies(piece.text)
        and session_number(piece.text, piece.lexicon) is None
        and not find_dates(piece.text, piece.lexicon)
        and _job_number([piece.text]) is None
    )


#: Words of a title at the least and at the most.
_FEWEST_WORDS: Final = 3
_MOST_WORDS: Final = 60


def _untyped_title(pieces: Sequence[Piece]) -> range:
    """Return the lines that stand last, below the agenda item or the place and date; there is none without these."""
    placed = [at for at, piece in enumerate(pieces) if agenda_items_in(piece.text, piece.lexicon) or is_held(piece)]
    start = placed[-1] + 1 if placed else len(pieces)
    sponsored = [at for at in range(start, len(pieces) - 1) if _names_draft(pieces[at])]
    start = sponsored[-1] + 1 if sponsored else start
    end = start
    while end < len(pieces) and not is_known(pieces[end]):
        end += 1
    return range(start, end)


def _title_goes_on(before: Piece, piece: Piece) -> bool:
    """Tell whether a title runs over to the next line: not into a second title, another language, or a sentence."""
    if before.text.endswith(")") and (names_body(piece) or find_bodies(piece.text)):
        return False  # "(10-14 March 2025)" closes a title; the organ that the report goes to stands below it
    return before.lexicon is piece.lexicon and title_type(piece) is None and not piece.text.endswith(".")


def _document_type(
    title: str | None, pieces: Sequence[Piece], symbols: Sequence[str], segments: Sequence[Segment], lexicon: Lexicon
) -> DocumentType:
    """Return what the title says; what says nothing of its kind is a resolution where it begins as these do."""
    if title is not None:
        found: DocumentType | None = _first(title_type(piece) for piece in pieces)
        if found is not None:
            return found
    if any("/RES/" in symbol for symbol in symbols) or any(_names_draft(piece) for piece in pieces):
        return "resolution"
    opening = (segment.text or "" for segment in segments[:_OPENING_SEGMENTS])
    return "resolution" if any(enacts(text, lexicon) for text in opening) else "other"


def _names_draft(piece: Piece) -> bool:
    """Tell whether a line names its sponsors and its kind: "Egypt and Italy: revised draft resolution"."""
    return contains_phrase(fold(piece.text), piece.lexicon.headings.restart) and len(piece.text) <= _LONGEST_SPONSORS


#: A list of sponsors may be long; the enacting words stand among so many segments at the head of a resolution.
_LONGEST_SPONSORS: Final = 400
_OPENING_SEGMENTS: Final = 3


def _said(pieces: Sequence[Piece], kind: Literal["addendum", "corrigendum", "revision"]) -> bool | None:
    """Return True where a line of its own says "Addendum", None where none does."""
    for piece in pieces:
        if fold(piece.text).strip(" *.") in folded_set(getattr(piece.lexicon.masthead, kind)):
            return True
    return None


# ------------------------------------------------------------------------------------------ distribution and dates


def _job_number(texts: Sequence[str]) -> str | None:
    """Return the job number; the bar code says it too, without its prefix, and is taken only where nothing else is."""
    bare = [re.sub("|".join(map(re.escape, [s for s, _ in find_symbols(t)])) or "(?!)", " ", t) for t in texts]
    return _first(match[1] for pattern in _JOBS for text in bare if (match := pattern.search(text)))


def _agenda_items(pieces: Sequence[Piece], segments: Sequence[Segment]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for piece in pieces:
        items = agenda_items_in(piece.text, piece.lexicon) or scattered_items(piece.text, piece.lexicon)
        found.update(dict.fromkeys(items))
    for segment in segments:
        if segment.agenda_item:
            found.update(dict.fromkeys(segment.agenda_item.split(", ")))
    return tuple(found)


# ----------------------------------------------------------------------------------------------------- meetings


def _meetings(pieces: Sequence[Piece], title: str | None, every: Sequence[Piece]) -> list[Meeting]:
    """Return the meetings: a place-and-date line closes the body named above it; failing that, the title's."""
    meetings: list[Meeting] = []
    above: list[Piece] = []
    for piece in pieces:
        place = place_of(piece)
        dates = meeting_dates(piece) if place else []
        if dates and place and len(piece.text) < LONGEST_MEETING:
            body_id, body = _body(above)
            meetings.append(Meeting(body=body, body_id=body_id, place=place, start=dates[0].start, end=dates[0].end))
            above = []
        else:
            above.append(piece)
    named = [meeting for meeting in meetings if meeting.body]
    return named or _title_meetings(title, every) or meetings


def _body(pieces: Sequence[Piece]) -> tuple[str | None, str | None]:
    """Return id and name of the body that was named last; a body that is not known by name keeps its line."""
    text = " ".join(piece.text for piece in pieces)
    starts = accumulate((len(piece.text) + 1 for piece in pieces), initial=0)
    found = find_bodies(text)
    known_end = found[-1][1][1] if found else 0
    unknown = [p.text for p, start in zip(pieces, starts, strict=False) if start >= known_end and names_body(p)]
    if unknown:
        return None, unknown[-1]
    return (found[-1][0], bare_name(text[slice(*found[-1][1])])) if found else (None, None)


def _title_meetings(title: str | None, pieces: Sequence[Piece]) -> list[Meeting]:
    """Read the meeting out of a title such as "Report on the meeting of … held in Vienna from 9 to 13 October 2017"."""
    if title is None:
        return []
    lexicon = next((piece.lexicon for piece in pieces if title.startswith(piece.text)), pieces[0].lexicon)
    dates: list[DateRange | None] = [*find_dates(title, lexicon)] or [None]
    place = place_of(Piece(title, lexicon))
    found: list[tuple[str | None, str]] = [(body_id, bare_name(title[a:b])) for body_id, (a, b) in find_bodies(title)]
    bodies = found or [(None, name) for name in guess_bodies(title, lexicon)]
    date = max(dates, key=_days)  # of the days and ranges in a title, the session itself is the longest
    if not bodies and date is not None:
        start = next((at for at, piece in enumerate(pieces) if piece.text in title), len(pieces))
        short = [[p for p in part if len(p.text) < _LONGEST_NAME] for part in (pieces[:start], pieces[start:])]
        above, below = (_body([p for p in part if p.text not in title]) for part in short)
        # below a title stands the organ that the report goes to, or a name whole that is broken above
        named = above if above[1] and not (below[1] or "").startswith(above[1]) else below
        bodies = [named] if named[1] else []  # type: ignore[list-item]  # the name is not null
    if not bodies or (date is None and place is None):
        return []
    return [
        Meeting(
            body=name,
            body_id=body_id,
            place=place,
            start=date.start if date else None,
            end=date.end if date else None,
        )
        for body_id, name in dict.fromkeys(bodies)
    ]


def _days(date: DateRange | None) -> int:
    return (dt.date.fromisoformat(date.end) - dt.date.fromisoformat(date.start)).days if date else -1
