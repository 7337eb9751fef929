"""A line whose runs moved among many that stand in order: what makes it worth a look.

No document tells there that its runs moved; so only lines that show what right text hardly does are read for other
orders, and such an order must read far better than the line with its spaces mended: a space lost, or put in, leaves
the same marks. Of 70,000 lines of right text 0.2 % show one of these marks, of 6,600 lines whose runs moved 83 %
(by a script that is not kept; what comes of it: `benchmarks/few_torn.py`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from unodc_parse.arabic import spelling
from unodc_parse.arabic.chardata import LETTERS_OF_ARABIC
from unodc_parse.arabic.diagnose import TORN_MARKS
from unodc_parse.arabic.fixes import drop_marks

_L: Final = f"[{LETTERS_OF_ARABIC}]"
_M: Final = "[\u064b-\u0652\u0670]*"
#: Marks of joints that lines in order hardly show; signs behind a space, hyphens and brackets they do.
_JOINTS: Final = frozenset({"wide_gap", "glued_sign", "glued_number", "letter_behind_final"})
_GAP: Final = frozenset({"wide_gap"})
#: Share of marked lines beyond which something else befell a document: its spaces, most likely.
MOST: Final = 0.5
#: … and up to which all of them are read for other orders, whatever comes of the first ones.
FEW: Final = 0.1
#: How much better than with its spaces mended a line must read in another order (nats), and where its label shows it.
_MUCH: Final = 12.0
_SOME: Final = 3.0
#: The number of a paragraph at the end, behind its hyphen: nothing but a move puts it there.
_LABEL_LAST: Final = re.compile(rf"(?:{_L}{_M}|[.)\u060c\u061b:])-\s?\d+\s*$")
_MARKS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        "(?<![\\w\u064b-\u0652\u0670])[\u0629\u0649\u0621\u0624\u0626]",  # with which no word begins
        "\u0627[\u0627\u0623\u0625]",  # two alefs
        rf"{_L}{{4}}\u0627\u0644{_L}{{4}}",  # an article in the midst of a word
        rf"(?<={_L}\s)(?!\u0648){_L}{_M}\s*$",  # a letter alone at the end
        _LABEL_LAST.pattern,
        rf"(?:{_L}{_M}{_L}{_M}|[)\]\u00bb])[.:\u060c\u061b]\d",  # a sign between a word and a number
        r"^\s*[.\u060c\u061b)]|\(\s|\s\)|\(\s*$",  # what begins nothing, brackets that hold nothing
        r"\s-\d{1,3}\s*$",  # the number of a paragraph, likely, but it may be one below zero
        rf"[{LETTERS_OF_ARABIC}\u060c\u061b:.]{_M}\({_L}\)\s*$",  # the letter of one
        *(TORN_MARKS[name].pattern for name in ("shadda_first", "tanween_inside")),
    )
)


def is_marked(text: str, joints: Sequence[str]) -> bool:
    """Tell whether a line shows what lines in order hardly do, where these are its marks of joints.

    >>> is_marked("\u0648\u0647\u0630\u0627", ()), is_marked("\u0629\u0648\u0647\u0630\u0627", ())
    (False, True)
    """
    return not _JOINTS.isdisjoint(joints) or _is_marked(text)


def gain_wanted(text: str) -> float:
    """Return how much better (nats) than with its spaces mended a line must read in another order."""
    return _SOME if _LABEL_LAST.search(text) else _MUCH


def has_gap_alone(text: str, joints: Sequence[str]) -> bool:
    """Tell whether a wide gap is all that a line shows: one that somebody typed is as wide."""
    return _JOINTS & set(joints) == _GAP and not _is_marked(text)


def _is_marked(text: str) -> bool:
    return (
        spelling.has_stub(text)
        or any(mark.search(text) for mark in _MARKS)
        or ("-" in text and _heading_last().search(drop_marks(text)) is not None)
    )


@cache
def _heading_last() -> re.Pattern[str]:
    """Return what finds the label of a heading, a name of a letter or an ordinal, behind its hyphen at the end."""
    markers = tomllib.loads(files("unodc_parse").joinpath("data", "ar.toml").read_text("utf-8"))["markers"]
    words = {drop_marks(word) for row in ("subsection_words", "section_words") for word in markers[row]}
    return re.compile(rf"(?:{_L}|\s|\))-\s?(?:{'|'.join(sorted(words, key=len, reverse=True))})\s*$")
