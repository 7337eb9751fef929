"""Write the tables of docs/security.md from `statistics.json`: `python -m tests.fuzz.table`.

`python -m tests.fuzz.campaign --settle` writes the statistics from all runs.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from tests.fuzz.ledger import ROOT, STATISTICS

PAGE = ROOT / "docs" / "security.md"
BEGIN, END = "<!-- table: python -m tests.fuzz.table -->\n", "<!-- end of table -->\n"

_WHAT = {
    "lines": "repair, without its search",
    "order": "the search for the order of runs, up to 60 letters",
    "repair": "repair, all of it",
    "markers": "markers of a line",
    "numbering": "numbering and segments",
    "reader": "reader of text files",
    "text": "text to report, JSON and CSV",
    "pdf": "PDF to report, JSON and CSV",
}
BAD = {
    "crash": "crashes",
    "hang": "hangs",
    "uncaught": "uncaught exceptions",
    "letters": "letters lost",
    "promise": "other promises broken",
}


def tables() -> str:
    """Return the tables in Markdown."""
    found: dict[str, Any] = json.loads(STATISTICS.read_text("utf-8"))
    head = ("what", "guided by coverage", "mutated", *BAD.values(), "fine after mending")
    rows = [
        (_WHAT[name], row["guided"], row["mutated"], *(row[kind] for kind in BAD), row["mended"])
        for name, row in found["targets"].items()
    ]
    sums = ("together", *(sum(column) for column in list(zip(*rows, strict=True))[1:]))
    parts = ["\n".join(_table(head, [*rows, sums]))]
    for title, key in (("The ten slowest inputs", "slowest"), ("The ten that take most memory", "largest")):
        worst = [(_WHAT[one["target"]], one["bytes"], one["seconds"], one["memory"]) for one in found[key]]
        parts.append(f"{title}, each in a process of its own:")
        parts.append("\n".join(_table(("what", "bytes", "seconds of processor", "MiB"), worst)))
    parts.append("The commits that were tried, with a plus where the program differed from it:")
    parts.append("\n".join(_table(("what", "how", "commit", "day", "executions"), _by_commit(found["runs"].values()))))
    return "\n".join(part + "\n" for part in parts)


def _by_commit(runs: Iterable[dict[str, Any]]) -> list[tuple[object, ...]]:
    """Return target, way, commit, day and executions, in the order of the first table."""
    sums = Counter[tuple[str, ...]]()
    for run in runs:
        sums[run["target"], run["day"], run["commit"], run["how"]] += run["executions"]
    order = {target: number for number, target in enumerate(_WHAT)}
    rows = sorted(sums.items(), key=lambda row: (order[row[0][0]], *row[0][1:]))
    return [(_WHAT[target], how, commit, day, count) for (target, day, commit, how), count in rows]


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    for row in rows:
        cells = (f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row)
        yield f"| {' | '.join(cells)} |"


def main() -> None:
    """Put the tables into the page."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{tables()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
