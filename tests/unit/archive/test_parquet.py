"""Parquet holds what JSON lines hold, row by row."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from unodc_parse import OptionsError, Report, Segment
from unodc_parse.archive.parquet import columns, to_parquet
from unodc_parse.export.records import Selection, to_jsonl

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.fixture(scope="module", params=["ar", "en"])
def report(root: Path, request: pytest.FixtureRequest) -> Report:
    return msgspec.json.decode(
        (root / "tests" / "cases" / "reports" / f"{request.param}.json").read_bytes(), type=Report
    )


def rows(data: bytes, folder: Path) -> list[dict[str, Any]]:
    path = folder / "rows.parquet"
    path.write_bytes(data)
    with duckdb.connect() as connection:
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        return [dict(zip([c[0] for c in found.description], row, strict=True)) for row in found.fetchall()]


def lines(data: bytes) -> list[dict[str, Any]]:
    """Return JSON lines with the keys that come and go: null where they are not."""
    found = [json.loads(line) for line in data.splitlines()]
    return [
        line
        | {"text_raw": line.get("text_raw"), "sources": [{"document": None} | source for source in line["sources"]]}
        for line in found
    ]


def test_rows_equal_json_lines(report: Report, tmp_path: Path) -> None:
    raw = replace(report, segments=(replace(report.segments[0], text_raw="raw"), *report.segments[1:]))
    for found in (report, raw):
        assert rows(to_parquet(found), tmp_path) == lines(to_jsonl(found))


def test_columns_are_those_of_a_segment() -> None:
    assert tuple(columns()) == ("document", "symbol", *Segment.__struct_fields__)


def test_a_selection_may_leave_nothing(report: Report, tmp_path: Path) -> None:
    none = Selection(kinds=frozenset({"annex"}))
    assert rows(to_parquet(report, none), tmp_path) == lines(to_jsonl(report, none)) == []
    some = Selection(roles=frozenset({"recommendation"}))
    assert rows(to_parquet(report, some), tmp_path) == lines(to_jsonl(report, some))


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert to_parquet(report) == to_parquet(report)


@settings(max_examples=4)
@given(texts=st.lists(ANY_TEXT, min_size=30, max_size=60))
def test_any_text_survives(report: Report, tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    first = report.segments[1]
    segments = tuple(replace(first, id=text, text=text, rows=((text, ""), ())) for text in texts)
    spoilt = replace(report, segments=segments)
    assert rows(to_parquet(spoilt), tmp_path_factory.mktemp("rows")) == lines(to_jsonl(spoilt))


def test_a_cell_of_twenty_megabytes_survives(report: Report, tmp_path: Path) -> None:
    """DuckDB takes objects of 16 MiB where nobody says otherwise."""
    long = replace(report, segments=(replace(report.segments[1], text="ب" * 10_000_000),))
    assert rows(to_parquet(long), tmp_path) == lines(to_jsonl(long))


def test_a_missing_extra_is_named(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(OptionsError, match=r"pip install 'unodc-parse\[archive\]'"):
        to_parquet(report)
