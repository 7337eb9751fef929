"""Data on standard output or in one file; nothing else ever goes to standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from unodc_parse.archive.worklist import STANDARD_STREAM
from unodc_parse.errors import OutputError
from unodc_parse.export.files import check_folder, write_whole


def write_out(data: bytes | Iterable[bytes], output: str | None) -> None:
    """Write bytes, whole or in pieces, to the file `output`, or to standard output where it is null or `-`."""
    if output in (None, STANDARD_STREAM):
        write_stdout([data] if isinstance(data, bytes) else data)
    else:
        write_file(output, data)


def check_output(output: str | None) -> None:
    """Raise `OutputError` where `output` is a file in a folder that is missing."""
    if output is not None and output != STANDARD_STREAM:
        try:
            check_folder(Path(output))
        except OutputError as problem:
            raise OutputError(f"{output}: {problem}") from problem


def write_file(output: str, data: bytes | Iterable[bytes]) -> None:
    """Write a file, given whole or in pieces; it appears whole, and a failure names it."""
    try:
        write_whole(Path(output), data)
    except OutputError as problem:
        raise OutputError(f"{output}: {problem}") from problem


def write_stdout(pieces: Iterable[bytes]) -> None:
    """Write bytes to standard output whatever the locale; raises `BrokenPipeError` where its reader has gone."""
    if sys.stdout is None:
        raise OutputError("standard output is closed; name a file with -o")
    try:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as problem:
        raise OutputError(
            f"standard output cannot be written ({problem.strerror}); check the disk or what it is connected to"
        ) from problem
