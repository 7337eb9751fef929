"""Streams that would open too far, found without opening them."""

from __future__ import annotations

import zlib

import pytest
from tests.hostile.inputs import one_page

from unodc_parse.read.inflation import opens_beyond

MEBIBYTE = 1 << 20


def deflated(size: int, times: int) -> bytes:
    data = bytes(size)
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_stream_is_measured_through_all_its_filters(times: int) -> None:
    filters = b"/Filter [" + b"/FlateDecode" * times + b"]"
    data = one_page(deflated(3 * MEBIBYTE, times), filters)
    assert opens_beyond(data, 2 * MEBIBYTE)
    assert not opens_beyond(data, 4 * MEBIBYTE)


def test_pictures_and_streams_without_filters_are_passed_over() -> None:
    assert not opens_beyond(one_page(deflated(3 * MEBIBYTE, 1), b"/Subtype /Image /Filter /FlateDecode"), MEBIBYTE)
    assert not opens_beyond(one_page(deflated(3 * MEBIBYTE, 1)), MEBIBYTE)


def test_what_is_no_deflated_data_opens_to_nothing() -> None:
    assert not opens_beyond(one_page(bytes(range(256)) * 16, b"/Filter /FlateDecode"), MEBIBYTE)


def test_a_stream_without_an_end_reaches_to_the_end_of_the_file() -> None:
    data = one_page(deflated(3 * MEBIBYTE, 1), b"/Filter /FlateDecode").replace(b"endstream", b"")
    assert opens_beyond(data, 2 * MEBIBYTE)


def test_what_lies_behind_the_deflated_data_ends_the_search() -> None:
    data = one_page(deflated(3 * MEBIBYTE, 1) + bytes(MEBIBYTE), b"/Filter /FlateDecode")
    assert opens_beyond(data, 2 * MEBIBYTE)
    assert not opens_beyond(data, 4 * MEBIBYTE)
