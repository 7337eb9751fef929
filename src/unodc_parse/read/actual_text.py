"""ActualText replaces the glyphs of its marked content, once, however many text objects the span covers (14.9.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from unodc_parse.read.glyphs import Glyph, Ruling

_STRUCK: Final = 0.1  # em: a glyph struck again to make it bold stands this near to the first


class Gathered:
    """The glyphs of a page so far, where ActualText replaces them, and the lines drawn."""

    def __init__(self) -> None:
        self.glyphs: list[Glyph] = []
        self.span: object = None
        self.rulings: list[Ruling] = []
        self.unseen = False
        self.is_quick = False
        self._replaced: list[tuple[int, int, str]] = []

    def note(self, start: int, span: object, actual: str) -> None:
        """Remember that the glyphs from `start` on stand in `span`; one span may hold several text objects."""
        if span is not None:
            if span is self.span:
                start, _, actual = self._replaced.pop()
            self._replaced.append((start, len(self.glyphs), actual))
        self.span = span

    def result(self) -> list[Glyph]:
        """Return the glyphs, with every span replaced by its ActualText."""
        return _replaced(self.glyphs, self._replaced) if self._replaced else self.glyphs


def _replaced(glyphs: list[Glyph], spans: Sequence[tuple[int, int, str]]) -> list[Glyph]:
    kept: list[Glyph] = []
    at = 0
    for start, end, text in spans:
        kept.extend(glyphs[at:start])
        if end > start and not (text == "" and _is_struck_again(glyphs[start:end], kept)):
            kept.append(_merged(text, glyphs[start:end]))
        at = end
    kept.extend(glyphs[at:])
    return kept


def _is_struck_again(glyphs: Sequence[Glyph], before: Sequence[Glyph]) -> bool:
    """Tell whether glyphs are those just before them, struck again a little aside: Qt's way to make a face bold."""
    return len(before) >= len(glyphs) and all(
        again.code == first.code
        and abs(again.x0 - first.x0) < _STRUCK * first.size
        and abs(again.y - first.y) < _STRUCK * first.size
        for again, first in zip(glyphs, before[-len(glyphs) :], strict=True)
    )


def _merged(text: str, glyphs: Sequence[Glyph]) -> Glyph:
    """Make one glyph of all that a span draws on the line of its widest glyph."""
    if len(glyphs) == 1:
        glyphs[0].text, glyphs[0].replaced = text, True
        return glyphs[0]
    first = max(glyphs, key=lambda glyph: glyph.x1 - glyph.x0)
    same = [g for g in glyphs if g.angle == first.angle and abs(g.y - first.y) <= first.size]
    wide = [g for g in same if g.x1 > g.x0] or same
    return Glyph(
        text,
        min(g.x0 for g in wide),
        max(g.x1 for g in wide),
        first.y,
        first.size,
        first.face,
        glyphs[0].stream,
        first.code,
        first.angle,
        replaced=True,
    )
