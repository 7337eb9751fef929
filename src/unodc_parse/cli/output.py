"""Data on standard output or in one file; nothing else ever goes to standard output."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from unodc_parse.archive.worklist import STANDARD_STREAM, is_folder
from unodc_parse.errors import InputError, OptionsError, OutputError
from unodc_parse.export.files import check_folder, write_whole
from unodc_parse.pdf_header import HEADER_REACH, is_pdf


def write_out(data: bytes | Iterable[bytes], output: str | None) -> None:
    """Write bytes, whole or in pieces, to the file `output`, or to standard output where it is null or `-`."""
    if output in (None, STANDARD_STREAM):
        write_stdout([data] if isinstance(data, bytes) else data)
    else:
        write_file(output, data)


def check_output(output: str | None, inputs: Iterable[str] = ()) -> None:
    """Raise `OutputError` where `output` or its folder is of no use, `OptionsError` where it is an input or a PDF."""
    if output is not None and output != STANDARD_STREAM:
        if output.endswith("/"):  # a file of that name without the slash would be made, or written over
            if folder := next(filter(is_folder, inputs), None):
                raise InputError(f"{folder}: a folder, not a report; name a file in it")
            raise OutputError(f"{output}: is a folder; name a file in it")
        keep_inputs([output], inputs)
        _keep_pdf(output)
        try:
            check_folder(Path(output))
        except OutputError as problem:
            raise OutputError(f"{output}: {problem}") from problem


def keep_inputs(targets: Iterable[str], inputs: Iterable[str]) -> None:
    """Raise `OptionsError` where a target is an input, by whatever name: it would be written over."""
    kept = {_identity(path) for path in inputs} - {None}
    lost = next((target for target in targets if kept and _identity(target) in kept), None)
    if lost is not None:
        raise OptionsError(f"{lost} is also an input and would be lost; choose another name with -o")


def _identity(path: str) -> tuple[int, int] | None:
    """Return device and number of an existing file, which all its names share; null where there is none."""
    try:
        seen = Path(path).stat() if path != STANDARD_STREAM else None
    except (OSError, ValueError):
        return None
    return (seen.st_dev, seen.st_ino) if seen is not None and stat.S_ISREG(seen.st_mode) else None


def _keep_pdf(output: str) -> None:
    """Raise `OptionsError` where a PDF stands: this program writes none, so it is somebody's report."""
    if _identity(output) is None:
        return
    try:
        with Path(output).open("rb") as file:
            begins = file.read(HEADER_REACH)
    except OSError:
        return  # writing will say what is wrong
    if is_pdf(begins):
        raise OptionsError(f"{output} is a PDF and would be lost; choose another name with -o")


def write_file(output: str, data: bytes | Iterable[bytes]) -> None:
    """Write a file, given whole or in pieces; it appears whole, over no PDF, and a failure names it."""
    _keep_pdf(output)
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
