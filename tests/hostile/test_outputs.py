"""What a hostile document says stays text: no escape sequence, no formula, no tag, no reordered neighbour."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path

import pytest
from tests.cli.conftest import program
from tests.unit.read.pdf_maker import arabic_font, pdf

__all__ = ["program"]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a single document is not held to limits here")

#: What a terminal obeys: C0 but white space, C1, line separators, and what reorders text beyond its own end.
COMMANDS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufffe\uffff]")
LINES = (
    "1. Working Group met.",
    "<script>alert(1)</script> <img src=x onerror=alert(2)>",
    "clear \x1b[31m\x9b2J\x07\x00",
    "reorder \u202e\u2066\u2028 it",
    "=1+1",
)
NAME = "Evil#1b#5b31m#3cscript#3e"


@pytest.fixture(scope="module")
def hostile() -> bytes:
    """Return a PDF whose text, and the name of whose font, hold all of it."""
    codes = dict(enumerate(sorted(set("".join(LINES))), 1))
    numbers = {one: f"{code:04X}" for code, one in codes.items()}
    fonts, objects = arabic_font(codes, dict.fromkeys(codes, 500), name=NAME)
    drawn = " 0 -60 Td ".join(f"<{''.join(map(numbers.__getitem__, line))}> Tj" for line in LINES)
    content = f"BT /F1 12 Tf 72 700 Td {drawn} ET"
    return pdf([content], fonts=fonts, extra=objects)


@pytest.mark.parametrize(
    "words",
    [["-f", "view"], ["text"], ["explain", "--page", "1", "-f", "view"], ["doctor", "-f", "view"], ["-f", "md"]],
    ids=" ".join,
)
def test_nothing_commands_a_terminal(program, hostile: bytes, tmp_path: Path, words: list[str]) -> None:
    path = tmp_path / "evil\x1b[31m.pdf"
    path.write_bytes(hostile)
    run = program(*words, path)
    assert run.returncode in {0, 1}, run.stderr
    for said in (run.stdout.decode(), run.stderr.decode()):
        found = COMMANDS.search(said)
        assert found is None, said[max(0, found.start() - 30) : found.end() + 30].encode("unicode_escape")
    assert b"Working" in run.stdout or words[0] == "doctor"


def test_json_and_rows_hold_it_as_text(program, hostile: bytes, tmp_path: Path) -> None:
    path = tmp_path / "evil.pdf"
    path.write_bytes(hostile)
    report = json.loads(program(path, "-f", "json").stdout)
    assert all(words in report["text"] for words in ("<script>alert(1)</script>", "reorder", "clear", "=1+1"))
    rows = list(csv.reader(io.StringIO(program(path, "-f", "csv").stdout.decode())))
    assert any("=1+1" in cell for row in rows for cell in row)
    assert [cell for row in rows for cell in row if cell[:1] in {"=", "+", "@", "\t", "\r"}] == []


def test_the_inspector_shows_it_and_does_nothing(program, hostile: bytes, tmp_path: Path) -> None:
    path, out = tmp_path / "evil.pdf", tmp_path / "page.html"
    path.write_bytes(hostile)
    assert program("inspect", path, "-o", out).returncode in {0, 1}
    page = out.read_text("utf-8")
    assert "<script>alert" not in page
    assert not COMMANDS.search(page.replace("\u202e", ""))
    assert "default-src 'none'" in page


def test_a_question_is_no_statement(program, tmp_path: Path) -> None:
    """Whatever `query --by` is given is looked up among names, never put into SQL."""
    run = program("query", tmp_path / "none.duckdb", "--by", "addressee'; DROP TABLE segments; --")
    assert run.returncode in {2, 3}
    assert run.stderr.count(b"\n") == 1
