"""From which side the text of a page, a column or a cell is read: what most of its letters tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from unodc_parse.arabic.chardata import RIGHT_TO_LEFT, bidi_class
from unodc_parse.arabic.remembered import remember
from unodc_parse.model import Direction
from unodc_parse.read.glyphs import Glyph

_FOREIGN: Final = 10  # times as many letters as right-to-left ones
_ENOUGH_LETTERS: Final = 20  # and so many at least


class _Latin(dict[str, int]):
    """How many basic Latin letters are in texts of nothing else but such characters; remembered, as few differ."""

    def __missing__(self, text: str) -> int:
        """Count in a text that has not been met yet."""
        return remember(self, text, sum(map(str.isalpha, text)) if text.isascii() else 0)


class _Sides(dict[str, int]):
    """For which side texts speak: 1 for right-to-left letters, -1 for Latin ones alone; remembered, as few differ."""

    def __missing__(self, text: str) -> int:
        """Look at a text that has not been met yet."""
        return remember(self, text, -int(text.isalpha()) if text.isascii() else int(RIGHT_TO_LEFT[text]))


_LATIN: Final = _Latin()
_SIDES: Final = _Sides()


def page_direction(glyphs: list[Glyph]) -> Direction:
    """Return the direction of most letters."""
    return "rtl" if sum(map(_SIDES.__getitem__, [glyph.text for glyph in glyphs])) > 0 else "ltr"


def own_direction(glyphs: list[Glyph], page: Direction) -> Direction:
    """Return the direction of a column or cell that stands on a page of this direction: bilingual pages have both."""
    if page == "ltr" and not _has_right_to_left(glyphs):
        return page
    texts = [glyph.text for glyph in glyphs]
    latin = sum(map(_LATIN.__getitem__, texts))
    if page == "rtl" and latin <= _ENOUGH_LETTERS:
        return page
    right_to_left = sum(map(RIGHT_TO_LEFT.__getitem__, texts))
    if page == "ltr":
        return "rtl" if right_to_left > latin else page
    return "ltr" if latin > _FOREIGN * right_to_left else page


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
