"""Footnotes: which lines are footnote bodies.

A footnote is recognised by its call: the numbers of calls and bodies must meet. On a printed page bodies stand at the
bottom, in smaller type; in plain text they stand before a page break or at the end of the document.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from statistics import median_low
from typing import Final

from unodc_parse.model import Line
from unodc_parse.segment.calls import find_calls
from unodc_parse.segment.markers import DIGIT, Reading, read_footnote_marker
from unodc_parse.segment.scattered import bracketed_numbers, is_scattered, read_moved_note, read_torn_note
from unodc_parse.segment.symbol_notes import read_symbol
from unodc_parse.values import Value

#: The head of a numbered paragraph; … or of a lettered item.
_NUMBERED: Final = re.compile(rf"[{DIGIT}]{{1,3}}(?:\.\s|\s?[-\N{{EN DASH}}](?![{DIGIT}]))")
PARAGRAPH: Final = re.compile(rf"{_NUMBERED.pattern}|\([^\W\d_]{{1,2}}\)\s")
#: Footnotes are set at least this much smaller than the body.
_SMALLER: Final = 0.93
#: Running feet may be set in the body's size below the footnotes.
_FEET: Final = 2
#: This many numbers may be missing between two footnotes.
_MOST_SKIPPED: Final = 4


def read_note(line: Line, *, dotted: bool = True) -> Reading | None:
    """Read the marker of a footnote body: at the head of its line, or where damage moved it.

    Some makers put a stop after it, as paragraphs have; only in the place and size of a footnote it is one (`dotted`).
    """
    return read_footnote_marker(line.text, dotted=dotted) or read_moved_note(line)


def footnote_lines(pages: Sequence[tuple[int, list[Line]]]) -> set[tuple[int, int]]:
    """Return (page, position on the page) of the lines that belong to footnotes."""
    every = [(line, call) for _, lines in pages for line in lines for call in find_calls(line)]
    called = {call.number for _, call in every}
    bracketed = sum(line.text[call.span[0]] == "(" for line, call in every) * 2 > len(every)
    sizes = [line.size for _, lines in pages for line in lines if line.size]
    body_size = median_low(sizes) if sizes else None
    scattered = is_scattered([line for _, lines in pages for line in lines])
    found: set[tuple[int, int]] = set()
    expected, seen = 1, set[int]()
    for number, lines in pages:
        stop = 0
        while stop < len(lines):  # each column of a page may have footnotes at its foot
            start = _start(lines[stop:], called, expected, body_size, bracketed=bracketed)
            start = _earlier(start, _scattered_start(lines[stop:], expected, seen) if scattered else None)
            if start is None:
                break
            start, stop = start + stop, _stop(lines, start + stop, body_size)
            found |= {(number, at) for at in range(start, stop)}
            notes = group_footnotes(lines[start:stop], scattered=True) if scattered else ()
            numbers = [m.ordinal for line in lines[start:stop] if (m := read_note(line))]
            numbers += [note.marker.ordinal for note in notes if note.marker]
            expected = max([expected, *(n + 1 for n in numbers if n in called)])
            if all(line.column == lines[start].column for line in lines[stop:]):
                break  # nothing stands in another column
        seen.update(number for line in lines if scattered for number in _calls_perhaps(line))
    return found


def _start(
    lines: list[Line], called: set[int], expected: int, body_size: float | None, *, bracketed: bool
) -> int | None:
    """Return where the footnotes of a page start: at the first body whose number was called.

    In plain text, where calls are `bracketed`, bodies are too: any other number at a line start is none.
    """
    for at, line in enumerate(lines):
        small = body_size is not None and line.size is not None and line.size <= _SMALLER * body_size
        marker = read_note(line, dotted=small)
        if marker is None:
            continue
        if is_raised(line) and marker.ordinal in called and (small or not _is_in_body(lines, at)):
            return at
        if body_size is not None and not small:
            continue
        if body_size is not None and _is_foot(lines, at, body_size):
            return at
        if not any(c.isalpha() for c in line.text):
            continue  # a row of figures in a table
        if marker.ordinal not in called or not expected <= marker.ordinal < expected + 10:
            continue
        if body_size is None and (bracketed > marker.raw.startswith("(") or not _is_tail(lines, at, marker)):
            continue
        return at
    return None


def _earlier(start: int | None, other: int | None) -> int | None:
    return min((at for at in (start, other) if at is not None), default=None)


def _scattered_start(lines: Sequence[Line], expected: int, seen: Collection[int]) -> int | None:
    """Return where the footnotes of a page of scattered text start: where a bracketed number stands that was called.

    The call is in an earlier line than the footnote's own; `seen` are those of the pages before.
    """
    called = expected in seen
    for at, line in enumerate(lines):
        if not called or expected not in bracketed_numbers(line):
            called = called or expected in _calls_perhaps(line)
            continue
        marker = read_torn_note(line, expected)
        if marker is not None and not any(_NUMBERED.match(below.text) for below in lines[at:]):
            return at
    return None


def _calls_perhaps(line: Line) -> set[int]:
    """Return the numbers that a line of scattered text may call."""
    return {*bracketed_numbers(line), *(call.number for call in find_calls(line))}


def is_raised(line: Line) -> bool:
    """Tell whether a line opens with a raised number, as footnotes do in whatever size they are set."""
    return bool(line.calls) and line.calls[0][0] == 0


class Note(Value, frozen=True):
    """A footnote: its marker, None where it lost it, and the positions of its lines."""

    marker: Reading | None
    lines: tuple[int, ...]


def group_footnotes(lines: Sequence[Line], *, scattered: bool) -> list[Note]:
    """Group footnote lines to footnotes: a marker begins one where it is printed and numbered as its neighbours are.

    A line such as «٢ آب/أغسطس ٢٠١٧» inside a footnote opens with a number too; it is not bracketed as the markers are,
    or does not come in turn. In `scattered` text it may stand anywhere in the line.
    """
    notes: list[Note] = []
    last: Reading | None = None
    for at, line in enumerate(lines):
        if symbol := read_symbol(line.text):
            notes.append(Note(symbol, (at,)))
            continue
        marker = read_note(line)
        if marker is None or (last is not None and not follows(last, marker)):
            marker = read_torn_note(line, last.ordinal + 1 if last else 1) if scattered else None
        if marker is not None or not notes:
            notes.append(Note(marker, (at,)))
            last = marker or last
        else:
            notes[-1] = Note(notes[-1].marker, (*notes[-1].lines, at))
    return notes


def follows(last: Reading, marker: Reading) -> bool:
    """Tell whether a marker is the next one of footnotes, or the first one again, and printed as the last one was."""
    in_turn = 0 < marker.ordinal - last.ordinal <= _MOST_SKIPPED or marker.ordinal == 1
    return in_turn and _shape(last) == _shape(marker)


def _is_like(marker: Reading | None, first: Reading | None) -> bool:
    """Tell whether a marker in the body's size is one of a footnote: «1.» is none below a note «1»."""
    return marker is not None and (first is None or _shape(marker) == _shape(first))


def _shape(marker: Reading) -> tuple[bool, bool]:
    return marker.raw.startswith("("), marker.raw.endswith(".")


def _is_foot(lines: list[Line], at: int, body_size: float) -> bool:
    """Tell whether the line stands below the last line of body type on its page, running feet apart."""
    after = [line.size is not None and line.size > _SMALLER * body_size for line in lines[at:]]
    return after.count(True) <= _FEET


def _is_in_body(lines: Sequence[Line], at: int) -> bool:
    """Tell whether numbered paragraphs stand below a line that opens with a raised number, in its column."""
    below = [line for line in lines[at + 1 :] if line.column == lines[at].column]
    return any(PARAGRAPH.match(line.text) and not is_raised(line) for line in below)


def _is_tail(lines: Sequence[Line], at: int, first: Reading) -> bool:
    """Tell whether the rest of a page of text is nothing but footnotes: no number comes again, no paragraph follows."""
    last = first
    for line in lines[at + 1 :]:
        marker = read_note(line, dotted=False)
        if marker is not None and follows(last, marker) and marker.ordinal > last.ordinal:
            last = marker
        elif PARAGRAPH.match(line.text) or (marker is not None and _is_same(marker, first)):
            return False
    return True


def _is_same(marker: Reading, other: Reading) -> bool:
    return marker.ordinal == other.ordinal and marker.raw.startswith("(") >= other.raw.startswith("(")


def _stop(lines: list[Line], start: int, body_size: float | None) -> int:
    """Return where the footnotes of a page end: where the type is the body's again, or at the end of the page."""
    size = lines[start].size
    if body_size is None or size is None or size > _SMALLER * body_size:
        return len(lines)
    first = read_note(lines[start])
    for at in range(start + 1, len(lines)):
        size = lines[at].size
        if size is not None and size > _SMALLER * body_size and not _is_like(read_note(lines[at]), first):
            return at
    return len(lines)
