"""Spaces that slid to the other side of a number or a comma: `item  5of the` for `item 5 of the`.

PDF tools that turn lines round give numbers, which are read from left to right, the space before them that belongs
behind; and commas likewise. Others leave the space where it is, and print the comma, or the hyphen of a paragraph's
number, before the number. Such gaps look like joints of runs in the wrong order. A document has the one or the
other: where putting the spaces back leaves few lines with marks of joints, that was all that was wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from unodc_parse.arabic.chardata import LETTERS_OF_ARABIC
from unodc_parse.arabic.diagnose import joint_marks
from unodc_parse.arabic.fixes import Edit, rewrite
from unodc_parse.model import Step

RULE: Final = "space.slid"

_LETTER: Final = f"[{LETTERS_OF_ARABIC}]"
_DIGIT: Final = "[0-9\u0660-\u0669]"
_NUMBER: Final = rf"{_DIGIT}+(?:[/.,-]{_DIGIT}+)*"
#: A number, with a comma or hyphen that belongs behind it, between a gap that is too wide and a letter or bracket.
_SLID_NUMBER: Final = re.compile(rf"(?<=\S)(\s+)([\u060c\u061b]?)({_NUMBER})(?={_LETTER})")
_SLID_COMMA: Final = re.compile(rf"(?<=[^\s\d])\s+([\u060c\u061b])(?={_LETTER})")
_SLID_LABEL: Final = re.compile(rf"^\s*([-\u2013])\s?({_NUMBER})(?={_LETTER})")
#: A sign before the number that it belongs behind; a paragraph's number likewise, behind its hyphen.
_SIGN_AHEAD: Final = re.compile(rf"(?<=[{LETTERS_OF_ARABIC}\u064b-\u0652)]\s)([\u060c\u061b:.])({_NUMBER})(?=\s|$)")
_LABEL_AHEAD: Final = re.compile(rf"^\s*([-\u2013])({_NUMBER})(?=\s|$)")
#: Lines with a label behind its hyphen from which on they are no negative numbers.
_LABELS: Final = 2
#: Share of a document's marked lines that may be left marked.
_LEFT: Final = 0.4


def slid_gaps(texts: Sequence[str]) -> list[bool]:
    """Tell for every line of a document whether spaces slid in it."""
    steps = [put_back_gaps(text) for text in texts]
    if sum(_LABEL_AHEAD.match(text) is not None for text in texts) < _LABELS:
        steps = [None if _LABEL_AHEAD.match(text) else step for text, step in zip(texts, steps, strict=True)]
    marked = [bool(joint_marks(text)) for text in texts]
    left = sum(
        bool(joint_marks(text if step is None else step.apply(text)))
        for text, step, yes in zip(texts, steps, marked, strict=True)
        if yes
    )
    if left > _LEFT * sum(marked):
        return [False] * len(texts)
    return [step is not None and yes for step, yes in zip(steps, marked, strict=True)]


def put_back_gaps(text: str) -> Step | None:
    """Put the spaces before numbers and commas back behind them, and signs behind the numbers that they follow."""
    edits: list[Edit] = [(*m.span(), f" {m[3]}{m[2]} ") for m in _SLID_NUMBER.finditer(text) if len(m[1]) > 1 or m[2]]
    edits += [(*m.span(), f"{m[1]} ") for m in _SLID_COMMA.finditer(text)]
    edits += [(*m.span(), f"{m[2]} {m[1]} ") for m in _SLID_LABEL.finditer(text)]
    edits += [(*m.span(), f"{m[2]}{m[1]}") for m in _SIGN_AHEAD.finditer(text)]
    edits += [(*m.span(), f"{m[2]}{m[1]}") for m in _LABEL_AHEAD.finditer(text)]
    return rewrite(RULE, text, sorted(edits))
