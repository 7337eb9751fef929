"""The measure of a document: how its text was wrapped, how far its lines stand apart, what separates its paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low
from typing import Final

import msgspec

from unodc_parse.model import Line
from unodc_parse.values import Value

_TERMINAL: Final = frozenset(".;:؛؟?!")
_CLOSERS: Final = "”\"'’»)] "
#: «بما يأتي:-» introduces a list as a colon does.
_COLON_DASH: Final = (":-", ":\N{EN DASH}")
_FINAL_CALL: Final = re.compile(r"(?<=[.;:؛”\"])\(?\d{1,3}\)?$")
_COMBINING: Final = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u0640]")
_NUMBERED: Final = re.compile(r"\(?\w{1,3}[.)\-]\s")
_WIDE: Final = 1.25
_MOST: Final = 0.7
_SHARED: Final = 3
_HALF: Final = 0.6
#: Only lines this long tell how a text was wrapped; among shorter ones are headings.
_TELLING: Final = 0.84
_WIDEST: Final = 160
#: Text is not wrapped narrower than half a column of print; shorter lines are a masthead's or a list's.
_NARROWEST_TEXT: Final = 36
_NEAR: Final = 0.8
_ALMOST: Final = 0.88
_FEW: Final = 0.08
_WRAPPED_SHARE: Final = 0.2
_EXCEPTIONS: Final = 0.15
_LEAD: Final = 2
_ENOUGH: Final = 4


class Measure(Value, frozen=True):
    """The measure of a document: what a full line and a usual distance are."""

    pitch: float | None = None  # points between the tops of two lines of one paragraph; PDF only
    size: float | None = None  # of most lines, in points; larger type stands further apart
    width: int | None = None  # length of the longest lines; text only, None where lines are not wrapped
    even: float = 0.0  # share of long lines that break only where the next word would not have fitted; 0 if too few
    full: int = 0  # length of the shortest line that still is a full one
    count_marks: bool = False  # whether combining marks count in these lengths
    trust_blank: bool = True  # whether blank lines separate paragraphs
    trust_gap: bool = False  # whether wider gaps separate paragraphs; PDF only
    trust_lead: bool = False  # whether two leading spaces mark the last line of a block

    def usual_drop(self, line: Line) -> float | None:
        """Return how far below the line before it a line of its size usually stands."""
        if self.pitch is None or self.size is None or line.size is None:
            return self.pitch
        return self.pitch * max(1.0, line.size / self.size)

    def length(self, text: str) -> int:
        """Return the length of a line in the unit of `width` and `full`."""
        return len(text) if self.count_marks else visible_length(text)


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends as paragraphs and items do.

    >>> ends_sentence("تلك الجرائم؛"), ends_sentence("(see the annex).”"), ends_sentence("of the")
    (True, True, False)
    """
    last = text[-1:]
    if last in _TERMINAL:
        return True
    if last.isalpha():  # most lines end so, and need no pattern looked for
        return False
    bare = _FINAL_CALL.sub("", text).rstrip(_CLOSERS)
    bare = bare[:-1] if bare.endswith(_COLON_DASH) else bare
    return bare[-1:] in _TERMINAL and bare != ""


def visible_length(text: str) -> int:
    """Return the number of characters that take room: combining marks do not.

    >>> visible_length("حُدِّدت")
    4
    """
    return len(text) - len(_COMBINING.findall(text))


def take_measure(lines: Sequence[Line], blank_before: Sequence[bool]) -> Measure:
    """Measure the body lines of a document."""
    if not lines:
        return Measure()
    if lines[0].bbox is not None:
        pitch = _usual_pitch(lines)
        sizes = [line.size for line in lines if line.size]
        size = median_low(sizes) if sizes else None
        return Measure(
            pitch=pitch, size=size, trust_blank=False, trust_gap=pitch is not None and _gaps_separate(lines, pitch)
        )
    measure = _text_measure(lines)
    return msgspec.structs.replace(
        measure,
        trust_blank=_blanks_separate(lines, blank_before, measure),
        trust_lead=_leads_end_blocks(lines, measure),
    )


def _usual_pitch(lines: Sequence[Line]) -> float | None:
    pitches = Counter(
        round(after.bbox[1] - before.bbox[1], 0)
        for before, after in pairwise(lines)
        if before.bbox and after.bbox and before.page == after.page and 4 < after.bbox[1] - before.bbox[1] < 60
    )
    return pitches.most_common(1)[0][0] if pitches else None


def _gaps_separate(lines: Sequence[Line], pitch: float) -> bool:
    """Tell whether lines that look like the start of a numbered unit stand further below the line before."""
    drops = [
        drop
        for before, line in pairwise(lines)
        if ends_sentence(before.text) and _NUMBERED.match(line.text) and (drop := drop_between(before, line))
    ]
    return len(drops) >= _ENOUGH and sum(drop > _WIDE * pitch for drop in drops) >= _MOST * len(drops)


def _text_measure(lines: Sequence[Line]) -> Measure:
    """Return the widths of wrapped text, in whichever way of counting has the more even edge.

    Editors wrap by characters, marks included; text that came out of a PDF was set by width, and has no even edge.
    """
    measures = [m for m in (_wrapped(lines, count_marks=True), _wrapped(lines, count_marks=False)) if m.width]
    return min(measures, key=lambda m: (-m.even, (m.width or 0) - m.full), default=Measure())


def _wrapped(lines: Sequence[Line], *, count_marks: bool) -> Measure:
    unit = Measure(count_marks=count_marks)
    lengths = sorted(unit.length(line.text) for line in lines)
    width = lengths[int(0.985 * (len(lengths) - 1))]
    if not _NARROWEST_TEXT <= width <= _WIDEST:
        return unit
    # a line that breaks off near the edge is what wrapping leaves; short texts of short lines have few
    open_lengths = sorted(
        (length, _breaks_off(line.text))
        for line in lines
        if not ends_sentence(line.text) and (length := unit.length(line.text)) > _HALF * width
    )
    wrapped = sum(broken and length >= _NEAR * width for length, broken in open_lengths)
    even = _evenness(lines, width, unit)
    enough = wrapped >= max(_ENOUGH, _WRAPPED_SHARE * len(lines))
    if not (enough or even or _mostly_break_off(lines, width, unit)):
        return unit
    full = open_lengths[int(0.12 * len(open_lengths))][0]
    return Measure(width=width, full=full, even=even, count_marks=count_marks)


def _breaks_off(text: str) -> bool:
    """Tell whether a line ends in the midst of a sentence; at a comma, a paragraph of a preamble may end."""
    return not ends_sentence(text) and not text.endswith((",", "،"))


def _evenness(lines: Sequence[Line], width: int, unit: Measure) -> float:
    """Return the share of long lines that break off only where the next word would not have fitted; 0 if it is low.

    That is how editors wrap text; where damage lost or doubled spaces, the share is a little below 1.
    """
    tight = [
        unit.length(before.text) + 1 + unit.length(line.text.split(" ", 1)[0]) > width
        for before, line in pairwise(lines)
        if _breaks_off(before.text) and unit.length(before.text) > _TELLING * width and not _NUMBERED.match(line.text)
    ]
    share = sum(tight) / len(tight) if tight else 0.0
    return share if sum(tight) >= _SHARED and share >= _NEAR else 0.0


def _mostly_break_off(lines: Sequence[Line], width: int, unit: Measure) -> bool:
    """Tell whether the longest lines mostly break off: where each paragraph is one line, they end in a stop."""
    longest = [line for line in lines if unit.length(line.text) >= _ALMOST * width]
    cut = sum(_breaks_off(line.text) for line in longest)
    return cut >= max(_ENOUGH, _FEW * len(lines)) and cut >= len(longest) / 2


def _is_open(line: Line, measure: Measure) -> bool:
    """Tell whether a line breaks off: full, and no sentence ends there."""
    return not ends_sentence(line.text) and measure.length(line.text) >= measure.full


def _blanks_separate(lines: Sequence[Line], blank_before: Sequence[bool], measure: Measure) -> bool:
    """Tell whether blank lines come after finished lines, as separators do, and not in the midst of sentences."""
    before = [lines[at - 1] for at in range(1, len(lines)) if blank_before[at]]
    return sum(_is_open(line, measure) for line in before) <= _EXCEPTIONS * len(before)


def _leads_end_blocks(lines: Sequence[Line], measure: Measure) -> bool:
    """Tell whether leading spaces mark the last lines of blocks, as one kind of damage leaves them."""
    led = [line for line in lines if leading_space(line) >= _LEAD and measure.length(line.text) >= measure.full]
    return len(led) >= _ENOUGH and sum(_is_open(line, measure) for line in led) <= _EXCEPTIONS * len(led)


def leading_space(line: Line) -> int:
    """Return with how many spaces a line begins as it was read."""
    return len(line.raw) - len(line.raw.lstrip())


def drop_between(before: Line, line: Line) -> float | None:
    """Return how far below the line before a line stands, in points; None across pages and columns."""
    if before.bbox is None or line.bbox is None or before.page != line.page:
        return None
    drop = line.bbox[1] - before.bbox[1]
    return drop if drop > 0 else None
