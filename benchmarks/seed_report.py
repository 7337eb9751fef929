"""Measure the user's sample report: lines right, characters wrong, how sure lines are.

    python benchmarks/seed_report.py [--shared ../shared]

`seed/report.txt` is repaired as one document and compared with `seed/gold.txt` line by line. Spaces, hyphens and marks
do not count, as in run_order.py.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from exact_repairs import distance
from sure_lines import bare

from unodc_parse.arabic.repair import repair_lines


def main() -> int:
    """Repair, and print one line."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    seed = arguments.parse_args().shared / "seed"
    raw, gold = ((seed / name).read_text("utf-8").splitlines() for name in ("report.txt", "gold.txt"))
    pairs = [(done, bare(text)) for done, text in zip(repair_lines(raw), gold, strict=True) if text.strip()]
    right = sum(bare(done.text) == text for done, text in pairs)
    edits = sum(distance(bare(done.text), text) for done, text in pairs)
    sure = [bare(done.text) == text for done, text in pairs if done.status == "repaired"]
    wrong = edits / sum(len(text) for _, text in pairs)
    print(f"right {right} of {len(pairs)}, CER {wrong:.2%}, sure {len(sure)}, of these right {sum(sure)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
