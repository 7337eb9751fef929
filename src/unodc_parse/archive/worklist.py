"""Which documents a run is about, their bytes, and the part of them that one machine of several takes."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, NoReturn

import msgspec

from unodc_parse.errors import InputError
from unodc_parse.options import show_size

#: The input that stands for standard input.
STANDARD_STREAM = "-"

#: What the document is called that comes from standard input.
STANDARD_INPUT_NAME = "stdin"

#: A byte of a file name that is no UTF-8, as Python holds it (PEP 383).
_ODD_BYTE = re.compile("[\udc80-\udcff]")

_PIECE: Final = 1 << 20  # bytes read at a time

SUFFIXES = frozenset({".pdf", ".txt"})


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One document to read: where it is, and what it is called in the output (unique, with forward slashes).

    `named` tells whether the user named it, rather than the folder in which it was found.
    """

    path: str
    name: str
    is_report: bool = True
    named: bool = True


class Unusable(msgspec.Struct, frozen=True, kw_only=True):
    """A name on the command line that stands for nothing to read, and why."""

    path: str
    reason: str


def is_folder(name: str) -> bool:
    """Tell whether `name` is a folder; what cannot even be looked at, or has no name, is none."""
    try:
        return bool(name) and Path(name).is_dir()
    except (OSError, ValueError):
        return False


def name_of(path: str) -> str:
    """Return what a document is called in outputs and messages: its name without the folders that it is in.

    >>> name_of("archive/report.pdf"), name_of("-")
    ('report.pdf', 'stdin')
    """
    return STANDARD_INPUT_NAME if path == STANDARD_STREAM else Path(path).name


def find_documents(inputs: list[str], *, outside: Path | None) -> list[Document | Unusable]:
    """Return what `inputs` name, in their order; folders are walked in the order of names, `outside` left out.

    A folder that is the only input gives names relative to it; several inputs keep the names of their folders.
    """
    found: list[Document | Unusable] = []
    for word in inputs:
        if word != STANDARD_STREAM and is_folder(word):
            prefix = PurePosixPath() if len(inputs) == 1 else PurePosixPath(Path(word).resolve().name)
            found.extend(_in_folder(word, prefix, outside))
        else:
            found.append(Document(path=word, name=name_of(word)))
    return list(_with_unique_names(found))


class Shard(msgspec.Struct, frozen=True):
    """The `number`-th of `count` parts of an archive, counted from 1."""

    number: int
    count: int

    def holds(self, document: Document) -> bool:
        """Tell whether `document` is in this part: decided by its name alone, so that every machine agrees.

        >>> [Shard(n, 2).holds(Document(path="x", name="a/report.pdf")) for n in (1, 2)]
        [True, False]
        """
        digest = hashlib.sha256(document.name.encode("utf-8", "surrogateescape")).digest()
        return int.from_bytes(digest[:8]) % self.count == self.number - 1


def read_document(path: str, most: int | None = None) -> bytes:
    """Return the bytes of a document, `most` of them at the most: so much memory it may take in all, null for any.

    Raises `InputError` with one line that says what to do.
    """
    try:
        if path == STANDARD_STREAM:
            if sys.stdin is None:
                raise InputError("standard input is closed; name a file instead of -")
            return _within(sys.stdin.buffer, most)
        if not path:
            raise InputError("the name is empty; name a file")
        with Path(path).open("rb") as file:
            return _within(file, most)
    except (OSError, ValueError) as problem:
        raise InputError(_explain(problem)) from problem


def _within(file: BinaryIO, most: int | None) -> bytes:
    """Read a file to its end, which it may not have; raises `InputError` where it is larger than `most`."""
    if most is None:
        return file.read()
    pieces, size = list[bytes](), 0
    while piece := file.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise InputError(f"larger than {show_size(most)}; give it more with --max-memory, or look at the file")
    return b"".join(pieces)


def hash_document(path: str) -> tuple[str, int] | None:
    """Return the SHA-256 of a file and its size, without holding it; null where it cannot be read or has no end."""
    try:
        if path == STANDARD_STREAM or is_endless(Path(path)):
            return None
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
    except (OSError, ValueError):
        return None


def _explain(problem: OSError | ValueError) -> str:
    if isinstance(problem, FileNotFoundError):
        return "no such file or folder; check the name"
    if isinstance(problem, PermissionError):
        return "no permission to read it; check its permissions"
    if isinstance(problem, IsADirectoryError):
        return "a folder, not a report; name a file in it"
    reason = problem.strerror if isinstance(problem, OSError) else str(problem)
    return f"cannot be read ({reason}); check the file"


def _in_folder(folder: str, prefix: PurePosixPath, outside: Path | None) -> Iterator[Document | Unusable]:
    empty = True
    for path in _walk(Path(folder), outside):
        is_report = path.suffix.lower() in SUFFIXES
        empty = empty and not is_report
        if is_endless(path):
            yield Unusable(path=str(path), reason="no file but a pipe, a socket or a device; move it away")
            continue
        yield Document(
            path=str(path), name=str(prefix / path.relative_to(folder).as_posix()), is_report=is_report, named=False
        )
    if empty:
        yield Unusable(path=folder, reason="the folder holds no .pdf or .txt files; name the files, or another folder")


def is_endless(path: Path) -> bool:
    """Tell whether reading would wait for somebody, or never end: of a pipe, a socket, a device."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False  # told when it is read
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _walk(folder: Path, outside: Path | None) -> Iterator[Path]:
    """Yield the files below `folder`, hidden ones left out; a folder that cannot be listed ends the walk."""
    for parent, folders, names in os.walk(folder, onerror=_refuse_folder):
        here = Path(parent)
        folders[:] = sorted(n for n in folders if not n.startswith(".") and (here / n).resolve() != outside)
        yield from (here / name for name in sorted(names) if not name.startswith("."))


def _refuse_folder(problem: OSError) -> NoReturn:
    """Stop where a folder cannot be listed: what is in it would be missing without a word."""
    raise InputError(
        f"{problem.filename}: the folder cannot be listed ({problem.strerror}); change its permissions or move it away"
    ) from problem


def _with_unique_names(found: list[Document | Unusable]) -> Iterator[Document | Unusable]:
    """Give a second bearer of a name a `~2` before its suffix, as ids get; all names can be written in JSON."""
    taken: set[str] = set()
    for document in found:
        if isinstance(document, Unusable):
            yield document
            continue
        name = _in_unicode(document.name)
        path, count = PurePosixPath(name), 1
        while name in taken:
            count += 1
            name = str(path.with_name(f"{path.stem}~{count}{path.suffix}"))
        taken.add(name)
        yield msgspec.structs.replace(document, name=name)


def _in_unicode(name: str) -> str:
    r"""Return a file's name with what is no UTF-8 as in URLs, so that outputs can bear it and JSON can hold it.

    >>> _in_unicode("r\udce9sum\udce9.pdf"), _in_unicode("100%.pdf")
    ('r%E9sum%E9.pdf', '100%.pdf')
    """
    return _ODD_BYTE.sub(lambda found: f"%{ord(found[0]) - 0xDC00:02X}", name)
