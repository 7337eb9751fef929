"""Where the glyphs of a text operator stand (PDF 32000-1, 9.4.4): one by one, or whole runs of left-to-right text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import takewhile

from unodc_parse.read.content import TextState, product
from unodc_parse.read.font_strings import (
    DEEPEST_KERN,
    SPACE_CODE,
    WIDEST_KERN,
    FontStrings,
    Unit,
    check_run,
    looked_up,
    strings_of,
)
from unodc_parse.read.glyphs import Face, Glyph

#: How text space lies on the page: scale and shift along the baseline, its place, an em's height, its angle.
_Frame = tuple[float, float, float, float, int]


def _frame(state: TextState) -> _Frame:
    size, rise = state.size, state.rise
    a, b, c, d, e, f = product(state.line, state.ctm)
    if b == 0 and c == 0 and a > 0:
        return a, e, d * rise + f, abs(size * d), 0
    length = math.hypot(a, b) or 1.0
    if a * d > b * c:  # mirrored: written backwards along an upright line
        length = -length
    cos, sin = a / length, b / length
    return (
        length,
        (c * cos + d * sin) * rise + e * cos + f * sin,
        (d * cos - c * sin) * rise + f * cos - e * sin,
        abs(size * (a * d - b * c) / length),
        0 if b == 0 and cos > 0 else round(math.degrees(math.atan2(sin, cos))),
    )


def place(state: TextState, token: bytes, font: FontStrings, glyphs: list[Glyph]) -> float:
    """Append the glyphs of one text operator in their places, return where the next begins."""
    length, shift, across, height, angle = _frame(state)
    face = font.face
    horizontal = state.scaling * 0.01 * length
    em = state.size * horizontal
    char_space = state.char_space * horizontal
    word_space = 0.0 if font.multibyte else state.word_space * horizontal
    x, stream = state.x * length + shift, len(glyphs)
    before, strings, moves = strings_of(token, font)
    if before:
        x -= sum(map(float, before.split())) * 0.001 * em
    for shown, move in zip(strings, moves):  # noqa: B905 -- alike, and quicker compiled
        for code, text, width in shown:
            end = x + width * em
            glyphs.append(Glyph(text, x, end, across, height, face, stream, code, angle))
            stream += 1
            x = end + char_space
            if word_space and code == SPACE_CODE:
                x += word_space
        x += move * em
    if em < 0:
        start = len(glyphs) - sum([len(shown) for shown in strings])
        for glyph in glyphs[start:]:
            glyph.x0, glyph.x1 = glyph.x1, glyph.x0
        if length < 0:
            glyphs[start:] = _words_backwards(glyphs[start:])
    return (x - shift) / length


def _words_backwards(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Join what mirrored letters spell: the words of right-to-left text that optical character recognition has found.

    Tesseract writes them as they are read, from the right, with all numbers and Latin words in them, in letters that
    nobody sees; where one of these letters stands means nothing.
    """
    words: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text.isspace() or not words or words[-1].text.isspace():
            words.append(glyph)
        else:
            words[-1].text += glyph.text
            words[-1].x0 = glyph.x0
            words[-1].code = -1
    return words


def place_runs(state: TextState, token: bytes, font: FontStrings, glyphs: list[Glyph]) -> float:
    """Append what one text operator shows as runs of text, return where the next begins.

    Raises:
        NeedsGlyphsError: it holds what is no plain left-to-right text.
    """
    frame = _frame(state)
    length, shift = frame[:2]
    horizontal = state.scaling * 0.01 * length
    em = state.size * horizontal
    char_space = state.char_space * horizontal
    if not DEEPEST_KERN * em < char_space < WIDEST_KERN * em:
        at = len(glyphs)
        end = place(state, token, font, glyphs)
        check_run("".join([glyph.text for glyph in glyphs[at:]]))
        return end
    spacing = char_space, 0.0 if font.multibyte else state.word_space * horizontal
    pen = _Pen(frame, font.face, glyphs, em, spacing)
    x = state.x * length + shift
    before, units, runs = looked_up(token, font.units)
    if before:
        x -= sum(map(float, before.split())) * 0.001 * em
    wide = font.units.wide
    start = 0
    if not wide.isdisjoint(units):
        for cut in [i for i, unit in enumerate(units, 1) if unit in wide]:
            x = pen.draw(runs[start:cut], x, parted=True)
            start = cut
    if start < len(runs):
        x = pen.draw(runs[start:] if start else runs, x)
    return (x - shift) / length


def _widened(units: Sequence[Unit]) -> float:
    """Return by how much (em) the spaces are widened that units begin with, beyond what is kerning."""
    return sum([unit[5] for unit in takewhile(lambda unit: unit[0] == " ", units) if unit[5] >= WIDEST_KERN])


class _Pen:
    """Draws runs along one baseline; `spacing` is that of letters and of words, in points."""

    def __init__(self, frame: _Frame, face: Face, glyphs: list[Glyph], em: float, spacing: tuple[float, float]) -> None:
        self._frame = frame
        self._face = face
        self._glyphs = glyphs
        self._em = em
        self._char_space, self._word_space = spacing
        self._space = 0.0

    def draw(self, units: Sequence[Unit], x: float, *, parted: bool = False) -> float:
        """Append a run that starts at `x`, return where the next begins; `parted` tells that a wide move is between."""
        after = units[-1][5] * self._em
        next_x = x + sum([unit[1] for unit in units]) * self._em
        if self._char_space:
            next_x += self._char_space * sum([unit[2] for unit in units])
        if self._word_space:
            next_x += self._word_space * sum([unit[3] for unit in units])
        text = "".join([unit[0] for unit in units])
        core = text.strip(" ")
        end = next_x - after if parted else next_x
        if len(core) == len(text):
            if text:
                self._append(text, x, end)
        elif not core:
            self._append(" ", x, end)
        else:
            widened = _widened(units) * self._em if text[0] == " " else 0.0
            self._draw_apart(text, core, (x, end, widened), self._width_of_space(units))
        return next_x

    def _width_of_space(self, units: Sequence[Unit]) -> float:
        """Return how wide the last space is that was painted, in points."""
        for unit in reversed(units):
            if unit[4]:
                self._space = unit[4]
                break
        return self._space * self._em + self._char_space + self._word_space

    def _draw_apart(self, text: str, core: str, place: tuple[float, float, float], space: float) -> None:
        """Append a run whose outer spaces stand by themselves; `place` is its start, end, and what its start widens."""
        left, right = start, end = place[:2]
        if text[0] == " ":
            left = min(start + (len(text) - len(text.lstrip(" "))) * space + place[2], end)
            self._append(" ", start, left)
        if text[-1] == " ":
            right = max(end - (len(text) - len(text.rstrip(" "))) * space, left)
        self._append(core, left, right)
        if right < end:
            self._append(" ", right, end)

    def _append(self, text: str, x0: float, x1: float) -> None:
        _, _, across, height, angle = self._frame
        glyphs = self._glyphs
        glyphs.append(Glyph(text, x0, x1, across, height, self._face, len(glyphs), -1, angle))
