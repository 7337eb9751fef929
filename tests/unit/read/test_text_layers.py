"""Text layers that nobody sees, as optical character recognition puts them over pictures of text."""

from __future__ import annotations

import struct

from tests.unit.read.pdf_maker import arabic_font, pdf

from unodc_parse.options import Options
from unodc_parse.read.pdf import read_glyphs, read_pdf

_CODES = {1: " ", 2: "م", 3: "ا", 4: "ء", 5: "ف", 6: "ي", 7: "7", 8: "4", 9: "("} | {
    code: chr(code + 0x30) for code in range(17, 43)
}


def lines_of(data: bytes) -> list[str]:
    return [line.text for page in read_pdf(data, Options(), name="x").pages for line in page.lines]


def shapeless(codes: dict[int, str]) -> tuple[str, list[str]]:
    """Make a font in which every code draws the same glyph, which has an outline."""
    fonts, objects = arabic_font(codes, dict.fromkeys(codes, 500), name="GlyphLessFont")
    head = bytes(50) + struct.pack(">hh", 0, 0)
    loca = struct.pack(">HHH", 0, 0, 5)
    program = struct.pack(">4sHHHH", b"\x00\x01\x00\x00", 2, 0, 0, 0)
    program += b"head" + struct.pack(">III", 0, 44, len(head)) + b"loca" + struct.pack(">III", 0, 44 + len(head), 6)
    program = (program + head + loca).hex()
    to_glyph = "0001" * 64
    objects[1] = objects[1].replace("/DW", "/CIDToGIDMap 9 0 R /DW")
    objects[2] = objects[2].replace("/Flags", "/FontFile2 10 0 R /Flags")
    for hexed in (to_glyph, program):
        objects.append(f"<< /Length {len(hexed) + 1} /Filter /ASCIIHexDecode >>\nstream\n{hexed}>\nendstream")
    return fonts, objects


def test_spaces_are_read_where_all_codes_draw_the_same_glyph() -> None:
    fonts, extra = shapeless(_CODES)
    data = pdf(["BT /F1 10 Tf 3 Tr 100 700 Td <00110012000100130014> Tj ET"], fonts=fonts, extra=extra)
    assert lines_of(data) == ["AB CD"]


def test_words_that_are_written_backwards_are_read_as_they_are_written() -> None:
    fonts, extra = arabic_font(_CODES, dict.fromkeys(_CODES, 500))
    words = "<00020003000400010005000600010009000700080001> Tj"
    data = pdf([f"BT /F1 10 Tf 3 Tr -1 0 0 1 300 700 Tm {words} ET"], fonts=fonts, extra=extra)
    assert lines_of(data) == ["ماء في (74"]


def test_a_page_of_letters_set_far_apart_is_read_letter_by_letter() -> None:
    fonts, extra = arabic_font(_CODES, dict.fromkeys(_CODES, 500))
    data = pdf(["BT /F1 10 Tf 2 Tc 100 700 Td <00060005000100040003> Tj <0002> Tj ET"], fonts=fonts, extra=extra)
    assert not read_glyphs(data, Options(), [1], name="x")[1].runs
    assert lines_of(data) == ["ماء في"]


def test_text_that_nobody_sees_is_said_to_be_recognized() -> None:
    fonts, extra = shapeless(_CODES)
    show = "/F1 10 Tf 100 700 Td <0011001200130014> Tj ET"
    data = pdf([f"BT 3 Tr {show}", f"BT 3 Tr 0 Tr {show}", f"BT {show}"], fonts=fonts, extra=extra)
    reading = read_pdf(data, Options(), name="x")
    assert [(found.code, found.page) for found in reading.diagnostics] == [("U108", 1)]
    assert [page.lines[0].confidence for page in reading.pages] == [0.7, 1.0, 1.0]


def test_text_that_is_seen_is_not_recognized_for_a_hidden_word_beside_it() -> None:
    seen, hidden = "BT /F1 9 Tf 9 99 Td (a 3 Tr b) Tj ET ", "q BT 3 Tr /F1 9 Tf 9 9 Td (c) Tj ET Q "
    unknown = "BT /F1 9 Tf 3 Tr 9 50 Td (d) Tj ET ("  # an open string: the thorough interpreter has its turn
    data = pdf([seen, seen + hidden, hidden + seen, hidden, seen + unknown, unknown])
    reading = read_pdf(data, Options(), name="x")
    assert [(found.code, found.page) for found in reading.diagnostics] == [("U108", 4), ("U108", 6)]


def test_strings_whose_letters_are_reversed_are_read_from_their_places() -> None:
    fonts, extra = arabic_font(_CODES, dict.fromkeys(_CODES, 500))
    shown = "BT /F1 10 Tf 100 700 Td <000400030002000100060005> Tj ET"
    for content in (f"/ReversedChars BMC {shown} EMC", shown):
        assert lines_of(pdf([content], fonts=fonts, extra=extra)) == ["في ماء"]
