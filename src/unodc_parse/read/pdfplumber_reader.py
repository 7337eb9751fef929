"""The second opinion: glyphs through pdfplumber (pdfminer.six), which knows no ActualText."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfplumber.table import cells_to_tables, merge_edges
from pdfplumber.utils.geometry import obj_to_bbox

from unodc_parse.model import BBox
from unodc_parse.options import Bounds
from unodc_parse.read.content import check_bound
from unodc_parse.read.faces import face_of
from unodc_parse.read.glyphs import UNKNOWN, Face, Glyph, PageGlyphs, Ruling

_TOLERANCE = 3.0  # points between lines that are meant to be one, or to meet
_UNMAPPED = re.compile(r"\(cid:\d+\)")


def is_password_error(error: BaseException) -> bool:
    """Tell whether pdfminer could not open a document for want of its password."""
    return isinstance(error, PDFPasswordIncorrect) or any(isinstance(a, PDFPasswordIncorrect) for a in error.args)


def joined_lines(rulings: Sequence[Ruling], most: int) -> tuple[list[BBox], list[BBox]]:
    """Return the upright and the level lines, those joined that go on in one another; none where there are too many."""
    edges = merge_edges([_edge(ruling) for ruling in rulings], *[_TOLERANCE] * 4)
    if len(edges) > most:
        return [], []
    upright, level = ([obj_to_bbox(edge) for edge in edges if edge["orientation"] == kind] for kind in ("v", "h"))
    return upright, level


def tables_of(cells: list[BBox]) -> list[list[BBox]]:
    """Part cells into tables: those that touch are of one."""
    return [list(table) for table in cells_to_tables(cells)]


def _edge(ruling: Ruling) -> dict[str, Any]:
    x0, top, x1, bottom = ruling
    return {
        "object_type": "line",
        "orientation": "h" if x1 - x0 > bottom - top else "v",
        "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
    }  # fmt: skip


class _Counter(PDFDevice):
    """Counts the glyphs of a page, and stops where there are too many."""

    def __init__(self, resources: PDFResourceManager, bounds: Bounds) -> None:
        super().__init__(resources)
        self._bounds = bounds
        self._glyphs = 0

    def render_string(self, textstate: Any, seq: Any, *_: object) -> None:  # noqa: ANN401 - pdfminer's own
        """Count the glyphs of one text operator; codes of composite fonts take two bytes each, mostly."""
        count = sum(len(part) for part in seq if isinstance(part, bytes))
        self._glyphs += count // 2 if textstate.font.is_multibyte() else count
        check_bound(self._bounds, "glyphs", self._glyphs, "glyphs")


class PdfplumberReader:
    """A document opened with pdfplumber."""

    name = "pdfplumber"

    def __init__(self, data: bytes, bounds: Bounds = Bounds()) -> None:  # noqa: B008 -- immutable
        self._document = pdfplumber.open(BytesIO(data))
        self._bounds = bounds
        self._faces: dict[str, Face] = {}

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self._document.pages)

    def close(self) -> None:
        """Release the document."""
        self._document.close()

    def page(self, index: int) -> PageGlyphs:
        """Read page `index` (0-based)."""
        page = self._document.pages[index]
        resources = self._document.rsrcmgr
        try:
            # pdfminer makes objects of a whole page at once: its glyphs are counted first.
            PDFPageInterpreter(resources, _Counter(resources, self._bounds)).process_page(page.page_obj)
            glyphs = [self._glyph(char, stream, float(page.height)) for stream, char in enumerate(page.chars)]
            picture = not glyphs and bool(page.images)
            rulings = tuple((float(e["x0"]), float(e["top"]), float(e["x1"]), float(e["bottom"])) for e in page.edges)
            return PageGlyphs(float(page.width), float(page.height), glyphs, picture, rulings=rulings)
        finally:
            page.close()

    def _glyph(self, char: dict[str, Any], stream: int, height: float) -> Glyph:
        a, b, _, _, e, f = char["matrix"]
        angle = -round(math.degrees(math.atan2(b, a))) if b else 0
        x0, x1, y = float(char["x0"]), float(char["x1"]), height - f
        if angle:
            cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            start = e * cos + y * sin
            x0, x1, y = start, start + float(char["adv"]), y * cos - e * sin
        return Glyph(
            _UNMAPPED.sub(UNKNOWN, char["text"]),
            x0,
            x1,
            y,
            float(char["size"]),
            self._face(str(char["fontname"])),
            stream,
            angle=angle,
        )

    def _face(self, name: str) -> Face:
        face = self._faces.get(name)
        if face is None:
            face = self._faces[name] = face_of(len(self._faces), name)
        return face
