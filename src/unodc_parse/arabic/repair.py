"""The ordered plan that turns the lines of a plain text into their right reading, and says what it did.

Nothing changes without evidence; letters are conserved or the line is returned as it came; a line without Arabic
passes through but for its white space. Every line carries the steps that lead from `raw` to `text`.
"""

from __future__ import annotations

import re
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

_INNER_LABEL: Final = re.compile(r"(?<=\S)\s{2,}(-)(\d{1,3})\s+(?=\S)")

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

    labelled = label_first(line.text)
    line = _with_step(line, labelled.step)
    ordered = restore_order(line.text[labelled.length :], shipped(), before=before)
    if ordered.step is None and labelled.step is None:
        return line
    sure = ordered.step is not None and ordered.margin >= _SURE_MARGIN and labelled.step is None
    changed = structs.replace(
        line,
        damage=(*line.damage, Damage.RUN_REVERSED),
        status="repaired" if sure else "repaired_low",
        confidence=_SURE if sure else _UNSURE,
    )
    return _with_step(changed, _shifted(ordered.step, labelled.length))


class Labelled(Struct, frozen=True):
    """The step that puts a label first, if there is one to be put, and how much of the line is the label then."""

    step: Step | None = None
    length: int = 0


def label_first(text: str) -> Labelled:
    """Put a paragraph number first that was emitted in the midst of the line, between two passes over it.

    Such a number stands behind a wide gap, its hyphen before it: «… بما ف  -٢ شأن ا …».

    >>> label_first("two  -2 one").step.apply("two  -2 one")
    '2- two one'
    """
    found = _INNER_LABEL.search(text)
    if found is None:
        return Labelled()
    hyphen, number = found.span(1), found.span(2)
    pieces = (number, hyphen, " ", (0, found.start()), " ", (found.end(), len(text)))
    return Labelled(Step("order.label", pieces), number[1] - hyphen[0] + 1)


def _shifted(step: Step | None, by: int) -> Step | None:
    """Return a step for what follows the first `by` characters as a step for the whole line."""
    if step is None or not by:
        return step
    moved = tuple(piece if isinstance(piece, str) else (piece[0] + by, piece[1] + by) for piece in step.pieces)
    return Step(step.rule, ((0, by), *moved))


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
