"""JSON and JSON lines say what the report says, in the contract's shape."""

from __future__ import annotations

import json
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from unodc_parse import InputError, Report, read_json, write_json
from unodc_parse.export.encoding import clean, encode_pretty
from unodc_parse.export.records import Selection, select, to_json, to_jsonl

ANY_TEXT = st.text(st.characters(exclude_categories=()))
SEGMENT_KEYS = (
    "id parent depth kind role label marker heading continued agenda_item language direction text span sources"
    " repair confidence addressees modality citations notes statements rows dates bodies lemmas"
)


def test_json_comes_back_as_the_same_report(arabic: Report, english: Report) -> None:
    for report in (arabic, english):
        assert read_json(to_json(report)) == report
        assert to_json(read_json(to_json(report))) == to_json(report)


def test_json_is_the_same_written_by_parts(arabic: Report) -> None:
    many = replace(arabic, segments=arabic.segments * 7)  # more than one part of them
    for report in (arabic, many, replace(arabic, segments=(), diagnostics=())):
        assert to_json(report) == encode_pretty(report)


def test_json_is_indented_readable_utf8(arabic: Report) -> None:
    data = to_json(arabic)
    assert data.startswith(b'{\n  "schema_version": "1.0",\n')
    assert data.endswith(b"}\n")
    assert "التوصيات".encode() in data


def test_keys_stand_in_the_order_of_the_contract(arabic: Report) -> None:
    document = json.loads(to_json(arabic))
    assert " ".join(document["segments"][0]) == SEGMENT_KEYS
    assert list(document)[-3:] == ["segments", "furniture", "diagnostics"]


def test_text_raw_is_there_only_when_it_was_kept(arabic: Report) -> None:
    raw = replace(arabic, segments=(replace(arabic.segments[0], text_raw="تايصوتلا"),))
    assert "text_raw" in json.loads(to_json(raw))["segments"][0]
    assert read_json(to_json(raw)) == raw


def test_streams_may_be_binary_or_text(arabic: Report) -> None:
    binary, text = BytesIO(), StringIO()
    write_json(arabic, binary)
    write_json(arabic, text)
    assert binary.getvalue().decode() == text.getvalue()


@given(ANY_TEXT)
def test_any_text_becomes_json_of_the_same_length(text: str) -> None:
    """Lone surrogates have no encoding; one character stands for each, so that spans stay right."""
    ((key, (value,)),) = json.loads(encode_pretty({text: [text]})).items()
    assert key == value == clean(text)
    assert len(value) == len(text)


DEEP = b'{"generator": ' * 50_000


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b'{"schema_version": 1}', DEEP], ids=range(6))
def test_what_is_no_report_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^not a report as JSON: [^\n]+$"):
        read_json(data)


def test_every_json_line_names_its_document(arabic: Report) -> None:
    lines = [json.loads(line) for line in to_jsonl(arabic).splitlines()]
    assert [line["id"] for line in lines] == [s.id for s in arabic.segments]
    assert list(lines[0])[:3] == ["document", "symbol", "id"]
    assert {line["document"] for line in lines} == {"report.ar.pdf"}
    assert lines[0]["symbol"] == "CTOC/COP/WG.2/2017/L.1/Add.2; CTOC/COP/WG.3/2017/L.1/Add.2"


def test_roles_and_kinds_select(arabic: Report) -> None:
    recommendations = Selection(roles=frozenset({"recommendation"}))
    assert [s.id for s in select(arabic, recommendations)] == ["II.1.a", "II.1.b"]
    both = Selection(roles=frozenset({"recommendation"}), kinds=frozenset({"section"}))
    assert not list(select(arabic, both))


def test_furniture_appears_only_when_asked_for_and_in_its_place(arabic: Report) -> None:
    assert not {s.kind for s in select(arabic)} & {"masthead", "furniture"}
    wanted = Selection(kinds=frozenset({"masthead", "furniture", "item"}))
    assert [s.id for s in select(arabic, wanted)] == ["masthead-1", "II.1.a", "furniture-1", "II.1.b"]
