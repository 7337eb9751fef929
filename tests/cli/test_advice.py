"""What is advised can be done: no command advises an option that it has not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from unodc_parse.archive.supervisor import Limits, cause_of_death, out_of_memory, too_late
from unodc_parse.cli import main
from unodc_parse.cli.advice import command_of, fitting, options_of
from unodc_parse.options import Bounds
from unodc_parse.spread import too_long

COMMANDS = {
    "parse": ["{report}", "-f", "json"],
    "text": ["text", "{report}"],
    "explain": ["explain", "{report}", "--line", "1"],
    "doctor": ["doctor", "{report}"],
    "inspect": ["inspect", "{report}", "-o", "a.html"],
    "align": ["align", "{report}", "{other}"],
    "diff": ["diff", "{report}", "{other}"],
    "assemble": ["assemble", "{report}", "{other}"],
    "learn": ["learn", "{report}", "-o", "my.lm"],
}


def advised(said: str) -> set[str]:
    return set(re.findall(r"(?<!\S)--[a-z-]+", said))


@pytest.mark.parametrize("command", COMMANDS)
def test_too_long_a_document_is_told_with_options_that_the_command_has(
    command: str, samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    report = samples / "report.en.pdf"
    Path("other.pdf").write_bytes(report.read_bytes())
    words = [word.format(report=report, other="other.pdf") for word in COMMANDS[command]]
    assert main([*words, "--limit", "pages=1"]) == 3
    said = capsys.readouterr().err
    assert "give it more with --limit pages=" in said
    assert advised(said) == {"--limit", "--pages"} & options_of(command)


def test_a_text_has_no_pages_to_choose(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", str(samples / "report.damaged.txt"), "--limit", "lines=9"]) == 3
    assert advised(capsys.readouterr().err) == {"--limit"}


@pytest.mark.parametrize("command", ["watch", "repair", "learn", "align", "parse"])
@pytest.mark.parametrize(
    "message",
    [
        too_late(Limits(seconds=1.0)),
        too_long(158.0, 60.0),
        too_long(500_000.0, 60.0),
        out_of_memory(1 << 20),
        cause_of_death(-11, Limits()),
        f"it has {Bounds(pages=1).exceeded('pages', 2, 'pages')}",
    ],
)
def test_a_command_advises_its_own_options_or_those_of_the_program(command: str, message: str) -> None:
    said = fitting(message, command)
    what, _, advice = said.rpartition("; ")
    assert message.startswith(what)
    assert advice
    assert advised(advice) <= options_of(command) or "unodc-parse --" in advice
    assert (said == message) is (advised(message) <= options_of(command))


def test_each_way_out_says_what_to_do() -> None:
    assert fitting(too_long(158.0, 60.0), "watch").endswith("more than 60; read a part of it at a time")


def test_what_other_programs_have_is_left_in_a_message() -> None:
    told = "a.pdf is encrypted and needs a password: save a copy without one, for example with qpdf --decrypt"
    assert fitting(told, "repair") == told


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["repair", "--pages", "1", "a.txt"], "unodc-parse repair --help"),
        (["--page", "1", "a.txt"], "unodc-parse --help"),
        (["align"], "unodc-parse align --help"),
    ],
)
def test_wrong_usage_names_the_help_of_its_command(
    words: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert f"; {named} shows how it is used" in capsys.readouterr().err


@pytest.mark.parametrize(("words", "more"), [(["text", "a.txt"], True), (["diff", "a.txt", "b.txt"], False)])
def test_an_internal_error_asks_for_more_where_the_command_can_tell_it(
    words: list[str], *, more: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    for place in ("text.check_output", "diff.check_output"):
        monkeypatch.setattr(f"unodc_parse.cli.{place}", fail)
    assert command_of(words) == words[0]
    assert main(words) == 4
    said = capsys.readouterr().err
    assert "please report it" in said
    assert ("--verbose" in said) is more
