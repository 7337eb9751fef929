"""Footnote calls: where they stand in the text, and which of them are believed.

A number that the reader saw raised is a call. In plain text only its place tells: right after a word or its
punctuation. Many a number stands so that is none (G.2, 3.2, G7); taking it for one would cut it from the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from unodc_parse.language.numerals import to_number
from unodc_parse.language.phrases import CONJUNCTIONS
from unodc_parse.language.symbols import find_symbols
from unodc_parse.model import Line, Span
from unodc_parse.segment.markers import DIGIT
from unodc_parse.segment.symbol_notes import symbol_calls
from unodc_parse.values import Value

_VOWELS: Final = "\u064b-\u0652"
#: A call in plain text: «(١)» or 1 right after a word or its punctuation, and before a space or the end.
_CALL: Final = re.compile(
    rf"(?<=[^\s(\d])\(([{DIGIT}]{{1,3}})\)(?=[\s.,;:،؛]|$)"
    rf"|(?<=[^\W{DIGIT}_]|[{_VOWELS}.,;:”\"'’)؛،])([{DIGIT}]{{1,2}})(?=\s+[^\W\d_]|\s*$|[,;:،؛](?:\s|$)|\s+[(“\"])"
    rf"|(?<=[^\W\d_][،؛.]\s)([{DIGIT}]{{1,2}})(?=\s*$)"  # parted from its stop by the repair of glued words
)
_MOST_DIGITS: Final = 3
_DIGITS: Final = re.compile(rf"[{DIGIT}]+")
#: «و٣»: a number behind a conjunction goes on with a list.
_CONJOINED: Final = re.compile(rf"(?:^|\s)[{CONJUNCTIONS}]$")
#: So much of the text before a number tells what it is.
_BEFORE: Final = 24
#: «Add.1», "No.1", "L.1": a number after such an abbreviation is no call.
_ABBREVIATION: Final = re.compile(r"(?:^|[^\w])[A-Z][a-z]{0,4}\.$")
#: "10 km2": a raised number that belongs to a unit of length.
_UNIT: Final = re.compile(rf"[{DIGIT}]\s?[kcdm]?m$")

#: What stands before a number, and how likely it makes a call of it; the first that fits decides, else it is none.
_WORD: Final = r"(?<![^\W\d_])[^\W\d_]{2,}"
_CAPITALS: Final = r"(?<![^\W\d_])[A-Z]+"
_STOP: Final = r"[.,;:؛،]\s?"
_LIKELIHOODS: Final = (
    (re.compile(rf"{_CAPITALS}$|(?<![^\W\d_])[IVXLC]+{_STOP}$"), 0.0),
    (re.compile(rf"{_CAPITALS}{_STOP}$"), 1.0),
    (re.compile(rf"{_WORD}[”\"'’)]*{_STOP}$|{_WORD}[”\"'’)]+$"), 3.0),
    (re.compile(rf"{_WORD}$"), 2.0),
    (re.compile(rf"[{DIGIT}]{{4}}[)”\"'’]?{_STOP}$|[{DIGIT}]{{2}}[)”\"'’]{_STOP}?$"), 2.0),
)


class Call(Value, frozen=True):
    """A footnote call: its number (of stars, below zero), and its span in the text of the line."""

    number: int
    span: Span


class _Chain(Value, frozen=True):
    """Calls in turn, the last of them first, and how likely they are together."""

    likelihood: float
    at: int
    call: Call
    before: _Chain | None


def find_calls(line: Line) -> tuple[Call, ...]:
    """Return the calls of a line: those that the reader saw raised, otherwise those that look like calls."""
    return tuple(_raised(line)) if line.calls else tuple(call for call, _ in _lookalikes(line))


def confirm_calls(lines: Sequence[Line], numbers: Collection[int]) -> dict[int, tuple[Call, ...]]:
    """Return, by position in `lines`, the calls whose footnotes exist.

    Raised calls are believed. Calls are numbered in the order of the text, each called once: of what only looks like
    calls, the likeliest row of rising numbers is believed.
    """
    confirmed: dict[int, list[Call]] = {}
    for at, line in enumerate(lines):
        confirmed[at] = [call for call in _raised(line) if call.number in numbers] if line.calls else []
        confirmed[at] += [Call(key, span) for key, span in symbol_calls(line.text) if key in numbers]
    missing = {number for number in numbers if number > 0} - {
        call.number for calls in confirmed.values() for call in calls
    }
    if missing:
        alike = ((at, *found) for at, line in enumerate(lines) if not line.calls for found in _lookalikes(line))
        for at, call in _likeliest_row(found for found in alike if found[1].number in missing):
            confirmed[at].append(call)
    return {at: tuple(calls) for at, calls in confirmed.items() if calls}


def _likeliest_row(found: Iterable[tuple[int, Call, float]]) -> list[tuple[int, Call]]:
    """Return calls whose numbers rise, as likely together as can be; among equals those that stand first.

    `ends` and `rows` hold the best rows by their last number; a row that ends later is kept only if it is likelier.
    """
    ends: list[int] = []
    rows: list[_Chain] = []
    for at, call, likelihood in found:
        place = bisect_left(ends, call.number)
        before = rows[place - 1] if place else None
        total = likelihood + (before.likelihood if before else 0.0)
        if place < len(rows) and ends[place] == call.number and rows[place].likelihood >= total:
            continue
        stop = place
        while stop < len(rows) and rows[stop].likelihood <= total:
            stop += 1
        ends[place:stop] = [call.number]
        rows[place:stop] = [_Chain(total, at, call, before)]
    row: list[tuple[int, Call]] = []
    last = rows[-1] if rows else None
    while last is not None:
        row.append((last.at, last.call))
        last = last.before
    return row[::-1]


def _raised(line: Line) -> Iterator[Call]:
    for start, end in line.calls:
        if any(map(str.isalpha, line.text[start:end])):
            continue  # "2nd", raised: cut out, its letters would be lost
        digits = "".join(c for c in line.text[start:end] if c.isdecimal())
        if 0 < len(digits) <= _MOST_DIGITS and not _UNIT.search(line.text[max(0, start - _BEFORE) : start]):
            yield Call(to_number(digits), (start, end))


def _lookalikes(line: Line) -> Iterator[tuple[Call, float]]:
    """Yield what looks like calls, and how likely each is one."""
    text = line.text
    matches = _call_matches(text)
    symbols = [span for _, span in find_symbols(text)] if matches else []
    for match in matches:
        inside = any(start < match.end() and match.start() < end for start, end in symbols)
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        likelihood = 0.0 if inside else _likelihood(before, bracketed=match[1] is not None)
        if likelihood:
            yield Call(to_number(match[1] or match[2] or match[3]), match.span()), likelihood


def _call_matches(text: str) -> list[re.Match[str]]:
    """Return where `_CALL` matches: at a number, or at the bracket before one, and nowhere else."""
    found = []
    for number in _DIGITS.finditer(text):
        start = number.start()
        match = _CALL.match(text, start - 1 if text[start - 1 : start] == "(" else start)
        if match is not None:
            found.append(match)
    return found


def _likelihood(before: str, *, bracketed: bool) -> float:
    if bracketed:
        return 3.0
    if _ABBREVIATION.search(before) or _CONJOINED.search(before):
        return 0.0
    before = re.sub(f"[{_VOWELS}]", "", before)
    return next((likelihood for shape, likelihood in _LIKELIHOODS if shape.search(before)), 0.0)
