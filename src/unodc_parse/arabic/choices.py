"""A line with places where it may be read in more than one way: the likeliest reading as a whole.

A beam goes over the line from left to right; its states are those of the language model, so that what stands on either
side of a place counts, and places near each other are decided together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from msgspec import Struct

from unodc_parse.arabic.fixes import Edit
from unodc_parse.arabic.language_model import EDGE, CharacterModel, fold

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
    edits: tuple[Edit, ...]


class Chosen(Struct, frozen=True):
    """The edits that make the likeliest reading, and how much better than the line as it stands it is (nats)."""

    edits: tuple[Edit, ...]
    gain: float


def choose(text: str, places: Iterable[Place], model: CharacterModel) -> Chosen:
    """Return the likeliest reading of `text`; places may overlap. What stands there is always a reading, at no cost."""
    starting: dict[int, list[Place]] = {}
    for place in places:
        starting.setdefault(place.start, []).append(place)
    stops = sorted({0, len(text), *starting, *(place.end for found in starting.values() for place in found)})
    after = dict(pairwise(stops))
    waiting: dict[int, dict[str, _Path]] = {stop: {} for stop in stops}
    waiting[0] = {EDGE: _Path(0.0, ())}
    for at in stops[:-1]:
        paths = sorted(waiting[at].items(), key=lambda item: -item[1].score)[:_WIDTH]
        stands = Place(at, after[at], text[at : after[at]], 0.0)
        for place in (*(p for p in starting.get(at, ()) if p.end == at), stands):
            inserted = _go_on(paths, place, waiting[place.end] if place.end > at else {}, model)
            paths = paths if place.end > at else [*paths, *inserted.items()]
        for place in starting.get(at, ()):
            if place.end > at:
                _go_on(paths, place, waiting[place.end], model)
    ends = [(p.score + model.step(state, EDGE)[0], p.edits) for state, p in waiting[len(text)].items()]
    score, edits = max(ends)
    return Chosen(edits, score - model.follow(EDGE, _plain(text) + EDGE))


def _go_on(
    paths: Iterable[tuple[str, _Path]], place: Place, reached: dict[str, _Path], model: CharacterModel
) -> dict[str, _Path]:
    """Read `place` behind every path; of those that end in one state the best is kept."""
    reading = _plain(place.reading)
    edit = ((place.start, place.end, place.reading),) if place.cost or place.start == place.end else ()
    for state, path in paths:
        gain, state_after = _read(model, state, reading)
        score = path.score + gain - place.cost
        if state_after not in reached or reached[state_after].score < score:
            reached[state_after] = _Path(score, (*path.edits, *edit))
    return reached


def _plain(text: str) -> str:
    return fold(_GAP.sub(" ", text))


def _read(model: CharacterModel, state: str, text: str) -> tuple[float, str]:
    total = 0.0
    for char in text:
        weight, state = model.step(state, char)
        total += weight
    return total, state
