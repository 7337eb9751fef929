"""Diagnostics: one line each, summed up where there are many."""

from __future__ import annotations

from unodc_parse.console.messages import MANY, diagnostic_lines
from unodc_parse.diagnostics import REGISTRY, report


def test_a_line_names_file_place_severity_and_code() -> None:
    found = report("U302", page=3, line=7, before="1", after="3")
    (line,) = diagnostic_lines("a.pdf", [found], infos=False)
    assert line.startswith("a.pdf: page 3, line 7: warning U302: numbering jumps from 1 to 3; ")


def test_many_of_a_code_are_summed_up() -> None:
    found = [report("U302", page=n, before="1", after="3") for n in range(1, MANY + 2)]
    assert len(diagnostic_lines("a.pdf", found[:MANY], infos=False)) == MANY
    (line,) = diagnostic_lines("a.pdf", found, infos=False)
    assert line.startswith("a.pdf: page 1: warning U302 (11 of them, this is the first): ")


def test_what_to_do_is_said_once_for_each_code() -> None:
    found = [report("U302", page=1, before="1", after="3"), report("U302", page=2, before="5", after="7")]
    first, second = diagnostic_lines("a.pdf", found, infos=False)
    assert first.endswith(f"numbering jumps from 1 to 3; {REGISTRY['U302'].advice}")
    assert second == "a.pdf: page 2: warning U302: numbering jumps from 5 to 7"


def test_small_findings_are_told_only_when_asked_for() -> None:
    found = [report("U202", count=3, damage="spaced")]
    assert diagnostic_lines("a.txt", found, infos=False) == []
    assert len(diagnostic_lines("a.txt", found, infos=True)) == 1


def test_a_name_cannot_command_the_terminal() -> None:
    (line,) = diagnostic_lines("a\x1b[31m\n\u202e.pdf", [report("U302", before="1", after="3")], infos=False)
    assert not {"\x1b", "\n", "\u202e"} & set(line)
