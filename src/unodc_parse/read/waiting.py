"""Drafts that wait until the whole document is known, held as small as can be."""

from __future__ import annotations

import re
from typing import Final

from unodc_parse.model import BBox
from unodc_parse.read.clusters import PENDING
from unodc_parse.read.glyphs import UNKNOWN
from unodc_parse.read.layout import Draft

#: What a raw text tells besides its order: strokes, hyphens that are not seen, gaps wider than those between sentences,
#: rows of dots.
_MORE: Final = re.compile(r"[\u0640\u00ad]|\s\s\s|\t|\.\s?\.")


def tells_more(raw: str) -> bool:
    """Tell whether a raw text tells more than its order.

    >>> tells_more("a. b"), tells_more("a. . . b"), tells_more("a\N{ARABIC TATWEEL}")
    (False, True, True)
    """
    if raw.isascii() and raw.isprintable():  # nothing but spaces, the quick way for most lines of English reports
        return "   " in raw or ".." in raw or ". ." in raw
    return _MORE.search(raw) is not None


class Waiting:
    """The drafts of the pages so far.

    Numbers and boxes that lines have in common (the margins of columns, the heights of lines) are held once. Without
    `keep_raw`, texts as they were read are let go where they tell nothing but their order.
    """

    def __init__(self, *, keep_raw: bool) -> None:
        self.pages: list[list[Draft]] = []
        self._keep_raw = keep_raw
        self._numbers: dict[float, float] = {}
        self._boxes: dict[BBox, BBox] = {}

    def add(self, drafts: list[Draft]) -> None:
        """Add the drafts of a page."""
        known = self._numbers.setdefault
        for draft in drafts:
            x0, top, x1, bottom = draft.bbox
            draft.bbox = known(x0, x0), known(top, top), known(x1, x1), known(bottom, bottom)
            draft.column = self._boxes.setdefault(draft.column, draft.column)
            draft.size = known(draft.size, draft.size)
            if not (self._keep_raw or UNKNOWN in draft.raw or tells_more(draft.raw) or PENDING.search(draft.raw)):
                draft.raw = ""
            draft.compact()
        self.pages.append(drafts)
