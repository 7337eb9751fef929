#!/usr/bin/env python3
"""One line whose runs moved among clean ones, or a few: is it put right, told, or wrong and nothing said?

    python benchmarks/few_torn.py ../shared/seed/damage.py tests/eval/gold/*.ar.txt
    python benchmarks/few_torn.py --torn 2 --fold 0 --models DIR ../shared/seed/damage.py

Texts are wrapped at 90 characters and cut into documents of 40 lines. Of each, some lines that the simulator tore are
put among the others as they are, with one seed after the other, and the document is repaired with the shipped model.
`--fold` reads sentences of the corpus with a model that has not seen their documents (`run_order.py` makes it).
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from run_order import folds, model_of, wrapped
from sure_lines import bare, damaged
from sure_lines import wrapped as lines_of

from unodc_parse.arabic.repair import RepairedLine, repair_lines

SIZE = 40
SENTENCES = 1200
SURE = 0.9


def documents(lines: list[str]) -> Iterator[list[str]]:
    """Yield whole documents of some lines."""
    for start in range(0, len(lines) - SIZE + 1, SIZE):
        yield lines[start : start + SIZE]


def torn_lines(damage: Path, clean: list[str], seed: int, count: int) -> dict[int, str]:
    """Return some lines of a document, by their places, as the simulator tears them."""
    torn = damaged(damage, clean, seed)
    places = [place for place in range(SIZE) if bare(torn[place]) != bare(clean[place])]
    random.Random(seed).shuffle(places)  # noqa: S311 -- no secret
    return {place: torn[place] for place in places[:count]}


def verdict(line: RepairedLine, right: str) -> str:
    """Tell what became of a line."""
    told = line.status in ("repaired_low", "unresolved") or line.confidence < SURE
    if bare(line.text) == bare(right):
        return "right, in doubt" if told else "right"
    return "wrong, told" if told else "wrong, not told"


def main() -> None:
    """Print what became of the torn lines, and of the clean ones around them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("damage", type=Path, help="the simulator (damage.py)")
    parser.add_argument("texts", type=Path, nargs="*")
    parser.add_argument("--torn", type=int, default=1, help="torn lines of each document")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--fold", type=int, help="a fold of the corpus instead of texts")
    parser.add_argument("--models", type=Path, help="keep the models of the folds here")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    chosen = parser.parse_args()
    model, texts = None, [lines_of(path.read_text(encoding="utf-8")) for path in chosen.texts]
    if chosen.fold is not None:
        parts = folds(chosen.shared)
        model = model_of(parts, chosen.fold, chosen.models)
        texts = [wrapped(parts[chosen.fold], SENTENCES, 7)]
    found: dict[str, Counter[str]] = {"torn": Counter(), "clean": Counter()}
    for clean in (document for text in texts for document in documents(text)):
        for seed in range(chosen.seeds):
            torn = torn_lines(chosen.damage, clean, seed, chosen.torn)
            repaired = repair_lines([torn.get(place, line) for place, line in enumerate(clean)], model)
            for place, (line, right) in enumerate(zip(repaired, clean, strict=True)):
                found["torn" if place in torn else "clean"][verdict(line, right)] += 1
    for kind, counts in found.items():
        print(f"{kind} lines {counts.total()}: {', '.join(f'{what} {n}' for what, n in sorted(counts.items()))}")


if __name__ == "__main__":
    main()
