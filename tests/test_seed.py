"""The user's sample report: what the program was made for (issue "the main job")."""

from pathlib import Path

import pytest

from unodc_parse import parse

pytestmark = pytest.mark.shared

IDS = ["II", "II.h1", "II.1", *[f"II.1.{c}" for c in "abcdef"], "III", "III.h1", "III.B", "III.B.2"]


@pytest.mark.parametrize("name", ["report.txt", "gold.txt"])
def test_the_sample_report_has_its_outline(shared: Path, name: str) -> None:
    report = parse(shared / "seed" / name)
    assert [s.id for s in report.segments] == IDS
    kinds = ["section", "heading", "paragraph", *["item"] * 6, "section", "heading", "subsection", "paragraph"]
    assert [s.kind for s in report.segments] == kinds
    assert [s.id for s in report.by_role("recommendation")] == [f"II.1.{c}" for c in "abcdef"]
    assert [s.id for s in report.by_role("deliberation")] == ["III.B.2"]
    assert [s.id for s in report.segments if s.continued] == ["II", "III.B"]
    assert report["III.B"].agenda_item == "3"


@pytest.mark.parametrize("name", ["report.txt", "gold.txt"])
def test_its_meetings_are_read(shared: Path, name: str) -> None:
    meetings = parse(shared / "seed" / name).metadata.meetings
    assert [m.place for m in meetings] == ["فيينا", "فيينا"]
    assert [(m.start, m.end) for m in meetings] == [("2017-10-09", "2017-10-13"), ("2017-10-11", "2017-10-13")]
    assert [m.body_id for m in meetings] == ["ctoc_wg_international_cooperation", "ctoc_wg_technical_assistance"]


def test_the_bench_report_has_one_outline_in_both_languages(shared: Path) -> None:
    arabic = parse(shared / "bench" / "pdfs" / "lo-amiri-A-both.pdf")
    english = parse(shared / "bench" / "pdfs" / "en-lo-A-both.pdf")
    assert {s.id for s in arabic.segments} == {s.id for s in english.segments}
    outline = [[s.id for s in r.segments if s.kind != "footnote"] for r in (arabic, english)]
    assert outline[0] == outline[1]
