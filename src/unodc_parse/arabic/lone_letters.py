"""Lines whose letters were written one by one, a space behind each, and words a wider gap apart.

Where every letter, digit and sign stands alone, the wider gaps part words, and the spaces between them are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from unodc_parse.arabic.chardata import LETTERS_OF_ARABIC
from unodc_parse.arabic.fixes import rewrite
from unodc_parse.model import Step

RULE: Final = "space.letters"

_M: Final = "\u064b-\u0652\u0670"
#: A letter, digit or sign with its marks, or a lam-alef; marks may stand alone, too.
_ONE: Final = re.compile(rf"\u0644[{_M}]*[\u0627\u0623\u0625\u0622][{_M}]*|[^\s{_M}]?[{_M}]*")
_GAP: Final = re.compile(r"\s{2,}")
_SPACES: Final = re.compile(r"(?<=\S)\s+(?=\S)")
_LETTER: Final = re.compile(f"[{LETTERS_OF_ARABIC}]")
#: Letters that a line must have to tell that the document was written so, and the least that one of it must have.
_TELLS: Final = 8
_LEAST: Final = 3


def is_set_apart(text: str, least: int = _LEAST) -> bool:
    """Tell whether every letter of a line stands alone.

    >>> is_set_apart("a b c  d e"), is_set_apart("ab c d")
    (True, False)
    """
    parts = text.split()
    return len(parts) >= least and all(_ONE.fullmatch(part) for part in parts)


def letters_apart(texts: Sequence[str]) -> list[bool]:
    """Tell for every line of a document whether its letters were written one by one."""
    tells = any(_GAP.search(text.strip()) and _LETTER.search(text) and is_set_apart(text, _TELLS) for text in texts)
    return [tells and is_set_apart(text) for text in texts]


def join_letters(text: str) -> Step | None:
    """Take the single spaces out of a line, and make the wider gaps single ones."""
    return rewrite(RULE, text, ((*m.span(), " " * (len(m[0]) > 1)) for m in _SPACES.finditer(text)))
