#!/usr/bin/env python3
"""Print the text of one PDF through the PDF reader alone, for ../shared/bench/run.py.

python ../shared/bench/run.py --out OUT -- python benchmarks/text_bench.py {pdf}

Lines are joined by line breaks, but a line that ends in a slash joins the next one without one.
"""

from __future__ import annotations

import sys
from pathlib import Path

from unodc_parse.options import Options
from unodc_parse.read.pdf import read_pdf


def main() -> None:
    """Print the text of the file that the first argument names."""
    path = Path(sys.argv[1])
    reading = read_pdf(path.read_bytes(), Options(), name=path.name)
    for page in reading.pages:
        for line in page.lines:
            sys.stdout.write(line.text if line.text.endswith("/") else f"{line.text}\n")


if __name__ == "__main__":
    main()
