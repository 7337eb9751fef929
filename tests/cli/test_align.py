"""`align` and `diff` of two files: each is for what the other is not for."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from unodc_parse import parse, write_json

Program = Callable[..., "subprocess.CompletedProcess[bytes]"]

ARABIC = """\
CTOC/COP/WG.3/2017/4

أولاً- مقدمة

١- اجتمع الفريق العامل في فيينا.
"""


@pytest.fixture
def arabic(tmp_path: Path) -> Path:
    path = tmp_path / "report.ar.txt"
    path.write_text(ARABIC, encoding="utf-8")
    return path


def test_two_files_in_one_language_are_for_diff(program: Program, report: Path) -> None:
    run = program("align", report, report, "-f", "jsonl")
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"one language (en)" in run.stderr
    assert b"unodc-parse diff" in run.stderr


def test_two_languages_are_for_align(program: Program, report: Path, arabic: Path) -> None:
    run = program("diff", report, arabic, "-f", "jsonl")
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"two languages (en, ar)" in run.stderr
    assert b"unodc-parse align" in run.stderr


def test_json_of_ours_is_aligned_as_its_document_is(
    program: Program, report: Path, arabic: Path, tmp_path: Path
) -> None:
    written = tmp_path / "report.json"
    with written.open("wb") as stream:
        write_json(parse(report), stream)
    runs = [program("align", arabic, other, "-f", "jsonl") for other in (report, written)]
    pairs = [run.stdout for run in runs]
    assert pairs[0] == pairs[1]
    assert b"seem to be no versions" not in runs[0].stderr
    assert [json.loads(line)["method"] for line in pairs[0].splitlines()][:2] == ["label", "label"]


def test_reports_that_have_nothing_in_common_are_warned_of(program: Program, report: Path, arabic: Path) -> None:
    numbers = " ".join(f"{number} دولة و" for number in range(311, 331))
    arabic.write_text(f"A/AC.291/27\n\nأولاً- مقدمة\n\n١- حضرت {numbers}غيرها.\n", encoding="utf-8")
    run = program("align", arabic, report, "-f", "jsonl")
    assert run.returncode == 0
    assert b"A/AC.291/27 and CTOC/COP/WG.3/2017/4 seem to be no versions of one report" in run.stderr
    assert max(json.loads(line)["confidence"] for line in run.stdout.splitlines()) < 0.5


def test_segments_alone_are_no_version(program: Program, report: Path, arabic: Path, tmp_path: Path) -> None:
    lines = tmp_path / "report.jsonl"
    lines.write_bytes(program(report, "-f", "jsonl").stdout)
    run = program("align", arabic, lines, "-f", "jsonl")
    assert (run.returncode, run.stdout) == (3, b"")
    assert b"-f json" in run.stderr


def test_an_ending_of_no_format_is_refused(program: Program, report: Path, arabic: Path, tmp_path: Path) -> None:
    run = program("align", arabic, report, "-o", tmp_path / "pairs.docx")
    assert run.returncode == 2
    assert b".docx" in run.stderr
    assert not (tmp_path / "pairs.docx").exists()


def test_an_archive_is_aligned_into_a_folder(program: Program, report: Path, tmp_path: Path) -> None:
    run = program("align", report.parent, "-o", tmp_path / "pairs.csv")
    assert run.returncode == 2
    assert b"pairs.csv/" in run.stderr
    assert not (tmp_path / "pairs.csv").exists()
