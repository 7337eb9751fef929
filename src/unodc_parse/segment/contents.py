"""Tables of contents: which lines of a document belong to one. Their entries look like headings, and are none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from unodc_parse.language.lexicon import Lexicon, fold, text_opens_with
from unodc_parse.model import Line

_LEADER_SIGNS: Final = re.compile(r"\. ?\.|\N{HORIZONTAL ELLIPSIS}|__")
_LEADERS: Final = re.compile(r"(?:\.\s?){5,}|\N{HORIZONTAL ELLIPSIS}{2,}|_{8,}\s*\d")
_NUMBER: Final = r"[0-9\u0660-\u0669\u06f0-\u06f9]{1,3}"
#: An entry without leaders: a page number far from its title.
_APART: Final = re.compile(rf"(?:(?:\.\s?){{4,}}|\N{{HORIZONTAL ELLIPSIS}}+|\s{{3,}}|\t)\s*{_NUMBER}\s*$")
#: … or one that lost the gap; such entries are believed where their page numbers rise.
_CLOSE: Final = re.compile(rf"\S\s({_NUMBER})\s*$")
_LONGEST_HEADING: Final = 30
#: Titles of so many lines may stand between two page numbers, and between two leaders: nothing else has these.
_LONGEST_TITLE: Final = 4
_LONGEST_LED_TITLE: Final = 8
#: A page that goes on with a table of contents has so many entries, if nothing else says so.
_LEAST_ENTRIES: Final = 3


def contents_lines(pages: Sequence[tuple[int, Sequence[Line]]], lexicon: Lexicon) -> set[tuple[int, int]]:
    """Return (page, position on the page) of the lines of tables of contents: heading, and entries to the last one."""
    found: set[tuple[int, int]] = set()
    goes_on = False
    for number, lines in pages:
        leaders = [
            at
            for at, line in enumerate(lines)
            if _has_leaders(line.raw) or (line.raw != line.text and _has_leaders(line.text))
        ]
        heading = next((at for at, line in enumerate(lines) if _is_heading(line, lexicon)), None)
        if heading is not None:
            stop = _last_entry(lines, heading, leaders)
            found |= {(number, at) for at in range(heading, stop + 1)} if stop > heading else set()
        elif len(leaders) >= _LEAST_ENTRIES or (goes_on and leaders and leaders[0] < _LONGEST_TITLE):
            stop = _run(leaders, leaders[0], _LONGEST_LED_TITLE)
            found |= {(number, at) for at in range(_first_of(leaders), stop + 1)}
        else:
            stop = -1
        goes_on = len(lines) - 1 - stop <= _LONGEST_LED_TITLE
    return found


def _first_of(leaders: Sequence[int]) -> int:
    """Return where the entries of a page that goes on begin: the title of the first may be wrapped."""
    return leaders[0] if leaders[0] >= _LONGEST_TITLE else 0


def _last_entry(lines: Sequence[Line], heading: int, leaders: Sequence[int]) -> int:
    """Return the position of the last entry below the heading; the heading's own where there is none."""
    led = [at for at in leaders if at > heading]
    if led:
        return _run(led, heading, _LONGEST_LED_TITLE)
    apart = [at for at in range(heading + 1, len(lines)) if _APART.search(lines[at].raw)]
    stop = _run(apart, heading)
    return stop if stop > heading else _run(_rising(lines, heading), heading)


def _run(entries: Sequence[int], start: int, gap: int = _LONGEST_TITLE) -> int:
    """Return the last of the entries that follow each other closely from `start` on."""
    last = start
    for at in entries:
        if at - last > gap:
            break
        last = at
    return last


def _rising(lines: Sequence[Line], heading: int) -> list[int]:
    """Return the lines that end in a number, as long as the numbers do not fall; three at least."""
    entries, page = [], 0
    for at in range(heading + 1, len(lines)):
        match = _CLOSE.search(lines[at].text)
        if match is None:
            continue
        if int(match[1]) < page:
            break
        page = int(match[1])
        entries.append(at)
    return entries if len(entries) >= _LEAST_ENTRIES else []


def _has_leaders(text: str) -> bool:
    """Tell whether a line holds dot leaders; the cheap look first, since nearly no line does."""
    return _LEADER_SIGNS.search(text) is not None and _LEADERS.search(text) is not None


def _is_heading(line: Line, lexicon: Lexicon) -> bool:
    return text_opens_with(line.text, lexicon.headings.contents, _LONGEST_HEADING + 1) and (
        len(fold(line.text[: _LONGEST_HEADING + 1])) < _LONGEST_HEADING
    )
