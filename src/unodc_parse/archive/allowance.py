"""How much time a document may take: where nobody says, a text has more of it the more lines it has.

Only of texts are lines put in order one by one, and each of them takes time (docs/security.md, "The slowest step").
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from unodc_parse.archive.supervisor import Limits
from unodc_parse.archive.worklist import STANDARD_STREAM, is_endless
from unodc_parse.read.header import is_pdf

#: Bytes of a file that are looked at: past the lines that are in them nothing is gained.
_LOOK: Final = 1 << 22


def allowed(limits: Limits, data: bytes) -> Limits:
    """Return what a document may take."""
    return limits if not limits.grows or is_pdf(data) else limits.for_lines(_lines(data))


def allowed_file(limits: Limits, path: str) -> Limits:
    """Return what the document in a file may take, which is not held; one that cannot be read gets nothing more."""
    if not limits.grows or path == STANDARD_STREAM:
        return limits
    with suppress(OSError, ValueError):
        if not is_endless(Path(path)):
            with Path(path).open("rb") as file:
                return allowed(limits, file.read(_LOOK))
    return limits


def _lines(data: bytes) -> int:
    """Return how many lines a text has, whatever ends them."""
    return max(data.count(b"\n"), data.count(b"\r")) + 1
