"""Where two versions of a segment disagree: numbers, dates, symbols, citations.

What one language writes in digits the other may write in words ("two", «اثنان», the dual), so a number that only one
side has says nothing alone, unless it is one that nobody writes in words. One that stands against another says much.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from msgspec.structs import replace

from unodc_parse.align.anchors import Anchors
from unodc_parse.align.pairs import Difference, DifferenceKind

#: Whole numbers up to this one are often written in words in one language and in digits in the other.
_IN_WORDS = 100

#: What a reference is called that does not say what it is a paragraph of.
_BARE = "paragraph"

#: Hours and minutes, and the digits of either.
_CLOCK = 2

_SLASHED = re.compile(r"(?<!\w)\d+(?:/\d+)*(?!\w)")
_WHOLE = re.compile(r"\d+")


def find_differences(left: Anchors, right: Anchors) -> tuple[Difference, ...]:
    """Return what only one of two paired segments has, what may be the same thing put side by side."""
    left, right = _without_unread(left, right)
    right, left = _without_unread(right, left)
    return (
        *_compare("date", left.dates, right.dates),
        *_compare("symbol", left.symbols, right.symbols),
        *_compare_citations(left.citations, right.citations),
        *_compare_numbers(left, right),
    )


def _without_unread(here: Anchors, there: Anchors) -> tuple[Anchors, Anchors]:
    """Take out dates and citations of `there` whose numbers stand `here` too, where nothing was made of them.

    A comma on the wrong side of a number is enough to hide "resolution 10/3", or the year of a date; that the numbers
    are there says that the versions agree.
    """
    loose = set(here.numbers) - set(there.numbers)
    dates = {date for date in set(there.dates) - set(here.dates) if _numbers_of_date(date) <= loose}
    cited = {cited for cited in set(there.citations) - set(here.citations) if _numbers_of_citation(cited) <= loose}
    explained = {number for date in dates for number in _numbers_of_date(date)}
    explained |= {number for one in cited for number in _numbers_of_citation(one)}
    numbers = Counter({number: count for number, count in here.numbers.items() if number not in explained})
    return (
        replace(here, numbers=numbers),
        replace(there, dates=_but(there.dates, dates), citations=_but(there.citations, cited)),
    )


def _but(counts: Counter[str], gone: set[str]) -> Counter[str]:
    return Counter({thing: count for thing, count in counts.items() if thing not in gone})


def _numbers_of_date(date: str) -> set[str]:
    """Return the numbers that a date is printed with: its days and years (months have names).

    >>> sorted(_numbers_of_date("2020-05-30/2020-06-01"))
    ['1', '2020', '30']
    """
    parts = [part.split("-") for part in date.split("/")]
    return {str(int(number)) for part in parts for number in (part[0], *part[2:])}


def _numbers_of_citation(citation: str) -> set[str]:
    """Return the numbers that a citation is printed with, or what no text holds where there are none.

    >>> sorted(_numbers_of_citation("resolution cop_untoc 10/3 (11)"))
    ['10.3', '11']
    """
    return {number.replace("/", ".") for number in _SLASHED.findall(citation)} or {citation}


def _compare(kind: DifferenceKind, left: Counter[str], right: Counter[str]) -> Iterator[Difference]:
    only_left, only_right = set(left) - set(right), set(right) - set(left)
    for here, there in _side_by_side(sorted(only_left), sorted(only_right)):
        yield Difference(kind=kind, left=here, right=there)


def _compare_citations(left: Counter[str], right: Counter[str]) -> Iterator[Difference]:
    """Compare citations; a bare reference is none that the other version makes more fully, or without the word."""
    only_left, only_right = set(left) - set(right), set(right) - set(left)
    _settle(only_left, only_right)
    _settle(only_right, only_left)
    for here, there in _side_by_side(sorted(only_left), sorted(only_right)):
        if (here and there) or not (here or there or "").startswith(_BARE):
            yield Difference(kind="citation", left=here, right=there)


def _settle(full: set[str], bare: set[str]) -> None:
    """Take out of both what only one makes in full: "resolution 9/3 (11)", and "paragraph (11)" of "resolution 9/3".

    >>> here, there = {"resolution 9/3 (11)"}, {"paragraph (11)", "resolution 9/3"}
    >>> _settle(here, there); here | there
    set()
    """
    for reference in sorted(full):
        head, opening, paragraph = reference.partition(" (")
        if opening and f"{_BARE} ({paragraph}" in bare:
            full.remove(reference)
            bare -= {head, f"{_BARE} ({paragraph}"}


def _compare_numbers(left: Anchors, right: Anchors) -> Iterator[Difference]:
    """Compare numbers; those that the other side has in words, or inside a date or the like, are not missing there."""
    only_left = sorted(set(left.numbers) - set(right.numbers) - _digits_inside(right) - right.spoken)
    only_right = sorted(set(right.numbers) - set(left.numbers) - _digits_inside(left) - left.spoken)
    for here in list(only_left):
        same = next((there for there in only_right if _same_time(here, there)), None)
        if same is not None:
            only_left.remove(here)
            only_right.remove(same)
    for one, other in _side_by_side(only_left, only_right):
        if (one is not None and other is not None) or _needs_digits(one or other or ""):
            yield Difference(kind="number", left=one, right=other)


def _same_time(here: str, there: str) -> bool:
    """Tell whether two numbers are one time of day: "9.30 a.m." and «الساعة ٣٠/٩», "3 p.m." and «١٥/٠٠».

    >>> _same_time("30.9", "9.30"), _same_time("3", "15.00"), _same_time("15.30", "9.30"), _same_time("3", "15")
    (True, True, False, False)
    """
    return ("." in here or "." in there) and bool(_times(here) & _times(there))


def _times(number: str) -> set[tuple[int, int]]:
    """Return the times of day, on a clock of twelve hours, that a number may be: either part may be the hour."""
    parts = number.split(".")
    if not all(part.isdecimal() and len(part) <= _CLOCK for part in parts) or len(parts) > _CLOCK:
        return set()
    hour, minute = (int(parts[0]), int(parts[-1])) if len(parts) == _CLOCK else (int(parts[0]), 0)
    both = ((hour, minute), (minute, hour)) if len(parts) == _CLOCK else ((hour, minute),)
    return {(h % 12, m) for h, m in both if h <= 24 and m < 60 and m % 5 == 0}


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
