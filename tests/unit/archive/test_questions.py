"""Questions by name, asked of segments written by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="an extra: pip install unodc-parse[archive]")

from unodc_parse.archive import database
from unodc_parse.archive.query import ask, ask_by_name
from unodc_parse.archive.register import build_register
from unodc_parse.errors import InputError, OptionsError


def test_a_speaker_is_one_however_the_word_is_written(tmp_path: Path) -> None:
    speakers = ["Some speakers", "some speakers", "أحد المتكلِّمين", "أحد المتكلمين", None, None]
    statements = [
        {"count_class": "some", "speaker": name, "verb": "noted", "stance": "observe", "span": [0, 3]}
        for name in speakers
    ]
    record = {"path": "a.txt", "sha256": "0", "status": "ok", "language": "en", "symbols": ["A/1"]}
    segment = {"document": "a.txt", "symbol": "A/1", "id": "1", "text": "Yes, they noted it.", "statements": statements}
    (tmp_path / "manifest.jsonl").write_text(json.dumps(record), encoding="utf-8")
    (tmp_path / "segments.jsonl").write_text(json.dumps(segment), encoding="utf-8")
    build_register(tmp_path, tmp_path / "register")
    rows = ask_by_name(tmp_path / "register", "speaker").rows
    assert rows == [("some", "", 2, 1), ("some", "some speakers", 2, 1), ("some", "أحد المتكلِّمين", 2, 1)]


def test_a_missing_register_is_told_before_a_missing_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise OptionsError("no DuckDB")

    monkeypatch.setattr(database, "_library", missing)
    with pytest.raises(InputError, match="none: no such file; make a register with"):
        ask(tmp_path / "none", "SELECT 1")
    (tmp_path / "some").touch()
    with pytest.raises(OptionsError, match="no DuckDB"):
        ask(tmp_path / "some", "SELECT 1")
