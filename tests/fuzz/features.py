"""PDFs of one page, a few hundred bytes each, made by hand: one for each feature of the format that a reader follows.

Mutants of small files reach every part of a reader quickly. References are to PDF 32000-1:2008.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable
from typing import Final

from tests.hostile.inputs import FONT, HELLO, PLAIN, make_pdf, one_page, pages, stream
from tests.unit.read.pdf_maker import arabic_font, encrypted, pdf

_CATALOG: Final = b"<< /Type /Catalog /Pages 2 0 R %s >>"
_PAGE: Final = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s %s >>"


def _one(content: bytes = HELLO, *more: bytes, fonts: bytes = b"", root: bytes = b"", page: bytes = b"") -> bytes:
    """Make a page whose fonts, catalog and dictionary have these entries besides; `more` are objects 6 and on."""
    resources = b"<< /Font << /F1 5 0 R %s >> >>" % fonts
    return make_pdf([_CATALOG % root, pages([3]), _PAGE % (resources, page), stream(b"", content), FONT, *more])


def object_streams() -> bytes:
    """All but the streams lie in an object stream, found by a cross-reference stream (7.5.7, 7.5.8)."""
    packed = [_CATALOG % b"", pages([3]), _PAGE % (PLAIN, b""), FONT]
    offsets, body = [], b""
    for number, value in zip((1, 2, 3, 5), packed, strict=True):
        offsets.append(b"%d %d" % (number, len(body)))
        body += value + b" "
    head = b" ".join(offsets) + b" "
    inner = zlib.compress(head + body)
    out, rows = b"%PDF-1.7\n", {}
    for number, value in (
        (4, stream(b"", HELLO)),
        (6, stream(b"/Type /ObjStm /N 4 /First %d /Filter /FlateDecode" % len(head), inner)),
    ):
        rows[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    rows |= {number: (2, 6, at) for at, number in enumerate((1, 2, 3, 5))} | {0: (0, 0, 255), 7: (1, len(out), 0)}
    table = b"".join(
        bytes([kind]) + place.to_bytes(2, "big") + bytes([at]) for _, (kind, place, at) in sorted(rows.items())
    )
    entries = b"/Type /XRef /Size 8 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode"
    return out + b"7 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        stream(entries, zlib.compress(table)),
        rows[7][1],
    )


def incremental() -> bytes:
    """A second body replaces the page's text (7.5.6)."""
    first = one_page(b"BT /F1 12 Tf 72 700 Td (Old text.) Tj ET")
    start = len(first)
    changed = b"4 0 obj\n%s\nendobj\n" % stream(b"", HELLO)
    before = first[first.rfind(b"startxref") :].split()[1]
    trailer = b"trailer << /Size 6 /Root 1 0 R /Prev %s >>\nstartxref\n%d\n%%%%EOF\n" % (before, start + len(changed))
    return first + changed + b"xref\n4 1\n%010d 00000 n \n" % start + trailer


def letter_ranges() -> bytes:
    """A Type 0 font whose letters are told by ranges, also by such into a list (9.7, 9.10.3)."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> "
        b"endcodespacerange 2 beginbfrange <0001> <0020> <0621> <0030> <0032> [<0041> <00420043> <D83DDE00>] "
        b"endbfrange 1 beginbfchar <0040> <06440627> endbfchar endcmap end end"
    )
    top = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /T /Encoding /Identity-H /DescendantFonts [7 0 R] "
        b"/ToUnicode 8 0 R >>"
    )
    below = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /T /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        b"/Supplement 0 >> /DW 500 /W [1 [400 600] 3 9 700] /DW2 [880 -1000] >>"
    )
    content = HELLO + b" BT /F2 12 Tf 300 600 Td [<000100020003> -200 <00300040>] TJ ET"
    return _one(content, top, below, stream(b"", cmap), fonts=b"/F2 6 0 R")


def type_3() -> bytes:
    """A font whose glyphs are drawn by content streams (9.6.5)."""
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [.1 0 0 .1 0 0] /FirstChar 65 /LastChar 66 "
        b"/Widths [9 9] /CharProcs << /A 7 0 R /B 7 0 R >> /Encoding << /Differences [65 /A /B] >> /Resources << >> >>"
    )
    return _one(
        HELLO + b" BT /F2 9 Tf 72 600 Td (AB) Tj ET", font, stream(b"", b"9 0 d0 0 0 9 9 re f"), fonts=b"/F2 6 0 R"
    )


def filters() -> bytes:
    """Content behind ASCII85 and Flate, with a predictor (7.4)."""
    rows = b"".join(b"\x00" + HELLO.ljust(80)[at : at + 8] for at in range(0, 80, 8))
    packed = base64.a85encode(zlib.compress(rows)) + b"~>"
    entries = b"/Filter [/ASCII85Decode /FlateDecode] /DecodeParms [null << /Predictor 15 /Columns 8 >>]"
    return one_page(packed, entries)


def run_length() -> bytes:
    """Content in hexadecimal, run lengths behind it (7.4.2, 7.4.5)."""
    return one_page((bytes([len(HELLO) - 1]) + HELLO + b"\x80").hex().encode() + b">", b"/Filter [/AHx /RL]")


def pictures() -> bytes:
    """An inline image, and bytes in it that look like its end (8.9.7)."""
    picture = b"q 9 0 0 9 9 9 cm BI /W 4 /H 4 /BPC 8 /CS /G ID \x00 EI\xff EI (a) EI Q "
    return one_page(picture + HELLO)


def tagged() -> bytes:
    """Marked content with replacement text, artifacts, and a structure tree (14.6 to 14.9)."""
    content = (
        b"/P << /MCID 0 >> BDC " + HELLO + b" EMC /Artifact BMC BT /F1 9 Tf 72 40 Td (Page 1) Tj ET EMC "
        b"/Span << /ActualText <FEFF06270644> >> BDC BT /F1 9 Tf 72 500 Td (xy) Tj ET EMC"
    )
    tree = b"<< /Type /StructTreeRoot /K 7 0 R /ParentTree << /Nums [0 [7 0 R]] >> >>"
    part = b"<< /Type /StructElem /S /P /P 6 0 R /Pg 3 0 R /K 0 /ActualText (x) >>"
    return _one(
        content, tree, part, root=b"/MarkInfo << /Marked true >> /StructTreeRoot 6 0 R", page=b"/StructParents 0"
    )


def navigation() -> bytes:
    """Outlines, links, page labels, named places, a file and a script inside: no text of the page (12)."""
    outline = b"<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>"
    entry = b"<< /Title (Part) /Parent 6 0 R /Dest [3 0 R /XYZ 0 0 0] >>"
    link = b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (http://example.org/) >> >>"
    note = b"<< /Type /Annot /Subtype /FreeText /Rect [0 0 9 9] /Contents (a note) /DA (/F1 9 Tf) >>"
    script = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
    inside = b"<< /Type /Filespec /F (../../etc/x) /EF << /F 4 0 R >> >>"
    root = (
        b"/Outlines 6 0 R /OpenAction 10 0 R /PageLabels << /Nums [0 << /S /r >>] >> "
        b"/Names << /EmbeddedFiles << /Names [(x) 11 0 R] >> >>"
    )
    return _one(HELLO, outline, entry, link, note, script, inside, root=root, page=b"/Annots [8 0 R 9 0 R] /Rotate 90")


def fields() -> bytes:
    """A form to fill in (12.7)."""
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (a value) /Rect [0 0 99 9] /Parent 7 0 R >>"
    parent = b"<< /T (all) /Kids [6 0 R] >>"
    return _one(HELLO, field, parent, root=b"/AcroForm << /Fields [7 0 R] /DA (/F1 9 Tf) >>", page=b"/Annots [6 0 R]")


def forms() -> bytes:
    """Text in a form within a form (8.10)."""
    inner = stream(
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Matrix [1 0 0 1 9 9] /Resources " + PLAIN, HELLO
    )
    outer = stream(
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 7 0 R >> >>", b"/X Do"
    )
    return one_page(b"q 1 0 0 1 0 0 cm /X Do Q", forms=[outer, inner])


def arabic() -> bytes:
    """Two lines of Arabic, drawn from left to right, with numbers and brackets."""
    words = "اعتمد الفريق العامل التوصيات )أ( ٢٠١٨"
    codes = dict(enumerate(dict.fromkeys(words), 1))
    names = {letter: f"{number:04X}" for number, letter in codes.items()}
    fonts, objects = arabic_font(codes, dict.fromkeys(codes, 500))
    drawn = "".join(names[letter] for letter in reversed(words))
    content = f"BT /F1 12 Tf 200 700 Td <{drawn}> Tj 0 -20 Td <{drawn}> Tj ET"
    return pdf([content], fonts=fonts, extra=objects)


def differences() -> bytes:
    """A simple font that names its letters (9.6.6), text by all operators that show it (9.4.3)."""
    font = (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FirstChar 32 /LastChar 34 /Widths [9 500 500] /Encoding "
        b"<< /BaseEncoding /MacRomanEncoding /Differences [33 /afii57415 /uni0628 /g12] >> >>"
    )
    shown = b' BT /F2 9 Tf 14 TL 100 Tz 2 Tr 1 Ts 1 0 0 1 72 600 Tm (!") \' 1 1 (!) " T* [(!) 20 (\\042)] TJ ET'
    return _one(HELLO + shown, font, fonts=b"/F2 6 0 R")


FEATURES: Final[tuple[Callable[[], bytes], ...]] = (
    object_streams, incremental, letter_ranges, type_3, filters, run_length, pictures, tagged, navigation, fields,
    forms, arabic, differences,
)  # fmt: skip


def small_pdfs() -> dict[str, bytes]:
    """Return all of them by name, with an encrypted file that opens without a password."""
    return {make.__name__: make() for make in FEATURES} | {"encryption": encrypted(b"")}
