"""The letters of a line, and which of them a person's edit loses, or adds."""

from __future__ import annotations

import unicodedata
from collections import Counter
from difflib import SequenceMatcher

from unodc_parse.arabic.chardata import CLOSING, INVISIBLE, MIRRORED, TATWEEL, fold_presentation_forms


def letters_changed(raw: str, text: str) -> tuple[str, str]:
    """Return the letters, digits and signs of `raw` that `text` lacks, and those it has beyond; brackets may turn.

    Each in the order of its line; of equal letters, those that stand where the lines differ.

    >>> letters_changed("a (b", "b )c")
    ('a', 'c')
    >>> letters_changed("the state and its organs", "the organs")
    ('stateandits', '')
    >>> letters_changed("سلمت السلطات تونس", "السلطات")[0]
    'سلمتتونس'
    """
    before, after = spelled(raw), spelled(text)
    same = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    kept = {block.a + at for block in same for at in range(block.size)}
    held = {block.b + at for block in same for at in range(block.size)}
    return _beyond(before, after, kept), _beyond(after, before, held)


def _beyond(letters: list[str], others: list[str], same: set[int]) -> str:
    """Return the letters that `others` lack; of equal ones rather those that are not at the places `same`."""
    more = Counter(letters) - Counter(others)
    places = []
    for at in sorted(range(len(letters)), key=lambda at: at in same):
        if more[letters[at]] > 0:
            more[letters[at]] -= 1
            places.append(at)
    return "".join(letters[at] for at in sorted(places))


def spelled(text: str) -> list[str]:
    """Return the letters, digits and signs of a line, brackets all turned one way."""
    folded = unicodedata.normalize("NFD", fold_presentation_forms(text))
    shown = (c for c in folded if c not in INVISIBLE and c not in (TATWEEL, "\0") and not c.isspace())
    return [MIRRORED[c] if c in CLOSING else c for c in shown]
