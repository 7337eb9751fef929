"""How well sentences are paired where there are no labels: real texts, whole and disturbed.

The pairs of a text of the shared folder were written by reading both versions, as numbers of lines (`pairs/*.json`).
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

from unodc_parse.align.reports import align_reports
from unodc_parse.meaning.enrich import add_meaning
from unodc_parse.model import Generator, Metadata, Report, Segment, SourceFile
from unodc_parse.pipeline import parse

#: A sentence, or several that run together: their numbers, and what they say.
Row = tuple[tuple[int, ...], str]
Links = set[tuple[int, int]]

PAIRS = Path(__file__).parent / "pairs"
_LABEL = re.compile(r"^[\d٠-٩]+(?:/[\d٠-٩]+)?\s*[.-]\s+")


def read_pairs(path: Path, folder: Path) -> tuple[Path, Path, Links]:
    """Return both files of a truth and which of their lines belong together.

    Raises:
        ValueError: a file is not the one that was read for the truth.
    """
    truth = json.loads(path.read_text("utf-8"))
    files = [folder / truth[side]["file"] for side in ("left", "right")]
    for file, side in zip(files, ("left", "right"), strict=True):
        if hashlib.sha256(file.read_bytes()).hexdigest() != truth[side]["sha256"]:
            raise ValueError(f"{file.name} is another text than the truth was written for")
    return files[0], files[1], {(a, b) for a, b in truth["pairs"]}


def paired_lines(left: Path, right: Path) -> Links:
    """Return which lines of two texts the program pairs, by the lines that its segments come from."""
    reports = [parse(path) for path in (left, right)]
    lines = [{s.id: s.sources[0].lines for s in (*r.furniture, *r.segments)} for r in reports]
    found: Links = set()
    for pair in align_reports(*reports):
        if pair.left is not None and pair.right is not None:
            ranges = [
                [n for i in side.id.split(" + ") for n in range(where[i][0], where[i][1] + 1)]
                for side, where in zip((pair.left, pair.right), lines, strict=True)
            ]
            found |= {(a, b) for a in ranges[0] for b in ranges[1]}
    return found


def unlabelled(path: Path) -> list[Row]:
    """Return the lines of a text, without the numbers that some of them begin with."""
    return [((n,), _LABEL.sub("", line)) for n, line in enumerate(path.read_text("utf-8").splitlines(), 1)]


def disturbed(rows: Sequence[Row], chance: random.Random) -> list[Row]:
    """Leave 5 % of the sentences out, and join 3 % to those before them."""
    kept: list[Row] = []
    for numbers, text in rows:
        draw = chance.random()
        if 0.05 <= draw < 0.08 and kept:
            kept[-1] = (kept[-1][0] + numbers, f"{kept[-1][1]} {text}")
        elif draw >= 0.05:
            kept.append((numbers, text))
    return kept


def links(left: Sequence[Row], right: Sequence[Row], truth: Links) -> Links:
    """Return the places in both of what shares a sentence."""
    return {
        (i, j)
        for i, (here, _) in enumerate(left)
        for j, (there, _) in enumerate(right)
        if any((a, b) in truth for a in here for b in there)
    }


def aligned(left: Sequence[Row], right: Sequence[Row]) -> Links:
    """Return the places of sentences that the program pairs where none has a label."""
    pairs = align_reports(_report(left, "ar"), _report(right, "en"))
    both = [(p.left.id.split(" + "), p.right.id.split(" + ")) for p in pairs if p.left and p.right]
    return {(int(a[1:]) - 1, int(b[1:]) - 1) for here, there in both for a in here for b in there}


def f1(found: Links, truth: Links) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * len(found & truth) / max(len(found) + len(truth), 1)


def _report(rows: Sequence[Row], language: str) -> Report:
    """Return a report whose paragraphs are these sentences, without labels."""
    segments = [
        Segment(id=f"p{n}", parent=None, depth=0, kind="paragraph", label="", language=language, text=text,
                direction="rtl" if language == "ar" else "ltr", span=(0, 0), sources=(), confidence=1.0)
        for n, (_, text) in enumerate(rows, 1)
    ]  # fmt: skip
    file = SourceFile(name="stretch", sha256="", media_type="text/plain", page_count=None, reader="text", damage=())
    return Report(
        generator=Generator(name="benchmark", version="0"), source=file, language=language, metadata=Metadata(),
        text="", segments=add_meaning(segments, (), language),
    )  # fmt: skip
