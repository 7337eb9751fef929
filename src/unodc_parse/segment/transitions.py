"""Transitions: what may follow what in a numbered document, each step a small function that returns its cost.

A state holds the last ordinal at every open level. To continue, to open, to skip, to restart, to go back: each costs
something, and nothing is forbidden, since rejecting a marker is always among the moves.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final, Literal

from msgspec.structs import replace

from unodc_parse.segment.costs import NumberingCosts
from unodc_parse.segment.loose import AT_END_COST
from unodc_parse.segment.markers import Reading
from unodc_parse.values import LightValue, Value

Action = Literal["continue", "plain", "annex", "section", "subsection", "numbered_heading", "lettered_heading",
                 "paragraph", "nested", "item", "subitem"]  # fmt: skip


class LineFacts(LightValue, frozen=True):
    """What `numbering` knows of a line: its readings and what stands around it."""

    readings: tuple[Reading, ...]
    evidence: float  # for a break before the line, in nats
    after_colon: bool  # the line before ends in a colon
    heading: int  # how much the block that starts here looks like a heading: 0 no, 1 perhaps, 2 surely
    restarts: bool  # the line opens a text whose paragraphs count anew: its heading, or the words that enact it
    titles: bool = False  # the block that starts here ends no sentence: it may title what follows
    after_end: bool = False  # the line before ends a sentence or an item
    loose: tuple[Reading, ...] = ()  # what may be left of a marker: believed where the next number would be missing
    after_heading: bool = False  # the line before is a heading's


class State(Value, frozen=True):
    """The open levels: the last ordinal at each, 0 where none is open."""

    annex: int = -1
    section: int = 0
    section_family: str = ""
    subsection: int = 0
    numbered: int = 0
    lettered: int = 0
    paragraph: int = 0
    outer: int = -1  # the main paragraph count while a draft text counts anew; -1 outside of one
    outer_section: int = 0  # where the report stood when an annex began
    outer_family: str = ""
    outer_subsection: int = 0
    fresh: bool = False
    nested: int = 0
    interrupted: bool = False  # a heading stands in the midst of the list
    item: int = 0
    item_family: str = ""
    subitem: int = 0


class Move:
    """A step: what it costs, where it leads, what it makes of the line; one of many, so no value of a library's."""

    __slots__ = ("action", "cost", "leaves_annex", "state")

    def __init__(self, cost: float, state: State, action: Action, *, leaves_annex: bool = False) -> None:
        self.cost = cost
        self.state = state
        self.action: Action = action
        self.leaves_annex = leaves_annex


_HEADINGS: Final = frozenset({"annex", "section", "subsection"})


#: Costs are added in another order where they are compared with a limit.
_ROUNDING: Final = 1e-6


def moves_from(
    state: State, fact: LineFacts, costs: NumberingCosts, limit: float = math.inf
) -> Iterator[tuple[Move, Reading | None]]:
    """Yield every way to go on at a line: reject its markers, or take one; of dearer ones than `limit` not all."""
    limit += _ROUNDING - min(0.0, costs.list_after_colon, costs.sublist_after_colon)
    reject = _rejection(state, fact, costs)
    if fact.readings:
        yield Move(reject + max(0.0, fact.evidence), state, "continue"), None
    elif fact.evidence <= 0:
        yield Move(0.0, state, "continue"), None
    if fact.evidence > 0 or fact.readings:
        yield _plain(state, fact, reject + max(0.0, -fact.evidence)), None
    for reading in (*fact.readings, *fact.loose):
        if reading.doubtful and not _may_follow(state, fact, reading):
            continue
        against = max(0.0, -fact.evidence) * _doubt(state, fact, reading, costs)
        base = reading.cost + against
        if base > limit:
            continue
        for move in _TAKERS[reading.level](state, fact, reading, costs):
            move.cost += base
            yield move, reading


def _rejection(state: State, fact: LineFacts, costs: NumberingCosts) -> float:
    """Return what it costs to leave the markers of a line unread."""
    reject = _loose_rejection(state, fact, costs) if fact.loose else 0.0
    if not fact.readings:
        return reject
    sure = [reading for reading in fact.readings if not reading.doubtful and not _is_out_of_turn(state, fact, reading)]
    reject += costs.reject_strong if sure and fact.evidence > 0 else costs.reject_weak
    if any(_is_expected(state, reading) for reading in fact.readings):
        reject += costs.reject_expected
    if fact.heading and any(reading.level in _HEADINGS for reading in sure):
        reject += costs.reject_heading
    return reject


def _is_out_of_turn(state: State, fact: LineFacts, reading: Reading) -> bool:
    """Tell whether a number that was torn from the head of its line is not the next: any number may stand elsewhere."""
    torn = reading.level == "paragraph" and bool(reading.cuts)
    titles = fact.heading > 0 and reading.ordinal == state.numbered + 1
    return torn and not titles and state.paragraph > 0 and not _is_expected(state, reading)


def _loose_rejection(state: State, fact: LineFacts, costs: NumberingCosts) -> float:
    """Return what it costs to leave loose markers unread: something only where one may follow."""
    expected = [reading for reading in fact.loose if _may_follow(state, fact, reading)]
    if not expected:
        return 0.0
    levels = {reading.level for reading in expected}
    cost = min(costs.reject_loose_most, costs.reject_loose * max(0.0, fact.evidence))
    if fact.after_heading and "paragraph" in levels:
        cost += costs.reject_below_heading / (1 + fact.heading)
    if "subitem" in levels or any(_may_title(state, fact, reading) for reading in expected):
        cost += costs.reject_quoted
    return cost


def _doubt(state: State, fact: LineFacts, reading: Reading, costs: NumberingCosts) -> float:
    """Return how much signs against a break count: little before the number that must come next, after a full stop."""
    if not _is_expected(state, reading):
        return 1.0
    return costs.doubt_after_end if fact.after_end else costs.doubt_of_expected


def _may_follow(state: State, fact: LineFacts, reading: Reading) -> bool:
    """Tell whether a doubtful reading is the next of its sequence, or opens one where one may open."""
    if reading.ordinal == 1:
        if reading.level == "subsection":
            return state.section > 0 and state.subsection == 0
        if reading.level == "section":
            return state.section == 0 and state.paragraph == 0
        if reading.level in {"item", "subitem"} and fact.after_colon:
            return state.paragraph > 0
    return _is_expected(state, reading) or _may_title(state, fact, reading)


def _may_title(state: State, fact: LineFacts, reading: Reading) -> bool:
    """Tell whether a loose number is the next of numbered headings, on a line that looks like one."""
    chapter = state.section > 0 or state.subsection > 0
    at_end = reading.level == "paragraph" and reading.cost <= AT_END_COST
    return at_end and chapter and fact.heading > 0 and reading.ordinal == state.numbered + 1


def _is_expected(state: State, reading: Reading) -> bool:
    """Tell whether a reading is the next of a sequence that stands open, or the first of a text that counts anew."""
    if state.fresh and reading.level == "paragraph":
        return reading.ordinal == 1
    last = _last(state, reading)
    return last > 0 and reading.ordinal == last + 1


def _last(state: State, reading: Reading) -> int:
    """Return the last number of the sequence that a reading would go on with; 0 where none stands open."""
    level = reading.level
    if level == "paragraph":
        return state.paragraph
    if level == "item":
        return state.item if reading.family == state.item_family else 0
    if level == "subitem":
        return state.subitem
    if level == "section":
        return state.section if reading.family == state.section_family else 0
    return state.subsection if level == "subsection" else 0


def _plain(state: State, fact: LineFacts, cost: float) -> Move:
    if fact.restarts:
        outer = state.paragraph if state.outer < 0 else state.outer
        state = replace(state, fresh=True, outer=outer)
    if fact.heading or fact.restarts:
        state = replace(state, interrupted=state.nested > 0 or state.item > 0, subitem=0)
    if fact.restarts and fact.heading and state.outer_section:  # "Draft resolution II" after the annex of the first
        return Move(cost, _out_of_annex(state), "plain", leaves_annex=True)
    return Move(cost, state, "plain")


def _out_of_annex(state: State) -> State:
    """Return the state as the report stood before the annex began; paragraphs count as they did in the annex."""
    return replace(state,
        annex=-1, section=state.outer_section, section_family=state.outer_family, subsection=state.outer_subsection,
        outer_section=0, outer_family="", outer_subsection=0,
    )  # fmt: skip


def _skip_cost(missing: int, costs: NumberingCosts) -> float:
    return min(costs.skip_most, costs.skip + costs.skip_each * missing)


def _sequence_cost(last: int, ordinal: int, costs: NumberingCosts) -> float:
    """Return what it costs that `ordinal` follows `last` in one sequence; `last` is 0 at its start."""
    if ordinal == last + 1:
        return 0.0
    if last == 0:
        return costs.fragment + 0.02 * ordinal
    if ordinal > last:
        return _skip_cost(ordinal - last - 1, costs)
    return costs.back


def _heading_cost(fact: LineFacts, costs: NumberingCosts) -> float:
    return 0.0 if fact.heading else costs.heading_plain


def _take_annex(state: State, fact: LineFacts, reading: Reading, costs: NumberingCosts) -> Iterator[Move]:
    expected = max(state.annex, 0) + 1
    cost = 0.0 if reading.ordinal in (0, expected) else costs.skip
    if not fact.heading:
        cost += 2 * costs.heading_plain
    outside = state.annex < 0
    new = State(
        annex=reading.ordinal,
        fresh=True,
        outer=state.paragraph if state.outer < 0 else state.outer,
        outer_section=state.section if outside else state.outer_section,
        outer_family=state.section_family if outside else state.outer_family,
        outer_subsection=state.subsection if outside else state.outer_subsection,
    )
    yield Move(cost, new, "annex")


def _take_section(state: State, fact: LineFacts, reading: Reading, costs: NumberingCosts) -> Iterator[Move]:
    cost = _sequence_cost(state.section, reading.ordinal, costs) + _heading_cost(fact, costs)
    if state.section_family not in ("", reading.family):
        cost += costs.other_family
    if state.section and reading.ordinal == 1:
        cost = min(cost, costs.restart)
    if state.subsection and not state.section:
        cost += costs.late_section
    new = replace(state, section=reading.ordinal, section_family=reading.family, subsection=0, numbered=0, lettered=0,
                         nested=0, interrupted=False, item=0, item_family="", subitem=0)  # fmt: skip
    if reading.family == "article_word":  # the paragraphs of laws and treaties count within their article
        new = replace(new, fresh=True, paragraph=0)
    yield Move(cost, new, "section")
    if state.outer_section and reading.ordinal == state.outer_section + 1 and reading.family == state.outer_family:
        cost = costs.resume + _heading_cost(fact, costs)
        new = replace(_out_of_annex(new), section=reading.ordinal, section_family=reading.family, subsection=0)
        yield Move(cost, new, "section", leaves_annex=True)


def _take_subsection(state: State, fact: LineFacts, reading: Reading, costs: NumberingCosts) -> Iterator[Move]:
    cost = _sequence_cost(state.subsection, reading.ordinal, costs) + _heading_cost(fact, costs)
    if not state.subsection:
        cost += costs.late_letter * (reading.ordinal - 1)
    if state.subsection and reading.ordinal == 1:
        cost = min(cost, costs.restart)
    new = replace(state, subsection=reading.ordinal, numbered=0, lettered=0, nested=0, interrupted=False, item=0,
                         item_family="", subitem=0)  # fmt: skip
    yield Move(cost, new, "subsection")
    if state.outer_subsection and reading.ordinal == state.outer_subsection + 1:
        back = replace(_out_of_annex(new), subsection=reading.ordinal)
        yield Move(costs.resume + _heading_cost(fact, costs), back, "subsection", leaves_annex=True)


#: A nested list, or a text that counts anew, may have lost its first numbers.
_FIRST: Final = 3


def _take_decimal(state: State, fact: LineFacts, reading: Reading, costs: NumberingCosts) -> Iterator[Move]:
    yield from _take_paragraph(state, fact, reading, costs)
    if fact.heading:
        cost = costs.numbered_heading if fact.heading > 1 else costs.numbered_heading_weak
        cost += _sequence_cost(state.numbered, reading.ordinal, costs) if reading.ordinal > 1 else 0.0
        new = replace(state, numbered=reading.ordinal, lettered=0, nested=0, interrupted=False, item=0,
                             item_family="", subitem=0)  # fmt: skip
        yield Move(cost, new, "numbered_heading")
    if state.nested or (reading.ordinal <= _FIRST and state.paragraph):
        cost = _sequence_cost(state.nested, reading.ordinal, costs)
        if not state.nested:
            cost += costs.skip if reading.ordinal > 1 else 0.0
            cost += costs.nested_after_colon if fact.after_colon else costs.nested_plain
        elif state.interrupted:
            cost += costs.nested_interrupted
        new = replace(state, nested=reading.ordinal, interrupted=False, item=0, item_family="", subitem=0)
        yield Move(cost, new, "nested")


def _take_paragraph(state: State, fact: LineFacts, reading: Reading, costs: NumberingCosts) -> Iterator[Move]:
    closed = replace(state, nested=0, interrupted=False, item=0, item_family="", subitem=0, paragraph=reading.ordinal,
                            fresh=False)  # fmt: skip
    looks = costs.heading_as_paragraph if fact.heading > 1 else 0.0
    if state.fresh and reading.ordinal <= _FIRST:
        lost = costs.skip if reading.ordinal > 1 else 0.0
        yield Move(looks + lost + costs.restart_fresh, closed, "paragraph")
    elif reading.ordinal == 1 and state.paragraph:
        outer = state.paragraph if state.outer < 0 else state.outer
        yield Move(looks + costs.restart, replace(closed, outer=outer), "paragraph")
    else:
        yield Move(looks + _sequence_cost(state.paragraph, reading.ordinal, costs), closed, "paragraph")
    if 0 <= state.outer < reading.ordinal:
        cost = looks + costs.resume + (_sequence_cost(state.outer, reading.ordinal, costs) if state.outer else 0.0)
        cost += costs.skip if not state.outer and reading.ordinal > 1 else 0.0
        yield Move(cost, replace(closed, outer=-1), "paragraph")


def _take_item(state: State, fact: LineFacts, reading: Reading, costs: NumberingCosts) -> Iterator[Move]:
    if fact.titles:
        yield from _take_lettered_heading(state, fact, reading, costs)
    looks = costs.item_as_heading if fact.titles and fact.heading > 1 else 0.0
    for move in _take_list_item(state, fact, reading, costs):
        move.cost += looks
        yield move


def _take_lettered_heading(state: State, fact: LineFacts, reading: Reading, costs: NumberingCosts) -> Iterator[Move]:
    """A letter may title paragraphs below it («(أ)» under "1." under "A."), where nothing ends a sentence."""
    cost = costs.lettered_heading if fact.heading > 1 else costs.lettered_heading_weak
    if reading.ordinal > 1:
        cost += _sequence_cost(state.lettered, reading.ordinal, costs)
    new = replace(state, lettered=reading.ordinal, nested=0, interrupted=False, item=0, item_family="", subitem=0)
    yield Move(cost, new, "lettered_heading")


def _take_list_item(state: State, fact: LineFacts, reading: Reading, costs: NumberingCosts) -> Iterator[Move]:
    new = replace(state, item=reading.ordinal, item_family=reading.family, subitem=0, interrupted=False)
    if state.item and state.item_family == reading.family and reading.ordinal > 1:
        across = costs.list_interrupted if state.interrupted else 0.0
        yield Move(across + _sequence_cost(state.item, reading.ordinal, costs), new, "item")
        return
    cost = 0.0 if reading.ordinal == 1 else _sequence_cost(0, reading.ordinal, costs) + costs.skip
    if state.item and not state.interrupted:
        cost += costs.list_again
    elif not state.paragraph or state.interrupted:
        cost += costs.list_homeless
    else:
        cost += costs.list_after_colon if fact.after_colon else costs.list_plain
    yield Move(cost, new, "item")


def _take_subitem(state: State, fact: LineFacts, reading: Reading, costs: NumberingCosts) -> Iterator[Move]:
    cost = _sequence_cost(state.subitem, reading.ordinal, costs)
    if not state.subitem or reading.ordinal == 1:
        cost = 0.0 if reading.ordinal == 1 else cost + costs.skip
        cost += costs.sublist_after_colon if fact.after_colon else costs.sublist_plain
        if not fact.after_colon and any(r.level == "item" and _is_expected(state, r) for r in fact.readings):
            cost += costs.sublist_by_letter
        cost += 0.0 if state.item else costs.list_homeless
        cost += costs.list_again if state.subitem else 0.0
    yield Move(cost, replace(state, subitem=reading.ordinal), "subitem")


_TAKERS: Final = {
    "annex": _take_annex,
    "section": _take_section,
    "subsection": _take_subsection,
    "paragraph": _take_decimal,
    "item": _take_item,
    "subitem": _take_subitem,
}
