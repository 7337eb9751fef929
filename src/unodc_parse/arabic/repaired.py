"""One repaired line: as it came, as it reads, the steps between, and how sure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from msgspec import Struct

from unodc_parse.model import Damage, Step

Status = Literal["intact", "repaired", "repaired_low", "unresolved"]


class RepairedLine(Struct, frozen=True, kw_only=True):
    """One line as it came (`raw`) and as it reads (`text`), the steps between, what was wrong, how sure."""

    raw: str
    text: str
    steps: tuple[Step, ...] = ()
    damage: tuple[Damage, ...] = ()
    status: Status = "intact"
    confidence: float = 1.0


def replay(raw: str, steps: Iterable[Step]) -> str:
    """Apply `steps` to `raw`, one after the other.

    >>> replay("  ab ", [Step("white_space", ((2, 4),))])
    'ab'
    """
    for step in steps:
        raw = step.apply(raw)
    return raw


def worse(a: Status, b: Status) -> Status:
    """Return the status that says less for a text."""
    return max(a, b, key=get_args(Status).index)
