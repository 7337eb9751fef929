"""From which side the text of a page, a column or a cell is read: what most of its letters tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from unodc_parse.arabic.chardata import RIGHT_TO_LEFT, bidi_class, has_rtl_letter
from unodc_parse.model import Direction
from unodc_parse.read.glyphs import Glyph

_FOREIGN: Final = 10  # times as many letters as right-to-left ones
_ENOUGH_LETTERS: Final = 20  # and so many at least


def page_direction(glyphs: list[Glyph]) -> Direction:
    """Return the direction of most letters."""
    balance = 0
    for text, count in Counter([glyph.text for glyph in glyphs]).items():
        if text.isascii():
            balance -= count * text.isalpha()
        elif has_rtl_letter(text):
            balance += count
    return "rtl" if balance > 0 else "ltr"


def own_direction(glyphs: list[Glyph], page: Direction) -> Direction:
    """Return the direction of a column or cell that stands on a page of this direction: bilingual pages have both."""
    if page == "ltr" and not _has_right_to_left(glyphs):
        return page
    texts = Counter([glyph.text for glyph in glyphs])
    right_to_left = sum([count for text, count in texts.items() if not text.isascii() and has_rtl_letter(text)])
    latin = sum([count * sum(map(str.isalpha, text)) for text, count in texts.items() if text.isascii()])
    if page == "ltr":
        return "rtl" if right_to_left > latin else page
    return "ltr" if latin > max(_FOREIGN * right_to_left, _ENOUGH_LETTERS) else page


def _has_right_to_left(glyphs: list[Glyph]) -> bool:
    for glyph in glyphs:  # noqa: SIM110 -- as fast as it can be, where it is compiled
        if RIGHT_TO_LEFT[glyph.text]:
            return True
    return False


def latin_end(units: Sequence[str]) -> str:
    """Return the last word of a line, given in logical order, where the line's last letter is a left-to-right one."""
    for unit in reversed(units):
        for char in reversed(unit):
            kind = bidi_class(char)
            if kind in {"L", "R", "AL"}:
                return "".join(units).rstrip().rpartition(" ")[2] if kind == "L" else ""
    return ""
