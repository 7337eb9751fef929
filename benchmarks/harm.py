"""Count the clean lines that the repair changes, and how long a clean line takes.

    python benchmarks/harm.py [--shared ../shared] [--lm my.lm]

A line is harmed where it comes out otherwise than its characters folded, its tatweels dropped and its white space
unified, which is documented. The lines of a document decide together what is damage; so every set is read as one
document, as documents of 40 lines, and each line as a document of its own.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from exact_repairs import normal
from sure_lines import bare

from unodc_parse.arabic.chardata import ARABIC
from unodc_parse.arabic.language_model import LanguageModel
from unodc_parse.arabic.model_file import load_model
from unodc_parse.arabic.repair import repair_lines


def harmed(documents: Iterable[list[str]], model: LanguageModel | None) -> tuple[list[tuple[str, str]], int, float]:
    """Return the lines that come out otherwise, how many lines there are, and the seconds that they take."""
    wrong, count, seconds = [], 0, 0.0
    for lines in documents:
        began = time.process_time()
        repaired = repair_lines(lines, model)
        seconds += time.process_time() - began
        count += len(lines)
        for line, done in zip(lines, repaired, strict=True):
            expected = normal(line) if ARABIC.search(line) else line
            if done.text != expected and normal(done.text) != expected:  # a heh alone keeps its tatweel
                wrong.append((line, done.text))
    return wrong, count, seconds


def sets(shared: Path, more: Iterable[Path]) -> Iterable[tuple[str, list[str]]]:
    """Return named sets of clean lines."""
    yield "gold", _lines(shared / "seed/gold.txt")
    yield "devset.ar", _lines(shared / "corpus/unpc/devset.ar")
    yield "devset.en", _lines(shared / "corpus/unpc/devset.en")
    yield "bench/truth", [line for path in sorted((shared / "bench/truth").glob("*.txt")) for line in _lines(path)]
    for path in more:
        yield path.name, _lines(path)


def sample(shared: Path, model: LanguageModel | None) -> tuple[list[tuple[str, str]], int]:
    """Return the right lines of the damaged sample that come out wrong, and how many right ones it has.

    Spaces, hyphens and marks apart.
    """
    gold, raw = _lines(shared / "seed/gold.txt"), _lines(shared / "seed/report.txt")
    right = [i for i, line in enumerate(raw) if line.strip() and bare(line) == bare(gold[i])]
    repaired = repair_lines(raw, model)
    return [(raw[i], repaired[i].text) for i in right if bare(repaired[i].text) != bare(gold[i])], len(right)


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def _show(wrong: Iterable[tuple[str, str]]) -> None:
    for raw, text in wrong:
        print(f"  raw  {raw}\n  got  {text}")


def main() -> int:
    """Print a row for every set."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument("--lm", help="a model that learn made; else the shipped one")
    arguments.add_argument("--show", action="store_true")
    arguments.add_argument("texts", nargs="*", type=Path, help="more clean texts")
    chosen = arguments.parse_args()
    model = load_model(chosen.lm) if chosen.lm else None
    repair_lines(["\N{ARABIC LETTER SEEN}\N{ARABIC LETTER REH}"], model)
    for name, lines in sets(chosen.shared, chosen.texts):
        for size in (len(lines), 40, 1):
            parts = (lines[at : at + size] for at in range(0, len(lines), size))
            wrong, count, seconds = harmed(parts, model)
            of = f"documents of {size:5} lines: harmed {len(wrong):3} of {count:5}"
            print(f"{name:20} {of}, {1000 * seconds / count:6.2f} ms a line")
            _show(wrong if chosen.show else ())
    wrong, count = sample(chosen.shared, model)
    print(f"{'right lines inside the damaged sample':40} harmed {len(wrong):3} of {count:5}")
    _show(wrong if chosen.show else ())
    return 0


if __name__ == "__main__":
    sys.exit(main())
