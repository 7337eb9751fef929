"""A scrambled line taken apart: its units, the gaps between them, and where it may have been cut into runs."""

from __future__ import annotations

import math
import re
from typing import Final

import msgspec

from unodc_parse.arabic.language_model import fold
from unodc_parse.model import Span

_MARK: Final = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670]")
_LETTER: Final = re.compile("[\u0620-\u063f\u0641-\u064a]")
#: Numbers (with slash, point or comma inside) and Latin words are never cut (UAX #9: they stand left to right).
_WHOLE: Final = re.compile(r"0+(?:[/.,\u066b]0+)*|a[^\s\u0600-\u06ff]*")
_WIDE: Final = 2
_LABEL: Final = re.compile(r"\([\u0620-\u063f\u0641-\u064a]{1,3}\)$")
#: A line of this many letters has about as many cuts as any longer one.
_USUAL_LENGTH: Final = 75.0


class CutOdds(msgspec.Struct, frozen=True):
    """Log odds that a damaged line is cut at a place, by kind of place (those of the damage simulator, seed/damage.py).

    Attributes:
        word_edge: at a single space.
        in_word: between two letters.
        number: beside a number or a hyphen.
        sign: beside a bracket or another sign, without a space.
        gap: at a gap wider than one space.
    """

    word_edge: float = -2.0
    in_word: float = -3.8
    number: float = 1.7
    sign: float = -3.0
    gap: float = 9.0


class Layout(msgspec.Struct, frozen=True):
    """One line, taken apart.

    Attributes:
        spans: where each unit (a letter or sign with its marks) stands in the line.
        gaps: white space before each unit: none, one, two or more.
        text: what the language model reads: units folded, a gap as one space.
        at: where each unit stands in `text`.
        cuts: log odds of a cut before a unit, for every unit that a run may begin with.
        uncut: log probability that a damaged line is cut nowhere.
        barrier: for every unit, the last wide gap before it: no run reaches across.
        label: where a list label behind a wide gap begins, at the end of the line; the text begins with it.
    """

    spans: tuple[Span, ...]
    gaps: tuple[int, ...]
    text: str
    at: tuple[int, ...]
    cuts: dict[int, float]
    uncut: float
    barrier: tuple[int, ...]
    label: int | None

    def __len__(self) -> int:
        """Count the units."""
        return len(self.spans)

    def end(self, unit: int) -> int:
        """Return where in `text` the unit before `unit` ends."""
        return self.at[unit - 1] + 1


def take_apart(line: str, odds: CutOdds = CutOdds()) -> Layout:  # noqa: B008 (frozen)
    """Take a line apart."""
    spans, gaps = _units(line)
    folded = [fold(line[start : start + 1]) or line[start] for start, _ in spans]
    text, at = "", []
    for char, gap in zip(folded, gaps, strict=True):
        text += " " if gap else ""
        at.append(len(text))
        text += char
    cuts = _cuts(folded, gaps, text, at, odds)
    uncut = -sum(math.log1p(math.exp(cut)) for cut in cuts.values() if cut < odds.gap)
    barrier, last = [], 0
    for unit in range(len(spans) + 1):
        barrier.append(last)
        if unit < len(spans) and gaps[unit] >= _WIDE and unit:
            last = unit
    return Layout(tuple(spans), tuple(gaps), text, tuple(at), cuts, uncut, tuple(barrier), _label(folded, gaps))


def _label(folded: list[str], gaps: list[int]) -> int | None:
    match = _LABEL.search("".join(folded))
    return match.start() if match and gaps[match.start()] >= _WIDE else None


def _units(line: str) -> tuple[list[Span], list[int]]:
    spans: list[Span] = []
    gaps: list[int] = []
    gap = 0
    for index, char in enumerate(line):
        if char.isspace():
            gap += 1
        elif spans and not gap and _MARK.match(char):
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
            gaps.append(min(gap, _WIDE) if len(spans) > 1 else 0)
            gap = 0
    return spans, gaps


def _cuts(folded: list[str], gaps: list[int], text: str, at: list[int], odds: CutOdds) -> dict[int, float]:
    unit_at = {place: unit for unit, place in enumerate(at)}
    inside: set[int] = set()
    beside = {u for i, char in enumerate(folded) if char == "-" for u in (i, i + 1)}
    for match in _WHOLE.finditer(text):
        first, last = unit_at[match.start()], unit_at[match.end() - 1]
        inside.update(range(first + 1, last + 1))
        if match[0][0] == "0":
            beside |= {first, last + 1}
    spread = math.log(max(1.0, len(folded) / _USUAL_LENGTH))
    cuts = {}
    for unit in range(1, len(folded)):
        if unit in inside:
            continue
        if gaps[unit] >= _WIDE:
            cuts[unit] = odds.gap
        elif unit in beside:
            cuts[unit] = odds.number
        elif gaps[unit]:
            cuts[unit] = odds.word_edge - spread
        elif _LETTER.match(folded[unit]) and _LETTER.match(folded[unit - 1]):
            cuts[unit] = odds.in_word - spread
        else:
            cuts[unit] = odds.sign - spread / 2
    return cuts
