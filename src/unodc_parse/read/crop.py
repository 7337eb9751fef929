"""The part of a page that is shown: its crop box, and glyphs measured from it (PDF 32000-1, 14.11.2)."""

from __future__ import annotations

import math
from typing import Any, Final, Protocol

from unodc_parse.read.glyphs import Glyph

_OVER: Final = 0.1  # em that a baseline may lie below the clip


class Boxed(Protocol):
    """What a library knows of a page's size: boxes in points, and the matrix from their space to that of the glyphs."""

    ctm: Any
    cropbox: Any
    mediabox: Any


def crop_of(page: Boxed) -> tuple[float, float, float, float]:
    """Return the crop box in the space of the glyphs (the rotated media box, origin top left)."""
    a, b, c, d, e, f = page.ctm
    x0, y0, x1, y1 = page.cropbox
    mx0, my0, mx1, my1 = page.mediabox
    x0, y0, x1, y1 = max(x0, mx0), max(y0, my0), min(x1, mx1), min(y1, my1)
    xs = (a * x0 + c * y0 + e, a * x1 + c * y1 + e)
    ys = (b * x0 + d * y0 + f, b * x1 + d * y1 + f)
    return min(xs), min(ys), max(xs), max(ys)


def shift(glyph: Glyph, left: float, top: float) -> None:
    """Measure `glyph` from a corner at `left`, `top` instead of from the media box."""
    cos, sin = math.cos(math.radians(glyph.angle)), math.sin(math.radians(glyph.angle))
    along, across = left * cos + top * sin, top * cos - left * sin
    glyph.x0 -= along
    glyph.x1 -= along
    glyph.y -= across


def clip(glyphs: list[Glyph], start: int, top: float, bottom: float) -> None:
    """Leave out the upright glyphs from `start` on whose baseline the clip hides (points from the top of the page).

    Chromium draws a line that a page's end cuts on both pages; all that is seen of it on one may be marks.
    """
    for at in range(start, len(glyphs)):
        glyph = glyphs[at]
        if not (top <= glyph.y <= bottom + _OVER * glyph.size or glyph.angle):
            seen = [g for g in glyphs[start:] if top <= g.y <= bottom + _OVER * g.size or g.angle]
            glyphs[start:] = seen
            return
