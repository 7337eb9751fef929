"""One repaired line: as it came, as it reads, the steps between, and how sure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, cast, get_args

from msgspec import Struct, ValidationError, convert

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


def replay(raw: str, steps: Iterable[Step | Mapping[str, object]]) -> str:
    """Apply `steps` to `raw`, one after the other; they may be as JSON gives them, too.

    >>> replay("  ab ", [Step("white_space", ((2, 4),))])
    'ab'
    >>> replay("  ab ", [{"rule": "white_space", "pieces": [[2, 4]]}])
    'ab'
    """
    text, given = wanted_text(raw, "replay"), cast("object", steps)
    if not isinstance(given, Iterable):
        raise TypeError(f"replay wants the steps of a repair, one after the other, not {type(given).__name__}")
    for step in given:
        text = _as_step(step).apply(text)
    return text


def _as_step(step: object) -> Step:
    """Return a step, read from what JSON has of it."""
    if isinstance(step, Step):
        return step
    try:
        return convert(step, Step)
    except ValidationError as problem:
        raise TypeError(
            f'replay wants steps as repair tells them, {{"rule": "…", "pieces": [[0, 4], "text"]}}: {problem}'
        ) from problem


def wanted_text(text: object, function: str) -> str:
    """Return a text, where it is one; raises `TypeError` that says what `function` wants."""
    if isinstance(text, str):
        return text
    advice = "; decode them first" if isinstance(text, bytes | bytearray | memoryview) else ""
    raise TypeError(f"{function} wants a text (str), not {type(text).__name__}{advice}")


def worse(a: Status, b: Status) -> Status:
    """Return the status that says less for a text."""
    return max(a, b, key=get_args(Status).index)
