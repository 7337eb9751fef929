"""Where the outputs of an archive go: a folder of this machine, or a place that fsspec can write to (`s3://…`).

Names are relative, with forward slashes. Whatever is written is there whole or not at all.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any, Protocol

from unodc_parse.errors import OptionsError, OutputError

#: The folder of what a run needs to go on where it was; outputs never lie in it.
HIDDEN = ".unodc-parse"

#: Which extra brings the library for places that are no folder.
EXTRA = "dask"


class Store(Protocol):
    """A place for files; every method raises `OutputError` with one line where the place fails."""

    def read(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a file, line ends kept; none where it is missing."""
        ...

    def exists(self, name: str) -> bool:
        """Tell whether there is such a file."""
        ...

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write a file whole, in place of an older one."""
        ...

    def append(self, name: str, data: bytes) -> None:
        """Add to the end of a file; of an append that is cut off, only a last line without its end remains."""
        ...

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in `folder`, sorted, without those of folders in it."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file, or a folder with all that is in it; what is missing, or not in the store, is passed over."""
        ...


def open_store(place: str) -> Store:
    """Return the store at `place`: a folder, made if it is missing, or an fsspec URL."""
    return RemoteStore(place) if "://" in place else FolderStore(place)


class FolderStore:
    """A folder of this machine."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            reason = problem.strerror or problem
            raise OutputError(f"{folder}: cannot be made ({reason}); choose another folder with -o") from problem

    def read(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a file (see `Store`)."""
        with suppress(FileNotFoundError), (self.folder / name).open("rb") as file:
            yield from file

    def exists(self, name: str) -> bool:
        """Tell whether there is such a file (see `Store`)."""
        return (self.folder / name).is_file()

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write beside, make durable, put in place (see `Store`); what a killed run leaves lies in `HIDDEN`."""
        target, beside = self.folder / name, self._beside(name)
        try:
            for path in (target, beside):
                path.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
        except OSError as problem:
            raise _failure(target, problem) from problem
        finally:
            with suppress(OSError):
                beside.unlink()

    def append(self, name: str, data: bytes) -> None:
        """Add to the end of a file (see `Store`)."""
        path = self.folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab") as file:
                file.write(data)
        except OSError as problem:
            raise _failure(path, problem) from problem

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in `folder` (see `Store`)."""
        path = self.folder / folder
        return sorted(entry.name for entry in path.iterdir() if entry.is_file()) if path.is_dir() else []

    def remove(self, name: str) -> None:
        """Remove a file or a folder (see `Store`)."""
        path = self.folder / name
        if _is_inside(name):
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _beside(self, name: str) -> Path:
        return self.folder / HIDDEN / "parts" / f"{os.getpid()}-{name.rpartition('/')[2][-100:]}"


def strangers_in(folder: Path) -> list[str]:
    """Return the names of what lies in a folder in which no run has written yet; none where one has, or it is new."""
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as problem:
        raise _failure(folder, problem) from problem
    return [] if HIDDEN in names else names


class RemoteStore:
    """A place that fsspec can write to; objects there appear when they are complete."""

    def __init__(self, url: str) -> None:
        try:
            from fsspec.core import url_to_fs  # noqa: PLC0415 -- an extra
        except ImportError as problem:
            raise OptionsError(f"{url}: URLs need fsspec; pip install 'unodc-parse[{EXTRA}]'") from problem
        self.url = url
        try:
            self.files: Any
            self.files, self.root = url_to_fs(url)
        except (ImportError, ValueError) as problem:
            raise OptionsError(f"{url}: cannot be opened ({problem}); see fsspec's list of protocols") from problem

    def read(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a file (see `Store`)."""
        with suppress(FileNotFoundError), self.files.open(self._path(name), "rb") as file:
            yield from file

    def exists(self, name: str) -> bool:
        """Tell whether there is such a file (see `Store`)."""
        return bool(self.files.isfile(self._path(name)))

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write a file whole (see `Store`)."""
        path, beside = self._path(name), self._path(f"{HIDDEN}/parts/{os.getpid()}-{name.replace('/', '-')[-100:]}")
        try:
            for folder in (path, beside):
                self.files.makedirs(folder.rpartition("/")[0], exist_ok=True)
            with self.files.open(beside, "wb") as file:
                for piece in pieces:
                    file.write(piece)
            self.files.mv(beside, path)
        except OSError as problem:
            raise _failure(f"{self.url}/{name}", problem) from problem

    def append(self, name: str, data: bytes) -> None:
        """Add to the end of a file (see `Store`)."""
        path = self._path(name)
        try:
            self.files.makedirs(path.rpartition("/")[0], exist_ok=True)
            with self.files.open(path, "ab") as file:
                file.write(data)
        except OSError as problem:
            raise _failure(f"{self.url}/{name}", problem) from problem

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in `folder` (see `Store`)."""
        path = self._path(folder)
        if not self.files.isdir(path):
            return []
        listed = self.files.ls(path, detail=True)
        return sorted(entry["name"].rpartition("/")[2] for entry in listed if entry["type"] == "file")

    def remove(self, name: str) -> None:
        """Remove a file or a folder (see `Store`)."""
        if _is_inside(name):
            with suppress(OSError):
                self.files.rm(self._path(name), recursive=True)

    def _path(self, name: str) -> str:
        return f"{self.root}/{name}"


def _is_inside(name: str) -> bool:
    """Tell whether a name stays in its store; names are read back from the store, which others may have written."""
    parts = PurePath(name).parts
    return bool(parts) and ".." not in parts and not PurePath(name).is_absolute()


def _failure(place: Path | str, problem: OSError) -> OutputError:
    reason = problem.strerror or problem
    return OutputError(
        f"{place}: cannot be written ({reason}); check the disk, then run the same command again: it goes on"
    )
