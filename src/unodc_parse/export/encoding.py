"""Model values as JSON text, and bytes into whatever stream the caller has."""

from __future__ import annotations

import re
from io import TextIOBase
from typing import BinaryIO, TextIO, cast

import msgspec

Stream = BinaryIO | TextIO

#: Half of a UTF-16 pair: legal in a Python string, in no encoding. U+FFFD keeps the count, so spans stay right.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

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
