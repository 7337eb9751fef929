"""Take the pictures of the inspector in `docs/inspect.md` with headless Chromium: an Arabic, an English, a text report.

python -m docs.make_screens
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from tests.browser.chromium import Browser, find

from unodc_parse.inspector.inspection import inspect
from unodc_parse.inspector.page import to_html
from unodc_parse.read.pictures import picture_pages

ROOT = Path(__file__).resolve().parent.parent
COLOURS = 224

#: Picture, sample, dark colours, and what is done before it is taken.
SCREENS = (
    (
        "inspector.ar.png",
        "report.ar.pdf",
        False,
        "const wanted = 'الأدله الالكترونيه'; one('query').value = wanted; search(wanted)",
    ),
    ("inspector.en.png", "report.en.pdf", True, "go(segments.find((s) => s.matches('.recommendation')))"),
    ("inspector.text.png", "report.damaged.txt", False, "walk(4); here.querySelector('.lines').open = true"),
)
SETTLED = "new Promise((done) => setTimeout(done, 400))"


def page_of(path: Path) -> bytes:
    """Return the inspector's page of a sample."""
    data = path.read_bytes()
    inspection = inspect(data, name=path.name)
    numbers = [page.number for page in inspection.pages] if inspection.printed else []
    return to_html(inspection, picture_pages(data, numbers) if numbers else iter(()))


def small(png: bytes) -> bytes:
    """Return a picture with fewer colours, which take a third of the bytes."""
    file = BytesIO()
    Image.open(BytesIO(png)).convert("RGB").quantize(COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()


def main() -> int:
    """Write all pictures; returns 1 where there is no browser."""
    program = find()
    if program is None:
        sys.stderr.write("no Chromium or Chrome was found; install one\n")
        return 1
    with Browser(program) as browser, TemporaryDirectory() as folder:
        for name, sample, dark, script in SCREENS:
            page = Path(folder) / f"{sample}.html"
            page.write_bytes(page_of(ROOT / "samples" / sample))
            browser.size(1440, 900, dark=dark)
            browser.open(page)
            browser.run(script)
            browser.run(SETTLED)
            browser.run("here.scrollIntoView({ block: 'end' })")
            browser.run(SETTLED)
            (ROOT / "docs" / name).write_bytes(small(browser.picture()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
