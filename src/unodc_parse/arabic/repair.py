"""The ordered plan that turns the lines of a plain text into their right reading, and says what it did.

Nothing changes without evidence; letters are conserved or the line is returned as it came; a line without Arabic
passes through but for its white space. Every line carries the steps that lead from `raw` to `text`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

from msgspec import structs

from unodc_parse.arabic import brackets, fixes, gaps, letters, lone_letters, numbers, spelling, visual, vowels
from unodc_parse.arabic.chardata import ARABIC, TATWEEL, fold_presentation_forms
from unodc_parse.arabic.diagnose import GLUED_FOR_SURE, has_holes, is_scrambled, joint_marks_of, moved_odds
from unodc_parse.arabic.doubts import doubt
from unodc_parse.arabic.edits import same_letters
from unodc_parse.arabic.embedded import order_embedded
from unodc_parse.arabic.language_model import LanguageModel
from unodc_parse.arabic.moved import MOVE, SURE, SURE_ORDER, Known, gain, judge, order_alone, reorder, with_step
from unodc_parse.arabic.repaired import RepairedLine, Status, replay, worse
from unodc_parse.model import Damage, Step
from unodc_parse.spread import ONE_PROCESS, Effort

__all__ = ["RepairedLine", "Status", "repair_lines", "replay", "same_letters", "worse"]

#: The most that a changed line may bear which has brackets that open where they should close.
_TURNED_BRACKETS: Final = 0.9
#: … in which a space may be lost.
_LOST_SPACE: Final = 0.9
#: How often a kind of spelling is looked for in a line.
_SPELLINGS: Final = 2


def repair_lines(
    lines: Sequence[str], model: LanguageModel | None = None, effort: Effort = ONE_PROCESS
) -> tuple[RepairedLine, ...]:
    """Repair the lines of one document; as many come back, in the same order.

    `model` replaces the shipped language model (`unodc_parse.arabic.learn`). What comes of it is the same whatever the
    `effort`.
    """
    known = (lambda: model) if model is not None else _shipped
    arabic = [i for i, line in enumerate(lines) if ARABIC.search(line)]
    repaired = [RepairedLine(raw=lines[i], text=lines[i]) for i in arabic]
    for stage in _STAGES:
        repaired = stage(repaired, known)
    slid = any(step.rule == gaps.RULE for line in repaired for step in line.steps)
    marks = joint_marks_of(_texts(repaired))
    odds = moved_odds(marks)
    scrambled = _moved(marks, odds) and not slid
    repaired = _by_words(repaired, Damage.LIGATURE_ORDER, known, scrambled=scrambled)
    repaired = before = _put_in_order(repaired, known, effort, glued=odds < 0) if scrambled else repaired
    for damage in (Damage.SPACED, Damage.GLUED):
        repaired = _by_words(repaired, damage, known, scrambled=scrambled)
    if not (scrambled or slid or has_holes(marks)):
        repaired = order_alone(before, repaired, marks, known, effort)
    repaired = [_marked(line) for line in _doubt_spaces(repaired, known, scrambled=scrambled)]
    whole = [RepairedLine(raw=line, text=line) for line in lines]
    for i, line in zip(arabic, repaired, strict=True):
        whole[i] = _finish(line)
    return doubt(whole, scrambled=scrambled)


def _moved(marks: Sequence[Sequence[str]], odds: float) -> bool:
    """Tell whether a document's runs moved, rather than that it lost spaces, digits or signs."""
    return is_scrambled(map(bool, marks)) and odds > GLUED_FOR_SURE and not has_holes(marks)


def _shipped() -> LanguageModel:
    from unodc_parse.arabic.language_model import shipped  # noqa: PLC0415 (half a second, and only if needed)

    return shipped()


def _drop_inkless(lines: list[RepairedLine], _: Known) -> list[RepairedLine]:
    """Drop controls, once they are obeyed, and tatweels."""
    ordered = (_fixed(line, None, order_embedded) for line in lines)
    return [
        _fixed(line, Damage.KASHIDA if TATWEEL in line.text else None, fixes.drop_invisible, fixes.drop_tatweel)
        for line in ordered
    ]


def _join_letters(lines: list[RepairedLine], _: Known) -> list[RepairedLine]:
    """Join letters that stand one by one."""
    return _where(lone_letters.letters_apart(_texts(lines)), lines, Damage.SPACED, lone_letters.join_letters)


def _turn_letters(lines: list[RepairedLine], known: Known) -> list[RepairedLine]:
    """Turn the words whose letters stand from left to right, where a document has such among others that do not."""
    texts = _texts(lines)
    if not letters.turned_words(texts, None) or not letters.turned_words(texts, known()):
        return lines
    return [_spelled(line, Damage.VISUAL_ORDER, partial(letters.turn_words, model=known()), rounds=1) for line in lines]


def _turn_visual(lines: list[RepairedLine], known: Known) -> list[RepairedLine]:
    """Put lines in visual order into logical order; presentation forms tell the order and so are still there."""
    texts = _texts(lines)
    marks = joint_marks_of([fold_presentation_forms(text) for text in texts])
    scrambled = _moved(marks, moved_odds(marks))
    verdicts = visual.choose_orders(texts, lambda: judge(known()), scrambled=scrambled)
    return [
        _doubted(_fixed(line, Damage.VISUAL_ORDER, partial(visual.restore, order=one.order, whole=one.whole)), one.sure)
        for line, one in zip(lines, verdicts, strict=True)
    ]


def _doubted(line: RepairedLine, sure: float) -> RepairedLine:
    """Return a line with a confidence no higher than `sure`."""
    if sure >= SURE:
        return line
    return structs.replace(line, confidence=min(line.confidence, round(sure, 2)))


def _fold_letters(lines: list[RepairedLine], _: Known) -> list[RepairedLine]:
    """Fold presentation forms, put loose marks on their letters, and compose letters and marks."""
    folded = (_fixed(line, Damage.PRESENTATION_FORMS, fixes.fold_forms) for line in lines)
    joined = (_fixed(line, Damage.SPACED, fixes.join_marks) for line in folded)
    return [_fixed(line, None, fixes.drop_tatweel, fixes.compose) for line in joined]


def _mirror(lines: list[RepairedLine], _: Known) -> list[RepairedLine]:
    found = brackets.mirrored_lines(_texts(lines))
    return _where(found, lines, Damage.MIRRORED_BRACKETS, brackets.mirror_brackets)


def _turn_numbers(lines: list[RepairedLine], _: Known) -> list[RepairedLine]:
    told = numbers.reversed_numbers(_texts(lines))
    turn = partial(numbers.turn_numbers, as_one=any(one.as_one for one in told))
    turned = _where([one.turned for one in told], lines, Damage.REVERSED_DIGITS, turn)
    # a document that bears no other damage and whose numbers stay is not in doubt for a number that looks odd
    some = any(one.turned for one in told)
    return [_doubted(line, one.sure) if some or line.damage else line for line, one in zip(turned, told, strict=True)]


def _put_back_gaps(lines: list[RepairedLine], _: Known) -> list[RepairedLine]:
    return _where(gaps.slid_gaps(_texts(lines)), lines, Damage.GLUED, gaps.put_back_gaps)


#: What is done before the order of runs is asked for.
_STAGES: Final = (
    _drop_inkless, _join_letters, _turn_letters, _turn_visual, _fold_letters, _mirror, _turn_numbers, _put_back_gaps,
)  # fmt: skip


_BY_WORDS: Final = {
    Damage.LIGATURE_ORDER: (spelling.turned_lam_alef, spelling.turn_lam_alef),
    Damage.SPACED: (spelling.spaced_words, spelling.close_words),
    Damage.GLUED: (spelling.glued_words, spelling.part_words),
}


def _by_words(lines: list[RepairedLine], damage: Damage, known: Known, *, scrambled: bool) -> list[RepairedLine]:
    """Repair inside words what the language model must decide.

    Joints of runs look like such damage; so in a scrambled document it counts only where many lines bear it.
    """
    suspect, fix = _BY_WORDS[damage]
    rounds = 1 if damage is Damage.LIGATURE_ORDER else _SPELLINGS  # what was turned is not turned once more
    found = suspect(_texts(lines))
    if not any(found.lines) or (scrambled and not found.many):
        return lines
    return [
        _spelled(line, damage, partial(fix, model=known(), many=found.many), rounds) if yes else line
        for yes, line in zip(found.lines, lines, strict=True)
    ]


def _doubt_spaces(lines: list[RepairedLine], known: Known, *, scrambled: bool) -> list[RepairedLine]:
    """Doubt lines in which a space may still be lost, or stand in a word: documents that bear one damage may bear two.

    Where spaces were put in, words that nobody knows speak for more of them; elsewhere, what reads better in two. Where
    runs moved, lines that stayed as they are are asked, too.
    """
    shown = any(Damage.GLUED in line.damage for line in lines)
    wrong = (
        partial(_is_misspelled, model=known()) if scrambled else partial(_may_lack_spaces, model=known(), shown=shown)
    )
    return [
        structs.replace(line, confidence=min(line.confidence, _LOST_SPACE))
        if (scrambled or line.status == "repaired") and line.confidence >= _least(line) and wrong(line.text)
        else line
        for line in lines
    ]


def _may_lack_spaces(text: str, model: LanguageModel, *, shown: bool) -> bool:
    if not spelling.is_strange(text, model):
        return False
    return shown or spelling.part_words(text, model).step is not None


def _is_misspelled(text: str, model: LanguageModel) -> bool:
    """Tell whether a text in order reads better with a space put in or taken out."""
    text = " ".join(text.split())
    parted = spelling.part_words(text, model).step if spelling.is_strange(text, model) else None
    if parted and _at_brackets(parted.apply(text)) != _at_brackets(text):
        return True
    return spelling.close_words(text, model, many=False).step is not None


def _at_brackets(text: str) -> str:
    """Return a text without the spaces at brackets: some houses write `(1)` behind a space, and some do not."""
    return re.sub(r"\s*([()\[\]])\s*", r"\1", text)


def _spelled(
    line: RepairedLine, damage: Damage, fix: Callable[[str], spelling.Spelled], rounds: int = _SPELLINGS
) -> RepairedLine:
    """Spell the words of a line as is likeliest; a word that got one space may need another."""
    sure = 1.0
    for _ in range(rounds):
        spelled = fix(line.text)
        sure = min(sure, spelled.sure)
        line = _damaged(line, damage, spelled.step)
    return structs.replace(line, confidence=min(line.confidence, round(sure, 2)))


def _marked(line: RepairedLine) -> RepairedLine:
    """Put marks that slid back onto their letters; where runs moved, a letter seems the first of a word that is not."""
    return line if Damage.RUN_REVERSED in line.damage else _fixed(line, Damage.SPACED, vowels.put_back_marks)


def _where(found: Sequence[bool], lines: list[RepairedLine], damage: Damage, fix: fixes.Fix) -> list[RepairedLine]:
    """Apply a fix to the lines where its damage was found."""
    return [_fixed(line, damage, fix) if yes else line for yes, line in zip(found, lines, strict=True)]


def _fixed(line: RepairedLine, damage: Damage | None, *some: fixes.Fix) -> RepairedLine:
    """Apply fixes to a line; where one of them changes it, it bore `damage`."""
    for fix in some:
        line = _damaged(line, damage, fix(line.text))
    return line


def _damaged(line: RepairedLine, damage: Damage | None, step: Step | None) -> RepairedLine:
    """Take a step that undoes `damage`."""
    if step is None:
        return line
    if damage is not None and damage not in line.damage:
        line = structs.replace(line, damage=(*line.damage, damage), status=worse(line.status, "repaired"))
    return with_step(line, step)


def _texts(lines: Iterable[RepairedLine]) -> list[str]:
    return [line.text for line in lines]


def _put_in_order(lines: list[RepairedLine], known: Known, effort: Effort, *, glued: bool) -> list[RepairedLine]:
    """Put the runs of the lines of a scrambled document back in order; visual order was another damage.

    With `glued` it is open whether runs moved or only spaces were lost: each line is read both ways.
    """
    movable = [line for line in lines if Damage.VISUAL_ORDER not in line.damage]
    moved = iter(reorder(movable, known(), effort))
    repaired = []
    for line in lines:
        done = line if Damage.VISUAL_ORDER in line.damage else next(moved)
        if glued and done is not line:
            done = _better(_spelled(line, Damage.GLUED, partial(spelling.part_words, model=known())), done, known())
        repaired.append(done)
    return repaired


def _better(parted: RepairedLine, ordered: RepairedLine, model: LanguageModel) -> RepairedLine:
    """Choose between a line that got spaces and one whose runs were moved, which must be sure: it is the rarer need."""
    return ordered if gain(ordered, parted, model) > MOVE and ordered.status == "repaired" else parted


def _finish(line: RepairedLine) -> RepairedLine:
    """Unify white space; hand the line back as it came if a letter was lost on the way."""
    done = with_step(line, fixes.single_spaces(line.text))
    if same_letters(line.raw, done.text, mirrored=Damage.MIRRORED_BRACKETS in line.damage):
        if done.status == "repaired" and brackets.bracket_votes(done.text).turned:
            done = structs.replace(done, confidence=min(done.confidence, _TURNED_BRACKETS))
        in_doubt = done.status == "repaired" and done.confidence < _least(done)
        return structs.replace(done, status="repaired_low") if in_doubt else done
    return RepairedLine(raw=line.raw, text=line.raw, status="unresolved", confidence=0.0)


def _least(line: RepairedLine) -> float:
    """Return the probability from which on a changed line is called sure."""
    return SURE_ORDER if Damage.RUN_REVERSED in line.damage else SURE
