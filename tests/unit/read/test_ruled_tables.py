"""Ruled tables: cells told by the lines of a page, whichever way those are drawn."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.unit.read.page_maker import word
from tests.unit.read.pdf_maker import arabic_font, pdf

from unodc_parse import parse
from unodc_parse.options import Options
from unodc_parse.read.overruns import places_of
from unodc_parse.read.pdf import read_glyphs, read_pdf

XS, YS = (72, 200, 330), (700, 680, 660, 640)
STROKED = "".join(f"{x} {YS[-1]} m {x} {YS[0]} l S " for x in XS) + "".join(
    f"{XS[0]} {y} m {XS[-1]} {y} l S " for y in YS
)
FILLED = "".join(f"{x} {YS[-1]} 0.5 {YS[0] - YS[-1]} re f " for x in XS) + "".join(
    f"{XS[0]} {y} {XS[-1] - XS[0]} 0.5 re f " for y in YS
)
BOXED = "".join(
    f"{x} {low} {right - x} {high - low} re s " for x, right in ((72, 200), (200, 330)) for high, low in pairwise(YS)
)
ROWS = (("Region", "Cases"), ("Africa", "12"), ("Asia", "7"))


def words(rows, *, xs=XS, size=10):
    return "".join(
        f"BT /F1 {size} Tf {x + 4} {y - 14} Td ({cell}) Tj ET "
        for row, y in zip(rows, YS, strict=False)
        for cell, x in zip(row, xs, strict=False)
    )


def text(words_, y):
    return f"BT /F1 10 Tf 72 {y} Td ({words_}) Tj ET "


def tables(content, **kept):
    return read_pdf(pdf([content], **kept), Options(), name="t.pdf").pages[0].tables


@pytest.mark.parametrize("lines", [STROKED, FILLED, BOXED], ids=["stroked", "filled", "boxed"])
def test_the_cells_are_those_that_the_lines_make(lines):
    (table,) = tables(lines + words(ROWS))
    assert table.rows == ROWS
    assert table.bbox == pytest.approx((72, 842 - 700, 330, 842 - 640), abs=1)


def test_a_table_becomes_a_segment_between_the_paragraphs_around_it():
    content = text("1. The figures are as follows:", 720) + STROKED + words(ROWS) + text("2. They were noted.", 610)
    report = parse(pdf([content]), name="t.pdf")
    assert [(s.kind, s.rows) for s in report.segments] == [("paragraph", None), ("table", ROWS), ("paragraph", None)]
    assert report["table-1"].parent == "1"


def test_arabic_cells_are_read_from_the_right():
    alef, beh, teh = 1, 2, 3
    font, objects = arabic_font({alef: "ا", beh: "ب", teh: "ت"}, {})

    def shown(codes, x, y):
        return f"BT /F1 10 Tf {x} {y} Td <{''.join(f'{code:04X}' for code in codes)}> Tj ET "

    cells = "".join(
        shown(codes, x + 20, y - 14)
        for y, row in zip(YS, [((beh, alef), (teh, alef)), ((alef, beh), (alef, teh)), ((beh,), (teh,))], strict=False)
        for x, codes in zip(XS, row, strict=False)
    )
    (table,) = tables(STROKED + cells, fonts=font, extra=objects)
    assert table.rows == (("ات", "اب"), ("تا", "با"), ("ت", "ب"))


@pytest.mark.parametrize("long", ["Number of all the reports received", "All the reports handed in by the States"])
@pytest.mark.parametrize("spread", ["", "1 Tc ", "-0.3 Tc "])
def test_text_that_overruns_its_cell_is_whole_and_in_that_cell(long, spread):
    rows = ((long, "Cases"), ("Africa", "12"), ("Asia", long))
    (table,) = tables(spread + STROKED + words(rows))
    assert table.rows == rows


def test_text_that_ends_where_that_of_the_next_cell_begins_is_no_part_of_it():
    rows = (("A/AC.29/L1", "1 b"), ("Africa", "12"), ("Asia", "Guide lines"))  # 50 points wide, half an em each
    cells = [(x, y, x + 50.0, y + 20.0) for y in (0.0, 20.0, 40.0) for x in (0.0, 50.0)]
    glyphs = [
        glyph
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
        for glyph in word(text, 50.0 * column + 3, 20.0 * at + 14)
    ]

    def locate(x, y):
        return next((c for c in cells if c[0] <= x <= c[2] and c[1] <= y <= c[3]), None)

    places = places_of(glyphs, locate)
    texts = ["".join(g.text for g, place in zip(glyphs, places, strict=True) if place == cell) for cell in cells]
    assert texts == [text for row in rows for text in row]


def test_arabic_text_that_overruns_its_cell_is_whole_and_in_that_cell():
    font, objects = arabic_font({1: "ا", 2: "ب", 3: "ت"}, {})

    def shown(codes, right, y):  # half an em each
        return f"BT /F1 10 Tf {right - 5 * len(codes)} {y} Td <{''.join(f'{code:04X}' for code in codes)}> Tj ET "

    rows = (([2, 1, 3] * 10, [1, 2]), ([1], [2]), ([3], [2, 1, 2]))
    cells = "".join(
        shown(codes, right - 4, y - 14)
        for y, row in zip(YS, rows, strict=False)
        for right, codes in zip((330, 200), row, strict=False)
    )
    (table,) = tables(STROKED + cells, fonts=font, extra=objects)
    assert table.rows == (("تاب" * 10, "با"), ("ا", "ب"), ("ت", "باب"))


def test_lines_of_one_cell_stay_together():
    content = (
        STROKED + words((("Region", "Cases of the"), ("Africa", "12"))) + "BT /F1 6 Tf 204 682 Td (past year) Tj ET "
    )
    (table,) = tables(content)
    assert table.rows[0] == ("Region", "Cases of the past year")


def test_a_symbol_that_a_cell_breaks_is_whole():
    content = (
        STROKED + words((("Symbol", "CTOC/COP/WG."), ("Africa", "12"))) + "BT /F1 6 Tf 204 682 Td (4/2021/7) Tj ET "
    )
    (table,) = tables(content)
    assert table.rows[0] == ("Symbol", "CTOC/COP/WG.4/2021/7")


@pytest.mark.parametrize(
    "content",
    [
        STROKED,  # an empty form
        "72 640 258 60 re s " + words(ROWS),  # a frame
        FILLED.replace(" re f", " re n") + words(ROWS),  # drawn by nobody
        "".join(f"72 {y} m 330 {y} l S " for y in YS) + words(ROWS),  # rules without columns
        STROKED + text("Outside of it all", 500),
    ],
)
def test_lines_without_cells_of_text_are_no_table(content):
    assert tables(content + text("Text.", 500)) == ()


def test_no_letter_is_lost_or_doubled():
    content = text("Before.", 720) + BOXED + words(ROWS) + text("After.", 600)
    lines = read_pdf(pdf([content]), Options(), name="t.pdf").pages[0].lines
    assert [line.text for line in lines] == ["Before.", "Region", "Cases", "Africa", "12", "Asia", "7", "After."]


def test_pages_with_pictures_in_their_streams_have_rulings() -> None:
    content = "q BI /W 9 /H 1 /CS /G /BPC 8 ID \xff EI \x01EI \x02 EI Q 10 10 m 90 10 l S BT /F1 9 Tf 9 9 Td (a) Tj ET"
    page = read_glyphs(pdf([content]), Options(), [1], name="x")[1]
    assert [glyph.text for glyph in page.glyphs] == ["a"]
    assert page.rulings == ((10.0, 832.0, 90.0, 832.0),)


@pytest.mark.parametrize("end", ["\xffEI Q", "ff>EI Q", "~>EI Q", "\xff EI Q"])
def test_no_text_between_two_pictures_is_lost(end: str) -> None:
    picture = f"q BI /W 1 /H 1 /CS /G /BPC 8 ID \xfe{end} "
    (page,) = read_pdf(pdf([f"{picture}BT /F1 9 Tf 9 99 Td (a b) Tj ET {picture}"]), Options(), name="x").pages
    assert [line.text for line in page.lines] == ["a b"]
