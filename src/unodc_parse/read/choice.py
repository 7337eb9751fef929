"""Which PDF library reads a page.

The exact reader (playa) reads pages with right-to-left text; the fast one (PDFium) any page of which it can be
sure. `--reader` names one for all pages. Libraries are imported when they are needed.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from unodc_parse.arabic.chardata import RTL_LETTER
from unodc_parse.options import Reader
from unodc_parse.read.glyphs import GlyphReader, PageGlyphs

_MOST_MISSES = 2  # pages running that PDFium cannot read though they are left to right: so is the rest


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


def open_source(data: bytes, reader: Reader) -> PageSource:
    """Open a document with the reader asked for.

    Raises:
        PasswordNeededError: the document opens only with a password.
        Exception: whatever the library throws at bytes that it cannot open.
    """
    if reader == "auto":
        return Choice(data)
    return _OPENERS[reader](data)


class Choice:
    """PDFium for the pages that it can be sure of.

    A page with right-to-left text is mostly followed by another: the exact reader goes on until one has none. After two
    other pages running that PDFium cannot read, the exact reader has all.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._misses = 0
        self._right_to_left = False
        self._exact: GlyphReader | None = None
        self._fast: GlyphReader | None = None
        try:
            self._fast = _open_pdfium(data)
            self._count = len(self._fast)
        except PasswordNeededError:
            raise
        except Exception:  # noqa: BLE001 - the exact reader may still open it
            self._fast = None
            self._count = len(self._exactly())
        self.name = "pdfium"

    def __len__(self) -> int:
        """Return the number of pages."""
        return self._count

    def page(self, index: int) -> PageGlyphs:
        """Read page `index` (0-based)."""
        if self._fast is not None and not self._right_to_left:
            # Whatever stops PDFium, `NeedsExactReader` or a fault, the exact reader has its turn.
            with suppress(Exception):
                page = self._fast.page(index)
                self._misses = 0
                return page
        self.name = "playa"
        page = self._exactly().page(index)
        self._right_to_left = any(RTL_LETTER.search(glyph.text) for glyph in page.glyphs)
        self._misses = 0 if self._right_to_left else self._misses + 1
        if self._fast is not None and self._misses == _MOST_MISSES:
            self._fast.close()
            self._fast = None
        return page

    def close(self) -> None:
        """Release the document."""
        for reader in (self._fast, self._exact):
            if reader is not None:
                reader.close()

    def _exactly(self) -> GlyphReader:
        if self._exact is None:
            self._exact = _open_playa(self._data)
        return self._exact


def _open_playa(data: bytes) -> GlyphReader:
    from unodc_parse.read import playa_reader as module  # noqa: PLC0415 - slow to import

    return _opened(module.PlayaReader, module.needs_password, data)


def _open_pdfium(data: bytes) -> GlyphReader:
    from unodc_parse.read import pdfium_reader as module  # noqa: PLC0415 - slow to import

    return _opened(module.PdfiumReader, module.is_password_error, data)


def _open_pdfplumber(data: bytes) -> GlyphReader:
    from unodc_parse.read import pdfplumber_reader as module  # noqa: PLC0415 - slow to import

    return _opened(module.PdfplumberReader, module.is_password_error, data)


def _opened(make: Callable[[bytes], GlyphReader], wants: Callable[[BaseException], bool], data: bytes) -> GlyphReader:
    try:
        return make(data)
    except Exception as error:
        if wants(error):
            raise PasswordNeededError from error
        raise


_OPENERS: dict[str, Callable[[bytes], GlyphReader]] = {
    "playa": _open_playa,
    "pdfium": _open_pdfium,
    "pdfplumber": _open_pdfplumber,
}
