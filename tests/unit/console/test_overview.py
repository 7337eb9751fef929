"""The outline and the doubtful spots of a view."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from unodc_parse import Report
from unodc_parse.console.overview import doubtful, outline
from unodc_parse.console.view import Style, render_view
from unodc_parse.export.records import Selection


def test_the_outline_counts_every_role_once(reports: dict[str, Report]) -> None:
    for report in reports.values():
        counted: Counter[str] = Counter()
        for entry in outline(report):
            counted.update(dict(entry.counts))
        assert counted == Counter(segment.role for segment in report.segments if segment.role is not None)


def test_the_outline_of_one_heading_or_of_very_many_is_short(reports: dict[str, Report]) -> None:
    report = reports["en"]
    heading = next(segment for segment in report.segments if segment.kind == "section")
    assert outline(replace(report, segments=(heading,))) == []
    named = [segment.id for segment in report.segments if segment.kind in {"section", "subsection"}]
    many = tuple(replace(heading, id=f"h{n}", kind="heading", depth=2) for n in range(60))
    assert [entry.segment.id for entry in outline(replace(report, segments=(*report.segments, *many)))] == named
    deep = tuple(replace(heading, id=f"x{n}", kind="subsection", depth=2) for n in range(60))
    assert [entry.segment.depth for entry in outline(replace(report, segments=(*report.segments, *deep)))] == [1] * sum(
        segment.depth == 1 and segment.kind == "section" for segment in report.segments
    )


def test_a_table_of_contents_is_cut_short_unless_asked_for(reports: dict[str, Report]) -> None:
    report = reports["en"]
    text = "Contents I. Introduction … 1 " + "II. Recommendations … 2 " * 20
    contents = replace(report.segments[1], id="contents", kind="other", marker=None, text=text, role=None)
    report = replace(report, segments=(contents, *report.segments))
    assert "Contents I. Introduction 1 II. Recommendations 2 II. …" in render_view(report, style=Style(width=100))
    whole = render_view(report, Selection(kinds=frozenset({"other"}))).splitlines()
    assert sum(line.endswith(" II. Recommendations … 2") for line in whole) == 20


def test_a_selection_has_no_outline(reports: dict[str, Report]) -> None:
    heading = outline(reports["en"])[0].segment.heading or ""
    assert render_view(reports["en"], style=Style(width=100)).count(heading) == 2
    chosen = Selection(kinds=frozenset({"section"}))
    assert render_view(reports["en"], chosen, Style(width=100)).count(heading) == 1


def test_the_least_sure_comes_first(reports: dict[str, Report]) -> None:
    first, second, *_ = reports["en"].segments
    segments = (replace(first, confidence=0.85), replace(second, confidence=0.429))
    assert list(doubtful(segments)) == [f"{second.id} 42%", f"{first.id} 85%"]
    shown = render_view(replace(reports["en"], segments=segments))
    assert f"in doubt: {second.id} 42%, {first.id} 85%" in shown
