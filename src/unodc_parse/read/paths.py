"""What paths draw: the upright and level lines of a page, of which tables are made (PDF 32000-1, 8.5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from unodc_parse.read.glyphs import Ruling

_THICKEST: Final = 3.0  # points: a filled rectangle no thicker than this is a line
_SHORTEST: Final = 4.0  # points
_SLANT: Final = 0.5  # points that a ruling may deviate
_MOST: Final = 6000  # lines of a page: with more of them it is a drawing
_NUMBERS_OF_POINT: Final = 2
_NUMBERS_OF_RECTANGLE: Final = 4

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]


class Paths:
    """The path under construction, and the lines drawn so far, in the space of the page as shown.

    `number` reads the operands.
    """

    def __init__(self, number: Callable[[bytes], float] = float) -> None:
        self._number = number
        self.rulings: list[Ruling] = []
        self._parts: list[list[Point]] = []

    def move(self, operands: Sequence[bytes], ctm: Matrix) -> None:
        """Begin a part of the path (`m`)."""
        self._parts.append([self._point(operands, ctm)])

    def line(self, operands: Sequence[bytes], ctm: Matrix) -> None:
        """Add a straight line (`l`)."""
        if self._parts:
            self._parts[-1].append(self._point(operands, ctm))

    def curve(self) -> None:
        """Forget the part that has a curve: it is no ruling."""
        if self._parts:
            self._parts[-1] = []

    def close(self) -> None:
        """Lead the part back to its start (`h`)."""
        if self._parts and self._parts[-1]:
            self._parts[-1].append(self._parts[-1][0])

    def rectangle(self, operands: Sequence[bytes], ctm: Matrix) -> None:
        """Add a rectangle (`re`)."""
        x, y, width, height = map(self._number, operands[-_NUMBERS_OF_RECTANGLE:])
        a, b, c, d, e, f = ctm
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
        self._parts.append([(p * a + q * c + e, p * b + q * d + f) for p, q in corners])

    def stroke(self) -> None:
        """Draw the outline: each of its lines is a ruling."""
        for part in self._parts:
            for (x0, y0), (x1, y1) in pairwise(part):
                self._rule(x0, y0, x1, y1)
        self._parts.clear()

    def fill(self) -> None:
        """Draw the inside: where it is thin it is a ruling."""
        for part in self._parts:
            if len(part) > _NUMBERS_OF_POINT:
                xs, ys = [x for x, _ in part], [y for _, y in part]
                self._fill(min(xs), min(ys), max(xs), max(ys))
        self._parts.clear()

    def drop(self) -> None:
        """End the path without drawing it (`n`)."""
        self._parts.clear()

    def _fill(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if y1 - y0 <= _THICKEST:
            middle = (y0 + y1) / 2
            self._rule(x0, middle, x1, middle)
        elif x1 - x0 <= _THICKEST:
            middle = (x0 + x1) / 2
            self._rule(middle, y0, middle, y1)

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if len(self.rulings) >= _MOST:
            return
        width, height = abs(x1 - x0), abs(y1 - y0)
        if (width >= _SHORTEST and height < _SLANT) or (height >= _SHORTEST and width < _SLANT):
            self.rulings.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))

    def _point(self, operands: Sequence[bytes], ctm: Matrix) -> Point:
        x, y = map(self._number, operands[-_NUMBERS_OF_POINT:])
        a, b, c, d, e, f = ctm
        return x * a + y * c + e, x * b + y * d + f
