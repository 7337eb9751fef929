"""Whether two reports are versions of one document at all, told by what their paired segments agree in.

Labels alone do not tell: every report has a section I, and a paragraph 1 in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from unodc_parse.align.anchors import Anchors
from unodc_parse.align.sequence import Aligner, Step

#: 13 pairs of versions reach .84 at least (a damaged text), 307 pairs of other reports in the two languages .58 at most
#: (most of them far less: those of a text with hardly any numbers are near what is taken for granted).
UNRELATED: Final = 0.65
_RELATED: Final = 0.8  # from here on, pairs are believed
_LEAST_FACTOR: Final = 0.45  # of the confidence of pairs that agree in nothing
#: What is taken for granted: so many anchors, such a share of which agrees.
_GIVEN: Final = 4.0
_GIVEN_SHARE: Final = 0.9
#: Symbols of the documents weigh as much as so many anchors.
_OF_SYMBOLS: Final = 6.0
#: … and segments without partners, of the version that has fewer of them: a part of a report has none.
_OF_LONERS: Final = 0.3


def agreement(aligned: Iterable[tuple[Aligner, Sequence[Step]]], *, same_symbol: bool | None) -> float:
    """Return which share of the anchors of paired segments is on both sides, 0 to 1; of a few, near what most have.

    `same_symbol` tells whether the documents share a symbol, null where one has none.
    """
    both, total = _GIVEN_SHARE * _GIVEN, _GIVEN
    if same_symbol is not None:
        both, total = both + _OF_SYMBOLS * same_symbol, total + _OF_SYMBOLS
    alone = [0, 0]
    for aligner, steps in aligned:
        for step in steps:
            here, there = step.left[1] - step.left[0], step.right[1] - step.right[0]
            if here and there:
                shared, all_in_all = _shared(*aligner.anchors(step.left, step.right))
                both, total = both + shared, total + all_in_all
            else:
                alone[0 if here else 1] += 1
    return both / (total + _OF_LONERS * min(alone))


def factor_of(agreed: float) -> float:
    """Return by what the confidence of pairs is multiplied.

    >>> factor_of(0.95), factor_of(0.3)
    (1.0, 0.45)
    """
    if agreed >= _RELATED:
        return 1.0
    return max(_LEAST_FACTOR, 1.0 - (1.0 - _LEAST_FACTOR) * (_RELATED - agreed) / (_RELATED - UNRELATED))


def _shared(left: Anchors, right: Anchors) -> tuple[int, int]:
    """Return how many anchors of two segments are on both sides, and how many there are."""
    both = total = 0
    for here, there in (
        (left.numbers, right.numbers),
        (left.dates, right.dates),
        (left.citations, right.citations),
        (left.symbols, right.symbols),
    ):
        both += 2 * (here & there).total()
        total += here.total() + there.total()
    return both, total
