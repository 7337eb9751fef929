"""Objects read at once are what playa reads; what is not plain is left to it."""

from __future__ import annotations

from typing import Any

import pytest
from playa.parser import IndirectObjectParser, ObjectParser
from playa.pdftypes import ContentStream, ObjRef

from unodc_parse.read.playa_objects import plain_object, plain_objects, plain_stream


def comparable(value: Any) -> Any:
    """Return a value with references as text, as they equal one another by their document."""
    if isinstance(value, dict):
        return {key: comparable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [comparable(inner) for inner in value]
    if isinstance(value, ContentStream):
        return comparable(value.attrs), value.rawdata, value.objid, value.genno
    return repr(value) if isinstance(value, ObjRef) else value


@pytest.mark.parametrize(
    "body",
    [
        b"<</Type/Font /W[3[250 333.5]-7 .5 +4 5.]/Next 12 0 R>>",
        b"[1 0 R 2 0 R[]<<>>]",
        b" 42 ",
        b"/Name ",
        b"<</A 1/A 2>>",
        b"\n<< /Empty / /Deep [[[<</B[1 2 0 R]>>]]] >>\n",
    ],
)
def test_plain_objects_are_what_playa_reads(body):
    data = b"7 0 obj" + body + b"endobj\n"
    (_, wanted) = next(IndirectObjectParser(data))
    assert comparable(plain_object(data, 0, 7, None)) == comparable(wanted.obj)


@pytest.mark.parametrize(
    "body",
    [
        b"<</A(text)>>",
        b"<</A<6162>>>",
        b"<</A true>>",
        b"<</A null>>",
        b"<</A#20B 1>>",
        b"<</A 1 % said\n>>",
        b"<</Length 3>>stream\nabc\nendstream ",
        b"<</A>>",
        b"<<1 2>>",
        b"[1 2>>",
        b"[0 0 R]",
        b"[R]",
        b"]",
        b"[",
        b"1 2 ",
        b"1 0 R ",
        b"12x ",
        b"",
    ],
)
def test_what_is_not_plain_is_left_to_playa(body):
    assert plain_object(b"7 0 obj" + body + b"endobj\n", 0, 7, None) is None


def test_another_object_is_not_taken():
    data = b"7 0 obj[1]endobj\n"
    assert plain_object(data, 0, 8, None) is None
    assert plain_object(data, 3, 7, None) is None
    assert plain_object(b"7 0 obj[1]", 0, 7, None) is None


@pytest.mark.parametrize("end", [b"\nendstream\nendobj\n", b"endstream endobj\n", b"\r\nendstream\rendobj\r"])
def test_streams_are_what_playa_reads(end):
    data = b"7 2 obj\n<</Filter/FlateDecode/Length 9>>\nstream\r\n(\x00)endobj" + end
    (_, wanted) = next(IndirectObjectParser(data))
    assert comparable(plain_stream(data, 0, 7, None)) == comparable(wanted.obj)


@pytest.mark.parametrize(
    "data",
    [
        b"7 0 obj<</Length 3>>stream\nabcd\nendstream endobj\n",
        b"7 0 obj<</Length 99999999999999999999>>stream\nabc\nendstream endobj\n",
        b"7 0 obj<</Length -1>>stream\n\nendstream endobj\n",
        b"7 0 obj<</Length 4 0 R>>stream\nabc\nendstream endobj\n",
        b"7 0 obj<</Length 3/A(b)>>stream\nabc\nendstream endobj\n",
        b"7 0 obj[<</Length 3>>]stream\nabc\nendstream endobj\n",
        b"7 0 obj<<>>stream\nabc\nendstream endobj\n",
        b"8 0 obj<</Length 3>>stream\nabc\nendstream endobj\n",
        b"7 0 obj<</Length 3>>stream\nabc\nendstream\n",
    ],
)
def test_streams_that_are_not_plain_are_left_to_playa(data):
    assert plain_stream(data, 0, 7, None) is None


def test_what_stands_in_an_object_stream():
    data = b"1 0 2 15 <</A(text)/B<6162>>> [1 0 R] /C"
    wanted = [value for _, value in ObjectParser(data)]
    assert comparable(plain_objects(data, None)) == comparable(wanted)
    for other in (
        rb"(a\)b)",
        b"(a\nb)",
        b"(a(b)c)",
        b"<616>",
        b"1 0 R",
        b"% said\n1",
        b"/A#20",
        b"{1}",
        b"(a",
        b"true",
    ):
        assert plain_objects(other, None) is None
