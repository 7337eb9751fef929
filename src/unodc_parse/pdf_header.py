"""The header of a PDF, by which it is told from any other file, also by those who read none."""

from __future__ import annotations

from typing import Final

#: Bytes of a file in which its header begins and ends, if it has one (ISO 32000-2, Annex I).
HEADER_REACH: Final = 1024


def is_pdf(data: bytes) -> bool:
    """Tell whether a document is a PDF, by its header (ISO 32000-2, 7.5.2), which other bytes may stand before.

    >>> is_pdf(b"%PDF-1.7"), is_pdf(b"1. The Working Group")
    (True, False)
    """
    return b"%PDF-" in data[:HEADER_REACH]
