"""The glyphs of one row: from left to right, in pieces, with the spaces that they need."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from unodc_parse.arabic.chardata import ARABIC_LETTER, TEH_MARBUTA
from unodc_parse.model import Direction
from unodc_parse.read.fragments import Fragment
from unodc_parse.read.glyphs import Glyph
from unodc_parse.read.middling import middling

_SPACED_GAP: Final = 0.3  # em: a gap that means a space, in a line with space glyphs
_BARE_GAP: Final = 0.14  # em: ... in one without
_LEAST_GAP: Final = 0.14  # em: no smaller gap means a space where lines have wider ones
_TIGHT_GAP: Final = 0.07  # em: in narrow fonts, or justified, all spaces of a line may be smaller
_WORD_LENGTH: Final = 14  # letters: with fewer wide gaps than one in so many, a line is set tight
_RUN_GAP: Final = 0.25  # em: where spaces stand inside runs of text, a gap between runs means a space
_DOUBTED_GAP: Final = (
    0.145  # em: the space that ends a run of text is believed where the gap after it is wider than this
)
_MOST_TRACKED: Final = 0.6  # em: letters are set no further apart
_LEAST_SPACE: Final = 0.2  # em: words are no nearer to one another
_LEAST_TRACKED: Final = 5  # letters and the spaces between them
_SPACE_SHARE: Final = 0.8  # of a space glyph's width: a gap that wide means a space too
_TAIL: Final = 0.2  # em: letters with a tail, such as reh, are drawn back this far over a space
_OVERLAP: Final = 0.04  # em: letters that overlap more than this have no space between them
_INSIDE: Final = 0.15  # em: so far right may a letter begin that is drawn before the one whose box holds it
_MOST_GLYPHS: Final = 1 << 24  # of a page, that places tell apart
_APART_SURELY: Final = 0.02  # points: so far apart, no two have one hundredth
_MOST_HUNDREDTHS: Final = 1e9
_SAME: Final = 0.03  # points: glyphs this near to each other start at one point
_APART: Final = 3.5  # em: pieces of a row this far apart are lines of their own
_APART_SPACED: Final = 9.0  # em: ... where a space stands between them

_NARROW: Final = 22.0  # em: so narrow a column
_TWO_WORDS: Final = 0.65  # of whose width a justified line of two words may leave white


def from_left(fragments: Sequence[Fragment], *, as_read: bool) -> list[Glyph]:
    """Return the glyphs of a row from left to right; the order of painting parts those that start at one point."""
    glyphs = [glyph for fragment in fragments for glyph in fragment.glyphs]
    if len(glyphs) > 1:
        _align_narrow(glyphs, as_read=as_read)
        glyphs = _by_place(glyphs, as_read=as_read)
    return _without_covered_spaces(glyphs)


def _by_place(glyphs: list[Glyph], *, as_read: bool) -> list[Glyph]:
    """Return glyphs by where they start, in hundredths of a point; most rows are painted from one end to the other."""
    rising = falling = True
    before = glyphs[0].x0
    for i in range(1, len(glyphs)):
        x0 = glyphs[i].x0
        rising = rising and x0 - before > _APART_SURELY
        falling = falling and before - x0 > _APART_SURELY
        if not (rising or falling):
            break
        before = x0
    if rising:
        return glyphs
    if falling:
        return glyphs[::-1]
    sign = -1 if as_read else 1
    # hundredths of a point, as `round` is slow; one number, as pairs are
    places = [_floor(g.x0 * 100 + 0.5) * _MOST_GLYPHS + sign * g.stream for g in glyphs]
    return [glyphs[i] for i in sorted(range(len(places)), key=places.__getitem__)]


def _floor(value: float) -> float:
    """Return `value // 1`, which takes long compiled.

    >>> _floor(1.5), _floor(-1.5), _floor(2.0)
    (1.0, -2.0, 2.0)
    """
    if not 0 <= value < _MOST_HUNDREDTHS:
        return value // 1
    return float(int(value))


def _align_narrow(glyphs: list[Glyph], *, as_read: bool) -> None:
    """Put letters without advance or drawn inside the next, and spaces that a letter overhangs, where they are painted.

    Coordinates are rounded, so that a letter without advance may lie a little inside its neighbour; and letters
    with a tail, such as reh, are drawn back over the space before them.
    """
    for glyph, other in zip(glyphs[1:], glyphs, strict=False) if as_read else pairwise(glyphs):
        text, x0, x1 = glyph.text, glyph.x0, glyph.x1
        if text.isspace():
            if not as_read and _SAME < x0 - other.x0 < _TAIL * glyph.size and ARABIC_LETTER.match(other.text):
                glyph.x0 = other.x0 - 2 * _SAME
        elif x1 - x0 > 0.01:
            if other.x0 < x0 and x1 <= other.x1 and text and x0 - other.x0 <= _INSIDE * glyph.size:
                glyph.x0 = other.x0  # an alef kerned into its lam
        elif text and abs(other.x0 - x0) <= 0.08 * glyph.size:
            glyph.x0 = glyph.x1 = other.x0


def _without_covered_spaces(glyphs: list[Glyph]) -> list[Glyph]:
    """Leave out spaces that take no room: painted on top of a letter, or between letters that overlap."""
    covered: list[int] = []
    waiting: list[int] = []
    edge = 1e9
    for i, glyph in enumerate(glyphs):
        if glyph.text.isspace():
            (covered if _starts_a_letter(glyph, glyphs, i) else waiting).append(i)
            continue
        if waiting:
            if edge != 1e9 and glyph.x0 - edge <= -_OVERLAP * glyph.size:
                covered.extend(waiting)
            waiting = []
        x1 = glyph.x1
        if x1 > edge or edge == 1e9:
            edge = x1
    if not covered:
        return glyphs
    left_out = frozenset(covered)
    return [glyph for i, glyph in enumerate(glyphs) if i not in left_out]


def _starts_a_letter(space: Glyph, glyphs: list[Glyph], at: int) -> bool:
    """Tell whether a letter starts where the space at index `at` starts (the glyphs are sorted by their start)."""
    for step in (-1, 1):
        i = at + step
        while 0 <= i < len(glyphs) and abs(glyphs[i].x0 - space.x0) < _SAME:
            other = glyphs[i]
            if other.x1 > other.x0 and other.text and not other.text.isspace():
                return True
            i += step
    return False


def pieces(glyphs: list[Glyph], direction: Direction, width: float) -> list[list[Glyph]]:
    """Part a row at very wide gaps, and return the pieces in reading order.

    A gap that holds a space may be a justified line of few words in a narrow column; `width` (points) is the column's.
    """
    cuts = [0]
    edge = 1e9
    spaced = False
    for i, glyph in enumerate(glyphs):
        if glyph.text.isspace():
            spaced = True
            continue
        gap, x1 = glyph.x0 - edge, glyph.x1
        if gap > _APART * glyph.size and not (spaced and gap <= _widest_space(width, glyph.size)):
            cuts.append(i)
        if x1 > edge or edge == 1e9:
            edge = x1
        spaced = glyph.text[-1:] == " "
    if len(cuts) == 1:  # as most rows
        return [glyphs]
    parts = [glyphs[start:end] for start, end in pairwise([*cuts, len(glyphs)])]
    return parts[::-1] if direction == "rtl" else parts


def _widest_space(width: float, size: float) -> float:
    """Return how wide a space may be in a justified line, in points: in a narrow column, most of the line."""
    return max(_APART_SPACED * size, _TWO_WORDS * width if width < _NARROW * size else 0.0)


def spaced(glyphs: list[Glyph]) -> list[Glyph | None]:
    """Put `None` where a gap means a space that no glyph stands for."""
    least, most = _space_gaps(glyphs)
    floor = min(_LEAST_GAP, most)
    units: list[Glyph | None] = []
    before: Glyph | None = None
    edge = 0.0
    bare = most <= _BARE_GAP
    for glyph in glyphs:
        text, x1 = glyph.text, glyph.x1
        if before is None:
            edge = x1
        else:
            size = glyph.size if glyph.size > before.size else before.size
            gap = glyph.x0 - edge
            left = before.text
            if len(left) > 1 and left[-1] == " " and gap < _DOUBTED_GAP * size:
                left = before.text = left.rstrip()
            # The first tests spare most letters the others.
            if (gap > floor * size and gap > min(most * size, max(least, floor * size))) or (
                (bare or (text.isascii() and text.isalpha()))
                and not left.isspace()
                and _ends_word(glyph, before, bare=bare)
            ):
                units.append(None)
            if x1 > edge:
                edge = x1
        units.append(glyph)
        before = glyph
    if len(units) > _LEAST_TRACKED and 3 * len(glyphs) < 2 * len(units):
        return _tracked(glyphs) or units
    return units


def _tracked(glyphs: list[Glyph]) -> list[Glyph | None]:
    """Put `None` where a gap means a space in a line whose letters are set apart, as in headings; else return nothing.

    All of its letters are apart, by the least gap at least; without a space glyph they may as well be words.
    """
    letters = sum([len(glyph.text) == 1 and glyph.text.isalnum() for glyph in glyphs])
    gaps = [
        0.0 if left.text.isspace() or right.text.isspace() else (right.x0 - left.x1) / max(left.size, right.size, 1e-3)
        for left, right in pairwise(glyphs)
    ]
    least = min([gap for gap in gaps if gap], default=0.0)
    spaced_out = any(glyph.text.isspace() for glyph in glyphs)
    if 2 * letters < len(glyphs) or not _TIGHT_GAP < least < (_MOST_TRACKED if spaced_out else _LEAST_SPACE):
        return []
    most = least + (_SPACED_GAP if spaced_out else _BARE_GAP)
    units: list[Glyph | None] = [glyphs[0]]
    for gap, glyph in zip(gaps, glyphs[1:], strict=True):
        units += [None, glyph] if gap > most else [glyph]
    return units


def _space_gaps(glyphs: list[Glyph]) -> tuple[float, float]:
    """Return the gap (points) and the gap (em) of which the smaller one means a space in this line."""
    text = "".join([glyph.text for glyph in glyphs])
    if text.count(" ") * 15 <= len(text):
        return 0.0, _bare_gap(glyphs)
    widths = [g.x1 - g.x0 for g in glyphs if g.text.isspace() and g.x1 > g.x0]
    return (_SPACE_SHARE * middling(widths) if widths else _RUN_GAP * max(g.size for g in glyphs)), _SPACED_GAP


def _bare_gap(glyphs: list[Glyph]) -> float:
    """Return the gap (em) that means a space in a line without space glyphs."""
    wide = tight = 0
    edge = glyphs[0].x1
    for glyph in glyphs:
        gap = glyph.x0 - edge
        wide += gap > _BARE_GAP * glyph.size
        tight += gap > _TIGHT_GAP * glyph.size
        edge = max(edge, glyph.x1)
    return _TIGHT_GAP if wide * _WORD_LENGTH < len(glyphs) and tight > max(2 * wide, 1) else _BARE_GAP


def _ends_word(right: Glyph, left: Glyph, *, bare: bool) -> bool:
    """Tell whether two letters side by side belong to two words for all that no gap parts them."""
    if bare and right.text[:1] == TEH_MARBUTA:
        return left.text[:1].isalpha()
    # An Arabic word may be prefixed to a Latin one, but none follows a Latin one unparted.
    return right.text.isascii() and right.text.isalpha() and ARABIC_LETTER.match(left.text) is not None
