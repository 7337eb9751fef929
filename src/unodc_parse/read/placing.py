"""Where the glyphs of a text operator stand (PDF 32000-1, 9.4.4): one by one, or whole runs of left-to-right text."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Final, TypeVar

from unodc_parse.read.content import TextState, product
from unodc_parse.read.glyphs import Face, Glyph
from unodc_parse.read.lexer import HEX, STRING

_WIDEST_KERN: Final = 0.1  # em: a wider move between strings may mean a space, and parts a run (rows.py: 0.14)
_WIDENED: Final = 0.35  # em: so far a space may be widened without that it could be a gutter, and need part a run
_DEEPEST_KERN: Final = -0.25  # em: a move further back is no kerning
_BRACKET: Final = ord("[")
_MOST_UNITS: Final = 50_000  # of a font that are remembered
_LONGEST_KEPT: Final = 48  # bytes: longer strings are hardly shown twice
_SPACE_CODE: Final = 32  # takes word space in fonts of one byte a code (9.3.3)
#: Right-to-left letters and digits, combining marks, and letters that the map does not tell: read one by one.
_NO_RUN: Final = re.compile("[\u0300-\u036f\u0590-\u08ff\u200f\u20d0-\u20ff\ufb1d-\ufeff\ufffd\U000f0000-\U0010ffff]")

T = TypeVar("T")
Shown = tuple[int, str, float]  # code, text, width in em
_STRINGS: Final = re.compile(rb"(" + HEX + rb"|" + STRING + rb")", re.DOTALL)
#: What a string shows: text, width (em), number of codes, those of them that take word space, width of a space (em).
Run = tuple[str, float, int, int, float]
#: A string and the move behind it: text, advance (em), codes, spaces and width of a space as in `Run`, the move (em).
Unit = tuple[str, float, int, int, float, float]


class NeedsGlyphsError(Exception):
    """The page holds letters that only glyphs one by one tell exactly."""


class MixedError(Exception):
    """An array was not parted where its strings are."""


class Spelled(dict[bytes, tuple[list[Shown], float]]):
    """What strings with the move behind them show (codes, move in em), by how the stream writes them: `61>-20`.

    Letters of one font meet the same few moves again and again, so that a page is mostly looked up.
    """

    def __init__(self, show: Callable[[bytes], list[Shown]]) -> None:
        self._show = show

    def of(self, unit: bytes) -> tuple[list[Shown], float]:
        """Return what one string shows that stands by itself."""
        if len(self) > _MOST_UNITS:
            self.clear()
        return self[unit]

    def __missing__(self, unit: bytes) -> tuple[list[Shown], float]:
        """Read what has not been met yet."""
        string, numbers = _parted(unit)
        found = self._show(string), _move(numbers)[0] if numbers else 0.0
        if len(unit) <= _LONGEST_KEPT:
            self[unit] = found
        return found


class Units(dict[bytes, Unit]):
    """As `Spelled`, for strings as a whole; `wide` are those whose move parts runs."""

    def __init__(self, show: Callable[[bytes], list[Shown]]) -> None:
        self._show = show
        self._runs: dict[bytes, Run] = {}
        self.wide: set[bytes] = set()

    def clear(self) -> None:
        """Forget all units."""
        super().clear()
        self._runs.clear()
        self.wide.clear()

    def __missing__(self, unit: bytes) -> Unit:
        """Read what has not been met yet; raises `NeedsGlyphsError` where it is no plain left-to-right text."""
        string, numbers = _parted(unit)
        move, parts = _move(numbers)
        run = self._runs.get(string) or run_of(self._show(string))
        text, width, codes, spaces, wide = run
        shown = text, width + move, codes, spaces, wide, move
        if len(unit) <= _LONGEST_KEPT:
            self[unit], self._runs[string] = shown, run
        if parts and not (text[-1:] == " " and 0 < move < _WIDENED):
            self.wide.add(unit)
        return shown


def _parted(unit: bytes) -> tuple[bytes, bytes]:
    """Return the string of a unit and the numbers behind it.

    >>> _parted(b"a)-20"), _parted(b"61>")
    ((b'(a)', b'-20'), (b'<61>', b''))
    """
    end = unit.rfind(b")") + 1
    if end:
        return b"(" + unit[:end], unit[end:]
    end = unit.rfind(b">") + 1
    if not end:
        raise MixedError
    return b"<" + unit[:end], unit[end:]


def _move(numbers: bytes) -> tuple[float, bool]:
    """Return how far the numbers behind a string move on (em), and whether one of them is so wide that it parts runs.

    >>> _move(b"-20"), _move(b""), _move(b"-250")
    ((0.02, False), (0.0, False), (0.25, True))
    """
    if not numbers:
        return 0.0, False
    try:
        move = -0.001 * float(numbers)
    except ValueError:
        return _moves(numbers)
    return move, not _DEEPEST_KERN < move < _WIDEST_KERN


def _moves(numbers: bytes) -> tuple[float, bool]:
    """As `_move`, of several numbers, or of white space."""
    try:
        moves = [-0.001 * float(number) for number in numbers.split()]
    except ValueError:
        raise MixedError from None
    return sum(moves), any(not _DEEPEST_KERN < move < _WIDEST_KERN for move in moves)


class FontStrings:
    """A font that tells what its strings show, glyph by glyph and as a whole."""

    def __init__(self, face: Face, show: Callable[[bytes], list[Shown]], *, multibyte: bool = False) -> None:
        self.face = face
        self.multibyte = multibyte
        self.spelled, self.units = Spelled(show), Units(show)


def run_of(shown: Sequence[Shown]) -> Run:
    """Join codes to a run.

    Raises:
        NeedsGlyphsError: they are no plain left-to-right text.
    """
    texts = [text for _, text, _ in shown]
    widths = [width for _, _, width in shown]
    text = "".join(texts)
    check_run(text)
    if widths and min(widths) <= 0 and any(width <= 0 and text for _, text, width in shown):
        raise NeedsGlyphsError
    return (
        text,
        sum(widths),
        len(shown),
        [code for code, _, _ in shown].count(_SPACE_CODE),
        widths[texts.index(" ")] if " " in texts else 0.0,
    )


def check_run(text: str) -> None:
    """Raise `NeedsGlyphsError` where a text holds what runs cannot tell."""
    if not text.isascii() and _NO_RUN.search(text):
        raise NeedsGlyphsError


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
    if token[0] == _BRACKET:
        before, _, found = looked_up(token, font.spelled)
        if before:
            x -= sum(map(float, before.split())) * 0.001 * em
    else:
        found = [font.spelled.of(token[1:])]
    for shown, move in found:
        for code, text, width in shown:
            end = x + width * em
            glyphs.append(Glyph(text, x, end, across, height, face, stream, code, angle))
            stream += 1
            x = end + char_space
            if word_space and code == _SPACE_CODE:
                x += word_space
        x += move * em
    if em < 0:
        start = len(glyphs) - sum([len(shown) for shown, _ in found])
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
    if not _DEEPEST_KERN * em < char_space < _WIDEST_KERN * em:
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


def looked_up(token: bytes, known: dict[bytes, T]) -> tuple[bytes, list[bytes], list[T]]:
    """Part a string or an array into the moves before its first string, and its strings with their moves.

    Programs write a string for every letter; so arrays are split at once where only a string can begin. Where it
    turns out that something else began there, such as a bracket inside a string, they are taken apart with care.
    """
    if len(known) > _MOST_UNITS:
        known.clear()
    if token[0] != _BRACKET:
        units = [token[1:]]
        return b"", units, [known[units[0]]]
    if b"\\" not in token:
        before, *units = token[1:-1].split(b"(" if b"(" in token else b"<")
        try:
            if not before or b"<" not in before:  # as where MuPDF writes strings in both ways
                return before, units, list(map(known.__getitem__, units))
        except MixedError:
            pass
    before, *pieces = _STRINGS.split(token[1:-1])
    units = [string[1:] + moves for string, moves in zip(pieces[::2], pieces[1::2], strict=True)]
    return before, units, list(map(known.__getitem__, units))


def _widened(units: Sequence[Unit]) -> float:
    """Return by how much (em) the spaces are widened that units begin with, beyond what is kerning."""
    return sum([unit[5] for unit in takewhile(lambda unit: unit[0] == " ", units) if unit[5] >= _WIDEST_KERN])


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
