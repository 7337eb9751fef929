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
from tests.cli.test_terminal import screen
from tests.hostile.documents import PATH_NAME, hostile_pdf

__all__ = ["program", "screen"]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a single document is not held to limits here")

#: What a terminal obeys: C0 but white space, C1, line separators, and what reorders text beyond its own end.
COMMANDS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufffe\uffff]")


@pytest.fixture(scope="module")
def hostile() -> bytes:
    return hostile_pdf()


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


@pytest.mark.parametrize("words", [["-f", "view"], ["explain", "--page", "1"], ["doctor"], ["text"]], ids=" ".join)
def test_a_terminal_gets_no_sequence_but_our_own(screen, hostile: bytes, tmp_path: Path, words: list[str]) -> None:
    """On a terminal, where there are colours; a harmless document of the same shape says which sequences are ours."""
    said = []
    for name, data in (
        ("evil\x1b[31m.pdf", hostile),
        ("good.pdf", hostile_pdf(tuple(f"{n}. It met." for n in range(1, 6)))),
    ):
        (tmp_path / name).write_bytes(data)
        command = [*words, tmp_path / name] if words[0] != "-f" else [tmp_path / name, *words]
        fail_on = [] if words[0] == "explain" else ["--fail-on", "never"]
        said.append(screen(*command, *fail_on, PAGER="cat"))
    evil, good = (set(re.findall("\x1b(?:\\[[0-9;?]*[ -/]*[@-~]|.)", one)) for one in said)
    assert evil <= good | {f"\x1b[{style}m" for style in ("0", "1", "2", "33", "1;33")}, evil - good
    assert not COMMANDS.search(re.sub("\x1b\\[[0-9;]*m", "", said[0]))
    assert words == ["doctor"] or "Working Group" in said[0]


@pytest.mark.parametrize("ending", ["json", "csv", "md", "akn"])
def test_no_name_in_a_document_becomes_a_path(program, hostile: bytes, tmp_path: Path, ending: str) -> None:
    """Titles, attached files and symbols may lead out of any folder; what is written bears the names of the inputs."""
    inside, out = tmp_path / "in", tmp_path / "a" / "b" / "out"
    inside.mkdir()
    (inside / "evil.pdf").write_bytes(hostile)
    name = COMMANDS.sub("", PATH_NAME)  # or it would be no text file
    (inside / "symbol.txt").write_text(f"CTOC/{name}\n\n../../../x\n\n1. The Working Group met.\n", encoding="utf-8")
    assert program(inside, "-o", out, "-f", ending).returncode in {0, 1, 3}
    written = {str(path.relative_to(out)) for path in out.rglob("*")}
    assert {name for name in written if not name.startswith(".")} <= {
        *(f"{name}.{ending}" for name in ("evil.pdf", "symbol.txt")),
        *(f"{name}.{ending}.xml" for name in ("evil.pdf", "symbol.txt")),
        "manifest.jsonl",
        "segments.jsonl",
        "datapackage.json",
    }
    assert {path.name for path in tmp_path.rglob("*") if path.is_dir()} <= {"in", "a", "b", "out", ".unodc-parse"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "in"]


def test_a_question_is_no_statement(program, tmp_path: Path) -> None:
    """Whatever `query --by` is given is looked up among names, never put into SQL."""
    run = program("query", tmp_path / "none.duckdb", "--by", "addressee'; DROP TABLE segments; --")
    assert run.returncode in {2, 3}
    assert run.stderr.count(b"\n") == 1
