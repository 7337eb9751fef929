"""What escapes a command becomes one line and an exit status."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, Final, NoReturn

from unodc_parse.cli.advice import DEFAULT_COMMAND, command_of, options_of, takes_one_input
from unodc_parse.cli.status import Status
from unodc_parse.console.messages import PROGRAM, complain, describe
from unodc_parse.errors import InputError, OptionsError, OutputError, UnodcParseError

#: What typer says of inputs that a command does not take.
_EXTRA: Final = "unexpected extra argument"

#: How a run was ended from outside.
_ENDED = {Status.INTERRUPTED: "interrupted", Status.TERMINATED: "terminated"}


def guarded(command: Callable[[], int], words: list[str]) -> int:
    """Run `command`; turn what it raises into a message and a status."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        status = command()
    except KeyboardInterrupt:
        status = Status.INTERRUPTED
    except SystemExit as wish:
        if isinstance(wish.__context__, BrokenPipeError):  # typer makes it an exit status of its own
            return leave_quietly(Status.DONE)
        status = wish.code if isinstance(wish.code, int) else Status.INTERNAL
        if status != Status.TERMINATED:
            return status
    except BrokenPipeError:
        return leave_quietly(Status.DONE)
    except Exception as problem:  # noqa: BLE001 -- the last line of defence
        if isinstance(problem, OSError) and {"--help", "--version"} & set(words):
            return _unwritten(problem)  # inputs and files have their own errors
        return _status_of(problem, words)
    if status in _ENDED:
        complain(f"{_ENDED[Status(status)]}; nothing half-written is left behind: to go on, run the same command again")
    return _flushed(status)


def leave_quietly(status: int) -> int:
    """Give up standard output, whose reader has gone, so that Python does not complain about it at exit."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
    return status


def _flushed(status: int) -> int:
    """Flush what `--help` or `--version` wrote, while a failure can still be reported."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        return leave_quietly(status)
    except OSError as problem:
        return max(status, _unwritten(problem))
    return status


def _unwritten(problem: OSError) -> int:
    """Say that standard output cannot be written, and drop what it still holds."""
    leave_quietly(Status.NOT_WRITTEN)
    complain(f"standard output cannot be written ({problem.strerror}); check the disk or what it is connected to")
    return Status.NOT_WRITTEN


def _status_of(problem: Exception, words: list[str]) -> int:
    """Report `problem` in one line and return the status that stands for it."""
    if isinstance(problem, OutputError):
        complain(str(problem))
        return Status.NOT_WRITTEN
    if isinstance(problem, InputError):
        complain(str(problem))
        return Status.UNREADABLE
    if isinstance(problem, OptionsError | UnodcParseError):
        complain(str(problem))
        return Status.USAGE
    if getattr(problem, "exit_code", None) == Status.USAGE:  # typer's usage errors have no public base class
        message = str(_message(problem)).rstrip(".")
        if _EXTRA in message:
            message += ": it takes no more" + ", run it once for each" * takes_one_input(command_of(words))
        complain(f"{message}; {_with_command(problem)} --help shows how it is used")
        return Status.USAGE
    can_tell_more = "--verbose" in options_of(command_of(words))
    complain(
        describe(problem, can_tell_more=can_tell_more),
        traceback_of=problem if {"-v", "--verbose"} & set(words) else None,
    )
    return Status.INTERNAL


def _with_command(problem: Any) -> str:  # noqa: ANN401 -- as above
    """Return the program, and the command that was used wrongly, if it was named."""
    context = problem.ctx
    command = context.info_name if context is not None else None
    return PROGRAM if command in (None, DEFAULT_COMMAND, PROGRAM) else f"{PROGRAM} {command}"


def _message(problem: Any) -> object:  # noqa: ANN401 -- typer's exceptions have no public type
    return problem.format_message()


def _terminate(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Unwind on SIGTERM, so that half-written files are removed."""
    raise SystemExit(int(Status.TERMINATED))
