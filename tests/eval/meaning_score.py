"""Scores what is found in the gold of meaning: F1 of ids and citations, shares of cues, classes and dates.

python -m tests.eval.meaning_score [-v] [NAME]    the table; with -v, what is wrong in the development half
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from tests.eval.meaning_gold import Mark, Record, records

from unodc_parse.language.lexicon import fold
from unodc_parse.meaning.enrich import add_meaning
from unodc_parse.model import Citation, Marker, Segment

FIGURES = ("addressee", "cue", "strength", "hedge", "aspect", "citation", "date", "count", "speaker", "stance")


@dataclass
class Tally:
    """What is right, what is missed, what is false."""

    right: int = 0
    missed: int = 0
    false: int = 0

    def f1(self) -> float:
        """Return F1; 1 where there is nothing."""
        total = 2 * self.right + self.missed + self.false
        return 2 * self.right / total if total else 1.0


class Figured(Protocol):
    """What has figures."""

    def figures(self) -> dict[str, float]:
        """Return the figures that there are."""


@dataclass
class Result:
    """The tallies of one set of records, and what is wrong in them."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    remarks: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Return the figures that there is something to count for."""
        return {name: self.tallies[name].f1() for name in FIGURES if name in self.tallies}


def measure(only: str = "") -> dict[str, Result]:
    """Score all records whose set's name holds `only`: `meaning.en/dev`, `meaning.second.ar/test`, …"""
    results: dict[str, Result] = {}
    for record in records():
        name = f"{record.set}.{record.language}/{'test' if record.held_out else 'dev'}"
        if only in name:
            _score(record, results.setdefault(name, Result()))
    return dict(sorted(results.items()))


def read(record: Record) -> Segment:
    """Read the text of a record as the only segment of a document."""
    role = "recommendation" if record.kind == "recommendations" else "deliberation"
    segment = Segment(
        id="1", parent=None, depth=1, kind="paragraph", role=role, label="1",
        marker=Marker(raw="1.", family="decimal", ordinal=1), language=record.language,
        direction="rtl" if record.language == "ar" else "ltr", text=record.text, span=(0, len(record.text)),
        sources=(), confidence=1.0,
    )  # fmt: skip
    return add_meaning((segment,), (record.symbol,), record.language)[0]


def _score(record: Record, result: Result) -> None:
    segment = read(record)
    _compare(record, result, "citation", [_wanted(m) for m in record.of("X")], [_got(c) for c in segment.citations])
    _compare(
        record, result, "date", [_dates(m.says) for m in record.of("D")], [(d.start, d.end) for d in segment.dates]
    )
    if record.kind == "recommendations":
        _recommendation(record, segment, result)
    else:
        _deliberation(record, segment, result)


def _recommendation(record: Record, segment: Segment, result: Result) -> None:
    wanted = {m.says for m in record.of("A") if m.says != "-"}
    _compare(record, result, "addressee", wanted, {a.id for a in segment.addressees})
    cue = next((m for m in record.of("C") if m.says != "0"), None) or record.of("C")[0]
    modality = segment.modality
    _compare(record, result, "cue", [fold(_text(record, cue))], [fold(modality.cue)] if modality else [])
    _compare(record, result, "strength", [int(cue.says)], [modality.strength] if modality else [])
    hedges = [fold(_text(record, m)) for m in record.of("H")]
    _compare(record, result, "hedge", hedges, [fold(h) for h in modality.hedges] if modality else [])
    _compare(record, result, "aspect", {m.says for m in record.of("P")}, set(modality.aspects) if modality else set())


def _deliberation(record: Record, segment: Segment, result: Result) -> None:
    """A statement is found where one of the found spans holds the gold's verb; each serves once."""
    anchors = _anchors(record)
    free = list(segment.statements)
    for speaker, verb in anchors:
        place = verb.start if verb else speaker.start
        hit = next((s for s in free if s.span[0] <= place < s.span[1]), None)
        count, _, who = speaker.says.partition("=")
        if hit is None:
            _note(record, result, "count", missed=speaker.says)
            continue
        free.remove(hit)
        _compare(record, result, "count", [count], [hit.count_class])
        if who:
            _compare(record, result, "speaker", [fold(who)], [fold(hit.speaker or "")])
        if verb:
            _compare(record, result, "stance", [verb.says], [hit.stance])
    for extra in free:
        _note(record, result, "count", false=f"{extra.count_class} {record.text[slice(*extra.span)][:40]!r}")


def _anchors(record: Record) -> list[tuple[Mark, Mark | None]]:
    """Pair speakers and verbs: in the order of the text, the nearest verb of the same sentence that no other has."""
    speakers, verbs = record.of("S"), record.of("V")
    pairs = []
    for speaker in speakers:
        beside = [v for v in verbs if not re.search("[.;؛]", record.text[slice(*sorted((v.start, speaker.start)))])]
        near = min(beside, key=lambda v: abs(v.start - speaker.start) + abs(v.end - speaker.end), default=None)
        if near is not None:
            verbs.remove(near)
        pairs.append((speaker, near))
    return pairs


def _text(record: Record, mark: Mark) -> str:
    return record.text[mark.start : mark.end]


def _wanted(mark: Mark) -> tuple[str | None, ...]:
    kind, owner, *numbers = mark.says.split(" ")
    read = [None if n == "-" else n.replace("-(", " (").replace("_", " ") for n in numbers]
    number, paragraph, sub = (*read, None, None, None)[:3]
    owner_ = None if owner == "-" else owner
    if kind == "article":
        return (kind, owner_, number, paragraph, sub)
    if kind == "paragraph":
        return (kind, None, None, number, paragraph)
    if kind == "agenda_item":
        return (kind, None, number, None, paragraph)
    return (kind, owner_, number, paragraph, sub)


def _got(c: Citation) -> tuple[str | None, ...]:
    owner = c.instrument if c.kind == "article" else c.body
    return (c.kind, owner, c.article if c.kind == "article" else c.number, c.paragraph, c.sub)


def _dates(says: str) -> tuple[str, str]:
    start, _, end = says.partition("/")
    return start, end or start


def _compare(record: Record, result: Result, figure: str, wanted: Iterable[object], got: Iterable[object]) -> None:
    want, have = Counter(wanted), Counter(got)
    tally = result.tallies[figure]
    tally.right += (want & have).total()
    tally.missed += (want - have).total()
    tally.false += (have - want).total()
    if want != have:
        missed, false = list((want - have).elements()), list((have - want).elements())
        result.remarks.append(f"{record.id} {record.language} {figure}: missed {missed}, false {false}")


def _note(record: Record, result: Result, figure: str, *, missed: str = "", false: str = "") -> None:
    result.tallies[figure].missed += bool(missed)
    result.tallies[figure].false += bool(false)
    result.remarks.append(f"{record.id} {record.language} {figure}: missed {missed!r}, false {false!r}")


def table(results: Mapping[str, Figured]) -> str:
    """Return the figures as a Markdown table."""
    rows = ["| gold | " + " | ".join(FIGURES) + " |", "|---|" + "---|" * len(FIGURES)]
    for name, result in results.items():
        figures = result.figures()
        rows.append(f"| {name} | " + " | ".join(f"{figures[f]:.3f}" if f in figures else "–" for f in FIGURES) + " |")
    return "\n".join(rows)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Scores of the gold of meaning.")
    parser.add_argument("only", nargs="?", default="")
    parser.add_argument("-v", "--verbose", action="store_true", help="say what is wrong, in the development half")
    arguments = parser.parse_args()
    results = measure(arguments.only)
    sys.stdout.write(f"{table(results)}\n")
    if arguments.verbose:
        remarks = [remark for name, result in results.items() if name.endswith("/dev") for remark in result.remarks]
        sys.stdout.write("\n".join(remarks) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
