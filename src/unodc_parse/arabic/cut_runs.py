"""Latin text that a line end cuts in right-to-left text: what of it begins the next line, at its right end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from unodc_parse.arabic.chardata import bidi_class

#: A symbol that ends in a full stop, and what follows its numbers on the next line, drawn to the left of them.
_CUT_SYMBOL = re.compile(r"/[A-Z]+\.$")
_NUMBERS_LAST = re.compile(r"[A-Z][^/]*/([0-9]+(?:/[0-9]+)*)\s*$")


def begun_start(units: Sequence[str], before: str) -> int:
    """Return where the number begins that ends the Latin text `before` it on the line before (W7), or the end.

    A hyphened number does; and a symbol cut after a full stop goes on with numbers, and only then with letters.

    >>> begun_start("INF/2/Rev.1/15/2025", "E/CN."), begun_start("INF/2/Rev.1", "E/CN.")
    (12, 11)
    """
    first = count = len(units)
    if _CUT_SYMBOL.search(before):
        numbers = _NUMBERS_LAST.search("".join(units)) if all(len(unit) == 1 for unit in units) else None
        if numbers is not None:
            return numbers.start(1)
    while first > 0 and (_is_digit(units[first - 1]) or (first < count and units[first - 1] == "-")):
        first -= 1
    while first < count and not _is_digit(units[first]):
        first += 1
    return first if "-" in units[first:] else count


def _is_digit(unit: str) -> bool:
    return bool(unit) and bidi_class(unit[0]) == "EN"
