"""Footnotes below a rule that is set in characters ("____"), in the size of the body or in the midst of plain text.

Authors of United Nations documents type the rule. What stands below it up to the end of the page, or in plain text of
its paragraphs, is a note if it bears a number that the text above calls, and so is what goes on counting below that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from unodc_parse.model import Line
from unodc_parse.segment.calls import find_calls
from unodc_parse.segment.footnotes import read_note
from unodc_parse.segment.markers import DIGIT

_RULE: Final = re.compile(r"\s*_{5,}\s*")
#: The head of a numbered paragraph or a lettered item, with which notes of plain text end.
_PARAGRAPH: Final = re.compile(rf"[{DIGIT}]{{1,3}}(?:\.\s|\s?[-\N{{EN DASH}}]\s)|\([^\W\d_]{{1,2}}\)\s")
#: So many numbers may be missing between two notes.
_MOST_SKIPPED: Final = 4


def ruled_note_lines(pages: Sequence[tuple[int, list[Line]]]) -> set[tuple[int, int]]:
    """Return (page, position on the page) of the lines of such notes."""
    found: set[tuple[int, int]] = set()
    if not any(_RULE.fullmatch(line.text) for _, lines in pages for line in lines):
        return found
    called: set[int] = set()
    for number, lines in pages:
        for at, line in enumerate(lines):
            called.update(call.number for call in find_calls(line))
            if _RULE.fullmatch(line.text):
                found.update((number, place) for place in _notes_below(lines, at + 1, called))
    return found


def _notes_below(lines: Sequence[Line], first: int, called: set[int]) -> Iterator[int]:
    """Yield the positions of the notes that begin at `first`, right below a rule."""
    last = 0
    for start, stop in _blocks(lines, first):
        numbers = [
            marker.ordinal if marker else 0 for marker in (read_note(x, dotted=False) for x in lines[start:stop])
        ]
        if not (_follows(last, numbers[0]) if last else numbers[0] in called):
            return
        yield from range(start, stop)
        last = max(numbers[0], *(number for number in numbers if number in called))


def _follows(last: int, number: int) -> bool:
    return 0 < number - last <= _MOST_SKIPPED


def _blocks(lines: Sequence[Line], first: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of lines from `first` on that belong together: paragraphs of text, or the rest of a page."""
    ends = [
        at
        for at, (above, line) in enumerate(pairwise(lines[first:]), first + 1)
        if _RULE.fullmatch(line.text)
        or _begins(line)
        or line.column != above.column
        or (line.page is None and line.number - above.number > 1)
    ]
    yield from pairwise([first, *ends, len(lines)]) if first < len(lines) else ()


def _begins(line: Line) -> bool:
    return _PARAGRAPH.match(line.text) is not None
