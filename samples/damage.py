"""Damage of the kind that careless extraction does to Arabic lines: whole runs, in the wrong order.

Letters are neither lost nor added. A line is cut into runs (at numbers, at its label, at word edges and inside
words), the runs are written in reverse, in one pass or two; spaces at the cuts are lost or doubled; tatweels of
justification appear.
"""

from __future__ import annotations

import random
import re
from itertools import pairwise

from wrap import TextLine

TATWEEL = "\N{ARABIC TATWEEL}"
_TAB = "\t"
_MARKS = "\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}"
#: Stretches that a PDF keeps in one run: numbers, hyphens, Latin words.
_ATOM = re.compile(r"[٠-٩]+(?:[/,][٠-٩]+)*|-|[A-Za-z](?:[\w ./:-]*\w)?", re.ASCII)
#: A place inside a word: a letter, its marks, then another letter.
_JOINT = re.compile(rf"(?<=[ء-ي{_MARKS}])(?=[ء-غف-ي])")
_STRETCHED = re.compile(r"(?<=[سشصض])(?=[ء-غف-ي])")

INTACT_SHARE = 0.24
TWO_PASS_SHARE = 0.16
INSIDE_WORD_SHARE = 0.45
STRETCHED_LINES = 0.4
RUNS = (2, 3, 3, 3, 4, 4, 4, 5, 6, 7)


def damaged_lines(lines: list[TextLine], seed: str) -> list[str]:
    """Damage line by line; the same seed gives the same damage."""
    return [_damaged(line, random.Random(f"{seed}/{number}")) for number, line in enumerate(lines)]  # noqa: S311 -- no secret


def _damaged(line: TextLine, rng: random.Random) -> str:
    if not line.text:
        return ""
    text = line.text if rng.random() < INTACT_SHARE else _reordered(line, rng)
    if rng.random() < STRETCHED_LINES:
        text = _STRETCHED.sub(lambda _: TATWEEL * rng.choice((0, 1, 2, 2, 2, 6)), text)
    # The end of a block keeps the indent of the text frame; other lines fill it.
    return f"  {text}" if line.last else text


def _reordered(line: TextLine, rng: random.Random) -> str:
    runs = _runs(line, rng)
    passes = 2 if len(runs) > 2 and rng.random() < TWO_PASS_SHARE else 1
    belongs = [rng.randrange(passes) for _ in runs]
    if _TAB in runs:  # a label is drawn in one go
        belongs[: runs.index(_TAB)] = [belongs[0]] * runs.index(_TAB)
    written = [place for turn in range(passes) for place in reversed(range(len(runs))) if belongs[place] == turn]
    text = ""
    for place in written:
        run = _edged(runs[place], rng)
        # The tab after a label becomes spaces beside it; numbers that were apart stay apart.
        apart = "  " if runs[place] == _TAB else " " if text[-1:].isdigit() and run[:1].isdigit() else ""
        text += apart + run.strip(_TAB)
    return text.strip()


def _runs(line: TextLine, rng: random.Random) -> list[str]:
    text, cuts = line.text, {0, len(line.text)}
    if line.marker:
        text = text.replace(" ", _TAB, 1)
        cuts |= {len(line.marker), len(line.marker) + 1}
    atoms = [match.span() for match in _ATOM.finditer(text)]
    for span in atoms:
        cuts.update(span)
    edges = [match.end() for match in re.finditer(r" +", text)]
    joints = [match.start() for match in _JOINT.finditer(text)]
    wanted = rng.choice(RUNS)
    for _ in range(wanted):
        places = joints if joints and rng.random() < INSIDE_WORD_SHARE else edges
        if len(cuts) <= wanted and places:
            cuts.add(rng.choice(places))
    whole = {place for start, end in atoms for place in range(start + 1, end)}
    label = set(range(1, len(line.marker))) if line.marker.startswith("(") else set()
    return [text[start:end] for start, end in pairwise(sorted(cuts - whole - label))]


def _edged(run: str, rng: random.Random) -> str:
    """Lose, keep or double the space that ends a run; a bracketed heh loses its tatweel and turns its brackets."""
    if run == "(هـ)":
        return ")(ه"
    if not run.endswith(" "):
        return run
    return run.rstrip() + rng.choice(("", " ", " ", " ", "  "))
