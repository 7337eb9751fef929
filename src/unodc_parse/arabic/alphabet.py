"""Lists of States stand in the order of the alphabet: which order of a line's runs keeps it.

Reports list who attended, signed or sponsored so; to the language model all names are alike. The article counts
nothing, and neither do a hamza and its seat.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from unodc_parse.arabic.fixes import drop_marks

#: How often a list of three and more is put in order so: of 37 in 4,000 sentences of the UN Parallel Corpus 32 rise
#: throughout (benchmarks/lists_of_states.py counts them), a few of them by chance. And how often two names of such
#: a list rise, though some are spelled or sorted otherwise elsewhere: one name in sixty, by judgement.
_ORDERED: Final = 0.8
_RISES: Final = 0.985
_FEWEST: Final = 3
#: Words and signs; of numbers in brackets behind a name (years) and asterisks nothing is left, nor of hyphens in names.
_TOKEN: Final = re.compile(r"[^\W\d_]+|[^\w\s*-]|\d+")
_REMARK: Final = re.compile(r"\(\d+\)")
_ARTICLE: Final = re.compile(r"(?<!\w)\u0627\u0644")
_SAME: Final = str.maketrans(
    "\u0623\u0625\u0622\u0671\u0624\u0626\u0629\u0649", "\u0627\u0627\u0627\u0627\u0648\u064a\u0647\u064a", "\u0621"
)
_AND: Final = "\u0648"
_JOINERS: Final = ("\u060c", "\u061b", _AND)


@lru_cache(maxsize=4096)
def names_in_order(text: str) -> float:
    """Return how much likelier lists of States in a line are than others (the logarithm of that ratio).

    Of other lists half of the pairs rise; pairs are taken for independent of each other.

    >>> names = ["\u0628\u064a\u0631\u0648", "\u062a\u0648\u0646\u0633", "\u0643\u064a\u0646\u064a\u0627"]
    >>> names_in_order("\u060c ".join(names)) > 0 > names_in_order("\u060c ".join(reversed(names)))
    True
    """
    return sum([_gain(row) for row in lists(text)], 0.0)


def _gain(row: Sequence[str]) -> float:
    rises = sum([before < after for before, after in pairwise(row)])
    ordered = (2 * _RISES) ** rises * (2 * (1 - _RISES)) ** (len(row) - 1 - rises)
    return math.log(_ORDERED * ordered + 1 - _ORDERED)


def goes_on_in_order(before: str, after: str) -> float:
    """Return what it adds to both lines' own, in the same measure, that a list goes on from one in the other."""
    if not (has_names(before) and has_names(after)):
        return 0.0
    return names_in_order(f"{before} {after}") - names_in_order(before) - names_in_order(after)


@lru_cache(maxsize=4096)
def has_names(text: str) -> bool:
    """Tell whether there are names of States in a line, two at the least, so that it may hold a list."""
    tokens = _tokens(text)
    return sum([_name(tokens, place) is not None for place in range(len(tokens))]) > 1


def lists(text: str) -> Iterator[list[str]]:
    """Yield what the names of each list of three States and more are put in order by."""
    row, place, joined, tokens = list[str](), 0, True, _tokens(text)
    while place < len(tokens):
        found = _name(tokens, place)
        if found is None or not (joined or tokens[place][0] == _AND):
            if len(row) >= _FEWEST:
                yield row
            row, joined = [], True
        if found is None:
            place += 1
            continue
        row.append(found[1])
        place = found[0]
        joined = place < len(tokens) and tokens[place] in _JOINERS
        while place < len(tokens) and tokens[place] in _JOINERS:
            place += 1
    if len(row) >= _FEWEST:
        yield row


def _name(tokens: Sequence[str], place: int) -> tuple[int, str] | None:
    """Return where the name that begins at a place ends, and what it is put in order by."""
    word = tokens[place]
    for first in (word, word[1:]) if word[0] == _AND else (word,):
        for name, key in _names().get(first, ()):
            if tuple(tokens[place + 1 : place + len(name)]) == name[1:]:
                return place + len(name), key
    return None


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(_REMARK.sub("", drop_marks(text)))


@cache
def _names() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the names of States by their first words, the longest first, with what they are put in order by."""
    data = tomllib.loads(files("unodc_parse").joinpath("data", "countries.toml").read_text("utf-8"))
    names = sorted((tuple(_tokens(name)) for country in data["country"] for name in country["ar"]), key=len)
    found: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for name in reversed(names):
        key = _ARTICLE.sub("", " ".join(name)).translate(_SAME)
        found[name[0]] = (*found.get(name[0], ()), (name, key))
    return found
