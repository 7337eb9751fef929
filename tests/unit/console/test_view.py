"""The view: small goldens, colour only where it belongs, a report's text never as a command to the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from unodc_parse import Report
from unodc_parse.console.view import Style, render_view, view_lines
from unodc_parse.export.records import EVERYTHING, Selection


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("reshape", [False, True])
def test_the_view_is_as_it_was_looked_at(root: Path, reports: dict[str, Report], language: str, reshape: bool) -> None:
    """To renew: write the output there, and look at it."""
    golden = root / "tests" / "golden" / f"view.{language}{'.reshape' if reshape else ''}.txt"
    shown = render_view(reports[language], style=Style(width=80, reshape=reshape))
    assert shown == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [44, 80, 200])
def test_no_line_is_wider_than_the_terminal(reports: dict[str, Report], width: int) -> None:
    for report in reports.values():
        for style in (Style(width=width), Style(width=width, reshape=True)):
            assert max(map(cell_len, render_view(report, style=style).splitlines())) <= width


def test_colour_and_isolates_are_for_terminals(reports: dict[str, Report], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[1;32mrecommendation" in render_view(reports["ar"], style=Style(terminal=True))
    assert "\u2067" in render_view(reports["ar"], style=Style(terminal=True))
    assert not {"\x1b", "\u2067"} & set(render_view(reports["ar"]))


def test_no_color_is_honoured(reports: dict[str, Report], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[1;32m" not in render_view(reports["ar"], style=Style(terminal=True))


def test_roles_and_kinds_are_honoured(reports: dict[str, Report]) -> None:
    shown = render_view(reports["en"], Selection(roles=frozenset({"deliberation"})))
    assert "III.B.3" in shown
    assert "II.1.a" not in shown
    assert "kinds and roles asked for" in render_view(reports["en"], Selection(roles=frozenset({"decision"})))


def test_an_empty_report_is_not_blamed_on_a_selection(reports: dict[str, Report]) -> None:
    assert "no text below the masthead" in render_view(replace(reports["en"], segments=()))


def test_doubtful_spots_are_marked(reports: dict[str, Report]) -> None:
    assert render_view(reports["ar"]).count("% sure") == 1


def test_a_document_cannot_command_the_terminal(reports: dict[str, Report]) -> None:
    evil = "\x1b]0;owned\x07\u202egnp.exe\nline [bold]markup[/bold]"
    metadata = replace(reports["en"].metadata, title=evil, symbols=(evil,))
    segments = (replace(reports["en"].segments[2], text=evil, id=evil),)
    shown = render_view(replace(reports["en"], metadata=metadata, segments=segments))
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    assert "[bold]markup[/bold]" in shown


def test_what_a_segment_means_is_coloured_where_it_stands(reports: dict[str, Report]) -> None:
    for language in ("ar", "en"):
        segment = next(s for s in reports[language].segments if s.addressees and s.modality)
        lines = list(view_lines(reports[language], EVERYTHING, Style(width=200, terminal=True)))
        spans = [(line.plain, span) for line in lines for span in line.spans if span.style == "bold green"]
        coloured = [plain[span.start : span.end] for plain, span in spans]
        assert segment.addressees[0].text in coloured
        assert any("strength 3" in line.plain for line in lines)
