"""Text that overruns the rule of its cell: it goes whole to the cell that it was set in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from unodc_parse.model import BBox
from unodc_parse.read.glyphs import Glyph

#: Tells the cell at a point of the page: x and y; null outside the table.
Locate = Callable[[float, float], BBox | None]

_RUN: Final = 3.0  # em: no single glyph is wider

_TOUCHES: Final = 0.1  # em: so near are letters of one word, that a rule may part
_NEAR: Final = 0.35  # em: ... and the words of one string; what stands in two cells has a wider gap
_OVERLAP: Final = 0.25  # em: ... or so far do they overlap, or does a mark stand from where its letter does
_LEVEL: Final = 0.5  # em: a call stands no higher above its word
_SAME_INDENT: Final = 0.15  # points
_INSIDE: Final = 0.2  # em: so far inside its ends, text is looked at
_MARGIN: Final = 1.0  # em: no further from the side of its cell does text begin that is set at that side


def places_of(glyphs: list[Glyph], locate: Locate) -> list[BBox | None]:
    """Return in which cell each glyph belongs, in stream order, null outside the table.

    `locate` tells the cell at a point. A string that a rule parts is put into one: some makers neither wrap nor clip
    what is too long for its cell.
    """
    places = [locate((glyph.x0 + glyph.x1) / 2, _middle(glyph)) for glyph in glyphs]
    indent = _usual_indent(glyphs, places)
    begun = {at for at in range(1, len(glyphs)) if _begins(glyphs[at - 1], glyphs[at], places[at], indent)}
    at = 0
    while at < len(glyphs):
        glyph = glyphs[at]
        start, end = at, at + 1
        if glyph.x1 - glyph.x0 > _RUN * glyph.size:  # a run of text, rather than a glyph
            places[at] = _home([glyph], [places[at]], locate)
        elif at and places[at] != places[at - 1] and at not in begun:
            start, end = _string(glyphs, at, begun)
            places[start:end] = [_home(glyphs[start:end], places[start:end], locate)] * (end - start)
        at = end
    return places


def _usual_indent(glyphs: list[Glyph], places: list[BBox | None]) -> float:
    """Return how far from the left side of their cells most texts begin, in points; below zero where none do."""
    counts: dict[float, int] = {}
    before: Glyph | None = None
    for glyph, cell in zip(glyphs, places, strict=True):
        if cell is not None and (before is None or not _adjoin(before, glyph, _NEAR, rightwards=True)):
            indent = round(glyph.x0 - cell[0], 1)
            counts[indent] = counts.get(indent, 0) + 1
        before = glyph
    usual = max(counts, key=counts.__getitem__, default=-1.0)
    return usual if counts and counts[usual] > 1 else -1.0


def _begins(before: Glyph, glyph: Glyph, cell: BBox | None, indent: float) -> bool:
    """Tell whether a glyph begins its cell as other texts do, though what stands beside it ends just there."""
    if cell is None or indent < 0 or abs(glyph.x0 - cell[0] - indent) > _SAME_INDENT:
        return False
    return not (before.text[-1:].isalpha() and glyph.text[:1].isalpha())


def _string(glyphs: list[Glyph], at: int, begun: set[int]) -> tuple[int, int]:
    """Return from where to where the string goes in which a glyph follows another; the glyph alone if in none.

    `begun` are the glyphs with which a text begins.
    """
    rightwards = glyphs[at].x0 >= glyphs[at - 1].x0
    start, end = at, at + 1
    if _adjoin(glyphs[at - 1], glyphs[at], _TOUCHES, rightwards=rightwards):
        while start and start not in begun and _adjoin(glyphs[start - 1], glyphs[start], _NEAR, rightwards=rightwards):
            start -= 1
        while (
            end < len(glyphs)
            and end not in begun
            and _adjoin(glyphs[end - 1], glyphs[end], _NEAR, rightwards=rightwards)
        ):
            end += 1
    return start, end


def _adjoin(before: Glyph, glyph: Glyph, gap_em: float, *, rightwards: bool) -> bool:
    """Tell whether a glyph begins where the one before it ends, if the string is painted rightwards; else leftwards."""
    size = max(before.size, glyph.size)
    if abs(before.y - glyph.y) > _LEVEL * size:
        return False
    gap = glyph.x0 - before.x1 if rightwards else before.x0 - glyph.x1
    return -_OVERLAP * size <= gap <= gap_em * size


def _home(string: list[Glyph], places: list[BBox | None], locate: Locate) -> BBox | None:
    """Return the cell at whose side a string begins; in doubt, that which holds most of it."""
    if len(string) == 1 and string[0].x1 - string[0].x0 <= _RUN * string[0].size:
        return places[0]
    first, last = min(string, key=_left), max(string, key=_right)
    left = locate(first.x0 + _INSIDE * first.size, _middle(first))
    right = locate(last.x1 - _INSIDE * last.size, _middle(last))
    at_left = left is not None and first.x0 - left[0] <= _MARGIN * first.size
    at_right = right is not None and right[2] - last.x1 <= _MARGIN * last.size
    if left != right and at_left != at_right:
        return left if at_left else right
    counts: dict[BBox | None, int] = {}
    for place in places:
        counts[place] = counts.get(place, 0) + 1
    return max(counts, key=counts.__getitem__)


def _middle(glyph: Glyph) -> float:
    return glyph.y - 0.3 * glyph.size


def _left(glyph: Glyph) -> float:
    return glyph.x0


def _right(glyph: Glyph) -> float:
    return glyph.x1
