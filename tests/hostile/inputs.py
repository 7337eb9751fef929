"""Bad inputs, made here and small, each with the exit status and the message that it must get.

`python -m tests.hostile.inputs FOLDER` writes them as files, to be tried by hand.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.unit.read.pdf_maker import encrypted

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
HELLO = b"BT /F1 12 Tf 72 700 Td (1. The Working Group met in Vienna.) Tj ET"
PLAIN = b"<< /Font << /F1 5 0 R >> >>"
ARABIC = "اعتمد الفريق العامل التوصيات التالية"


class Bad(NamedTuple):
    """An input, the options to read it with, and what must come of it; a null message means that nothing is said."""

    name: str
    data: bytes
    status: int
    message: str | None
    options: tuple[str, ...] = ()


def bad_inputs() -> Iterator[Bad]:
    """Yield all of them."""
    yield from _no_documents()
    yield from _broken_pdfs()
    yield from _floods()
    yield from _texts()


def _no_documents() -> Iterator[Bad]:
    yield Bad("empty.pdf", b"", 3, "the file is empty; get the file again")
    yield Bad("empty.txt", b"", 3, "the file is empty; check that it was copied or exported completely")
    yield Bad("white.txt", b" \n\t\n\x0c", 3, "the file is empty")
    yield Bad("signs.txt", b"((( --- ))) ***\n", 3, "no text in the file, only white space or signs")
    yield Bad("picture.pdf", b"\x89PNG\r\n\x1a\n" + bytes(64), 3, "not a PDF but a PNG picture")
    yield Bad("page.pdf", b"<!DOCTYPE html><p>404</p>", 3, "not a PDF but HTML or XML")
    yield Bad("office.pdf", b"PK\x03\x04" + bytes(64), 3, "not a PDF but a ZIP archive or an Office document")
    yield Bad("office.txt", b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)), 3, "not a PDF and not a text file")
    yield Bad("program.txt", b"\x7fELF" + bytes(300), 3, "not a PDF and not a text file")


def _broken_pdfs() -> Iterator[Bad]:
    whole = one_page(HELLO)
    yield Bad("header-only.pdf", b"%PDF-1.7\n", 3, "damaged beyond reading")
    yield Bad("noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20, 3, "")
    yield Bad("half.pdf", whole[: len(whole) // 2], 3, "cut off")
    yield Bad("no-trailer.pdf", whole[: whole.rfind(b"xref")], 0, "the file is cut off")
    yield Bad("encrypted.pdf", encrypted(b"secret"), 3, "is encrypted and needs a password")
    yield Bad("no-pages.pdf", make_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", pages([])]), 3, "")
    yield Bad("no-text.pdf", one_page(b"0 0 m 9 9 l S"), 3, "no text could be read from it")
    yield Bad("tree-loop.pdf", make_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", pages([2, 2])]), 3, "")
    yield Bad("deep-array.pdf", one_page(HELLO, catalog=b"/X " + b"[" * 20_000 + b"]" * 20_000), 0, None)
    yield Bad("deep-content.pdf", one_page(b"[" * 20_000 + b"]" * 20_000 + HELLO), 0, None)
    yield Bad("bad-length.pdf", whole.replace(b"/Length 70", b"/Length -7"), 0, None)
    yield Bad("bad-numbers.pdf", one_page(b"BT /F1 1e999 Tf 1e308 nan Td (a) Tj ET " + HELLO), 0, None)
    yield Bad("wrong-offsets.pdf", misplaced([b"null endobj"] * 40), 0, None)
    yield Bad("wrong-offsets-cut.pdf", misplaced([b"null endobj"] * 400 + [b"<< /A endobj"]), 0, None)
    yield Bad("open-streams.pdf", misplaced([b"<< /Length 9 >> stream"] * 8000), 0, None)
    yield Bad("xref-loop.pdf", whole.replace(b"/Root", b"/Prev 9 /Root"), 0, None)


def _floods() -> Iterator[Bad]:
    once = zlib.compress(bytes(300 << 20), 9)
    twice = b"/Filter [/FlateDecode /FlateDecode]"
    yield Bad("bomb.pdf", one_page(zlib.compress(once, 9), twice), 3, "opens to more than 256 MiB")
    spaces = one_page(zlib.compress(b" " * (2 << 20) + HELLO), b"/Filter /FlateDecode")
    yield Bad("spaces.pdf", spaces, 0, None)
    yield Bad("spaces-refused.pdf", spaces, 3, "opens to more than 1 MiB", ("--limit", "stream=1M"))
    forms = [_form(b"/X Do /X Do", 6 + n + 1) for n in range(40)] + [_form(HELLO, 5)]
    few = [_form(b"/X Do /X Do", 6 + n + 1) for n in range(18)] + [_form(HELLO, 5)]
    yield Bad("deep-forms.pdf", one_page(b"/X Do", forms=forms), 3, "page 1 is left out: it has 25 forms within forms")
    yield Bad("many-forms.pdf", one_page(b"/X Do", forms=few), 3, "it has 20,001 forms, more than 20,000")
    ring = _form(b"/X Do /X Do " + HELLO, 6)
    yield Bad("form-ring.pdf", one_page(b"/X Do " + HELLO, forms=[ring]), 3, "it has 25 forms within forms")
    much = b"BT /F1 9 Tf 9 9 Td " + b"(aaaaaaaaaa) Tj 2 0 Td " * 201_000 + b"ET"
    yield Bad("glyphs.pdf", one_page(zlib.compress(much), b"/Filter /FlateDecode"), 3, "glyphs, more than 200,000")
    one = b"BT /F1 9 Tf 9 9 Td (" + b"a" * 5_000_000 + b") Tj ET"
    yield Bad("one-string.pdf", one_page(zlib.compress(one), b"/Filter /FlateDecode"), 3, "glyphs, more than 200,000")
    root, leaf = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"
    tree = pages(list(range(6, 12_006))) + b"/MediaBox [0 0 595 842] /Resources " + PLAIN
    leaves = make_pdf([root, tree.replace(b">>", b"", 1) + b">>", b"null", stream(b"", HELLO), FONT, *[leaf] * 12_000])
    yield Bad("pages.pdf", leaves, 3, "it has 12,000 pages, more than 10,000; give it more with --limit pages=12000")
    yield Bad("few-pages.pdf", leaves, 0, None, ("--pages", "1-3"))


def _texts() -> Iterator[Bad]:
    long = ("ا" * 2_000_001).encode()
    yield Bad("long-line.txt", long, 3, "line 1 has 2,000,001 characters, more than 1,000,000; give it more with")
    yield Bad("lines.txt", b"a\n" * 1001, 3, "it has 1,001 lines, more than 1,000", ("--limit", "lines=1000"))
    yield Bad("wrong-option.txt", b"a\n", 2, "--limit 'sheets=3' is not understood", ("--limit", "sheets=3"))
    yield Bad("koi8.txt", "Доклад Рабочей группы".encode("koi8-r"), 3, "the encoding of the text is not recognised")
    yield Bad("utf-16-odd.txt", "\ufeffReport".encode("utf-16-le")[:-1], 3, "")
    yield Bad("surrogates.txt", b"1. A paragraph \xed\xa0\x80 of it.\n", 3, "the encoding of the text")
    yield Bad("escapes.txt", b"\x1b[31m1. The Working Group met.\x1b[0m\n", 3, "not a PDF and not a text file")
    yield Bad("overrides.txt", f"1. \u202e{ARABIC}\u202c \u2066met\u2069.\n".encode(), 0, None)
    yield Bad("windows.txt", f"{ARABIC}\n".encode("windows-1256"), 0, None)


def make_pdf(objects: list[bytes]) -> bytes:
    """Make a PDF of objects 1, 2 …; the first is the catalog."""
    out, offsets = bytearray(b"%PDF-1.7\n"), list[int]()
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def misplaced(objects: list[bytes]) -> bytes:
    """Make a PDF of one page and more objects, none of which is where it is said to be."""
    more = b"".join(b"%d 0 obj %s\n" % (number, body) for number, body in enumerate(objects, 9))
    whole = one_page(HELLO).replace(b"xref\n0", more + b"xref\n0", 1)
    return re.sub(rb"(\d{10})(?= 00000 n)", lambda offset: b"%010d" % (int(offset[1]) + 7), whole)


def one_page(content: bytes, entries: bytes = b"", *, catalog: bytes = b"", forms: list[bytes] | None = None) -> bytes:
    """Make a PDF of one page; `forms` are the objects from 6 on, of which the page knows the first as `/X`."""
    resources = b"<< /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >>" if forms else PLAIN
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % resources
    root = b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog
    return make_pdf([root, pages([3]), page, stream(entries, content), FONT, *(forms or [])])


def pages(kids: list[int]) -> bytes:
    """Make the node of a page tree whose kids have these numbers."""
    return b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))


def stream(entries: bytes, data: bytes) -> bytes:
    """Make a stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def _form(content: bytes, inner: int) -> bytes:
    """Make a form that knows object `inner` as `/X`, or the font as `/F1`."""
    kind = b"/Font << /F1 5 0 R >>" if inner == 5 else b"/XObject << /X %d 0 R >>" % inner
    return stream(b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >>" % kind, content)


def main() -> None:
    """Write all inputs into the folder that is named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for bad in bad_inputs():
        (folder / bad.name).write_bytes(bad.data)


if __name__ == "__main__":
    main()
