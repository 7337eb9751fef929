"""Letter maps whose ranges Ghostscript has spoilt, and what they said before.

Ghostscript 10.0 writes a range of a letter map (`bfrange`: codes that follow one another stand for letters that do)
with one byte: the high byte of the range's first letter or-ed with its low byte, counting on from there. What a range
said is told by the letters beside it that stand in no range: in many fonts the glyphs of an alphabet lie in its order,
so that letter less code is the same for all of them. An order is believed where everything between fits it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

_BYTE: Final = 0x100
_LEAST: Final = 6  # letters that an order must explain
_MOST_AGAINST: Final = 0.1  # codes that contradict it, of those that it explains
_MOST_ORDERS: Final = 8  # the commonest ones are tried
_ARABIC: Final = frozenset([*range(0x621, 0x63B), *range(0x641, 0x656), *range(0x660, 0x66A), *range(0xFE80, 0xFEFD)])


def mended(texts: Mapping[bytes, str]) -> Mapping[bytes, str]:
    """Return a letter map with its spoilt ranges put right; the same one where there are none."""
    width = len(next(iter(texts), b""))
    if width < 2 or any(len(code) != width for code in texts):
        return texts
    said = {int.from_bytes(code, "big"): ord(text) for code, text in texts.items() if len(text) == 1}
    if len([letter for letter in said.values() if letter < _BYTE]) < _LEAST:  # an order must explain so many
        return texts
    orders = Counter([letter - code for code, letter in said.items() if letter in _ARABIC])
    right: dict[int, str] = {}
    codes = sorted(said)
    for order, _ in orders.most_common(_MOST_ORDERS):
        right = _explained(said, codes, order) | right  # what two explain the commoner one tells
    return {**texts, **{code.to_bytes(width, "big"): text for code, text in right.items()}} if right else texts


def _explained(said: dict[int, int], codes: list[int], order: int) -> dict[int, str]:
    """Return the letters of spoilt ranges in an alphabet's order, letter less code; none where it is not believed."""
    right: dict[int, str] = {}
    against = 0
    for code in codes:
        letter = order + code
        if letter not in _ARABIC:
            continue
        goes_on = code - 1 in right and said[code] == said[code - 1] + 1
        if said[code] < _BYTE and (goes_on or (letter >> 8 | letter & 0xFF) == said[code]):
            right[code] = chr(letter)
        elif said[code] != letter:
            against += 1
    return right if len(right) >= _LEAST and against <= _MOST_AGAINST * len(right) else {}
