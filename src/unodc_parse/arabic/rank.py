"""The ways in which a line may read, best first: what the searches find, weighed once more with whole words."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import Final

from unodc_parse.arabic.breadth import breadth
from unodc_parse.arabic.evidence import Evidence, Known, Weighing
from unodc_parse.arabic.joints import Run
from unodc_parse.arabic.language_model import LanguageModel, fold
from unodc_parse.arabic.layout import Layout, take_apart
from unodc_parse.arabic.moves import Mover
from unodc_parse.arabic.passes import pass_orders
from unodc_parse.arabic.reader import Reader
from unodc_parse.arabic.reorder import next_runs, reversed_orders
from unodc_parse.arabic.swaps import with_other_labels
from unodc_parse.arabic.word_model import tokens
from unodc_parse.collector import collector_paused
from unodc_parse.model import Span, Step
from unodc_parse.values import Value

#: Characters of a line whose runs are looked for: runs move within a printed line, which has 150 at most.
LONGEST: Final = 260
#: What is remembered of a document's lines is forgotten when there is more of it.
_MOST_REMEMBERED: Final = 200_000
#: Share of the probability from which on no better reading is looked for; else: readings that are made better, how many
#: moves of each are weighed, and how often it is moved on.
_NO_DOUBT: Final = 0.9
_BETTERED: Final = 6
_TRIED: Final = 64
_ROUNDS: Final = 5
#: … as long as the orders weighed have not had so many characters together: real lines come to 29,000 at most, and what
#: has no words in it, each of whose orders takes long to weigh, to four times as many.
_WEIGHED: Final = 32_000
#: … nor is one that a sentence of the own reports tells, where it is so far behind (nats).
_NEAR: Final = 15.0
#: Where a line as it stands is by so much better than any order in one pass (nats), orders in several are looked for
#: only where all joints together promise to gain so much; and so much where one order has this share of all.
_CLEARLY: Final = 1.5
_HOPE: Final = 8.0
_SETTLED: Final = 0.97
_LITTLE_HOPE: Final = 2.0
#: Signs that no space stands before.
_CLOSING: Final = ")\u060c\u061b"


class Reading(Value, frozen=True):
    """One order of a line's runs: how it reads, what speaks for it, its score (log probability, not normalized).

    `sound` says how sure it would be if its odds were even (`sureness`).
    """

    text: str
    runs: tuple[Run, ...]
    evidence: Evidence | None
    score: float
    tokens: tuple[str, ...]
    sound: float = 0.0


class Line(Value, frozen=True):
    """A line and its readings, best first; at least one."""

    text: str
    layout: Layout
    readings: tuple[Reading, ...]

    def step(self, reading: Reading) -> Step | None:
        """Return the step that leads to a reading; `None` where that is the line as it stands."""
        if len(reading.runs) < 2:
            return None
        step = Step("order.runs", tuple(_pieces(self.layout, reading.runs)))
        return None if step.apply(self.text) == self.text.strip() else step


class Memory:
    """What the model said while it read the lines of one document: the same words come again."""

    def __init__(self) -> None:
        self.known: Known = {}

    def limit(self) -> None:
        """Forget where there is too much."""
        if len(self.known) > _MOST_REMEMBERED:
            self.known.clear()


def read_line(
    line: str,
    model: LanguageModel,
    memory: Memory | None = None,
) -> Line:
    """Return the ways in which a line may read."""
    layout = take_apart(line)
    as_it_is = Reading(line, ((0, len(layout), False),), None, 0.0, tuple(tokens(fold(line))))
    if len(layout) < 2 or len(line) > LONGEST:
        return Line(line, layout, (as_it_is,))
    memory = Memory() if memory is None else memory
    memory.limit()
    model.characters.states.limit()
    with collector_paused(aged=True):
        return Line(line, layout, _searched(line, Weighing(layout, model, memory.known)) or (as_it_is,))


def _searched(line: str, weighing: Weighing) -> tuple[Reading, ...]:
    """Return the readings that the searches find, weighed, best first."""
    layout, search = weighing.layout, breadth(len(weighing.layout))
    reader = Reader(layout, weighing.model.characters, search)
    arcs = next_runs(reader, search.links)
    once = reversed_orders(reader, arcs, search)
    found = [_weighed(line, weighing, runs) for runs in dict.fromkeys(candidate.runs for candidate in once)]
    best = once[0].score if once else -math.inf
    several = [o for o in pass_orders(reader, arcs, search, best, hope=_hope(found)) if not _in_place(o.runs)]
    orders = dict.fromkeys(candidate.runs for candidate in (*once, *several))
    own = weighing.model.own
    told = [runs for runs in (own.orders(layout) if own else ()) if runs not in orders]
    found += [_weighed(line, weighing, runs) for runs in (*[*orders][len(found) :], *told)]
    ranked = _best(found)
    ranked = _best([*ranked, *_bettered(line, weighing, reader, ranked, worth_a_try(ranked, told))])
    swapped = with_other_labels(layout, ranked[0].runs) if ranked else []
    return _best([*ranked, *(_weighed(line, weighing, runs) for runs in swapped)])


def _weighed(line: str, weighing: Weighing, runs: tuple[Run, ...]) -> Reading:
    text = render(line, weighing.layout, runs)
    return Reading(text, runs, *weighing.weigh(text, runs))


def _hope(found: Sequence[Reading]) -> float:
    """Return what joints must promise to gain above the best of the orders found in one pass, for others to be sought.

    Of 53 lines of the gold reports whose order in several passes was the best, 41 of them rightly, none had a clear
    order in one pass and promised as little (718 damaged lines, by a script that is not kept).
    """
    if _stands(found):
        return _HOPE
    return _LITTLE_HOPE if found and _share(_best(found)) >= _SETTLED else -math.inf


def _stands(found: Sequence[Reading]) -> bool:
    """Tell whether of these readings the line as it stands is clearly the best."""
    others = max((reading.score for reading in found if len(reading.runs) > 1), default=-math.inf)
    return any(len(reading.runs) == 1 and reading.score > others + _CLEARLY for reading in found)


def _in_place(runs: tuple[Run, ...]) -> bool:
    """Tell whether runs stand as they stood, but for spaces: no line is written in as many passes as it has runs."""
    return len(runs) > 1 and all(before[1] == after[0] for before, after in pairwise(runs))


def worth_a_try(found: Sequence[Reading], told: Collection[tuple[Run, ...]]) -> list[Reading]:
    """Return the readings, best first, that might be made better: the best, in doubt, and those that sentences tell."""
    doubtful = found[:_BETTERED] if found and _share(found) < _NO_DOUBT else ()
    near = [reading for reading in found[1:] if reading.runs in told and reading.score > found[0].score - _NEAR]
    return [*doubtful, *(reading for reading in near if reading not in doubtful)]


def _bettered(
    line: str, weighing: Weighing, reader: Reader, found: Sequence[Reading], some: Sequence[Reading]
) -> list[Reading]:
    """Return what is come to when some of the readings that were found are made better, step by step."""
    if not some:
        return []
    mover = Mover(reader)
    known = {reading.runs for reading in found}
    tried: list[Reading] = []
    left = _WEIGHED // len(line)
    for way in [[reading] for reading in some]:
        while len(way) <= _ROUNDS and left > 0:
            orders = [runs for runs in mover.better(way[-1].runs, _TRIED) if runs not in known][:left]
            left -= len(orders)
            known.update(orders)
            moved = [_weighed(line, weighing, runs) for runs in orders]
            tried += moved
            better = max(moved, key=_by_score, default=way[-1])
            if better.score <= way[-1].score:
                break
            way.append(better)
    return tried


def _by_score(reading: Reading) -> float:
    return reading.score


def _share(found: Sequence[Reading]) -> float:
    """Return the share of the best reading in the probability of all."""
    return 1 / sum([math.exp(reading.score - found[0].score) for reading in found], 0.0)


def readings(line: str, model: LanguageModel) -> list[tuple[str, float]]:
    """Return the ways in which a line may read, with their scores, best first."""
    return [(reading.text, reading.score) for reading in read_line(line, model).readings]


def _best(some: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return the best reading for each text, best first."""
    found: dict[str, Reading] = {}
    for reading in some:
        if reading.text not in found or found[reading.text].score < reading.score:
            found[reading.text] = reading
    return tuple(sorted(found.values(), key=lambda reading: -reading.score))


def render(line: str, layout: Layout, runs: tuple[Run, ...]) -> str:
    """Return the text of a line with its runs in this order."""
    return "".join(p if isinstance(p, str) else line[p[0] : p[1]] for p in _pieces(layout, runs))


def _parted(layout: Layout, before: int, first: int, number: int) -> bool:
    """Tell whether a space may part two runs: signs belong to the word before them, brackets to what they hold."""
    sign, last = layout.text[layout.at[first]], layout.text[layout.at[before - 1]]
    # "1-" and "I-" at the head of a line: the hyphen belongs to the label
    return sign not in _CLOSING and last != "(" and not (number == 1 and sign == "-")


def _pieces(layout: Layout, runs: tuple[Run, ...]) -> list[Span | str]:
    pieces: list[Span | str] = []
    for number, (first, after, spaced) in enumerate(runs):
        if spaced and number and _parted(layout, runs[number - 1][1], first, number):
            pieces.append(" ")
        pieces.append((layout.spans[first][0], layout.spans[after - 1][1]))
    return pieces
