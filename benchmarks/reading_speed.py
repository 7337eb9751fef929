#!/usr/bin/env python3
"""Compare pages a second (CPU time of one core), PDF to JSON, with pdfplumber's extract_text on the same PDFs.

python benchmarks/reading_speed.py FILE.pdf ...

Of every file the quickest of three runs counts. Where qalam is installed, its text extraction is timed too.
"""

from __future__ import annotations

import importlib.util
import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from unodc_parse import parse, write_json
from unodc_parse.options import Options
from unodc_parse.read.pdf import read_pdf

RUNS = 3


def whole(data: bytes) -> int:
    """Parse a PDF and write its JSON; return the number of pages."""
    report = parse(data, name="bench.pdf")
    write_json(report, io.BytesIO())
    return report.source.page_count or 0


def reading(data: bytes) -> int:
    """Read a PDF with this program, without segmenting it; return the number of pages."""
    return len(read_pdf(data, Options(), name="bench").pages)


def theirs(data: bytes) -> int:
    """Read a PDF with pdfplumber; return the number of pages."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
        return len(document.pages)


def qalam(data: bytes) -> int:
    """Read a PDF with qalam; return the number of pages."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        document = importlib.import_module("qalam").Document(file.name)
        return len(document.pages) if document.text else 0


def rate(read: Callable[[bytes], int], files: list[bytes]) -> float:
    """Return pages a second of CPU time."""
    pages, seconds = 0, 0.0
    for data in files:
        runs = []
        for _ in range(RUNS):
            start = time.process_time()
            count = read(data)
            runs.append(time.process_time() - start)
        pages, seconds = pages + count, seconds + min(runs)
    return pages / seconds


def main() -> None:
    """Print pages a second of each, and the ratio of PDF to JSON to it."""
    files = [Path(name).read_bytes() for name in sys.argv[1:]]
    whole(files[0])  # imports are not reading
    ours = rate(whole, files)
    print(f"{len(files)} files, PDF to JSON: {ours:.1f} pages/s")
    peers = [("reading alone", reading), ("pdfplumber", theirs)]
    if importlib.util.find_spec("qalam"):
        peers.append(("qalam", qalam))
    for name, read in peers:
        other = rate(read, files)
        print(f"  {name}: {other:.1f} pages/s, ratio {ours / other:.2f}")


if __name__ == "__main__":
    main()
