"""Roman numerals as numbers and back."""

from __future__ import annotations

from functools import cache

_PARTS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))

#: The highest number that is read.
_HIGHEST = 199


def to_roman(number: int) -> str:
    """Write `number` (1 to 399) as a lower-case Roman numeral.

    >>> to_roman(49)
    'xlix'
    """
    text = ""
    for value, letters in _PARTS:
        count, number = divmod(number, value)
        text += letters * count
    return text


def from_roman(text: str) -> int | None:
    """Read a Roman numeral in its canonical form, either case; anything else gives `None`.

    >>> from_roman("XIV"), from_roman("iiii")
    (14, None)
    """
    return _numerals().get(text.lower())


@cache
def _numerals() -> dict[str, int]:
    return {to_roman(number): number for number in range(1, _HIGHEST + 1)}
