"""Footnotes that signs call: *, **, which count anew on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median_low
from typing import Final

from unodc_parse.language.symbols import find_symbols
from unodc_parse.model import Line, Span
from unodc_parse.segment.markers import DIGIT, Reading

_FAMILY: Final = "symbol"
_HEAD: Final = re.compile(r"(\*{1,4})\s?(?=[^\s*])")
#: Right after a word or its punctuation, and before a space, punctuation or the end.
_CALL: Final = re.compile(r"(?<=[^\s*(\[])\*{1,4}(?=[\s.,;:)؛،]|$)")
#: The head of a numbered paragraph or item, below which no note of a page of text stands.
_PARAGRAPH: Final = re.compile(rf"[{DIGIT}]{{1,3}}(?:\.\s|\s?[-\N{{EN DASH}}])|\([^\W\d_]{{1,2}}\)\s")
#: Notes are set at least this much smaller than the body.
_SMALLER: Final = 0.93


def read_symbol(text: str) -> Reading | None:
    """Read the head of a footnote that a sign calls.

    >>> read_symbol("** See the note.").ordinal, read_symbol("* * *")
    (2, None)
    """
    match = _HEAD.match(text)
    if match is None or not any(c.isalnum() for c in text):
        return None
    return Reading("footnote", _FAMILY, len(match[1]), match[1], match.end())


def key_of(ordinal: int, family: str) -> int:
    """Return what tells the notes of a document apart: their number, below zero for a number of stars."""
    return -ordinal if family == _FAMILY else ordinal


def symbol_calls(text: str) -> Iterator[tuple[int, Span]]:
    """Yield the calls by signs in a text, the key of their notes and their span; a reissued document is none.

    >>> list(symbol_calls("as its mandate* asked"))
    [(-1, (14, 15))]
    >>> list(symbol_calls("see CAC/COSP/2015/10* and 3 * 4"))
    []
    """
    if "*" not in text:
        return
    ends = {end for _, (_, end) in find_symbols(text)}
    for match in _CALL.finditer(text):
        if match.start() not in ends and match.end() not in ends:
            yield -len(match[0]), match.span()


def symbol_note_lines(pages: Sequence[tuple[int, list[Line]]]) -> set[tuple[int, int]]:
    """Return (page, position on the page) of the lines of such footnotes, each called further up on its page.

    On a printed page they are set smaller than the body; in plain text no paragraph follows them.
    """
    found: set[tuple[int, int]] = set()
    if not any("*" in line.text for _, lines in pages for line in lines):
        return found
    sizes = [line.size for _, lines in pages for line in lines if line.size]
    most = _SMALLER * median_low(sizes) if sizes else None
    for number, lines in pages:
        called: set[int] = set()
        inside = False
        tail = max((at + 1 for at, line in enumerate(lines) if _PARAGRAPH.match(line.text)), default=0)
        for at, line in enumerate(lines):
            small = line.size is not None and line.size <= most if most is not None else at >= tail
            marker = read_symbol(line.text) if small else None
            inside = small and (inside or (marker is not None and -marker.ordinal in called))
            if inside:
                found.add((number, at))
            called.update(key for key, _ in symbol_calls(line.text))
    return found
