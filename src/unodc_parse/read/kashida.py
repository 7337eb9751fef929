"""Strokes that lengthen a word, disguised as letters.

Word draws a stretched word with a stroke that it paints several times in a row, and maps it to whatever letter the
glyph once stood for (seen: qaf, dal, low line). No Arabic word has the same glyph three times running. LibreOffice
paints unmapped strokes under brackets and letters of another font; no letter is painted on top of another.
"""

from __future__ import annotations

from typing import Final

from unodc_parse.arabic.chardata import ARABIC_LETTER
from unodc_parse.read.glyphs import UNKNOWN, Glyph

_LEAST_RUN: Final = 3
_TOUCHING: Final = 0.12  # em
_COVERED: Final = 0.6  # of its width
_WIDE: Final = 0.1  # em: marks have less
_LEVEL: Final = 0.5  # points


class Strokes:
    """The lengthening strokes that a document has shown so far."""

    def __init__(self) -> None:
        self._codes: set[tuple[int, int]] = set()

    def silence(self, glyphs: list[Glyph]) -> None:
        """Take the text from every lengthening stroke of a page (in place); it keeps its box, so it leaves no gap."""
        run = 1
        before: Glyph | None = None
        for glyph in glyphs:
            if before is not None:
                if UNKNOWN in (before.text, glyph.text):
                    _silence_covered(before, glyph)
                run = run + 1 if glyph.code == before.code and _repeats(before, glyph) else 1
                if run == _LEAST_RUN and glyph.code >= 0 and ARABIC_LETTER.fullmatch(glyph.text):
                    self._codes.add((glyph.face.key, glyph.code))
            before = glyph
        if self._codes:
            for glyph in glyphs:
                if (glyph.face.key, glyph.code) in self._codes and not glyph.replaced:
                    glyph.text = ""


def _silence_covered(before: Glyph, glyph: Glyph) -> None:
    """Take the text from the unmapped one of two neighbours, where the other is painted over most of it."""
    unknown, other = (before, glyph) if before.text == UNKNOWN else (glyph, before)
    width = unknown.x1 - unknown.x0
    covered = min(unknown.x1, other.x1) - max(unknown.x0, other.x0)
    bears = other.text not in ("", UNKNOWN) and not other.text.isspace() and other.x1 - other.x0 >= _WIDE * other.size
    if bears and width >= _WIDE * unknown.size and covered > _COVERED * width and abs(before.y - glyph.y) < _LEVEL:
        unknown.text = ""


def _repeats(before: Glyph, glyph: Glyph) -> bool:
    return (
        glyph.code == before.code
        and glyph.face is before.face
        and glyph.x1 > glyph.x0
        and abs(glyph.y - before.y) < _TOUCHING * glyph.size
        and min(abs(glyph.x0 - before.x1), abs(before.x0 - glyph.x1)) < _TOUCHING * glyph.size
    )
