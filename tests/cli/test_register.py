"""A register from a real run's outputs, and questions to it."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from tests.cli.conftest import REPORT, Program

pytest.importorskip("duckdb", reason="needs the extra archive")
pytest.importorskip("rensa", reason="needs the extra archive")

ARABIC = """\
CTOC/COP/WG.3/2018/6

تقرير عن اجتماع الفريق العامل المعني بالتعاون الدولي

أولاً- التوصيات

١- اعتمد الفريق العامل التوصيات التالية:

(أ) ينبغي للدول الأطراف أن تُعيِّن سلطات مركزيَّة؛

(ب) ينبغي للأمانة أن تواصل عملها.
"""


@pytest.fixture(scope="module")
def register(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three sessions of one working group and an Arabic report; the first recommendation comes back, reworded."""
    folder = tmp_path_factory.mktemp("archive")
    later = REPORT.replace("2017/4", "2018/6").replace(
        "amending their legislation", "swiftly amending their legislation"
    )
    last = REPORT.replace("2017/4", "2019/5").replace("consider amending their legislation", "train prosecutors abroad")
    for name, text in {"2017": REPORT, "2018": later, "2019": last, "2018.ar": ARABIC}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    draft = REPORT.replace("2018/6", "2018/L.1").replace("2017/4", "2018/L.1/Add.1")
    (folder / "draft.txt").write_text(draft, encoding="utf-8")
    assert program(folder, "-o", folder / "out").returncode == 0
    run = program("register", folder / "out", "-o", folder / "register.duckdb")
    assert run.returncode == 0, run.stderr
    assert b"5 documents" in run.stderr
    return folder / "register.duckdb"


def ask(program: Program, register: Path, *words: str) -> list[dict[str, object]]:
    run = program("query", register, *words, "-f", "json")
    assert run.returncode == 0, run.stderr
    rows: list[dict[str, object]] = json.loads(run.stdout)
    return rows


def test_documents_have_their_series_and_year(program: Program, register: Path) -> None:
    rows = ask(program, register, "SELECT symbol, series, date FROM documents WHERE document = '2017.txt'")
    assert rows == [{"symbol": "CTOC/COP/WG.3/2017/4", "series": "CTOC/COP/WG.3", "date": "2017"}]


def test_a_recommendation_that_comes_back_is_one(program: Program, register: Path) -> None:
    one = "SELECT recurrence FROM recurrences WHERE document = '2018.txt' AND id = 'II.2.a'"
    rows = ask(program, register, f"SELECT * FROM recurrences WHERE recurrence = ({one})")  # noqa: S608 -- a constant
    by_document = {row["document"]: (row["status"], row["similarity"]) for row in rows}
    assert by_document["2017.txt"] == ("first", None)
    assert by_document["2018.txt"][0] == "reworded"
    assert 0.35 < float(str(by_document["2018.txt"][1])) < 1
    assert "2019.txt" not in by_document
    assert "draft.txt" not in by_document, "a session counts once: by its report, not by its draft too"


def test_one_that_its_series_has_given_up_is_dropped(program: Program, register: Path) -> None:
    rows = {row["text"]: row for row in ask(program, register, "--by", "recurring")}
    dropped = {str(text).split()[-1]: row["dropped"] for text, row in rows.items()}
    assert dropped == {"legislation;": True, "work.": False}


def test_versions_and_drafts_are_linked(program: Program, register: Path) -> None:
    links = {(row["document"], row["kind"], row["target"]) for row in ask(program, register, "--by", "links")}
    assert ("2018.txt", "version_of", "2018.ar.txt") in links
    assert ("draft.txt", "draft_of", "2018.txt") in links


def test_language_versions_of_a_document_count_once(program: Program, register: Path) -> None:
    rows = ask(
        program, register, "SELECT document, counted FROM documents WHERE symbol LIKE '%2018/6' ORDER BY document"
    )
    assert rows == [{"document": "2018.ar.txt", "counted": False}, {"document": "2018.txt", "counted": True}]
    asked = ask(program, register, "--by", "addressee")
    assert asked
    assert {row["documents"] for row in asked if row["addressee"] == "states_parties"} == {4}, (
        "not the Arabic version too"
    )


def test_search_ignores_how_arabic_is_spelt(program: Program, register: Path) -> None:
    rows = ask(program, register, "--search", "الاطراف مركزيه")
    assert [(row["document"], row["id"]) for row in rows] == [("2018.ar.txt", "I.1.a")]


def test_the_timeline_counts_by_year(program: Program, register: Path) -> None:
    rows = ask(program, register, "--timeline")
    english = {row["year"]: row["recommendations"] for row in rows if row["language"] == "en"}
    assert english == {"2017": 2, "2018": 4, "2019": 2}


def test_csv_is_safe_and_a_table_readable(program: Program, register: Path) -> None:
    sql = "SELECT '=1+1' AS formula, ['a', 'b'] AS list, NULL AS nothing"
    cells = list(csv.reader(StringIO(program("query", register, sql, "-f", "csv").stdout.decode(), newline="")))
    assert cells == [["formula", "list", "nothing"], ["'=1+1", "a; b", ""]]
    table = program("query", register, "SELECT 'x' AS name, 7 AS number", "-f", "table").stdout.decode()
    assert "1 row" in table
    assert "name" in table


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["SELECT * FROM nowhere"], 2, b"nowhere"),
        (["DROP TABLE segments"], 2, b"read-only"),
        (["SELECT * FROM read_csv('/etc/passwd')"], 2, b"disabled"),
        (["--by", "weather"], 2, b"recurring"),
        ([], 2, b"ask one question"),
        (["SELECT 1", "--timeline"], 2, b"ask one question"),
        (["SELECT 1", "-f", "xml"], 2, b"jsonl"),
    ],
)
def test_a_question_that_makes_no_sense_is_one_line(
    program: Program, register: Path, words: list[str], status: int, said: bytes
) -> None:
    run = program("query", register, *words)
    assert (run.returncode, run.stdout, len(run.stderr.splitlines())) == (status, b"", 1)
    assert said in run.stderr


def test_what_is_no_register_or_no_archive_is_said_so(program: Program, tmp_path: Path) -> None:
    assert program("query", tmp_path / "none", "SELECT 1").returncode == 3
    run = program("register", tmp_path, "-o", tmp_path / "r")
    assert run.returncode == 3
    assert b"no outputs of an archive" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_register_takes_the_place_of_an_older_one_alone(program: Program, register: Path, tmp_path: Path) -> None:
    segments = register.parent / "out" / "segments.jsonl"
    before = segments.read_bytes()
    run = program("register", segments.parent, "-o", segments)
    assert (run.returncode, segments.read_bytes()) == (2, before)
    assert b"is no register and would be lost" in run.stderr
    again = tmp_path / "again.duckdb"
    for _ in range(2):
        assert program("register", segments.parent, "-o", again).returncode == 0
    run = program("query", again, "SELECT 1", "-o", again)
    assert run.returncode == 2
    assert ask(program, again, "SELECT 1 AS one") == [{"one": 1}]


def test_watching_converts_what_has_come_to_rest(program: Program, report: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    report.rename(inbox / "report.txt")
    run = program("watch", inbox, "-o", tmp_path / "out", "--once", "--interval", "0.1", "-q")
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "out" / "report.txt.json").is_file()
    assert program("watch", tmp_path / "none", "-o", tmp_path / "out").returncode == 3
