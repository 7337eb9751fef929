"""`unodc-parse explain` as a process: readable, JSON, and its refusals."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path


def test_explain_writes_json_to_a_pipe_and_text_when_asked(program: Callable[..., object], report: Path) -> None:
    run = program("explain", report, "--segment", "II.2.a")
    explained = json.loads(run.stdout)
    assert run.returncode == 0
    assert [line["segment"] for line in explained["lines"]] == ["II.2.a"]
    view = program("explain", report, "--line", "13", "-f", "view")
    assert "> reading  item" in view.stdout.decode()


def test_explain_refuses_what_is_not_there(program: Callable[..., object], report: Path) -> None:
    for arguments, words in (
        (("--segment", "X"), "no segment"),
        (("--line", "99"), "no line 99"),
        ((), "nothing to explain"),
        (("--line", "1", "-f", "csv"), "explain does not write csv"),
    ):
        run = program("explain", report, *arguments)
        assert run.returncode == 2
        assert words in run.stderr.decode()
        assert run.stderr.decode().count("\n") == 1
        assert run.stdout == b""
    assert program("explain", "nosuch.pdf", "--line", "1").returncode == 3
    assert b"nosuch.pdf: " in program("explain", "nosuch.pdf").stderr
