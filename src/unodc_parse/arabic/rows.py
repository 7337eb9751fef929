"""Numbers in rows, as a stored model keeps them: which words follow a word, say.

The numbers of a row rise, so their differences are stored, by bytes of the same weight apart: that compresses to half
of what sorted keys take. A row is read when it is asked for first.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from unodc_parse.arabic import stored
from unodc_parse.values import Row

_PLANES: Final = 3
_BYTE: Final = 8
#: Bytes of a number that an array holds.
_WORD: Final = 4


class Numbers(Row, array_like=True):
    """Numbers below 2 to the 24th: their lowest bytes, their middle ones, their highest ones."""

    low: stored.Weights
    middle: stored.Weights
    high: stored.Weights


class Rows(Row, array_like=True):
    """How many numbers each row has, and the numbers of all rows, each less the one before it in its row."""

    counts: Numbers
    members: Numbers


def write_numbers(numbers: Sequence[int]) -> Numbers:
    """Store numbers.

    >>> read_numbers(write_numbers([0, 300, 70_000]))
    [0, 300, 70000]
    """
    return Numbers(*(bytes(n >> _BYTE * plane & 0xFF for n in numbers) for plane in range(_PLANES)))


def read_numbers(numbers: Numbers, first: int = 0, after: int | None = None) -> list[int]:
    """Return stored numbers, or a part of them."""
    low = numbers.low[first:after]
    found = bytearray(_WORD * len(low))
    found[0::_WORD], found[1::_WORD], found[2::_WORD] = low, numbers.middle[first:after], numbers.high[first:after]
    read = array("I", bytes(found))
    if sys.byteorder == "big":
        read.byteswap()
    return read.tolist()


def write_rows(rows: Iterable[Sequence[int]]) -> Rows:
    """Store rows of rising numbers.

    >>> [*read_rows(write_rows([[5, 7], [], [1]]))]
    [[5, 7], [], [1]]
    """
    counts, members = [], []
    for row in rows:
        counts.append(len(row))
        members += [number - before for before, number in pairwise([0, *row])]
    return Rows(write_numbers(counts), write_numbers(members))


def read_rows(rows: Rows) -> Iterator[list[int]]:
    """Yield all rows."""
    starts = row_starts(rows)
    for first, after in pairwise(starts):
        yield read_row(rows, first, after)


def row_starts(rows: Rows) -> list[int]:
    """Return where each row begins among the numbers, and where the last one ends."""
    return list(accumulate(read_numbers(rows.counts), initial=0))


def read_row(rows: Rows, first: int, after: int) -> list[int]:
    """Return the row whose numbers stand from `first` on, up to `after`."""
    return list(accumulate(read_numbers(rows.members, first, after)))


def count_rows(rows: Rows, count: int, highest: int) -> int:
    """Return how many numbers there are. Raises `ValueError` but for `count` rows of numbers below `highest`."""
    starts, total = row_starts(rows), len(rows.members.low)
    planes = (rows.members.middle, rows.members.high)
    if len(starts) != count + 1 or starts[-1] != total or any(len(plane) != total for plane in planes):
        raise ValueError("rows are missing")
    if any(row and row[-1] >= highest for row in read_rows(rows)):
        raise ValueError("a row names what there is not")
    return total
