"""Aligning an archive: pairs found, outputs whole, a second run idle."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Program

GOLD = Path(__file__).resolve().parents[1] / "eval" / "gold"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "in" / "sub"
    folder.mkdir(parents=True)
    for name in ("resolution.ar.txt", "resolution.en.txt", "session-report.en.txt"):
        shutil.copy(GOLD / name, folder)
    (folder / "empty.txt").write_bytes(b"")
    return folder.parent


def records(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]


def test_versions_are_found_and_aligned_and_the_rest_is_listed(program: Program, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = program("align", archive, "-o", out, "-j", "2")
    assert run.returncode == 1  # one file is empty
    assert b"1 pairs of documents aligned, 1 documents without a partner" in run.stderr
    pair, alone = records(out)
    assert (pair["left"], pair["right"], pair["by"]) == ("sub/resolution.ar.txt", "sub/resolution.en.txt", "symbol")
    assert (alone["left"], alone["status"]) == ("sub/session-report.en.txt", "unpaired")
    lines = (out / pair["file"]).read_text(encoding="utf-8").splitlines()
    assert len(lines) == pair["pairs"]
    before = {path: path.stat().st_mtime_ns for path in (out / "pairs").rglob("*") if path.is_file()}
    program("align", archive, "-o", out)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_formats_of_files(program: Program, archive: Path, tmp_path: Path) -> None:
    program("align", archive, "-o", tmp_path / "out", "-f", "tmx", "-q")
    assert (tmp_path / "out" / records(tmp_path / "out")[0]["file"]).read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize(
    ("words", "message"),
    [((), b"name one"), (("-o", "OUT", "-f", "view"), b"unknown format"), (("-o", "s3://bucket/x"), b"name one")],
)
def test_words_that_make_no_sense(
    program: Program, archive: Path, tmp_path: Path, words: tuple[str, ...], message: bytes
) -> None:
    run = program("align", archive, *(str(tmp_path / "out") if word == "OUT" else word for word in words))
    assert run.returncode == 2
    assert message in run.stderr


def test_one_file_is_no_pair(program: Program) -> None:
    run = program("align", GOLD / "resolution.ar.txt")
    assert run.returncode == 2
    assert b"name a second file" in run.stderr
