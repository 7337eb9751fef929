#!/usr/bin/env python3
"""Measure alignment: twins as they are and disturbed, planted differences of every kind, false alarms, speed.

    python benchmarks/alignment.py [--shared ../shared]

The twins are the gold documents of tests/eval, and with the shared folder its PDFs of one report in both languages.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.eval.alignment import compare, disturbed, false_alarms, other_digit, read  # noqa: E402 -- not installed

from unodc_parse import Report, UnodcParseError, parse  # noqa: E402 -- as above
from unodc_parse.align.reports import align_reports  # noqa: E402 -- as above

KINDS = ("number", "date", "symbol", "citation")
_SEEDS = range(12)


def main() -> None:
    """Print the tables."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = arguments.parse_args().shared
    twins = dict(gold_twins())
    print("| twins | pair F1 | disturbed, mean | worst | removals reported | alarms in 100 pairs |")
    print("|---|---|---|---|---|---|")
    for name, (arabic, english) in twins.items():
        print("|", " | ".join([name, *map(_show, _quality(arabic, english))]), "|", flush=True)
    print("\n| planted | found |\n|---|---|")
    for kind in KINDS:
        found = [hit for pair in twins.values() for hit in planted(*pair, kind)]
        print(f"| {kind} | {sum(found)} of {len(found)} |", flush=True)
    print("\n| PDF × PDF | figure |\n|---|---|")
    for name, value in _of_pdfs(shared / "bench" / "pdfs"):
        print(f"| {name} | {value} |", flush=True)
    report = parse(long_text(), name="long.txt")
    start = time.perf_counter()
    pairs = align_reports(report, report)
    print(f"| {len(pairs)} paragraphs, beyond parsing | {time.perf_counter() - start:.2f} s |")


def gold_twins() -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the names and texts of the gold documents."""
    gold = ROOT / "tests" / "eval" / "gold"
    for path in sorted(gold.glob("*.ar.txt")):
        name = path.name.removesuffix(".ar.txt")
        yield name, (path.read_text("utf-8"), (gold / f"{name}.en.txt").read_text("utf-8"))


def _quality(arabic: str, english: str) -> tuple[float, ...]:
    left, right = read(arabic), read(english)
    results = []
    for seed in _SEEDS:
        results.append(compare(read(disturbed(arabic, seed, dropped=0.05, removed=0.02)), right, left))
        results.append(compare(read(disturbed(english, seed, dropped=0.05, removed=0.02)), left, right))
    f1 = [result.f1 for result in results]
    reported = statistics.mean(result.reported for result in results)
    return (
        compare(left, right, left).f1,
        statistics.mean(f1),
        min(f1),
        reported,
        false_alarms(align_reports(left, right)),
    )


def planted(arabic: str, english: str, kind: str) -> Iterator[bool]:
    """Change one digit of something of this kind in either text, and tell whether a new difference is found."""
    for seed, (text, other) in product(_SEEDS, ((arabic, english), (english, arabic))):
        changed = plant(text, kind, seed)
        if changed is not None:
            there = read(other)
            before = {found for pair in align_reports(read(text), there) for found in pair.differences}
            after = {found for pair in align_reports(read(changed), there) for found in pair.differences}
            yield bool(after - before)


def plant(text: str, kind: str, seed: int) -> str | None:
    """Change one digit of one thing of this kind in the body of a text."""
    chance = random.Random(f"{kind}/{seed}")  # noqa: S311 -- no secret
    places = sorted({spot for segment in read(text).segments for spot in _printed(segment, kind)})
    chance.shuffle(places)
    for context, start, end in places:
        at = text.find(context)
        digits = [i for i in range(start, end) if context[i].isdigit()]
        if at < 0 or not digits:
            continue
        place = at + chance.choice(digits)
        return text[:place] + other_digit(text[place], chance) + text[place + 1 :]
    return None


def _printed(segment: object, kind: str) -> Iterator[tuple[str, int, int]]:
    """Yield a segment's text with the span of each thing of this kind in it."""
    text, spans = segment.text or "", []  # type: ignore[attr-defined]
    if kind == "date":
        spans = [d.span for d in segment.dates]  # type: ignore[attr-defined]
    elif kind in ("symbol", "citation"):
        spans = [c.span for c in segment.citations if (c.kind == "document") == (kind == "symbol")]  # type: ignore[attr-defined]
    else:
        taken = {i for thing in (*segment.dates, *segment.citations) for i in range(*thing.span)}  # type: ignore[attr-defined]
        free = [i for i, char in enumerate(text) if char.isdigit() and i not in taken]
        spans = [(i, i + 1) for i in free if {i - 1, i + 1} & set(free)]  # of two digits or more
    yield from ((text, start, end) for start, end in spans)


def _of_pdfs(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the pair F1 over all PDFs of a report in Arabic against one in English, by ids that both have."""
    english = parse(folder / "en-lo-A-both.pdf")
    scores = []
    for path in sorted(folder.glob("*.pdf")):
        if path.name.startswith("en-"):
            continue
        try:
            arabic = parse(path)
        except UnodcParseError:
            continue
        if len(arabic.segments) > len(english.segments) / 2 and not _unreadable(arabic):
            scores.append(compare(arabic, english, arabic).f1)
    yield f"{len(scores)} Arabic PDFs against English: mean F1", f"{statistics.mean(scores):.4f}"
    yield "worst", f"{min(scores):.4f}"


def _unreadable(report: Report) -> bool:
    return sum(d.code == "U102" for d in report.diagnostics) > 0


def long_text() -> bytes:
    """Return a report of 200 paragraphs."""
    head = "CTOC/COP/2020/10\nReport on the meeting\nI. Deliberations\n"
    return (
        head + "".join(f"{n}. The Committee took note of document A/{n}/{n + 7}.\n" for n in range(1, 201))
    ).encode()


def _show(value: float) -> str:
    return f"{value:.3f}"


if __name__ == "__main__":
    main()
