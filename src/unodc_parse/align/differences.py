"""Where two versions of a segment disagree: numbers, dates, symbols, citations.

What one language writes in digits the other may write in words ("two", «اثنان», the dual), so a number that only one
side has says nothing alone, unless it is one that nobody writes in words. One that stands against another says much.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from unodc_parse.align.anchors import Anchors
from unodc_parse.align.pairs import Difference, DifferenceKind

#: Whole numbers up to this one are often written in words in one language and in digits in the other.
_IN_WORDS = 100

_WHOLE = re.compile(r"\d+")


def find_differences(left: Anchors, right: Anchors) -> tuple[Difference, ...]:
    """Return what only one of two paired segments has, what may be the same thing put side by side."""
    return (
        *_compare("date", left.dates, right.dates),
        *_compare("symbol", left.symbols, right.symbols),
        *_compare("citation", left.citations, right.citations),
        *_compare_numbers(left, right),
    )


def _compare(kind: DifferenceKind, left: Counter[str], right: Counter[str]) -> Iterator[Difference]:
    only_left, only_right = set(left) - set(right), set(right) - set(left)
    for here, there in _side_by_side(sorted(only_left), sorted(only_right)):
        yield Difference(kind=kind, left=here, right=there)


def _compare_numbers(left: Anchors, right: Anchors) -> Iterator[Difference]:
    """Compare numbers; those that the other side has inside a date, a citation or a symbol are not missing there."""
    only_left = sorted(set(left.numbers) - set(right.numbers) - _digits_inside(right))
    only_right = sorted(set(right.numbers) - set(left.numbers) - _digits_inside(left))
    for here, there in _side_by_side(only_left, only_right):
        if (here is not None and there is not None) or _needs_digits(here or there or ""):
            yield Difference(kind="number", left=here, right=there)


def _needs_digits(number: str) -> bool:
    return not number.isdecimal() or int(number) > _IN_WORDS


def _digits_inside(anchors: Anchors) -> set[str]:
    texts = (*anchors.dates, *anchors.citations, *anchors.symbols)
    return {number.lstrip("0") or "0" for text in texts for number in _WHOLE.findall(text)}


def _side_by_side(left: list[str], right: list[str]) -> Iterator[tuple[str | None, str | None]]:
    """Pair what is most alike first: `26/4` with `26/14` rather than with `2017`."""
    left, right = list(left), list(right)
    while left and right:
        here, there = max(((a, b) for a in left for b in right), key=lambda pair: (_likeness(*pair), pair))
        yield here, there
        left.remove(here)
        right.remove(there)
    yield from zip_longest(left, right)


def _likeness(here: str, there: str) -> float:
    shared = sum((Counter(here) & Counter(there)).values())
    return 2 * shared / (len(here) + len(there))
