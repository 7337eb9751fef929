"""Are the lines that are called sure right where two kinds of damage meet, or a document is damaged in part?

    python benchmarks/combined_damage.py [--shared ../shared] [--lines 200] [--first 0] [--show]

Lines of 88 characters of every fifth line of the development set of the UN Parallel Corpus, in documents of 40, read
with a model of the other four fifths. Each damage, and pair of damages, is done to every line, and to three lines of
ten. A line is right where it is what it was, white space and all, but for spaces at hyphens; `unsaid` are lines that
are wrong and called intact.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import exact_repairs as exact
from reports import sentences as written

from unodc_parse.arabic.language_model import LanguageModel, unpack
from unodc_parse.arabic.learn import learn
from unodc_parse.arabic.repair import RepairedLine, repair_lines

WIDTH = 88
DOCUMENT = 40
#: Pairs of damages, done one after the other.
PAIRS = (
    ("spaced", "glued"), ("lam_alef", "spaced"), ("lam_alef", "glued"), ("digits_brackets", "glued"),
    ("glued", "visual"), ("spaced", "visual_forms"), ("glued", "words"), ("glued", "visual_folded"),
    ("spaced", "visual_folded"), ("digits_brackets", "lam_alef"), ("digits_brackets", "visual_forms"),
    ("kashida", "lam_alef"), ("spaced", "words_forms"), ("lam_alef", "words"), ("kashida", "glued"),
)  # fmt: skip


class Found(NamedTuple):
    """Lines of one kind: changed, right of these, sure of these, right of the sure ones, wrong and called intact."""

    changed: int = 0
    right: int = 0
    sure: int = 0
    sure_right: int = 0
    unsaid: int = 0

    def __add__(self, other: Found) -> Found:  # type: ignore[override]
        return Found(*(a + b for a, b in zip(self, other, strict=True)))

    def __str__(self) -> str:
        right, sure, sure_right = (
            part / max(1, whole)
            for part, whole in ((self.right, self.changed), (self.sure, self.changed), (self.sure_right, self.sure))
        )
        return (
            f"changed {self.changed:5} right {right:.3f}  sure {sure:.2f} right {sure_right:.3f}  unsaid {self.unsaid}"
        )


def damaged(lines: list[str], kinds: tuple[str, ...], share: float) -> list[str]:
    """Do damages to a share of the lines."""
    rng = random.Random("".join(kinds))  # noqa: S311 -- no secret
    found = []
    for line in lines:
        done = line
        for kind in kinds if rng.random() < share else ():
            done = exact.KINDS[kind](done, rng)
        found.append(done)
    return found


def repaired(lines: list[str], kinds: tuple[str, ...], share: float, model: LanguageModel) -> Iterator[RepairedLine]:
    """Damage and repair documents of lines."""
    for start in range(0, len(lines), DOCUMENT):
        yield from repair_lines(damaged(lines[start : start + DOCUMENT], kinds, share), model)


def apart(line: str) -> str:
    """Return a line whose spaces at hyphens do not count."""
    return re.sub(r"\s*([-\u2013])\s*", r"\1", exact.normal(line))


def count(lines: list[str], found: list[RepairedLine], *, show: bool) -> Found:
    """Count what is right."""
    total = Found()
    for line, done in zip(lines, found, strict=True):
        changed, sure, right = done.status != "intact", done.status == "repaired", apart(done.text) == apart(line)
        total += Found(changed, changed and right, sure, sure and right, not changed and not right)
        if show and (sure or not changed) and not right:
            print(f"  {done.status} {done.confidence} {done.damage}")
            print(f"   raw  {done.raw}\n   got  {done.text}\n   want {line}")
    return total


def main() -> int:
    """Measure every kind alone and every pair, of whole documents and in part."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument("--lines", type=int, default=200)
    arguments.add_argument("--first", type=int, default=0, help="the first line to take")
    arguments.add_argument("--model", type=Path, help="keep the model of the other lines in this file")
    arguments.add_argument("--only", nargs="*", default=[], help="kinds and pairs (a+b)")
    arguments.add_argument("--show", action="store_true", help="show wrong lines that are called sure or intact")
    chosen = arguments.parse_args()
    corpus = [exact.normal(line) for line in (chosen.shared / "corpus/unpc/devset.ar").read_text("utf-8").splitlines()]
    if chosen.model and chosen.model.exists():
        stored = chosen.model.read_bytes()
    else:
        stored = learn([*(line for place, line in enumerate(corpus) if place % 5), *written()])
        if chosen.model:
            chosen.model.write_bytes(stored)
    model = unpack(stored)
    held = [part for line in corpus[::5] for part in textwrap.wrap(line, WIDTH) if exact.ARABIC_LETTER.search(line)]
    held = held[chosen.first : chosen.first + chosen.lines]
    for name, kinds in (("alone", [(kind,) for kind in exact.KINDS]), ("pairs", list(PAIRS))):
        for share in (1.0, 0.3):
            total = Found()
            for kind in kinds:
                if chosen.only and "+".join(kind) not in chosen.only:
                    continue
                lines = [line.translate(exact.INDIC) for line in held] if "digits_brackets" in kind else held
                found = count(lines, list(repaired(lines, kind, share, model)), show=chosen.show)
                print(f"{'+'.join(kind):32} {share:3} {found}", flush=True)
                total += found
            print(f"{name:32} {share:3} {total}\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
