"""Tables: ruled ones that a reader found, and rows of plain text."""

from itertools import chain

import pytest

from unodc_parse import parse
from unodc_parse.language.lexicon import load
from unodc_parse.model import Line, Page, Table
from unodc_parse.segment.tree import segment_pages

ROWS = (("Region", "Cases"), ("Africa", "12"), ("Asia", "7"))


@pytest.mark.parametrize(
    "rows",
    [
        ["Region | Cases", "Africa | 12", "Asia | 7"],
        ["| Region | Cases |", "|--------|-------|", "| Africa | 12    |", "| Asia   | 7     |"],
        ["+--------+-------+", "| Region | Cases |", "+--------+-------+", "| Africa | 12 |", "| Asia | 7 |"],
        ["Region\tCases", "Africa\t12", "Asia\t7"],
        ["Region      Cases", "Africa      12", "Asia        7"],
    ],
)
def test_rows_of_plain_text_are_a_table(rows: list[str]) -> None:
    text = "\n".join(["I. Figures", "1. The figures are as follows:", *rows, "2. They were noted."])
    report = parse(text.encode(), name="t.txt")
    table = report["table-1"]
    assert (table.kind, table.parent, table.rows) == ("table", "I.1", ROWS)
    assert table.text == " | ".join(chain.from_iterable(ROWS))
    assert "".join(s.text or "" for s in report.segments if s.kind == "paragraph") == (
        "The figures are as follows:They were noted."
    )


def test_columns_of_a_masthead_and_two_gapped_lines_are_none() -> None:
    text = """United Nations      CTOC/COP/2022/9
General Assembly      Distr.: General
Vienna      2 November 2022
I. Figures
1. Names      and places
   stand      apart.
"""
    report = parse(text.encode(), name="t.txt")
    assert not list(report.by_kind("table"))
    assert report.metadata.symbols == ("CTOC/COP/2022/9",)


def line(number: int, text: str, top: float, left: float = 70) -> Line:
    box = (left, top, left + 6 * len(text), top + 11)
    return Line(number=number, text=text, raw=text, page=1, bbox=box, column=(70, 50, 520, 780), size=11)


def test_a_ruled_table_takes_its_lines_out_of_the_text() -> None:
    lines = (
        line(1, "1. The figures are as follows:", 100),
        line(2, "Region Cases", 130),
        line(3, "Africa 12", 146),
        line(4, "Asia 7", 162),
        line(5, "2. They were noted.", 200),
    )
    table = Table(page=1, bbox=(68, 126, 300, 176), rows=ROWS)
    page = Page(number=1, lines=lines, width=595, height=842, tables=(table,))
    segmented = segment_pages([page], load("en"))
    assert [(s.id, s.parent) for s in segmented.segments] == [("1", None), ("table-1", "1"), ("2", None)]
    assert segmented.segments[1].rows == ROWS
    assert segmented.segments[1].sources[0].lines == (2, 4)
