#!/usr/bin/env python3
"""Whole documents whose runs are in the wrong order: how many lines are right, how far off, and how sure.

    python benchmarks/sure_lines.py ../shared/seed/damage.py tests/eval/gold/*.ar.txt

    python benchmarks/sure_lines.py --times ../shared/seed/damage.py tests/eval/gold/*.ar.txt

Texts are wrapped at 90 characters, damaged with one seed after the other, and repaired, each as one document, with the
shipped model, which has seen none of these. A line is right when its letters and signs stand in order, spaces, hyphens,
marks and the stroke that only stretches a letter apart (the simulator takes those away); edits are counted so, too.
`--times` measures processor time instead: of whole documents over their damaged lines, of each damaged line searched
alone (95th percentile and worst), and of the clean text over its lines; with `--jobs`, and also by the clock, of the
documents repaired in so many processes.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

from exact_repairs import distance

from unodc_parse.arabic import reader
from unodc_parse.arabic.context import restore_lines
from unodc_parse.arabic.language_model import shipped
from unodc_parse.arabic.repair import repair_lines
from unodc_parse.spread import Effort

WIDTH = 90
STEPS = (0.0, 0.5, 0.7, 0.9, 0.94, 0.97, 0.985)


class Verdict(NamedTuple):
    """What became of one line: its status, its confidence, and how many edits it is from what it was."""

    status: str
    confidence: float
    edits: int
    letters: int


def bare(text: str) -> str:
    """Drop what does not count."""
    return re.sub(r"[\s\-\u0640\u064b-\u0652]", "", text)


def damaged(damage: Path, clean: list[str], seed: int, rate: float = 0.76) -> list[str]:
    """Return the lines with their runs in the wrong order, as the simulator puts them."""
    with NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(clean) + "\n")
        file.flush()
        command = [sys.executable, damage, file.name, "--seed", str(seed), "--rate", str(rate)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def wrapped(text: str) -> list[str]:
    """Return the lines of a text."""
    return [part for line in text.splitlines() for part in textwrap.wrap(line, WIDTH)]


def verdicts(damage: Path, text: str, seed: int) -> list[Verdict]:
    """Return what became of every line of a document."""
    clean = wrapped(text)
    repaired = repair_lines(damaged(damage, clean, seed))
    pairs = [(line, bare(line.text), bare(right)) for line, right in zip(repaired, clean, strict=True)]
    return [Verdict(ln.status, ln.confidence, distance(got, want), len(want)) for ln, got, want in pairs]


def tell(name: str, found: list[Verdict], milliseconds: float) -> None:
    """Print the figures of some lines."""
    changed = [line for line in found if line.status.startswith("repaired")]
    sure = [line for line in changed if line.status == "repaired"]
    unsaid = sum(line.status == "intact" and line.edits > 0 for line in found)
    print(
        f"{name}: {len(found)} lines, right {share(found):.3f} ({sum(line.edits > 0 for line in found)} wrong, "
        f"{sum(line.edits for line in found)} edits), CER "
        f"{100 * sum(line.edits for line in found) / max(1, sum(line.letters for line in found)):.2f} %; changed "
        f"{len(changed)}, sure {len(sure) / max(1, len(changed)):.2f} of these, right {share(sure):.3f}; "
        f"wrong and called intact {unsaid}; {milliseconds / max(1, len(found)):.0f} ms of work a line",
        flush=True,
    )


def milliseconds(lines: list[str], *, alone: bool = False) -> float:
    """Return the processor time that a document takes, or a line whose runs are searched alone."""
    began = time.process_time()
    _ = restore_lines(lines, shipped()) if alone else repair_lines(lines)
    return 1000 * (time.process_time() - began)


def by_the_clock(lines: list[str], jobs: int) -> float:
    """Return the milliseconds that pass while a document is repaired in so many processes."""
    began = time.perf_counter()
    repair_lines(lines, effort=Effort(jobs))
    return 1000 * (time.perf_counter() - began)


def tell_times(damage: Path, texts: list[str], seeds: int, jobs: int) -> None:
    """Print what a damaged line takes, on average and at worst, and a clean one."""
    documents = [wrapped(text) for text in texts]
    whole, clean, count, lines = 0.0, 0.0, 0, sum(map(len, documents))
    clock = 0.0
    alone: list[float] = []
    repair_lines(damaged(damage, documents[0], seeds))  # what is done but once
    for document in documents:
        clean += milliseconds(document)
        for seed in range(seeds):
            torn = damaged(damage, document, seed)
            whole += milliseconds(torn)
            clock += by_the_clock(torn, jobs) if jobs > 1 else 0.0
            changed = [got for got, want in zip(torn, document, strict=True) if got != want]
            count += len(changed)
            alone += [milliseconds([line], alone=True) for line in changed]
    alone.sort()
    build = "pure Python" if str(reader.__file__).endswith(".py") else "compiled"
    print(
        f"{build}: {whole / count:.1f} ms a damaged line ({count} of {lines * seeds}), alone 95th percentile "
        f"{alone[int(0.95 * len(alone))]:.0f} ms, worst {alone[-1]:.0f} ms; {clean / lines:.2f} ms a clean line"
        + (f"; by the clock, in {jobs} processes {clock / count:.1f} ms a damaged line" if jobs > 1 else "")
    )


def share(lines: list[Verdict]) -> float:
    """Return how many of some lines are right, from 0 to 1."""
    return sum(not line.edits for line in lines) / max(1, len(lines))


def main() -> None:
    """Print a line for every document, for all of them, and for every confidence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("damage", type=Path, help="the simulator (damage.py)")
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=1, help="with --times: processes")
    parser.add_argument("--times", action="store_true", help="measure processor time only")
    chosen = parser.parse_args()
    if chosen.times:
        tell_times(
            chosen.damage, [path.read_text(encoding="utf-8") for path in chosen.texts], chosen.seeds, chosen.jobs
        )
        return
    found: list[Verdict] = []
    began = time.process_time()
    for path in chosen.texts:
        before, own = time.process_time(), list[Verdict]()
        for seed in range(chosen.seeds):
            own += verdicts(chosen.damage, path.read_text(encoding="utf-8"), seed)
        tell(path.name, own, 1000 * (time.process_time() - before))
        found += own
    tell("all", found, 1000 * (time.process_time() - began))
    changed = [line for line in found if line.status.startswith("repaired")]
    for step in STEPS:
        part = [line for line in changed if line.confidence >= step]
        print(f"confidence from {step}: {len(part) / max(1, len(changed)):.2f} of the changed, {share(part):.3f} right")


if __name__ == "__main__":
    main()
