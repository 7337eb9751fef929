"""Dot leaders of tables of contents: what fills the line between a title and the number of its page."""

from __future__ import annotations

import re
from typing import Final

_ELLIPSIS: Final = "\N{HORIZONTAL ELLIPSIS}"
_LEADERS: Final = re.compile(rf"(?:(?<!\s)\s++)?+(?:(?:\.\s?){{4,}}|{_ELLIPSIS}(?:\s?{_ELLIPSIS})+|_{{4,}})\s*")
#: An entry ends with the number of its page; those of its paragraphs may stand before it.
_PAGE: Final = re.compile(rf"({_ELLIPSIS} (?:\d+[-\N{{EN DASH}}]\d+ )?\d+(?: \d+(?= ))?) ")


def fold_leaders(text: str) -> str:
    """Return a line of a table of contents, or several, with one ellipsis for each row of dots.

    >>> fold_leaders("I. Introduction . . . . . . . 3"), fold_leaders("A. Opening......4")
    ('I. Introduction … 3', 'A. Opening … 4')
    """
    return _LEADERS.sub(f" {_ELLIPSIS} ", text).strip()


def entries_of(text: str) -> list[str]:
    """Return the entries of a table of contents whose leaders are folded; what has no leaders stays together.

    >>> entries_of("Contents I. Introduction … 3 II. Other matters … 5")
    ['Contents I. Introduction … 3', 'II. Other matters … 5']
    """
    return _PAGE.sub("\\1\n", text).split("\n")
