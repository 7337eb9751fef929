"""What is still in doubt when the lines of a document were repaired, whatever it was that repaired them.

Each line was sure of what was done to it. What was done to the others, and what a line still shows, may speak against
that: lines without Arabic in a document that stood in visual order, marks of joints in one whose runs moved, numbers
that may be two. And status and confidence of a line agree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import structs

from unodc_parse.arabic import brackets, lone_letters, visual, vowels
from unodc_parse.arabic.chardata import ARABIC, LETTERS_OF_ARABIC, RTL_LETTER
from unodc_parse.arabic.diagnose import is_torn, joint_marks
from unodc_parse.arabic.misplaced import misplaced
from unodc_parse.arabic.numbers import is_year
from unodc_parse.arabic.repaired import RepairedLine, worse
from unodc_parse.model import Damage

#: The most that a line bears which still shows that it is not in order; which may hold two numbers as one.
_SHOWN: Final = 0.6
_TWO_NUMBERS: Final = 0.9
#: … in which a symbol or a range is put together as none is, or the call of a note may be another sentence's.
_MISPLACED: Final = 0.9
#: The most that a line bears which is called doubtful; from there down a line that stays as it is is called so.
_LOW: Final = 0.93
_EVEN: Final = 0.5
#: Share of the Arabic lines that must have had their brackets mirrored for the others to be in doubt, and the share of
#: lines in visual order that may be by mistake.
_MOST: Final = 0.5
_FEW: Final = 0.05
_LETTER: Final = f"[{LETTERS_OF_ARABIC}]"
#: A sign that ends something with a number stuck to it, or dots; two kinds of digits in one number.
_STUCK: Final = re.compile(
    rf"(?:{_LETTER}{{2}}[\u064b-\u0652]*|[)\]\u00bb])[.\u060c\u061b:](?=\d)|\.{{4,}}\d"
    r"|[0-9][.,/:]?[\u0660-\u0669]|[\u0660-\u0669][.,/:]?[0-9]"
)
#: Brackets that hold nothing, or stand as none does, and the article alone.
_LOOSE: Final = re.compile(r"[(\[](?=\s)|(?<=\s)[)\]]|\(\)|\(\(|\)\)|(?<!\S)\u0627\u0644(?!\S)")
#: The row of a table: words, then numbers alone. Of its numbers one of three digits may be two that came together.
_ROW: Final = re.compile(r"[^\d.:\u060c\u061b]*[^\W\d][^\d.:\u060c\u061b]*\d[\d\s.,/%\u066b-]*")
_LONG: Final = re.compile(r"(?<![\w/.,:\u066b-])\d{4,}(?![\w/,:\u066b-])")
_LONG_IN_ROW: Final = re.compile(r"(?<![/.,:\u066b\d])\d{3,}(?![\d/,:\u066b])")
#: The end of a sentence or clause; one with the call of a note at it.
_END: Final = re.compile(r"(?<=[^\W\d]{2})[.\u061b](?!\w)|(?<=[)\]])[.\u061b]")
_CALLED: Final = re.compile(r"(?<=\S)\s?[(\[]\d{1,3}[)\]]\s?[.\u061b]|(?<=[^\W\d]{2})[.\u061b]\s?[(\[]\d{1,3}[)\]]")
_DIGITS: Final = re.compile(r"\d{3,}")

_ORDERS: Final = {f"order.visual_{order}": order for order in visual.Order if order is not visual.Order.LOGICAL}


def doubt(lines: Sequence[RepairedLine], *, scrambled: bool = True) -> tuple[RepairedLine, ...]:
    """Lower the confidence of the lines of a document that are in doubt, and say so in their status.

    In one that is not `scrambled` the runs of a line may have moved, which says nothing of the others.
    """
    arabic = [line for line in lines if ARABIC.search(line.raw)]
    lettered = [line for line in arabic if RTL_LETTER.search(line.raw)]
    orders: dict[visual.Order, float] = {
        order: share for rule, order in _ORDERS.items() if (share := _share(lettered, rule)) > _FEW
    }
    mirrored = _share([line for line in arabic if "(" in line.text], "brackets.mirror") > _MOST
    moved = scrambled and any(Damage.RUN_REVERSED in line.damage for line in arabic)
    turned = any(Damage.VISUAL_ORDER in line.damage for line in arabic)
    glued = any(Damage.GLUED in line.damage for line in arabic)
    slid = sum(step.rule == vowels.RULE for line in arabic for step in line.steps)
    apart = _share(arabic, lone_letters.RULE) > 0
    found = []
    for line, marked in zip(lines, vowels.sure_of_marks([line.text for line in lines], slid), strict=True):
        done = _at_most(line, round(marked, 2))
        if not RTL_LETTER.search(line.raw):
            done = _at_most(done, max(_EVEN, round(1 - _turned(line.text, orders), 2)))
            upright = ARABIC.search(line.raw) or not (mirrored and brackets.mirror_brackets(line.text))
            if not upright or (apart and lone_letters.is_set_apart(line.text)):
                done = _at_most(done, _EVEN)
            elif glued and may_be_two(line.text):
                done = _at_most(done, _TWO_NUMBERS)
        elif ((moved or Damage.RUN_REVERSED in line.damage) and _shows_joints(line.text)) or (
            (glued or Damage.VISUAL_ORDER in line.damage) and _is_broken(line.text)
        ):
            done = _at_most(done, _SHOWN)
        elif (glued or Damage.RUN_REVERSED in line.damage) and (may_be_two(line.text) or _was_cut(line)):
            done = _at_most(done, _TWO_NUMBERS)
        elif (moved and misplaced(line.text)) or (Damage.RUN_REVERSED in line.damage and _is_open(line.text)):
            done = _at_most(done, _MISPLACED)
        found.append(_agreeing(done, damaged=moved or turned or glued))
    return tuple(found)


def _share(lines: Sequence[RepairedLine], rule: str) -> float:
    """Return the share of lines with a step of a rule."""
    return sum(any(step.rule == rule for step in line.steps) for line in lines) / max(1, len(lines))


def _turned(text: str, orders: Mapping[visual.Order, float]) -> float:
    """Return the share of lines that stood in an order in which a line would read otherwise."""
    plain = " ".join(text.split())
    return max(
        (share for order, share in orders.items() if " ".join(visual.reorder(text, order).split()) != plain),
        default=0.0,
    )


def _shows_joints(text: str) -> bool:
    return bool(joint_marks(text)) or _is_broken(text) or _LOOSE.search(text) is not None


def _is_broken(text: str) -> bool:
    return is_torn(text) or _STUCK.search(text) is not None or vowels.misplaced_marks(text) > 0


def may_be_two(text: str) -> bool:
    """Tell whether a number of a line may be two that came together: it is long and no year, or stands in a row.

    >>> may_be_two("\u0639\u0646 1574"), may_be_two("\u0639\u0646 2012"), may_be_two("574 \u0639\u0646")
    (True, False, False)
    """
    if any(not is_year(number) for number in _LONG.findall(text)):
        return True
    row = _ROW.fullmatch(text.strip()) is not None
    return row and any(not is_year(number) for number in _LONG_IN_ROW.findall(text))


def _was_cut(line: RepairedLine) -> bool:
    """Tell whether a number of a line as it came was taken for two that had come together."""
    if not any(step.rule == "order.runs" for step in line.steps) or Damage.REVERSED_DIGITS in line.damage:
        return False
    return bool(Counter(_DIGITS.findall(line.raw)) - Counter(_DIGITS.findall(line.text)))


def _is_open(text: str) -> bool:
    """Tell whether what a line has may stand elsewhere, or stands as none of its kind does."""
    return misplaced(text) > 0 or has_free_call(text)


def has_free_call(text: str) -> bool:
    """Tell whether the call of a note stands at the end of one sentence of a line, and might at that of another.

    >>> has_free_call("One(1). Two."), has_free_call("One(1). Two"), has_free_call("One(1). Two(2).")
    (True, False, False)
    """
    called = len(_CALLED.findall(text))
    return called > 0 and len(_END.findall(text)) > called


def _at_most(line: RepairedLine, most: float) -> RepairedLine:
    """Lower the confidence of a line."""
    if line.confidence <= most:
        return line
    status = "repaired_low" if line.status == "repaired" and most <= _LOW else line.status
    return structs.replace(line, confidence=most, status=status)


def _agreeing(line: RepairedLine, *, damaged: bool) -> RepairedLine:
    """Let status and confidence agree: what is called doubtful bears no high one, what is called intact no low one."""
    if line.status == "repaired_low" and line.confidence > _LOW:
        return structs.replace(line, confidence=_LOW)
    if line.status == "intact" and line.confidence <= (_SHOWN if damaged else _EVEN):
        return structs.replace(line, status=worse(line.status, "unresolved"))
    return line
