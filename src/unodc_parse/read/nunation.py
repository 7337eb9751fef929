"""Marks that a letter map hides: the tanwin that Word maps to a space.

Word writes its contextual tanwin without advance and maps it to a space. Above an alef that ends a word Arabic
spelling knows one mark only, the fathatan; a code that has once stood there means fathatan wherever it stands.
"""

from __future__ import annotations

from typing import Final

from unodc_parse.arabic.chardata import ALEF, ARABIC_LETTER, fold_presentation_forms
from unodc_parse.read.glyphs import UNKNOWN, Glyph

_FATHATAN: Final = "\N{ARABIC FATHATAN}"
_RAISED: Final = 0.2  # em above the baseline
_SLACK: Final = 0.02  # em
_NEAR: Final = 0.35  # em beside the alef


class HiddenTanwin:
    """The codes of hidden tanwin that a document has shown so far."""

    def __init__(self) -> None:
        self._codes: set[tuple[int, int]] = set()

    def reveal(self, glyphs: list[Glyph]) -> None:
        """Give the hidden tanwin of a page, in stream order, their text (in place)."""
        if UNKNOWN not in "".join([glyph.text for glyph in glyphs]):
            return
        for before, glyph, after in zip(glyphs, glyphs[1:], glyphs[2:], strict=False):
            if glyph.text == UNKNOWN and glyph.x1 > glyph.x0 and (_covers(before, glyph) or _covers(after, glyph)):
                glyph.x1 = glyph.x0  # drawn on a letter: a mark, whatever its width
        hidden = [i for i, glyph in enumerate(glyphs) if glyph.text == UNKNOWN and glyph.x1 <= glyph.x0]
        for i in hidden:
            if 0 < i < len(glyphs) - 1 and _on_final_alef(glyphs[i - 1], glyphs[i], glyphs[i + 1]):
                self._codes.add((glyphs[i].face.key, glyphs[i].code))
        for i in hidden:
            if (glyphs[i].face.key, glyphs[i].code) in self._codes:
                glyphs[i].text = _FATHATAN


def _covers(letter: Glyph, mark: Glyph) -> bool:
    return (
        letter.x0 - _SLACK * letter.size <= mark.x0
        and mark.x1 <= letter.x1 + _SLACK * letter.size
        and abs(letter.y - mark.y) < letter.size
        and ARABIC_LETTER.match(fold_presentation_forms(letter.text)) is not None
    )


def _on_final_alef(left: Glyph, mark: Glyph, alef: Glyph) -> bool:
    """Tell whether `mark` stands above an alef that ends its word, in a stream painted from left to right."""
    return (
        alef.text == ALEF
        and alef.y - mark.y > _RAISED * alef.size
        and alef.x0 - _NEAR * alef.size <= mark.x0 <= alef.x1 + _NEAR * alef.size
        and (left.x1 < alef.x0 - _NEAR * alef.size or ARABIC_LETTER.match(left.text) is None)
    )
