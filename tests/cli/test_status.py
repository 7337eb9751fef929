"""Exit statuses and the one line on standard error that goes with each."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.processes import PATH

from unodc_parse import pipeline
from unodc_parse.cli import main

Program = Callable[..., "subprocess.CompletedProcess[bytes]"]
IDS = ["I", "I.1", "II", "II.2", "II.2.a", "II.2.b", "III", "III.3"]
FULL = Path("/dev/full")


def one_line(stderr: bytes) -> str:
    text = stderr.decode()
    assert text.count("\n") == 1, text
    assert text.startswith("unodc-parse: ")
    return text.removeprefix("unodc-parse: ").rstrip("\n")


def test_done_is_zero_and_silent(program: Program, report: Path) -> None:
    run = program(report)
    assert (run.returncode, run.stderr) == (0, b"")
    assert json.loads(run.stdout)["segments"][0]["id"] == "I"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "no input"),
        (["--bogus"], "No such option: --bogus"),
        (["x.pdf", "-f", "xml"], "unknown format 'xml': use one of view, json, jsonl, csv"),
        (["x.pdf", "--role", "hero"], "unknown role 'hero'"),
        (["x.pdf", "-f", "csv", "--kind", "item,hero"], "unknown kind 'hero'"),
        (["x.pdf", "--pages", "9-1"], "page range 9-1 is empty: it ends before it begins"),
        (["x.pdf", "--pages", "0"], "page range 0 is empty: pages count from 1"),
        (["x.pdf", "--language", "xx"], "unknown language 'xx'"),
        (["x.pdf", "--reader", "acrobat"], "unknown reader 'acrobat'"),
        (["x.pdf", "-j", "0"], "--jobs 0 makes no sense"),
        (
            ["x.pdf", "--timeout", "-1"],
            "--timeout -1 makes no sense; use 200,000 seconds at the most, or 0",
        ),
        (["x.pdf", "--timeout", "inf"], "--timeout inf makes no sense"),
        (["x.pdf", "--timeout", "nan"], "--timeout nan makes no sense"),
        (["text", "x.pdf", "--timeout", "1e9"], "--timeout 1e+09 makes no sense"),
        (["x.pdf", "-j", "many"], "Invalid value for '-j'"),
        (["x.pdf", "--excel"], "--excel is about CSV"),
        (["x.pdf", "--role", "decision"], "--role and --kind are for view, jsonl, csv"),
        (["x.pdf", "-q", "-v"], "contradict each other"),
        ([__file__, __file__], "several reports are no single json document"),
        (["-", "-", "-f", "csv"], "standard input can be read only once"),
        (["text"], "Missing argument 'INPUT'"),
        (["text", "a", "b"], "unexpected extra argument"),
        (
            ["repair", "a", "b", "c", "-o", "d/"],
            "(b c): it takes no more, run it once for each; unodc-parse repair",
        ),
        (["schema", "x"], "(x): it takes no more; unodc-parse schema"),
        (["align", "a", "b", "c"], "(c): it takes no more; unodc-parse align"),
        (["diff", "a", "b", "c"], "(c): it takes no more; unodc-parse diff"),
        (["query", "a", "b", "c", "d"], "(c d): it takes no more; unodc-parse query"),
    ],
)
def test_wrong_usage_is_two(capfd: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    assert main(arguments) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert message in one_line(err.encode())


@pytest.mark.parametrize("command", ["repair", "text"])
def test_a_folder_is_the_fault_before_its_output_is(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, str(tmp_path), "-o", f"{tmp_path / 'out'}/"]) == 3
    assert f"{tmp_path}: a folder, not a report; name a file in it" in capsys.readouterr().err


def test_a_mistyped_command_is_named_as_what_is_missing(program: Program, report: Path) -> None:
    run = program("txt", report)
    assert run.returncode == 3
    assert "txt: no such file, folder or command" in one_line(run.stderr)


def test_parts_of_unlike_reports_are_asked_about(program: Program, report: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(report.read_text(encoding="utf-8").replace("WG.3/2017/4", "WG.2/2018/9/Add.1"), encoding="utf-8")
    run = program("assemble", report, other, "-o", tmp_path / "whole.json")
    assert "their symbols differ (CTOC/COP/WG.2/2018/9, CTOC/COP/WG.3/2017/4)" in run.stderr.decode()


def test_an_unreadable_input_is_three(program: Program, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "picture.pdf").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "nothing").mkdir()
    for name in ("missing.pdf", "empty.pdf", "picture.pdf", "nothing"):
        run = program(tmp_path / name)
        assert (run.returncode, run.stdout) == (3, b""), name
        assert one_line(run.stderr).startswith(f"{tmp_path / name}: ")
        said = run.stderr.decode().removeprefix(f"unodc-parse: {tmp_path / name}: ")
        assert re.search("[;:] [a-z]", said), "says what to do"
        assert name not in said, "is named once"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_input_is_three(program: Program, report: Path) -> None:
    report.chmod(0)
    run = program(report)
    assert run.returncode == 3
    assert "no permission" in one_line(run.stderr)


def test_an_internal_error_is_four_and_shows_its_traceback_only_when_asked(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], report: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("two\nlines")

    monkeypatch.setattr(pipeline, "read", fail)
    assert main([str(report)]) == 4
    message = one_line(capfd.readouterr().err.encode())
    assert r"internal error (ValueError: two\nlines); please report it" in message
    assert main([str(report), "-v"]) == 4
    assert "Traceback (most recent call last):" in capfd.readouterr().err


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_failed_output_is_five(program: Program, report: Path, tmp_path: Path) -> None:
    with FULL.open("wb") as full:
        run = program(report, stdout=full)
        assert run.returncode == 5
        assert "No space left on device" in one_line(run.stderr)
        for arguments in (["--help"], ["schema"], ["text", report]):
            assert program(*arguments, stdout=full).returncode == 5
    run = program(report, "-o", tmp_path / "missing" / "x.json")
    assert run.returncode == 5
    assert "create it first" in one_line(run.stderr)


@pytest.mark.parametrize("word", ["x" * 5000, "x" * 5000 + ".pdf", "nul\\0"])
def test_a_name_that_no_file_can_bear_is_an_input_that_cannot_be_read(
    word: str, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    word = word.replace("\\0", "\0")
    for arguments in ([word], [word, "-o", str(tmp_path / "out.json")], ["text", word]):
        assert main(arguments) == 3
        assert "standard output" not in one_line(capfd.readouterr().err.encode())


def test_an_output_name_that_no_file_can_bear_is_five(report: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main([str(report), "-o", "x" * 5000 + ".json"]) == 5
    assert "standard output" not in one_line(capfd.readouterr().err.encode())


def test_an_empty_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("A letter.", encoding="utf-8")
    assert main(["", "-f", "jsonl"]) == 2
    assert main(["text", ""]) == 3
    said = capfd.readouterr()
    assert said.out == ""
    assert "an input has an empty name" in said.err


@pytest.mark.parametrize(
    "words",
    [
        ["text", "a.txt"],
        ["text", "a.txt", "--lines"],
        ["repair", "a.txt"],
        ["repair", "a.txt", "--candidates", "-f", "jsonl"],
        ["inspect", "a.txt"],
        ["explain", "a.txt", "--line", "1"],
        ["doctor", "a.txt"],
        ["align", "b.txt", "a.txt", "-f", "jsonl"],
        ["diff", "a.txt", "b.txt", "-f", "jsonl"],
        ["assemble", "a.txt", "b.txt"],
        ["learn", "."],
    ],
    ids=" ".join,
)
def test_no_command_writes_over_its_input(
    words: list[str],
    report: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    whole = report.read_bytes()
    for name in ("a.txt", "b.txt"):
        Path(name).write_bytes(whole)
    Path("link.txt").symlink_to("a.txt")
    for output in ("a.txt", "link.txt"):
        assert main([*words, "-o", output]) == 2
        assert f"{output} is also an input and would be lost" in one_line(capfd.readouterr().err.encode())
    assert Path("a.txt").read_bytes() == whole


@pytest.mark.parametrize("words", [["text"], ["doctor"], ["-f", "json"], ["repair"]])
@pytest.mark.parametrize("before", [b"", b"\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_no_pdf_is_written_over(
    words: list[str], before: bytes, report: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    other, content = tmp_path / "other.pdf", before + b"%PDF-1.7 of somebody"
    other.write_bytes(content)
    assert main([*words, str(report), "-o", str(other)]) == 2
    assert f"{other} is a PDF and would be lost" in one_line(capfd.readouterr().err.encode())
    assert other.read_bytes() == content


def test_no_pdf_is_written_over_by_what_reads_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(b"%PDF-1.7 of somebody")
    assert main(["schema", "-o", str(other)]) == 2
    assert "would be lost" in one_line(capfd.readouterr().err.encode())


def test_no_input_is_written_over_by_an_output_in_a_folder(
    report: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    for name in ("a.txt", "a.txt.txt"):
        (folder / name).write_bytes(report.read_bytes())
    assert main([str(folder), "-o", str(folder), "-f", "view"]) == 2
    assert "a.txt.txt is also an input and would be lost" in one_line(capfd.readouterr().err.encode())
    assert (folder / "a.txt.txt").read_bytes() == report.read_bytes()
    for _ in range(2):  # earlier outputs beside the inputs are no inputs
        assert main([str(folder), "-o", str(folder), "-f", "json", "-q"]) == 0


@pytest.mark.parametrize("level", ["error", "warning", "never"])
def test_findings_count_as_fail_on_says(program: Program, tmp_path: Path, level: str) -> None:
    jump = tmp_path / "jump.txt"
    jump.write_text("I. Summary\n\n1. One thing was said.\n\n2. And another.\n\n4. And more.\n", encoding="utf-8")
    run = program(jump, "--fail-on", level)
    assert run.returncode == (1 if level == "warning" else 0)
    assert f"{jump}: ".encode() in run.stderr
    assert b"warning U302: " in run.stderr
    assert json.loads(run.stdout)["diagnostics"]
    assert program(jump, "-q").stderr == b""


def test_the_highest_status_wins_and_the_others_are_done(program: Program, report: Path, tmp_path: Path) -> None:
    run = program(tmp_path / "missing.pdf", report, "-f", "jsonl")
    assert run.returncode == 3
    assert [json.loads(line)["id"] for line in run.stdout.splitlines()] == IDS


def test_a_closed_pipe_ends_quietly(program: Program, samples: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    for arguments in ([samples / "report.ar.pdf"], ["schema"], ["text", samples / "report.en.pdf"], ["--help"]):
        run = program(*arguments, stdout=writer)
        assert (run.returncode, run.stderr) == (0, b"")
    os.close(writer)


def test_interrupting_is_130_and_says_so_in_one_line() -> None:
    command = [sys.executable, "-m", "unodc_parse", "-"]
    environment = {**os.environ, "PYTHONPATH": PATH, "PYTHONUNBUFFERED": "1"}
    # a shell starts what runs in its background with this signal ignored, and children inherit that
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        run = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    finally:
        signal.signal(signal.SIGINT, before)
    assert run.stdin is not None
    for _ in range(200):  # until it waits for its input
        if Path(f"/proc/{run.pid}/wchan").exists() and _has_loaded(run.pid):
            break
        signal.sigtimedwait([], 0.05)
    run.send_signal(signal.SIGINT)
    _, stderr = run.communicate(timeout=30)
    assert run.returncode == 130
    assert "interrupted" in one_line(stderr)


def _has_loaded(pid: int) -> bool:
    """Tell whether the process has imported what it needs and sleeps in a read."""
    try:
        maps = Path(f"/proc/{pid}/maps").read_text()
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return "msgspec" in maps and state == "S"
