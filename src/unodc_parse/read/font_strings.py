"""What the strings of a font show, as content streams write them: remembered, as a page is mostly looked up."""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from unodc_parse.read.glyphs import Face
from unodc_parse.read.lexer import HEX, STRING

WIDEST_KERN: Final = 0.1  # em: a wider move between strings may mean a space, and parts a run (rows.py: 0.14)
DEEPEST_KERN: Final = -0.25  # em: a move further back is no kerning
SPACE_CODE: Final = 32  # takes word space in fonts of one byte a code (9.3.3)
_WIDENED: Final = 0.35  # em: so far a space may be widened without that it could be a gutter, and need part a run
_BRACKET: Final = ord("[")
_MOST_UNITS: Final = 50_000  # of a font that are remembered
_LONGEST_KEPT: Final = 48  # bytes: longer strings are hardly shown twice
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


class _Digits(dict[bytes, list[Shown]]):
    """What hexadecimal strings show, by their digits."""

    def __init__(self, show: Callable[[bytes], list[Shown]], part: Callable[[bytes], list[Shown]]) -> None:
        self._show, self._part = show, part

    def __missing__(self, digits: bytes) -> list[Shown]:
        """Read what has not been met yet."""
        try:
            found = self._part(unhexlify(digits))
        except ValueError:  # white space in it, or a digit left out
            found = self._show(b"<" + digits + b">")
        if len(digits) <= _LONGEST_KEPT:
            self[digits] = found
        return found


class _Moves(dict[bytes, float]):
    """How far numbers behind a string move on (em), as arrays write them; fonts and documents have the same."""

    def __missing__(self, numbers: bytes) -> float:
        """Read what has not been met yet."""
        found = _move(numbers)[0]
        if len(numbers) <= _LONGEST_KEPT and len(self) < _MOST_UNITS:
            self[numbers] = found
        return found


_MOVES: Final = _Moves()


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
    return move, not DEEPEST_KERN < move < WIDEST_KERN


def _moves(numbers: bytes) -> tuple[float, bool]:
    """As `_move`, of several numbers, or of white space."""
    try:
        moves = [-0.001 * float(number) for number in numbers.split()]
    except ValueError:
        raise MixedError from None
    return sum(moves), any(not DEEPEST_KERN < move < WIDEST_KERN for move in moves)


class FontStrings:
    """A font that tells what its strings show, glyph by glyph and as a whole.

    `show` reads a string as streams write it, `part` the bytes that it stands for.
    """

    def __init__(
        self,
        face: Face,
        show: Callable[[bytes], list[Shown]],
        part: Callable[[bytes], list[Shown]],
        *,
        multibyte: bool = False,
    ) -> None:
        self.face = face
        self.multibyte = multibyte
        self.spelled, self.units = Spelled(show), Units(show)
        self.digits = _Digits(show, part)


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
        [code for code, _, _ in shown].count(SPACE_CODE),
        widths[texts.index(" ")] if " " in texts else 0.0,
    )


def check_run(text: str) -> None:
    """Raise `NeedsGlyphsError` where a text holds what runs cannot tell."""
    if not text.isascii() and _NO_RUN.search(text):
        raise NeedsGlyphsError


def strings_of(token: bytes, font: FontStrings) -> tuple[bytes, list[list[Shown]], list[float]]:
    """Return the moves before the first of the strings of a token, what each shows, and the move behind each.

    Arrays with no other strings than hexadecimal ones are parted at once, as nothing else has angle brackets; that
    spares the look at each string with its move, of which there are so many more than of strings and of moves.
    """
    if token[0] != _BRACKET:
        shown, move = font.spelled.of(token[1:])
        return b"", [shown], [move]
    if b"(" in token:
        before, _, found = looked_up(token, font.spelled)
        return before, [shown for shown, _ in found], [move for _, move in found]
    if len(font.digits) > _MOST_UNITS:
        font.digits.clear()
    parts = token[1:-1].replace(b">", b"<").split(b"<")
    return parts[0], list(map(font.digits.__getitem__, parts[1::2])), list(map(_MOVES.__getitem__, parts[2::2]))


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
