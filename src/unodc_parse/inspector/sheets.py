"""The source beside the segments: pictures of pages with the boxes of segments, or the lines of a text."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from typing import TYPE_CHECKING

from unodc_parse.export.html import escape_text, show_text
from unodc_parse.inspector.inspection import ZONES, Inspection, Shown
from unodc_parse.model import BBox, Page

if TYPE_CHECKING:
    from unodc_parse.read.pictures import Picture

_SLACK = 2.0  # points between the letters and the frame drawn around them
_PAPER = (595.0, 842.0)  # A4, where a page does not tell its size


def sheets_html(inspection: Inspection) -> str:
    """Return the pages of a PDF, each an empty sheet with its boxes; the script puts the pictures behind them."""
    boxes: dict[int, list[tuple[BBox, Shown]]] = {}
    for shown in inspection.shown:
        for source in shown.segment.sources:
            if source.page is not None and source.bbox is not None:
                boxes.setdefault(source.page, []).append((source.bbox, shown))
    count = inspection.report.source.page_count or len(inspection.pages)
    return "".join(_sheet(page, boxes.get(page.number, []), count) for page in inspection.pages)


def legend_html(inspection: Inspection) -> str:
    """Return the colours that occur, with their names."""
    seen = {shown.zone for shown in inspection.shown}
    return "".join(f'<li class="zone {zone}">{_NAMES.get(zone, zone)}</li>' for zone in ZONES if zone in seen)


def lines_html(inspection: Inspection) -> str:
    """Return the lines of a text as they are stored, blank ones too, each with the segment it stands in."""
    owners = {(line.page, line.number): shown for shown in inspection.shown for line in shown.lines}
    rows = (
        _line(line.number, line.raw, owners.get((None, line.number)))
        for page in inspection.pages
        for line in page.lines
    )
    return f"<ol class=stored>{''.join(rows)}</ol>"


def pictures_html(pictures: Iterator[Picture | None]) -> str:
    """Return the pictures as blocks of data at the end of the page, where they keep nothing waiting."""
    return "".join(
        f'<script type="{picture.media_type}" id=picture{picture.number}>{b64encode(picture.data).decode()}</script>\n'
        for picture in pictures
        if picture is not None
    )


_NAMES = {"furniture": "running head or foot"}


def _sheet(page: Page, boxes: list[tuple[BBox, Shown]], count: int) -> str:
    width, height = page.width or _PAPER[0], page.height or _PAPER[1]
    # a small box inside a large one must stay in reach
    drawn = sorted(boxes, key=lambda box: -(box[0][2] - box[0][0]) * (box[0][3] - box[0][1]))
    return (
        f"<figure class=sheet id=p{page.number}><figcaption>Page {page.number} <span>of {count}</span></figcaption>"
        f"<div class=paper><img alt='Page {page.number} as printed' data-picture=picture{page.number} decoding=async>"
        f'<svg viewBox="0 0 {width:g} {height:g}" role=group aria-label="Boxes of page {page.number}">'
        f"{''.join(_box(*box) for box in drawn)}</svg></div></figure>\n"
    )


def _box(box: BBox, shown: Shown) -> str:
    x0, top, x1, bottom = box
    place = (
        f"x={x0 - _SLACK:.1f} y={top - _SLACK:.1f} "
        f"width={max(x1 - x0, 0) + 2 * _SLACK:.1f} height={max(bottom - top, 0) + 2 * _SLACK:.1f}"
    )
    label = escape_text(f"{shown.segment.id}, {_NAMES.get(shown.zone, shown.zone)}")
    look = f'rx=2 class="zone {shown.zone}" data-for={shown.key}'
    return f'<rect {place} {look} role=button tabindex=-1 aria-label="{label}"/>'


def _line(number: int, raw: str, shown: Shown | None) -> str:
    owner = f' class="zone {shown.zone}" data-for={shown.key}' if shown else ""
    changed = shown is not None and any(line.number == number and line.repairs for line in shown.lines)
    mark = "<span class=mended title='repaired'>↻</span>" if changed else ""
    return f"<li value={number}{owner}>{mark}<bdi dir=auto>{show_text(raw)}</bdi></li>\n"
