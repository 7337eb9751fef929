"""Content streams: the text operators and nothing else (PDF 32000-1, 8.4.4, 9.3, 9.4, 14.6).

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

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_TOKEN = re.compile(
    rb"""[\x00\t\n\x0c\r ]*(?:%[^\r\n]*
    |([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))
    |(<(?![<])[0-9A-Fa-f\x00\t\n\x0c\r ]*>)
    |(\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\))
    |/([^\x00\t\n\x0c\r ()<>\[\]{}/%]*)
    |([A-Za-z'"][A-Za-z0-9*'"]*)
    |(<<|>>|\[|\]))""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r\n?|\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_WHITE = re.compile(rb"[\x00\t\n\x0c\r ]+")
_DEEPEST = 12  # forms within forms


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


def _hex_bytes(token: bytes) -> bytes:
    digits = _WHITE.sub(b"", token[1:-1])
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def tokens(data: bytes) -> Iterator[tuple[int, Any]]:
    """Yield kind and value: 1 number, 2 and 3 string, 4 name, 5 operator, 6 bracket."""
    data = data.strip(b"\x00\t\n\x0c\r ")
    at = 0
    for match in _TOKEN.finditer(data):
        first, end = match.span()
        if first != at:
            raise UnknownContentError
        at = end
        kind = match.lastindex
        if kind is None:
            continue
        if kind == 1:
            yield 1, float(match[1])
        elif kind == 2:
            yield 2, _hex_bytes(match[2])
        elif kind == 3:
            yield 3, string_bytes(match[3])
        elif kind == 4:
            yield 4, match[4].decode("latin-1")
        else:
            yield kind, match[kind]
    if at != len(data):
        raise UnknownContentError


#: Called for every text operator: the state, strings and moves in order, and the marked content around them.
Show = Callable[[TextState, list[Any], tuple[list[Any], ...]], None]


def _bracket(value: bytes, operands: list[Any], nested: list[list[Any]]) -> list[Any]:
    """Open or close an array or a dictionary; return the operands that are being gathered now."""
    if value in {b"[", b"<<"}:
        nested.append(operands)
        return []
    outer = nested.pop()
    outer.append(operands if value == b"]" else dict(zip(operands[::2], operands[1::2], strict=False)))
    return outer


class Interpreter:
    """Runs streams and calls `show` with the text state, the strings and moves of `TJ`, and the marked content."""

    def __init__(self, show: Show, ctm: Matrix, scope: Scope) -> None:
        self._show = show
        self._scope = scope
        self._depth = 0
        self._state = TextState(ctm=ctm)
        self._saved: list[TextState] = []
        self._marked: tuple[list[Any], ...] = ()
        self._operators: dict[bytes, Callable[[list[Any]], None]] = {
            b"q": self._save, b"Q": self._restore, b"cm": self._transform,
            b"BT": self._begin, b"Tf": self._font, b"Td": self._move, b"TD": self._move_leading, b"Tm": self._matrix,
            b"T*": self._next, b"Tj": self._text, b"TJ": self._texts, b"'": self._next_text, b'"': self._spaced_text,
            b"Tc": self._char_space, b"Tw": self._word_space, b"Tz": self._scaling, b"TL": self._leading,
            b"Ts": self._rise, b"BMC": self._mark, b"BDC": self._mark, b"EMC": self._unmark, b"Do": self._form,
            b"gs": self._graphics, b"BI": self._unknown,
        }  # fmt: skip

    def run(self, data: bytes) -> None:
        """Run one stream."""
        operands: list[Any] = []
        nested: list[list[Any]] = []
        operators = self._operators
        try:
            for kind, value in tokens(data):
                if kind == 5:
                    operator = operators.get(value)
                    if operator is not None:
                        operator(operands)
                    operands.clear()
                elif kind == 6:
                    operands = _bracket(value, operands, nested)
                else:
                    operands.append(value)
        except (IndexError, ValueError, TypeError, AttributeError) as error:
            raise UnknownContentError from error

    def _save(self, _: list[Any]) -> None:
        self._saved.append(replace(self._state))

    def _restore(self, _: list[Any]) -> None:
        if self._saved:
            self._state = self._saved.pop()

    def _transform(self, operands: list[Any]) -> None:
        a, b, c, d, e, f = operands[-6:]
        self._state.ctm = product((a, b, c, d, e, f), self._state.ctm)

    def _begin(self, _: list[Any]) -> None:
        self._state.line, self._state.x = IDENTITY, 0.0

    def _font(self, operands: list[Any]) -> None:
        name, size = operands[-2:]
        self._state.font, self._state.size = self._scope.font(name), size

    def _move(self, operands: list[Any]) -> None:
        x, y = operands[-2:]
        a, b, c, d, e, f = self._state.line
        self._state.line = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
        self._state.x = 0.0

    def _move_leading(self, operands: list[Any]) -> None:
        self._state.leading = -operands[-1]
        self._move(operands)

    def _matrix(self, operands: list[Any]) -> None:
        a, b, c, d, e, f = operands[-6:]
        self._state.line, self._state.x = (a, b, c, d, e, f), 0.0

    def _next(self, _: list[Any]) -> None:
        self._move([0.0, -self._state.leading])

    def _text(self, operands: list[Any]) -> None:
        self._show(self._state, [operands[-1]], self._marked)

    def _texts(self, operands: list[Any]) -> None:
        self._show(self._state, operands[-1], self._marked)

    def _next_text(self, operands: list[Any]) -> None:
        text = operands[-1]
        self._next([])
        self._text([text])

    def _spaced_text(self, operands: list[Any]) -> None:
        self._state.word_space, self._state.char_space = operands[-3], operands[-2]
        self._next_text(operands)

    def _char_space(self, operands: list[Any]) -> None:
        self._state.char_space = operands[-1]

    def _word_space(self, operands: list[Any]) -> None:
        self._state.word_space = operands[-1]

    def _scaling(self, operands: list[Any]) -> None:
        self._state.scaling = operands[-1]

    def _leading(self, operands: list[Any]) -> None:
        self._state.leading = operands[-1]

    def _rise(self, operands: list[Any]) -> None:
        self._state.rise = operands[-1]

    def _mark(self, operands: list[Any]) -> None:
        properties = operands[-1]
        if len(operands) > 1 and isinstance(properties, str):
            properties = self._scope.properties(properties)
        actual = properties.get("ActualText") if isinstance(properties, dict) else None
        self._marked = (*self._marked, [actual])  # a list of its own, so that each span is known by its identity

    def _unmark(self, _: list[Any]) -> None:
        self._marked = self._marked[:-1]

    def _form(self, operands: list[Any]) -> None:
        form = self._scope.form(operands[-1])
        if form is None:
            return
        if self._depth >= _DEEPEST:
            raise UnknownContentError
        data, matrix, scope = form
        outer = self._state, self._saved, self._scope, self._marked
        self._state = replace(self._state, ctm=product(matrix, self._state.ctm), line=IDENTITY, x=0.0)
        self._saved, self._scope = [], scope
        self._depth += 1
        self.run(data)
        self._depth -= 1
        self._state, self._saved, self._scope, self._marked = outer

    def _graphics(self, operands: list[Any]) -> None:
        if self._scope.sets_font(operands[-1]):
            raise UnknownContentError

    def _unknown(self, _: list[Any]) -> None:
        raise UnknownContentError
