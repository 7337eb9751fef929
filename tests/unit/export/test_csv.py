"""CSV: the contract's columns, RFC 4180, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import re
import subprocess
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from tests.conftest import need

from unodc_parse import Report, write_csv
from unodc_parse.export.csv import COLUMNS, FORMULA_STARTS, make_safe, to_csv
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
    safe = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "\N{REPLACEMENT CHARACTER}", clean(text))
    assert row["text"] == row["label"] == (f"'{safe}" if safe.startswith(FORMULA_STARTS) else safe)


HOSTILE = [
    *(
        "=1+1",
        "+1",
        "-1+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1+1",
        " =1+1",
        "\x0b=1",
        "\u200f=1+1",
        "=1\x00",
    ),
    *('=HYPERLINK("http://a.b")', "\u202eabc", 'a";b,c', "<script>", "ب" * 40_000),
]


def test_libreoffice_opens_it_with_arabic_intact(arabic: Report, tmp_path: Path) -> None:
    """As its own dialogue presets for a file with a byte order mark: UTF-8, comma, quotation mark."""
    need("soffice")
    rows = tuple(replace(arabic.segments[1], id=f"hostile {n}", text=text) for n, text in enumerate(HOSTILE))
    with (tmp_path / "report.csv").open("wb") as file:
        write_csv(replace(arabic, segments=(*arabic.segments, *rows)), file, excel=True)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--infilter=CSV:44,34,76", "--convert-to", "fods", "report.csv"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=110)
    table = cells(tmp_path / "report.fods")
    assert table[0] == list(COLUMNS)
    assert [row[9] for row in table[1 : len(arabic.segments) + 1]] == [s.text or s.heading for s in arabic.segments]
    assert [row[3] for row in table[1:]] == [s.id for s in (*arabic.segments, *rows)]
    assert table[-1][9] == HOSTILE[-1]


def cells(path: Path) -> list[list[str]]:
    """Return the texts of a sheet's cells; one with a formula or a link fails."""
    office = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
    table, text = office % "table", office % "text"
    found = []
    for row in etree.parse(str(path)).iter(f"{table}table-row"):
        found.append([])
        for cell in row.iter(f"{table}table-cell"):
            assert not cell.get(f"{table}formula")
            assert not list(cell.iter(f"{text}a"))
            words = "\n".join("".join(p.itertext()) for p in cell.iter(f"{text}p"))
            found[-1] += [words] * min(int(cell.get(f"{table}number-columns-repeated", "1")), len(COLUMNS))
    return [row[: len(COLUMNS)] for row in found if any(row)]
