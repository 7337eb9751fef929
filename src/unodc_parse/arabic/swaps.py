"""Orders in which another number of a line is that of its paragraph.

To the language model all numbers are alike, so that the searches find one order of many: which number is the label,
other lines tell (`sequences`), if there is an order to choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from unodc_parse.arabic.joints import Run
from unodc_parse.arabic.layout import Layout

#: Numbers that may be those of paragraphs (digits folded): none with signs inside. A sign beside one alone may be there
#: by chance, as runs moved.
_NUMBER: Final = re.compile("(?<!0)(?<!0[/.,:\u066b])0{1,3}(?!0|[/.,:\u066b]0)")
#: Orders for a line at most.
_MOST: Final = 4


def with_other_labels(layout: Layout, runs: tuple[Run, ...]) -> list[tuple[Run, ...]]:
    """Return the order with the number that it begins with and another one exchanged, for each other one.

    There is none where it does not begin with a number and a hyphen.
    """
    if layout.text[layout.at[runs[0][0]]] != "0":
        return []
    unit_at = {place: unit for unit, place in enumerate(layout.at)}
    numbers = [(unit_at[m.start()], unit_at[m.end() - 1] + 1) for m in _NUMBER.finditer(layout.text)]
    label = next((number for number in numbers if number[0] == runs[0][0]), None)
    if label is None or not _has_hyphen(layout, runs, label[1]):
        return []
    found = [_exchanged(layout, runs, label, other) for other in numbers if other != label]
    return [order for order in found if order][:_MOST]


def _has_hyphen(layout: Layout, runs: tuple[Run, ...], end: int) -> bool:
    """Tell whether a hyphen follows the first number of an order, which ends before a unit."""
    after = end if end < runs[0][1] else runs[1][0] if len(runs) > 1 else len(layout)
    return after < len(layout) and layout.text[layout.at[after]] == "-"


def _exchanged(layout: Layout, runs: tuple[Run, ...], one: tuple[int, int], other: tuple[int, int]) -> tuple[Run, ...]:
    """Return the order with two stretches of units exchanged; nothing where one of them is in pieces."""
    swap = {one: other, other: one}
    found: list[Run] = []
    pieces = list(_cut(layout, runs, (*one, *other)))
    if not swap.keys() <= {(start, end) for start, end, _ in pieces}:
        return ()
    for start, end, spaced in pieces:
        first, after = swap.get((start, end), (start, end))
        if found and found[-1][1] == first and spaced == (layout.gaps[first] > 0):
            found[-1] = (found[-1][0], after, found[-1][2])
        else:
            found.append((first, after, spaced))
    return tuple(found)


def _cut(layout: Layout, runs: Iterable[Run], cuts: tuple[int, ...]) -> Iterable[Run]:
    """Yield the pieces of runs that are cut before some units."""
    for start, end, spaced in runs:
        edges = [start, *sorted({cut for cut in cuts if start < cut < end}), end]
        for first, after in pairwise(edges):
            yield first, after, spaced if first == start else layout.gaps[first] > 0
