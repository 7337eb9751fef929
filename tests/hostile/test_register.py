"""Whatever documents are called or say, and whatever is asked: SQL stays what the package wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import REPORT, program

from unodc_parse.archive import query
from unodc_parse.errors import OptionsError, UnodcParseError

__all__ = ["program"]

pytest.importorskip("duckdb", reason="needs the extra archive")
pytest.importorskip("rensa", reason="needs the extra archive")

INJECTION = "'; DROP TABLE segments; --"
NAMES = ("plain.txt", "a'\"; DELETE FROM documents; --.txt", "$1 ? :x {y} %s.txt")


@pytest.fixture(scope="module")
def register(program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    said = REPORT.replace("their legislation", f"their {INJECTION} legislation").replace(
        "One speaker", "Robert'); DROP"
    )
    for name in NAMES:
        (folder / name).write_text(said, encoding="utf-8")
    assert program(folder, "-o", folder / "out", "-q").returncode == 0
    path = folder / 'it\'s a "register"; --.duckdb'
    run = program("register", folder / "out", "-o", path)
    assert run.returncode == 0, run.stderr
    return path


def rows(register: Path, sql: str) -> list[tuple[object, ...]]:
    return query.ask(register, sql).rows


def test_names_and_words_of_documents_are_values(register: Path) -> None:
    assert {name for (name,) in rows(register, "SELECT document FROM documents")} == set(NAMES)
    texts = [str(text) for (text,) in rows(register, 'SELECT "text" FROM recommendations')]
    assert sum(INJECTION in text for text in texts) == 3


@pytest.mark.parametrize("words", [INJECTION, "it's", '"', "%", "_", "\\", "?", "$1", "a' OR '1'='1", "x\u202ey", "\0"])
def test_words_that_are_searched_for_are_values(register: Path, words: str) -> None:
    texts = [str(text) for (text,) in rows(register, 'SELECT coalesce(heading, "text") FROM segments')]
    found = query.search(register, words).rows
    assert len(found) <= sum(words in text for text in texts)
    assert words != INJECTION or len(found) == 3


@pytest.mark.parametrize("name", [INJECTION, f"addressee{INJECTION}", "addressee--", "addressee\0", "../x", ""])
def test_a_question_by_name_is_looked_up_among_names(register: Path, name: str) -> None:
    with pytest.raises(OptionsError, match="no question is called"):
        query.ask_by_name(register, name)


def test_the_program_says_so_in_one_line(program, register: Path) -> None:
    run = program("query", register, f"--by={INJECTION}")
    assert (run.returncode, run.stdout, run.stderr.count(b"\n")) == (2, b"", 1)
    run = program("query", register, f"--search={INJECTION}", "-f", "jsonl")
    assert (run.returncode, run.stdout.count(b"\n"), run.stderr) == (0, 3, b"")


@pytest.mark.parametrize(
    "sql",
    [
        "COPY segments TO '/tmp/x.csv'",
        "ATTACH '/tmp/x.duckdb'",
        "SELECT * FROM read_text('/etc/passwd')",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SELECT 1; DROP TABLE segments",
        "PRAGMA database_list; DELETE FROM documents",
        "SELECT getenv('HOME')",
        "EXPORT DATABASE '/tmp/x'",
    ],
)
def test_a_question_in_sql_reaches_no_file_and_changes_nothing(register: Path, sql: str) -> None:
    before = register.read_bytes()
    with pytest.raises(UnodcParseError):
        query.ask(register, sql)
    assert register.read_bytes() == before


def test_all_tables_are_still_there(register: Path) -> None:
    assert {"documents", "segments", "recommendations"} <= {name for name, _ in query.list_tables(register).rows}
    assert rows(register, "SELECT count(*) FROM documents") == [(3,)]
