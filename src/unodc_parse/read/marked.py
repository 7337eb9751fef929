"""In which marked content the text of a page stands: streams run once more (PDF 32000-1, 14.6)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from unodc_parse.read.content import Interpreter, lexer_of_content
from unodc_parse.read.lexer import Lexer

_NUMBER = re.compile(rb"/MCID[\x00\t\n\x0c\r ]+(\d{1,9})")
_PROPERTIES = 2  # operands of `BDC`


class Contents:
    """Follows the marked content of a page; `now` is the number of that around what is shown, -1 for none.

    That inside a form has numbers of its own (14.7.4.4) and belongs to what the form belongs to.
    """

    def __init__(self, properties: Callable[[str], dict[str, Any]]) -> None:
        self.now = -1
        self._properties = properties
        self._around: list[int] = []
        self._forms = 0

    def lexer(self) -> Lexer:
        """Return what has an interpreter run a stream as always, and tells these contents of its marks."""
        return lexer_of_content({b"BMC": self._mark, b"BDC": self._mark, b"EMC": self._unmark, b"Do": self._form})

    def _mark(self, interpreter: Interpreter, operands: list[bytes]) -> None:
        Interpreter._mark(interpreter, operands)  # noqa: SLF001 - in its place
        self._around.append(self.now)
        number = -1 if self._forms else self._number(operands)
        if number >= 0:
            self.now = number

    def _unmark(self, interpreter: Interpreter, operands: list[bytes]) -> None:
        Interpreter._unmark(interpreter, operands)  # noqa: SLF001 - in its place
        if self._around:
            self.now = self._around.pop()

    def _form(self, interpreter: Interpreter, operands: list[bytes]) -> None:
        self._forms += 1
        Interpreter._form(interpreter, operands)  # noqa: SLF001 - in its place
        self._forms -= 1

    def _number(self, operands: list[bytes]) -> int:
        properties = operands[-1]
        if properties[:2] == b"<<":
            found = _NUMBER.search(properties)
            return int(found[1]) if found else -1
        number = self._properties(properties[1:].decode("latin-1")).get("MCID") if len(operands) == _PROPERTIES else -1
        return number if isinstance(number, int) else -1
