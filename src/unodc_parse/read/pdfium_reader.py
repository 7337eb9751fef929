"""Pages drawn by PDFium, and text objects through it where playa fails: upright pages without right-to-left text.

PDFium tells the text of a whole text object at once, in the order in which it is read, with spaces where gaps
mean them; so one `Glyph` here is a run of text. What a run cannot tell exactly (marked content with ActualText,
turned pages, right-to-left letters, letters without a map) makes the page one for the exact reader: `page` then
raises `NeedsExactReader`. PDFium is not thread-safe: one process reads one document at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from ctypes import byref, c_float, c_ulong, c_ushort, create_string_buffer, sizeof
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from unodc_parse.arabic.chardata import RTL_LETTER
from unodc_parse.options import Bounds
from unodc_parse.read.content import check_bound
from unodc_parse.read.faces import face_of
from unodc_parse.read.glyphs import Face, Glyph, PageGlyphs

_TALLEST = 3600  # pixels
_USUAL = 16384  # bytes of one text object: for longer ones, room is made
_SPACE_WIDTH = 0.2  # em: a text object of white space has no box of its own
_SAMPLES = 150  # characters of a page that are asked whether they have a letter
#: White between the ink of a last letter and the end of its advance, in em (PDFium tells the ink): Times, Arial.
_BEARING = {"1": 0.1, ".": 0.065, ",": 0.06, ":": 0.07, ";": 0.06, "f": -0.05, "/": 0.0, "V": -0.02, "Y": -0.02}
_USUAL_BEARING = 0.025
_SUSPICIOUS = re.compile("[\x00\x01\x03-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff\u0600-\u06ff\ufb1d-\ufefc]")
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\r": " ", "\n": " "})


class NeedsExactReader(Exception):  # noqa: N818 - no error: the page is one for another reader
    """The page cannot be read exactly from text objects."""

    def __str__(self) -> str:
        """Say what to do where PDFium was asked for by name."""
        return "PDFium alone cannot tell its text for sure, read it without --reader"


def is_password_error(error: BaseException) -> bool:
    """Tell whether PDFium could not open a document for want of its password."""
    return isinstance(error, pypdfium2.PdfiumError) and "password" in str(error).lower()


class PdfiumReader:
    """A document opened with PDFium."""

    name = "pdfium"

    def __init__(self, data: bytes, bounds: Bounds = Bounds()) -> None:  # noqa: B008 -- immutable
        self._document = pypdfium2.PdfDocument(data)
        self._bounds = bounds
        self._faces: dict[int, Face] = {}
        self._buffer = (c_ushort * (_USUAL // 2))()

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self._document)

    def close(self) -> None:
        """Release the document."""
        self._document.close()

    def page(self, index: int) -> PageGlyphs:
        """Read page `index` (0-based); raises `NeedsExactReader` where runs of text cannot tell it exactly."""
        page = self._document[index]
        text = None
        try:
            if pdfium.FPDFPage_GetRotation(page.raw):
                raise NeedsExactReader
            text = page.get_textpage()
            check_bound(self._bounds, "glyphs", pdfium.FPDFText_CountChars(text.raw), "glyphs")
            _check_text(text)
            left, bottom, right, top = page.get_cropbox()
            glyphs = list(self._runs(page.raw, text.raw, left, top))
            picture = not glyphs and any(True for _ in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
            return PageGlyphs(width=right - left, height=top - bottom, glyphs=glyphs, has_image=picture)
        finally:
            if text is not None:
                text.close()
            page.close()

    def _runs(self, page: Any, text: Any, left: float, top: float) -> Iterator[Glyph]:  # noqa: ANN401 - ctypes
        x0, y0, x1, y1 = c_float(), c_float(), c_float(), c_float()
        size, matrix, length = c_float(), pdfium.FS_MATRIX(), c_ulong()
        for stream in range(pdfium.FPDFPage_CountObjects(page)):
            run = pdfium.FPDFPage_GetObject(page, stream)
            kind = pdfium.FPDFPageObj_GetType(run)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and _holds_text(run):
                raise NeedsExactReader
            if kind != pdfium.FPDF_PAGEOBJ_TEXT:
                continue
            if _has_actual_text(run, length):
                raise NeedsExactReader
            pdfium.FPDFPageObj_GetMatrix(run, byref(matrix))
            if matrix.b or matrix.a <= 0 or matrix.d <= 0:
                raise NeedsExactReader
            pdfium.FPDFPageObj_GetBounds(run, byref(x0), byref(y0), byref(x1), byref(y1))
            pdfium.FPDFTextObj_GetFontSize(run, byref(size))
            shown = self._text(run, text)
            height = size.value * matrix.d
            start = matrix.e - left
            if shown and not shown.isspace():
                end = max(x1.value - left, start) + _BEARING.get(shown.rstrip()[-1], _USUAL_BEARING) * height
            else:
                shown, end = " ", start + _SPACE_WIDTH * height
            yield Glyph(shown, start, end, top - matrix.f, height, self._face(run), stream)

    def _text(self, run: Any, text: Any) -> str:  # noqa: ANN401 - ctypes
        count = pdfium.FPDFTextObj_GetText(run, text, self._buffer, sizeof(self._buffer))
        if count > sizeof(self._buffer):  # then nothing was written
            self._buffer = (c_ushort * (count // 2))()
            count = pdfium.FPDFTextObj_GetText(run, text, self._buffer, count)
        shown = bytes(memoryview(self._buffer).cast("B")[: max(count - 2, 0)]).decode("utf-16-le", "replace")
        if not (shown.isascii() and shown.isprintable()):
            shown = shown.translate(_HYPHENS)
        bare = shown.rstrip()
        return bare if bare == shown or not bare else f"{bare} "

    def _face(self, run: Any) -> Face:  # noqa: ANN401 - ctypes
        font = pdfium.FPDFTextObj_GetFont(run)
        key = _address(font)
        face = self._faces.get(key)
        if face is None:
            name = create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, name, 256)
            flags = pdfium.FPDFFont_GetFlags(font)
            ascent, descent = c_float(), c_float()
            pdfium.FPDFFont_GetAscent(font, 1.0, byref(ascent))
            pdfium.FPDFFont_GetDescent(font, 1.0, byref(descent))
            face = self._faces[key] = face_of(
                -1 - len(self._faces),
                name.value.decode("utf-8", "replace"),
                flags=flags,
                ascent=ascent.value,
                descent=descent.value,
            )
        return face


def _address(pointer: Any) -> int:  # noqa: ANN401 - ctypes
    from ctypes import c_void_p, cast  # noqa: PLC0415

    return cast(pointer, c_void_p).value or 0


def _check_text(text: Any) -> None:  # noqa: ANN401 - ctypes
    """Raise where the text of a page holds what only the exact reader can judge."""
    count = pdfium.FPDFText_CountChars(text.raw)
    whole = text.get_text_range() if count else ""
    if not whole.isascii() and (_SUSPICIOUS.search(whole) or RTL_LETTER.search(whole)):
        raise NeedsExactReader
    if whole.isascii() and _SUSPICIOUS.search(whole):
        raise NeedsExactReader
    for index in range(0, count, max(1, count // _SAMPLES)):
        if pdfium.FPDFText_HasUnicodeMapError(text.raw, index) == 1:
            raise NeedsExactReader


def _holds_text(form: Any) -> bool:  # noqa: ANN401 - ctypes
    kinds = (
        pdfium.FPDFPageObj_GetType(pdfium.FPDFFormObj_GetObject(form, i))
        for i in range(pdfium.FPDFFormObj_CountObjects(form))
    )
    return any(kind in {pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM} for kind in kinds)


def _has_actual_text(run: Any, length: c_ulong) -> bool:  # noqa: ANN401 - ctypes
    for i in range(pdfium.FPDFPageObj_CountMarks(run)):
        mark = pdfium.FPDFPageObj_GetMark(run, i)
        if pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", None, 0, byref(length)):
            return True
    return False


class Pixels(NamedTuple):
    """A page as it is shown, drawn in rows of RGB, three bytes a pixel; rows are `stride` bytes apart."""

    width: int
    height: int
    stride: int
    data: bytes


def draw_pages(data: bytes, numbers: Iterable[int], width: int) -> Iterator[Pixels | None]:
    """Draw the pages with these numbers (1-based), `width` pixels wide; null for one that cannot be drawn."""
    document = pypdfium2.PdfDocument(data)
    try:
        for number in numbers:
            yield _drawn(document, number, width)
    finally:
        document.close()


def _drawn(document: Any, number: int, width: int) -> Pixels | None:  # noqa: ANN401 - ctypes
    try:
        page = document[number - 1]
        try:
            across, down = page.get_size()
            bitmap = page.render(scale=min(width / across, _TALLEST / down), rev_byteorder=True, prefer_bgrx=False)
            return Pixels(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            page.close()
    except (pypdfium2.PdfiumError, ZeroDivisionError, IndexError):
        return None
