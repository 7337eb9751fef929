"""The files of a generated archive: reports in two languages, texts, and bad files of every kind.

The PDFs of the bench have two to four pages, reports have many. How they are made longer is a `Mix`:

* `joined`: whole PDFs of the bench one after the other, all makers in turn, each with its own fonts. No page comes
  twice before every maker has had its turn, but no report has its fonts for more than four pages.
* `repeated`: the pages of one PDF over and over, with their fonts once, as one maker's report has them; but its pages
  are the same, and so kinder to a reader that remembers strings than real ones.
* `short`: the PDFs of the bench as they are, unreadable ones too, three of four in Arabic: what this benchmark measured
  before it had reports.
"""

from __future__ import annotations

import math
import random
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import chain, count
from pathlib import Path
from typing import Literal, NamedTuple

import pypdfium2

import unodc_parse

#: How many pages reports have: exp(normal(ln MEDIAN, SPREAD)), nearest whole number within the limits.
MEDIAN, SPREAD, FEWEST, MOST = 12, 0.55, 5, 40
#: How many different reports there are in each language; an archive repeats them.
REPORTS = 120
LANGUAGES = ("ar", "en")


Mix = Literal["joined", "repeated", "short"]


class Report(NamedTuple):
    """A report: its language, number of pages, and bytes."""

    language: str
    pages: int
    data: bytes


def reports(pdfs: Path, mix: Mix) -> Iterator[Report]:
    """Yield reports made of the PDFs in a folder; those of `joined` and `repeated` are in both languages."""
    chance = random.Random(3)  # noqa: S311 -- a benchmark
    if mix == "short":
        for path in sorted(pdfs.glob("*.pdf")):
            with pypdfium2.PdfDocument(path) as document:
                yield Report("en" if path.name.startswith("en-") else "ar", len(document), path.read_bytes())
        return
    makers = {language: [path for path in _of(language, pdfs) if _is_readable(path)] for language in LANGUAGES}
    for _ in range(REPORTS):
        pages = min(MOST, max(FEWEST, round(chance.lognormvariate(math.log(MEDIAN), SPREAD))))
        for language in LANGUAGES:
            data = (joined if mix == "joined" else repeated)(makers[language], pages, chance)
            yield Report(language, pages, data)


def joined(makers: Sequence[Path], pages: int, chance: random.Random) -> bytes:
    """Return a PDF of so many pages: of one document after the other, in an order of chance."""
    whole = pypdfium2.PdfDocument.new()
    for path in chain.from_iterable(chance.sample(makers, len(makers)) for _ in count()):
        with pypdfium2.PdfDocument(path) as part:
            whole.import_pages(part, list(range(min(len(part), pages - len(whole)))))
        if len(whole) == pages:
            break
    return _bytes_of(whole)


def repeated(makers: Sequence[Path], pages: int, chance: random.Random) -> bytes:
    """Return a PDF of so many pages: those of one document, over and over."""
    whole = pypdfium2.PdfDocument.new()
    with pypdfium2.PdfDocument(chance.choice(makers)) as part:
        whole.import_pages(part, [number % len(part) for number in range(pages)])
    return _bytes_of(whole)


def _bytes_of(document: pypdfium2.PdfDocument) -> bytes:
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _of(language: str, pdfs: Path) -> list[Path]:
    """Return the bench's PDFs in a language, which their names tell."""
    return [path for path in sorted(pdfs.glob("*.pdf")) if path.name.startswith("en-") == (language == "en")]


def _is_readable(path: Path) -> bool:
    """Tell whether the letters of a PDF can be read: some of the bench have no usable letter maps."""
    return not any(found.code == "U102" for found in unodc_parse.parse(path).diagnostics)


def texts(root: Path) -> tuple[bytes, bytes]:
    """Return the sample in Arabic, damaged, and in English, sound."""
    samples = root / "samples"
    english = unodc_parse.parse(samples / "report.en.pdf").text
    return (samples / "report.damaged.txt").read_bytes(), english.encode()


def small_pdf(content: bytes, *, more: bytes = b"", trailer: bytes = b"", page: bytes = b"") -> bytes:
    """Return a PDF of one page with this (already filtered) content stream."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<" + page + b">>>>",
        b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), more, content),
    ]
    body, places = bytearray(b"%PDF-1.7\n"), []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start)
    return bytes(body)


def bad_files(good: bytes) -> dict[str, bytes]:
    """Return a bad file of every kind."""
    image = zlib.compress(b"\xff" * 100 * 100)
    picture = b"/XObject<</I 4 0 R>>"
    encryption = b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(a)(a)]" % (b"x" * 32, b"y" * 32)
    bomb = zlib.compressobj(9)
    zeros = b"(a) Tj " * (1 << 20)
    packed = b"".join(bomb.compress(zeros) for _ in range(400)) + bomb.flush()
    return {
        "truncated.pdf": good[: len(good) // 3],
        "encrypted.pdf": small_pdf(b"", trailer=encryption),
        "empty.pdf": b"",
        "empty.txt": b"",
        "scan.pdf": small_pdf(image, more=b"/Type/XObject/Subtype/Image/Width 100/Height 100/ColorSpace/DeviceGray"
                              b"/BitsPerComponent 8/Filter/FlateDecode", page=picture),
        "picture.pdf": b"\x89PNG\r\n\x1a\n" + b"\0" * 1000,
        "page.txt": b"\x00\x01\x02\x03\xff\xfe\xfd" * 1000,
        "eats.pdf": small_pdf(packed, more=b"/Filter/FlateDecode"),
        "hangs.txt": "\n".join(f"{n}. The Committee took note of item {n}." for n in range(1, 400_000)).encode(),
    }  # fmt: skip
