"""The lines of a document put in order together: where a line ends in the midst of a sentence, the next one goes on.

Each line has its readings with log probabilities; how well the beginning of one goes on from the end of another
(`seams`) is added, and forward-backward sums say how likely each reading is, given all the others (Rabiner 1989).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import msgspec

from unodc_parse.arabic.diagnose import is_torn, joint_marks
from unodc_parse.arabic.language_model import LanguageModel, sum_of_logs
from unodc_parse.arabic.passes import passes
from unodc_parse.arabic.rank import LONGEST, Line, Memory, Reading, read_line
from unodc_parse.arabic.recurrence import Recurrence
from unodc_parse.arabic.seams import Seams, line_width
from unodc_parse.arabic.sequences import Sequences
from unodc_parse.arabic.sureness import soundness, sureness, weigh
from unodc_parse.collector import collector_paused
from unodc_parse.model import Step
from unodc_parse.spread import ONE_PROCESS, Effort, spread
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
#: How often a line is right that stays as it is (second) by its share of the probability (first), on lines of UN
#: reports put out of order; in between by straight lines.
_RIGHT: Final[tuple[tuple[float, float], ...]] = ((0.0, 0.0), (0.89, 0.7), (0.95, 0.84), (0.985, 0.97), (1.0, 1.0))
#: What a reading that still shows a joint is worth at most.
_TORN: Final = 0.6


class Ordered(Value, frozen=True):
    """A line put in order: the step to it (`None` where it stays), how likely it is right, the next best steps.

    `share` is that of the reading in the probability of all readings, before it is told how often such a one is right.
    """

    step: Step | None
    probability: float
    others: tuple[Step | None, ...] = ()
    unread: bool = False
    share: float = 1.0


def restore_lines(lines: Sequence[str], model: LanguageModel, effort: Effort = ONE_PROCESS) -> list[Ordered]:
    """Put the runs of the lines of one document back in order; as many come back."""
    memory = Memory()
    with collector_paused(aged=True):
        found = spread(lambda line: likely(read_line(line, model, memory)), lines, effort)
        return choose(found, model, memory)


def likely(line: Line) -> Line:
    """Keep the likely readings only, without what spoke for them: a document may have many lines."""
    best = line.readings[0].score
    total = sum_of_logs(reading.score for reading in line.readings)
    some = [reading for reading in line.readings[:_READINGS] if reading.score >= best - _BEHIND]
    return Line(line.text, line.layout, tuple(_bare(reading, math.exp(reading.score - total)) for reading in some))


def _bare(reading: Reading, share: float) -> Reading:
    known = soundness(reading, share)
    return msgspec.structs.replace(reading, evidence=None, sound=0.0 if known is None else weigh(known))


def choose(lines: Sequence[Line], model: LanguageModel, memory: Memory) -> list[Ordered]:
    """Choose a reading for each of some lines that follow each other.

    Once, and again with what they say often, and with the labels that they begin with.
    """
    some = [line.readings for line in lines]
    seams = Seams(model, line_width([line.text for line in lines]))
    links = [
        [[seams.gain(before, after) for after in following] for before in readings]
        for readings, following in pairwise(some)
    ]
    scores = [[reading.score for reading in readings] for readings in some]
    recurrence = Recurrence(model, memory.known)
    first = [
        max(zip(readings, shares, strict=True), key=lambda pair: pair[1])
        for readings, shares in zip(some, marginals(scores, links), strict=True)
    ]
    for place, (reading, share) in enumerate(first):
        recurrence.add(place, reading, share)
    labelled = Sequences([(reading.text, share) for reading, share in first])
    scores = [
        [r.score + recurrence.gain(place, r) + labelled.gain(place, r.text) for r in readings]
        for place, readings in enumerate(some)
    ]
    found = marginals(scores, links)
    return [_chosen(*each) for each in zip(lines, some, found, strict=True)]


def _chosen(line: Line, readings: Sequence[Reading], shares: Sequence[float]) -> Ordered:
    ranked = sorted(zip(shares, readings, strict=True), key=lambda pair: -pair[0])
    stands = sum([share for share, reading in ranked if len(reading.runs) == 1])
    if ranked[0][0] < _CLEAR and stands >= _HARDLY and not joint_marks(line.text):
        ranked.sort(key=lambda pair: len(pair[1].runs) > 1)
    if ranked[0][0] < _LIKELY and passes(ranked[0][1].runs) > 1:
        ranked.sort(key=lambda pair: passes(pair[1].runs) > 1)
    steps = [line.step(reading) for _, reading in ranked[:3]]
    share, chosen = ranked[0]
    sure = _calibrated(share) if steps[0] is None else sureness(share, chosen.sound)
    if steps[0] is not None and _shows_a_joint(chosen.text):
        sure = min(sure, _TORN)
    return Ordered(steps[0], sure, tuple(steps[1:]), len(line.text) > LONGEST, share)


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
