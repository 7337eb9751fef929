"""Combining marks find the letter that they stand on.

A mark has no advance of its own and is often drawn beside its letter's box, so that positions alone would give it
to the neighbour. The order of painting tells: where letters are painted from left to right a mark comes before its
letter, where they are painted as they are read it comes after.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from unodc_parse.arabic.chardata import RIGHT_TO_LEFT, fold_presentation_forms, has_rtl_letter, is_mark
from unodc_parse.arabic.remembered import remember
from unodc_parse.read.clusters import PENDING, UNTOLD
from unodc_parse.read.glyphs import Glyph

_BESIDE: Final = 0.05  # em
_LAM_ALEF: Final = re.compile("\u0644[\u064b-\u0652]*[\u0622\u0623\u0625\u0627]|[\ufef5-\ufefc]")
_SIGNS: Final = re.compile("[\u064b-\u0652]+")
_VOWEL_APART: Final = re.compile(
    "(\u0644\u0651)(\u0627)([\u064e-\u0650])"
)  # a shadda on the lam, its vowel on the alef
_LAM_FROM: Final = 0.3  # of the width of a lam-alef: where marks of its lam begin; those of the alef have 0
_LAM_TO: Final = 0.8  # ... and where they end
_REACH_LEFT: Final = 0.75  # em
_REACH_RIGHT: Final = 0.45  # em
_REACH_UP: Final = 1.3  # em


def paints_as_read(glyphs: list[Glyph]) -> bool:
    """Tell whether right-to-left letters are painted from right to left (the order in which they are read)."""
    votes = 0
    before: Glyph | None = None
    for glyph in glyphs:
        if not RIGHT_TO_LEFT[glyph.text]:
            before = None
            continue
        if before is not None and abs(before.y - glyph.y) < 0.3 * glyph.size and glyph.x1 > glyph.x0:
            if abs(glyph.x0 - before.x1) < 0.3 * glyph.size:
                votes += 1
            elif abs(before.x0 - glyph.x1) < 0.3 * glyph.size:
                votes -= 1
        if glyph.x1 > glyph.x0:
            before = glyph
    return votes < 0


class _Marks(dict[str, bool]):
    """Whether texts are nothing but marks; remembered, as a page has few that differ."""

    def __missing__(self, text: str) -> bool:
        """Look at a text that has not been met yet."""
        folded = "" if text.isascii() else fold_presentation_forms(text)
        return remember(self, text, bool(folded) and all(is_mark(char) or PENDING.match(char) for char in folded))


_MARKS: Final = _Marks()


def bind_marks(glyphs: list[Glyph], *, as_read: bool) -> list[Glyph]:
    """Return the glyphs without the marks, which have been added to the texts of their letters.

    `as_read` tells whether letters are painted in the order in which they are read.
    """
    _drop_doubled(glyphs)
    loose = [i for i, glyph in enumerate(glyphs) if _MARKS[glyph.text]]
    if not loose:
        return glyphs
    marks = frozenset(loose)
    bound: set[int] = set()
    bases: list[Glyph] = []
    for i in loose if as_read else reversed(loose):
        base = _base_beside(glyphs, i, marks, as_read=as_read)
        if base is None:
            bases = bases or [g for j, g in enumerate(glyphs) if g.text and g.text[0].isalpha() and j not in marks]
            base = _nearest(bases, glyphs[i])
        if base is not None:
            base.text = _borne(base, glyphs[i])
            bound.add(i)
    return [glyph for i, glyph in enumerate(glyphs) if i not in bound]


def _borne(base: Glyph, mark: Glyph) -> str:
    """Return the text of a letter with a mark; over the middle of a lam-alef, it stands on its lam."""
    text, added = base.text, fold_presentation_forms(mark.text)
    ligature = _LAM_ALEF.match(text) if _SIGNS.fullmatch(added) else None
    if ligature is not None and _LAM_FROM < (mark.x0 - base.x0) / max(base.x1 - base.x0, 0.01) < _LAM_TO:
        letters = fold_presentation_forms(text)
        alef = next(i for i, char in enumerate(letters) if i and not is_mark(char) and char.isalpha())
        return _VOWEL_APART.sub(r"\1\3\2", f"{letters[:alef]}{added}{letters[alef:]}")
    return _VOWEL_APART.sub(r"\1\3\2", text + added) if ligature is not None else text + added


def _base_beside(glyphs: list[Glyph], i: int, marks: frozenset[int], *, as_read: bool) -> Glyph | None:
    mark = glyphs[i]
    before = _neighbour(glyphs, i, -1, marks)
    after = _neighbour(glyphs, i, +1, marks)
    first, second = (before, after) if as_read else (after, before)
    if before is not None and unicodedata.bidirectional(before.text[0]) == "L":
        first, second = before, after
    for base in (first, second):
        if base is not None and _reaches(mark, base):
            return base
    return None


def _neighbour(glyphs: list[Glyph], i: int, step: int, marks: frozenset[int]) -> Glyph | None:
    j = i + step
    while 0 <= j < len(glyphs) and (j in marks or not glyphs[j].text):
        j += step
    if not 0 <= j < len(glyphs):
        return None
    return glyphs[j] if glyphs[j].text[0].isalpha() else None


def _reaches(mark: Glyph, base: Glyph) -> bool:
    return (
        mark.angle == base.angle
        and abs(mark.y - base.y) <= _REACH_UP * base.size
        and base.x0 - _REACH_LEFT * base.size <= mark.x0 <= base.x1 + _REACH_RIGHT * base.size
    )


def _nearest(bases: list[Glyph], mark: Glyph) -> Glyph | None:
    best, least = None, _REACH_UP
    middle = (mark.x0 + mark.x1) / 2
    x0, y = mark.x0, mark.y
    for base in bases:
        size = base.size
        # most stand elsewhere: the cheapest looks first
        if abs(y - base.y) > _REACH_UP * size or x0 > base.x1 + _REACH_RIGHT * size or not _reaches(mark, base):
            continue
        far = max(base.x0 - middle, middle - base.x1, 0.0) + abs(y - base.y)
        if size and far / size < least:
            best, least = base, far / size
    return best


def _keep_widest(glyphs: list[Glyph], start: int) -> None:
    """Take the text from glyphs that are painted on one with the same text, where ActualText tells it."""
    end = start + 1
    while end < len(glyphs) and glyphs[end].text == glyphs[start].text:
        end += 1
    same = glyphs[start:end]
    if not any(glyph.replaced for glyph in same) or same[0].text.isascii():
        return
    widest = max(same, key=lambda glyph: glyph.x1 - glyph.x0)
    for glyph in same:
        beside = _REACH_LEFT * glyph.size
        if glyph is not widest and abs(glyph.y - widest.y) < glyph.size and widest.x0 - beside < glyph.x0 < widest.x1:
            glyph.text = ""


def _is_settled(glyphs: list[Glyph], i: int) -> bool:
    """Tell whether a glyph without advance is no cluster that its neighbour tells, too.

    Latin text is none; beside a right-to-left letter it is an untold mark. A letter for which one ActualText stands
    may be drawn as its hamza only, high above the line of the ligature that it belongs to: it goes down to it.
    """
    glyph = glyphs[i]
    if glyph.text.isascii():
        beside = glyphs[max(i - 1, 0) : i + 2] if not glyph.text.isspace() else ()
        if any(g.x1 > g.x0 and abs(g.y - glyph.y) < g.size and has_rtl_letter(g.text) for g in beside):
            glyph.text = UNTOLD
        return True
    if glyph.replaced and len(glyph.text) == 1 and glyph.text.isalpha():
        for base in glyphs[i + 1 : i + 2] + glyphs[max(i - 1, 0) : i]:
            if has_rtl_letter(base.text) and abs(base.x0 - glyph.x0) < _BESIDE * base.size and _reaches(glyph, base):
                glyph.y = base.y
                return True
    return False


def _drop_doubled(glyphs: list[Glyph]) -> None:
    """Where a glyph without advance tells base and marks, and its neighbour the base too, keep the marks only.

    Where every glyph of a cluster tells the whole cluster (Typst), the widest keeps it.
    """
    for i, glyph in enumerate(glyphs):
        if len(glyph.text) > 1 and i + 1 < len(glyphs) and glyphs[i + 1].text == glyph.text:
            _keep_widest(glyphs, i)
        if glyph.x1 > glyph.x0 or not glyph.text or _is_settled(glyphs, i):
            continue
        parts = unicodedata.normalize("NFD", glyph.text)
        if len(parts) < 2 or not is_mark(parts[-1]) or is_mark(parts[0]):
            continue
        for j in (i + 1, i - 1):
            if not (0 <= j < len(glyphs) and glyphs[j].text and abs(glyphs[j].y - glyph.y) < glyph.size):
                continue
            other = unicodedata.normalize("NFD", glyphs[j].text)
            if other == parts:
                glyph.text = ""
                break
            if other[0] == parts[0] and not is_mark(other[-1]):
                glyph.text = parts[1:]
                break
