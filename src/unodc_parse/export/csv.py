"""Report → CSV, one row a segment (RFC 4180), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import re
from io import StringIO

from unodc_parse.export.encoding import REPLACEMENT, Stream, clean, write_bytes
from unodc_parse.export.records import EVERYTHING, Selection, select, symbol_of
from unodc_parse.model import Report, Segment

COLUMNS = (
    "document",
    "symbol",
    "language",
    "id",
    "parent",
    "kind",
    "role",
    "label",
    "heading_path",
    "text",
    "addressees",
    "modality_cue",
    "modality_strength",
    "hedges",
    "citations",
    "agenda_item",
    "page",
    "confidence",
)

BOM = b"\xef\xbb\xbf"

#: Characters that make a spreadsheet take a cell for a formula (or, for tab and CR, skip to what follows).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

#: Control characters, which RFC 4180 does not allow and NUL of which ends the line for some readers; breaks may stay.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

_LIST_SEPARATOR = "; "
_PATH_SEPARATOR = " > "

Cell = str | int | float | None


def to_csv(report: Report, selection: Selection = EVERYTHING) -> bytes:
    """Return the report as CSV in UTF-8 with CRLF line ends."""
    page = StringIO(newline="")
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    headings = _heading_paths(report)
    for segment in select(report, selection):
        writer.writerow([make_safe(cell) for cell in _row(report, segment, headings.get(segment.parent, ()))])
    return page.getvalue().encode("utf-8")


def write_csv(report: Report, stream: Stream, *, excel: bool = False) -> None:
    """Write the report as CSV; a text stream must be opened with `newline=""`. `excel` adds a byte order mark."""
    write_bytes((BOM if excel else b"") + to_csv(report), stream)


def make_safe(cell: Cell) -> str:
    """Return the cell as text that no spreadsheet takes for a formula, without control characters.

    >>> make_safe("=1+1"), make_safe(0.97), make_safe(None)
    ("'=1+1", '0.97', '')
    """
    text = "" if cell is None else _CONTROL.sub(REPLACEMENT, clean(str(cell)))
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _row(report: Report, segment: Segment, path: tuple[str, ...]) -> tuple[Cell, ...]:
    """Return one row; where a segment has no text of its own, its heading stands in for it."""
    modality = segment.modality
    return (
        report.source.name,
        symbol_of(report),
        segment.language,
        segment.id,
        segment.parent,
        segment.kind,
        segment.role,
        segment.label,
        _PATH_SEPARATOR.join(path),
        segment.heading if segment.text is None else segment.text,
        _LIST_SEPARATOR.join(a.id for a in segment.addressees),
        modality.cue if modality else None,
        modality.strength if modality else None,
        _LIST_SEPARATOR.join(modality.hedges) if modality else None,
        _LIST_SEPARATOR.join(c.text for c in segment.citations),
        segment.agenda_item,
        segment.sources[0].page if segment.sources else None,
        segment.confidence,
    )


def _heading_paths(report: Report) -> dict[str | None, tuple[str, ...]]:
    """Map every id to the headings from the outermost ancestor down to its own; parents come first in a report."""
    paths: dict[str | None, tuple[str, ...]] = {}
    for segment in report.segments:
        own = (segment.heading,) if segment.heading else ()
        paths[segment.id] = paths.get(segment.parent, ()) + own
    return paths
