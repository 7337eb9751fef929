#!/usr/bin/env python3
"""How well lists of States are put in order: lines of the UN Parallel Corpus that hold three names and more.

    python benchmarks/lists_of_states.py [--shared ../shared] [--seeds 4] [--models DIR] [--show]

One document for each fold (`run_order.py`) and seed: the sentences with such lines, and 40 others, wrapped, every line
damaged by ../shared/seed/damage.py, and read with a model that has not seen the fold. Spaces, hyphens and marks do not
count. What it gains to know the order of the alphabet is told by a run with `listed = 0.0` in data/run_order.toml.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import textwrap
from itertools import pairwise
from pathlib import Path

from run_order import FOLDS, WIDTH, bare, folds, model_of

from unodc_parse.arabic.alphabet import lists
from unodc_parse.arabic.repair import repair_lines

OTHERS = 40


def wrapped(sentence: str) -> list[str]:
    """Return the lines of a sentence."""
    return textwrap.wrap(re.sub(r"\s+", " ", sentence.replace("\u0640", "")).strip(), WIDTH)


def main() -> int:
    """Measure, and print one line."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument("--seeds", type=int, default=4)
    arguments.add_argument("--models", type=Path, help="keep the models of the folds here, as run_order.py does")
    arguments.add_argument("--show", action="store_true", help="show the lines that are wrong")
    chosen = arguments.parse_args()
    sys.path.insert(0, str(chosen.shared / "seed"))
    import damage  # noqa: PLC0415 -- lies in ../shared

    parts = folds(chosen.shared)
    found = [row for part in parts for sentence in part for row in lists(sentence)]
    rising = sum(all(before < after for before, after in pairwise(row)) for row in found)
    print(f"{len(found)} lists of three States and more in the corpus, {rising} rise throughout")
    count = right = sure = mistaken = 0
    for fold in range(FOLDS):
        model = model_of(parts, fold, chosen.models)
        with_lists = [s for s in parts[fold] if any(any(lists(line)) for line in wrapped(s))]
        for seed in range(chosen.seeds):
            others = random.Random(seed).sample(parts[fold], OTHERS)  # noqa: S311 -- no secret
            lines = [line for sentence in (*with_lists, *others) for line in wrapped(sentence)]
            torn = [damage.damage_line(line, seed)[0] for line in lines]
            for want, raw, got in zip(lines, torn, repair_lines(torn, model), strict=True):
                if raw == want or not any(lists(want)):
                    continue
                good = bare(got.text) == bare(want)
                count, right, sure = count + 1, right + good, sure + (got.status == "repaired")
                mistaken += got.status == "repaired" and not good
                if chosen.show and not good:
                    print(f"{got.status} {got.confidence:.2f}\n  {want}\n  {got.text}")
    print(f"{count} damaged lines with lists: {right} right, {sure} sure, {mistaken} of these wrong")
    return 0


if __name__ == "__main__":
    sys.exit(main())
