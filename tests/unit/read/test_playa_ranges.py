"""What ranges of billions of codes could make playa write out."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from playa.pdftypes import ContentStream

from unodc_parse.read.playa_ranges import bounded_font


def stream(data: bytes) -> ContentStream:
    return ContentStream({"Length": len(data)}, data)


def program(*segments: tuple[int, int], subtables: int = 1) -> bytes:
    """Return a TrueType program of nothing but a letter map of these segments."""
    ends, starts = [last for _, last in segments], [first for first, _ in segments]
    count = len(segments)
    head = struct.pack(">4sHHHH4sLLL", b"\0\1\0\0", 1, 0, 0, 0, b"cmap", 0, 28, 0)
    index = struct.pack(">HH", 0, subtables) + struct.pack(">HHL", 3, 1, 4 + 8 * subtables) * subtables
    table = struct.pack(f">7H{count}HH{count}H", 4, 0, 0, 2 * count, 0, 0, 0, *ends, 0, *starts)
    return head + index + table


def test_ranges_of_widths_end_where_codes_end() -> None:
    inner = {"W": [1, [400, 500], 3, 9, 700, -5, 10**12, 500], "W2": [1, 10**9, 1, 2, 3]}
    cut: Any = bounded_font({"DescendantFonts": [inner]})["DescendantFonts"]
    assert cut == [{"W": [1, [400, 500], 3, 9, 700, 0, 65535, 500], "W2": [1, 65535, 1, 2, 3]}]
    assert inner["W"][-2] == 10**12


def test_a_fonts_dictionary_that_is_in_order_stays_as_it_is() -> None:
    spec = {"Subtype": b"Type0", "DescendantFonts": [{"W": [1, 9, 500]}], "Encoding": b"Identity-H"}
    assert bounded_font(spec) == spec
    assert bounded_font({"Subtype": b"Type1"}) == {"Subtype": b"Type1"}


def test_what_is_no_number_does_not_hide_a_range_of_widths() -> None:
    inner = {"W": [3, None, 10**12, "name", 500, 7, 9, 300]}
    cut: Any = bounded_font({"DescendantFonts": [inner]})["DescendantFonts"]
    assert cut == [{"W": [3, 65535, 500, 7, 9, 300]}]


def test_many_ranges_of_widths_together_are_cut_too() -> None:
    cut: Any = bounded_font({"DescendantFonts": [{"W": [0, 65535, 500] * 1000}]})["DescendantFonts"]
    widths = cut[0]["W"]
    assert sum(last - first + 1 for first, last in zip(widths[::3], widths[1::3], strict=True)) <= 1 << 18


@pytest.mark.parametrize(
    "ranges",
    [
        b"beginbfrange <00000000> <ffffffff> <0000> endbfrange",
        rb"beginbfrange (\000\000\000\000) (\377\377\377\377) <0000> endbfrange",
        b"beginbfrange <00000000> % a comment\n <ffffffff> <0000> endbfrange",
        b"<00000000> <ffffffff> <0000> endbfrange",
        b"begincidrange <00000000> <ffffffff> 0 endcidrange",
        b"beginbfrange " + b"<0000> <ffff> <0000> " * 9 + b"endbfrange",
    ],
)
def test_a_map_of_too_many_codes_is_left_out_however_it_is_written(ranges: bytes) -> None:
    below = {"Subtype": "CIDFontType2", "ToUnicode": stream(ranges)}
    spec = bounded_font({"Encoding": stream(ranges), "ToUnicode": stream(ranges), "DescendantFonts": [below]})
    assert spec == {"DescendantFonts": [{"Subtype": "CIDFontType2"}]}


@pytest.mark.parametrize(
    "ranges",
    [
        b"beginbfrange <0000> <ffff> <0000> <00 00> <ff ff> [<0041> <0042>] endbfrange",
        b"beginbfrange <0000> <ffff> <0000> % a comment\n endbfrange",
        b"begincodespacerange <00000000> <ffffffff> endcodespacerange beginbfrange (a) (b) <0041> endbfrange",
    ],
)
def test_a_map_of_as_many_codes_as_there_are_stays(ranges: bytes) -> None:
    spec = {"ToUnicode": stream(ranges)}
    assert bounded_font(spec) == spec


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        (program((0, 65535)), True),
        (program((32, 126), (160, 255)), True),
        (program(*[(0, 65535)] * 9), False),
        (program((0, 65535), subtables=9), False),
        (program((32, 126))[:50], True),
        (b"", True),
    ],
)
def test_a_program_whose_letter_map_never_ends_is_left_out(data: bytes, *, kept: bool) -> None:
    """Its segments may all cover the same codes: 32,767 of them, in each of 65,535 subtables."""
    below = {"FontDescriptor": {"Flags": 4, "FontFile2": stream(data)}}
    bounded: Any = bounded_font({"DescendantFonts": [below]})["DescendantFonts"]
    assert ("FontFile2" in bounded[0]["FontDescriptor"]) is kept
    assert "FontFile2" in below["FontDescriptor"]
