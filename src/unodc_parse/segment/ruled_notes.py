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
from unodc_parse.segment.footnotes import PARAGRAPH, follows, read_note
from unodc_parse.segment.markers import Reading

#: The rule above footnotes, where it is set in characters.
RULE: Final = re.compile(r"\s*[_\-\N{EM DASH}]{5,}\s*")


def ruled_note_lines(pages: Sequence[tuple[int, list[Line]]]) -> set[tuple[int, int]]:
    """Return (page, position on the page) of the lines of such notes."""
    found: set[tuple[int, int]] = set()
    if not any(RULE.fullmatch(line.text) for _, lines in pages for line in lines):
        return found
    called: set[int] = set()
    for number, lines in pages:
        for at, line in enumerate(lines):
            called.update(call.number for call in find_calls(line))
            if RULE.fullmatch(line.text):
                found.update((number, place) for place in _notes_below(lines, at + 1, called))
    return found


def _notes_below(lines: Sequence[Line], first: int, called: set[int]) -> Iterator[int]:
    """Yield the positions of the notes that begin at `first`, right below a rule."""
    last: Reading | None = None
    for start, stop in _blocks(lines, first):
        marker = read_note(lines[start], dotted=False)
        if marker is None or not (marker.ordinal in called if last is None else _goes_on(last, marker)):
            return
        yield from range(start, stop)
        inner = (read_note(line, dotted=False) for line in lines[start + 1 : stop])
        last = max(
            [marker, *(note for note in inner if note and note.ordinal in called)], key=lambda note: note.ordinal
        )


def _goes_on(last: Reading, marker: Reading) -> bool:
    return marker.ordinal > last.ordinal and follows(last, marker)


def _blocks(lines: Sequence[Line], first: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of lines from `first` on that belong together: paragraphs of text, or the rest of a page."""
    ends = [
        at
        for at, (above, line) in enumerate(pairwise(lines[first:]), first + 1)
        if RULE.fullmatch(line.text)
        or PARAGRAPH.match(line.text)
        or line.column != above.column
        or (line.page is None and line.number - above.number > 1)
    ]
    yield from pairwise([first, *ends, len(lines)]) if first < len(lines) else ()
