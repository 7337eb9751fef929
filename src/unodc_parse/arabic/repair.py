"""The ordered plan that turns the lines of a plain text into their right reading, and says what it did.

Nothing changes without evidence; letters are conserved or the line is returned as it came; a line without Arabic
passes through but for its white space. Every line carries the steps that lead from `raw` to `text`.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from unodc_parse.arabic import fixes, structure
from unodc_parse.arabic.chardata import INVISIBLE, RTL_LETTER, TATWEEL, fold_presentation_forms
from unodc_parse.arabic.diagnose import diagnose
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


def repair_lines(lines: Sequence[str]) -> tuple[RepairedLine, ...]:
    """Repair the lines of one document; as many come back, in the same order."""
    return tuple(_repair(line) for line in lines)


def _repair(raw: str) -> RepairedLine:
    arabic = RTL_LETTER.search(raw) is not None
    plan = (*fixes.CHARACTER_FIXES, structure.restore_structure) if arabic else ()
    steps: list[Step] = []
    text = raw
    for fix in (*plan, fixes.single_spaces):
        step = fix(text)
        if step is not None:
            steps.append(step)
            text = step.apply(text)
    if not same_letters(raw, text):
        return RepairedLine(raw=raw, text=raw, status="unresolved", confidence=0.0)
    damage = diagnose(raw) if arabic else ()
    ordered = any(step.rule.startswith("order.") for step in steps)
    return RepairedLine(
        raw=raw,
        text=text,
        steps=tuple(steps),
        damage=damage,
        status="repaired_low" if ordered else "repaired" if damage else "intact",
        confidence=0.6 if ordered else 1.0,
    )


def same_letters(raw: str, text: str) -> bool:
    """Tell whether `text` has the letters, digits and signs of `raw`, whatever their order."""
    return _letters(raw) == _letters(text)


def _letters(text: str) -> Counter[str]:
    folded = unicodedata.normalize("NFD", fold_presentation_forms(text))
    return Counter(c for c in folded if c not in INVISIBLE and c not in (TATWEEL, "\0") and not c.isspace())
