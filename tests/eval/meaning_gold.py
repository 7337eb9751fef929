"""The gold of meaning: recommendations and deliberations of our own writing, marked up in the text.

A record opens with `= id symbol`; a line for each language follows. What is marked in a text is in braces:

    {A:id|…}     an addressee (`-`: looks like one and is none)
    {C3|…}       a cue and its strength; the first with a strength above 0 is the segment's, else the first. A cue is
                 the verb with its auxiliary; a preposition or "to" belongs to it only where it makes another word of
                 it ("call upon", "may wish to", "need to", «يطلب إلى», «يجب على»)
    {H|…}        a hedge
    {P:aspect|…} an aspect
    {X:kind instrument-or-body number paragraph sub|…}
                 a citation; `-` where there is none; "1591-(2005)" is "1591 (2005)", "2200_A_(XXI)" is "2200 A (XXI)"
    {D:start/end|…} a date, or a range
    {S:class|…}  the speaker of a statement, `named=…` with the country or organization; {V:stance|…} its verb

Records with odd numbers are for development, those with even numbers are held out: nothing is tuned on them. The folder
`second/` holds a second set, of other bodies and styles, written when the program could read the first; the third, in
`third/`, was written when it could read the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "meaning"
KINDS = ("recommendations", "deliberations")
#: the sets and their folders
SETS = {"meaning": FOLDER, "meaning.second": FOLDER / "second", "meaning.third": FOLDER / "third"}
LANGUAGES = ("en", "ar")

_TAG = re.compile(r"\{([ACHPXDSV])(?::([^|{}]*)|(\d))?\||\}")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something marked in a text: its tag, what the tag says, and where it stands."""

    tag: str
    says: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Record:
    """A text with its marks; `set` is the set of gold that it belongs to."""

    set: str
    id: str
    symbol: str
    kind: str
    language: str
    text: str
    marks: tuple[Mark, ...]

    @property
    def held_out(self) -> bool:
        """Whether nothing may be tuned on it."""
        return int(self.id[1:]) % 2 == 0

    def of(self, tag: str) -> list[Mark]:
        """Return the marks with a tag, in the order of the text."""
        return sorted((mark for mark in self.marks if mark.tag == tag), key=lambda mark: (mark.start, mark.end))


def records() -> Iterator[Record]:
    """Yield all records."""
    for name, folder in SETS.items():
        for kind in KINDS:
            yield from _records(name, folder / f"{kind}.src")


def _records(set_: str, path: Path) -> Iterator[Record]:
    name = symbol = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            _, name, symbol = line.split(maxsplit=2)
        elif line[:3] in ("en ", "ar "):
            text, marks = _read(line[3:])
            yield Record(set_, name, symbol, path.stem, line[:2], text, tuple(marks))


def _read(line: str) -> tuple[str, list[Mark]]:
    """Return a text without its braces, and what they marked."""
    text, marks = "", []
    opened: list[tuple[str, str, int]] = []
    position = 0
    for match in _TAG.finditer(line):
        text += line[position : match.start()]
        position = match.end()
        if match[0] == "}":
            tag, says, start = opened.pop()
            marks.append(Mark(tag, says, start, len(text)))
        else:
            opened.append((match[1], match[2] or match[3] or "", len(text)))
    if opened:
        raise ValueError(f"a brace is not closed: {line[:60]}")
    return text + line[position:], marks
