"""Objects of a file that hold but names, numbers, arrays, dictionaries and references (PDF 32000-1, 7.3), read at once.

playa reads token by token, which takes long for the widths of a font. What holds a string, a stream, a comment or any
other word is left to it.
"""

from __future__ import annotations

import re
from typing import Any, Final

from playa.pdftypes import LIT, ObjRef, PSLiteral, name_str

#: An object with its number, and what stands in it up to its end.
_OBJECT: Final = re.compile(
    rb"\s*+(\d{1,10})\s++\d{1,10}\s++obj(?=[\s<\[/])([^()%#{}e]*+(?:e(?!ndobj)[^()%#{}e]*+)*+)(?<=[\s>\]])endobj(?=\s)"
)
_TOKEN: Final = re.compile(rb"/[^/\[\]<>\s]*|[^/\[\]<>\s]+|<<|>>|[\[\]<>]")
_NUMBER: Final = re.compile(rb"[+-]?(?:\.\d+|\d+(?:\.\d*)?)")
_SLASH: Final = 0x2F
_OPENING: Final = {b"<<": b">>", b"[": b"]"}
_DICTIONARY: Final = b">>"
_MOST_BYTES: Final = 1 << 16  # of an object: larger ones are hardly of a font


def plain_object(data: Any, start: int, number: int, document: Any) -> Any | None:  # noqa: ANN401 -- of the library
    """Return the object of this number that stands at `start`, as playa reads it; null where it is not plain.

    `data` are the bytes of the file, `document` is by what its references are resolved.
    """
    found = _OBJECT.match(data, start, start + _MOST_BYTES)
    if found is None or int(found[1]) != number:
        return None
    try:
        return _put_together(_TOKEN.findall(found[2]), document)
    except (ValueError, IndexError):
        return None


def _put_together(tokens: list[bytes], document: Any) -> Any:  # noqa: ANN401 -- whatever is there
    """Return the one object that tokens make.

    Raises:
        ValueError: they make none, or several, or hold what is not plain.
        IndexError: a bracket or an operand is missing.
    """
    held: list[tuple[bytes, list[Any]]] = []
    now: list[Any] = []
    for token in tokens:
        if token[0] == _SLASH:
            now.append(LIT(name_str(token[1:])))
        elif token.isdigit():
            now.append(int(token))
        elif token in _OPENING:
            held.append((_OPENING[token], now))
            now = []
        elif token == b"R":
            now[-2:] = [_reference(now[-2], now[-1], document)]
        elif held and token == held[-1][0]:
            value = _dictionary(now) if token == _DICTIONARY else now
            now = held.pop()[1]
            now.append(value)
        elif _NUMBER.fullmatch(token):
            now.append(float(token) if b"." in token else int(token))
        else:
            raise ValueError
    if held or len(now) != 1 or isinstance(now[0], ObjRef):
        raise ValueError
    return now[0]


def _reference(number: object, generation: object, document: Any) -> ObjRef:  # noqa: ANN401 -- of whatever kind
    if not isinstance(number, int) or not isinstance(generation, int) or not number:
        raise ValueError
    return ObjRef(document, number)


def _dictionary(entries: list[Any]) -> dict[str, Any]:
    names = entries[::2]
    if len(entries) % 2 or not all(isinstance(name, PSLiteral) for name in names):
        raise ValueError
    return {name.name: value for name, value in zip(names, entries[1::2], strict=True)}
