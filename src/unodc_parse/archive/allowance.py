"""How much time a document may take: where nobody says, a text has more of it the more lines it has.

Only of texts are lines put in order one by one, and each of them takes time (docs/security.md, "The slowest step").
"""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from unodc_parse.archive.supervisor import MOST_LINES, Limits
from unodc_parse.archive.worklist import STANDARD_STREAM, is_endless
from unodc_parse.pdf_header import HEADER_REACH, is_pdf

#: Bytes of a file that are read at a time.
_CHUNK: Final = 1 << 20


def allowed(limits: Limits, data: bytes) -> Limits:
    """Return what a document may take."""
    return limits if not limits.grows or is_pdf(data) else limits.for_lines(_lines(io.BytesIO(data)))


def allowed_file(limits: Limits, path: str) -> Limits:
    """Return what the document in a file may take, which is not held; one that cannot be read gets nothing more."""
    if not limits.grows or path == STANDARD_STREAM:
        return limits
    with suppress(OSError, ValueError):
        if not is_endless(Path(path)):
            with Path(path).open("rb") as file:
                if is_pdf(file.read(HEADER_REACH)):  # no more of it is read here
                    return limits
                file.seek(0)
                return limits.for_lines(_lines(file))
    return limits


def _lines(text: BinaryIO) -> int:
    """Return how many lines a text has, whatever ends them, or one of the numbers by which nothing more is gained."""
    feeds = returns = 0
    while max(feeds, returns) < MOST_LINES and (chunk := text.read(_CHUNK)):
        feeds += chunk.count(b"\n")
        returns += chunk.count(b"\r")
    return max(feeds, returns) + 1
