"""How often an order of runs is right that was chosen so: a logistic curve over what is known of it.

The share of a reading in the probability of all readings says too much where the text is strange to the model, where
many short runs were moved, and of numbers. The weights (`data/sureness.toml`) were fitted on damaged lines of United
Nations text, each read with a model that had not seen its document (`benchmarks/run_order.py --fit-sureness`).
"""

from __future__ import annotations

import math
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from unodc_parse.arabic.rank import Reading
from unodc_parse.values import Value

#: Log odds of a share beyond these tell no more.
_LOWEST, _MOST, _MOST_ALONE = -4.0, 4.0, 8.0
_TIME: Final = re.compile(r"\d:\d")
_NUMBER: Final = re.compile(r"\d+")
_FEW_WORDS: Final = 4


class Soundness(Value, frozen=True):
    """What is known of a chosen order beside its share; and the weights of that.

    Attributes:
        constant: 1.
        share: log odds of its share in the probability of all readings, the neighbours counted in.
        alone: … of the line alone.
        characters: log probability of the text by its characters, for each of them.
        words: … by its words, for each of them.
        runs: runs.
        letters: logarithm of the number of letters and signs.
        density: runs for each of them.
        passes: 1 if the line was written in more than one pass.
        times: 1 if there is a number with a colon inside: two that changed places look alike.
        numbers: numbers.
        short: 1 if it has fewer than four words: they tell little of their order.
    """

    constant: float
    share: float
    alone: float
    characters: float
    words: float
    runs: float
    letters: float
    density: float
    passes: float
    times: float
    numbers: float
    short: float


@cache
def _weights() -> Soundness:
    text = files("unodc_parse").joinpath("data", "sureness.toml").read_text("utf-8")
    return Soundness(**tomllib.loads(text))


def soundness(reading: Reading, alone: float, share: float = 0.5) -> Soundness | None:
    """Return what is known of a reading with a share of its line's probability; `None` of one that was not weighed."""
    evidence = reading.evidence
    if evidence is None:
        return None
    letters = max(1, sum(end - start for start, end, _ in reading.runs))
    return Soundness(
        constant=1.0,
        share=log_odds(share, _MOST),
        alone=log_odds(alone, _MOST_ALONE),
        characters=evidence.characters / letters,
        words=evidence.words / max(1, len(reading.tokens)),
        runs=float(len(reading.runs)),
        letters=math.log(letters),
        density=len(reading.runs) / letters,
        passes=float(evidence.passes < 0),
        times=float(_TIME.search(reading.text) is not None),
        numbers=float(len(_NUMBER.findall(reading.text))),
        short=float(sum(token.isalpha() for token in reading.tokens) < _FEW_WORDS),
    )


def log_odds(share: float, most: float) -> float:
    """Return the log odds of a share, as far as they tell something."""
    odds = math.log(max(1e-9, share)) - math.log(max(1e-9, 1 - share))
    return max(_LOWEST, min(most, odds))


def weigh(known: Soundness) -> float:
    """Return the log odds that an order of which this is known is right."""
    return sum([getattr(known, name) * getattr(_weights(), name) for name in Soundness.__struct_fields__], 0.0)


def sureness(share: float, sound: float) -> float:
    """Return how often an order is right that has this share, where `sound` is what `weigh` says of even odds."""
    return 1 / (1 + math.exp(-sound - _weights().share * log_odds(share, _MOST)))
