"""Tell what a letter takes by models of characters: n-grams of several lengths, pruned more and less.

    python benchmarks/model_bits.py [--shared ../shared] [--orders 8 10 12] [--least 0.3 0.5 0.7]

Counted are all folds of the corpus but the first one and what was written for the model; bits are told of that fold
and of the gold reports of tests/eval, which no model has read. A model of ten takes a minute and a half and 4 GB.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from run_order import folds, others

from unodc_parse.arabic.language_model import EDGE, fold
from unodc_parse.arabic.learn import count, smooth
from unodc_parse.arabic.mixture import bits

GOLD = Path(__file__).parent.parent / "tests/eval/gold"


def main() -> int:
    """Print a row for each model."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument("--orders", nargs="*", type=int, default=[8, 10, 12])
    arguments.add_argument("--least", nargs="*", type=float, default=[0.3, 0.5, 0.7])
    chosen = arguments.parse_args()
    parts = folds(chosen.shared)
    text = _folded(others(parts, 0))
    held = _folded(parts[0])
    gold = _folded(line for path in sorted(GOLD.glob("*.ar.txt")) for line in path.read_text("utf-8").splitlines())
    for order in chosen.orders:
        counts = count(text, order)
        for least in chosen.least:
            model = smooth(counts, least)
            told = ", ".join(
                f"{name} {bits(model, lines, EDGE):.4f}" for name, lines in (("fold", held), ("gold", gold))
            )
            print(f"n-grams of {order}, least {least}: {len(model.probabilities):,}; bits a letter: {told}", flush=True)
    return 0


def _folded(lines: Iterable[str]) -> list[str]:
    return [" ".join(fold(line).split()) for line in lines if line.strip()]


if __name__ == "__main__":
    sys.exit(main())
