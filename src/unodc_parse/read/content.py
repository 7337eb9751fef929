"""Content streams: the operators of text and paths, nothing else (PDF 32000-1, 8.4.4, 8.5, 9.3, 9.4, 14.6).

A quick interpreter for the well-formed streams that programs write. Whatever it does not know for sure (inline
images, unbalanced strings, fonts set by a graphics state) raises `UnknownContentError`, and the full interpreter of
the PDF library has its turn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from unodc_parse.options import Bounds
from unodc_parse.read.paths import Paths

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\)"
_HEX = rb"<[0-9A-Fa-f\x00\t\n\x0c\r ]*>"
_ENTRY = rb"[^<>()]|" + _HEX + rb"|" + _STRING

#: What is not a plain word: dictionaries, arrays, strings, comments. Arrays stay whole until `TJ` wants their items.
_COMPLEX = re.compile(
    rb"(<<(?:" + _ENTRY + rb"|<<(?:" + _ENTRY + rb")*>>)*>>"
    rb"|\[(?:[^\[\]()<>%]|" + _HEX + rb"|" + _STRING + rb")*\]"
    rb"|" + _HEX + rb"|" + _STRING + rb"|%[^\r\n]*)",
    re.DOTALL,
)
_DELIMITER = re.compile(rb"[()<>\[\]{}]")
_ITEM = re.compile(_STRING + rb"|" + _HEX + rb"|[^\x00\t\n\x0c\r ()<>\[\]]+", re.DOTALL)
_ACTUAL_TEXT = re.compile(rb"/ActualText[\x00\t\n\x0c\r ]*(" + _HEX + rb"|" + _STRING + rb")", re.DOTALL)

#: Operators that set or draw nothing that text depends on (PDF 32000-1, annex A).
_OTHERS = (
    b"b B b* B* BX c CS cs d d0 d1 DP ET EX f F f* G g h i J j K k l "
    b"M m MP n re RG rg ri s S SC sc SCN scn sh v w W W* y"
)
_ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r\n?|\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_WHITE = re.compile(rb"[\x00\t\n\x0c\r ]+")
_COMMENT, _SLASH, _PARENTHESIS, _ANGLE = b"%/(<"
_NUMBER_ENDS = frozenset(b"0123456789.")

OPERATORS = frozenset(_OTHERS.split()) | {
    b"q", b"Q", b"cm", b"BT", b"Tf", b"Td", b"TD", b"Tm", b"T*", b"Tj", b"TJ", b"'", b'"', b"Tc", b"Tw", b"Tz", b"TL",
    b"Tr", b"Ts", b"BMC", b"BDC", b"EMC", b"Do", b"gs", b"BI", b"ID", b"EI",
}  # fmt: skip


class PageTooFullError(Exception):
    """The page holds more than `Bounds` allow; the message says of what."""


class UnknownContentError(Exception):
    """The stream holds what this interpreter does not know for sure."""


class TextState(Struct):
    """What text operators set; lengths in unscaled text space."""

    ctm: Matrix = IDENTITY
    font: Any = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    scaling: float = 100.0
    leading: float = 0.0
    rise: float = 0.0
    line: Matrix = IDENTITY
    x: float = 0.0


class Scope(Struct):
    """Where names in a stream are looked up; `form` gives stream, matrix and scope of a form, `None` for others."""

    font: Callable[[str], Any]
    properties: Callable[[str], dict[str, Any]]
    form: Callable[[str], tuple[bytes, Matrix, Scope] | None]
    sets_font: Callable[[str], bool]


def check_bound(bounds: Bounds, name: str, count: int, unit: str) -> None:
    """Raise `PageTooFullError` where `count` is more than the bound of that name."""
    said = bounds.exceeded(name, count, unit)
    if said:
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


def string_bytes(token: bytes) -> bytes:
    r"""Return what a literal string in parentheses stands for (PDF 32000-1, 7.3.4.2).

    >>> string_bytes(rb"(a\051\n)")
    b'a)\n'
    """
    body = token[1:-1]
    if b"\\" not in body:
        return body.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in body else body
    return _ESCAPE.sub(_unescape, body)


def _unescape(match: re.Match[bytes]) -> bytes:
    escaped = match[1]
    if escaped[:1] in b"01234567":
        return bytes((int(escaped, 8) & 0xFF,))
    if escaped[:1] in b"\r\n":
        return b""
    return _ESCAPED.get(escaped, escaped)


def item_value(token: bytes) -> bytes | float:
    """Return what an item of an array of text stands for: a string's bytes, or a number.

    >>> item_value(b"(a)"), item_value(b"<62 6>"), item_value(b"-20")
    (b'a', b'b`', -20.0)
    """
    if token[0] == _PARENTHESIS:
        return string_bytes(token)
    return _hex_bytes(token) if token[0] == _ANGLE else float(token)


def _hex_bytes(token: bytes) -> bytes:
    digits = _WHITE.sub(b"", token[1:-1])
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _name(word: bytes) -> str:
    if word[:1] != b"/":
        raise UnknownContentError
    return word[1:].decode("latin-1")


def operations(data: bytes) -> Iterator[tuple[bytes, list[bytes]]]:
    """Yield every operator with its operands, unread: words, whole strings, arrays and dictionaries.

    >>> [(operator, list(operands)) for operator, operands in operations(b"/F1 9.5 Tf[(a)-20<62>]TJ")]
    [(b'Tf', [b'/F1', b'9.5']), (b'TJ', [b'[(a)-20<62>]'])]
    """
    pieces = _COMPLEX.split(data)
    if any(map(_DELIMITER.search, pieces[::2])):
        raise UnknownContentError
    operands: list[bytes] = []
    for position, piece in enumerate(pieces):
        if position & 1:
            if piece[0] != _COMMENT:
                operands.append(piece)
            continue
        for word in piece.replace(b"/", b" /").split():
            if word in OPERATORS:
                yield word, operands
                operands.clear()
            elif word[0] == _SLASH or word[-1] in _NUMBER_ENDS:
                operands.append(word)
            else:
                raise UnknownContentError


#: Called for every text operator: the state, strings and moves in order (unread), and the marked content around them.
Show = Callable[[TextState, list[bytes], tuple[list[Any], ...]], None]


class Interpreter:
    """Runs streams and calls `show` with the text state, the strings and moves of `TJ`, and the marked content."""

    def __init__(self, show: Show, ctm: Matrix, scope: Scope, bounds: Bounds = Bounds()) -> None:  # noqa: B008 -- immutable
        self._bounds, self._forms = bounds, 0
        self._show = show
        self._scope = scope
        self._depth = 0
        self._state = TextState(ctm=ctm)
        self._saved: list[TextState] = []
        self._marked: tuple[list[Any], ...] = ()
        self.paths = Paths()
        self._operators: dict[bytes, Callable[[list[bytes]], None]] = {
            b"q": self._save, b"Q": self._restore, b"cm": self._transform,
            b"BT": self._begin, b"Tf": self._font, b"Td": self._move, b"TD": self._move_leading, b"Tm": self._matrix,
            b"T*": self._next, b"Tj": self._text, b"TJ": self._texts, b"'": self._next_text, b'"': self._spaced_text,
            b"Tc": self._char_space, b"Tw": self._word_space, b"Tz": self._scaling, b"TL": self._leading,
            b"Ts": self._rise, b"BMC": self._mark, b"BDC": self._mark, b"EMC": self._unmark, b"Do": self._form,
            b"gs": self._graphics, b"BI": self._unknown,
            b"m": self._path, b"l": self._line, b"re": self._rectangle, b"h": self._close,
            b"c": self._curve, b"v": self._curve, b"y": self._curve, b"n": self._drop,
            b"S": self._stroke, b"s": self._stroke, b"f": self._fill, b"F": self._fill, b"f*": self._fill,
            b"B": self._stroke, b"B*": self._stroke, b"b": self._stroke, b"b*": self._stroke,
        }  # fmt: skip

    def run(self, data: bytes) -> None:
        """Run one stream."""
        perform = self._operators
        try:
            for operator, operands in operations(data):
                action = perform.get(operator)
                if action is not None:
                    action(operands)
        except (IndexError, ValueError, TypeError, AttributeError) as error:
            raise UnknownContentError from error

    def _save(self, _: list[bytes]) -> None:
        self._saved.append(replace(self._state))

    def _restore(self, _: list[bytes]) -> None:
        if self._saved:
            self._state = self._saved.pop()

    def _transform(self, operands: list[bytes]) -> None:
        a, b, c, d, e, f = map(float, operands[-6:])
        self._state.ctm = product((a, b, c, d, e, f), self._state.ctm)

    def _begin(self, _: list[bytes]) -> None:
        self._state.line, self._state.x = IDENTITY, 0.0

    def _font(self, operands: list[bytes]) -> None:
        name, size = operands[-2:]
        self._state.font, self._state.size = self._scope.font(_name(name)), float(size)

    def _move(self, operands: list[bytes]) -> None:
        x, y = operands[-2:]
        self._move_by(float(x), float(y))

    def _move_by(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self._state.line
        self._state.line = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
        self._state.x = 0.0

    def _move_leading(self, operands: list[bytes]) -> None:
        self._state.leading = -float(operands[-1])
        self._move(operands)

    def _matrix(self, operands: list[bytes]) -> None:
        a, b, c, d, e, f = map(float, operands[-6:])
        self._state.line, self._state.x = (a, b, c, d, e, f), 0.0

    def _next(self, _: list[bytes]) -> None:
        self._move_by(0.0, -self._state.leading)

    def _text(self, operands: list[bytes]) -> None:
        self._show(self._state, [operands[-1]], self._marked)

    def _texts(self, operands: list[bytes]) -> None:
        self._show(self._state, _ITEM.findall(operands[-1]), self._marked)

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
            found = _ACTUAL_TEXT.search(properties)
            actual = item_value(found[1]) if found else None
        else:
            actual = self._scope.properties(_name(properties)).get("ActualText") if len(operands) > 1 else None
        self._marked = (*self._marked, [actual])  # a list of its own, so that each span is known by its identity

    def _unmark(self, _: list[bytes]) -> None:
        self._marked = self._marked[:-1]

    def _form(self, operands: list[bytes]) -> None:
        form = self._scope.form(_name(operands[-1]))
        if form is None:
            return
        self._forms += 1
        check_bound(self._bounds, "depth", self._depth + 1, "forms within forms")
        check_bound(self._bounds, "forms", self._forms, "forms")
        data, matrix, scope = form
        outer = self._state, self._saved, self._scope, self._marked
        self._state = replace(self._state, ctm=product(matrix, self._state.ctm), line=IDENTITY, x=0.0)
        self._saved, self._scope = [], scope
        self._depth += 1
        self.run(data)
        self._depth -= 1
        self._state, self._saved, self._scope, self._marked = outer

    def _path(self, operands: list[bytes]) -> None:
        self.paths.move(operands, self._state.ctm)

    def _line(self, operands: list[bytes]) -> None:
        self.paths.line(operands, self._state.ctm)

    def _rectangle(self, operands: list[bytes]) -> None:
        self.paths.rectangle(operands, self._state.ctm)

    def _close(self, _: list[bytes]) -> None:
        self.paths.close()

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
