#!/usr/bin/env python3
"""How long a register of many segments takes.

    python benchmarks/register_bench.py ../shared/bench/pdfs [--segments 50000]

Converts a folder, writes its segments over and over as documents of other sessions, every text with some words of its
own, and makes a register of all. Seconds are of the whole process, start included.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def multiply(out: Path, wanted: int) -> int:
    """Repeat the segments and the manifest of an output folder until there are as many as wanted; return how many."""
    lines = (out / "segments.jsonl").read_text(encoding="utf-8").splitlines()
    facts = (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    chance, written, copy = random.Random(1), 0, 0  # noqa: S311 -- to be repeated
    with (out / "segments.jsonl").open("w", encoding="utf-8") as segments:
        manifest = (out / "manifest.jsonl").open("w", encoding="utf-8")
        while written < wanted:
            for line in lines:
                segment = json.loads(line)
                segment["document"] = f"{copy}/{segment['document']}"
                segment["symbol"] = _of_session(segment["symbol"], copy)
                words = (segment["text"] or "").split()
                segment["text"] = " ".join(w if chance.random() < 0.8 else str(chance.random()) for w in words)
                segments.write(json.dumps(segment, ensure_ascii=False) + "\n")
                written += 1
            for line in facts:
                fact = json.loads(line)
                own = {"path": f"{copy}/{fact['path']}", "sha256": f"{copy}/{fact['sha256']}"}
                own["symbols"] = [_of_session(symbol, copy) for symbol in fact["symbols"]]
                manifest.write(json.dumps(fact | own, ensure_ascii=False) + "\n")
            copy += 1
        manifest.close()
    return written


def _of_session(symbol: str | None, copy: int) -> str | None:
    """Return a symbol with another year."""
    return symbol and symbol.replace("/2017/", f"/{1900 + copy}/")


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--segments", type=int, default=50_000)
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "out"
        command = [sys.executable, "-m", "unodc_parse"]
        subprocess.run([*command, words.folder, "-o", out, "-f", "json", "-q"], check=False)
        count = multiply(out, words.segments)
        started = time.perf_counter()
        subprocess.run([*command, "register", out, "-o", Path(place) / "register.duckdb"], check=True)
        print(f"{count:,} segments: {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
