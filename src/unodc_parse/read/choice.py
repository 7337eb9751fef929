"""Which PDF library reads a page.

The exact reader (playa) reads all pages, in runs of text or glyph by glyph; PDFium those on which it fails.
`--reader` names one for all pages. Libraries are imported when they are needed.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol, TypeVar

from unodc_parse.arabic.chardata import has_rtl_letter
from unodc_parse.options import Bounds, Reader
from unodc_parse.read.content import PageTooFullError
from unodc_parse.read.font_strings import NeedsGlyphsError
from unodc_parse.read.glyphs import GlyphReader, PageGlyphs

if TYPE_CHECKING:
    from unodc_parse.read.playa_reader import PlayaReader


R = TypeVar("R", bound=GlyphReader)


class PasswordNeededError(Exception):
    """The document opens only with a password."""


class PageSource(Protocol):
    """Pages of one document, whoever reads them."""

    @property
    def name(self) -> str:
        """The library that read the pages so far."""

    def __len__(self) -> int:
        """Return the number of pages."""

    def page(self, index: int) -> PageGlyphs:
        """Read page `index` (0-based)."""

    def close(self) -> None:
        """Release the document."""


def open_source(data: bytes, reader: Reader, bounds: Bounds) -> PageSource:
    """Open a document with the reader asked for.

    Raises:
        PasswordNeededError: the document opens only with a password.
        Exception: whatever the library throws at bytes that it cannot open.
    """
    if reader == "auto":
        return Choice(data, bounds)
    if reader == "playa":
        return _open_playa(data, bounds)
    return _OPENERS[reader](data, bounds)


class Choice:
    """The exact reader, in runs of text where a page has no right-to-left letters; PDFium where it fails.

    A page with right-to-left text is mostly followed by another: they are read glyph by glyph until one has none.
    """

    def __init__(self, data: bytes, bounds: Bounds) -> None:
        self._data = data
        self._bounds = bounds
        self._right_to_left = False
        self._exact: PlayaReader | None = None
        self._other: GlyphReader | None = None
        try:
            self._exact = _open_playa(data, bounds)
            self._count = len(self._exact)
        except PasswordNeededError:
            raise
        except Exception:  # noqa: BLE001 - PDFium may still open it
            self._exact = None
        if self._exact is None or not self._count:
            self._count = len(self._otherwise())
        self.name = "playa" if self._exact is not None else "pdfium"

    def __len__(self) -> int:
        """Return the number of pages."""
        return self._count

    def page(self, index: int) -> PageGlyphs:
        """Read page `index` (0-based)."""
        if self._exact is None:
            return self._otherwise().page(index)
        try:
            return self._exactly(self._exact, index)
        except (PageTooFullError, MemoryError):  # PDFium ends the process where it gets no memory
            raise
        except Exception:  # whatever the library throws at a broken page
            with suppress(Exception):
                page = self._otherwise().page(index)
                if page.glyphs:
                    return page
            raise

    def close(self) -> None:
        """Release the document."""
        for reader in (self._exact, self._other):
            if reader is not None:
                reader.close()

    def _exactly(self, reader: PlayaReader, index: int) -> PageGlyphs:
        if not self._right_to_left:
            with suppress(NeedsGlyphsError):
                return reader.runs(index)
        page = reader.page(index)
        self._right_to_left = any(has_rtl_letter(glyph.text) for glyph in page.glyphs)
        return page

    def _otherwise(self) -> GlyphReader:
        if self._other is None:
            self._other = _open_pdfium(self._data, self._bounds)
        return self._other


def _open_playa(data: bytes, bounds: Bounds) -> PlayaReader:
    from unodc_parse.read import playa_reader as module  # noqa: PLC0415 - slow to import

    return _opened(lambda data: module.PlayaReader(data, bounds), module.needs_password, data)


def _open_pdfium(data: bytes, bounds: Bounds) -> GlyphReader:
    from unodc_parse.read import pdfium_reader as module  # noqa: PLC0415 - slow to import

    return _opened(lambda data: module.PdfiumReader(data, bounds), module.is_password_error, data)


def _open_pdfplumber(data: bytes, bounds: Bounds) -> GlyphReader:
    from unodc_parse.read import pdfplumber_reader as module  # noqa: PLC0415 - slow to import

    return _opened(lambda data: module.PdfplumberReader(data, bounds), module.is_password_error, data)


def _opened(make: Callable[[bytes], R], wants: Callable[[BaseException], bool], data: bytes) -> R:
    try:
        return make(data)
    except Exception as error:
        if wants(error):
            raise PasswordNeededError from error
        raise


_OPENERS: dict[str, Callable[[bytes, Bounds], GlyphReader]] = {
    "pdfium": _open_pdfium,
    "pdfplumber": _open_pdfplumber,
}
