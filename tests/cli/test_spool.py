"""Outputs wait in a file without a name, so that a run that ends anyhow leaves nothing of them behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from unodc_parse.cli.spool import collected, open_spool, put, take
from unodc_parse.errors import OutputError

Program = Callable[..., "subprocess.CompletedProcess[bytes]"]


def test_what_is_put_in_comes_out_and_the_folder_stays_empty(tmp_path: Path) -> None:
    pieces = [b"x" * 300_000, b"", b"end"]
    with open_spool(tmp_path) as spool:
        assert spool is not None
        assert put(pieces, spool.fileno())
        assert not list(tmp_path.iterdir())
        assert b"".join(take(spool)) == b"".join(pieces)


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        assert not put([b"x" * 100_000], full.fileno())
    missing = tmp_path / "missing"  # temporary files go elsewhere then, and the writer of the output complains
    with collected([b"a", b"b"], missing) as pieces:
        assert b"".join(pieces) == b"ab"


def test_no_room_for_the_whole_is_an_output_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unodc_parse.cli.spool.put", lambda *_: False)
    with pytest.raises(OutputError, match="no room"), collected([b"a"], tmp_path):
        pytest.fail("nothing to give")


def test_many_reports_are_joined_in_one_file(program: Program, samples: Path, tmp_path: Path) -> None:
    names = ["report.en.pdf", "report.ar.pdf"]
    run = program(*(samples / name for name in names), "-o", tmp_path / "all.jsonl")
    assert run.returncode == 0
    lines = [json.loads(line) for line in (tmp_path / "all.jsonl").read_bytes().splitlines()]
    assert sorted({line["document"] for line in lines}, key=names.index) == names
    assert [path.name for path in tmp_path.iterdir()] == ["all.jsonl"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="signals as on Unix")
def test_a_killed_run_leaves_no_file(samples: Path, tmp_path: Path) -> None:
    words = [str(samples / "report.en.pdf"), str(samples / "report.ar.pdf"), "-o", str(tmp_path / "all.jsonl")]
    with subprocess.Popen([sys.executable, "-m", "unodc_parse", *words], stderr=subprocess.DEVNULL) as run:
        time.sleep(0.5)
        run.send_signal(signal.SIGKILL)
    assert [path.name for path in tmp_path.iterdir()] in ([], ["all.jsonl"])
