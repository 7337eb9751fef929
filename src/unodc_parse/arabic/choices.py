"""A line with places where it may be read in more than one way: the likeliest reading as a whole.

A beam goes over the line from left to right; its states are those of the language model, so that what stands on either
side of a place counts, and places near each other are decided together. Where two ways end in one state the likelier is
followed, but the probability of both is kept: so the share of the best reading in all of them is known.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from msgspec import Struct

from unodc_parse.arabic.fixes import Edit
from unodc_parse.arabic.language_model import EDGE, StoredCharacters, fold, sum_of_logs

_WIDTH: Final = 12
_GAP: Final = re.compile(r"\s+")


class Place(Struct, frozen=True):
    """Characters `start` to `end` of a line may be read as `reading`, at a cost (nats; below zero it is a gain)."""

    start: int
    end: int
    reading: str
    cost: float


class _Path(Struct, frozen=True):
    score: float
    mass: float
    edits: tuple[Edit, ...]


class Chosen(Struct, frozen=True):
    """The edits that make the likeliest reading, how much better than the line as it stands it is, how likely it is.

    Attributes:
        edits: the edits, in order.
        gain: how much likelier the reading is than the line as it stands (nats).
        odds: log odds of the reading against all others that were looked at; infinite where there was none.
    """

    edits: tuple[Edit, ...]
    gain: float
    odds: float


def choose(text: str, places: Iterable[Place], model: StoredCharacters) -> Chosen:
    """Return the likeliest reading of `text`; places may overlap. What stands there is always a reading, at no cost."""
    starting: dict[int, list[Place]] = {}
    for place in places:
        starting.setdefault(place.start, []).append(place)
    stops = sorted({0, len(text), *starting, *(place.end for found in starting.values() for place in found)})
    after = dict(pairwise(stops))
    waiting: dict[int, dict[str, _Path]] = {stop: {} for stop in stops}
    waiting[0] = {EDGE: _Path(0.0, 0.0, ())}
    for at in stops[:-1]:
        paths = sorted(waiting[at].items(), key=lambda item: -item[1].score)[:_WIDTH]
        stands = Place(at, after[at], text[at : after[at]], 0.0)
        for place in (*(p for p in starting.get(at, ()) if p.end == at), stands):
            inserted = _go_on(paths, place, waiting[place.end] if place.end > at else {}, model)
            paths = paths if place.end > at else [*paths, *inserted.items()]
        for place in starting.get(at, ()):
            if place.end > at:
                _go_on(paths, place, waiting[place.end], model)
    ends = [_Path(p.score + last, p.mass + last, p.edits) for p, last in _ended(waiting[len(text)], model)]
    best = max(ends, key=lambda path: (path.score, path.edits))
    others = _rest(sum_of_logs(path.mass for path in ends), best.score)
    return Chosen(best.edits, best.score - model.follow(EDGE, _plain(text) + EDGE), best.score - others)


def _ended(paths: dict[str, _Path], model: StoredCharacters) -> Iterable[tuple[_Path, float]]:
    return ((path, model.step(state, EDGE)[0]) for state, path in paths.items())


def _rest(whole: float, part: float) -> float:
    """Return the logarithm of what is left of a probability, all given as logarithms."""
    left = -math.expm1(part - whole)
    return whole + math.log(left) if left > 0 else -math.inf


def _go_on(
    paths: Iterable[tuple[str, _Path]], place: Place, reached: dict[str, _Path], model: StoredCharacters
) -> dict[str, _Path]:
    """Read `place` behind every path; of those that end in one state the best is kept."""
    reading = _plain(place.reading)
    edit = ((place.start, place.end, place.reading),) if place.cost or place.start == place.end else ()
    for state, path in paths:
        gain, state_after = model.read(state, reading)
        new = _Path(path.score + gain - place.cost, path.mass + gain - place.cost, (*path.edits, *edit))
        old = reached.get(state_after)
        if old is not None:
            best = new if old.score < new.score else old
            new = _Path(best.score, sum_of_logs((old.mass, new.mass)), best.edits)
        reached[state_after] = new
    return reached


def _plain(text: str) -> str:
    return fold(_GAP.sub(" ", text))
