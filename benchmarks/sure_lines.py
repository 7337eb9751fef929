#!/usr/bin/env python3
"""How often a line whose runs were put in order is right, by how far it is ahead of the next best order.

    python benchmarks/sure_lines.py ../shared/seed/damage.py tests/eval/gold/*.ar.txt

Texts are wrapped at 90 characters, damaged, and repaired; a line is right when its letters and signs stand in order,
spaces, hyphens and marks apart.
"""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from pathlib import Path
from tempfile import NamedTemporaryFile

from unodc_parse.arabic.repair import repair_lines

STEPS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def bare(text: str) -> str:
    """Drop what does not count."""
    return re.sub(r"[\s\-\u064b-\u0652]", "", text)


def verdicts(damage: Path, text: str, seed: int) -> list[tuple[float, bool]]:
    """Return confidence and whether it is right, for every line that was changed."""
    clean = [part for line in text.splitlines() for part in textwrap.wrap(line, 90)]
    with NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(clean) + "\n")
        file.flush()
        command = [sys.executable, damage, file.name, "--seed", str(seed)]
        damaged = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    repaired = repair_lines(damaged)
    changed = [(line, right) for line, right in zip(repaired, clean, strict=True) if line.status.startswith("repaired")]
    return [(line.confidence, bare(line.text) == bare(right)) for line, right in changed]


def main() -> None:
    """Print a line for every confidence."""
    damage, *texts = map(Path, sys.argv[1:])
    found = [v for seed, path in enumerate(texts) for v in verdicts(damage, path.read_text(encoding="utf-8"), seed)]
    print(f"{len(found)} changed lines, {sum(right for _, right in found) / len(found):.3f} right")
    for step in STEPS:
        chosen = [right for confidence, right in found if confidence >= step]
        if chosen:
            share = len(chosen) / len(found)
            print(f"confidence from {step:.2f}: {share:.2f} of them, {sum(chosen) / len(chosen):.3f} right")


if __name__ == "__main__":
    main()
