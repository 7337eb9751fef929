"""How well does each order of a line's runs read, and how well does it explain the damage?

The search proposes; here its candidates are weighed once more with what a search from character to character does not
see: words in sequence, their shapes, the number of runs, the white space that was left. The weights are those of a
logistic regression over candidates, fitted on lines of United Nations text damaged by the simulator, with models that
had not seen those lines; so that weighed scores are log probabilities.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

import msgspec

from unodc_parse.arabic.language_model import EDGE, LanguageModel, fold
from unodc_parse.arabic.layout import Layout, take_apart
from unodc_parse.arabic.passes import pass_orders, passes
from unodc_parse.arabic.reader import GAP_EVIDENCE, Reader, Run
from unodc_parse.arabic.reorder import Candidate, Search, next_runs, reversed_orders
from unodc_parse.arabic.word_model import START, tokens
from unodc_parse.model import Span, Step

_CANDIDATES: Final = 60
#: A line whose best reading is less likely than this among those of one pass may be written in several.
_DOUBTFUL: Final = 0.9
_WIDEST: Final = 2
#: Share of damaged lines with so many runs (the simulator's).
_RUNS: Final = {2: 0.11, 3: 0.26, 4: 0.26, 5: 0.11, 6: 0.08, 7: 0.1, 8: 0.03, 9: 0.05}
_FEW: Final = 0.005
#: White space that the joint of two words leaves: behind the run before it, none, one, two or more.
_OWN: Final = (0.42, 0.45, 0.13)
#: … between the two runs as they stand in the line, at a word's edge and inside a word; before the run after it.
_BETWEEN: Final = (0.10, 0.15)
_BEFORE: Final = 0.15
_FLOOR: Final = 0.01
#: Log odds of two passes, or three, over a line.
_IN_PASSES: Final = math.log(0.16 / 0.84 / 2)


class Evidence(msgspec.Struct, frozen=True, array_like=True):
    """What speaks for one order of the runs: log probabilities (nats) and counts.

    Attributes:
        characters: log probability of the text by its characters.
        words: … by its words.
        shapes: gain of the shapes of its words over any order of them.
        unknown: words that the model does not know.
        joints: log odds of the places of the joints; for the line as it stands, that they are nowhere.
        gaps: log probability of the white space around the runs.
        count: log odds of so many runs.
        runs: joints.
        intact: 1 for the line as it stands.
        passes: log odds of the passes.
    """

    characters: float
    words: float
    shapes: float
    unknown: float
    joints: float
    gaps: float
    count: float
    runs: float
    intact: float
    passes: float


#: The weights of the evidence.
WEIGHTS: Final = Evidence(0.37, 0.30, 0.21, -0.57, 0.76, 0.93, 1.19, -0.26, -3.96, 1.04)
_WEIGHTS: Final = msgspec.structs.astuple(WEIGHTS)
_NOTHING: Final = Evidence(*[0.0] * len(_WEIGHTS))


class Reading(msgspec.Struct, frozen=True):
    """One order of a line's runs: how it reads, what speaks for it, its score (log probability, not normalized)."""

    text: str
    runs: tuple[Run, ...]
    evidence: Evidence
    score: float
    tokens: tuple[str, ...]


class Line(msgspec.Struct, frozen=True):
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


def read_line(line: str, model: LanguageModel, search: Search = Search(), count: int = _CANDIDATES) -> Line:  # noqa: B008
    """Return the ways in which a line may read.

    A line that reads well in one pass is not searched for more passes.
    """
    layout = take_apart(line)
    as_it_is = Reading(line, ((0, len(layout), False),), _NOTHING, 0.0, tuple(tokens(fold(line))))
    if len(layout) < 2:
        return Line(line, layout, (as_it_is,))
    reader = Reader(layout, model.characters, search.limit)
    weigh = Weighing(reader, model)
    arcs = next_runs(reader, search.links)
    found = _best(weigh.reading(line, each, search) for each in reversed_orders(reader, arcs, search, count))
    if not found or _share_of_first(found) < _DOUBTFUL:
        others = (weigh.reading(line, each, search) for each in pass_orders(reader, arcs, count))
        found = _best((*found, *others))
    return Line(line, layout, found or (as_it_is,))


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


def _share_of_first(ranked: tuple[Reading, ...]) -> float:
    return 1 / sum(math.exp(reading.score - ranked[0].score) for reading in ranked)


class Weighing:
    """Weighs readings of one line."""

    def __init__(self, reader: Reader, model: LanguageModel) -> None:
        self.layout = reader.layout
        self.joints = reader.joints
        self.model = model
        self._words: dict[tuple[str, str, str, str], tuple[float, str]] = {}
        self._shapes: dict[tuple[str, str, str], float] = {}

    def reading(self, line: str, candidate: Candidate, search: Search) -> Reading:
        """Weigh a candidate of the search, whose score is the sum of its characters and joints."""
        runs = candidate.runs
        text = render(line, self.layout, runs)
        found = tokens(fold(text))
        words, shapes, unknown = self._language(found)
        joints, roughly, gaps = self._damage(runs)
        intact, prior = len(runs) == 1, -self.layout.uncut
        evidence = Evidence(
            characters=candidate.score - joints - roughly - (search.intact + prior if intact else 0.0),
            words=words,
            shapes=shapes,
            unknown=unknown,
            joints=prior if intact else joints,
            gaps=gaps,
            count=self._count(runs),
            runs=len(runs) - 1.0,
            intact=float(intact),
            passes=_passes(runs),
        )
        total = sum(map(float.__mul__, msgspec.structs.astuple(evidence), _WEIGHTS))
        return Reading(text, runs, evidence, total, tuple(found))

    def _language(self, found: list[str]) -> tuple[float, float, float]:
        first, second, state = START, START, EDGE
        words, shapes, unknown = 0.0, 0.0, 0
        for place, token in enumerate(found):
            key = (first, second, token, state)
            known = self._words.get(key)
            if known is None:
                known = self._words[key] = self._word(*key, first_word=not place)
            words += known[0]
            state = known[1]
            shapes += self._shape(first.strip(), second.strip(), token.strip())
            unknown += token.strip()[:1].isalpha() and token.strip() not in self.model.shapes.vocabulary
            first, second = second, token
        return words, shapes, float(unknown)

    def _shape(self, first: str, second: str, word: str) -> float:
        gain = self._shapes.get((first, second, word))
        if gain is None:
            gain = self._shapes[first, second, word] = self.model.shapes.gain([word], [first, second])
        return gain

    def _word(self, first: str, second: str, token: str, state: str, *, first_word: bool) -> tuple[float, str]:
        weight, after = 0.0, state
        for char in token[1:] if first_word else token:
            step, after = self.model.characters.step(after, char)
            weight += step
        return math.log(self.model.words.probability(first, second, token, math.exp(weight))), after

    def _damage(self, runs: tuple[Run, ...]) -> tuple[float, float, float]:
        """Return the log odds of the joints, and the log probability of the white space, roughly and exactly."""
        odds, roughly, exactly = 0.0, 0.0, 0.0
        size, gaps, joints = len(self.layout), self.layout.gaps, self.joints
        beside = {start: spaced for start, _, spaced in runs}
        for place, (begin, end, into) in enumerate(runs):
            start, _, spaced = runs[place + 1] if place + 1 < len(runs) else (0, 0, False)
            if end < size:
                exactly += _GAPS[gaps[end], spaced, into if place else None, beside[end]]
            if place + 1 == len(runs):
                break
            single = place > 0 and end == begin + 1 and not into and joints.glue[end] > 0
            odds += joints.odds(end, start, spaced=spaced, single=single)
            if end < size:
                roughly += GAP_EVIDENCE[gaps[end]][spaced]
        return odds, roughly, exactly

    def _count(self, runs: tuple[Run, ...]) -> float:
        """Return the log odds of so many runs, beside those that numbers and hyphens make anyway."""
        if len(runs) == 1:
            return 0.0
        free = len(runs) - 1 - sum(1 for start, _, _ in runs if self.layout.fixed.get(start, -1.0) > 0)
        if free <= 0:
            return math.log(sum(share for runs_, share in _RUNS.items() if runs_ <= len(runs)))
        return math.log(max(_FEW, _RUNS.get(len(runs), _FEW))) + math.lgamma(free + 1) - free * math.log(3.4)


def _passes(runs: tuple[Run, ...]) -> float:
    """Return the log odds that the line was written in so many passes, every run in any of them."""
    count = passes(runs)
    return 0.0 if count == 1 else _IN_PASSES - len(runs) * math.log(count)


def _gap_table() -> dict[tuple[int, bool, bool | None, bool], float]:
    table = {}
    for spaced in (False, True):
        for before in (None, False, True):
            for long_before in (False, True):
                between = 0.0 if before is None else _BETWEEN[before]
                ahead = _BEFORE if long_before else 0.0
                shares = [0.0] * (_WIDEST + 1)
                for own, share in enumerate(_OWN if spaced else (1.0,)):
                    for more, part in (
                        (0, (1 - between) * (1 - ahead)),
                        (1, between + ahead - 2 * between * ahead),
                        (2, between * ahead),
                    ):
                        shares[min(_WIDEST, own + more)] += share * part
                for width, share in enumerate(shares):
                    table[width, spaced, before, long_before] = math.log(max(_FLOOR, share))
    return table


_GAPS: Final = _gap_table()


def render(line: str, layout: Layout, runs: tuple[Run, ...]) -> str:
    """Return the text of a line with its runs in this order."""
    return "".join(p if isinstance(p, str) else line[p[0] : p[1]] for p in _pieces(layout, runs))


def _pieces(layout: Layout, runs: tuple[Run, ...]) -> list[Span | str]:
    pieces: list[Span | str] = []
    for number, (first, after, spaced) in enumerate(runs):
        # "1-" and "I-" at the head of a line: the hyphen belongs to the label
        if spaced and number and not (number == 1 and layout.text[layout.at[first]] == "-"):
            pieces.append(" ")
        pieces.append((layout.spans[first][0], layout.spans[after - 1][1]))
    return pieces
