"""Glyphs to fragments: what was painted one after the other on one baseline."""

from __future__ import annotations

from typing import Final

from unodc_parse.read.glyphs import Face, Glyph

_BASELINE: Final = 0.12  # em: jitter within one run (Word shifts single letters)
_BREAK: Final = 1.0  # em: a wider jump ends a fragment


class Fragment:
    """Glyphs that were painted one after the other on one baseline, without a wide gap.

    `alike` tells that all have the height, the size and the face of the first.
    """

    __slots__ = ("alike", "glyphs", "ink", "size", "x0", "x1", "y")

    def __init__(self, glyphs: list[Glyph], x0: float, x1: float, y: float, size: float, *, ink: bool) -> None:
        self.glyphs = glyphs
        self.x0 = x0
        self.x1 = x1
        self.y = y
        self.size = size
        self.ink = ink
        self.alike = True


def fragments_of(glyphs: list[Glyph]) -> list[Fragment]:
    """Group glyphs that were painted one after the other on one baseline without a wide gap."""
    fragments: list[Fragment] = []
    now: Fragment | None = None
    face: Face | None = None
    y = size = x0 = x1 = 0.0
    for glyph in glyphs:
        text = glyph.text
        before0, before1 = x0, x1
        x0, x1 = glyph.x0, glyph.x1
        if not text and x1 <= x0:
            x0, x1 = before0, before1
            continue
        own = glyph.size
        if (
            now is None
            or x0 - before1 > _BREAK * own
            or before0 - x1 > _BREAK * own
            or not ((glyph.y == y and own == size) or _is_level(glyph, now))
        ):
            y, size, face = glyph.y, own, glyph.face
            now = Fragment([glyph], 1e9, -1e9, y, size, ink=False)
            fragments.append(now)
        else:
            now.glyphs.append(glyph)
            if glyph.face is not face or glyph.y != y or own != size:
                now.alike = False
        if not text.isspace():
            now.ink = True
            now.x0 = min(now.x0, x0)
            now.x1 = max(now.x1, x1)
    for fragment in fragments:
        if not fragment.ink:
            fragment.x0 = min([g.x0 for g in fragment.glyphs])
            fragment.x1 = max([g.x1 for g in fragment.glyphs])
    return fragments


def _is_level(glyph: Glyph, fragment: Fragment) -> bool:
    """Tell whether a glyph stands on the baseline of a fragment, and is about as large."""
    size = glyph.size
    return abs(glyph.y - fragment.y) <= _BASELINE * size and 0.87 * fragment.size <= size <= 1.15 * fragment.size


#: Baseline, size and key of the face of glyphs, and that face.
Heights = dict[tuple[float, float, int], Face]


def heights_of(glyphs: list[Glyph]) -> Heights:
    """Return at which heights glyphs stand; most stand at that of the one before."""
    heights: Heights = {}
    y = size = 0.0
    face: Face | None = None
    for glyph in glyphs:
        if glyph.y != y or glyph.size != size or glyph.face is not face:
            y, size, face = glyph.y, glyph.size, glyph.face
            heights[y, size, face.key] = face
    return heights


def heights_of_all(fragments: list[Fragment]) -> Heights:
    """Return at which heights the glyphs of fragments stand."""
    heights: Heights = {}
    for fragment in fragments:
        if fragment.alike:
            face = fragment.glyphs[0].face
            heights[fragment.y, fragment.size, face.key] = face
        else:
            heights |= heights_of(fragment.glyphs)
    return heights
