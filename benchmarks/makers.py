#!/usr/bin/env python3
"""Are lines that are called sure right in documents that nobody tuned on, damaged as several makers damage them?

    python benchmarks/makers.py [--shared ../shared] [--only runs,glued] [--show] [texts ...]

The seven documents of `benchmarks/makers` were written for this and are no part of any model. A maker damages a whole
document, or four of ten lines: runs in the wrong order at several widths (../shared/seed/damage.py), letters or words
in visual order, lam-alefs torn, spaces lost and put in, digits reversed, brackets mirrored, several of these at once. A
line is right where it is what it was, white space and marks and all, but for spaces at hyphens, dashes and brackets;
`bare` counts letters and signs alone. `sure` are lines called `repaired`; `high` all damaged lines of a confidence of
.95 or more, whatever they are called. `--show` prints what is wrong of both, by what differs.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import exact_repairs as exact

from unodc_parse.arabic.language_model import unpack
from unodc_parse.arabic.repair import RepairedLine, repair_lines

HERE = Path(__file__).parent
HIGH = 0.95
MARK = "\u064b-\u0652\u0670"
#: A letter with its marks, a lam-alef as one.
CLUSTER = re.compile(f"\u0644[{MARK}]*[\u0627\u0623\u0625\u0622][{MARK}]*|.[{MARK}]*", re.DOTALL)

Change = Callable[[str, random.Random], str]


class Maker(NamedTuple):
    """What becomes of the lines of a document: how wide they are (0: as they come), what is done, to which share."""

    width: int
    changes: tuple[str, ...]
    share: float = 1.0


class Found(NamedTuple):
    """Lines: right, changed, sure, sure and right; damaged ones of high confidence, and right ones of these."""

    lines: int = 0
    right: int = 0
    bare: int = 0
    changed: int = 0
    sure: int = 0
    sure_right: int = 0
    high: int = 0
    high_right: int = 0
    unsaid: int = 0

    def __add__(self, other: Found) -> Found:  # type: ignore[override]
        return Found(*(a + b for a, b in zip(self, other, strict=True)))

    def __str__(self) -> str:
        right, bare, sure, sure_right, high_right = (
            part / max(1, whole)
            for part, whole in (
                (self.right, self.lines),
                (self.bare, self.lines),
                (self.sure, self.changed),
                (self.sure_right, self.sure),
                (self.high_right, self.high),
            )
        )
        return (
            f"{self.lines:5} right {right:.3f} (bare {bare:.3f})  sure {sure:.2f} of {self.changed:4} changed, "
            f"{sure_right:.3f} right; high {self.high:4}, {high_right:.3f} right; wrong and called intact {self.unsaid}"
        )


def clusters(line: str, _: random.Random) -> str:
    """Reverse the line letter by letter, each letter with its marks, lam-alefs whole."""
    return "".join(reversed(CLUSTER.findall(line)))


def lone_letters(line: str, _: random.Random) -> str:
    """Set every letter apart, as a tool does that writes each where it stands; words by a wider gap."""
    return "  ".join(" ".join(CLUSTER.findall(word)) for word in line.split())


def lost_some(line: str, rng: random.Random) -> str:
    """Leave one of forty spaces out."""
    head, *rest = line.split(" ")
    return head + "".join(("" if rng.random() < 0.025 else " ") + word for word in rest)


def spaced_some(line: str, rng: random.Random) -> str:
    """Put spaces into one of twenty words."""
    return exact._in_words(line, rng, 0.05)  # noqa: SLF001


def slid_marks(line: str, rng: random.Random) -> str:
    """Let one mark of twenty slide onto the letter before."""
    return re.sub(
        f"([^\\W{MARK}])([^\\W{MARK}])([{MARK}]+)", lambda m: m[1] + m[3] + m[2] if rng.random() < 0.05 else m[0], line
    )


KINDS: dict[str, Change] = {
    **exact.KINDS,
    **{change.__name__: change for change in (clusters, lone_letters, lost_some, spaced_some, slid_marks)},
}
MAKERS: dict[str, Maker] = {
    "runs60": Maker(60, ("runs",)),
    "runs75": Maker(75, ("runs",)),
    "runs90": Maker(90, ("runs",)),
    "runs110": Maker(110, ("runs",)),
    "runs0": Maker(0, ("runs",)),
    "runs_part": Maker(75, ("runs",), 0.4),
    "runs_forms": Maker(90, ("runs", "forms")),
    "runs_digits": Maker(90, ("digits_brackets", "runs")),
    "runs_lam": Maker(75, ("lam_alef", "runs")),
    "runs_lost": Maker(90, ("lost_some", "runs")),
    "runs_spaced": Maker(90, ("spaced_some", "runs")),
    "lam_part": Maker(75, ("lam_alef",), 0.4),
    "marks": Maker(90, ("slid_marks", "kashida")),
    "marks_part": Maker(90, ("slid_marks",), 0.4),
    "clusters": Maker(75, ("clusters",)),
    "clusters_part": Maker(75, ("clusters",), 0.4),
    "turned": Maker(90, ("turned", "kashida")),
    "visual_part": Maker(75, ("visual",), 0.4),
    "visual_forms": Maker(0, ("visual_forms_mirrored",)),
    "visual_folded": Maker(75, ("visual_folded",)),
    "words": Maker(90, ("words",)),
    "words_part": Maker(90, ("words",), 0.4),
    "lone_letters": Maker(75, ("lone_letters",), 0.4),
    "digits": Maker(90, ("digits_brackets",)),
    "digits_part": Maker(90, ("digits_brackets",), 0.4),
    "glued": Maker(75, ("glued",)),
    "glued_part": Maker(75, ("glued",), 0.4),
    "lost_some": Maker(90, ("lost_some",)),
    "spaced": Maker(75, ("spaced",)),
    "spaced_some": Maker(90, ("spaced_some", "kashida")),
}


def damaged(lines: list[str], maker: Maker, seed: int) -> Iterator[str]:
    """Do what a maker does to the lines of a document."""
    rng = random.Random(f"{seed}{maker.changes}")  # noqa: S311 -- no secret
    for line in lines:
        done = line
        for kind in maker.changes if rng.random() < maker.share else ():
            done = KINDS[kind](done, rng)
        yield done


def strict(line: str) -> str:
    """Return a line without what hangs on the house: spaces at hyphens and brackets, behind "and" before a number."""
    text = exact.normal(line).replace("\u064b\u0627", "\u0627\u064b")  # a tanwin before its alef, or behind it
    text = re.sub(r"\s*([-\u2013()\[\]])\s*", r"\1", text)
    return re.sub(r"(?<!\S)\u0648\s+(?=\d)", "\u0648", text)


def bare(line: str) -> str:
    """Return a line without what counts least."""
    return re.sub(rf"[\s\-\u0640{MARK}]", "", line)


def difference(got: str, want: str) -> str:
    """Name what differs between two lines."""
    got, want = strict(got), strict(want)
    for name, dropped in (("marks", rf"[{MARK}]"), ("spaces", r"\s"), ("marks and spaces", rf"[\s{MARK}]")):
        if re.sub(dropped, "", got) == re.sub(dropped, "", want):
            return name
    letters = [re.sub(rf"[^\u0620-\u064a]|[{MARK}]", "", text) for text in (got, want)]
    if letters[0] == letters[1]:
        return "numbers and signs"
    return "letters" if exact.distance(*letters) <= 4 else "clauses"


def count(want: str, raw: str, done: RepairedLine, wrong: list[tuple[str, str]]) -> Found:
    """Count one line; what is wrong, and should not be, is added to `wrong`."""
    right = strict(done.text) == strict(want)
    damaged_one = strict(raw) != strict(want) or done.status != "intact"
    sure, high = done.status == "repaired", damaged_one and done.confidence >= HIGH
    unsaid = done.status == "intact" and not right
    if not right and (sure or high or unsaid):
        told = f"  {done.status} {done.confidence} {[damage.value for damage in done.damage]}"
        wrong.append((difference(done.text, want), f"{told}\n   raw  {raw}\n   got  {done.text}\n   want {want}"))
    changed = done.status.startswith("repaired")
    same = bare(done.text) == bare(want)
    return Found(1, right, same, changed, sure, sure and right, high, high and right, unsaid)


def main() -> int:
    """Measure every maker."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("texts", type=Path, nargs="*", help="clean documents, a paragraph a line")
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument("--only", default="", help="makers, or beginnings of their names, with commas")
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--show", action="store_true", help="show what is wrong and should not be")
    arguments.add_argument("--model", type=Path, help="a model of `learn` instead of the shipped one")
    chosen = arguments.parse_args()
    sys.path.insert(0, str(chosen.shared / "seed"))
    import damage  # noqa: PLC0415 -- lies in ../shared

    model = unpack(chosen.model.read_bytes()) if chosen.model else None
    KINDS["runs"] = lambda line, _: damage.damage_line(line, chosen.seed)[0]
    paths = chosen.texts or sorted((HERE / "makers").glob("*.ar.txt"))
    documents = [path.read_text("utf-8").splitlines() for path in paths]
    total, kinds = Found(), Counter[str]()
    for name, maker in MAKERS.items():
        if chosen.only and not name.startswith(tuple(chosen.only.split(","))):
            continue
        found, began, wrong = Found(), time.process_time(), list[tuple[str, str]]()
        for document in documents:
            clean = document
            if maker.width:
                clean = [part for line in document for part in textwrap.wrap(line, maker.width)]
            raw = list(damaged(clean, maker, chosen.seed))
            for each in zip(clean, raw, repair_lines(raw, model), strict=True):
                found += count(*each, wrong)
        milliseconds = 1000 * (time.process_time() - began) / max(1, found.lines)
        print(f"{name:14} {found}; {milliseconds:.0f} ms a line", flush=True)
        for kind, told in sorted(wrong) if chosen.show else ():
            print(f" {name}: {kind}\n{told}", flush=True)
        kinds.update(kind for kind, _ in wrong)
        total += found
    print(f"{'all':14} {total}\n{dict(kinds.most_common())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
