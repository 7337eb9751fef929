"""One run at a time into one folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from unodc_parse.archive.store import HIDDEN
from unodc_parse.errors import OutputError


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, which goes with the process; raises `OutputError` where another run holds it."""
    path = folder / HIDDEN / "lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            _take(file.fileno(), folder)
            yield
    except PermissionError as problem:
        raise OutputError(f"{folder}: no permission to write here; choose another folder with -o") from problem


def _take(descriptor: int, folder: Path) -> None:
    with suppress(ImportError):  # not on Windows
        import fcntl  # noqa: PLC0415 -- see above

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise OutputError(f"{folder}: another run is writing here; wait for it, or choose another -o") from problem
