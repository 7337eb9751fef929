"""Content streams: the operators of text and paths, nothing else (PDF 32000-1, 8.4.4, 8.5, 9.3, 9.4, 14.6).

A quick interpreter for the well-formed streams that programs write. Whatever it does not know for sure (unbalanced
strings, fonts set by a graphics state) raises `UnknownContentError`, and the full interpreter of
the PDF library has its turn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from msgspec import Struct

from unodc_parse.options import Bounds
from unodc_parse.read.inline_images import without_inline_images
from unodc_parse.read.lexer import CLIP, HEX, RENEW, STRING, Act, Lexer, UnknownContentError
from unodc_parse.read.paths import Paths
from unodc_parse.read.strings import item_value
from unodc_parse.read.unseen import writes_unseen

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_MOST_TOLD: Final = 4096  # property lists
_LONGEST_TOLD: Final = 80  # bytes
_ACTUAL_TEXT: Final = re.compile(rb"/ActualText[\x00\t\n\x0c\r ]*(" + HEX + rb"|" + STRING + rb")", re.DOTALL)


class _Told(dict[bytes, Any]):
    """The ActualText of property lists, null where they have none; remembered, as few differ."""

    def __missing__(self, properties: bytes) -> Any:  # noqa: ANN401 -- a string, or what stands in its place
        """Look for it in a list that has not been met yet."""
        found = _ACTUAL_TEXT.search(properties) if b"/ActualText" in properties else None
        actual = item_value(found[1]) if found else None
        if len(self) < _MOST_TOLD and len(properties) <= _LONGEST_TOLD:
            self[properties] = actual
        return actual


_TOLD: Final = _Told()


class PageTooFullError(Exception):
    """The page holds more than `Bounds` allow; the message says of what."""


#: How far down the page text is seen: the top and the bottom of the clip.
Clip = tuple[float, float]
EVERYWHERE: Clip = (float("-inf"), float("inf"))
_MOST_CLIPS: Final = 16  # of a page: makers that clip the whole page do so first, others clip every piece of text


class TextState:
    """What text operators set; lengths in unscaled text space. `font` is what `Scope.font` returned."""

    __slots__ = (
        "char_space", "clip", "ctm", "font", "leading", "line", "rise", "scaling", "size", "word_space", "x",
    )  # fmt: skip

    def __init__(
        self,
        ctm: Matrix = IDENTITY,
        font: Any = None,  # noqa: ANN401 -- of whatever library
        size: float = 0.0,
        spacing: tuple[float, float] = (0.0, 0.0),
        scaling: float = 100.0,
    ) -> None:
        self.ctm = ctm
        self.font = font
        self.size = size
        self.char_space, self.word_space = spacing
        self.scaling = scaling
        self.leading = 0.0
        self.rise = 0.0
        self.line = IDENTITY
        self.x = 0.0
        self.clip = EVERYWHERE

    def copy(self) -> TextState:
        """Return a state that may be changed by itself."""
        new = TextState(self.ctm, self.font, self.size, (self.char_space, self.word_space), self.scaling)
        new.leading, new.rise, new.line, new.x = self.leading, self.rise, self.line, self.x
        new.clip = self.clip
        return new


class Scope(Struct):
    """Where names in a stream are looked up; `form` gives stream, matrix and scope of a form, `None` for others."""

    font: Callable[[str], Any]
    properties: Callable[[str], dict[str, Any]]
    form: Callable[[str], tuple[bytes, Matrix, Scope] | None]
    sets_font: Callable[[str], bool]


def check_bound(bounds: Bounds, name: str, count: int, unit: str) -> None:
    """Raise `PageTooFullError` where `count` is more than the bound of that name."""
    if said := bounds.exceeded(name, count, unit):
        raise PageTooFullError(said)


def product(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that applies `m` first, then `n`.

    >>> product((2, 0, 0, 2, 0, 0), (1, 0, 0, 1, 5, 5))
    (2, 0, 0, 2, 5, 5)
    """
    a1, b1, c1, d1, e1, f1 = m
    a0, b0, c0, d0, e0, f0 = n
    return (
        a0 * a1 + c0 * b1,
        b0 * a1 + d0 * b1,
        a0 * c1 + c0 * d1,
        b0 * c1 + d0 * d1,
        a0 * e1 + c0 * f1 + e0,
        b0 * e1 + d0 * f1 + f0,
    )


def _name(word: bytes) -> str:
    if word[:1] != b"/":
        raise UnknownContentError
    return word[1:].decode("latin-1")


#: Called for every text operator: the state, its string or array (unread), and the sections around it whose text
#: the file tells, from outside in.
Show = Callable[[TextState, bytes, tuple[list[Any], ...]], None]


class Interpreter:
    """Runs streams and calls `show` for what they write.

    `lexer` is that of the document, which remembers what its pages have in common. `unseen` tells afterwards whether
    a stream writes nothing but letters that nobody sees.
    """

    def __init__(
        self,
        show: Show,
        ctm: Matrix,
        scope: Scope,
        bounds: Bounds = Bounds(),  # noqa: B008 -- immutable
        lexer: Lexer | None = None,
    ) -> None:
        self._lexer = lexer or lexer_of_content()
        self._numbers = self._lexer.numbers
        self._fonts: dict[bytes, Any] = {}
        self._bounds, self._forms, self._clips = bounds, 0, 0
        self._show = show
        self._scope = scope
        self._depth = 0
        self._state = TextState(ctm=ctm)
        self._saved: list[TextState] = []
        self._sections: list[list[Any]] = []
        self._marked: tuple[list[Any], ...] = ()
        self.paths = Paths(self._numbers.__getitem__)
        self.unseen = False

    def run(self, data: bytes) -> None:
        """Run one stream."""
        data = without_inline_images(data)
        self.unseen = self.unseen or writes_unseen(data)
        try:
            self._lexer.run(data, self)
        except (IndexError, ValueError, TypeError, AttributeError) as error:
            raise UnknownContentError from error

    def _save(self, _: list[bytes]) -> None:
        self._saved.append(self._state.copy())

    def _restore(self, _: list[bytes]) -> None:
        if self._saved:
            self._state = self._saved.pop()

    def _renew(self, _: list[bytes]) -> None:
        if self._saved:
            self._state = self._saved[-1].copy()
        else:
            self._save([])

    def _transform(self, operands: list[bytes]) -> None:
        self._state.ctm = product(self._matrix_of(operands), self._state.ctm)

    def _matrix_of(self, operands: list[bytes]) -> Matrix:
        n = self._numbers
        a, b, c = n[operands[-6]], n[operands[-5]], n[operands[-4]]
        return a, b, c, n[operands[-3]], n[operands[-2]], n[operands[-1]]

    def _begin(self, _: list[bytes]) -> None:
        self._state.line, self._state.x = IDENTITY, 0.0

    def _font(self, operands: list[bytes]) -> None:
        name, size = operands[-2], operands[-1]
        font = self._fonts.get(name)
        if font is None:
            font = self._fonts[name] = self._scope.font(_name(name))
        self._state.font, self._state.size = font, self._numbers[size]

    def _move(self, operands: list[bytes]) -> None:
        self._move_by(self._numbers[operands[-2]], self._numbers[operands[-1]])

    def _move_by(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self._state.line
        self._state.line = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
        self._state.x = 0.0

    def _move_leading(self, operands: list[bytes]) -> None:
        self._state.leading = -float(operands[-1])
        self._move(operands)

    def _matrix(self, operands: list[bytes]) -> None:
        self._state.line, self._state.x = self._matrix_of(operands), 0.0

    def _next(self, _: list[bytes]) -> None:
        self._move_by(0.0, -self._state.leading)

    def _text(self, operands: list[bytes]) -> None:
        self._show(self._state, operands[-1], self._marked)

    def _next_text(self, operands: list[bytes]) -> None:
        text = operands[-1]
        self._next([])
        self._text([text])

    def _spaced_text(self, operands: list[bytes]) -> None:
        self._state.word_space, self._state.char_space = float(operands[-3]), float(operands[-2])
        self._next_text(operands)

    def _char_space(self, operands: list[bytes]) -> None:
        self._state.char_space = float(operands[-1])

    def _word_space(self, operands: list[bytes]) -> None:
        self._state.word_space = float(operands[-1])

    def _scaling(self, operands: list[bytes]) -> None:
        self._state.scaling = float(operands[-1])

    def _leading(self, operands: list[bytes]) -> None:
        self._state.leading = float(operands[-1])

    def _rise(self, operands: list[bytes]) -> None:
        self._state.rise = float(operands[-1])

    def _mark(self, operands: list[bytes]) -> None:
        properties = operands[-1]
        if properties[:2] == b"<<":
            actual = _TOLD[properties]
        else:
            actual = self._scope.properties(_name(properties)).get("ActualText") if len(operands) > 1 else None
        section = [actual]  # a list of its own, so that each span is known by its identity
        self._sections.append(section)
        if actual is not None:
            self._marked = (*self._marked, section)

    def _unmark(self, _: list[bytes]) -> None:
        if self._sections and self._sections.pop()[0] is not None:
            self._marked = self._marked[:-1]

    def _form(self, operands: list[bytes]) -> None:
        form = self._scope.form(_name(operands[-1]))
        if form is None:
            return
        self._forms += 1
        check_bound(self._bounds, "depth", self._depth + 1, "forms within forms")
        check_bound(self._bounds, "forms", self._forms, "forms")
        data, matrix, scope = form
        outer = self._state, self._saved, self._scope, self._fonts, self._sections, self._marked
        self._state = self._state.copy()
        self._state.ctm, self._state.line, self._state.x = product(matrix, self._state.ctm), IDENTITY, 0.0
        self._saved, self._scope, self._fonts, self._sections = [], scope, {}, []
        self._depth += 1
        self.run(data)
        self._depth -= 1
        self._state, self._saved, self._scope, self._fonts, self._sections, self._marked = outer

    def _path(self, operands: list[bytes]) -> None:
        self.paths.move(operands, self._state.ctm)

    def _line(self, operands: list[bytes]) -> None:
        self.paths.line(operands, self._state.ctm)

    def _rectangle(self, operands: list[bytes]) -> None:
        self.paths.rectangle(operands, self._state.ctm)

    def _close(self, _: list[bytes]) -> None:
        self.paths.close()

    def _clip(self, operands: list[bytes]) -> None:
        """Make a rectangle the clip, without drawing the path."""
        self.paths.drop()
        self._clips += 1
        if self._clips > _MOST_CLIPS:
            return
        x, y, width, height = map(float, operands[-4:])
        _, b, _, d, _, f = self._state.ctm
        heights = [p * b + q * d + f for p in (x, x + width) for q in (y, y + height)]
        top, bottom = self._state.clip
        self._state.clip = max(top, min(heights)), min(bottom, max(heights))

    def _curve(self, _: list[bytes]) -> None:
        self.paths.curve()

    def _drop(self, _: list[bytes]) -> None:
        self.paths.drop()

    def _stroke(self, _: list[bytes]) -> None:
        self.paths.stroke()

    def _fill(self, _: list[bytes]) -> None:
        self.paths.fill()

    def _graphics(self, operands: list[bytes]) -> None:
        if self._scope.sets_font(_name(operands[-1])):
            raise UnknownContentError

    def _unknown(self, _: list[bytes]) -> None:
        raise UnknownContentError


#: Not of an interpreter: one that held its own methods would hold itself, with all glyphs of its page.
_OPERATORS: Final[dict[bytes, Act]] = {
    b"q": Interpreter._save,
    b"Q": Interpreter._restore,
    RENEW: Interpreter._renew,
    b"cm": Interpreter._transform,
    b"BT": Interpreter._begin,
    b"Tf": Interpreter._font,
    b"Td": Interpreter._move,
    b"TD": Interpreter._move_leading,
    b"Tm": Interpreter._matrix,
    b"T*": Interpreter._next,
    b"Tj": Interpreter._text,
    b"TJ": Interpreter._text,
    b"'": Interpreter._next_text,
    b'"': Interpreter._spaced_text,
    b"Tc": Interpreter._char_space,
    b"Tw": Interpreter._word_space,
    b"Tz": Interpreter._scaling,
    b"TL": Interpreter._leading,
    b"Ts": Interpreter._rise,
    b"BMC": Interpreter._mark,
    b"BDC": Interpreter._mark,
    b"EMC": Interpreter._unmark,
    b"Do": Interpreter._form,
    CLIP: Interpreter._clip,
    b"gs": Interpreter._graphics,
    b"BI": Interpreter._unknown,
    b"m": Interpreter._path,
    b"l": Interpreter._line,
    b"re": Interpreter._rectangle,
    b"h": Interpreter._close,
    b"c": Interpreter._curve,
    b"v": Interpreter._curve,
    b"y": Interpreter._curve,
    b"n": Interpreter._drop,
    b"S": Interpreter._stroke,
    b"s": Interpreter._stroke,
    b"f": Interpreter._fill,
    b"F": Interpreter._fill,
    b"f*": Interpreter._fill,
    b"B": Interpreter._stroke,
    b"B*": Interpreter._stroke,
    b"b": Interpreter._stroke,
    b"b*": Interpreter._stroke,
}


def lexer_of_content(acts: Mapping[bytes, Act] = _OPERATORS) -> Lexer:
    """Return what parts the streams of a document, and has interpreters do what operators say, some by `acts`."""
    return Lexer({**_OPERATORS, **acts})
