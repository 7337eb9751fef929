"""Arabic-Indic numbers stored from their last digit to their first: whether a document has them, and the repair.

A number alone does not tell. Years, days before a month, zeros in front, ranges and the numbers of paragraphs do, each
with one vote; the document decides, unless the votes of a line say otherwise.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from msgspec import Struct

from unodc_parse.arabic.fixes import rewrite
from unodc_parse.model import Step

_DIGITS: Final = "\u0660-\u0669\u06f0-\u06f9"
_ZEROS: Final = "\u0660\u06f0"
_NUMBER: Final = re.compile(f"[{_DIGITS}]{{2,}}")
#: A number with signs inside that UAX #9 (W4) takes for a part of it.
_SIGN: Final = re.compile("[/.,:\u066b\u060c]")
_SIGNED: Final = re.compile(rf"(?<![{_DIGITS}])[{_DIGITS}]{{1,9}}(?:{_SIGN.pattern}[{_DIGITS}]{{1,9}})+(?![{_DIGITS}])")
_SIGNED_OR_NOT: Final = re.compile(f"{_SIGNED.pattern}|{_NUMBER.pattern}")
_WHOLE: Final = re.compile(rf"(?<![{_DIGITS}/.,\u066b])[{_DIGITS}]{{2,}}(?![{_DIGITS}/]|[.,\u066b][{_DIGITS}])")
_RANGE: Final = re.compile(rf"(?<![{_DIGITS}/])([{_DIGITS}]{{2,4}})\s?[-\u2013]\s?([{_DIGITS}]{{2,4}})(?![{_DIGITS}/])")
_LABEL: Final = re.compile(rf"\s*([{_DIGITS}]{{1,9}})\s*[-\u2013.]")
#: Years that reports speak of.
_YEARS: Final = range(1900, 2050)
_SOLAR_YEARS: Final = range(1300, 1420)
#: Votes of a year behind a month; so many turn the numbers of a line in whatever document.
_CERTAIN: Final = 4
#: A number that begins with a zero, and does not end with one; no group of thousands, no day of a date, no time. Of
#: lines that have one so many must be there.
_ZERO_FIRST: Final = re.compile(
    rf"(?<![{_DIGITS}/.,:\u066b-])(?<![{_DIGITS}] )[{_ZEROS}][{_DIGITS}]*(?![{_ZEROS}])[{_DIGITS}]"
    rf"(?![{_DIGITS}/:]|[.,\u066b-][{_DIGITS}])"
)
_LEAST_ZEROS: Final = 2
_EVEN: Final = 0.5
_MONTH_DAYS: Final = range(1, 32)
_HOURS, _MINUTES, _MINUTE_DIGITS, _THOUSAND = 24, 60, 2, 3

Votes = tuple[int, int]


def line_votes(text: str) -> Votes:
    """Count what in one line speaks for numbers as they are stored, and what for reversed ones.

    >>> line_votes("\u0661\u0669\u0669\u0664"), line_votes("\u0664\u0669\u0669\u0661")
    ((2, 0), (0, 2))
    """
    as_stored = reversed_ = 0
    for stored, turned, weight in _hints(text):
        as_stored += weight * (stored and not turned)
        reversed_ += weight * (turned and not stored)
    return as_stored, reversed_


def _hints(text: str) -> Iterable[tuple[bool, bool, int]]:
    """Yield, for every hint, whether it makes sense as it is stored, whether it does reversed, and its weight."""
    for match in _WHOLE.finditer(text):
        number = match[0]
        if len(number) == 4:
            weight = _CERTAIN if _month_before(text, match.start()) else 2
            yield is_year(number), is_year(number[::-1]), weight
        elif len(number) == 2 and _month_follows(text, match.end()):
            yield int(number) in _MONTH_DAYS, int(number[::-1]) in _MONTH_DAYS, 2
        yield number[0] not in _ZEROS, number[-1] not in _ZEROS, 1
    for match in _RANGE.finditer(text):
        if len(match[1]) == len(match[2]):
            yield int(match[1]) < int(match[2]), int(match[1][::-1]) < int(match[2][::-1]), 1


def is_year(number: str) -> bool:
    """Tell whether a number is a year that reports speak of; in Persian digits also one of the Solar Hijri calendar."""
    return int(number) in _YEARS or (number[0] >= "\u06f0" and int(number) in _SOLAR_YEARS)


def _month_before(text: str, at: int) -> bool:
    return text[:at].rstrip().endswith(_months())


def _month_follows(text: str, at: int) -> bool:
    return text.startswith(_months(), at + 1)


@cache
def _months() -> tuple[str, ...]:
    table = tomllib.loads(files("unodc_parse").joinpath("data", "ar.toml").read_text("utf-8"))
    return tuple(name for names in table["months"].values() for name in names)


def number_votes(texts: Sequence[str]) -> Votes:
    """Count the votes of a document: those of its lines, and of the paragraph numbers that follow each other."""
    votes = [line_votes(text) for text in texts if _NUMBER.search(text)]
    labels = [match[1] for text in texts if (match := _LABEL.match(text))]
    follow = sum(int(b) == int(a) + 1 and len(b) > 1 for a, b in pairwise(labels))
    turned = sum(int(b[::-1]) == int(a[::-1]) + 1 and len(b) > 1 for a, b in pairwise(labels))
    return sum(a for a, _ in votes) + follow, sum(b for _, b in votes) + turned


class Told(Struct, frozen=True):
    """Whether the numbers of a line are reversed, with the signs inside them `as_one`, and how likely that is."""

    turned: bool = False
    sure: float = 1.0
    as_one: bool = False


def reversed_numbers(texts: Sequence[str]) -> list[Told]:
    """Tell for every line of a document whether its Arabic-Indic numbers are reversed.

    Where some lines of a document say so and others the contrary, a line that says nothing is in doubt, and one that
    says the contrary alone more so.
    """
    as_stored, reversed_ = number_votes(texts)
    whole = reversed_ > 2 * as_stored
    as_one = whole and signs_inside(texts)
    numbers = _SIGNED_OR_NOT if as_one else _NUMBER
    zeros = _zeros_first(texts)
    found = []
    for text, zero in zip(texts, zeros, strict=True):
        stored, turned = line_votes(text)
        certain = (turned >= _CERTAIN or zero) and not stored
        told = certain or (reversed_ >= as_stored and _says(stored, turned, whole))
        open_ = stored == turned and any(number != number[::-1] for number in _NUMBER.findall(text))
        share = (reversed_ if whole else as_stored) / max(1, as_stored + reversed_)
        turns = bool(numbers.search(text)) and told
        sure = share if open_ and reversed_ else 1.0
        found.append(Told(turns, min(sure, _EVEN) if turned > stored and not turns else sure, as_one))
    return found


def _zeros_first(texts: Sequence[str]) -> list[bool]:
    """Tell which lines have a number that begins with a zero, where so many do that it is no spelling of few."""
    found = [_ZERO_FIRST.search(text) is not None for text in texts]
    return found if sum(found) >= _LEAST_ZEROS else [False] * len(texts)


def _says(stored: int, turned: int, whole: bool) -> bool:  # noqa: FBT001
    """Tell what a line says of itself; without votes of its own it is like the document as a whole."""
    if stored == turned:
        return whole
    return turned > stored if whole else turned > stored + 1


def signs_inside(texts: Iterable[str]) -> bool:
    """Tell whether the reversed numbers of a document were reversed with the signs inside them, as one.

    UAX #9 takes a slash, comma, point or colon between Arabic-Indic digits for a part of the number, so that who turns
    lines letter by letter turns it as one; who turns stretches of digits turns each. Decimals, years and hours tell.
    """
    votes = 0
    for match in (match for text in texts for match in _SIGNED.finditer(text)):
        as_one, each = _plausible(match[0][::-1]), _plausible(_each_turned(match[0]))
        votes += (as_one > each) - (as_one < each)
    return votes > 0


def _each_turned(number: str) -> str:
    return _NUMBER.sub(lambda group: group[0][::-1], number)


def _plausible(number: str) -> int:
    """Count what a number with signs inside it has of a decimal, of a symbol that begins with its year, of a time.

    >>> _plausible("\u0666\u0663,\u0665"), _plausible("\u0665,\u0666\u0663"), _plausible("\u0664\u0660:\u0661\u0662")
    (1, 0, -1)
    """
    first, *others = _SIGN.split(number)
    zeros = len(first) > 1 and first[0] in _ZEROS
    if len(others) != 1:
        return -zeros
    sign, last = number[len(first)], others[0]
    if sign == ":":
        return 1 if int(first) < _HOURS and len(last) == _MINUTE_DIGITS and int(last) < _MINUTES else -1
    if sign == "/":
        return int(len(first) == 4 and is_year(first)) - zeros
    thousands = len(last) == _THOUSAND and len(first) <= _THOUSAND
    return int(thousands or len(last) == 1 < len(first)) - zeros


def turn_numbers(text: str, *, as_one: bool = False) -> Step | None:
    """Reverse every Arabic-Indic number: group of digits by group, or with the signs inside it `as_one`."""
    found = (_SIGNED_OR_NOT if as_one else _NUMBER).finditer(text)
    return rewrite("digits.order", text, ((*m.span(), m[0][::-1]) for m in found))
