"""The one shape in which every PDF library hands its glyphs to the layout.

A reader yields the glyphs of a page in stream order, as `Glyph` values that mean the same whoever made them.
Coordinates are points in the frame of the text itself: `x0`, `x1` along the baseline, `y` across it, growing
downwards; for upright text this is the page as it is shown, origin at the top left.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from msgspec import Struct

from unodc_parse.read.tags import Tags

#: Stands for one glyph with ink whose letter is unknown.
UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"


class Face:
    """What the layout needs to know of a font. `key` is unique in the document; heights are in em.

    `lump` is how many characters the letter map tells for one glyph where it tells none for most others, else 0.

    This and `Glyph` are classes with slots, whose numbers a compiled program holds unboxed; nothing else is read as
    often.
    """

    __slots__ = ("ascent", "bold", "descent", "key", "lump", "name")

    def __init__(self, key: int, name: str, bold: bool, ascent: float = 0.8, descent: float = -0.2) -> None:
        self.key = key
        self.name = name
        self.bold = bold
        self.ascent = ascent
        self.descent = descent
        self.lump = 0


class Glyph:
    """One glyph, or several that one ActualText replaces (PDF 32000-1, 14.9.4).

    `text` is in logical order: the letters of a ligature, base and marks of a cluster, empty for a glyph without
    text of its own, `UNKNOWN` for one whose letter the file does not tell. `code` is the character code, -1 where
    the library does not tell. `angle` is the direction of the baseline in whole degrees, clockwise, 0 for upright
    text. `stream` counts the glyphs of the page in the order in which they are painted.
    """

    __slots__ = ("angle", "code", "face", "replaced", "size", "stream", "text", "x0", "x1", "y")

    def __init__(
        self,
        text: str,
        x0: float,
        x1: float,
        y: float,
        size: float,
        face: Face,
        stream: int,
        code: int = -1,
        angle: int = 0,
        replaced: bool = False,
    ) -> None:
        self.text = text
        self.x0 = x0
        self.x1 = x1
        self.y = y
        self.size = size
        self.face = face
        self.stream = stream
        self.code = code
        self.angle = angle
        self.replaced = replaced


#: A level or upright line: x0, top, x1, bottom in points, on the page as it is shown.
Ruling = tuple[float, float, float, float]


class PageGlyphs(Struct):
    """A page as a reader hands it on: its size as shown, in points, and its glyphs in stream order.

    `runs` tells that each glyph is a run of plain left-to-right text, whose letters and marks need no interpretation.
    `unseen` tells that nobody sees the text or a part of it, as in the layer that optical character recognition makes;
    only the exact reader knows.
    `read_tags` reads the tags of a tagged page, which few need; it does no more once the document is closed.
    """

    width: float
    height: float
    glyphs: list[Glyph]
    has_image: bool = False
    runs: bool = False
    rulings: tuple[Ruling, ...] = ()
    unseen: bool = False
    read_tags: Callable[[], Tags | None] | None = None


class GlyphReader(Protocol):
    """One PDF library, opened on one document."""

    name: str

    def __len__(self) -> int:
        """Return the number of pages."""

    def page(self, index: int) -> PageGlyphs:
        """Read page `index` (0-based)."""

    def close(self) -> None:
        """Release the document."""
