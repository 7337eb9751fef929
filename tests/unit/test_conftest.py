"""The shared folder may be missing on a desk, not in CI."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROBE = "def test_probe(shared):\n    assert shared.is_dir()\n"


@pytest.mark.parametrize(
    ("ci", "with_shared", "outcome"),
    [
        ("", False, "1 skipped"),
        ("true", False, "1 error"),
        ("", True, "1 passed"),
        ("true", True, "1 passed"),
    ],
)
def test_a_missing_shared_folder_skips_on_a_desk_and_fails_in_ci(
    root: Path,
    tmp_path: Path,
    ci: str,
    outcome: str,
    *,
    with_shared: bool,
) -> None:
    tests = tmp_path / "repository" / "tests"
    tests.mkdir(parents=True)
    for name in ("conftest.py", "processes.py"):
        shutil.copy(root / "tests" / name, tests)
    shutil.copytree(root / "tests" / "no_network", tests / "no_network")
    shutil.copy(root / "pyproject.toml", tests.parent)
    (tests / "test_probe.py").write_text(PROBE, encoding="utf-8")
    if with_shared:
        (tmp_path / "shared").mkdir()
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q"],
        cwd=tests.parent,
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in run.stdout, run.stdout + run.stderr
