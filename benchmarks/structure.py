#!/usr/bin/env python3
"""Measure segmentation: ids, texts, parents and roles against truths and real reports, and its share of the time.

python benchmarks/structure.py --shared ../shared      prints one table; needs the folder of shared material

The truth of structure is scored with the scorer that lies beside it, on every PDF of the bench and on its own texts:
one paragraph a line, wrapped at 95 characters, and wrapped and damaged by the simulator of the seed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import statistics
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from unodc_parse import Report, Segment, parse, pipeline

Figures = dict[str, Any]
_MEASURES = ("id_f1", "text_rate", "parent_acc", "role_f1", "order")
_DAMAGE_SEEDS = range(8)
# Without a usable map of letters: refused or flagged, and measured by text_bench.py.
_UNREADABLE = 0.5


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = arguments.parse_args().shared
    print("| what | ids F1 | text | parents | roles F1 | order |\n|---|---|---|---|---|---|")
    for name, figures in _truths(shared):
        print("|", " | ".join([name, *(_show(figures[m]) for m in _MEASURES)]), "|", flush=True)
    print("\n| what | figure |\n|---|---|")
    for name, value in (
        *_twins(shared), *_main_sequences(shared), *_roles(shared), *_boundaries(shared), *_shares(shared),
    ):  # fmt: skip
        print(f"| {name} | {value} |", flush=True)


def _truths(shared: Path) -> Iterator[tuple[str, Figures]]:
    scorer = _module(shared / "structure" / "score_structure.py")
    for language in ("ar", "en"):
        truth = json.loads((shared / f"structure/truth/A.{language}.truth.json").read_text(encoding="utf-8"))
        rows = []
        for path in sorted((shared / "bench" / "pdfs").glob("*.pdf")):
            if path.name.startswith("en-") == (language == "en"):
                figures = _score(scorer, truth, path)
                if figures["id_f1"] < _UNREADABLE:
                    print(f"unreadable: {path.name}", file=sys.stderr)
                else:
                    rows.append(figures)
        yield f"{language}, {len(rows)} PDFs, mean", _over(rows, statistics.mean)
        yield f"{language}, {len(rows)} PDFs, worst", _over(rows, min)
        plain = (shared / f"bench/truth/{'en-lo-A-both' if language == 'en' else 'lo-amiri-A-both'}.txt").read_text(
            "utf-8"
        )
        wrapped = "\n".join(line for text in plain.splitlines() for line in textwrap.wrap(text, 95) or [""])
        yield f"{language}, text, a paragraph a line", _score(scorer, truth, plain)
        yield f"{language}, text, wrapped at 95", _score(scorer, truth, wrapped)
    damage = _module(shared / "seed" / "damage.py")
    truth = json.loads((shared / "structure/truth/A.ar.truth.json").read_text(encoding="utf-8"))
    plain = (shared / "bench/truth/lo-amiri-A-both.txt").read_text("utf-8")
    lines = [line for text in plain.splitlines() for line in textwrap.wrap(text, 95) or [""]]
    for seed in _DAMAGE_SEEDS:
        torn = "\n".join(damage.damage_line(line, seed)[0] if line.strip() else "" for line in lines)
        yield f"ar, text, wrapped and damaged, seed {seed}", _score(scorer, truth, torn)


def _score(scorer: ModuleType, truth: Figures, source: Path | str) -> Figures:
    report = parse(
        source if isinstance(source, Path) else source.encode(), name="report.txt" if isinstance(source, str) else None
    )
    return dict(scorer.score(truth, msgspec.to_builtins(report)))


def _over(rows: list[Figures], how: Callable[[list[float]], float]) -> Figures:
    return {m: how([row[m] for row in rows if row[m] is not None]) for m in _MEASURES}


def _show(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _twins(shared: Path) -> Iterator[tuple[str, str]]:
    ids = {}
    for language, name in (("ar", "lo-amiri-A-both"), ("en", "en-lo-A-both")):
        ids[language] = [s.id for s in parse(shared / f"bench/pdfs/{name}.pdf").segments]
    yield "twins, PDF: equal id sequences", "yes" if ids["ar"] == ids["en"] else "no"


def _main_sequences(shared: Path) -> Iterator[tuple[str, str]]:
    """Yield how many of paragraphs 1…N of each real report were found once, and how many false or doubled ones."""
    table = (shared / "corpus/truth/last_paragraph.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for row in table:
        name, last, *_ = row.split("\t")
        report = parse(shared / "corpus" / "en" / name)
        chain = _chain(report)
        under = {s.parent for s in chain if "~" not in s.id}  # the paragraphs of draft texts are twins
        others = [s for s in _numbered(report) if s.parent in under and s not in chain and chain[0].span < s.span]
        yield (
            f"{name}: paragraphs 1–{last}",
            f"{len(chain) / int(last):.3f} found in order, {len(others)} false or doubled",
        )


def _roles(shared: Path) -> Iterator[tuple[str, str]]:
    """Yield how many paragraphs have the role that the table's remark on a report's ranges gives them."""
    name = "E_2025_28.en.pdf"
    table = (shared / "corpus/truth/last_paragraph.tsv").read_text(encoding="utf-8")
    remark = next(line for line in table.splitlines() if line.startswith(name))
    before, _, after = remark.partition('"Action taken":')
    report = parse(shared / "corpus" / "en" / name)
    # numbers count anew in the draft texts of the first chapter: the last bearer of a number is the report's own
    by_number = {s.marker.ordinal: s.role for s in _numbered(report) if s.marker and "~" not in s.id}
    for role, text in (("deliberation", before), ("decision", after.partition(". ")[0])):
        ranges = (
            re.findall(r"(?<![\d-])(\d+)(?:-(\d+))?(?![\d-])", text)
            if role == "decision"
            else re.findall(r"\b(\d+)-(\d+)\b", text)
        )
        wanted = [n for start, end in ranges for n in range(int(start), int(end or start) + 1)]
        right = sum(by_number.get(number) == role for number in wanted)
        yield f"{name}: role {role} right", f"{right} of {len(wanted)}"


def _numbered(report: Report) -> list[Segment]:
    return [
        s for s in report.segments if s.kind == "paragraph" and s.marker is not None and s.marker.family == "decimal"
    ]


def _chain(report: Report) -> list[Segment]:
    """Return the longest chain of paragraphs n, n + 1, n + 2 … in the order of the report, from 1."""
    best: dict[int, list[Segment]] = {0: []}
    for segment in _numbered(report):
        before = best.get((segment.marker.ordinal or 0) - 1) if segment.marker else None
        if before is not None:
            best[len(before) + 1] = [*before, segment]
    return best[max(best)]


def _boundaries(shared: Path) -> Iterator[tuple[str, str]]:
    """Yield the F1 of paragraph beginnings in a report whose paragraphs people marked."""
    gold = json.loads((shared / "corpus/truth/ohchr_1_en_ru.gold-paragraphs.json").read_text(encoding="utf-8"))
    scorer = _module(shared / "structure" / "score_structure.py")
    wanted = Counter(_opening(p["main_language"], scorer) for p in gold["paragraphs"])
    report = parse(shared / "corpus/en/ohchr_1_en.pdf")
    # The gold has some of the headings and one of the notes: what it leaves out is neither right nor wrong.
    body = ("paragraph", "item", "subitem")
    found = Counter(
        _opening(_printed(s), scorer) for s in report.segments if s.kind in body and not _in_notes(report, s)
    )
    found |= wanted & Counter(_opening(_printed(s), scorer) for s in (*report.segments, *report.furniture))
    both = sum((wanted & found).values())
    precision, recall = both / sum(found.values()), both / sum(wanted.values())
    yield (
        "ohchr_1_en.pdf: boundaries",
        f"P {precision:.3f}, R {recall:.3f}, F1 {2 * both / (sum(found.values()) + sum(wanted.values())):.3f}",
    )
    for missing in wanted - found:
        print("missing:", missing, file=sys.stderr)
    for extra in found - wanted:
        print("extra:", extra, file=sys.stderr)


def _in_notes(report: Report, segment: Segment) -> bool:
    notes = [s.span for s in report.segments if "Notes" in (s.heading, s.text)]
    return bool(notes) and notes[0] < segment.span


def _printed(segment: Segment) -> str:
    return f"{segment.marker.raw if segment.marker else ''} {segment.heading or segment.text}"


def _opening(text: str, scorer: ModuleType) -> str:
    return "".join(c for c in scorer.norm(text) if c.isalnum())[:40]


def _shares(shared: Path) -> Iterator[tuple[str, str]]:
    """Yield the share of the whole time that segmentation and meaning take, in reports of each language."""
    for name in ("corpus/en/E_2025_28.en.pdf", "bench/pdfs/en-lo-A-both.pdf", "bench/pdfs/lo-amiri-A-both.pdf"):
        data = (shared / name).read_bytes()
        parse(data)
        spent = {"segment_pages": 0.0, "add_meaning": 0.0}
        with _watched(spent):
            start = time.perf_counter()
            pages = sum(parse(data).source.page_count for _ in range(3))
            whole = time.perf_counter() - start
        shares = ", ".join(f"{stage} {seconds / whole:.1%}" for stage, seconds in spent.items())
        yield f"{Path(name).name}: share of {1000 * whole / pages:.1f} ms a page", shares


@contextmanager
def _watched(spent: dict[str, float]) -> Iterator[None]:
    """Add up the seconds that the pipeline's stages take."""
    real = {name: getattr(pipeline, name) for name in spent}

    def watched(name: str) -> Callable[..., Any]:
        def run(*words: Any, **options: Any) -> Any:  # noqa: ANN401 -- whatever the stage takes
            start = time.perf_counter()
            result = real[name](*words, **options)
            spent[name] += time.perf_counter() - start
            return result

        return run

    for name in spent:
        setattr(pipeline, name, watched(name))
    try:
        yield
    finally:
        for name, function in real.items():
            setattr(pipeline, name, function)


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
