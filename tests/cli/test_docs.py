"""`docs/cli.md` says what the program knows, no more and no less."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
import typer.main

from unodc_parse.cli.commands import DEFAULT_COMMAND
from unodc_parse.cli.program import app
from unodc_parse.cli.settings import FailOn
from unodc_parse.cli.status import Status
from unodc_parse.diagnostics import REGISTRY
from unodc_parse.export.formats import Format
from unodc_parse.model import Kind, Role
from unodc_parse.options import AUTO, Reader, languages

GROUP = typer.main.get_command(app)


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "cli.md").read_text(encoding="utf-8")


def program_options(*names: str) -> set[str]:
    """Return the options of the program and of the commands with these names, or of all commands."""
    commands = [GROUP, *(command for name, command in GROUP.commands.items() if not names or name in names)]
    options = (p for command in commands for p in command.params if p.param_type_name == "option")
    return {name for option in options for name in option.opts} | {"--help"}


def test_every_option_stands_in_the_page_and_no_other(page: str) -> None:
    assert set(re.findall(r"`(--?[a-z-]*[a-z][a-z-]*)`", page)) == program_options()


def test_every_command_stands_in_the_page_and_no_other(page: str) -> None:
    rows = page.partition("## Options of `unodc-parse`")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", rows, re.MULTILINE)) == set(GROUP.commands) - {DEFAULT_COMMAND}


def test_every_exit_status_stands_in_the_page(page: str) -> None:
    for status in Status:
        assert str(int(status)) in page.partition("## Exit status")[2]


def test_help_names_every_word_that_options_take(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        app(["--help"], prog_name="unodc-parse")
    shown = capsys.readouterr().out
    for words in (*map(get_args, (Format, Role, Kind, Reader, FailOn)), (AUTO, *languages())):
        for word in words:
            assert word in shown
            assert f"`{word}`" in page


def test_help_names_every_command_and_option_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        app(["--help"], prog_name="unodc-parse")
    shown = capsys.readouterr().out
    assert {name for name in program_options(DEFAULT_COMMAND) if name not in shown} == set()
    assert all(f"  {name} " in shown for name in set(GROUP.commands) - {DEFAULT_COMMAND})


@pytest.mark.parametrize("code", REGISTRY)
def test_advice_names_an_option_behind_the_command_that_has_it(code: str) -> None:
    """A finding is shown by every command: an option alone would be taken for one of the command that shows it."""
    commands = {"unodc-parse": DEFAULT_COMMAND} | {name: name for name in GROUP.commands}
    advice = REGISTRY[code].advice
    for option in re.finditer("--[a-z-]+", advice):
        named = [word for word in re.findall(r"[\w-]+", advice[: option.start()]) if word in commands]
        assert named, f"{option[0]} of which command?"
        known = {name for p in GROUP.commands[commands[named[-1]]].params for name in p.opts}
        assert option[0] in known
