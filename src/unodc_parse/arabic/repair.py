"""The ordered plan that turns the lines of a plain text into their right reading, and says what it did.

Nothing changes without evidence; letters are conserved or the line is returned as it came; a line without Arabic
passes through but for its white space. Every line carries the steps that lead from `raw` to `text`.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from msgspec import Struct, structs

from unodc_parse.arabic import fixes
from unodc_parse.arabic.chardata import INVISIBLE, RTL_LETTER, TATWEEL, fold_presentation_forms
from unodc_parse.arabic.diagnose import diagnose, is_scrambled, joint_marks
from unodc_parse.model import Damage, Step

#: Margins (nats) from which on a changed order is called sure, and what either is worth.
_SURE_MARGIN: Final = 3.0
_SURE: Final = 0.95
_UNSURE: Final = 0.6

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
    fixed = [_fix_characters(line) for line in lines]
    arabic = [RTL_LETTER.search(line) is not None for line in lines]
    marked = [bool(joint_marks(line.text)) for line, yes in zip(fixed, arabic, strict=True) if yes]
    scrambled = is_scrambled(marked)
    repaired = []
    before = ""
    for line, yes in zip(fixed, arabic, strict=True):
        done = _finish(_reorder(line, before) if yes and scrambled else line)
        repaired.append(done)
        before = done.text or before
    return tuple(repaired)


def _fix_characters(raw: str) -> RepairedLine:
    """Repair what shows in the characters themselves."""
    if not RTL_LETTER.search(raw):
        return RepairedLine(raw=raw, text=raw)
    damage = diagnose(raw)
    line = RepairedLine(raw=raw, text=raw, damage=damage, status="repaired" if damage else "intact")
    for fix in fixes.CHARACTER_FIXES:
        line = _with_step(line, fix(line.text))
    return line


def _reorder(line: RepairedLine, before: str) -> RepairedLine:
    """Put the runs of a line back in order."""
    from unodc_parse.arabic.language_model import shipped  # noqa: PLC0415 (half a second, and only if needed)
    from unodc_parse.arabic.rank import restore_order  # noqa: PLC0415

    ordered = restore_order(line.text, shipped(), before=before)
    if ordered.step is None:
        return line
    sure = ordered.margin >= _SURE_MARGIN
    changed = structs.replace(
        line,
        damage=(*line.damage, Damage.RUN_REVERSED),
        status="repaired" if sure else "repaired_low",
        confidence=_SURE if sure else _UNSURE,
    )
    return _with_step(changed, ordered.step)


def _finish(line: RepairedLine) -> RepairedLine:
    """Unify white space; hand the line back as it came if a letter was lost on the way."""
    done = _with_step(line, fixes.single_spaces(line.text))
    if same_letters(line.raw, done.text):
        return done
    return RepairedLine(raw=line.raw, text=line.raw, status="unresolved", confidence=0.0)


def _with_step(line: RepairedLine, step: Step | None) -> RepairedLine:
    if step is None:
        return line
    return structs.replace(line, text=step.apply(line.text), steps=(*line.steps, step))


def same_letters(raw: str, text: str) -> bool:
    """Tell whether `text` has the letters, digits and signs of `raw`, whatever their order."""
    return _letters(raw) == _letters(text)


def _letters(text: str) -> Counter[str]:
    folded = unicodedata.normalize("NFD", fold_presentation_forms(text))
    return Counter(c for c in folded if c not in INVISIBLE and c not in (TATWEEL, "\0") and not c.isspace())
