"""Text that nobody sees: the layer that optical character recognition puts over a picture (PDF 32000-1, 9.3.6)."""

from __future__ import annotations

import re
from typing import Final

from unodc_parse.read.lexer import HEX, STRING

#: The rendering mode of letters that are neither filled nor stroked, and how streams set it.
UNSEEN: Final = 3
_MODE: Final = b"3"
_SET: Final = b"3 Tr"
_WHITE: Final = rb"\x00\t\n\x0c\r "
_STRINGS: Final = re.compile(rb"%[^\r\n]*+|" + HEX + rb"|" + STRING, re.DOTALL)
#: A mode that is set, a state that is saved or restored, text that is shown.
_STEPS: Final = re.compile(
    rb"(?<![^" + _WHITE + rb"\]])(?:([0-7])[" + _WHITE + rb"]+Tr|[qQ]|T[jJ]|['\"])(?![^" + _WHITE + rb"\[/])"
)


def writes_unseen(data: bytes) -> bool:
    """Tell whether a content stream sets the mode of letters that nobody sees, and writes in no other.

    >>> writes_unseen(b"q 3 Tr (a) Tj Q"), writes_unseen(b"q 3 Tr (a) Tj Q (b) Tj"), writes_unseen(b"(3 Tr) Tj")
    (True, False, False)
    """
    if _SET not in data:  # nearly all streams
        return False
    mode, saved = b"", list[bytes]()
    for step in _STEPS.finditer(_STRINGS.sub(b" ", data)):
        if step[1]:
            mode = step[1]
        elif step[0] == b"q":
            saved.append(mode)
        elif step[0] == b"Q":
            mode = saved.pop() if saved else mode
        elif mode != _MODE:
            return False
    return True
