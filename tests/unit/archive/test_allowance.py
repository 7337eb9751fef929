"""A text has more time the more lines it has, where nobody set a limit; nothing else has."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from unodc_parse.archive.allowance import allowed, allowed_file
from unodc_parse.archive.supervisor import Limits

USUAL = Limits(grows=True)
LINES = 200


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1256"])
def test_a_text_has_time_for_each_line(end: str, encoding: str) -> None:
    text = f"نص{end}" * (LINES - 1) + "نص"
    assert allowed(USUAL, text.encode(encoding)).seconds == 120 + LINES / 2


def test_it_is_an_hour_at_the_most_or_what_is_usual() -> None:
    assert allowed(USUAL, b"\n" * 1_000_000).seconds == 3600
    assert allowed(Limits(seconds=7200, grows=True), b"\n" * 1_000_000).seconds == 7200


@pytest.mark.parametrize("limits", [Limits(), Limits(seconds=None, grows=True)], ids=str)
def test_a_given_limit_holds_as_it_is(limits: Limits) -> None:
    assert allowed(limits, b"\n" * LINES) == limits


def test_lines_of_a_pdf_are_none(tmp_path: Path) -> None:
    data = b"%PDF-1.7\n" * LINES
    assert allowed(USUAL, data) == USUAL
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    assert allowed_file(USUAL, str(path)) == USUAL


def test_a_file_is_looked_at_where_it_can_be(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"\n" * (LINES - 1))
    assert allowed_file(USUAL, str(path)).seconds == 120 + LINES / 2
    for missing in (str(tmp_path), str(tmp_path / "none"), "-", "", "a\0b"):
        assert allowed_file(USUAL, missing) == USUAL


def test_a_file_has_the_time_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    for lines in (5_000, 9_000):
        data = (b"x" * 1_199 + b"\n") * lines
        path.write_bytes(data)
        assert allowed_file(USUAL, str(path)) == allowed(USUAL, data)
        assert allowed(USUAL, data).seconds == min(120 + (lines + 1) / 2, 3600)


def test_of_a_pdf_the_header_alone_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.7\n" * LINES)
    monkeypatch.setattr("unodc_parse.archive.allowance._lines", lambda _: pytest.fail("its lines were counted"))
    assert allowed_file(USUAL, str(path)) == USUAL


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_nobody_waits_for_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    assert allowed_file(USUAL, str(path)) == USUAL
