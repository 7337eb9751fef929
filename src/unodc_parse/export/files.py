"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from unodc_parse.errors import OutputError

_DEFAULT_MODE = 0o666


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write `data`, whole or in pieces, beside `path`, make it durable, then put it in place in one step.

    Devices and pipes (`/dev/stdout`, `/dev/full`) cannot be replaced and are written to directly.
    Raises `OutputError` with one line that says why and what to do.
    """
    pieces = [data] if isinstance(data, bytes) else data
    try:
        if path.exists() and not path.is_file():
            _write_through(path, pieces)
        else:
            _replace(path.resolve(), pieces)
    except OSError as problem:
        raise OutputError(explain(problem, path)) from problem


def check_folder(path: Path) -> None:
    """Raise `OutputError` where the folder that `path` is to lie in is missing: before the work, not after it."""
    if not path.parent.is_dir():
        raise OutputError(explain(FileNotFoundError(), path))


def explain(problem: OSError, path: Path) -> str:
    """Say in one line why writing failed, and what to do."""
    if isinstance(problem, FileNotFoundError):
        if path.parent.is_dir():  # /proc, say
            return f"folder {str(path.parent)!r} takes no files; choose another place with -o"
        return f"folder {str(path.parent)!r} does not exist; create it first"
    if isinstance(problem, IsADirectoryError):
        return "is a folder; name a file in it"
    if isinstance(problem, PermissionError):
        return "no permission to write here; choose another place with -o"
    return f"cannot be written ({problem.strerror or problem}); check the disk or choose another place with -o"


def _write_through(path: Path, pieces: Iterable[bytes]) -> None:
    with path.open("wb") as target:
        target.writelines(pieces)


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    descriptor, beside = mkstemp(prefix=f".{path.name[:100]}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as target:
            target.writelines(pieces)
            target.flush()
            os.fsync(target.fileno())
        Path(beside).chmod(_mode(path))
        Path(beside).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise


def _mode(path: Path) -> int:
    """Return the permissions of the file that is replaced, or what the user's umask gives a new one."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return _DEFAULT_MODE & ~umask
