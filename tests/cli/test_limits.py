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


@pytest.mark.parametrize(
    "words", [[], ["text"], ["explain", "--line", "1"], ["doctor"], ["align"], ["repair"]], ids=str
)
def test_a_document_that_takes_too_long_is_three(program: Program, slow: Path, report: Path, words: list[str]) -> None:
    others = [report] if words == ["align"] else []
    run = program(*words, slow, *others, "--timeout", "0.3")
    assert run.returncode == 3
    message = run.stderr.decode()
    assert message.count("\n") == 1
    assert "slow.txt: took longer than 0.3 s; give it more with --timeout" in message
    assert run.stdout == b""


def test_a_document_that_needs_too_much_memory_is_three(program: Program, slow: Path) -> None:
    run = program(slow, "--max-memory", "100M", "-f", "jsonl")
    assert (run.returncode, run.stdout) == (3, b"")
    assert "more memory than" in run.stderr.decode()
    assert "Traceback" not in run.stderr.decode()


def test_sizes_are_told_in_units_that_people_read(program: Program, slow: Path) -> None:
    run = program(slow, "--max-memory", "10")
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"--max-memory 10 is 10 bytes, too little for any document; write 512M or 2G" in run.stderr
    run = program("repair", slow, "--max-memory", "70M")
    assert (run.returncode, run.stdout) == (3, b"")
    assert b"slow.txt: needs more memory than 70 MiB" in run.stderr
