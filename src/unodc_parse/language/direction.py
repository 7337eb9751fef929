"""The direction of a text, and its language, told by its letters and its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from unodc_parse.language.lexicon import load
from unodc_parse.model import Direction
from unodc_parse.options import languages


def direction_of(*texts: str) -> Direction:
    """Tell the direction by the share of Arabic letters among the letters; symbols and names are Latin everywhere.

    >>> direction_of("المادة ١٨ of CTOC"), direction_of("Article 18")
    ('rtl', 'ltr')
    """
    if all(map(str.isascii, texts)):
        return "ltr"
    arabic, characters = 0, sum(map(len, texts))
    for text in texts:
        arabic += 0 if text.isascii() else len(text) - len(_ARABIC_LETTERS.sub("", text))
        if arabic * 2 > characters - arabic:
            return "rtl"  # whatever the rest is
    if not arabic:
        return "ltr"
    latin = sum(len(text) - len(_LATIN_LETTERS.sub("", text)) for text in texts)
    return "rtl" if arabic * 2 > latin else "ltr"


def language_of(*texts: str) -> str:
    """Tell the language: by the direction, and among the languages of one direction by their commonest words.

    The `texts` of a document are its lines, say: joined, those of a long one would take much room.

    >>> language_of("المادة ١٨ of CTOC"), language_of("Article 18"), language_of("le rapport de la Commission")
    ('ar', 'en', 'fr')
    """
    direction = direction_of(*texts)
    candidates = [lexicon for lexicon in map(load, languages()) if lexicon.direction == direction]
    if len(candidates) == 1:
        return candidates[0].language
    words = _count_words(texts)
    return max(candidates, key=lambda lexicon: (sum(words[word] for word in lexicon.common), lexicon.default)).language


def _count_words(texts: Iterable[str]) -> Counter[str]:
    """Count the words at the beginning of some texts."""
    sample: list[str] = []
    left = _SAMPLE
    for text in texts:
        sample.append(text[:left])
        left -= len(text) + 1
        if left <= 0:
            break
    words: Counter[str] = Counter()
    for chunk, count in Counter(" ".join(sample).casefold().split()).items():
        if chunk.isalpha():
            words[chunk] += count
        else:
            words.update(_WORD.findall(chunk) * count)
    return words


#: So many characters tell the language.
_SAMPLE: Final = 20_000
_WORD: Final = re.compile(r"[^\W\d_]+")
_ARABIC_LETTERS = re.compile("[\u0620-\u064a\u0671-\u06d3\ufb50-\ufdfb\ufe70-\ufefc]+")
_LATIN_LETTERS = re.compile("[A-Za-z\u00c0-\u024f]+")
