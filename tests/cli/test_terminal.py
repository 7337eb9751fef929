"""The program on a terminal: a pager for what is long, a bar while it works, and plain text when piped."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import REPORT, Program
from tests.processes import PATH

from unodc_parse.console.progress import PageMeter

Screen = Callable[..., str]


@pytest.fixture
def screen() -> Screen:
    """Run the program on a terminal of so many lines; return what appears there."""

    def run(*arguments: str | Path, lines: int = 24, **environment: str) -> str:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, 80, 0, 0))
        kept = {name: value for name, value in os.environ.items() if name not in ("LINES", "COLUMNS", "PAGER")}
        process = subprocess.Popen(
            [sys.executable, "-m", "unodc_parse", *map(str, arguments)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**kept, "PYTHONPATH": PATH, "TERM": "xterm", **environment},
        )
        os.close(theirs)
        seen, end = b"", time.monotonic() + 60
        while time.monotonic() < end:
            if select.select([ours], [], [], 0.2)[0]:
                try:
                    piece = os.read(ours, 65536)
                except OSError:  # the other end is closed
                    break
                seen += piece
            elif process.poll() is not None:
                break
        os.close(ours)
        assert process.wait(timeout=10) == 0
        return seen.decode()

    return run


@pytest.fixture
def pager(tmp_path: Path) -> Path:
    """A pager that says how much it was given."""
    program = tmp_path / "pager"
    program.write_text('#!/bin/sh\necho "PAGED $(wc -l) lines, LESS=$LESS"\n', encoding="utf-8")
    program.chmod(0o755)
    return program


def test_a_view_longer_than_the_screen_goes_through_the_pager(screen: Screen, report: Path, pager: Path) -> None:
    long = screen(report, lines=10, PAGER=str(pager), LESS="S")
    assert "PAGED" in long
    assert "LESS=S" in long
    assert "legislation" not in long
    short = screen(report, lines=200, PAGER=str(pager))
    assert "PAGED" not in short
    assert "legislation" in short


@pytest.mark.parametrize("none", ["", "cat", "no-such-pager"])
def test_there_is_no_pager_where_none_is_wanted(screen: Screen, report: Path, none: str) -> None:
    assert "legislation" in screen(report, lines=10, PAGER=none)


def test_a_pager_that_is_left_early_is_no_failure(screen: Screen, tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text(REPORT + "".join(f"\n{n}. A paragraph.\n" for n in range(4, 1500)), encoding="utf-8")
    assert "Traceback" not in screen(long, lines=10, PAGER="true")


def test_data_is_never_paged(screen: Screen, report: Path, pager: Path) -> None:
    assert "PAGED" not in screen(report, "-f", "json", lines=10, PAGER=str(pager))


def test_a_piped_view_is_plain(program: Program, report: Path, pager: Path) -> None:
    run = program(report, "-f", "view", env={"PAGER": str(pager)})
    assert b"PAGED" not in run.stdout
    assert b"\x1b" not in run.stdout
    assert run.stderr == b""


def test_a_bar_tells_pages_and_rate_and_goes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("unodc_parse.console.progress._SHORT", 0.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("FORCE_COLOR", "1")
    with PageMeter("reading", shown=True) as meter:
        meter(3, 7)
        meter(4, 7)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "4/7" in shown.err
    assert "pages/s" in shown.err
    assert shown.err.rindex("\x1b[?25h") > shown.err.index("\x1b[?25l")


def test_short_or_quiet_work_has_no_bar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with PageMeter("reading", shown=True) as meter:
        meter(1, 2)
    monkeypatch.setattr("unodc_parse.console.progress._SHORT", 0.0)
    with PageMeter("reading", shown=False) as meter:
        meter(1, 2)
    assert capsys.readouterr().err == ""
