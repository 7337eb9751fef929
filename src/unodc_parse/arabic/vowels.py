"""Vowel marks that stand where none can: what they tell of the order of a line's characters.

A word has no mark before its first letter and no shadda on it, tanwin stands on the last letter (or before the alef
that carries it), and no shadda on an alef, a hamza or a letter that only ends words.
"""

from __future__ import annotations

import re
from typing import Final

from unodc_parse.arabic.chardata import LETTERS_OF_ARABIC
from unodc_parse.arabic.diagnose import TORN_MARKS

_M: Final = "\u064b-\u0652\u0670"
MARK: Final = re.compile(f"[{_M}]")
_FAULTS: Final = (
    TORN_MARKS["shadda_first"],
    TORN_MARKS["tanween_inside"],
    re.compile(rf"(?<![{LETTERS_OF_ARABIC}{_M}\u0640])[{_M}]"),
    re.compile("[\u0621-\u0623\u0625\u0627\u0629\u0649][\u064e-\u0650\u0652]?\u0651"),
)


def misplaced_marks(text: str) -> int:
    """Count the vowel marks of a text that stand where none can.

    >>> misplaced_marks("إنّ"), misplaced_marks("إّن"), misplaced_marks("دولًة")
    (0, 1, 1)
    """
    if not MARK.search(text):
        return 0
    return sum(len(fault.findall(text)) for fault in _FAULTS)
