"""`--lexicon` and `lexicon check` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Program

WORDS = """
language = "en"
[[addressee]]
id = "port_authorities"
names = ["port authorities"]
example = "Port authorities should act"
[scale]
"should" = 4
"""
REPORT = "II. Recommendations\n\n1. Port authorities should inspect all containers that arrive.\n\n2. States may act.\n"


def test_words_of_ones_own_reach_the_output(program: Program, tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text(WORDS, encoding="utf-8")
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    run = program(
        tmp_path / "report.txt", "--lexicon", tmp_path / "words.toml", "-f", "jsonl", "--role", "recommendation"
    )
    first = json.loads(run.stdout.splitlines()[0])
    assert [one["id"] for one in first["addressees"]] == ["port_authorities"]
    assert first["modality"]["strength"] == 4
    run = program("lexicon", "check", tmp_path / "words.toml")
    assert (run.returncode, run.stdout) == (0, b"")
    assert run.stderr.endswith(b"words.toml: nothing wrong\n")


def test_the_lint_says_what_is_wrong_and_where(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text(WORDS.replace("port authorities", "central authorities"), encoding="utf-8")
    run = program("lexicon", "check", path)
    assert run.returncode == 1
    assert "'central authorities' stands in the built-in lexicon already" in run.stdout.decode()


def test_a_wrong_lexicon_is_one_line(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text("language = ", encoding="utf-8")
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    for run, status in (
        (program("lexicon", "check", path), 3),
        (program(tmp_path / "report.txt", "--lexicon", path), 2),
        (program(tmp_path / "report.txt", "--lexicon", tmp_path / "none.toml"), 2),
        (program("lexicon", "look", path), 2),
    ):
        assert run.returncode == status
        assert len(run.stderr.decode().splitlines()) == 1


def test_a_hostile_file_of_words_commands_no_terminal(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "evil\x1b[31m.toml"
    path.write_text(WORDS.replace("port authorities", "central \u202eauthorities\u2066"), encoding="utf-8")
    run = program("lexicon", "check", path)
    assert not {"\x1b", "\u202e", "\u2066"} & set(run.stdout.decode() + run.stderr.decode())
    path.write_bytes(b"\x00\xff" * 50)
    assert program("lexicon", "check", path).returncode == 3
