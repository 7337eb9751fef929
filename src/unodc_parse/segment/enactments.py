"""Texts in a text: resolutions, decisions and recommendations, told by their numbers and enacting words."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from unodc_parse.language.bodies import find_bodies
from unodc_parse.language.lexicon import (
    Lexicon,
    contains_phrase,
    fold,
    folded_phrases,
    load,
    names_numbered_text,
    opens_with,
    text_opens_with,
)

_LONGEST_ENACTMENT: Final = 200
_LONGEST_NUMBERED: Final = 40
#: The name of a body that stands alone on its line.
_LONGEST_NAME: Final = 90
#: So much of a line is looked at for an article, before all of it is folded.
_OPENING: Final = 8


def any_of(phrases: tuple[str, ...]) -> str:
    """Return a pattern, over folded text, of any of the phrases; of none it matches nothing."""
    return "|".join(re.escape(p) for p in folded_phrases(phrases)) or "(?!)"


def enacts(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a block names the body that resolves, as "The Conference of the Parties," does.

    Older texts leave the comma out: then nothing but the body may be named.

    >>> enacts("The Commission on Narcotic Drugs,", load("en")), enacts("The report was adopted,", load("en"))
    (True, False)
    """
    folded = fold(text[: _LONGEST_ENACTMENT + 1])
    if len(folded) >= _LONGEST_ENACTMENT or not opens_with(folded, lexicon.openings.article):
        return False
    if names_enacting_body(text, lexicon):
        return True
    return folded.endswith((",", "،")) and contains_phrase(folded, lexicon.masthead.body_words)


def names_enacting_body(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a line is nothing but the name of a body that resolves, its article before it.

    >>> names_enacting_body("The General Assembly", load("en")), names_enacting_body("The Group met", load("en"))
    (True, False)
    """
    if not text_opens_with(text, lexicon.openings.article, _OPENING):
        return False
    bare = text[: _LONGEST_NAME + 1].rstrip(" ,،:")
    if len(bare) > _LONGEST_NAME:
        return False
    article = bare.partition(" ")[0]
    return any(span == (len(article) + 1, len(bare)) for _, span in find_bodies(bare))


def stands_for_a_text(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a line is nothing but the kind and number of a text below it: "Draft decision I", "Resolution 68/1".

    >>> stands_for_a_text("Recommendation 4", load("en")), stands_for_a_text("resolution 68/1", load("en"))
    (True, False)
    """
    if len(text) > _LONGEST_NUMBERED or text[:1].islower():
        return False
    return _stand_alone_pattern(lexicon.language).fullmatch(fold(text)) is not None


@cache
def _stand_alone_pattern(language: str) -> re.Pattern[str]:
    lexicon = load(language)
    kinds = any_of(lexicon.headings.restart_numbered + lexicon.roles.numbered_recommendation)
    ordinals = any_of(lexicon.markers.chapter_ordinals)
    return re.compile(rf"(?:{kinds})\s+(?:\d{{1,4}}/\d{{1,3}}|[ivx]+|[a-z]|\d{{1,3}}|{ordinals})\*?")


def restarts_count(text: str, heading: int, lexicon: Lexicon) -> bool:
    """Tell whether a block opens a text whose paragraphs count anew: "Draft decision II", "Resolution 68/1".

    >>> restarts_count("Resolution 68/1", 1, load("en")), restarts_count("Resolution on cooperation", 1, load("en"))
    (True, False)
    """
    if enacts(text, lexicon):
        return True
    if not heading:
        return False
    folded = fold(text)
    return opens_with(folded, lexicon.headings.restart) or names_numbered_text(folded, lexicon.language)
