"""Drafts to lines, once the whole document is known: brackets, unknown glyphs, clean text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from unodc_parse.arabic.bidi import bracket_votes
from unodc_parse.arabic.chardata import CLOSING, INVISIBLE, MIRRORED, TATWEEL, fold_presentation_forms
from unodc_parse.model import Damage, Line, Span, Step
from unodc_parse.read.glyphs import UNKNOWN
from unodc_parse.read.layout import Draft

#: Stands in a line for a stretch of glyphs whose letters the file does not tell.
GAP_MARK = "[…]"

_MARKER_LENGTH = 3  # letters or digits between the brackets of a marker
_FILLER_CODES = 3  # a font with more unmapped codes than this has lost letters
_OPEN, _CLOSE = "\ue000", "\ue001"  # private marks around calls while the text is cleaned
_DROPPED = re.compile("[" + re.escape("".join(sorted(INVISIBLE)) + TATWEEL) + "]")
_SPACE = re.compile(r"\s+")
_UNKNOWN_STRETCH = re.compile(f"{UNKNOWN}(?:[ {UNKNOWN}]*{UNKNOWN})?")


def settle(pages: Sequence[Sequence[Draft]]) -> list[list[Line]]:
    """Return the lines of every page."""
    drafts = [draft for page in pages for draft in page]
    upright, mirrored = _votes(drafts)
    fillers = filler_codes(drafts)
    return [[_line(draft, i, fillers, flip=mirrored > upright) for i, draft in enumerate(page, 1)] for page in pages]


def _votes(drafts: Sequence[Draft]) -> tuple[int, int]:
    return bracket_votes("".join(draft.units[i] for i in draft.mirrored) for draft in drafts if draft.mirrored)


def filler_codes(drafts: Sequence[Draft]) -> frozenset[tuple[int, int]]:
    """Return the unmapped codes that are kashida: a font with only a few of them has lost no letters."""
    codes = Counter(code for draft in drafts for code in draft.unknown)
    by_face = Counter(face for face, _ in codes)
    return frozenset(code for code in codes if by_face[code[0]] <= _FILLER_CODES)


def clean(text: str) -> str:
    r"""Return text as lines hold it: base letters, NFC, single spaces, no tatweel, no controls.

    >>> clean(" a \N{ARABIC TATWEEL} b")
    'a b'
    """
    if text.isascii():
        return " ".join(text.split())
    text = _DROPPED.sub("", fold_presentation_forms(text))
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _line(draft: Draft, number: int, fillers: frozenset[tuple[int, int]], *, flip: bool) -> Line:
    units = list(draft.units)
    if flip:
        for i in draft.mirrored:
            units[i] = MIRRORED[units[i]]
    _turn_marker_brackets(units, draft.mirrored)
    lost = False
    if draft.unknown:
        lost = _fill(units, draft.unknown, fillers)
    for start, end in draft.calls:
        units[start] = _OPEN + units[start]
        units[end - 1] += _CLOSE if start else _CLOSE + " "  # a note's own number stands apart from its text
    text = clean("".join(units))
    if lost:
        text = clean(_UNKNOWN_STRETCH.sub(f" {GAP_MARK} ", text))
    text, calls = _take_calls(text)
    return Line(
        number=number,
        text=text,
        raw=draft.raw,
        direction=draft.direction,
        page=draft.page,
        bbox=draft.bbox,
        column=draft.column,
        size=draft.size,
        bold=draft.bold,
        calls=calls,
        damage=(Damage.FONT_MAP_BROKEN,) if lost else (),
        steps=() if text == draft.raw else (Step("read.logical_order", (text,)),),
        confidence=0.0 if lost else 1.0,
    )


def _turn_marker_brackets(units: list[str], mirrored: Sequence[int]) -> None:
    """Turn a pair that the document's vote left closing before it opens, around a marker such as a call's number."""
    for i, j in pairwise(mirrored):
        inside = "".join(units[i + 1 : j])
        if (
            units[i] in CLOSING
            and units[j] == MIRRORED[units[i]]
            and 0 < len(inside) <= _MARKER_LENGTH
            and inside.isalnum()
        ):
            before = [units[k] for k in mirrored if k < i]
            if before.count(units[j]) <= before.count(units[i]):
                units[i], units[j] = units[j], units[i]


def _fill(units: list[str], unknown: Sequence[tuple[int, int]], fillers: frozenset[tuple[int, int]]) -> bool:
    codes = iter(unknown)
    lost = False
    for i, unit in enumerate(units):
        if UNKNOWN in unit:
            kept = ["" if c == UNKNOWN and next(codes) in fillers else c for c in unit]
            units[i] = "".join(kept)
            lost = lost or UNKNOWN in units[i]
    return lost


def _take_calls(text: str) -> tuple[str, tuple[Span, ...]]:
    if _OPEN not in text:
        return text, ()
    spans: list[Span] = []
    kept: list[str] = []
    length = start = 0
    for char in text:
        if char == _OPEN:
            start = length
        elif char == _CLOSE:
            spans.append((start, length))
        else:
            kept.append(char)
            length += 1
    plain = "".join(kept)
    return plain, tuple(_stripped(plain, span) for span in spans if plain[slice(*span)].strip())


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end
