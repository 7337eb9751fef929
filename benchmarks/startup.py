"""How long `unodc-parse --help` takes, against `import typer, rich`, and what a batch costs before it reads anything.

    python benchmarks/startup.py [RUNS]

The commands take turns, so that a busy machine slows all of them; the median counts. Of a batch of one document of a
line the processor time of both processes is compared: of the one that supervises, against `import typer, rich`; of the
worker, against importing all that reads a text.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BAR = 1.5
COMMANDS = {
    "python, nothing": ["-c", "pass"],
    "import typer, rich": ["-c", "import typer, rich"],
    "unodc-parse --help": ["-m", "unodc_parse.cli", "--help"],
    "unodc-parse schema": ["-m", "unodc_parse.cli", "schema"],
}

#: Processes whose processor time is told. Both halves of a batch are printed by a child of this process.
TYPER, READING, SUPERVISOR, WORKER = "import typer, rich", "import what reads", "batch, supervisor", "batch, its worker"
IMPORTED = {TYPER: "import typer, rich", READING: "import unodc_parse.cli.work, unodc_parse.read.text"}
BATCH = """
import os, sys
from unodc_parse.cli import main
main([sys.argv[1], "-o", sys.argv[2], "-j", "1", "-q"])
spent = os.times()
print(spent.user + spent.system, spent.children_user + spent.children_system)
"""

#: At most so many times the processor time of what stands beside it.
CPU_BARS = {SUPERVISOR: (TYPER, 4.0), WORKER: (READING, 1.25)}


def seconds(arguments: list[str]) -> float:
    """Run Python with `arguments` once and return how long it took."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def cpu_seconds(statement: str) -> float:
    """Run `statement` in a new process and return its processor time."""
    before = os.times()
    subprocess.run([sys.executable, "-c", statement], check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def batch_seconds(folder: Path, number: int) -> tuple[float, float]:
    """Run a batch over `folder` and return the processor time of its supervisor and of its worker."""
    command = [sys.executable, "-c", BATCH, str(folder / "in"), str(folder / f"out{number}")]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    supervisor, worker = map(float, done.stdout.split())
    return supervisor, worker


def wall(runs: int) -> bool:
    """Print a table of times by the clock; tell whether the bar is met."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs):
        for name, arguments in COMMANDS.items():
            times[name].append(seconds(arguments))
    for name, found in times.items():
        print(f"{name:20} median {statistics.median(found) * 1000:6.1f} ms   best {min(found) * 1000:6.1f} ms")
    ratio = statistics.median(times["unodc-parse --help"]) / statistics.median(times["import typer, rich"])
    print(f"ratio {ratio:.2f}, at most {BAR}")
    return ratio <= BAR


def processor(runs: int) -> bool:
    """Print a table of processor times; tell whether the bars are met."""
    times: dict[str, list[float]] = {name: [] for name in (*IMPORTED, *CPU_BARS)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        (folder / "in" / "line.txt").write_text("One line.\n", encoding="utf-8")
        for number in range(runs):
            for what, statement in IMPORTED.items():
                times[what].append(cpu_seconds(statement))
            for what, spent in zip(CPU_BARS, batch_seconds(folder, number), strict=True):
                times[what].append(spent)
    medians = {what: statistics.median(found) for what, found in times.items()}
    for what, median in medians.items():
        other, bar = CPU_BARS.get(what, ("", 0))
        beside = f"   {median / medians[other]:.2f} of {other}, at most {bar}" if other else ""
        print(f"{what:20} processor {median * 1000:6.1f} ms{beside}")
    return all(medians[what] <= bar * medians[other] for what, (other, bar) in CPU_BARS.items())


def main() -> int:
    """Print both tables, and return 1 where a bar is missed."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    return 0 if wall(runs) & processor(runs) else 1


if __name__ == "__main__":
    sys.exit(main())
