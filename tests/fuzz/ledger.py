"""What was tried, on which commit: noted in build/fuzz/runs, kept in statistics.json when runs are settled."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]
BUILD: Final = ROOT / "build" / "fuzz"
STATISTICS: Final = HERE / "statistics.json"

#: A run: target, `how` (`guided` by coverage, or `mutated`), executions, seconds by the clock, commit, day.
Run = dict[str, Any]


def read_json(path: Path, missing: Any) -> Any:
    """Return what a file holds, or `missing`."""
    return json.loads(path.read_text("utf-8")) if path.exists() else missing


def write_json(path: Path, value: object) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
    beside.replace(path)


def count_run(target: str, how: str) -> Callable[[int], None]:
    """Return what to tell, now and then, how many inputs a run has tried."""
    path = BUILD / "runs" / f"{target}-{how}-{time.time():.0f}-{os.getpid()}.json"
    known = {"target": target, "how": how, "commit": commit(), "day": time.strftime("%Y-%m-%d")}
    start = time.monotonic()
    return lambda tried: write_json(path, {**known, "executions": tried, "seconds": round(time.monotonic() - start)})


def commit() -> str:
    """Return the commit that is tried, marked with a plus where the program differs from it."""
    told = [_git("rev-parse", "--short", "HEAD"), _git("status", "--porcelain", "src")]
    return f"{told[0] or 'unknown'}{'+' if told[1] else ''}"


def _git(*words: str) -> str:
    done = subprocess.run(["git", "-C", str(ROOT), *words], check=False, capture_output=True, text=True)
    return done.stdout.strip()


def runs() -> dict[str, Run]:
    """Return all runs by name: those that are kept in the repository, and those since."""
    known = read_json(STATISTICS, {}).get("runs", {})
    return known | {path.stem: read_json(path, {}) for path in sorted((BUILD / "runs").glob("*.json"))}


def executions(target: str, how: str, tried: dict[str, Run]) -> int:
    """Count what all runs tried of a target."""
    return sum(run["executions"] for run in tried.values() if (run["target"], run["how"]) == (target, how))
