"""One document that takes too much costs one clear line, whatever command reads it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.cli.conftest import Program

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="one document is read by the program itself here")

LONG = "اتفاقية الأطراف " * 40_000


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    path = tmp_path / "slow.txt"
    path.write_text("".join(f"({chr(97 + i % 9)}) {LONG[:40]}\n" for i in range(60_000)), encoding="utf-8")
    return path


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Return a text without Arabic, whose many lines take room sooner than time."""
    path = tmp_path / "large.txt"
    lines = (f"({chr(97 + i % 9)}) The Group met in Vienna again;\n" for i in range(100_000))
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "words", [[], ["text"], ["explain", "--line", "1"], ["doctor"], ["align"], ["repair"]], ids=str
)
def test_a_document_that_takes_too_long_is_three(program: Program, slow: Path, report: Path, words: list[str]) -> None:
    others = [report] if words == ["align"] else []
    run = program(*words, slow, *others, "--timeout", "1")
    assert run.returncode == 3
    message = run.stderr.decode()
    assert message.count("\n") == 1
    assert "slow.txt: took longer than 1 s; give it more with --timeout" in message
    assert run.stdout == b""


def test_a_document_that_needs_too_much_memory_is_three(program: Program, large: Path) -> None:
    run = program(large, "--max-memory", "60M", "-f", "jsonl")
    assert (run.returncode, run.stdout) == (3, b"")
    assert "more memory than" in run.stderr.decode()
    assert "Traceback" not in run.stderr.decode()


def test_sizes_are_told_in_units_that_people_read(program: Program, large: Path) -> None:
    run = program(large, "--max-memory", "10")
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"--max-memory 10 is 10 bytes, too little for any document; write 512M or 2G" in run.stderr
    run = program("repair", large, "--max-memory", "30M")
    assert (run.returncode, run.stdout) == (3, b"")
    assert b"large.txt: needs more memory than 30 MiB" in run.stderr
