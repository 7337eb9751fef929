"""What texts were found to be, kept for loops that look it up.

The glyphs of a page have few texts that differ; but a program may read fifty thousand files.
"""

from __future__ import annotations

from typing import Final, TypeVar

T = TypeVar("T")

MOST: Final = 8192  # texts that are kept at a time
LONGEST: Final = 8  # characters: glyphs have fewer, and the longer runs of left-to-right pages hardly come again


def remember(known: dict[str, T], text: str, found: T) -> T:
    """Return what a text was found to be, and keep it in `known` if it is short; when that is full, it begins anew.

    >>> known = {}
    >>> remember(known, "a", 1), remember(known, "a run of text", 2), known
    (1, 2, {'a': 1})
    """
    if len(text) <= LONGEST:
        if len(known) >= MOST:
            known.clear()
        known[text] = found
    return found
