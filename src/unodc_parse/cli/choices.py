"""The file of choices beside a text: written with every answer of a review, without loss of what else stands in it."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Final

from unodc_parse.arabic.overrides import Overrides, render_overrides
from unodc_parse.console.messages import printable
from unodc_parse.errors import OutputError
from unodc_parse.export.files import write_whole

_MAKE_ROOM: Final = "make room there"
_ALLOW: Final = "allow it to be written, or copy it and the text to a folder of your own"
#: What to do where a file of choices cannot be written, by the number of the error.
_KEPT_AGAIN: Final[dict[int | None, str]] = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _MAKE_ROOM),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _ALLOW),
    errno.ENOENT: "see where its folder is gone to",
}


class Choices:
    """A file of choices."""

    def __init__(self, path: Path) -> None:
        """Look at what stands in the file, before it is read to be applied: what comes into it later is not known."""
        self._path = path
        self._known = b""
        with suppress(OSError):  # told where it is read to be applied
            self._known = _bytes_of(path)
        self._why = ""

    def leave(self, count: int) -> None:
        """Note that so many of the choices are not applied to the text."""
        self._why = f"of which {count} could not be applied" if count else ""

    def keep(self, overrides: Overrides, line: int) -> tuple[str, str] | None:
        """Keep what was chosen, last of `line`, and return what to say, and of which file, where a copy was made.

        Raises:
            OutputError: it cannot be written; the file is named, as no option has named it.
        """
        written = render_overrides(overrides).encode()
        try:
            copied = self._set_aside()
            write_whole(self._path, written)
        except (OutputError, OSError) as problem:
            cause = problem.__cause__ if isinstance(problem, OutputError) else problem
            reason, code = (cause.strerror, cause.errno) if isinstance(cause, OSError) else (None, None)
            raise OutputError(
                f"{self._path}: the reading of line {line} cannot be kept ({reason or problem}); "
                f"what was chosen before stands; {_KEPT_AGAIN.get(code, 'see what that is about')}, and review again"
            ) from problem
        self._known, self._why = written, ""
        return copied

    def _set_aside(self) -> tuple[str, str] | None:
        """Keep a copy of the file where it holds what would be lost: choices that are not applied, or are not known."""
        stands = _bytes_of(self._path)
        why = self._why if stands == self._known else "as it was changed meanwhile"
        if not (stands and why):
            return None
        copy = next(one for one in (Path(f"{self._path}.{n}") for n in count(1)) if not os.path.lexists(one))
        write_whole(copy, stands)
        name = printable(str(copy))
        return f"{name}: a copy of the choices that stood there, {why}", name


def _bytes_of(path: Path) -> bytes:
    """Return what stands in a file, nothing where there is none; raises `OSError` where it cannot be read."""
    try:
        return path.read_bytes() if path.is_file() else b""
    except FileNotFoundError:
        return b""
