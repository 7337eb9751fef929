"""Where the glyphs of a text operator stand (PDF 32000-1, 9.4.4): one by one, or whole runs of left-to-right text."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import Struct

from unodc_parse.read.content import TextState, product
from unodc_parse.read.glyphs import Face, Glyph

_WIDEST_KERN = 0.1  # em: a wider move between strings may mean a space, and parts a run (rows.py: 0.14)
_DEEPEST_KERN = -0.25  # em: a move further back is no kerning
_SPACE_CODE = 32  # takes word space in fonts of one byte a code (9.3.3)
#: Right-to-left letters and digits, combining marks, and letters that the map does not tell: read one by one.
_NO_RUN = re.compile("[\u0300-\u036f\u0590-\u08ff\u200f\u20d0-\u20ff\ufb1d-\ufeff\ufffd\U000f0000-\U0010ffff]")

Shown = tuple[int, str, float]  # code, text, width in em
#: What a string shows: text, width (em), number of codes, those of them that take word space, width of a space (em).
Run = tuple[str, float, int, int, float]


class NeedsGlyphsError(Exception):
    """The page holds letters that only glyphs one by one tell exactly."""


class FontStrings(Protocol):
    """A font that tells what the items of a text operator are: strings, or moves (floats, in thousandths of an em)."""

    face: Face
    multibyte: bool
    shown: dict[bytes, list[Shown] | float]
    runs: dict[bytes, Run | float]

    def show(self, token: bytes) -> list[Shown] | float:
        """Return the codes of a string that `shown` does not hold."""

    def run(self, token: bytes) -> Run | float:
        """Return the run of a string that `runs` does not hold; raises `NeedsGlyphsError`."""


#: Places the glyphs of one text operator; returns where the next begins.
Placing = Callable[[TextState, Sequence[bytes], FontStrings, list[Glyph]], float]


def run_of(shown: Sequence[Shown]) -> Run:
    """Join codes to a run.

    Raises:
        NeedsGlyphsError: they are no plain left-to-right text.
    """
    text = "".join([text for _, text, _ in shown])
    check_run(text)
    if any(width <= 0 and text for _, text, width in shown):
        raise NeedsGlyphsError
    return (
        text,
        sum([width for _, _, width in shown]),
        len(shown),
        [code for code, _, _ in shown].count(_SPACE_CODE),
        next((width for _, text, width in shown if text == " "), 0.0),
    )


def check_run(text: str) -> None:
    """Raise `NeedsGlyphsError` where a text holds what runs cannot tell."""
    if not text.isascii() and _NO_RUN.search(text):
        raise NeedsGlyphsError


class _Frame(Struct):
    """How text space lies on the page: scale and shift along the baseline, its place and angle, an em's height."""

    length: float
    shift: float
    across: float
    height: float
    angle: int


def _frame(state: TextState) -> _Frame:
    size, rise = state.size, state.rise
    a, b, c, d, e, f = product(state.line, state.ctm)
    if b == 0 and c == 0 and a > 0:
        return _Frame(a, e, d * rise + f, abs(size * d), 0)
    length = math.hypot(a, b) or 1.0
    cos, sin = a / length, b / length
    return _Frame(
        length,
        (c * cos + d * sin) * rise + e * cos + f * sin,
        (d * cos - c * sin) * rise + f * cos - e * sin,
        abs(size) * (abs(a * d - b * c) / length),
        0 if b == 0 and a > 0 else round(math.degrees(math.atan2(b, a))),
    )


def place(state: TextState, items: Sequence[bytes], font: FontStrings, glyphs: list[Glyph]) -> float:
    """Append the glyphs of one text operator in their places, return where the next begins."""
    frame = _frame(state)
    across, height, angle, face = frame.across, frame.height, frame.angle, font.face
    horizontal = state.scaling * 0.01 * frame.length
    em = state.size * horizontal
    char_space = state.char_space * horizontal
    word_space = 0.0 if font.multibyte else state.word_space * horizontal
    backwards = em < 0
    known, append = font.shown, glyphs.append
    x, stream = state.x * frame.length + frame.shift, len(glyphs)
    for item in items:
        shown = known.get(item)
        if shown is None:
            shown = font.show(item)
        if isinstance(shown, float):
            x -= shown * 0.001 * em
            continue
        for code, text, width in shown:
            end = x + width * em
            x0, x1 = (end, x) if backwards else (x, end)
            append(Glyph(text, x0, x1, across, height, face, stream, code, angle))
            stream += 1
            x = end + char_space
            if code == _SPACE_CODE:
                x += word_space
    return (x - frame.shift) / frame.length


def place_runs(state: TextState, items: Sequence[bytes], font: FontStrings, glyphs: list[Glyph]) -> float:
    """Append what one text operator shows as runs of text, return where the next begins.

    Raises:
        NeedsGlyphsError: it holds what is no plain left-to-right text.
    """
    frame = _frame(state)
    horizontal = state.scaling * 0.01 * frame.length
    em = state.size * horizontal
    char_space = state.char_space * horizontal
    if not _DEEPEST_KERN * em < char_space < _WIDEST_KERN * em:
        return place(state, items, font, glyphs)
    word_space = 0.0 if font.multibyte else state.word_space * horizontal
    pen = _Pen(frame, font.face, glyphs, em, char_space + word_space)
    known = font.runs
    x = start = state.x * frame.length + frame.shift
    texts: list[str] = []
    space = 0.0
    for item in items:
        run = known.get(item)
        if run is None:
            run = font.run(item)
        if isinstance(run, float):
            if not -1000 * _WIDEST_KERN < run < -1000 * _DEEPEST_KERN and texts:
                pen.draw("".join(texts), start, x, space)
                texts = []
            x -= run * 0.001 * em
        else:
            text, width, codes, spaces, wide = run
            if not texts:
                start = x
            texts.append(text)
            x += width * em + codes * char_space + spaces * word_space
            space = wide or space
    if texts:
        pen.draw("".join(texts), start, x, space)
    return (x - frame.shift) / frame.length


class _Pen:
    """Draws runs along one baseline."""

    def __init__(self, frame: _Frame, face: Face, glyphs: list[Glyph], em: float, spacing: float) -> None:
        self._frame = frame
        self._face = face
        self._glyphs = glyphs
        self._em = em
        self._spacing = spacing

    def draw(self, text: str, start: float, end: float, space: float) -> None:
        """Append a run that reaches from `start` to `end`; its outer spaces, `space` em wide, stand by themselves."""
        core = text.strip(" ")
        if len(core) == len(text):
            if text:
                self._append(text, start, end)
            return
        if not core:
            self._append(" ", start, end)
            return
        wide = space * self._em + self._spacing
        first, last = start, end
        if text[0] == " ":
            first = min(start + (len(text) - len(text.lstrip(" "))) * wide, end)
            self._append(" ", start, first)
        if text[-1] == " ":
            last = max(end - (len(text) - len(text.rstrip(" "))) * wide, first)
        self._append(core, first, last)
        if last < end:
            self._append(" ", last, end)

    def _append(self, text: str, x0: float, x1: float) -> None:
        frame, glyphs = self._frame, self._glyphs
        glyphs.append(Glyph(text, x0, x1, frame.across, frame.height, self._face, len(glyphs), -1, frame.angle))
