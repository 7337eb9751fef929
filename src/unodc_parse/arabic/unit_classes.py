"""The classes of the units of a line, as reading them in order needs them (UAX #9, table 4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from unodc_parse.arabic.chardata import bidi_class
from unodc_parse.arabic.remembered import remember

RIGHT: Final = "R"
LEFT: Final = "L"
EUROPEAN: Final = "E"
ARABIC: Final = "A"
NEUTRAL: Final = "N"
_STRONG = {"L": LEFT, "R": RIGHT, "AL": RIGHT}
_NUMBER = {"EN": EUROPEAN, "AN": ARABIC}


def unit_class(text: str) -> str:
    """Return the class of one unit: its first strong letter decides, else its first digit, else it is neutral.

    >>> unit_class("a"), unit_class("1"), unit_class("-")
    ('L', 'E', 'N')
    """
    number = NEUTRAL
    for char in text:
        kind = bidi_class(char)
        if kind in _STRONG:
            return _STRONG[kind]
        if kind in _NUMBER and number == NEUTRAL and char.isdigit():
            number = _NUMBER[kind]
    return number


class _Classes(dict[str, str]):
    """The classes of units; remembered, as a page has few that differ."""

    def __missing__(self, text: str) -> str:
        """Find out the class of a unit that has not been met yet."""
        return remember(self, text, unit_class(text))


_CLASSES: Final = _Classes()


def classes_of(units: Iterable[str]) -> str:
    """Return the class of every unit of a line, each of one letter.

    >>> classes_of(["a", "1"])
    'LE'
    """
    return "".join([_CLASSES[unit] for unit in units])
