"""The recipes of the README, taken from its text and run as they stand there."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import REPORT
from tests.conftest import need
from tests.processes import PATH

#: What stands for DuckDB's own program, which pip does not bring: the same engine, rows as CSV.
DUCKDB = """\
#!{python}
import csv, duckdb, sys
assert sys.argv[1] == "-c"
csv.writer(sys.stdout).writerows(duckdb.sql(sys.argv[2]).fetchall())
"""
PROGRAM = '#!/bin/sh\nexec "{python}" -m unodc_parse "$@"\n'


def recipes(root: Path) -> dict[str, str]:
    """Return the commands of the README's recipes by their numbers."""
    (block,) = re.findall(
        r"## Five recipes\n+```bash\n(.*?)```", (root / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    parts = re.split(r"^# (\d)\. .*\n", block, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture(scope="module")
def kitchen(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a `report.pdf` and an `archive/`, as the recipes suppose, and the programs that they call."""
    folder = tmp_path_factory.mktemp("kitchen")
    shutil.copy(samples / "report.ar.pdf", folder / "report.pdf")
    (folder / "archive" / "a").mkdir(parents=True)
    shutil.copy(samples / "report.en.pdf", folder / "archive" / "a")
    (folder / "archive" / "other.txt").write_text(REPORT.replace("2017/4", "2019/4"), encoding="utf-8")
    for name, text in (("duckdb", DUCKDB), ("unodc-parse", PROGRAM)):
        path = folder / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.format(python=sys.executable), encoding="utf-8")
        path.chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def cook(root: Path, kitchen: Path) -> Callable[[str], str]:
    """Run a recipe and return what it prints; a step that fails fails the test."""
    need("jq", "bash")

    def run(number: str) -> str:
        path = f"{kitchen / 'bin'}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", recipes(root)[number]],
            cwd=kitchen, env=os.environ | {"PATH": path, "PYTHONPATH": PATH},
            capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="module")
def segments(kitchen: Path) -> dict[str, list[dict[str, Any]]]:
    """The segments of the report and of the archive, by another way: JSON."""
    program = str(kitchen / "bin" / "unodc-parse")
    environment = os.environ | {"PYTHONPATH": PATH}
    found = {}
    for name, paths in (("report", ["report.pdf"]), ("archive", ["archive/a/report.en.pdf", "archive/other.txt"])):
        runs = [subprocess.check_output([program, "-q", path], cwd=kitchen, env=environment) for path in paths]
        found[name] = [
            segment | {"symbol": report["metadata"]["symbols"][0]}
            for report in map(json.loads, runs)
            for segment in report["segments"]
        ]
    return found


def test_recommendations_with_their_pages(cook: Callable[[str], str], segments: dict[str, Any]) -> None:
    wanted = [s for s in segments["report"] if s["role"] == "recommendation"]
    rows = [line.split("\t") for line in cook("1").splitlines()]
    assert rows == [[s["label"], str(s["sources"][0]["page"]), s["text"]] for s in wanted]
    assert len(rows) == 5


def test_a_table_for_a_spreadsheet(cook: Callable[[str], str], kitchen: Path, segments: dict[str, Any]) -> None:
    cook("2")
    text = (kitchen / "recommendations.csv").read_text(encoding="utf-8-sig")
    wanted = [s["text"] for s in segments["report"] if s["role"] == "recommendation"]
    assert [row["text"] for row in csv.DictReader(StringIO(text, newline=""))] == wanted


def test_paragraphs_that_deserve_a_second_look(cook: Callable[[str], str], segments: dict[str, Any]) -> None:
    wanted = [s["id"] for s in segments["report"] if s["confidence"] < 0.9]
    assert [line.split("\t")[0] for line in cook("3").splitlines()] == wanted


def test_recommendations_of_each_report(cook: Callable[[str], str], segments: dict[str, Any]) -> None:
    counts = Counter((s["symbol"], s["language"]) for s in segments["archive"] if s["role"] == "recommendation")
    rows = map(str.split, cook("4").splitlines())
    assert {(symbol, language): int(count) for count, symbol, language in rows} == counts
    assert len(counts) == 2


def test_duckdb_reads_json_lines_and_parquet(cook: Callable[[str], str], segments: dict[str, Any]) -> None:
    roles = Counter((s["symbol"], s["role"]) for s in segments["archive"] if s["role"])
    asked = Counter(
        (a["id"], str(s["modality"]["strength"])) for s in segments["archive"] for a in s["addressees"] if s["modality"]
    )
    rows = [tuple(row) for row in csv.reader(StringIO(cook("5"), newline=""))]
    assert rows == [(*key, str(count)) for found in (roles, asked) for key, count in sorted(found.items())]
