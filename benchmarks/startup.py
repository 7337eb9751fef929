"""How long `unodc-parse --help` takes, against `import typer, rich`: the bar is 1.5 times.

    python benchmarks/startup.py [RUNS]

The commands take turns, so that a busy machine slows all of them; the median counts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

BAR = 1.5
COMMANDS = {
    "python, nothing": ["-c", "pass"],
    "import typer, rich": ["-c", "import typer, rich"],
    "unodc-parse --help": ["-m", "unodc_parse.cli", "--help"],
    "unodc-parse schema": ["-m", "unodc_parse.cli", "schema"],
}


def seconds(arguments: list[str]) -> float:
    """Run Python with `arguments` once and return how long it took."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> int:
    """Print a table, and return 1 where the bar is missed."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs):
        for name, arguments in COMMANDS.items():
            times[name].append(seconds(arguments))
    for name, found in times.items():
        print(f"{name:20} median {statistics.median(found) * 1000:6.1f} ms   best {min(found) * 1000:6.1f} ms")
    ratio = statistics.median(times["unodc-parse --help"]) / statistics.median(times["import typer, rich"])
    print(f"ratio {ratio:.2f}, at most {BAR}")
    return 0 if ratio <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
