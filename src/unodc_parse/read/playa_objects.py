"""Objects of a file that hold but names, numbers, arrays, dictionaries and references (PDF 32000-1, 7.3), read at once.

playa reads token by token, which takes long for the widths of a font. What holds a string, a comment or any other word
is left to it, and so is a stream that does not end where its length says.
"""

from __future__ import annotations

import re
from binascii import unhexlify
from typing import Any, Final

from playa.pdftypes import LIT, ContentStream, ObjRef, PSLiteral, name_str, resolve1

#: An object with its number, and what stands in it up to its end.
_OBJECT: Final = re.compile(
    rb"\s*+(\d{1,10})\s++\d{1,10}\s++obj(?=[\s<\[/])([^()%#{}e]*+(?:e(?!ndobj)[^()%#{}e]*+)*+)(?<=[\s>\]])endobj(?=\s)"
)
#: The dictionary of a stream, up to its first byte; what stands behind its last one.
_STREAM: Final = re.compile(
    rb"\s*+(\d{1,10})\s++(\d{1,10})\s++obj\s*+(<<[^()%#{}s]*+(?:s(?!tream)[^()%#{}s]*+)*+)stream\r?\n"
)
_END_OF_STREAM: Final = re.compile(rb"(?:\r\n|\r|\n)?endstream\s+endobj(?=\s)")
_TOKEN: Final = re.compile(rb"/[^/\[\]<>(){}%#\s]*|[^/\[\]<>(){}%#\s]+|<<|>>|\([^()\\\r\n]*\)|<(?:[0-9A-Fa-f]{2})*>|\S")
_NUMBER: Final = re.compile(rb"[+-]?(?:\.\d+|\d+(?:\.\d*)?)")
_SLASH: Final = 0x2F
_ROUND: Final = 0x28  # (
_ANGLE: Final = 0x3C  # <
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
    made = _made(found[2], document, strings=False)
    return made[0] if made is not None and len(made) == 1 else None


def plain_objects(data: bytes, document: Any) -> list[Any] | None:  # noqa: ANN401 -- of the library
    """Return all that stands in an object stream, the numbers at its head, too; null where it is not plain."""
    return _made(data, document, strings=True)


def plain_stream(data: Any, start: int, number: int, document: Any) -> ContentStream | None:  # noqa: ANN401 -- as above
    """Return the stream of this number, as `plain_object` does others; null where it does not end at its length."""
    found = _STREAM.match(data, start, start + _MOST_BYTES)
    if found is None or int(found[1]) != number:
        return None
    made = _made(found[3], document, strings=False)
    if made is None or len(made) != 1:
        return None
    length, first = resolve1(made[0].get("Length")), found.end()
    if type(length) is not int or not 0 <= length < len(data) or _END_OF_STREAM.match(data, first + length) is None:
        return None
    stream = ContentStream(made[0], bytes(data[first : first + length]))
    stream.objid, stream.genno = number, int(found[2])
    return stream


def _made(data: bytes, document: Any, *, strings: bool) -> list[Any] | None:  # noqa: ANN401 -- of the library
    """Return the objects that stand one behind the other; null where they are not plain, or strings and none may be."""
    try:
        return _put_together(_TOKEN.findall(data), document, strings=strings)
    except (ValueError, IndexError):
        return None


def _put_together(tokens: list[bytes], document: Any, *, strings: bool) -> list[Any]:  # noqa: ANN401 -- of the library
    """Return the objects that tokens make.

    Raises:
        ValueError: they hold what is not plain.
        IndexError: an operand is missing.
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
        elif token == b"R" and held:
            now[-2:] = [_reference(now[-2], now[-1], document)]
        elif held and token == held[-1][0]:
            value = _dictionary(now) if token == _DICTIONARY else now
            now = held.pop()[1]
            now.append(value)
        elif _NUMBER.fullmatch(token):
            now.append(float(token) if b"." in token else int(token))
        elif strings and len(token) > 1 and token[0] in (_ROUND, _ANGLE):
            now.append(token[1:-1] if token[0] == _ROUND else unhexlify(token[1:-1]))
        else:
            raise ValueError
    if held:
        raise ValueError
    return now


def _reference(number: object, generation: object, document: Any) -> ObjRef:  # noqa: ANN401 -- of whatever kind
    if not isinstance(number, int) or not isinstance(generation, int) or not number:
        raise ValueError
    return ObjRef(document, number)


def _dictionary(entries: list[Any]) -> dict[str, Any]:
    names = entries[::2]
    if len(entries) % 2 or not all(isinstance(name, PSLiteral) for name in names):
        raise ValueError
    return {name.name: value for name, value in zip(names, entries[1::2], strict=True)}
