"""Words drawn one by one, each by the direction of its own letters, as home-made reports are.

Where a program puts every word of a right-to-left line in visual order by itself (arabic-reshaper and python-bidi, then
reportlab word by word), a word without right-to-left letters has no direction of its own and is laid out from left to
right: the comma that ends "2003/31," stands on its right, which in such a line is before it. No text begins words
with commas, so the document's words tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from unodc_parse.arabic.chardata import CLOSING, MIRRORED, RTL_LETTER

_COMMAS = frozenset("\N{ARABIC COMMA}\N{ARABIC SEMICOLON}")
_LEAST = 3  # words that begin with a comma
_SHARE = 3  # times as many as end with one
_ENDING = re.compile(r"[.:!%\-\u060c\u061b\u061f\u066a]")  # signs that begin no word
#: What stands before a word's letters and digits, these, and what stands after them; private marks are calls'.
_WORD = re.compile(r"(?<!\S)([^\w\s\ue000\ue001]*)(\w(?:[^\s\ue000\ue001]*\w)?)([^\w\s\ue000\ue001]*)(?!\S)")


def are_laid_alone(texts: Iterable[str]) -> bool:
    """Tell whether the words of a document's right-to-left lines were laid out one by one.

    >>> are_laid_alone(["\N{ARABIC COMMA}2003 \N{ARABIC COMMA}31", "\N{ARABIC SEMICOLON}4"]), are_laid_alone(["4"])
    (True, False)
    """
    before = after = 0
    for text in texts:
        if _COMMAS.isdisjoint(text):
            continue
        for match in _WORD.finditer(text):
            if RTL_LETTER.search(match[2]) is None:
                before += not _COMMAS.isdisjoint(match[1])
                after += not _COMMAS.isdisjoint(match[3])
    return before >= _LEAST and before > _SHARE * after


def read_alone(text: str) -> str:
    """Return a line with the signs around its words without right-to-left letters on their other sides.

    >>> read_alone("\N{ARABIC COMMA}(71/2022") == "71/2022)\N{ARABIC COMMA}"
    True
    """
    return _WORD.sub(_turned, text)


def _turned(match: re.Match[str]) -> str:
    before, word, after = match[1], match[2], match[3]
    if RTL_LETTER.search(word) or _ENDING.search(after):
        return match[0]
    opening = "".join(MIRRORED[sign] if sign in CLOSING else sign for sign in reversed(after))
    closing = "".join(MIRRORED[sign] if sign in MIRRORED and sign not in CLOSING else sign for sign in reversed(before))
    return f"{opening}{word}{closing}"
