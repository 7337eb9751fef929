#!/usr/bin/env python3
"""One line whose runs moved among clean ones, or a few: is it put right, told, or wrong and nothing said?

    python benchmarks/few_torn.py ../shared/seed/damage.py tests/eval/gold/*.ar.txt
    python benchmarks/few_torn.py --torn 2 --fold 0 --models DIR ../shared/seed/damage.py
    python benchmarks/few_torn.py --share .05 .12 .3 -- ../shared/seed/damage.py tests/eval/gold/*.ar.txt

Texts are wrapped at 90 characters and cut into documents of 40 lines. Of each, some lines that the simulator tore are
put among the others as they are, with one seed after the other, and the document is repaired with the shipped model.
With `--share` the simulator tears such a share of the lines itself, and leaves its tatweels and spaces in all others.
`--fold` reads sentences of the corpus with a model that has not seen their documents (`run_order.py` makes it).
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from run_order import folds, model_of, wrapped
from sure_lines import bare, damaged
from sure_lines import wrapped as lines_of

from unodc_parse.arabic.language_model import LanguageModel
from unodc_parse.arabic.repair import RepairedLine, repair_lines

SIZE = 40
SENTENCES = 1200
SURE = 0.9


def documents(lines: list[str]) -> Iterator[list[str]]:
    """Yield whole documents of some lines."""
    for start in range(0, len(lines) - SIZE + 1, SIZE):
        yield lines[start : start + SIZE]


class Chosen(NamedTuple):
    """The model that reads, how many seeds the simulator gets, and whether lines are shown."""

    model: LanguageModel | None
    seeds: int
    show: bool


def some_torn(damage: Path, share: float, clean: list[str], seed: int) -> list[str]:
    """Return a document as the simulator gives it that tears such a share of the lines."""
    return damaged(damage, clean, seed, rate=share)


def few_torn(damage: Path, count: int, clean: list[str], seed: int) -> list[str]:
    """Return a document with some lines as the simulator tears them."""
    torn = damaged(damage, clean, seed)
    places = [place for place in range(SIZE) if bare(torn[place]) != bare(clean[place])]
    random.Random(seed).shuffle(places)  # noqa: S311 -- no secret
    return [torn[place] if place in places[:count] else line for place, line in enumerate(clean)]


def verdict(line: RepairedLine, right: str) -> str:
    """Tell what became of a line."""
    told = line.status in ("repaired_low", "unresolved") or line.confidence < SURE
    if bare(line.text) == bare(right):
        return "right, in doubt" if told else "right"
    return "wrong, told" if told else "wrong, not told"


def counts(documents: list[list[str]], tear: Callable[[list[str], int], list[str]], chosen: Chosen) -> None:
    """Print what became of the torn lines, and of the others around them."""
    found: dict[str, Counter[str]] = {"torn": Counter(), "clean": Counter()}
    for clean in documents:
        for seed in range(chosen.seeds):
            lines = tear(clean, seed)
            for raw, line, right in zip(lines, repair_lines(lines, chosen.model), clean, strict=True):
                kind = "clean" if bare(raw) == bare(right) else "torn"
                found[kind][verdict(line, right)] += 1
                if chosen.show and "not told" in verdict(line, right):
                    print(f"  {kind} {line.status} {line.confidence} {[str(one) for one in line.damage]}")
                    print(f"    raw {raw.strip()}\n    got {line.text}\n    was {right}")
    for kind, some in found.items():
        print(
            f"{kind} lines {some.total()}: {', '.join(f'{what} {n}' for what, n in sorted(some.items()))}", flush=True
        )


def main() -> None:
    """Print the figures of one line, or of some, or of some shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("damage", type=Path, help="the simulator (damage.py)")
    parser.add_argument("texts", type=Path, nargs="*")
    parser.add_argument("--torn", type=int, default=1, help="torn lines of each document")
    parser.add_argument("--share", type=float, nargs="+", help="shares of torn lines instead")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--fold", type=int, help="a fold of the corpus instead of texts")
    parser.add_argument("--models", type=Path, help="keep the models of the folds here")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--show", action="store_true", help="lines that are wrong, and not told")
    asked = parser.parse_args()
    model, texts = None, [lines_of(path.read_text(encoding="utf-8")) for path in asked.texts]
    if asked.fold is not None:
        parts = folds(asked.shared)
        model = model_of(parts, asked.fold, asked.models)
        texts = [wrapped(parts[asked.fold], SENTENCES, 7)]
    whole = [document for text in texts for document in documents(text)]
    chosen = Chosen(model, asked.seeds, asked.show)
    for share in asked.share or ():
        print(f"share {share}")
        counts(whole, partial(some_torn, asked.damage, share), chosen)
    if not asked.share:
        counts(whole, partial(few_torn, asked.damage, asked.torn), chosen)


if __name__ == "__main__":
    main()
