"""PDF to `Reading`: opens, chooses the reader page by page, lays out, and says what could not be read."""

from __future__ import annotations

import gc
import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

import msgspec
from msgspec import Struct, field

from unodc_parse.diagnostics import Diagnostic, report
from unodc_parse.errors import EncryptedPdfError, InputError, NoTextLayerError, UnreadablePdfError
from unodc_parse.model import Damage, Line, Page, Reading
from unodc_parse.options import Bounds, OnPage, Options, show_size
from unodc_parse.pdf_header import is_pdf
from unodc_parse.read.choice import PageSource, PasswordNeededError, open_source
from unodc_parse.read.clusters import ClusterMaps
from unodc_parse.read.content import PageTooFullError
from unodc_parse.read.glyphs import PageGlyphs
from unodc_parse.read.gutters import Gutters
from unodc_parse.read.health import Health
from unodc_parse.read.inflation import opens_beyond
from unodc_parse.read.kashida import Strokes
from unodc_parse.read.layout import lay_out
from unodc_parse.read.nunation import HiddenTanwin
from unodc_parse.read.settle import GAP_MARK, IsMarkerWord, no_marker_word, settle
from unodc_parse.read.waiting import Waiting

_ROOM = 32 << 20  # bytes that a page may well take
_RECOGNIZED = 0.7  # confidence of text by optical character recognition, as of letters that words tell (settle.py)
_LONG = 64  # pages: with more, what is let go is worth looking for


def read_pdf(  # noqa: PLR0913 -- one parameter for one wish
    data: bytes,
    options: Options,
    *,
    name: str,
    on_page: OnPage | None = None,
    keep_raw: bool = True,
    is_marker_word: IsMarkerWord = no_marker_word,
) -> Reading:
    """Read the wanted pages of a PDF; `name` is what messages call the file. `on_page` is told after every page.

    Without `keep_raw`, lines that were only put in order are given without the text that they were read as.
    `is_marker_word` tells the words that may number a heading (see `settle`).

    Raises:
        UnreadablePdfError: not a PDF, or damaged beyond reading.
        EncryptedPdfError: opens only with a password.
        NoTextLayerError: none of the wanted pages has text.
    """
    _check(data, name, options.bounds)
    with silenced():
        source = _open(data, options, name)
        try:
            seen = _gather(source, options, name, on_page, keep_raw=keep_raw)
        finally:
            with suppress(Exception):
                source.close()
        del source
        if len(seen.numbers) > _LONG:
            # The library's objects hold one another, and so does what was read of every page. None of them counts as
            # old yet (`unodc_parse.collector`); what does was there before, and is more.
            gc.collect(1)
        reading = _settle(seen, name, is_marker_word, keep_raw=keep_raw)
    return reading if _is_whole(data) else _cut_off(reading, name)


def read_glyphs(data: bytes, options: Options, numbers: Iterable[int], *, name: str) -> dict[int, PageGlyphs]:
    """Return the pages with these numbers (1-based) as their reader hands them on, before any layout.

    Raises:
        UnreadablePdfError: not a PDF, or damaged beyond reading.
        EncryptedPdfError: opens only with a password.
    """
    _check(data, name, options.bounds)
    with silenced():
        source = _open(data, options, name)
        try:
            return {number: _page(source, number, []) for number in numbers}
        finally:
            with suppress(Exception):
                source.close()


def _is_whole(data: bytes) -> bool:
    """Tell whether nothing is missing at the end: the end-of-file marker, no object after it (ISO 32000-2, 7.5.5)."""
    end = data.rfind(b"%%EOF")
    return end >= 0 and data.find(b"endobj", end) < 0


def _cut_off(reading: Reading, name: str) -> Reading:
    """Say that the end is missing; raise where nothing is left to read, the fonts being gone too."""
    if not any(line.text.replace(GAP_MARK, "").strip() for page in reading.pages for line in page.lines):
        raise UnreadablePdfError(f"{name}: the file is cut off, and nothing in it can be read; get the file again")
    return msgspec.structs.replace(reading, diagnostics=(report("U106"), *reading.diagnostics))


def _check(data: bytes, name: str, bounds: Bounds) -> None:
    if not data.strip():
        raise UnreadablePdfError(f"{name}: the file is empty; get the file again")
    if not is_pdf(data):
        kind = _looks_like(data)
        raise UnreadablePdfError(f"{name}: not a PDF{kind}; give a PDF, or the text as .txt")
    if bounds.stream and opens_beyond(data, bounds.stream):
        size = show_size(bounds.stream)
        raise UnreadablePdfError(
            f"{name}: a compressed stream in it opens to more than {size}, as no report's does; if you trust the file, "
            "give it more with --limit stream=4G"
        )


def _looks_like(data: bytes) -> str:
    known = {
        b"\x89PNG": "a PNG picture",
        b"\xff\xd8\xff": "a JPEG picture",
        b"GIF8": "a GIF picture",
        b"PK\x03\x04": "a ZIP archive or an Office document",
        b"\xd0\xcf\x11\xe0": "an old Office document",
        b"{\\rtf": "RTF",
        b"<": "HTML or XML",
    }
    start = data[:16].lstrip()
    return next((f" but {kind}" for magic, kind in known.items() if start.startswith(magic)), "")


@contextmanager
def silenced() -> Iterator[None]:
    """Keep what the libraries log and warn away from standard error."""
    noisy = [logging.getLogger(name) for name in ("playa", "pdfminer", "pdfplumber", "pypdfium2")]
    levels = [logger.level for logger in noisy]
    try:
        for logger in noisy:
            logger.setLevel(logging.CRITICAL + 1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(noisy, levels, strict=True):
            logger.setLevel(level)


def _open(data: bytes, options: Options, name: str) -> PageSource:
    try:
        source = open_source(data, options.reader, options.bounds)
        count = len(source)
    except PasswordNeededError:
        raise EncryptedPdfError(
            f"{name} is encrypted and needs a password: save a copy without one, for example with qpdf --decrypt"
        ) from None
    except Exception as error:  # noqa: BLE001 - whatever a library throws at hostile bytes
        raise UnreadablePdfError(
            f"{name}: the PDF is damaged beyond reading ({_one_line(error)}); open it in a viewer and save it again"
        ) from None
    if not count:
        raise UnreadablePdfError(f"{name}: no pages, the file may be truncated; get the file again")
    return source


def _one_line(error: BaseException) -> str:
    """Return what a library says, which may quote the document: on one line, controls as escapes."""
    text = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in " ".join(str(error).split()))
    return f"{type(error).__name__}: {text}"[:120] if text else type(error).__name__


class _Seen(Struct):
    """The wanted pages of a document as they were laid out, and what was learnt on the way."""

    reader: str
    page_count: int
    numbers: list[int]
    drafts: Waiting
    diagnostics: list[Diagnostic] = field(default_factory=list)
    sizes: list[tuple[float, float]] = field(default_factory=list)
    pictures: set[int] = field(default_factory=set)
    unseen: set[int] = field(default_factory=set)
    maps: ClusterMaps = field(default_factory=ClusterMaps)


def _gather(source: PageSource, options: Options, name: str, on_page: OnPage | None, *, keep_raw: bool) -> _Seen:
    numbers = [number for number in range(1, len(source) + 1) if options.wants_page(number)]
    if not numbers:
        noun = "page" if len(source) == 1 else "pages"
        raise InputError(f"{name}: it has {len(source)} {noun}, none of them among those asked for; change --pages")
    said = options.bounds.exceeded("pages", len(numbers), "pages")
    if said:
        raise InputError(f"{name}: it has {said}, or read a part of it with --pages")
    seen = _Seen(source.name, len(source), numbers, Waiting(keep_raw=keep_raw))
    gutters, strokes, tanwin = Gutters(), Strokes(), HiddenTanwin()
    for number in numbers:
        page = _page(source, number, seen.diagnostics)
        if not page.runs:
            tanwin.reveal(page.glyphs)
            seen.maps.resolve(page.glyphs)
            strokes.silence(page.glyphs)
        lines = lay_out(page, number, gutters)
        if not lines and page.has_image:
            seen.pictures.add(number)
            seen.diagnostics.append(report("U101", page=number))
        elif lines and page.unseen:
            seen.unseen.add(number)
            seen.diagnostics.append(report("U108", page=number))
        seen.sizes.append((page.width, page.height))
        seen.drafts.add(lines)
        if on_page is not None:
            on_page(len(seen.sizes), len(numbers))
    return seen


def _settle(seen: _Seen, name: str, is_marker_word: IsMarkerWord, *, keep_raw: bool) -> Reading:
    if seen.pictures and not any(seen.drafts.pages):
        raise NoTextLayerError(
            f"{name}: no text layer, only pictures of text; run optical character recognition first, "
            "for example with ocrmypdf"
        )
    settled = settle(
        seen.drafts.pages,
        seen.maps.known(),
        seen.maps.silent(),
        keep_raw=keep_raw,
        is_marker_word=is_marker_word,
    )
    pages = tuple(
        Page(
            number=number,
            lines=tuple(map(_doubted, lines) if number in seen.unseen else lines),
            width=width,
            height=height,
            tables=tables,
            damage=_damage(lines, scanned=number in seen.pictures),
        )
        for number, lines, tables, (width, height) in zip(
            seen.numbers, settled.pages, settled.tables, seen.sizes, strict=True
        )
    )
    for number, faults in zip(seen.numbers, settled.faults, strict=True):
        seen.diagnostics.extend(
            report("U102" if health is Health.LOST else "U103", page=number, font=font)
            for font, health in sorted(faults.items())
        )
    seen.diagnostics.sort(key=lambda diagnostic: diagnostic.page or 0)
    return Reading(
        media_type="application/pdf",
        reader=seen.reader,
        pages=pages,
        page_count=seen.page_count,
        diagnostics=tuple(seen.diagnostics),
    )


def _doubted(line: Line) -> Line:
    """Return a line that optical character recognition has read, which tells nothing of what it was not sure of."""
    return msgspec.structs.replace(line, confidence=min(line.confidence, _RECOGNIZED))


def _damage(lines: list[Line], *, scanned: bool) -> tuple[Damage, ...]:
    """Return the damage of a page: that of its lines, or a scan; a blank page has none."""
    if scanned:
        return (Damage.SCANNED,)
    return tuple(sorted({damage for line in lines for damage in line.damage}))


def _page(source: PageSource, number: int, diagnostics: list[Diagnostic]) -> PageGlyphs:
    try:
        return source.page(number - 1)
    except PageTooFullError as error:
        diagnostics.append(report("U107", page=number, reason=str(error)))
        return PageGlyphs(width=0.0, height=0.0, glyphs=[])
    except Exception as error:  # whatever a library throws at hostile bytes
        if isinstance(error, MemoryError) and _is_memory_short():
            raise
        diagnostics.append(report("U104", page=number, reason=_one_line(error)))
        return PageGlyphs(width=0.0, height=0.0, glyphs=[])


def _is_memory_short() -> bool:
    """Tell whether there is hardly any memory left; or else a page asked for more than there can be."""
    try:
        bytearray(_ROOM)
    except MemoryError:
        return True
    return False
