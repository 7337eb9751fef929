"""The evaluation gate: every gold document in every variant, the sample reports, and the floors they must hold.

python -m tests.eval.gate            print the table; exit status 1 where a figure is below its floor
python -m tests.eval.gate --raise    raise floors to what is measured; a floor is never lowered
python -m tests.eval.gate -v [NAME]  what is wrong, case by case (of the cases whose name holds NAME)
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import msgspec
from samples.source import CALL, load
from tests.eval import meaning_score
from tests.eval.build_gold import GOLD, LANGUAGES
from tests.eval.score import Score, score
from tests.eval.variants import VARIANTS

from unodc_parse.pipeline import parse

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"
FLOORS = HERE / "floors.toml"
#: `silent` is a share of errors: its floor is a ceiling.
CEILINGS = frozenset({"silent"})
#: Floors are written with so many digits, rounded to the lenient side.
DIGITS = 3
#: A floor that has fallen behind by more than this should be raised.
BEHIND = 0.02


@dataclass(frozen=True, slots=True)
class Case:
    """One input and its truth."""

    name: str
    data: bytes
    truth: dict[str, Any]

    def run(self) -> Score:
        """Parse and score."""
        return score(self.truth, json.loads(msgspec.json.encode(parse(self.data, name=f"{self.name}.input"))))


def cases() -> Iterator[Case]:
    """Yield all cases."""
    for path in sorted(GOLD.glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        for name, variant in VARIANTS.items():
            if name != "damaged" or truth["language"] == "ar":
                yield Case(f"{path.stem}/{name}", variant(text, truth["language"]).encode(), truth)
    for language in LANGUAGES:
        yield Case(f"sample.{language}/pdf", (SAMPLES / f"report.{language}.pdf").read_bytes(), sample_truth(language))


def sample_truth(language: str) -> dict[str, Any]:
    """Return the truth of a sample report: the ids of the gold, the texts of the sample's own source."""
    truth = json.loads((HERE / "sample.json").read_text(encoding="utf-8"))
    source = load(SAMPLES / "source" / f"report.{language}.toml")
    texts = [CALL.sub("", block.text) for block in source.blocks] + [note.text for note in source.footnotes]
    for segment, text in zip(truth["segments"], texts, strict=True):
        headed = segment["kind"] in ("section", "subsection")
        segment.update(heading=text if headed else None, text=None if headed else text)
    head = source.masthead
    lines = (head.organization, head.symbol, head.distribution, head.date, head.version, head.original, head.body)
    truth["metadata"] = truth["metadata"][language]
    truth["unscored"] = [{"kind": "masthead", "text": line} for line in (*lines, *head.meeting, head.title)]
    return dict(truth)


class Measured(Protocol):
    """The figures of a case, and what is wrong in it."""

    @property
    def remarks(self) -> Sequence[str]:
        """What is wrong."""

    def figures(self) -> dict[str, float]:
        """Return the figures that there are."""


def measure(only: str = "") -> dict[str, Measured]:
    """Run the cases whose name holds `only`, and the gold of meaning."""
    documents = {case.name: case.run() for case in cases() if only in case.name}
    return {**documents, **meaning_score.measure(only)}


def read_floors() -> dict[str, dict[str, float]]:
    """Return the floors by case."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def shortfalls(measured: dict[str, Measured], floors: dict[str, dict[str, float]]) -> list[str]:
    """Say which figures are below their floor, and which floors have no figure."""
    found = []
    for name, wanted in floors.items():
        got = measured[name].figures() if name in measured else {}
        for figure, floor in wanted.items():
            value = got.get(figure)
            if value is None or _worse(figure, value, floor):
                found.append(
                    f"{name}: {figure} {'is not measured' if value is None else f'{value:.3f}'}, floor {floor}"
                )
    return found


def behind(measured: dict[str, Measured], floors: dict[str, dict[str, float]]) -> list[str]:
    """Say which floors could be raised by more than `BEHIND`, or are missing."""
    found = []
    for name, result in measured.items():
        for figure, value in result.figures().items():
            floor = floors.get(name, {}).get(figure)
            if floor is None or (abs(value - floor) > BEHIND and not _worse(figure, value, floor)):
                found.append(f"{name}: {figure} {value:.3f}, floor {floor}")
    return found


def raised(measured: dict[str, Measured], floors: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Return the floors, each raised to what is measured; none is lowered or dropped."""
    new = {name: dict(figures) for name, figures in floors.items()}
    for name, result in measured.items():
        at = new.setdefault(name, {})
        for figure, value in result.figures().items():
            lenient = _lenient(figure, value)
            if figure not in at or _worse(figure, at[figure], lenient):
                at[figure] = lenient
    return new


def _worse(figure: str, value: float, than: float) -> bool:
    return value > than if figure in CEILINGS else value < than


def _lenient(figure: str, value: float) -> float:
    scale: int = 10**DIGITS
    return (math.ceil(value * scale) if figure in CEILINGS else math.floor(value * scale)) / scale


def write_floors(floors: dict[str, dict[str, float]]) -> None:
    """Write the floors file."""
    head = (
        "# Floors of tests/eval/gate.py (`silent`: a ceiling).\n"
        "# Raised by `python -m tests.eval.gate --raise`, never lowered.\n"
    )
    tables = [
        f'\n["{name}"]\n' + "".join(f"{figure} = {value}\n" for figure, value in sorted(floors[name].items()))
        for name in sorted(floors)
    ]
    FLOORS.write_text(head + "".join(tables), encoding="utf-8")


def table(measured: dict[str, Measured]) -> str:
    """Return the figures as a Markdown table."""
    names = ("id_f1", "text", "parent", "role_f1", "meta", "silent")
    rows = ["| case | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    documents = {case: result for case, result in measured.items() if not case.startswith("meaning.")}
    for case, result in documents.items():
        figures = result.figures()
        cells = [f"{figures[name]:.3f}" if name in figures else "–" for name in names]
        rows.append(f"| {case} | " + " | ".join(cells) + " |")
    meaning = {case: result for case, result in measured.items() if case not in documents}
    return "\n".join([*rows, "", meaning_score.table(meaning)] if meaning else rows)


def main() -> int:
    """Run the gate from the command line."""
    parser = argparse.ArgumentParser(description="The evaluation gate of unodc-parse.")
    parser.add_argument("only", nargs="?", default="", help="run only cases whose name holds this")
    parser.add_argument("--raise", dest="raise_", action="store_true", help="raise floors to what is measured")
    parser.add_argument("-v", "--verbose", action="store_true", help="say what is wrong, case by case")
    arguments = parser.parse_args()
    measured, floors = measure(arguments.only), read_floors()
    sys.stdout.write(f"{table(measured)}\n")
    for name, result in measured.items() if arguments.verbose else ():  # what is held out stays unseen
        if name.startswith("meaning.") and name.endswith("/test"):
            continue
        sys.stdout.write("\n  ".join((f"\n{name}", *result.remarks)) + "\n")
    if arguments.raise_:
        write_floors(raised(measured, floors))
        return 0
    low = shortfalls(measured, {name: floor for name, floor in floors.items() if arguments.only in name})
    sys.stderr.write("".join(f"{line}\n" for line in low))
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
