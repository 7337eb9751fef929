"""Advice that a command can take: messages of the inner rooms name options, and not every command has them all."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from unodc_parse.cli.commands import MainGroup

#: The command that needs no name, and has all options that these messages name.
DEFAULT_COMMAND: Final = "parse"

#: An option in a message, and what parts the ways out that a message names.
_OPTION: Final = re.compile(r"(?<!\S)--?[a-z][a-z-]*")
_OR: Final = ", or "


def fitting(message: str, command: str) -> str:
    """Return a message without the ways out by options that a command has not.

    Where no way would be left, the first one is told as one of the program, which has them all.

    >>> fitting("it has 9 pages; give it more with --limit pages=9, or read a part of it with --pages", "align")
    'it has 9 pages; give it more with --limit pages=9'
    >>> fitting("it has 9 pages; give it more with --limit pages=9, or read a part of it with --pages", "watch")
    'it has 9 pages; give it more with unodc-parse --limit pages=9'
    """
    what, mark, advice = message.rpartition("; ")
    ways = advice.split(_OR)
    missing = options_of(DEFAULT_COMMAND) - options_of(command)
    fit = [way for way in ways if missing.isdisjoint(_OPTION.findall(way))]
    return f"{what}{mark}{_OR.join(fit) or _OPTION.sub(_of_the_program, ways[0])}"


def _of_the_program(option: re.Match[str]) -> str:
    return f"unodc-parse {option[0]}"


@cache
def options_of(command: str) -> frozenset[str]:
    """Return the options of a command, by all their names; none of what is no command."""
    commands = _program().commands
    parameters = commands[command].params if command in commands else ()
    return frozenset(name for parameter in parameters for name in parameter.opts)


def takes_one_input(command: str) -> bool:
    """Tell whether a command takes one report, and nothing else.

    >>> takes_one_input("repair"), takes_one_input("diff"), takes_one_input("schema")
    (True, False, False)
    """
    commands = _program().commands
    parameters = commands[command].params if command in commands else ()
    return [one.metavar for one in parameters if one.param_type_name == "argument"] == ["INPUT"]


def command_of(words: list[str]) -> str:
    """Return the command that the words of a command line name, or the one that needs no name."""
    return _program().with_command(words)[0]


@cache
def _program() -> MainGroup:
    from typer.main import get_group  # noqa: PLC0415 -- a worker process has no typer (`unodc_parse.cli`)

    from unodc_parse.cli.program import app  # noqa: PLC0415 -- as above

    return cast("MainGroup", get_group(app))
