"""Zones: which lines are body, which are running heads and feet, footnotes, contents.

Running heads and feet are told by position *and* repetition over pages, never by pattern alone: a body sentence may
hold a symbol. Zone labelling comes before numbering, since footnote bodies look like numbered paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from msgspec import Struct

from unodc_parse.language.lexicon import Lexicon, fold, opens_with
from unodc_parse.language.symbols import find_symbols
from unodc_parse.model import Line, Page
from unodc_parse.segment.footnotes import footnote_lines

Zone = Literal["body", "furniture", "footnote", "contents"]


class ZonedLine(Struct, frozen=True):
    """A line and its zone. `page` counts from 1 for text input too (form feeds), unlike `line.page`."""

    line: Line
    page: int
    zone: Zone


#: How many lines at the top and at the bottom of a page may be running heads or feet.
_EDGE_LINES: Final = 3
_PAGE_NUMBER: Final = re.compile(r"[-–—\s(]*(?:page\s)?\d{1,4}\s*(?:(?:/|of|من)\s*\d{1,4})?[-–—\s)]*", re.IGNORECASE)
#: Job numbers and bar codes: V.17-07885 (E), GE.19-12345, 1910268E, *1804739*, and processing dates in groups of six.
_JOB: Final = re.compile(r"(?:\*\d{6,9}\*(?:\s?\*)?|(?:[A-Z]{1,2}\.)?\s?\d{2}-\d{5}(?:\s?\(?[A-Z]\)?)?(?:\s+\d{6})*)")
_LEADERS: Final = re.compile(r"(?:\.\s?){5,}|\N{HORIZONTAL ELLIPSIS}{2,}|_{8,}\s*\d")
_CONTENTS_ENTRY: Final = re.compile(r"(?:(?:\.\s?){4,}|\N{HORIZONTAL ELLIPSIS}{2,}|\s{3,}|\t)\s*\d{1,3}\s*$")


def label_zones(pages: Sequence[Page], lexicon: Lexicon) -> tuple[ZonedLine, ...]:
    """Label every non-blank line of `pages`, in reading order."""
    filled = [(page.number, [line for line in page.lines if line.text.strip()]) for page in pages]
    repeated = _repeated_edges(filled)
    footnotes = footnote_lines([(number, lines) for number, lines in filled])
    contents = _contents_lines(filled, lexicon)
    zoned: list[ZonedLine] = []
    for number, lines in filled:
        for at, line in enumerate(lines):
            zone: Zone = "body"
            if _is_furniture(line, at, len(lines), repeated, several=len(filled) > 1):
                zone = "furniture"
            elif (number, at) in footnotes:
                zone = "footnote"
            elif (number, at) in contents:
                zone = "contents"
            zoned.append(ZonedLine(line, number, zone))
    return tuple(zoned)


def _mask(text: str) -> str:
    """Fold a line and mask its numbers, so that heads which differ only by the page number are equal."""
    return re.sub(r"\d+", "#", fold(text))


def _repeated_edges(filled: Iterable[tuple[int, list[Line]]]) -> frozenset[str]:
    """Return the masked lines that stand at the edge of two pages or more."""
    counts: Counter[str] = Counter()
    pages = 0
    for _, lines in filled:
        pages += 1
        edges = {_mask(line.text) for line in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:])}
        counts.update(edges)
    least = 2 if pages < 8 else 3
    return frozenset(text for text, count in counts.items() if count >= least)


def _is_furniture(line: Line, at: int, count: int, repeated: frozenset[str], *, several: bool) -> bool:
    edge = at < _EDGE_LINES or at >= count - _EDGE_LINES
    if not edge:
        return _is_bare_furniture(line) and _mask(line.text) in repeated
    if several and _mask(line.text) in repeated and (len(line.text) < 120):
        return not _starts_sentence(line) or _is_bare_furniture(line)
    first_or_last = at == 0 or at == count - 1
    return first_or_last and several and (_PAGE_NUMBER.fullmatch(fold(line.text)) is not None)


def _starts_sentence(line: Line) -> bool:
    """Tell whether a line reads as running text: long, and ending as sentences do."""
    return len(line.text) > 60 and line.text.rstrip()[-1] in ".;؛،,:"


def _is_bare_furniture(line: Line) -> bool:
    """Tell whether nothing but symbols, job numbers and page numbers stands in the line."""
    rest = line.text
    for symbol, _ in find_symbols(rest):
        rest = rest.replace(symbol, " ")
    rest = _JOB.sub(" ", rest)
    return _PAGE_NUMBER.sub("", rest).strip(" *") == ""


def _contents_lines(filled: Sequence[tuple[int, list[Line]]], lexicon: Lexicon) -> set[tuple[int, int]]:
    """Return (page, position) of the lines of a table of contents: its heading, and entries up to the last leader."""
    found: set[tuple[int, int]] = set()
    for number, lines in filled:
        entries = [at for at, line in enumerate(lines) if _LEADERS.search(line.raw) or _LEADERS.search(line.text)]
        heading = next((at for at, line in enumerate(lines) if _is_contents_heading(line, lexicon)), None)
        if heading is None and len(entries) < 3:
            continue
        if heading is not None:
            entries += [at for at in range(heading, len(lines)) if _CONTENTS_ENTRY.search(lines[at].raw.rstrip())]
        if entries:
            start = heading if heading is not None else min(entries)
            found |= {(number, at) for at in range(min(start, *entries), max(entries) + 1)}
    return found


def _is_contents_heading(line: Line, lexicon: Lexicon) -> bool:
    folded = fold(line.text)
    return len(folded) < 30 and opens_with(folded, lexicon.headings.contents)
