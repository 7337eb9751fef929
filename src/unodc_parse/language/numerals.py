"""Enumerators as numbers and back: digits of any script, letters by position, ordinal words."""

from __future__ import annotations

import re
from functools import cache

from unodc_parse.language.lexicon import Lexicon, fold, folded_set, load
from unodc_parse.options import languages

_WORDS = re.compile(r"[\w-]+")

#: No session is numbered higher than with so many digits.
_MOST_DIGITS = 4


def to_letters(ordinal: int) -> str:
    """Write a position as list letters: a … z, aa … zz.

    >>> to_letters(1), to_letters(26), to_letters(27)
    ('a', 'z', 'aa')
    """
    letter = chr(ord("a") + (ordinal - 1) % 26)
    return letter * ((ordinal - 1) // 26 + 1)


def from_letters(text: str, lexicon: Lexicon) -> int | None:
    """Read list letters by their position: (z) is 26, and so is «ض»; «ظ» is 27 as (aa) is (domain.md 1.3).

    >>> from unodc_parse.language.lexicon import load
    >>> from_letters("هـ", load("ar")), from_letters("bb", load("en")), from_letters("ab", load("en"))
    (5, 28, None)
    """
    folded = fold(text)
    alphabet = fold(lexicon.markers.letters)
    if not folded or len(set(folded)) != 1 or folded[0] not in alphabet:
        return None
    return alphabet.index(folded[0]) + 1 + (len(folded) - 1) * len(alphabet)


def to_number(digits: str) -> int:
    """Read decimal digits of any script.

    >>> to_number("١٢"), to_number("12")
    (12, 12)
    """
    return int(digits)


@cache
def ordinal_words(language_words: tuple[str, ...]) -> dict[str, int]:
    """Map folded words to their 1-based position."""
    return {fold(word): position for position, word in enumerate(language_words, 1)}


def session_number(text: str, lexicon: Lexicon) -> int | None:
    """Read the number of a session from a line such as "Twelfth session" or «الدورة الثانية عشرة».

    >>> from unodc_parse.language.lexicon import load
    >>> session_number("الدورة السادسة والستون", load("ar")), session_number("Sixty-sixth session", load("en"))
    (66, 66)
    """
    words = fold(text).replace("-", " ").split()
    names = folded_set(lexicon.ordinals.session_words)
    places = [i for i, word in enumerate(words) if word in names]
    if not places:
        return None
    rest = words[places[0] + 1 :] if lexicon.direction == "rtl" else words[: places[0]][-3:]
    for word in rest[:3] if lexicon.direction == "rtl" else rest:
        digits = "".join(c for c in word if c.isdecimal())
        if 0 < len(digits) <= _MOST_DIGITS:
            return int(digits)
    return _ordinal_value(rest, lexicon)


def _ordinal_value(words: list[str], lexicon: Lexicon) -> int | None:
    units, tens, join = _ordinals(lexicon.language)
    total = 0
    for word in words:
        bare = word.removeprefix(join) if lexicon.direction == "rtl" else word
        if word in units:
            total += units[word]
        elif bare in tens:
            total += tens[bare]
        elif word == fold(lexicon.ordinals.ten_suffix) != "":
            total += 10
        elif total:
            break
    return total or None


@cache
def _ordinals(language: str) -> tuple[dict[str, int], dict[str, int], str]:
    """Return units and tens, by their folded words, and what joins them."""
    ordinals = load(language).ordinals
    units = ordinal_words(ordinals.units) | {fold(k): v for k, v in ordinals.unit_in_compound.items()}
    return units, {fold(k): v for k, v in ordinals.tens.items()}, fold(ordinals.join)


def spoken_numbers(text: str, language: str) -> frozenset[int]:
    """Return the numbers that a text says in ordinal words; none in a language without a lexicon.

    >>> sorted(spoken_numbers("في جلستهما التاسعة", "ar")), sorted(spoken_numbers("the sixty-sixth session", "en"))
    ([9], [6, 66])
    """
    if language not in languages():
        return frozenset()
    lexicon = load(language)
    units, tens, _ = _ordinals(language)
    chapters = ordinal_words(lexicon.markers.chapter_ordinals)
    words = [word for part in _WORDS.findall(fold(text)) for word in part.split("-")]
    starts = [at for at, word in enumerate(words) if word in units or word in tens]
    values = {_ordinal_value(words[at : at + 3], lexicon) for at in starts}
    values |= {chapters.get(" ".join(words[at : at + n])) for at in range(len(words)) for n in (1, 2)}
    return frozenset(value for value in values if value is not None)


def is_heading_marker(word: str) -> bool:
    """Tell whether a word, or a few, may number a section or a subsection in one of the languages that are known.

    >>> is_heading_marker("ثالثاً"), is_heading_marker(" باء "), is_heading_marker("غدًا")
    (True, True, False)
    """
    return fold(word) in _heading_markers()


@cache
def _heading_markers() -> frozenset[str]:
    known = (load(language).markers for language in languages())
    return frozenset(fold(word) for markers in known for word in (*markers.section_words, *markers.subsection_words))
