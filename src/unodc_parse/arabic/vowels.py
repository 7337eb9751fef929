"""Vowel marks that stand where none can: they tell of the order of a line's characters, and of marks that slid.

A word has no mark before its first letter and no shadda on it, tanwin stands on the last letter (or before the alef
that carries it), and no shadda on an alef, a hamza or a letter that only ends words. A mark that stands so, and would
not on the next letter, slid from there onto the letter before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from unodc_parse.arabic.chardata import LETTERS_OF_ARABIC
from unodc_parse.arabic.diagnose import TORN_MARKS
from unodc_parse.arabic.fixes import Edit, rewrite
from unodc_parse.model import Step

RULE: Final = "marks.slid"

_L: Final = LETTERS_OF_ARABIC
_M: Final = "\u064b-\u0652\u0670"
#: Letters that bear no shadda; where a word begins.
_NO_SHADDA: Final = "\u0621-\u0623\u0625\u0627\u0629\u0649"
_HEAD: Final = rf"(?<![{_L}{_M}\u0640])"
MARK: Final = re.compile(f"[{_M}]")
_SHADDA: Final = re.compile("\u0651")
_FAULTS: Final = (
    TORN_MARKS["shadda_first"],
    TORN_MARKS["tanween_inside"],
    re.compile(rf"{_HEAD}[{_M}]"),
    re.compile(f"[{_NO_SHADDA}][\u064e-\u0650\u0652]?\u0651"),
)
#: Marks with a shadda on a letter that bears none, or is the first of a word, and the next letter, which may bear one;
#: and tanwin before the letter that ends the word.
_SLID: Final = (
    re.compile(
        rf"(?:(?<=[{_NO_SHADDA}])|(?<={_HEAD}[{_L}]))([\u064e-\u0650\u0652]?\u0651[\u064e-\u0650]?)((?![{_NO_SHADDA}])[{_L}])(?![{_M}])"
    ),
    re.compile(rf"(?<=[{_L}])([\u064b-\u064d])(\u0629)(?![{_L}{_M}])"),
)
#: How many marks slid where that does not show, for each one that shows it; from so many on they are reckoned with.
_HIDDEN: Final = 1.5
_LEAST: Final = 2


def misplaced_marks(text: str) -> int:
    """Count the vowel marks of a text that stand where none can.

    >>> misplaced_marks("إنّ"), misplaced_marks("لإّن"), misplaced_marks("دولًة")
    (0, 1, 1)
    """
    if not MARK.search(text):
        return 0
    return sum(len(fault.findall(text)) for fault in _FAULTS)


def put_back_marks(text: str) -> Step | None:
    """Put marks that slid onto the letter before back, where they cannot stand there.

    >>> put_back_marks("إّن").apply("إّن") == "إنّ"
    True
    """
    if not MARK.search(text):
        return None
    edits: dict[int, Edit] = {m.start(): (*m.span(), m[2] + m[1]) for slid in _SLID for m in slid.finditer(text)}
    return rewrite(RULE, text, (edits[at] for at in sorted(edits)))


def sure_of_marks(texts: Sequence[str], slid: int) -> list[float]:
    """Say how likely the shaddas of each line stand where they should, in a document where `slid` marks did not."""
    counts = [len(_SHADDA.findall(text)) for text in texts]
    share = min(1.0, _HIDDEN * slid / max(1, sum(counts))) if slid >= _LEAST else 0.0
    return [(1 - share) ** count for count in counts]
