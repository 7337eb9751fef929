"""A scrambled line taken apart: its units, the gaps between them, and where it may have been cut into runs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from sys import intern
from typing import Final

from unodc_parse.arabic.language_model import fold
from unodc_parse.arabic.misplaced import torn_symbols
from unodc_parse.arabic.numbers import is_year
from unodc_parse.model import Span
from unodc_parse.values import Value

_MARK: Final = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670]")
#: Latin words are never cut, nor are numbers of usual length, slash, point, comma or colon included (UAX #9). No run of
#: Latin letters goes on with Arabic-Indic digits (here "\u0660"), and a hyphen at its end may be that of a label. No
#: number mixes two kinds of digits: two that do have come together.
_WHOLE: Final = re.compile(
    r"0+(?:[/.,:\u066b]0+)*|\u0660+(?:[/.,:\u066b]\u0660+)*|a(?:[^\s\u0600-\u06ff()]*[^\s\u0600-\u06ff()-])?"
)
#: The same in a line with a symbol that is put together as none is: its numbers are cut off, too.
_WHOLE_BUT_NUMBERS: Final = re.compile(
    r"0+(?:[/.,:\u066b]0+)*|\u0660+(?:[/.,:\u066b]\u0660+)*|a(?:[^\s\u0600-\u06ff0()]*[^\s\u0600-\u06ff0()-])?"
)
_ARABIC_DIGIT: Final = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_WIDE: Final = 2
#: What is so short and in brackets is a run of its own at the end of a line, like the call of a note: the first one of
#: reversed runs.
_BRACKETED: Final = re.compile(r"\([^()]{1,3}\)")
#: Cuts to expect at least beside those at numbers and hyphens.
_FEWEST: Final = 0.4
#: A number with so many digits, years apart, may be two that came together; so may one with signs that is so long.
_FEWEST_DIGITS: Final = 3
_LONG_NUMBER: Final = 6
#: A number in groups of thousands, or with three decimals, is one.
_GROUPED: Final = re.compile("\\d{1,3}(?:[.,\u066b\u066c]\\d{3})+")


class CutOdds(Value, frozen=True):
    """How a damaged line is cut into runs (the weights of the damage simulator, seed/damage.py).

    Attributes:
        runs: how often a damaged line has so many runs.
        edges: share of them at the edges of words.
        short: share of those inside words that part one letter from the rest.
        number: log odds of a cut beside a number, and beside what is short and in brackets at the end of a line.
        numbers: log odds of a cut between two of them: each is cut off by itself.
        digits: log odds of a cut inside a number of three digits, four, five, more: two may have come together.
        uneven: added for each digit that the cut is off its middle.
        signed: log odds of a cut inside a long number with signs.
        hyphen: log odds of a cut beside a hyphen.
        sign: log odds of a cut at a bracket or another sign, without a space.
        behind_number: … where a number stands before it: mostly cut, but never in brackets that hold it alone (half-way
            between the odds of both; "Labels, numbers and passes" in docs/repair-measured.md).
        stuck: added where a number comes behind a word without a space.
        single: added where a run is a single letter out of a word: its two cuts come together.
    """

    runs: tuple[tuple[int, float], ...] = (
        (2, 0.11),
        (3, 0.26),
        (4, 0.26),
        (5, 0.11),
        (6, 0.08),
        (7, 0.1),
        (8, 0.03),
        (9, 0.05),
    )
    edges: float = 0.55
    short: float = 0.4
    number: float = 2.1
    numbers: float = 5.0
    digits: tuple[float, ...] = (-4.4, -3.1, -1.5, -0.8)
    uneven: float = -0.5
    signed: float = -4.0
    hyphen: float = 4.0
    sign: float = -9.0
    behind_number: float = -3.45
    stuck: float = -4.0
    single: float = 2.8


class JointOdds(Value, frozen=True):
    """Log odds that two runs meet here: at a word's edge, beside its first or last letter, within it and so on."""

    edge: float
    short: float
    inside: float
    sign: float
    stuck: float
    single: float
    behind_number: float


class Layout(Value, frozen=True):
    """One line, taken apart.

    Attributes:
        spans: where each unit (a letter or sign with its marks) stands in the line.
        gaps: white space before each unit: none, one, two or more.
        text: what the language model reads: units folded, a gap as one space.
        chars: its characters, each kind of them one object.
        at: where each unit stands in `text`.
        starts: the units that a run may begin with, the first one apart.
        fixed: log odds of the cut before a unit where they do not depend on what it is joined to; for the first unit,
            which is cut off nothing, of its joint.
        odds: log odds of the other joints.
        uncut: log probability that a damaged line is cut nowhere.
        barrier: for every unit, the last wide gap before it: no run reaches across.
    """

    spans: tuple[Span, ...]
    gaps: tuple[int, ...]
    text: str
    chars: tuple[str, ...]
    at: tuple[int, ...]
    starts: tuple[int, ...]
    fixed: dict[int, float]
    odds: JointOdds
    uncut: float
    barrier: tuple[int, ...]

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
    native = {place for place, (start, _) in zip(at, spans, strict=True) if _ARABIC_DIGIT.match(line, start)}
    apart = "".join("\u0660" if place in native else char for place, char in enumerate(text))
    whole = _WHOLE_BUT_NUMBERS if torn_symbols(line) else _WHOLE
    starts, fixed = _starts(folded, gaps, _atoms(whole.finditer(apart), line, spans, at, odds), odds)
    barrier, last = [], 0
    for unit in range(len(spans) + 1):
        barrier.append(last)
        if unit < len(spans) and gaps[unit] >= _WIDE and unit:
            last = unit
    cuts = _free_cuts(sum(weight > 0 for weight in fixed.values()), odds)
    uncut = -cuts - sum([math.log1p(math.exp(weight)) for weight in fixed.values() if weight], 0.0)
    joints = _joint_odds(text, odds, cuts)
    if _BRACKETED.match("".join(folded)):
        fixed[0] = odds.number
    chars = tuple(map(intern, text))
    return Layout(tuple(spans), tuple(gaps), text, chars, tuple(at), starts, fixed, joints, uncut, tuple(barrier))


def _free_cuts(fixed: int, odds: CutOdds) -> float:
    """Return how many cuts to expect beside those at numbers and hyphens: the more of these, the fewer others."""
    return max(_FEWEST, sum([share * max(0, runs - 1 - fixed) for runs, share in odds.runs], 0.0))


def _joint_odds(text: str, odds: CutOdds, cuts: float) -> JointOdds:
    """Share the cuts of a line out among the places where it may be cut."""
    words = [len(word) for word in text.split()]
    edges = max(2, len(words) - 1)
    inside = max(3, sum(words) - len(words))
    short = max(2, sum(min(2, word - 1) for word in words))
    anywhere = cuts * (1 - odds.edges) * (1 - odds.short) / inside
    beside = anywhere + cuts * (1 - odds.edges) * odds.short / short
    return JointOdds(
        _log_odds(cuts * odds.edges / edges),
        _log_odds(beside),
        _log_odds(anywhere),
        odds.sign,
        odds.stuck,
        odds.single,
        odds.behind_number,
    )


def _log_odds(share: float) -> float:
    share = min(share, 0.5)
    return math.log(share / (1 - share))


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


def _inside_number(number: str, odds: CutOdds) -> tuple[float, ...]:
    """Return the log odds of cuts inside a number, behind its first digit and so on; none where it is whole."""
    size = len(number)
    if not number.isdigit():
        return (odds.signed,) * (size - 1) if size >= _LONG_NUMBER and not _GROUPED.fullmatch(number) else ()
    if size < _FEWEST_DIGITS or (size == len("2000") and is_year(number)):
        return ()
    middle = odds.digits[min(size - _FEWEST_DIGITS, len(odds.digits) - 1)]
    return tuple([middle + odds.uneven * abs(place - size / 2) for place in range(1, size)])


class _Atom(Value, frozen=True):
    """A number or a Latin word: first and last unit, and the log odds of cuts inside it; none where it is whole."""

    first: int
    last: int
    is_number: bool
    cuts: tuple[float, ...]


def _atoms(
    whole: Iterable[re.Match[str]], line: str, spans: list[Span], at: list[int], odds: CutOdds
) -> Iterator[_Atom]:
    unit_at = {place: unit for unit, place in enumerate(at)}
    for match in whole:
        first, last = unit_at[match.start()], unit_at[match.end() - 1]
        is_number = match[0][0] != "a"
        number = "".join([line[start] for start, _ in spans[first : last + 1]])
        yield _Atom(first, last, is_number, _inside_number(number, odds) if is_number else ())


def _starts(
    folded: list[str], gaps: list[int], atoms: Iterable[_Atom], odds: CutOdds
) -> tuple[tuple[int, ...], dict[int, float]]:
    """Return the units that a run may begin with, and the log odds of those whose cut is known by its place."""
    inside: set[int] = set()
    fixed: dict[int, float] = {}
    for atom in atoms:
        units = range(atom.first + 1, atom.last + 1)
        if not atom.cuts:
            inside.update(units)
        if atom.is_number:
            fixed |= dict(zip(units, atom.cuts, strict=False))
            fixed[atom.first] = odds.numbers if fixed.get(atom.first) == odds.number else odds.number
            fixed[atom.last + 1] = odds.number
    for unit, char in enumerate(folded):
        if char == "-" and unit not in inside:
            fixed[unit] = fixed[unit + 1] = odds.hyphen
    fixed.update((unit, 0.0) for unit, gap in enumerate(gaps) if gap >= _WIDE)
    starts = tuple(unit for unit in range(1, len(folded)) if unit not in inside)
    return starts, {unit: weight for unit, weight in fixed.items() if unit in set(starts)}
