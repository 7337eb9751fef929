"""Visual order to logical order, line by line, from what stands on the page.

The Unicode Bidirectional Algorithm (UAX #9) turns logical order into the order in which a line is printed. This
module goes the other way: it is given the units of a line (glyphs, or clusters of base and marks, each in logical
order inside) from left to right, and finds the order in which they are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from unodc_parse.arabic.chardata import MIRRORED, NO_BREAK_SPACE, bidi_class
from unodc_parse.arabic.cut_runs import begun_start
from unodc_parse.arabic.unit_classes import ARABIC, EUROPEAN, LEFT, NEUTRAL, RIGHT, classes_of
from unodc_parse.model import Direction
from unodc_parse.values import Value

_OPENING: Final = frozenset(
    "([{<\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
)
_ENDING: Final = frozenset(".,;:!?\N{ARABIC COMMA}\N{ARABIC SEMICOLON}\N{ARABIC QUESTION MARK}")
_YEAR: Final = 4  # digits
_BREAKABLE: Final = frozenset("/-.?=&_#\N{EN DASH}")


class Order(Value, frozen=True):
    """Units in reading order: `indices` into the units given, and which of them stand at right-to-left level."""

    indices: tuple[int, ...]
    rtl: tuple[bool, ...]


def logical_order(
    units: Sequence[str],
    base: Direction,
    classes: str | None = None,
    raised: Sequence[bool] = (),
    before: str = "",
) -> Order:
    """Return the reading order of `units`, which stand from left to right on a line of base direction `base`.

    `classes` are theirs, where they are known already; `raised` tells which stand above the line as footnote calls do,
    and is empty where none does; `before` is the Latin word that ends the line before, if one does. No unit is lost.
    Numbers and left-to-right runs keep their inner order (UAX #9, rules W4, N1, L2).

    >>> logical_order(["-", "2", "1", "x"], "ltr").indices
    (0, 1, 2, 3)
    """
    classes = classes_of(units) if classes is None else classes
    count = len(units)
    if base == "rtl" and LEFT not in classes and EUROPEAN not in classes and ARABIC not in classes:
        return Order(tuple(range(count - 1, -1, -1)), (True,) * count)
    if base == "ltr":
        if RIGHT not in classes and ARABIC not in classes:
            return Order(tuple(range(count)), (False,) * count)
        order = _read_left_to_right(units, classes)
    elif RIGHT not in classes and LEFT not in classes and ARABIC not in classes and not _ends_at_left(units):
        order = _read_numbers(units, classes)
    else:
        joined = begun_start(units, before) if before else count
        order = [*range(joined, count), *_read_right_to_left(units, classes, 0, joined, raised)]
    return Order(tuple([i if i >= 0 else ~i for i in order]), tuple([i < 0 for i in order]))


def _read_left_to_right(units: Sequence[str], classes: str) -> list[int]:
    """Return the indices of a left-to-right line: stretches of right-to-left text are read from their right end.

    Here and below those at right-to-left level are inverted (`~i`).
    """
    order, i = list[int](), 0
    while i < len(units):
        if classes[i] not in (RIGHT, ARABIC):
            order.append(i)
            i += 1
            continue
        end = last = i
        while end < len(units) and classes[end] != LEFT:
            if classes[end] in (RIGHT, ARABIC):
                last = end
            end += 1
        order += _read_right_to_left(units, classes, i, last + 1)
        i = last + 1
    return order


def _read_right_to_left(
    units: Sequence[str], classes: str, start: int, end: int, raised: Sequence[bool] = ()
) -> list[int]:
    """Return the indices of units[start:end] as a right-to-left line is read."""
    order, i = list[int](), end - 1
    while i >= start:
        kind, first = classes[i], -1
        if kind == RIGHT or units[i] == " ":  # as most are
            pass
        elif kind in (LEFT, EUROPEAN):
            first = _latin_start(units, classes, start, i)
            if LEFT not in classes[first : i + 1]:
                first = _range_start(units, classes, start, i)
        elif kind == ARABIC:
            first = _number_start(units, classes, start, i)
        elif units[i] == "%" and _ends_number(classes, start, i):
            first = _number_start(units, classes, start, i - 1)
        elif _ends_latin_run(units, classes, start, i) or _breaks_latin_run(units, classes, start, i):
            first = _latin_start(units, classes, start, i)
        if first < 0:
            order.append(~i)
            i -= 1
            continue
        if raised and raised[first] and not raised[i]:
            first = _after_call(classes, raised, first, i)
        order += range(first, i + 1)
        i = first - 1
    return order


def _after_call(classes: str, raised: Sequence[bool], first: int, last: int) -> int:
    """Return where a run begins of which only a footnote call was left: calls follow what they are called by."""
    while first < last and (raised[first] or classes[first] == NEUTRAL):
        first += 1
    return first


def _read_numbers(units: Sequence[str], classes: str) -> list[int]:
    """Return the indices of a line of numbers without letters, such as a cell of a table.

    No Arabic letter before them makes Arabic numbers of European digits (rule W2); so hyphens join them, and signs of
    percentage and currency stand with them as they were written (rules W4, W5).
    """
    order, i = list[int](), len(units) - 1
    while i >= 0:
        first = _terminated_start(units, classes, i)
        if first is None:
            order.append(~i)
            i -= 1
        else:
            order += range(first, i + 1)
            i = first - 1
    return order


def _terminated_start(units: Sequence[str], classes: str, last: int) -> int | None:
    """Return where a number with its signs begins that ends at `last`, null where none does."""
    end = last
    while end >= 0 and _is_terminator(units[end]):
        end -= 1
    if end < 0 or classes[end] != EUROPEAN:
        return None
    first = end
    while first > 0:
        if classes[first - 1] == EUROPEAN or _is_terminator(units[first - 1]):
            first -= 1
        elif first > 1 and classes[first - 2] == EUROPEAN and _joins(units, classes, first - 1):
            first -= 2
        else:
            break
    return first


def _is_terminator(text: str) -> bool:
    return len(text) == 1 and bidi_class(text) == "ET"


def _joins(units: Sequence[str], classes: str, i: int) -> bool:
    """Tell whether the sign at `i` joins the numbers beside it; no range falls."""
    if _separates(units[i]):
        return True
    if len(units[i]) != 1 or bidi_class(units[i]) != "ES":
        return False
    left, right = _number_start(units, classes, 0, i - 1), i + 1
    while right < len(units) and classes[right] == EUROPEAN:
        right += 1
    return i - left != right - i - 1 or "".join(units[left:i]) <= "".join(units[i + 1 : right])


def _number_start(units: Sequence[str], classes: str, start: int, last: int) -> int:
    """Return where the number that ends at `last` begins; a single separator joins two of a kind (rule W4)."""
    kind = classes[last]
    i = last
    while i > start:
        if classes[i - 1] == kind:
            i -= 1
        elif i - 1 > start and classes[i - 2] == kind and _separates(units[i - 1]):
            i -= 2
        else:
            break
    return i


def _ends_number(classes: str, start: int, i: int) -> bool:
    """Tell whether a sign of percentage was printed behind the European digits left of it.

    The standard prints it on their left; makers that order every line or word by itself do not (rule W5).
    """
    return i > start and classes[i - 1] == EUROPEAN and classes[i + 1 : i + 2] not in (EUROPEAN, ARABIC, LEFT)


def _range_start(units: Sequence[str], classes: str, start: int, last: int) -> int:
    """Return where the number that ends at `last` begins, or the range of years that was printed from left to right.

    As `_ends_number`: of its two readings the one that does not fall is meant. Where a line begins, so is any range.
    """
    second = _number_start(units, classes, start, last)
    if second - 2 < start or units[second - 1] != "-" or classes[second - 2] != EUROPEAN:
        return second
    first = _number_start(units, classes, start, second - 2)
    low, high = ("".join(units[a:b]) for a, b in ((first, second - 1), (second, last + 1)))
    begins = all(unit.isspace() for unit in units[last + 1 :])
    if not (low.isdecimal() and high.isdecimal() and (begins or len(low) == len(high) == _YEAR)):
        return second
    is_range = len(low) <= len(high) <= _YEAR and int(low) < int(high) and units[first - 1 : first] != ["-"]
    return first if is_range else second


def _separates(text: str) -> bool:
    return text == NO_BREAK_SPACE or (len(text) == 1 and text != " " and bidi_class(text) in ("CS", "AN"))


def _latin_start(units: Sequence[str], classes: str, start: int, last: int) -> int:
    """Return where the left-to-right run that ends at `last` begins: letters, European digits, inner neutrals.

    A bracket that has no partner inside the run stands outside it, and ends it.
    """
    i = best = last
    while i >= start and classes[i] in (LEFT, EUROPEAN, NEUTRAL):
        if classes[i] != NEUTRAL:
            best = i
        i -= 1
    return _balanced_start(units, best, last, classes)


def _ends_latin_run(units: Sequence[str], classes: str, start: int, i: int) -> bool:
    """Tell whether a closing bracket belongs to the Latin text left of its pair, as in `A/1 (DEF)` (rule N0)."""
    if units[i] not in MIRRORED or units[i] in _OPENING:
        return False
    depth, j = 1, i - 1
    while j >= start and classes[j] in (LEFT, EUROPEAN, NEUTRAL):
        if units[j] in MIRRORED:
            depth += -1 if units[j] in _OPENING else 1
        if depth == 0:
            break
        j -= 1
    if depth or not _follows_latin(classes, start, j):
        return False
    if LEFT in classes[j:i]:
        return True
    # A number in brackets that begins the line is a marker rather than the year of a resolution.
    begins = units[j - 1].isspace() and all(unit.isspace() for unit in units[i + 1 :])
    return EUROPEAN in classes[j:i] and not begins


def _follows_latin(classes: str, start: int, i: int) -> bool:
    """Tell whether the last letter left of `i` is left-to-right, with numbers and neutrals between (rules W7, N0)."""
    j = i - 1
    while j >= start and classes[j] in (EUROPEAN, NEUTRAL):
        j -= 1
    return j >= start and classes[j] == LEFT


def _breaks_latin_run(units: Sequence[str], classes: str, start: int, i: int) -> bool:
    """Tell whether a slash, hyphen or sign of a symbol or address is where a run was broken at the end of a line.

    Its level was found with the rest of the run, which stands on the next line; so it still follows its letter.
    """
    if units[i] not in _BREAKABLE or i <= start or classes[i - 1] not in (LEFT, EUROPEAN):
        return False
    if i + 1 < len(units) and not units[i + 1].isspace() and units[i + 1] not in MIRRORED:
        # A word of one letter may be written together with the run.
        alone = classes[i + 1] == RIGHT and (i + 2 >= len(units) or units[i + 2].isspace())
        return alone and units[i] == "/" and _starts_line(units, classes, start, i)
    return _starts_line(units, classes, start, i)


def _starts_line(units: Sequence[str], classes: str, start: int, i: int) -> bool:
    """Tell whether the left-to-right run that ends before `i` is the leftmost text of its line, and has letters."""
    first = _latin_start(units, classes, start, i - 1)
    return start == 0 and LEFT in classes[first:i] and all(unit.isspace() for unit in units[:first])


def _balanced_start(units: Sequence[str], first: int, last: int, classes: str) -> int:
    open_at: list[int] = []
    for i in range(last, first - 1, -1):
        text = units[i]
        if text not in MIRRORED:
            continue
        if text in _OPENING:  # read from the right: an opening bracket closes a pair
            if not open_at:
                if first > 0 and _has_partner_left(units, classes, first, i, last):
                    continue
                return _next_text(classes, i + 1, last)
            open_at.pop()
        else:
            open_at.append(i)
    if open_at:
        return _next_text(classes, open_at[0] + 1, last)
    return first


def _has_partner_left(units: Sequence[str], classes: str, first: int, i: int, last: int) -> bool:
    """Tell whether what closes the bracket at `i` was printed left of its run, as before rule N0 was made.

    Where brackets are mapped as they are read, so are those that stand around all of the run but its last number.
    """
    partner = units[first - 1]
    return partner == units[i] or (partner == MIRRORED[units[i]] and LEFT in classes[i : last + 1])


def _next_text(classes: str, first: int, last: int) -> int:
    while first < last and classes[first] == NEUTRAL:
        first += 1
    return first


def base_direction(units: Sequence[str], page: Direction, classes: str | None = None) -> Direction:
    """Tell from which side a line is read; `page` is the direction of most text around it, `classes` those of `units`.

    A line without right-to-left letters in a right-to-left page is read from the left, unless its left end shows
    what can only end a line: a full stop, a closing bracket, Arabic-Indic digits.

    >>> base_direction(["a", "b"], "rtl"), base_direction([".", "a"], "rtl")
    ('ltr', 'rtl')
    """
    classes = classes_of(units) if classes is None else classes
    left, right, arabic = classes.count(LEFT), classes.count(RIGHT), classes.count(ARABIC)
    if right:
        return "rtl" if page == "rtl" or right > 2 * left else "ltr"
    if arabic:
        return "rtl" if page == "rtl" or not left else "ltr"
    if left:
        return "rtl" if page == "rtl" and _ends_at_left(units) else "ltr"
    return page


def _ends_at_left(units: Sequence[str]) -> bool:
    """Tell whether the left end of a line without right-to-left letters looks like the end of a sentence."""
    text = "".join(units).strip()
    brackets = [char for char in text if char in MIRRORED]
    return text[:1] in _ENDING or (text[:1] in MIRRORED and _pairs(brackets) * 2 < len(brackets))


def bracket_votes(texts: Iterable[str]) -> tuple[int, int]:
    """Count the pairs that open before they close in texts in logical order: as they stand, and mirrored.

    >>> bracket_votes(["(a)", ")b("])
    (1, 1)
    """
    upright = mirrored = 0
    for text in texts:
        brackets = [char for char in text if char in MIRRORED]
        upright += _pairs(brackets)
        mirrored += _pairs([MIRRORED[char] for char in brackets])
    return upright, mirrored


def _pairs(brackets: Iterable[str]) -> int:
    waiting: list[str] = []
    pairs = 0
    for char in brackets:
        if char in _OPENING:
            waiting.append(char)
        elif waiting and MIRRORED[waiting[-1]] == char:
            waiting.pop()
            pairs += 1
    return pairs
