"""Words drawn one by one, each by the direction of its own letters, as home-made reports are.

Where a program puts every word of a right-to-left line in visual order by itself (arabic-reshaper and python-bidi, then
reportlab word by word), a word without right-to-left letters has no direction of its own and is laid out from left to
right: the comma that ends "2003/31," stands on its right, which in such a line is before it. No text begins words
with commas, so the document's words tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from unodc_parse.arabic.chardata import CLOSING, MIRRORED, RTL_LETTER

_COMMAS: Final = frozenset("\N{ARABIC COMMA}\N{ARABIC SEMICOLON}")
_SIGNS: Final = _COMMAS | {"."}
_SIGN: Final = re.compile("[.\N{ARABIC COMMA}\N{ARABIC SEMICOLON}]")
_MARKER: Final = re.compile(r"-\d+\s")  # of a paragraph, laid out from the left
_RANGE: Final = re.compile("[\u0660-\u0669]+-[\u0660-\u0669]+")  # printed from the left, and read from the right
_LEAST: Final = 3  # words that begin with a comma
_SHARE: Final = 3  # times as many as end with one
_ENDING: Final = re.compile(r"[.:!%\-\u060c\u061b\u061f\u066a]")  # signs that begin no word
#: What stands before a word's letters and digits, these, and what stands after them; private marks are calls'.
_WORD: Final = re.compile(r"(?<!\S)([^\w\s\ue000\ue001]*)(\w(?:[^\s\ue000\ue001]*\w)?)([^\w\s\ue000\ue001]*)(?!\S)")


def laid_alone(texts: Iterable[str]) -> list[bool]:
    """Tell for each right-to-left line of a document whether its words were laid out one by one.

    Where only the justified lines were, those tell by themselves.

    >>> laid_alone(["\N{ARABIC COMMA}2003 \N{ARABIC COMMA}31", "\N{ARABIC SEMICOLON}4"]), laid_alone(["4"])
    ([True, True], [False])
    """
    counts = [_Signs.of(text) for text in texts]
    before, after = sum(count.before for count in counts), sum(count.after for count in counts)
    if before < _LEAST:
        return [False] * len(counts)
    if before > _SHARE * after:
        return [True] * len(counts)
    return [count.begins and not count.after for count in counts]


class _Signs(NamedTuple):
    """Commas before and after words without right-to-left letters, and whether any sign begins one that cannot."""

    before: int
    after: int
    begins: bool

    @classmethod
    def of(cls, text: str) -> _Signs:
        before = after = 0
        begins = _MARKER.match(text) is not None
        for word in text.split() if _SIGN.search(text) else ():
            if _SIGN.search(word) and (match := _WORD.fullmatch(word)) and RTL_LETTER.search(match[2]) is None:
                before += not _COMMAS.isdisjoint(match[1])
                after += not _COMMAS.isdisjoint(match[3])
                begins = begins or not _SIGNS.isdisjoint(match[1])
        return cls(before, after, begins)


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
    return f"{opening}{'-'.join(reversed(word.split('-'))) if _RANGE.fullmatch(word) else word}{closing}"
