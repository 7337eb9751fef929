"""What the strings and numbers of a content stream stand for (PDF 32000-1, 7.3.4)."""

from __future__ import annotations

import re
from binascii import unhexlify
from typing import Final

_ESCAPE: Final = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r\n?|\n|.)", re.DOTALL)
_WHITE: Final = re.compile(rb"[\x00\t\n\x0c\r ]+")
_PARENTHESIS: Final = 0x28  # (
_ANGLE: Final = 0x3C  # <


def string_bytes(token: bytes) -> bytes:
    r"""Return what a literal string in parentheses stands for (PDF 32000-1, 7.3.4.2).

    >>> string_bytes(rb"(a\051\n)")
    b'a)\n'
    """
    body = token[1:-1]
    if b"\\" not in body:
        return body.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in body else body
    parts = _ESCAPE.split(body)
    parts[1::2] = [_ESCAPED[escaped] for escaped in parts[1::2]]
    return b"".join(parts)


class _Escaped(dict[bytes, bytes]):
    """What stands behind a backslash, and what it stands for."""

    def __missing__(self, escaped: bytes) -> bytes:
        """Find out what has not been met yet; nothing is so long that it would be many."""
        if escaped[:1] in b"01234567":
            value = bytes((int(escaped, 8) & 0xFF,))
        else:
            value = b"" if escaped[:1] in b"\r\n" else escaped
        self[escaped] = value
        return value


_ESCAPED: Final = _Escaped({b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"})


def item_value(token: bytes) -> bytes | float:
    """Return what an item of an array of text stands for: a string's bytes, or a number.

    >>> item_value(b"(a)"), item_value(b"<62 6>"), item_value(b"-20")
    (b'a', b'b`', -20.0)
    """
    if token[0] == _PARENTHESIS:
        return string_bytes(token)
    return _hex_bytes(token) if token[0] == _ANGLE else float(token)


def _hex_bytes(token: bytes) -> bytes:
    try:  # few have white space in them, or leave out the last digit
        return unhexlify(token[1:-1])
    except ValueError:
        pass
    digits = _WHITE.sub(b"", token[1:-1])
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
