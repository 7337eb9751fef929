"""The lines of a document put in order together: where a line ends in the midst of a sentence, the next one goes on.

Each line has its readings with log probabilities; how well the beginning of one goes on from the end of another is
added, and forward-backward sums say how likely each reading is, given all the others (Rabiner 1989).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import msgspec

from unodc_parse.arabic.diagnose import is_torn, joint_marks
from unodc_parse.arabic.evidence import is_labelled, say, weights
from unodc_parse.arabic.language_model import EDGE, LanguageModel, fold, mean_log, sum_of_logs
from unodc_parse.arabic.passes import passes
from unodc_parse.arabic.rank import LONGEST, Line, Memory, Reading, read_line
from unodc_parse.arabic.recurrence import Recurrence
from unodc_parse.arabic.word_model import START
from unodc_parse.collector import collector_paused
from unodc_parse.model import Step
from unodc_parse.values import Value

_READINGS: Final = 12
#: Readings further behind the best one are not looked at (nats).
_BEHIND: Final = 10.5
#: A line without a mark of a joint stays as it is, unless another reading is as likely as this.
_CLEAR: Final = 0.7
#: … or the way it stands is less likely than this: then it is damaged, and its likeliest reading the best guess.
_HARDLY: Final = 0.1
#: Several passes over a line tear more apart than one: they must be as likely as this to be chosen.
_LIKELY: Final = 0.5
#: How often a line goes on from the one before it.
_GOES_ON: Final = 0.5
#: How much more what a line goes on from says than as much within a line, where every order has the same words.
_SEAM: Final = 1.5
#: A line so long that ends in none of these signs goes on in the next one, which begins no paragraph then.
_FULL_LINE: Final = 60
_STOPS: Final = (".", ":", "\u060c", "\u061b", "\u061f", "!")
#: How often a reading is right (second) by its share of the probability (first), on lines of UN reports put out of
#: order; in between by straight lines. Of those from 0.98 on, 0.98 are right, of 0.9 to 0.95 0.95.
_RIGHT: Final[tuple[tuple[float, float], ...]] = ((0.0, 0.0), (0.89, 0.7), (0.95, 0.84), (0.985, 0.97), (1.0, 1.0))
#: What a reading that still shows a joint is worth at most.
_TORN: Final = 0.6
#: Characters of a line that are read on from the end of the line before.
_READ_ON: Final = 8


class Ordered(Value, frozen=True):
    """A line put in order: the step to it (`None` where it stays), how likely it is right, the next best steps."""

    step: Step | None
    probability: float
    others: tuple[Step | None, ...] = ()
    unread: bool = False


class _End(Value, frozen=True):
    state: str
    first: str
    second: str
    goes_on: bool


class _Beginning(Value, frozen=True):
    text: str
    token: str
    characters: float
    words: float
    stems: float
    labelled: bool


def restore_lines(lines: Sequence[str], model: LanguageModel) -> list[Ordered]:
    """Put the runs of the lines of one document back in order; as many come back."""
    memory = Memory()
    with collector_paused(aged=True):
        return choose([_few(read_line(line, model, memory)) for line in lines], model, memory)


def _few(line: Line) -> Line:
    """Keep the likely readings only, without what spoke for them: a document may have many lines."""
    best = line.readings[0].score
    likely = [r for r in line.readings[:_READINGS] if r.score >= best - _BEHIND]
    return Line(line.text, line.layout, tuple(msgspec.structs.replace(r, evidence=None) for r in likely))


def choose(lines: Sequence[Line], model: LanguageModel, memory: Memory) -> list[Ordered]:
    """Choose a reading for each of some lines that follow each other: once, and again with what they say often."""
    likely = [line.readings for line in lines]
    seams = Seams(model)
    links = [
        [[seams.gain(before, after) for after in following] for before in readings]
        for readings, following in pairwise(likely)
    ]
    scores = [[reading.score for reading in readings] for readings in likely]
    recurrence = Recurrence(model, memory.known)
    for place, (readings, shares) in enumerate(zip(likely, marginals(scores, links), strict=True)):
        recurrence.add(place, *max(zip(readings, shares, strict=True), key=lambda pair: pair[1]))
    scores = [
        [reading.score + recurrence.gain(place, reading) for reading in readings]
        for place, readings in enumerate(likely)
    ]
    found = marginals(scores, links)
    return [_chosen(*each) for each in zip(lines, likely, found, strict=True)]


def _chosen(line: Line, readings: Sequence[Reading], shares: Sequence[float]) -> Ordered:
    ranked = sorted(zip(shares, readings, strict=True), key=lambda pair: -pair[0])
    stands = sum([share for share, reading in ranked if len(reading.runs) == 1])
    if ranked[0][0] < _CLEAR and stands >= _HARDLY and not joint_marks(line.text):
        ranked.sort(key=lambda pair: len(pair[1].runs) > 1)
    if ranked[0][0] < _LIKELY and passes(ranked[0][1].runs) > 1:
        ranked.sort(key=lambda pair: passes(pair[1].runs) > 1)
    steps = [line.step(reading) for _, reading in ranked[:3]]
    sure = _calibrated(ranked[0][0])
    if steps[0] is not None and _shows_a_joint(ranked[0][1].text):
        sure = min(sure, _TORN)
    return Ordered(steps[0], sure, tuple(steps[1:]), len(line.text) > LONGEST)


def _shows_a_joint(text: str) -> bool:
    """Tell whether a text still bears a mark of a joint: it is not in order, however bad all other orders are."""
    return bool(joint_marks(text)) or is_torn(text)


def _calibrated(share: float) -> float:
    """Return how often a reading is right that has this share of the probability; a little less often than it says.

    >>> round(_calibrated(0.95), 2), round(_calibrated(0.99), 3)
    (0.84, 0.98)
    """
    for (below, least), (above, most) in pairwise(_RIGHT):
        if share <= above:
            return least + (most - least) * (share - below) / (above - below)
    return 1.0


def marginals(scores: Sequence[Sequence[float]], links: Sequence[Sequence[Sequence[float]]]) -> list[list[float]]:
    """Return how likely each state of a chain is, from the scores of states and of neighbours (logarithms).

    >>> marginals([[0.0, 0.0]], [])
    [[0.5, 0.5]]
    """
    forward: list[list[float]] = []
    for place, own in enumerate(scores):
        if not place:
            forward.append(list(own))
            continue
        into = list(zip(*links[place - 1], strict=True))
        forward.append(
            [o + sum_of_logs(f + g for f, g in zip(forward[-1], into[j], strict=True)) for j, o in enumerate(own)]
        )
    backward = [[0.0] * len(own) for own in scores]
    for place in range(len(scores) - 2, -1, -1):
        following = [b + o for b, o in zip(backward[place + 1], scores[place + 1], strict=True)]
        backward[place] = [sum_of_logs(f + g for f, g in zip(following, row, strict=True)) for row in links[place]]
    shares = []
    for ahead, behind in zip(forward, backward, strict=True):
        both = [a + b for a, b in zip(ahead, behind, strict=True)]
        total = sum_of_logs(both)
        shares.append([math.exp(value - total) for value in both])
    return shares


class Seams:
    """How well lines go on from each other."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        self._weights = weights()
        self._known: dict[tuple[_End, _Beginning], float] = {}
        self._ends: dict[str, _End] = {}
        self._beginnings: dict[str, _Beginning] = {}

    def gain(self, before: Reading, after: Reading) -> float:
        """Return by how much `after` is likelier behind `before` than anywhere (the logarithm of that ratio)."""
        if not after.tokens:
            return 0.0  # signs or marks alone have no first word that could go on
        end, beginning = self._end(before), self._beginning(after)
        known = self._known.get((end, beginning))
        if known is None:
            known = self._known[end, beginning] = self._gain(end, beginning)
        return known

    def _gain(self, end: _End, beginning: _Beginning) -> float:
        characters = self.model.characters.follow(end.state, beginning.text)
        words, stems, _ = say(self.model, end.first, end.second, beginning.token)
        ratio = (
            self._weights.characters * (characters - beginning.characters)
            + self._weights.words * (words - beginning.words)
            + self._weights.stems * (stems - beginning.stems)
        )
        new_paragraph = self._weights.label if end.goes_on and beginning.labelled else 0.0
        return mean_log((0.0, _SEAM * ratio), (1 - _GOES_ON, _GOES_ON)) - new_paragraph

    def _end(self, reading: Reading) -> _End:
        known = self._ends.get(reading.text)
        if known is None:
            first, second = (START, START, *reading.tokens)[-2:]
            state = self.model.characters.state(fold(reading.text).strip() + " ")
            text = reading.text.strip()
            goes_on = len(text) >= _FULL_LINE and not text.endswith(_STOPS)
            known = self._ends[reading.text] = _End(state, first, second, goes_on)
        return known

    def _beginning(self, reading: Reading) -> _Beginning:
        known = self._beginnings.get(reading.text)
        if known is None:
            text = fold(reading.text).strip()[:_READ_ON]
            token = reading.tokens[0]
            follow = self.model.characters.follow
            characters = mean_log((follow(EDGE, text), follow(self.model.characters.state(" "), text)), (0.5, 0.5))
            words, stems, _ = say(self.model, START, START, token)
            known = _Beginning(text, token, characters, words, stems, is_labelled(fold(reading.text).strip()))
            self._beginnings[reading.text] = known
        return known
