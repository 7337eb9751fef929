"""Model values as JSON text, and bytes into whatever stream the caller has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import TextIOBase
from typing import BinaryIO, TextIO, cast

import msgspec

Stream = BinaryIO | TextIO

#: Half of a UTF-16 pair: legal in a Python string, in no encoding. U+FFFD keeps the count, so spans stay right.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_ITEMS = 64  # so many of a list are encoded at a time
_CHARACTERS = 1 << 16  # and of a text

#: What XML 1.0 can't hold, not even as a character reference.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    r"""Return `text` with lone surrogates replaced, so that it has an encoding; its length stays.

    >>> clean("a\ud800b") == "a\N{REPLACEMENT CHARACTER}b"
    True
    """
    return _LONE_SURROGATE.sub(REPLACEMENT, text)


def clean_xml(text: str) -> str:
    r"""Return `text` with everything replaced that XML can't hold; its length stays.

    >>> clean_xml("a\x00b") == "a\N{REPLACEMENT CHARACTER}b"
    True
    """
    return _NOT_XML.sub(REPLACEMENT, text)


def encode(value: object) -> bytes:
    """Return `value` as compact JSON in UTF-8, keys in the order of the model."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_clean_tree(msgspec.to_builtins(value)))


def encode_pretty(value: object) -> bytes:
    r"""Return `value` as JSON in UTF-8, indented by two, with a final newline.

    >>> encode_pretty({"label": "(أ)"}).decode()
    '{\n  "label": "(أ)"\n}\n'
    """
    return msgspec.json.format(encode(value), indent=2) + b"\n"


def encode_pretty_by_parts(value: msgspec.Struct) -> Iterator[bytes]:
    """Yield what `encode_pretty` returns, a member of the struct or some items of its tuples at a time.

    A long report would else be held several times over; a short one is encoded at once.
    """
    if all(len(inner) <= most for inner, most in _sizes(value)):
        yield encode_pretty(value)
        return
    start = b"{"
    for name in value.__struct_fields__:
        inner = getattr(value, name)
        yield b"%s\n  %s: " % (start, encode(name))
        start = b","
        if isinstance(inner, tuple) and inner:
            yield b"[\n"
            for at in range(0, len(inner), _ITEMS):
                # no string holds a line end, and a list begins with "[\n" and ends with "\n]"
                yield b",\n" if at else b""
                yield b"  " + _further_right(inner[at : at + _ITEMS])[4:-4]
            yield b"\n  ]"
        elif isinstance(inner, str):
            yield b'"'
            yield from (encode(inner[at : at + _CHARACTERS])[1:-1] for at in range(0, len(inner), _CHARACTERS))
            yield b'"'
        else:
            yield _further_right(inner)
    yield b"\n}\n"


def _sizes(value: msgspec.Struct) -> Iterator[tuple[tuple[object, ...] | str, int]]:
    """Yield the tuples and strings of a struct, each with how much of it is encoded at a time."""
    for name in value.__struct_fields__:
        inner = getattr(value, name)
        if isinstance(inner, tuple):
            yield inner, _ITEMS
        elif isinstance(inner, str):
            yield inner, _CHARACTERS


def _further_right(value: object) -> bytes:
    """Return `value` as indented JSON, all lines but the first two columns further right."""
    return msgspec.json.format(encode(value), indent=2).replace(b"\n", b"\n  ")


def write_bytes(data: bytes, stream: Stream) -> None:
    """Write UTF-8 `data` to a binary stream, or as text to a text stream."""
    if isinstance(stream, TextIOBase):
        stream.write(data.decode("utf-8"))
    else:
        cast("BinaryIO", stream).write(data)


def _clean_tree(value: object) -> object:
    """Replace the lone surrogates in every string of nested built-in values."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): _clean_tree(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean_tree(item) for item in value]
    return value
