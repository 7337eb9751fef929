"""Every bad input ends with its exit status, in one line that says what to do, and writes nothing."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest
from tests.cli.conftest import program
from tests.hostile.inputs import Bad, bad_inputs

__all__ = ["program"]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a single document is not held to limits here")

_SECONDS = 8.0  # of processor time; the slowest takes two


@pytest.mark.parametrize("bad", list(bad_inputs()), ids=lambda bad: bad.name)
def test_a_bad_input_gets_its_status_and_one_line(program, bad: Bad, tmp_path: Path) -> None:
    path, out = tmp_path / bad.name, tmp_path / "out.jsonl"
    path.write_bytes(bad.data)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    run = program(path, "-o", out, *bad.options)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < _SECONDS
    message = run.stderr.decode()
    assert run.returncode == bad.status, message
    assert "Traceback" not in message
    assert bad.message is None or bad.message in message
    assert bad.status == 0 or (message.count("\n"), out.exists()) == (1, False)
    assert [p.name for p in tmp_path.iterdir() if p.name not in {bad.name, "out.jsonl"}] == []
