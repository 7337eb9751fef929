"""How large the inspector's page of a hundred-page report is, how long it takes to make, and to open in Chromium.

    python -m benchmarks.inspector [REPORT.pdf]

Without a report, the Arabic sample is joined with itself to a hundred pages. Times are processor time, of this process
and of the thread that the browser shows the page with.
"""

from __future__ import annotations

import sys
import time
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from tests.browser.chromium import Browser, find

from unodc_parse.inspector.inspection import inspect
from unodc_parse.inspector.page import to_html
from unodc_parse.read.pictures import picture_pages

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "report.ar.pdf"
PAGES = 100
OPENINGS = 5


def joined(path: Path, count: int) -> bytes:
    """Return the pages of a PDF, again and again, until there are `count`."""
    whole, part = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(path)
    while len(whole) < count:
        whole.import_pages(part, list(range(min(len(part), count - len(whole)))))
    file = BytesIO()
    whole.save(file)
    return file.getvalue()


def opened(page: Path) -> tuple[float, float]:
    """Return the seconds of processor time and of the clock that a page takes to open, the middle of several."""
    program = find()
    if program is None:
        return float("nan"), float("nan")
    times = []
    with Browser(program) as browser:
        browser.size(1440, 900)
        browser.measure()
        for _ in range(OPENINGS):
            browser.open(page)
            clock = browser.run("performance.getEntriesByType('navigation')[0].loadEventEnd") / 1000
            times.append((browser.busy(), clock))
    return sorted(times)[OPENINGS // 2]


def main() -> int:
    """Measure and print."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    data = path.read_bytes() if path else joined(SAMPLE, PAGES)
    started = time.process_time()
    inspection = inspect(data, name="report.pdf")
    read = time.process_time()
    page = to_html(inspection, picture_pages(data, [p.number for p in inspection.pages]))
    done = time.process_time()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "report.html"
        file.write_bytes(page)
        busy, clock = opened(file)
    print(f"{len(inspection.pages)} pages, {len(inspection.shown)} segments: {len(page) / 1e6:.1f} MB")
    print(f"made in {done - started:.1f} s (reading and explaining {read - started:.1f} s, page and pictures the rest)")
    print(f"opened in {busy:.2f} s of processor time, {clock:.2f} s by the clock")
    return 0


if __name__ == "__main__":
    sys.exit(main())
