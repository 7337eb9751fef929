"""The program as a real process, and some small inputs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.processes import PATH

Program = Callable[..., "subprocess.CompletedProcess[bytes]"]

REPORT = """\
CTOC/COP/WG.3/2017/4

Report on the meeting of the Working Group on International Cooperation

I. Introduction

1. The Working Group met in Vienna.

II. Recommendations

2. The Working Group adopted the following recommendations:

(a) States parties should consider amending their legislation;

(b) The Secretariat should continue its work.

III. Summary of deliberations

3. One speaker described the work of her country.
"""


@pytest.fixture(scope="session")
def program() -> Program:
    """Run `unodc-parse` with arguments; keyword arguments go to `subprocess.run`."""

    def run(*arguments: str | Path, **more: object) -> subprocess.CompletedProcess[bytes]:
        changed = dict(more.pop("env", {}))  # type: ignore[call-overload]
        environment = {**os.environ, "PYTHONPATH": PATH, **changed}
        command = [sys.executable, "-m", "unodc_parse", *map(str, arguments)]
        piped = {} if "input" in more else {"stdin": subprocess.DEVNULL}
        captured = {} if "stdout" in more else {"stdout": subprocess.PIPE}
        return subprocess.run(  # type: ignore[call-overload]
            command, check=False, stderr=subprocess.PIPE, env=environment, timeout=60, **piped, **captured, **more
        )

    return run


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A small English report as text."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two reports, one broken PDF, and one file that is no report."""
    inside = tmp_path / "in"
    (inside / "a").mkdir(parents=True)
    (inside / "one.txt").write_text(REPORT, encoding="utf-8")
    (inside / "a" / "two.txt").write_text(REPORT, encoding="utf-8")
    (inside / "broken.pdf").write_bytes(b"\x89PNG\r\n\x1a\n")
    (inside / "picture.png").write_bytes(b"\x89PNG")
    return inside
