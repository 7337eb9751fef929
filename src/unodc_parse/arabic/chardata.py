"""Tables of the characters that matter to Arabic text, each by its Unicode name or block.

Source: the Unicode Character Database as Python carries it, UAX #9 for directions and mirroring. Tables only;
what is done with them stands in the modules that use them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from unodc_parse.arabic.remembered import remember

TATWEEL: Final = "\N{ARABIC TATWEEL}"
TEH_MARBUTA: Final = "\N{ARABIC LETTER TEH MARBUTA}"
ALEF: Final = "\N{ARABIC LETTER ALEF}"
LAM: Final = "\N{ARABIC LETTER LAM}"
NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

#: Controls of the Unicode Bidirectional Algorithm (UAX #9, 2.1 to 2.6): marks, embeddings, overrides, isolates.
BIDI_CONTROLS: Final = frozenset(
    "\N{ARABIC LETTER MARK}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
    "\N{LEFT-TO-RIGHT EMBEDDING}\N{RIGHT-TO-LEFT EMBEDDING}\N{POP DIRECTIONAL FORMATTING}"
    "\N{LEFT-TO-RIGHT OVERRIDE}\N{RIGHT-TO-LEFT OVERRIDE}"
    "\N{LEFT-TO-RIGHT ISOLATE}\N{RIGHT-TO-LEFT ISOLATE}\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}"
)

#: Characters without ink and without meaning in the text of a report: joiners, soft hyphen, byte order mark.
INVISIBLE: Final = BIDI_CONTROLS | frozenset(
    "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{WORD JOINER}"
    "\N{ZERO WIDTH NO-BREAK SPACE}"
)

ARABIC_INDIC_DIGITS: Final = "".join(chr(code) for code in range(0x0660, 0x066A))
EXTENDED_ARABIC_INDIC_DIGITS: Final = "".join(chr(code) for code in range(0x06F0, 0x06FA))
EUROPEAN_DIGITS: Final = "0123456789"

#: Every digit of the three sets to its European digit; for comparing, never for output.
TO_EUROPEAN_DIGIT: Final = {
    digit: EUROPEAN_DIGITS[value]
    for digits in (ARABIC_INDIC_DIGITS, EXTENDED_ARABIC_INDIC_DIGITS, EUROPEAN_DIGITS)
    for value, digit in enumerate(digits)
}

#: Pairs that are mirrored in right-to-left text (Bidi_Mirrored) and occur in reports, both ways.
MIRRORED: Final = {
    a: b
    for left, right in (
        "()",
        "[]",
        "{}",
        "<>",
        "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}",
        "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}",
        "\N{ORNATE LEFT PARENTHESIS}\N{ORNATE RIGHT PARENTHESIS}",
        "\N{LESS-THAN OR EQUAL TO}\N{GREATER-THAN OR EQUAL TO}",
    )
    for a, b in ((left, right), (right, left))
}

#: Brackets that close a pair, as logical order has them.
CLOSING: Final = frozenset(
    ")]}>\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
    "\N{GREATER-THAN OR EQUAL TO}"
)

#: Strong right-to-left letters (bidi classes R and AL): one compiled class, for quick looks at whole pages.
RTL_LETTER: Final = re.compile(
    "[\u0590-\u05ff\u0608\u060b\u060d\u061b-\u064a\u066d-\u066f\u0671-\u06d5\u06e5\u06e6\u06ee\u06ef"
    "\u06fa-\u07ff\u0860-\u08cf\ufb1d-\ufdff\ufe70-\ufefc]",
)

#: Any letter or digit that makes a line one of Arabic text (Arabic-Indic digits have no strong direction).
ARABIC: Final = re.compile(RTL_LETTER.pattern[:-1] + "\u0660-\u0669\u06f0-\u06f9]")

#: The letters that Arabic itself is written with, for a class of a regular expression: no tatweel, mark or digit.
LETTERS_OF_ARABIC: Final = "\u0620-\u063f\u0641-\u064a"

#: Arabic letters, without digits, marks and punctuation, in the base block and its supplements.
ARABIC_LETTER: Final = re.compile(f"[{LETTERS_OF_ARABIC}\u066e\u066f\u0671-\u06d3\u06d5\u0750-\u077f\u08a0-\u08c7]")

_MOST_FOLDED: Final = 8192  # characters of which is remembered what they fold to
_FORM = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]")


class _Folded(dict[int, str | int]):
    """For `str.translate`: what each character folds to; found out once."""

    def __missing__(self, code: int) -> str | int:
        """Fold a character that has not been met yet."""
        char = chr(code)
        folded: str | int = code
        if _FORM.match(char):
            text = unicodedata.normalize("NFKC", char)
            # Isolated marks decompose to space + mark; the space is a carrier, not text.
            folded = text.lstrip(" ") if len(text) > 1 else text
        if len(self) >= _MOST_FOLDED:
            self.clear()
        self[code] = folded
        return folded


_FOLDED: Final = _Folded()


def fold_presentation_forms(text: str) -> str:
    r"""Replace every presentation form by its base letters, character by character; all else stays as it is.

    >>> fold_presentation_forms("\N{ARABIC LIGATURE LAM WITH ALEF FINAL FORM}") == LAM + ALEF
    True
    """
    return text.translate(_FOLDED) if _FORM.search(text) else text


@lru_cache(maxsize=4096)
def bidi_class(char: str) -> str:
    r"""Return the Bidi_Class of one character (UAX #9, table 4); unassigned characters count as L.

    >>> bidi_class("\N{ARABIC LETTER ALEF}"), bidi_class("1"), bidi_class("\N{ARABIC-INDIC DIGIT ONE}")
    ('AL', 'EN', 'AN')
    """
    return unicodedata.bidirectional(char) or "L"


class _RightToLeft(dict[str, bool]):
    """Whether texts have a right-to-left letter; remembered, as glyphs of a page have few texts."""

    def __missing__(self, text: str) -> bool:
        """Look at a text that has not been met yet."""
        return remember(self, text, not text.isascii() and RTL_LETTER.search(text) is not None)


#: Whether texts have a right-to-left letter, for loops over all glyphs; all else asks `has_rtl_letter`.
RIGHT_TO_LEFT: Final = _RightToLeft()


def has_rtl_letter(text: str) -> bool:
    r"""Tell whether a text has a right-to-left letter.

    >>> has_rtl_letter("\N{ARABIC LETTER ALEF}"), has_rtl_letter("a1")
    (True, False)
    """
    return RIGHT_TO_LEFT[text]


@lru_cache(maxsize=4096)
def is_mark(char: str) -> bool:
    r"""Tell whether `char` is a combining mark (general category M).

    >>> is_mark("\N{ARABIC SHADDA}"), is_mark("\N{ARABIC LETTER ALEF}")
    (True, False)
    """
    return unicodedata.category(char).startswith("M")
