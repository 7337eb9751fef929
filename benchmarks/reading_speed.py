#!/usr/bin/env python3
"""Compare pages a second (CPU time of one core) with pdfplumber's extract_text on the same PDFs.

python benchmarks/reading_speed.py FILE.pdf ...
"""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pdfplumber

from unodc_parse.options import Options
from unodc_parse.read.pdf import read_pdf


def ours(data: bytes) -> int:
    """Read a PDF with this program; return the number of pages."""
    return len(read_pdf(data, Options(), name="bench").pages)


def theirs(data: bytes) -> int:
    """Read a PDF with pdfplumber; return the number of pages."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
        return len(document.pages)


def main() -> None:
    """Print pages a second of both, and their ratio."""
    files = [Path(name).read_bytes() for name in sys.argv[1:]]
    ours(files[0])  # imports are not reading
    rates = []
    for read in (ours, theirs):
        start = time.process_time()
        pages = sum(read(data) for data in files)
        rates.append(pages / (time.process_time() - start))
    print(f"{len(files)} files: {rates[0]:.1f} pages/s, pdfplumber {rates[1]:.1f}, ratio {rates[0] / rates[1]:.1f}")


if __name__ == "__main__":
    main()
