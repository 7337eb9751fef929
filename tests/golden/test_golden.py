"""The samples as a whole: what they give today, written down, so that every change of it is seen and meant.

`UPDATE_GOLDENS=1 make test` writes the files anew; look at the diff before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from unodc_parse import Report, parse

HERE = Path(__file__).parent
UPDATE = bool(os.environ.get("UPDATE_GOLDENS"))
SAMPLES = ("report.ar.pdf", "report.en.pdf", "report.damaged.txt")


def written_out(report: Report) -> str:
    """Write a report as lines that a person can compare."""
    head = [f"{name}: {getattr(report.metadata, name)!r}" for name in report.metadata.__struct_fields__]
    rows = []
    for segment in (*report.segments, *report.furniture):
        places = " ".join(f"p{s.page} {s.lines[0]}-{s.lines[1]}" for s in segment.sources)
        flags = f"{segment.kind} {segment.role or '-'} <{segment.parent or ''}> {places} {segment.confidence:.2f}"
        rows.append(f"{segment.id} | {flags} | {segment.heading or segment.text} {' '.join(segment.notes)}".rstrip())
    found = [f"{d.code} {d.segment or ''}" for d in report.diagnostics]
    return "\n".join([*head, "", *rows, "", *found]).rstrip() + "\n"


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_give_what_is_written_down(samples: Path, name: str) -> None:
    golden = HERE / f"{name}.golden"
    found = written_out(parse(samples / name))
    if UPDATE:
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_goldens_are_not_being_rewritten_in_ci() -> None:
    assert not (UPDATE and os.environ.get("CI")), "UPDATE_GOLDENS must not be set in CI: it would hide every change"


def test_the_twins_have_one_outline(samples: Path) -> None:
    arabic, english = parse(samples / "report.ar.pdf"), parse(samples / "report.en.pdf")
    assert sorted(s.id for s in arabic.segments) == sorted(s.id for s in english.segments)
    for segment in arabic.segments:
        twin = english[segment.id]
        assert (segment.kind, segment.role, segment.parent, segment.notes) == (
            twin.kind,
            twin.role,
            twin.parent,
            twin.notes,
        )


@pytest.mark.parametrize("name", SAMPLES[:2])
def test_boxes_lie_on_their_pages_and_in_reading_order(samples: Path, name: str) -> None:
    report = parse(samples / name)
    for segment in (*report.segments, *report.furniture):
        for source in segment.sources:
            assert source.bbox is not None
            x0, top, x1, bottom = source.bbox
            assert 0 <= x0 < x1 <= 596
            assert 0 <= top < bottom <= 842
    body = [s for s in report.segments if s.kind != "footnote"]
    starts = [(s.sources[0].page, s.sources[0].bbox[1]) for s in body if s.sources[0].bbox]
    assert starts == sorted(starts)
