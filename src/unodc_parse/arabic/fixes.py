"""Exact repairs of characters: each takes a line's text and returns a replayable step, or `None`.

None of them needs to guess: the damage is visible in the characters themselves. Letters are conserved; what may be
dropped are tatweels, controls without ink, and surplus white space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

from unodc_parse.arabic.chardata import INVISIBLE, TATWEEL, fold_presentation_forms
from unodc_parse.model import Span, Step

Edit = tuple[int, int, str]
Fix = Callable[[str], Step | None]

#: What the step is called that unifies white space.
WHITE_SPACE: Final = "white_space"
_INVISIBLE: Final = re.compile(f"[{re.escape(''.join(sorted(INVISIBLE)))}\0]+")
#: A letter heh alone, as it is written in labels and years: the first of its tatweels shows that it is no numeral.
_LONE_HEH: Final = rf"(?<![\w\u064b-\u0652])\u0647{TATWEEL}(?!{TATWEEL}*[^\W{TATWEEL}])"
_TATWEEL: Final = re.compile(f"({_LONE_HEH})?({TATWEEL}*)")
_TATWEELS: Final = re.compile(f"{TATWEEL}+")
_FORMS: Final = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]+")
_MARKS: Final = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670]")
_NO_GAP: Final = re.compile(r"\S+")
_CLUSTER: Final = re.compile(
    r"[^\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed][\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+"
)
#: Marks behind spaces, and perhaps a sign, that follow a letter.
_LOOSE_MARKS: Final = re.compile(
    r"(?<=[\u0620-\u063f\u0641-\u064a\u064b-\u0652\u0670])( +(?:([-\u2013\u060c\u061b.:]) ?)?)([\u064b-\u0652\u0670]+)"
)
#: An alef with tanwin, which stands at the ends of words only.
_LOOSE_ALEF: Final = re.compile(r"(?<=[\u0620-\u063f\u0641-\u064a]) +(?=\u0627\u064b)")


def drop_marks(text: str) -> str:
    """Return `text` without vowel marks and tatweels, for comparing words; never for output."""
    return _MARKS.sub("", text)


def rewrite(rule: str, text: str, edits: Iterable[Edit]) -> Step | None:
    """Turn edits (start, end, replacement), in order and apart, into a step; `None` where they change nothing.

    >>> rewrite("drop", "abc", [(1, 2, "")])
    Step(rule='drop', pieces=((0, 1), (2, 3)))
    """
    pieces: list[Span | str] = []
    at = 0
    changed = False
    for start, end, new in edits:
        if text[start:end] == new:
            continue
        changed = True
        if start > at:
            pieces.append((at, start))
        if new:
            pieces.append(new)
        at = end
    if not changed:
        return None
    if at < len(text):
        pieces.append((at, len(text)))
    return Step(rule, tuple(pieces))


def drop_invisible(text: str) -> Step | None:
    """Drop bidi controls, joiners and other characters without ink: the order is already in the text."""
    return rewrite("drop.controls", text, ((*m.span(), "") for m in _INVISIBLE.finditer(text)))


def drop_tatweel(text: str) -> Step | None:
    r"""Drop tatweels: they justify a line or fill a font's gap, and are no letters (Unicode 9.2).

    One stays behind a heh that stands alone, as it is spelt so: a label, or the years of the Hijra.

    >>> drop_tatweel("(\u0647\u0640) \u0645\u0640\u0627").apply("(\u0647\u0640) \u0645\u0640\u0627")
    '(هـ) ما'
    """
    if TATWEEL not in text:
        return None
    return rewrite("drop.tatweel", text, ((*m.span(2), "") for m in _TATWEEL.finditer(text) if m[2]))


def drop_spelt_tatweel(text: str) -> Step | None:
    """Drop the tatweels of hehs that stand alone, too: the contract's texts hold none, their markers as printed do."""
    return rewrite("drop.tatweel", text, ((m.start(), m.end(), "") for m in _TATWEELS.finditer(text)))


def fold_forms(text: str) -> Step | None:
    """Fold presentation forms to their letters, run by run, so that x², full width and the like survive."""
    return rewrite(
        "fold.presentation_forms",
        text,
        ((*m.span(), fold_presentation_forms(m[0])) for m in _FORMS.finditer(text)),
    )


def compose(text: str) -> Step | None:
    """Bring letters and marks to Normalization Form C (UAX #15)."""
    if unicodedata.is_normalized("NFC", text):
        return None
    step = rewrite("nfc", text, ((*m.span(), unicodedata.normalize("NFC", m[0])) for m in _CLUSTER.finditer(text)))
    whole = unicodedata.normalize("NFC", text)
    if step is not None and step.apply(text) == whole:
        return step
    return Step("nfc", (whole,))  # scripts whose starters compose with each other, Hangul for one


def join_marks(text: str) -> Step | None:
    r"""Put vowel marks that stand alone back on their letters: no mark stands behind a space or a sign.

    PDF tools print a mark after its letter's word, or behind the sign that follows, where it has a place of its own.

    >>> join_marks("\u0645\u0627 \u064b").apply("\u0645\u0627 \u064b") == "\u0645\u0627\u064b"
    True
    """
    edits = [(m.start(1), m.end(), m[3] + (m[2] or "")) for m in _LOOSE_MARKS.finditer(text)]
    edits += [(*m.span(), "") for m in _LOOSE_ALEF.finditer(text)]
    return rewrite("marks.joined", text, sorted(edits))


def single_spaces(text: str) -> Step | None:
    """Make every stretch of white space one space, and none at the ends."""
    words = [m.span() for m in _NO_GAP.finditer(text)]
    pieces: list[Span | str] = []
    for word in words:
        last = pieces[-1] if pieces else None
        if isinstance(last, tuple) and text[last[1] : word[0]] == " ":
            pieces[-1] = (last[0], word[1])
        else:
            pieces.extend((" ", word) if pieces else (word,))
    step = Step(WHITE_SPACE, tuple(pieces))
    return None if step.apply(text) == text else step
