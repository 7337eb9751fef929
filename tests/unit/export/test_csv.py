"""CSV: the contract's columns, RFC 4180, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from unodc_parse import Report, write_csv
from unodc_parse.export.csv import FORMULA_STARTS, make_safe, to_csv
from unodc_parse.export.encoding import clean
from unodc_parse.export.records import Selection


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode("utf-8"), newline=""), strict=True))


def test_columns_are_those_of_the_contract(arabic: Report) -> None:
    assert to_csv(arabic).split(b"\r\n")[0].decode() == (
        "document,symbol,language,id,parent,kind,role,label,heading_path,text,addressees,modality_cue,"
        "modality_strength,hedges,citations,agenda_item,page,confidence"
    )


def test_a_row_says_what_the_segment_says(arabic: Report) -> None:
    row = next(r for r in rows(to_csv(arabic)) if r["id"] == "II.1.b")
    assert row == {
        "document": "report.ar.pdf",
        "symbol": "CTOC/COP/WG.2/2017/L.1/Add.2; CTOC/COP/WG.3/2017/L.1/Add.2",
        "language": "ar",
        "id": "II.1.b",
        "parent": "II.1",
        "kind": "item",
        "role": "recommendation",
        "label": "1 (b)",
        "heading_path": "التوصيات",
        "text": arabic["II.1.b"].text,
        "addressees": "secretariat",
        "modality_cue": "ينبغي",
        "modality_strength": "3",
        "hedges": "رهناً بتوافر الموارد",
        "citations": "القرار ٢٦/٤",
        "agenda_item": "",
        "page": "2",
        "confidence": "0.62",
    }


def test_heading_path_leads_from_the_section_to_the_parent(english: Report) -> None:
    by_id = {r["id"]: r for r in rows(to_csv(english))}
    assert by_id["III.B.3"]["heading_path"] == f"Summary of deliberations > {english['III.B'].heading}"
    assert by_id["III.B"]["heading_path"] == "Summary of deliberations"
    assert by_id["III"]["heading_path"] == ""


def test_a_section_shows_its_heading_as_text(english: Report) -> None:
    assert rows(to_csv(english))[0]["text"] == "Recommendations"


def test_rows_end_as_rfc_4180_says(arabic: Report) -> None:
    data = to_csv(arabic)
    assert data.count(b"\r\n") == data.count(b"\n") == len(arabic.segments) + 1


def test_selection_drops_rows_but_not_their_heading_path(english: Report) -> None:
    found = rows(to_csv(english, Selection(roles=frozenset({"deliberation"}))))
    assert [(r["id"], bool(r["heading_path"])) for r in found] == [("III.B.3", True)]


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_formulas_are_made_safe(start: str) -> None:
    assert make_safe(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"


def test_excel_asks_for_a_byte_order_mark(arabic: Report) -> None:
    stream = BytesIO()
    write_csv(arabic, stream, excel=True)
    assert stream.getvalue() == b"\xef\xbb\xbf" + to_csv(arabic)


@given(text=st.text(st.characters(exclude_categories=())))
def test_any_text_survives_csv(english: Report, text: str) -> None:
    first = replace(english.segments[1], text=text, heading=text, label=text)
    (row,) = rows(to_csv(replace(english, segments=(first,))))
    safe = clean(text)
    assert row["text"] == row["label"] == (f"'{safe}" if safe.startswith(FORMULA_STARTS) else safe)
