"""Arabic in terminals: wrapped in logical order, then left to the terminal, or reordered and joined for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from unodc_parse.arabic.chardata import MIRRORED

RIGHT_TO_LEFT_ISOLATE = "\u2067"
POP_ISOLATE = "\u2069"

#: A variation selector: the bidirectional algorithm lets it travel with the character before it, so it ends up
#: after a bracket at left-to-right level and before one at right-to-left level.
_TAG = "\ufe00"
_MIRRORED = "".join(map(re.escape, MIRRORED))
_TAGGABLE = re.compile(f"[{_MIRRORED}]")
_TAGGED = re.compile(f"([{_MIRRORED}]){_TAG}|{_TAG}([{_MIRRORED}])")

#: Marks that were reversed together with their letter stand before it; a terminal wants them after it.
_MARKS = "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
_MARKS_BEFORE_LETTER = re.compile(f"([{_MARKS}]+)([\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc])")


def wrap(text: str, width: int, cells: Callable[[str], int]) -> list[str]:
    """Break `text` at spaces into lines of at most `width` cells; a longer word is broken where it must be.

    >>> wrap("one two three", 7, len)
    ['one two', 'three']
    """
    lines, line = list[str](), ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if cells(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, width, cells)
        lines += full
    return [*lines, line] if line else lines


def isolate(line: str) -> str:
    """Mark a line as right-to-left for terminals that order it themselves, so that its final dot stands at the left."""
    return f"{RIGHT_TO_LEFT_ISOLATE}{line}{POP_ISOLATE}"


def to_visual(line: str) -> str:
    r"""Return one wrapped line joined and in visual order, for terminals that do neither.

    >>> to_visual("(أ)") == "(\N{ARABIC LETTER ALEF WITH HAMZA ABOVE ISOLATED FORM})"
    True
    """
    from bidi import get_display  # noqa: PLC0415 -- only --reshape needs it

    tagged = _TAGGABLE.sub(rf"\g<0>{_TAG}", _reshape(line.replace(_TAG, "")))
    visual = str(get_display(tagged, base_dir="R"))
    mirrored = _TAGGED.sub(lambda match: match[1] or MIRRORED[match[2]], visual)
    return _MARKS_BEFORE_LETTER.sub(lambda match: match[2] + match[1][::-1], mirrored)


def _reshape(line: str) -> str:
    return str(_reshaper()(line))


@cache
def _reshaper() -> Callable[[str], str]:
    """Return a function that joins letters; marks and tatweel stay, lam-alef is the only ligature.

    Lam and alef must join, as readers of Arabic know no other shape; all other ligatures are matters of taste that
    fonts for terminals lack.
    """
    from arabic_reshaper import ArabicReshaper  # noqa: PLC0415 -- only --reshape needs it

    choices = {"delete_harakat": False, "delete_tatweel": False, "support_ligatures": True}
    return ArabicReshaper({**choices, "ARABIC LIGATURE ALLAH": False}).reshape  # type: ignore[no-any-return]


def _broken(word: str, width: int, cells: Callable[[str], int]) -> list[str]:
    """Cut a word that is wider than the line."""
    parts, part = list[str](), ""
    for character in word:
        if part and cells(part + character) > width:
            parts.append(part)
            part = ""
        part += character
    return [*parts, part]
