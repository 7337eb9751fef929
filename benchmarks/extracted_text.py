#!/usr/bin/env python3
"""Repair the text that PDF tools give of the bench's Arabic files, and score it before and after.

    python benchmarks/extracted_text.py [--shared ../shared] [--tools pdftotext,pdfium]

Each tool's text of ../shared/bench/pdfs is repaired as a plain text, and both are scored by ../shared/bench/score.py
(numpy, numba, edlib, rapidfuzz; main figure: CER by paragraph, in per cent). Files whose letters nobody can read are
left out. `pdftotext` (poppler) and `mutool` are system programs; PDFium and pdfplumber come with this program.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from unodc_parse.arabic.repair import repair_lines

LOST = ("qt-amiri-A-just", "fop-amiri-A-just", "ps-lo-amiri-A", "gs-lo-scheh-A")


def _program(*command: str) -> Callable[[Path], str]:
    def run(path: Path) -> str:
        filled = [str(path) if word == "{}" else word for word in command]
        return subprocess.run(filled, check=True, capture_output=True, timeout=60).stdout.decode("utf-8", "replace")

    return run


def _pdfium(path: Path) -> str:
    import pypdfium2  # noqa: PLC0415 -- only for this tool

    with pypdfium2.PdfDocument(path) as document:
        return "\f".join(page.get_textpage().get_text_range() for page in document)


def _pdfplumber(path: Path) -> str:
    import pdfplumber  # noqa: PLC0415 -- only for this tool

    with pdfplumber.open(path) as document:
        return "\f".join(page.extract_text() or "" for page in document.pages)


TOOLS: dict[str, Callable[[Path], str]] = {
    "pdftotext": _program("pdftotext", "{}", "-"),
    "pdftotext-layout": _program("pdftotext", "-layout", "{}", "-"),
    "pdfium": _pdfium,
    "pdfplumber": _pdfplumber,
    "mutool": _program("mutool", "draw", "-F", "text", "{}"),
}


def scorer(bench: Path) -> ModuleType:
    """Import the scorer of the bench."""
    spec = importlib.util.spec_from_file_location("score", bench / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(bench / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(tool: str, bench: Path, score: ModuleType) -> None:
    """Print a row for one tool."""
    rows: list[tuple[float, float]] = []
    seconds = 0.0
    for path in sorted((bench / "pdfs").glob("*.pdf")):
        if path.stem.startswith("en") or path.stem in LOST:
            continue
        truth = json.loads((bench / "truth" / f"{path.stem}.json").read_text("utf-8"))
        raw = TOOLS[tool](path)
        began = time.process_time()
        repaired = "\n".join(line.text for line in repair_lines(raw.replace("\f", "\n").split("\n")))
        seconds += time.process_time() - began
        before, after = (100 * score.score(truth, text)["cer"] for text in (raw, repaired))
        rows.append((before, after))
    before, after = (statistics.median(row[place] for row in rows) for place in (0, 1))
    worse = sum(b > a + 0.05 for a, b in rows)
    mean = statistics.mean(b for _, b in rows)
    print(
        f"{tool:18} median {before:5.1f} -> {after:5.1f}  mean {mean:5.1f}  worse {worse}/{len(rows)}  {seconds:.0f} s"
    )


def main() -> int:
    """Measure the tools."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument("--tools", default=",".join(TOOLS))
    chosen = arguments.parse_args()
    score = scorer(chosen.shared / "bench")
    for tool in chosen.tools.split(","):
        measure(tool, chosen.shared / "bench", score)
    return 0


if __name__ == "__main__":
    sys.exit(main())
