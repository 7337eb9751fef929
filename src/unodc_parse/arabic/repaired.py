"""One repaired line: as it came, as it reads, the steps between, and how sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, Literal, cast, get_args

from msgspec import Struct, ValidationError, convert

from unodc_parse.arabic.edits import spelled
from unodc_parse.model import Damage, Step

#: Characters of a text that a message shows.
_SHOWN: Final = 20

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

    Steps are of one text. What another one shows is refused: a step that takes characters where the text has none, or
    does not keep its letters, as every repair does. A text that is just as long and has other letters may show neither.

    >>> replay("  ab ", [Step("white_space", ((2, 4),))])
    'ab'
    >>> replay("  ab ", [{"rule": "white_space", "pieces": [[2, 4]]}])
    'ab'

    Raises:
        TypeError: `raw` is no text, or `steps` are no steps.
        ValueError: the steps do not fit the text: they were made for another one.
    """
    text, given = wanted_text(raw, "replay"), cast("object", steps)
    if not isinstance(given, Iterable) or isinstance(given, Mapping | str):
        raise TypeError(f"replay wants the steps of a repair, one after the other, not {type(given).__name__}")
    for number, step in enumerate(map(_as_step, given), 1):
        if wrong := _misfit(step, text):
            raise ValueError(
                f"replay: step {number} ({step.rule}) was made for another text: {wrong}; "
                "give it the raw that came with these steps"
            )
        text = step.apply(text)
    return text


def _misfit(step: Step, text: str) -> str:
    """Return why a step cannot have been made for `text`; nothing where it may have been."""
    spans, at, left = [piece for piece in step.pieces if not isinstance(piece, str)], 0, list[str]()
    twice: list[str] = []
    for start, end in sorted(spans):
        if not 0 <= start <= end <= len(text):
            return f"it takes characters {start} to {end} of {len(text)}"
        left.append(text[at:start])
        twice.append(text[start : min(at, end)])
        at = max(at, end)
    anew = [piece for piece in step.pieces if isinstance(piece, str)]
    if anew and not spans:  # a line as a person, or a page, has it
        return ""
    had, has = Counter(spelled("".join(left) + text[at:])), Counter(spelled("".join([*anew, *twice])))
    said = (("leave out", had - has), ("add", has - had))
    return ", ".join(f"it would {what} {''.join(some.elements())[:_SHOWN]!r}" for what, some in said if some)


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
