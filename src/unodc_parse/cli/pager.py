"""What people read in a terminal: through a pager where it is longer than the screen."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from collections.abc import Iterable, Iterator
from itertools import chain
from shutil import get_terminal_size, which
from typing import IO

from unodc_parse.cli.output import write_stdout
from unodc_parse.cli.settings import stdout_is_terminal

#: Colours as they are (R), no pager for what fits (F), the text stays on the screen (X). Isolates take no cell.
_LESS = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LESSUTFCHARDEF": "2066-2069:c"}


def show(pieces: Iterable[bytes]) -> None:
    """Write to standard output; on a terminal with fewer lines through `PAGER`, or else less.

    Raises:
        OutputError: standard output cannot be written.
        BrokenPipeError: its reader has gone.
    """
    command = _command() if stdout_is_terminal() else []
    if not command:
        write_stdout(pieces)
        return
    rest = iter(pieces)
    first = _screenful(rest, get_terminal_size().lines)
    if first.count(b"\n") < get_terminal_size().lines:
        write_stdout([first])
        return
    _page(command, chain([first], rest))


def _command() -> list[str]:
    """Return the pager's command; none where `PAGER` is empty or `cat`, or where there is no pager."""
    command = shlex.split(os.environ.get("PAGER", "less"))
    return command if command and command != ["cat"] and which(command[0]) else []


def _screenful(pieces: Iterator[bytes], lines: int) -> bytes:
    """Return the first pieces, as many as fill a screen."""
    taken = b""
    for piece in pieces:
        taken += piece
        if taken.count(b"\n") >= lines:
            break
    return taken


def _page(command: list[str], pieces: Iterable[bytes]) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env={**_LESS, **os.environ})  # noqa: S603 -- the user's
        if pager.stdin is not None:
            _feed(pager.stdin, pieces)
        pager.wait()
    finally:
        signal.signal(signal.SIGINT, before)


def _feed(stream: IO[bytes], pieces: Iterable[bytes]) -> None:
    """Hand over what the pager wants; one that is left early wants no more."""
    try:
        with stream:
            for piece in pieces:
                stream.write(piece)
    except BrokenPipeError:
        return
