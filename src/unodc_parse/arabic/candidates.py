"""Other ways in which a doubtful line may read, for a person to choose from."""

from __future__ import annotations

import math
from itertools import islice, takewhile
from typing import Final

from msgspec import Struct

from unodc_parse.arabic.language_model import LanguageModel
from unodc_parse.arabic.rank import readings
from unodc_parse.arabic.repair import RepairedLine, replay
from unodc_parse.model import Step

DOUBTFUL: Final = frozenset({"repaired_low", "unresolved"})
_ORDERING: Final = "order.runs"


class Candidate(Struct, frozen=True, kw_only=True):
    """One reading of a line, and how likely it is.

    Of the chosen one that is the line's confidence, in which its neighbours count; the others share what that leaves,
    and none is given more than the chosen one, as the neighbours spoke against it.
    """

    text: str
    probability: float


def candidates(line: RepairedLine, model: LanguageModel, count: int = 3) -> tuple[Candidate, ...]:
    """Return the best readings of a repaired line, at most `count`, the one that was chosen first."""
    before = replay(line.raw, _before_ordering(line))
    found = {" ".join(line.text.split()): -math.inf}
    for text, score in readings(before, model):
        whole = " ".join(text.split())
        found[whole] = max(score, found.get(whole, -math.inf))
    top = max(found.values())
    shares = {text: math.exp(score - top) if top > -math.inf else 1.0 for text, score in found.items()}
    first, *others = found
    ranked = sorted(others, key=lambda text: (-shares[text], text))
    total = sum(shares[text] for text in ranked) or 1.0
    sure = line.confidence
    rest = (min(sure, (1 - sure) * shares[text] / total) for text in ranked)
    likely = zip([first, *ranked], (sure, *rest), strict=True)
    return tuple(Candidate(text=text, probability=round(share, 3)) for text, share in islice(likely, count))


def _before_ordering(line: RepairedLine) -> list[Step]:
    """Return the steps that came before the runs were put in order."""
    return list(takewhile(lambda step: not step.rule.startswith(_ORDERING), line.steps))
