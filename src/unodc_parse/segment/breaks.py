"""Where blocks may begin: evidence for a break before each line, from its place, its looks and its punctuation.

Positive evidence speaks for a new block, negative for the continuation of the line before. Nothing here looks at
markers; `numbering` weighs both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from unodc_parse.language.lexicon import Lexicon, text_opens_with
from unodc_parse.model import BBox, Direction, Line
from unodc_parse.segment.enactments import names_enacting_body, stands_for_a_text
from unodc_parse.segment.measure import Measure, drop_between, ends_sentence, leading_space
from unodc_parse.values import Value

BULLETS: Final = ("•", "▪", "◦", "●", "■", "‣", "\uf0b7")
#: So much of a line is looked at for the words that open a preamble.
_OPENING: Final = 40
_OPENERS: Final = frozenset("،,-–/(")
#: «بما يأتي:-» introduces a list as a colon does.
_COLON_DASH: Final = (":-", ":\N{EN DASH}")
_LABEL_APART: Final = re.compile(r"\S\s{2,}(?:[()]{1,2}\S{1,3}[()]?|-\s?\w{1,9})\s*$")
_FIRST_LINE: Final = 10.0
#: A year, or a number before a word in lower case.
_NUMBER_FIRST: Final = re.compile(r"\d{4}(?:\s|$)|\d{1,3}\s(?=[a-z\u0621-\u064a])")
#: A distance up to this multiple of the usual one is the usual one; one in between says nothing.
_USUAL: Final = 1.12
_BRACKETED_WORD: Final = re.compile(r"\([^\W\d_]{5,}\)")
_WIDE: Final = 1.25
_WINDOW: Final = 5
#: Text is set at least this near to the edge of its column, as a share of the column's width.
_NARROWEST: Final = 0.3
_SAME_EDGE: Final = 2.0
_SHARED: Final = 3
#: Justified type: at least this share of a page's lines end together.
_USUAL_SHARE: Final = 0.3
#: A line that starts so far from the edge of its column, as a share of the column's width, is no running text.
_SET_APART: Final = 0.4
_CLEAR_EM: Final = 2.0
_TRUSTED: Final = 0.47  # of a line: its runs are more likely right than not, `arabic/repair.py`
#: Text as even as this is as its editor left it; less even one has lost or doubled spaces, so many at most a line.
_STRICTLY: Final = 0.97
_DAMAGED_SLACK: Final = 4
_LEAD: Final = 2
_ENOUGH: Final = 4

_Peer = tuple[int | None, Direction, BBox | None]


class BreakWeights(Value, frozen=True):
    """How much each sign says, in nats; set on the structure truths, see docs/evaluation.md."""

    room_left: float = 3.0  # the first word of this line would have fitted on the line before
    room_left_even: float = 4.5  # … in text that an editor wrapped, where this is proof
    line_full: float = -2.0
    style_change: float = 2.5  # bold begins or ends, or the size changes
    wide_gap: float = 2.0
    narrow_gap: float = -0.5
    narrow_gap_trusted: float = -2.5  # … in a document that sets its paragraphs apart
    terminal: float = 1.0  # the line before ends a sentence or an item
    unfinished: float = -1.5
    open_end: float = -3.5  # … or ends in a comma, a hyphen, a slash
    lower_case: float = -1.5  # this line begins in lower case
    number_first: float = -3.0  # this line begins with a number of its sentence, which the line before left unfinished
    bracket_first: float = -3.0  # … or a word in brackets does, in repaired text, whose lines are of no even length
    preamble: float = 7.5  # a preambular opening after a comma: outweighs a full line that ends in one
    bullet: float = 6.0  # this line begins with a bullet
    text_number: float = 3.0  # this line, or the one before it, is the number of a text: "Draft decision I"
    enacting: float = 4.0  # this line names the body that resolves, and nothing else
    blank_line: float = 2.5
    first_line_indent: float = 1.0
    unwrapped: float = 4.0  # the text has one line a paragraph
    distrust: float = 0.4  # how much the end of a line counts whose inner order is in doubt
    label_apart: float = 3.0  # scrambled text prints a label last, behind a wide gap
    block_end_lead: float = 1.5  # damaged text indents the last line of a block


WEIGHTS: Final = BreakWeights()


def _was_moved(line: Line) -> bool:
    """Tell whether the order of a line was restored; right-to-left ones of PDFs are always put in order."""
    return bool(line.steps) or (line.page is not None and line.direction == "rtl")


def gather_evidence(
    lines: Sequence[Line], blank_before: Sequence[bool], measure: Measure, lexicon: Lexicon
) -> list[float]:
    """Return for every line the evidence, in nats, that a new block begins with it; the first line surely does."""
    rooms = end_rooms(lines) if any(line.bbox for line in lines) else [0.0] * len(lines)
    evidence = [_FIRST_LINE][: len(lines)]
    for at, (before, line) in enumerate(pairwise(lines), 1):
        total = _punctuation(before.text, line.text) * (1.0 if before.confidence >= _TRUSTED else WEIGHTS.distrust)
        total += _opening(before.text, line.text, lexicon)
        if line.text.startswith("(") and (_was_moved(line) or _was_moved(before)) and not ends_sentence(before.text):
            total += WEIGHTS.bracket_first * (_BRACKETED_WORD.match(line.text) is not None)
        if line.bbox is None and line.steps and _LABEL_APART.search(line.raw):
            total += WEIGHTS.label_apart
        if line.bbox is None or before.bbox is None:
            total += _text_evidence(before, line, measure, blank=blank_before[at])
        else:
            total += _style_evidence(before, line) + _place_evidence(before, line, measure, rooms[at - 1])
        evidence.append(total)
    return evidence


def _punctuation(before: str, text: str) -> float:
    if before[-1:] in _OPENERS and not before.endswith(_COLON_DASH):
        evidence = WEIGHTS.open_end
    elif ends_sentence(before):
        evidence = WEIGHTS.terminal
    else:
        evidence = WEIGHTS.unfinished + (WEIGHTS.number_first if _NUMBER_FIRST.match(text) else 0.0)
    return evidence + (WEIGHTS.lower_case if text[:1].islower() else 0.0)


def _opening(before: str, text: str, lexicon: Lexicon) -> float:
    """Return what the first words say: bullets begin blocks, and so do the participles of a preamble after a comma."""
    if text.startswith(BULLETS):
        return WEIGHTS.bullet
    if (
        before.endswith((",", "،"))
        and not text[:1].islower()
        and text_opens_with(text, lexicon.openings.preamble, _OPENING)
    ):
        return WEIGHTS.preamble
    if names_enacting_body(text, lexicon):
        return WEIGHTS.enacting
    return WEIGHTS.text_number * (stands_for_a_text(text, lexicon) or stands_for_a_text(before, lexicon))


def _text_evidence(before: Line, line: Line, measure: Measure, *, blank: bool) -> float:
    evidence = WEIGHTS.blank_line if blank and measure.trust_blank else 0.0
    if measure.width is None:
        return evidence + WEIGHTS.unwrapped
    length, first_word = measure.length(before.text), measure.length(line.text.split(" ", 1)[0])
    slack = 0 if measure.even >= _STRICTLY else _DAMAGED_SLACK
    fits = length + 1 + first_word <= measure.width
    surely = measure.even > 0 and length + 1 + first_word <= measure.width - slack
    if surely or (fits and length < measure.full):
        evidence += WEIGHTS.room_left_even if measure.even else WEIGHTS.room_left
    else:
        evidence += WEIGHTS.line_full
    if measure.trust_lead and leading_space(before) >= _LEAD:
        evidence += WEIGHTS.block_end_lead
    return evidence


def _style_evidence(before: Line, line: Line) -> float:
    resized = before.size and line.size and abs(before.size - line.size) > 0.06 * before.size
    return WEIGHTS.style_change if resized or before.bold != line.bold else 0.0


def _place_evidence(before: Line, line: Line, measure: Measure, room: float) -> float:
    evidence = _room_evidence(before, line, room)
    drop, usual = drop_between(before, line), measure.usual_drop(line)
    if drop is None or usual is None:
        return evidence
    if drop > _WIDE * usual:
        evidence += WEIGHTS.wide_gap
    elif drop <= _USUAL * usual:
        evidence += WEIGHTS.narrow_gap_trusted if measure.trust_gap else WEIGHTS.narrow_gap
    indent = start_indent(line) - start_indent(before)
    return evidence + (WEIGHTS.first_line_indent if indent > 0.8 * (line.size or 10) else 0.0)


def start_indent(line: Line) -> float:
    """Return how far from its column's edge a line starts, in points; 0 for text input."""
    if line.bbox is None or line.column is None:
        return 0.0
    return line.column[2] - line.bbox[2] if line.direction == "rtl" else line.bbox[0] - line.column[0]


def end_rooms(lines: Sequence[Line]) -> list[float]:
    """Return how much room is left at the end of every line, in points; 0 for text input.

    Room is measured against the lines around it, not against the page: a report sets headings, body and lists to
    different measures. One overfull line moves no edge: an edge is where lines around end together, or else where
    most lines of the page do.
    """
    ends: list[float] = [_end(line) for line in lines]
    peers = _numbered([(line.page, line.direction, line.column) for line in lines])
    places: list[int] = [round(end / _SAME_EDGE) for end in ends]
    usual = _usual_edges(places, peers)
    rooms: list[float] = []
    for at, line in enumerate(lines):
        own, first = peers[at], max(0, at - _WINDOW)
        near = peers[first : at + _WINDOW + 1]
        if near.count(own) == len(near):  # mostly
            around = places[first : at + _WINDOW + 1]
            farthest = max(ends[first : at + _WINDOW + 1])
        else:
            around = [places[first + by] for by, peer in enumerate(near) if peer == own]
            farthest = max([ends[first + by] for by, peer in enumerate(near) if peer == own])
        edge = _edge(farthest, around, usual.get(own))
        # where many lines of a page end together, a running head that stands further out says nothing
        least = edge if round(edge / _SAME_EDGE) == usual.get(own) else _least_edge(line)
        rooms.append(max(edge, least) - ends[at])
    return rooms


def _numbered(peers: list[_Peer]) -> list[int]:
    """Return numbers that are the same for the same peers: quicker to compare."""
    known: dict[_Peer, int] = {}
    return [known.setdefault(peer, len(known)) for peer in peers]


def _usual_edges(places: Sequence[int], peers: Sequence[int]) -> dict[int, int]:
    """Return where most lines of a page and column end, in steps of `_SAME_EDGE`, if enough of them end together."""
    counted: dict[int, Counter[int]] = {}
    for place, peer in zip(places, peers, strict=True):
        counted.setdefault(peer, Counter())[place] += 1
    common = {peer: counts.most_common(1)[0] for peer, counts in counted.items()}
    return {
        peer: place
        for peer, (place, count) in common.items()
        if count >= max(_ENOUGH, _USUAL_SHARE * counted[peer].total())
    }


def _end(line: Line) -> float:
    """Return where a line ends, growing in its own direction."""
    if line.bbox is None:
        return 0.0
    return -line.bbox[0] if line.direction == "rtl" else line.bbox[2]


def _edge(farthest: float, places: list[int], usual: int | None) -> float:
    """Return the edge that several lines share (justified type, a few overfull lines apart), else the farthest end.

    `places` are the ends in steps of `_SAME_EDGE`.
    """
    most, shared = 0, 0
    for place in places:
        count = places.count(place)
        if count > most or (count == most and place > shared):
            most, shared = count, place
    if most >= _SHARED:
        return shared * _SAME_EDGE
    return usual * _SAME_EDGE if usual is not None and usual in places else farthest


def _least_edge(line: Line) -> float:
    """Return where a full line ends at least; among headings alone no line is full."""
    if line.column is None:
        return _end(line)
    x0, _, x1, _ = line.column
    return -(x0 + _NARROWEST * (x1 - x0)) if line.direction == "rtl" else x1 - _NARROWEST * (x1 - x0)


def _room_evidence(before: Line, line: Line, room: float) -> float:
    if not line.text or line.bbox is None:
        return 0.0
    per_character = (line.bbox[2] - line.bbox[0]) / len(line.text)
    first_word = per_character * (len(line.text.split(" ", 1)[0]) + 1)
    size = before.size or 10
    if before.column is not None and start_indent(before) > _SET_APART * (before.column[2] - before.column[0]):
        room += start_indent(before)  # set on the far side, as mastheads are: no line of running text
    excess = room - first_word - 0.5 * size
    if excess <= 0:
        return WEIGHTS.line_full
    # ragged type leaves a little room anywhere
    return WEIGHTS.room_left if excess > _CLEAR_EM * size else WEIGHTS.room_left / 2
