"""`repair`: doubtful lines, what a person chooses of them, and that later runs apply it."""

from __future__ import annotations

import errno
import json
import os
import re
import select
import signal
import subprocess
import sys
import time
import unicodedata
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from msgspec import structs, to_builtins
from rich.cells import cell_len

from unodc_parse import parse, repair_and_explain, replay
from unodc_parse.arabic.overrides import Override, load_overrides, render_overrides
from unodc_parse.cli import main, repair
from unodc_parse.cli.status import Status
from unodc_parse.cli.workers import within
from unodc_parse.diagnostics import REGISTRY
from unodc_parse.errors import InputError
from unodc_parse.model import Step
from unodc_parse.options import Options
from unodc_parse.reviewing import LineRecord, review

CHOSEN = "نص اختاره إنسان"


#: Runs in the wrong order: two lines that read in one way only, and one whose words may follow each other in any order.
DAMAGED = """\
تقاريرها إلى الأمانة العامة  ينبغي للدول الأطراف أن تقدم
  تونس، ليبيا،مصر، الأردن،  السودان، كينيا،
المسائل التالية:  -١٢وناقش الفريق العامل
"""


@pytest.fixture(scope="module")
def record() -> LineRecord:
    """Return the line in doubt, as it is repaired."""
    return review(DAMAGED.encode(), name="x").doubtful()[0]


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "damaged.txt"
    path.write_text(DAMAGED, encoding="utf-8")
    return path


@pytest.fixture
def doubtful(record: LineRecord) -> Override:
    """Return a reading that a person chose for the line in doubt."""
    return Override(line=record.line, raw=record.raw, text=CHOSEN)


def beside(path: Path) -> Path:
    return Path(f"{path}.overrides.yaml")


def keep(path: Path, override: Override) -> None:
    overrides = review(path.read_bytes(), name="x").overrides.with_line(override)
    beside(path).write_text(render_overrides(overrides), encoding="utf-8")


#: A table, behind clean lines: so few lines with gaps alone would read as scrambled.
TABLE = (
    """\
ينبغي للدول الأطراف أن تقدم تقاريرها إلى الأمانة العامة.
وناقش الفريق العامل المسائل التالية.
"""
    * 3
    + """\
المنطقة\tعدد الدول\tالنسبة
أفريقيا\t٥٤\t٢٨
  البلد            العدد
  تونس   ٣
"""
)


def test_columns_of_an_undamaged_table_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "table.txt"
    path.write_text(TABLE + "الـعـدد\tالكلي\n", encoding="utf-8")
    assert main(["repair", str(path), "-q"]) == 0
    assert capsys.readouterr().out == TABLE + "العدد الكلي\n"
    assert main(["repair", str(path), "-q", "-f", "jsonl"]) == 0
    assert [json.loads(line)["line"] for line in capsys.readouterr().out.splitlines()] == [11]
    assert main(["text", "--lines", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[7] == "أفريقيا ٥٤ ٢٨"


def test_lines_of_scrambled_text_have_single_spaces(damaged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["repair", str(damaged), "-q"]) == 0
    assert "  " not in capsys.readouterr().out


def test_doubtful_lines_come_with_candidates(damaged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["repair", str(damaged), "--candidates", "-f", "jsonl"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert records
    source = damaged.read_text(encoding="utf-8").splitlines()
    for record in records:
        assert record["raw"] == source[record["line"] - 1]
        texts = [candidate["text"] for candidate in record["candidates"]]
        assert texts[0] == record["text"]
        assert len(set(texts)) == len(texts) <= 3
        likely = [candidate["probability"] for candidate in record["candidates"]]
        assert 0 <= sum(likely) <= 1.01
        assert likely == sorted(likely, reverse=True)
        assert likely[0] == record["confidence"]
    assert main(["repair", str(damaged), "--candidates"]) == 0
    shown = capsys.readouterr().out
    assert f"line {records[0]['line']} of" in shown
    assert texts[0].split()[0] in shown


def test_no_line_that_reads_badly_is_called_intact(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line may be kept, or guessed at, for want of anything better: a person must get to see it."""
    source = samples / "report.damaged.txt"
    assert main(["repair", str(source), "-f", "jsonl"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    lines = review(source.read_bytes(), name=source.name).lines
    assert min(line.confidence for line in lines if line.status == "intact") >= 0.5
    doubtful = {r["line"] for r in records if r["status"] in ("unresolved", "repaired_low")}
    assert doubtful
    assert main(["repair", str(source), "--candidates", "-f", "jsonl"]) == 0
    assert doubtful == {json.loads(line)["line"] for line in capsys.readouterr().out.splitlines()}


def test_how_many_lines_stay_in_doubt_is_told(damaged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["repair", str(damaged)]) == 0
    assert "3 lines stay in doubt (lines 1, 2, 3); --review asks about them" in capsys.readouterr().err
    assert main(["repair", str(damaged), "--candidates"]) == 0
    assert "in doubt;" not in capsys.readouterr().err


def test_changed_lines_are_told_with_steps_that_replay(damaged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["repair", str(damaged), "-f", "jsonl"]) == 0
    for record in map(json.loads, capsys.readouterr().out.splitlines()):
        steps = [
            Step(step["rule"], tuple(p if isinstance(p, str) else tuple(p) for p in step["pieces"]))
            for step in record["steps"]
        ]
        assert replay(record["raw"], steps) == record["text"]
        assert replay(record["raw"], record["steps"]) == record["text"]
        assert record["status"] in {"repaired", "repaired_low", "unresolved", "intact"}


def test_a_reshaped_text_is_joined_and_set_from_the_right_in_rows_that_fit(
    damaged: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    damaged.write_text(DAMAGED.replace("\n", "\n\n", 1), encoding="utf-8")
    assert main(["repair", str(damaged)]) == 0
    repaired = capsys.readouterr().out.splitlines()
    assert main(["repair", str(damaged), "--reshape"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert {cell_len(row) for row in rows} == {0, 49}
    joined = unicodedata.normalize("NFKC", " ".join(rows))
    assert all(word[::-1] in joined for word in ("ينبغي للدول", "كينيا،", "وناقش الفريق"))
    assert (repaired[1], rows[2]) == ("", "")


@pytest.mark.parametrize("words", [[], ["repair", "-f", "jsonl"], ["explain", "--line", "1"], ["repair"]])
def test_reshape_is_not_passed_over_in_silence(
    damaged: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    plain = main([*words, str(damaged)]), capsys.readouterr()
    again = main([*words, str(damaged), "--reshape"]), capsys.readouterr()
    assert plain[0] == again[0]
    if words == ["repair"]:
        assert plain[1].out != again[1].out
    else:
        assert plain[1].out == again[1].out
        told, _, rest = again[1].err.partition("\n")
        assert rest == plain[1].err
        assert told.startswith("unodc-parse: --reshape is for the view; json")
        assert main([*words, str(damaged), "--reshape", "-q"]) in (0, 2)
        assert "--reshape is for" not in capsys.readouterr().err


def test_steps_replay_as_json_gives_them(damaged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["repair", str(damaged), "--candidates", "-f", "jsonl"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(record["steps"] for record in records)
    assert main(["explain", str(damaged), "--line", "1", "-f", "json"]) == 0
    (line,) = json.loads(capsys.readouterr().out)["lines"]
    whole = to_builtins(repair_and_explain(DAMAGED))
    for one, steps in [*((record, "steps") for record in records), (line, "repairs"), (whole, "steps")]:
        assert replay(one["raw"], one[steps]) == one["text"] != one["raw"]


def test_what_was_chosen_is_applied_by_every_later_run(
    damaged: Path, doubtful: Override, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(damaged, doubtful)
    for command in (["repair"], ["text", "--lines"]):
        assert main([*command, str(damaged)]) == 0
        assert capsys.readouterr().out.splitlines()[doubtful.line - 1] == CHOSEN
    assert CHOSEN in parse(damaged).text
    assert main([str(damaged), "-f", "json"]) in (0, 1)
    assert CHOSEN in capsys.readouterr().out
    assert main(["repair", str(damaged), "--candidates", "-f", "jsonl"]) == 0
    asked = [json.loads(line)["line"] for line in capsys.readouterr().out.splitlines()]
    assert doubtful.line not in asked


def test_a_line_kept_as_it_came_is_the_persons_word_and_no_repair(
    damaged: Path, record: LineRecord, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(damaged, Override(line=record.line, raw=record.raw, text=record.raw, choice="raw"))
    assert main(["repair", str(damaged), "-f", "jsonl"]) == 0
    kept = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (kept["line"], kept["text"], kept["steps"]) == (record.line, record.raw, [])
    assert (kept["status"], kept["confidence"], kept["damage"], kept["chosen"]) == ("intact", 1.0, [], True)
    assert "U202" not in {found.code for found in parse(damaged).diagnostics}


def test_a_converted_folder_takes_up_what_was_chosen_later(damaged: Path, doubtful: Override, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    text = damaged.rename(folder / "damaged.txt")
    assert main([str(folder), "-o", f"{out}/", "-j", "1"]) in (0, 1)
    keep(text, doubtful)
    assert main([str(folder), "-o", f"{out}/", "-j", "1"]) in (0, 1)
    assert CHOSEN in (out / "damaged.txt.json").read_text(encoding="utf-8")


def test_what_was_chosen_for_another_version_is_not_applied_and_told(damaged: Path, doubtful: Override) -> None:
    keep(damaged, doubtful)
    with damaged.open("a", encoding="utf-8") as file:
        file.write("سطر جديد\n")
    report = parse(damaged)
    assert CHOSEN not in report.text
    assert "U204" in {found.code for found in report.diagnostics}


def test_what_was_chosen_for_a_line_that_reads_otherwise_is_not_applied_and_told(
    damaged: Path, doubtful: Override, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(damaged, structs.replace(doubtful, raw="سطر آخر"))
    report = parse(damaged)
    assert CHOSEN not in report.text
    (found,) = (found for found in report.diagnostics if found.code == "U205")
    why = f"the reading of line {doubtful.line} is not applied: its raw is not what stands there"
    why += "; mend the entry's number or raw"
    assert f"{beside(damaged).name}: {why}" in found.message
    assert main(["repair", str(damaged)]) == 0
    said = capsys.readouterr()
    assert CHOSEN not in said.out
    assert f"{beside(damaged)}: {why}" in said.err
    assert review(damaged.read_bytes(), Options(overrides=str(beside(damaged))), name="x").doubtful()


def test_a_reading_with_other_letters_that_no_edit_is_applied_and_told_once(
    damaged: Path, doubtful: Override, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(damaged, structs.replace(doubtful, text=f"{doubtful.raw} سنة", choice="second"))
    why = f"the reading of line {doubtful.line} adds سنة, though its choice is second"
    advice = REGISTRY["U206"].advice
    report = parse(damaged)
    assert "سنة" in report.text
    (found,) = (found for found in report.diagnostics if found.code == "U206")
    assert f"{beside(damaged).name}: {why}; {advice}" in found.message
    for words in (["repair"], ["repair", "--candidates"], ["text"], ["doctor", "-f", "view"]):
        main([*words, str(damaged)])
        said = capsys.readouterr()
        shown = said.err + said.out
        assert (shown.count(f"{beside(damaged).name}: {why}"), shown.count(advice)) == (1, 1)
    keep(damaged, structs.replace(doubtful, text=f"{doubtful.raw} سنة", choice="edit"))
    assert "U206" not in {found.code for found in parse(damaged).diagnostics}


@pytest.mark.parametrize("why", ["another version", "another line", "all fit"])
def test_choices_that_are_not_applied_are_not_lost_by_a_review(
    why: str, damaged: Path, doubtful: Override, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(damaged, structs.replace(doubtful, raw="سطر آخر") if why == "another line" else doubtful)
    if why == "another version":
        damaged.write_text(f"{DAMAGED}سطر جديد\n", encoding="utf-8")
    before, copies = beside(damaged).read_bytes(), [Path(f"{beside(damaged)}.{number}") for number in (1, 2)]
    copies[0].write_text("an older one", encoding="utf-8")
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    answers = ["1", "1", "q", "q"]  # of two reviews: the second one has nothing left to lose
    monkeypatch.setattr("builtins.input", lambda _: answers.pop(0))
    for told in (why != "all fit", False):
        assert main(["repair", str(damaged), "--review"]) == 0
        said = f"{copies[1]}: a copy of the choices that stood there, of which 1 could not be applied"
        assert (said in capsys.readouterr().err) is told
    assert copies[0].read_text(encoding="utf-8") == "an older one"
    assert (why != "all fit") is (copies[1].exists() and copies[1].read_bytes() == before)


@pytest.mark.parametrize("when", ["while it repairs", "between two answers"])
def test_a_file_of_choices_that_is_mended_during_a_review_is_not_lost(
    when: str, damaged: Path, doubtful: Override, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(_: str) -> str:
        if len(answers) == 2 and when == "between two answers":  # the first line is chosen, and mended in an editor
            keep(damaged, doubtful)
        return answers.pop(0)

    def work(*call: object) -> object:
        done = within(*call)  # type: ignore[arg-type]
        if when == "while it repairs":
            keep(damaged, doubtful)
        return done

    answers = ["1", "1", "q"]
    monkeypatch.setattr("unodc_parse.cli.repair.within", work)
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)
    assert main(["repair", str(damaged), "--review"]) == 0
    copy = Path(f"{beside(damaged)}.1")
    assert f"{copy}: a copy of the choices that stood there, as it was changed meanwhile" in capsys.readouterr().err
    assert [one.text for one in load_overrides(str(copy)).lines] == [CHOSEN]
    assert [one.line for one in load_overrides(str(beside(damaged))).lines] == [1, 2]


@pytest.mark.parametrize("words", [[], ["text"], ["repair"], ["doctor"], ["explain", "--line", "1"], ["inspect"]])
def test_a_file_of_choices_that_is_none_is_told_and_the_text_unreadable(
    damaged: Path, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It lies beside the document, and no option names it: the status is that of an input (docs/security.md)."""
    out = ["-o", str(tmp_path / ("out.jsonl" if words == ["repair"] else "out.json"))]
    beside(damaged).mkdir()
    assert main([*words, str(damaged), *out]) == Status.UNREADABLE
    (said,) = capsys.readouterr().err.splitlines()
    assert said.endswith("overrides.yaml: a folder, where chosen readings are looked for; move or delete it")
    beside(damaged).rmdir()
    beside(damaged).symlink_to("nowhere")
    assert main([*words, str(damaged), *out]) == Status.UNREADABLE
    assert "cannot be read (No such file or directory)" in capsys.readouterr().err


def test_a_file_of_choices_that_is_none_is_told_before_the_work(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside(damaged).write_text("none", encoding="utf-8")
    monkeypatch.setattr("unodc_parse.reviewing.repair_lines", lambda *_: pytest.fail("it was repaired first"))
    with pytest.raises(InputError, match="mend it, or delete it and review again"):
        review(damaged.read_bytes(), Options(overrides=str(beside(damaged))), name="x")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_no_file_of_choices(damaged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(beside(damaged))
    assert main(["text", str(damaged)]) == Status.UNREADABLE
    assert "no file, where chosen readings are looked for" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--review"], "without one use --candidates"),
        (["-f", "csv"], "repair does not write csv"),
        (["-o", "x.csv"], "repair does not write csv; use -f view or -f jsonl"),
        (["-o", "x.json"], "repair does not write json"),
        (["--review", "--candidates"], "leave one out"),
    ],
)
def test_what_cannot_be_done_is_told(
    words: list[str], said: str, damaged: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: "--candidates" in words, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: "--candidates" in words, raising=False)
    assert main(["repair", str(damaged), *words]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(("encoding", "status"), [("ascii", 2), ("iso8859-1", 2), ("cp1256", 0), ("utf-8", 0)])
def test_a_review_needs_a_terminal_that_takes_arabic(
    encoding: str, status: int, damaged: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = TextIOWrapper(BytesIO(b"q"), encoding=encoding)
    monkeypatch.setattr(answers, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", answers)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: "q")
    assert main(["repair", str(damaged), "--review"]) == status
    said = f"--review needs a terminal for Arabic, and this one is set to {encoding}; choose a UTF-8 locale"
    assert (said in capsys.readouterr().err) == bool(status)


@pytest.mark.parametrize("words", [["-o", "x.txt"], ["-f", "jsonl"]])
def test_a_review_writes_nothing_else(
    damaged: Path, words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    assert main(["repair", str(damaged), "--review", *words]) == 2
    assert "leave -o and -f for the run after it" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["repair"], ["text"], ["doctor"], ["explain", "--line", "1"]])
def test_a_folder_is_no_file_to_write(
    damaged: Path, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, str(damaged), "-o", f"{tmp_path}/new/"]) == Status.NOT_WRITTEN
    assert capsys.readouterr().err == f"unodc-parse: {tmp_path}/new/: is a folder; name a file in it\n"
    assert not (tmp_path / "new").exists()


def test_a_pdf_is_sent_elsewhere(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["repair", str(samples / "report.ar.pdf")]) == 3
    assert "read from places" in capsys.readouterr().err


def test_a_wrong_answer_and_an_edit_that_loses_letters_are_told(
    damaged: Path, doubtful: Override, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["5", "b", "e", "تونس", "?", "n", CHOSEN, "y", "", "", "x", "1", "b", "q"])
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: next(answers) if sys.stdout.write(prompt) else "")
    assert main(["repair", str(damaged), "--review"]) == 0
    said = capsys.readouterr()
    assert "'5' is no answer here; type one of 1, 2, 3, r, e, b, q, or Enter" in said.err
    assert "this is the first line" in said.err
    assert said.out.count("that was the last one") == 3
    assert "'x' is no answer here; type one of b, q, or Enter" in said.err
    assert "'1' is no answer here; type one of b, q, or Enter" in said.err
    assert "'?' is no answer here; type y or n" in said.err
    assert said.err.count("3 of 3 in doubt") == 2
    assert "this loses " in said.out
    assert said.out.count("; keep it? y/n") == 3
    (line,) = load_overrides(str(beside(damaged))).lines
    assert (line.line, line.text, line.choice) == (doubtful.line, CHOSEN, "edit")


@pytest.mark.parametrize("answer", ["٢", "۲", " 2 "])
def test_a_digit_of_any_keyboard_is_an_answer(answer: str, damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([answer, "q"])
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    assert main(["repair", str(damaged), "--review"]) == 0
    (line,) = load_overrides(str(beside(damaged))).lines
    assert line.choice == "second"


def test_an_edit_that_was_not_meant_is_edited_further(
    damaged: Path, record: LineRecord, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was typed, or chosen before, is not thrown away; an empty line leaves the edit, and the question stays."""
    shown: list[str] = []
    edits = [["تونس", CHOSEN, ""], ["تونس"], ["ليبيا"]]
    answers = ["e", "n", "n", "e", "y", "b", "e", "y", "q"]

    def edited(text: str) -> str:
        shown.append(text)
        if not edits[0]:
            del edits[0]
        return edits[0].pop(0)

    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: answers.pop(0))
    monkeypatch.setattr(repair, "_edited", edited)
    assert main(["repair", str(damaged), "--review"]) == 0
    assert shown == [record.text, "تونس", CHOSEN, record.text, "تونس"]
    assert (answers, edits) == ([], [[]])
    assert capsys.readouterr().err.count("edit it again; an empty line leaves it") == 2
    (line,) = load_overrides(str(beside(damaged))).lines
    assert (line.text, line.choice) == ("ليبيا", "edit")


@pytest.mark.parametrize("answers", [[], ["e"], ["e", "تونس"], ["", "", ""]])
def test_the_end_of_input_ends_a_review_at_any_question(
    answers: list[str], damaged: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(prompt: str) -> str:
        if not answers:
            raise EOFError(prompt)
        return answers.pop(0)

    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)
    assert main(["repair", str(damaged), "--review"]) == 0
    said = capsys.readouterr().err.splitlines()
    assert said[-1].endswith("3 lines still in doubt")
    assert said[-2] == ""  # the cursor stands behind the question
    assert not beside(damaged).exists()


def test_a_text_that_is_changed_during_a_review_is_told(
    damaged: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(_: str) -> str:
        if change:
            damaged.write_text(f"{DAMAGED}{change}\n", encoding="utf-8")
        return "q"

    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)
    for change in ("", "سطر جديد"):
        assert main(["repair", str(damaged), "--review"]) == 0
        assert ("was changed meanwhile; what was chosen is of what was read" in capsys.readouterr().err) is bool(change)


def test_neighbours_of_a_line_are_those_that_say_something() -> None:
    found = review(f"أولا\n\n{DAMAGED}\n".encode(), name="x")
    texts = found.text().splitlines()
    around = {record.line: found.around(record) for record in found.records()}
    assert around[3] == (texts[0], texts[3])
    assert around[5] == (texts[3], "")


def test_neighbours_that_were_chosen_since_stand_as_they_were_chosen() -> None:
    source = f"أولا\n\n{DAMAGED}\n"
    found = review(source.encode(), name="x")
    texts, raws = found.text().splitlines(), source.splitlines()
    third, last = (next(one for one in found.records() if one.line == line) for line in (3, 5))
    chosen = found.overrides.with_line(Override(line=4, raw=raws[3], text=CHOSEN))
    assert found.around(last, chosen) == (CHOSEN, "")
    assert found.around(third, chosen) == (texts[0], CHOSEN)
    of_another = found.overrides.with_line(Override(line=4, raw="سطر آخر", text=CHOSEN))
    assert found.around(third, of_another) == (texts[0], texts[3])


@pytest.mark.parametrize("kept", ["\t", "\t\t", "\u00a0", "\u202f\t"])
def test_columns_stand_as_they_came(kept: str) -> None:
    text = f"{TABLE}المكسيك{kept}٥٤{kept}٢٨\n"
    assert review(text.encode(), name="x").text() == text


@pytest.mark.parametrize("end", ["\v", "\u0085", "\u2028", "\u2029"])
def test_no_line_is_kept_that_other_programs_read_as_two(end: str) -> None:
    text = f"{TABLE}المكسيك{end}٥٤\t٢٨\n"
    found = review(text.encode(), name="x")
    assert found.text().splitlines() == [*TABLE.splitlines(), "المكسيك ٥٤ ٢٨"]
    assert [step.rule for step in found.lines[-1].steps] == ["white_space"]


def test_a_text_that_is_changed_ends_its_review_with_the_next_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "damaged.txt"
    path.write_text(DAMAGED * 2, encoding="utf-8")
    assert len(review(path.read_bytes(), name="x").doubtful()) > 1
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        with path.open("a", encoding="utf-8") as file:
            file.write("سطر جديد\n")
        return "r"

    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)
    assert main(["repair", str(path), "--review"]) == 0
    assert len(asked) == 1
    assert "was changed meanwhile; what was chosen is of what was read" in capsys.readouterr().err
    assert len(load_overrides(str(beside(path))).lines) == 1


def test_the_bar_of_a_repair_that_is_interrupted_is_wiped(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wiped: list[bool] = []

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("unodc_parse.cli.workers.run_alone", interrupt)
    monkeypatch.setattr("unodc_parse.cli.workers.show_cursor", lambda: wiped.append(True))
    for words in ([], ["repair"], ["text"]):
        assert main([*words, str(damaged)]) == Status.INTERRUPTED
    assert len(wiped) == 3


def test_a_review_that_is_interrupted_says_where_the_choices_are(
    damaged: Path, doubtful: Override, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["1"])

    def answer(_: str) -> str:
        if (word := next(answers, None)) is None:
            raise KeyboardInterrupt
        return word

    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)
    assert main(["repair", str(damaged), "--review"]) == Status.INTERRUPTED
    said = capsys.readouterr().err
    assert f"{beside(damaged)}: 1 chosen; 2 lines still in doubt" in said
    assert "interrupted; nothing half-written" in said
    assert [one.line for one in load_overrides(str(beside(damaged))).lines] == [doubtful.line]


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "make room there"),
        (errno.EDQUOT, "make room there"),
        (errno.EFBIG, "make room there"),
        (errno.EACCES, "allow it to be written, or copy it and the text to a folder of your own"),
        (errno.EROFS, "allow it to be written, or copy it and the text to a folder of your own"),
        (errno.ENOENT, "see where its folder is gone to"),
        (errno.EIO, "see what that is about"),
    ],
)
def test_an_answer_that_cannot_be_kept_is_told_with_where_it_was_to_go(
    number: int, advice: str, damaged: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: int) -> None:
        raise OSError(number, os.strerror(number))

    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: "1")
    monkeypatch.setattr(os, "fsync", fails)
    assert main(["repair", str(damaged), "--review"]) == Status.NOT_WRITTEN
    said = capsys.readouterr().err.splitlines()[-1]
    assert said == (
        f"unodc-parse: {beside(damaged)}: the reading of line 1 cannot be kept ({os.strerror(number)}); "
        f"what was chosen before stands; {advice}, and review again"
    )


def test_a_review_whose_answers_could_not_be_kept_is_not_begun(
    damaged: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert main(["repair", str(damaged), "--review"]) == Status.NOT_WRITTEN
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(f"unodc-parse: {beside(damaged)}: no permission to write there, where answers are kept; ")


def seen(terminal: int, *wanted: str) -> bytes:
    """Return what a program shows in a terminal, once it has shown what is wanted, in this order."""
    said, end = b"", time.monotonic() + 60
    pattern = ".*".join(map(re.escape, wanted)).encode()
    while not re.search(pattern, said, re.DOTALL):
        assert select.select([terminal], [], [], max(0.0, end - time.monotonic()))[0], said.decode(errors="replace")
        said += os.read(terminal, 4096)
    return said


def stop_for_a_while(process: subprocess.Popen[bytes]) -> None:
    time.sleep(0.5)  # what is on the screen is waited for, too
    process.send_signal(signal.SIGSTOP)
    process.send_signal(signal.SIGCONT)


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals on this system")
def test_a_question_is_shown_again_after_a_stop(damaged: Path) -> None:
    """Ctrl-Z, other work, `fg`: the question has left the screen; what a person edits has not left the program."""
    here, there = os.openpty()
    command = [sys.executable, "-m", "unodc_parse", "repair", str(damaged), "--review"]
    with subprocess.Popen(command, stdin=there, stdout=there, stderr=there) as process:
        seen(here, "1 of 3 in doubt", "stop > ")
        stop_for_a_while(process)
        seen(here, "1 of 3 in doubt", "stop > ")
        os.write(here, b"e\n")
        seen(here, "text > ")
        os.write(here, b" 77")
        seen(here, "77")
        stop_for_a_while(process)
        seen(here, "text > ", "77")
        os.write(here, b"\n")
        seen(here, "y/n > ")
        stop_for_a_while(process)
        seen(here, "y/n > ")
        os.write(here, b"y\n")
        seen(here, "2 of 3 in doubt", "stop > ")
        os.write(here, b"q\n")
    os.close(here)
    os.close(there)
    assert process.returncode == 0
    (line,) = load_overrides(str(beside(damaged))).lines
    assert (line.choice, line.text[-3:]) == ("edit", " 77")


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals on this system")
def test_a_person_chooses_in_a_terminal(damaged: Path, doubtful: Override) -> None:
    here, there = os.openpty()
    command = [sys.executable, "-m", "unodc_parse", "repair", str(damaged), "--review"]
    os.write(here, b"1\n2")  # typed before there was a question: no answer to it
    answers, said = [b"q\n", b"2\n", b"b\n", b"1\n"], b""  # back to the first line, and another reading of it
    with subprocess.Popen(command, stdin=there, stdout=there, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        while chunk := os.read(process.stderr.fileno(), 4096):
            said += chunk
            if said.endswith(b"stop > ") and answers:
                os.write(here, answers.pop())
    os.close(here)
    os.close(there)
    assert process.returncode == 0
    assert b"repairing, and looking for other readings" in said.splitlines()[0]
    assert b"1 chosen; 2 lines still in doubt" in said
    assert said.count(b"\nnow ") == 1
    assert b" ".join(said.split()).count(b"what was typed before this question was on the screen is no answer") == 1
    (line,) = load_overrides(str(beside(damaged))).lines
    assert (line.line, line.choice, line.raw) == (doubtful.line, "second", doubtful.raw)
