"""Variants of a gold text: what else the same document may look like when it reaches the program.

Pure functions from the text with one paragraph a line to another text. The truth is the same for all of them.
"""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from tests.eval.build_gold import ARABIC_INDIC, RULE

WIDTH = 95
PAGE_LINES = 46
TATWEEL = "\N{ARABIC TATWEEL}"
SYMBOL = re.compile(r"[A-Z]+(?:/[\w.()-]+)+")
_MARKS = "\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}"
_CALL = {"en": re.compile(r"(?<=[a-z.,;:”)])(\d{1,2})(?=\s|$)"), "ar": re.compile(r"(?<=\S)\(([٠-٩]{1,2})\)")}

Variant = Callable[[str, str], str]


def plain(text: str, language: str) -> str:  # noqa: ARG001 -- all variants have one signature
    """Return the text as it is."""
    return text


def spaced(text: str, language: str) -> str:  # noqa: ARG001
    """Put a blank line between paragraphs."""
    return text.replace("\n", "\n\n")


def wrapped(text: str, language: str) -> str:  # noqa: ARG001
    """Wrap paragraphs at the width of a page."""
    return "".join(f"{line}\n" for line in _wrapped(text.splitlines()))


def paged(text: str, language: str) -> str:
    """Wrap, break into pages with running heads and feet, footnotes at the end of the document."""
    return _bound(_pages(_wrapped(text.splitlines()), {}), text, language)


def footnotes_below(text: str, language: str) -> str:
    """Wrap and page, every footnote at the bottom of the page that calls it."""
    body, _, below = text.partition(f"{RULE}\n")
    notes = dict(enumerate(below.splitlines(), start=1))
    called = _calls(body, language, len(notes))
    return _bound(_pages(_wrapped(body.splitlines()), {line: notes[n] for line, n in called.items()}), text, language)


def damaged(text: str, language: str) -> str:
    """Wrap, then write the runs of most Arabic lines in the wrong order; English text is only wrapped."""
    lines = list(_wrapped(text.splitlines()))
    if language == "ar":
        lines = [_damaged(line, random.Random(f"{place}/{line}")) for place, line in enumerate(lines)]  # noqa: S311 -- no secret
    return "".join(f"{line}\n" for line in lines)


VARIANTS: dict[str, Variant] = {
    "plain": plain,
    "spaced": spaced,
    "wrapped": wrapped,
    "paged": paged,
    "footnotes_below": footnotes_below,
    "damaged": damaged,
}


# ----------------------------------------------------------------------------------------------------- pages


def _wrapped(paragraphs: Sequence[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield from textwrap.wrap(paragraph, WIDTH, break_long_words=False, break_on_hyphens=False) or [""]


def _calls(body: str, language: str, count: int) -> dict[str, int]:
    """Return, by wrapped line, the footnote that it calls: calls count from 1 in the order of the text."""
    called: dict[str, int] = {}
    for line in _wrapped(body.splitlines()):
        for call in _CALL[language].finditer(line):
            number = int(call[1])
            if number == len(called) + 1 and number <= count:
                called[line] = number
    return called


def _pages(lines: Iterator[str], notes: dict[str, str]) -> list[list[str]]:
    """Fill pages; a footnote takes its room on the page of the line that calls it."""
    pages: list[list[str]] = []
    body: list[str] = []
    below: list[str] = []
    for line in lines:
        note = list(_wrapped([notes[line]])) if line in notes else []
        if len(body) + len(below) + len(note) + 1 > PAGE_LINES:
            pages.append([*body, *below])
            body, below = [], []
        body.append(line)
        below += [RULE, *note] if note and not below else note
    return [*pages, [*body, *below]]


def _bound(pages: list[list[str]], text: str, language: str) -> str:
    """Put a running head on all pages but the first, and a foot on all; left-hand pages have the sides swapped."""
    found = SYMBOL.search(text)
    symbol = found[0] if found else "A/00/1"
    job = f"V.24-01234 ({language[0].upper()})"
    bound = []
    for number, page in enumerate(pages, start=1):
        count = f"{number}/{len(pages)}"
        count = count.translate(ARABIC_INDIC) if language == "ar" else count
        head = [symbol, ""] if number > 1 else []
        foot = f"{job}    {count}" if number % 2 else f"{count}    {job}"
        bound.append("\n".join([*head, *page, "", foot]))
    return "\n\f".join(bound) + "\n"


# ---------------------------------------------------------------------------------------------------- damage

_ATOM = re.compile(r"[0-9٠-٩]+(?:[/.,][0-9٠-٩]+)*|\([^\s()]{1,3}\)|-|[A-Za-z](?:[\w ./:-]*\w)?", re.ASCII)
_JOINT = re.compile(rf"(?<=[ء-ي{_MARKS}])(?=[ء-غف-ي])")
_STRETCHED = re.compile(r"(?<=[سشصض])(?=[ء-غف-ي])")
INTACT_SHARE, INSIDE_WORD_SHARE, STRETCHED_SHARE, TWO_PASS_SHARE = 0.24, 0.45, 0.4, 0.16
RUNS = (2, 3, 3, 3, 4, 4, 5, 6, 7)


def _damaged(line: str, rng: random.Random) -> str:
    """Cut a line into runs, write them in reverse in one pass or two; spaces at the cuts are lost or doubled."""
    if not re.search("[ء-ي]", line):
        return line
    if rng.random() >= INTACT_SHARE:
        runs = _runs(line, rng)
        passes = 2 if len(runs) > 2 and rng.random() < TWO_PASS_SHARE else 1
        turns = [rng.randrange(passes) for _ in runs]
        order = [at for turn in range(passes) for at in reversed(range(len(runs))) if turns[at] == turn]
        line = _joined([runs[at] for at in order], rng)
    if rng.random() < STRETCHED_SHARE:
        line = _STRETCHED.sub(lambda _: TATWEEL * rng.choice((0, 1, 2, 2, 6)), line)
    return line


def _runs(line: str, rng: random.Random) -> list[str]:
    atoms = [atom.span() for atom in _ATOM.finditer(line)]
    cuts = {0, len(line), *(place for span in atoms for place in span)}
    inside = {place for start, end in atoms for place in range(start + 1, end)}
    edges = [match.end() for match in re.finditer(" +", line)]
    joints = [match.start() for match in _JOINT.finditer(line)]
    wanted = rng.choice(RUNS)
    for _ in range(wanted):
        places = joints if rng.random() < INSIDE_WORD_SHARE else edges
        if len(cuts) <= wanted and places:
            cuts.add(rng.choice(places))
    return [line[start:end] for start, end in pairwise(sorted(cuts - inside))]


def _joined(runs: Sequence[str], rng: random.Random) -> str:
    text = ""
    for run in runs:
        end = rng.choice(("", " ", " ", " ", "  ")) if run.endswith(" ") else ""
        # Numbers that were apart stay apart.
        apart = " " if text[-1:].isdigit() and run[:1].isdigit() else ""
        text += apart + run.rstrip() + end
    return text.strip()
