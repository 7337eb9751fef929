"""Bytes that wait in a file without a name: not in memory, and gone with the program, however it ends."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from unodc_parse.errors import OutputError

_CHUNK = 1 << 18


@contextmanager
def open_spool(folder: Path | None = None) -> Iterator[BinaryIO | None]:
    """Open a spool in `folder`, or else where temporary files go; null where there is no place for one."""
    spool = None
    for place in (folder, None) if folder is not None else (None,):
        with suppress(OSError):
            spool = TemporaryFile(dir=place)  # noqa: SIM115 -- closed below
            break
    try:
        yield spool
    finally:
        if spool is not None:
            spool.close()


def descriptor(spool: BinaryIO | None) -> int | None:
    """Return the number by which a process that shares its files knows a spool."""
    return None if spool is None else spool.fileno()


def put(pieces: Iterable[bytes], number: int) -> bool:
    """Fill the spool with this descriptor; false where there is no room for all of `pieces`."""
    try:
        with os.fdopen(os.dup(number), "wb") as file:
            file.writelines(pieces)
    except OSError:
        return False
    return True


def take(spool: BinaryIO) -> Iterator[bytes]:
    """Yield what is in a spool, from its start, in pieces."""
    spool.seek(0)
    while piece := spool.read(_CHUNK):
        yield piece


@contextmanager
def collected(pieces: Iterable[bytes], folder: Path) -> Iterator[Iterable[bytes]]:
    """Wait for all of `pieces`, which may take hours, in a spool in `folder`; then give them.

    Raises:
        OutputError: there is no room for them.
    """
    with open_spool(folder) as spool:
        if spool is None:
            yield list(pieces)
            return
        if not put(pieces, spool.fileno()):
            raise OutputError(f"{folder}: there is no room for the output; check the disk, or choose another -o")
        yield take(spool)
