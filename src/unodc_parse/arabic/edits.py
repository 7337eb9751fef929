"""The letters of a line, and which of them a person's edit loses, or adds."""

from __future__ import annotations

import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from typing import Final

from unodc_parse.arabic.chardata import CLOSING, INVISIBLE, MIRRORED, TATWEEL, fold_presentation_forms

#: Letters of one line times those of the other, up to which it is looked for where they stand.
_MOST_COMPARED: Final = 4_000_000
#: Letters that a message shows.
_SHOWN: Final = 40


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
    near = len(before) * len(after) <= _MOST_COMPARED
    same = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks() if near else []
    kept = {block.a + at for block in same for at in range(block.size)}
    held = {block.b + at for block in same for at in range(block.size)}
    return _beyond(before, after, kept), _beyond(after, before, held)


def said_of_change(raw: str, text: str) -> str:
    """Return how the letters that `text` lost or added are told, nothing where it has those of `raw`.

    Where they are whole words, these are told as they stand: their letters alone may be those of other words, too.

    >>> said_of_change("a (b", "b )c"), said_of_change("ab", "b a")
    ('loses a and adds c', '')
    >>> said_of_change("of the organs", "of the states organs")
    'adds states'
    """
    if same_letters(raw, text, mirrored=True):
        return ""
    lost, added = letters_changed(raw, text)
    lost, added = _as_words(lost, raw, text), _as_words(added, text, raw)
    return " and ".join(f"{what} {_shown(some)}" for what, some in (("loses", lost), ("adds", added)) if some)


def _as_words(letters: str, text: str, other: str) -> str:
    """Return the words of `text` that `other` lacks, if they have just these letters; else the letters."""
    more = Counter(text.split()) - Counter(other.split())
    words = []
    for word in reversed(text.split()):
        if more[word] > 0:
            more[word] -= 1
            words.append(word)
    return " ".join(reversed(words)) if Counter(spelled("".join(words))) == Counter(letters) else letters


def _shown(letters: str) -> str:
    return letters if len(letters) <= _SHOWN else f"{letters[: _SHOWN - 1]}…"


def _beyond(letters: list[str], others: list[str], same: set[int]) -> str:
    """Return the letters that `others` lack; of equal ones rather those that are not at the places `same`."""
    more = Counter(letters) - Counter(others)
    places = []
    for at in sorted(range(len(letters)), key=lambda at: at in same):
        if more[letters[at]] > 0:
            more[letters[at]] -= 1
            places.append(at)
    return "".join(letters[at] for at in sorted(places))


def same_letters(raw: str, text: str, *, mirrored: bool = False) -> bool:
    """Tell whether `text` has the letters, digits and signs of `raw`, whatever their order.

    With `mirrored`, a bracket counts as its mirror image.
    """
    return Counter(spelled(raw, mirrored=mirrored)) == Counter(spelled(text, mirrored=mirrored))


def spelled(text: str, *, mirrored: bool = True) -> list[str]:
    """Return the letters, digits and signs of a line; with `mirrored`, brackets all turned one way."""
    folded = unicodedata.normalize("NFD", fold_presentation_forms(text))
    shown = (c for c in folded if c not in INVISIBLE and c not in (TATWEEL, "\0") and not c.isspace())
    return [MIRRORED[c] if mirrored and c in CLOSING else c for c in shown]
