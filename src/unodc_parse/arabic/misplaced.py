"""What stands in its line as nothing of the kind does: put together wrongly, each piece of it sound.

Symbols of documents whose parts are out of order (CAC/COSP/1/Corr.2023/9), ranges that fall, paragraphs, days or
years in a row that do, the dots of a table of contents that do not lead to a number, cells of a table without what
parts them, the label of an item at its end, brackets between the label of a heading and what they belong to, a number
behind the stop that ends a line, and an article alone.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final

from unodc_parse.values import Value

_PATTERNS: Final = (
    re.compile(r"\.{4,}[\s.]*(?!\d+\s*$)[^\s.]|\d.*\.{4,}\s*$"),
    re.compile(r"\| ?\||^\s*\|"),
    re.compile(
        r"^[^()]*[.\u060c\u061b] \((?:[\u0621-\u064a]\u0640?|[a-z]|[ivx]{2,5})\)\s*$"
    ),  # the label of an item at its end
    re.compile(r"^\s*(?:\d{1,3}|[\u0621-\u064b]{3,6})- ?\(\w+ \w"),  # brackets before what they belong to
    re.compile(r"^\s*\d{1,3}(?: \d{1,3})* [^\W\d_]+(?: \d{1,3})+\s*$"),  # a row whose name stands among its numbers
    # In 71,000 clean lines (devset.ar and benchmarks/written, wrapped) no number ends a line behind the stop of a word
    # and a space (the call of a note has none), and four articles stand alone before a word.
    re.compile(r"[\u0621-\u064a]{2}[\u064b-\u0652]*\.\s+\d{1,4}\s*$"),
    re.compile(r"(?<!\S)\u0627\u0644(?=\s+[\u0621-\u064a])"),
)
_RANGE: Final = re.compile(r"(?<![\w/.,:\u066b-])(\d{1,4})-(\d{1,4})(?![\w/,:\u066b-])")
_SYMBOL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]*")
#: Two numbers, joined by what a space stands before; a number that no sign or item ("17 (a)") goes on from, and a day.
_JOINED: Final = re.compile(r"\d\s+\w+\s?\d")
_NUMBER_IN_ROW: Final = r"\d{1,4}(?![\w/:\u066b-]|[.,]\d|\s?\([^\W\d])"
_DAY: Final = r"(?<![\w/.,:\u066b-])\d\d?"
_NUMBER_ALONE: Final = re.compile(r"\d+")
#: What behind a symbol is none of it; behind a part without a number the point belongs to it.
_FULL_STOP: Final = re.compile(r"(?<=\d)[.-]+$|-+$")
_PART: Final = re.compile(r"([A-Za-z]+)\.(\w*)")
_BODY, _NUMBER, _KIND, _VERSION = range(4)


class Grammar(Value, frozen=True):
    """How symbols go on (data/symbol_order.toml), and what they begin with."""

    roots: tuple[str, ...]
    bodies: tuple[str, ...]
    kinds: tuple[str, ...]
    versions: tuple[str, ...]
    first_year: int
    last_year: int

    def rank(self, part: str) -> int | None:
        """Return where a part with a point stands among the others."""
        ranks = ((_BODY, self.bodies), (_KIND, self.kinds), (_VERSION, self.versions))
        return next((rank for rank, names in ranks if part in names), None)

    def is_year(self, number: str) -> bool:
        """Tell whether a number is a year."""
        return len(number) == len("2000") and number.isdigit() and self.first_year <= int(number) <= self.last_year


@cache
def _grammar() -> Grammar:
    # a compiled build takes no list of a file for the tuple that it is declared to be
    known: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in _data("symbol_order.toml").items()
    }
    return Grammar(roots=tuple(_data("symbols.toml")["roots"]), **known)


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(files("unodc_parse").joinpath("data", name).read_text("utf-8"))


def misplaced(text: str) -> int:
    """Count what stands in a line as nothing of its kind does.

    >>> misplaced("CAC/COSP/2023/9/Corr.1"), misplaced("CAC/COSP/1/Corr.2023/9"), misplaced("5-3")
    (0, 2, 1)
    >>> misplaced("Oceania 12 5"), misplaced("12 Oceania 5")
    (0, 1)
    """
    found = sum([len(pattern.findall(text)) for pattern in _PATTERNS], 0)
    if _JOINED.search(text):
        found += falling_pairs(text)
    if "-" in text:
        found += sum([_falls(first, last) for first, last in _RANGE.findall(text)], 0)
    return found + torn_symbols(text)


def falling_pairs(text: str) -> int:
    """Count the days, years, paragraphs and the like that fall where right text has them rise (data/rising.toml).

    >>> falling_pairs("\u064a\u0648\u0645\u064a \u0663\u0661 \u0648\u0663\u0660")
    1
    """
    rows = [row for pattern in _rows() for row in pattern.finditer(text)]
    falling = {  # days may stand behind a word of numbered things, and before a month
        second.start()
        for row in rows
        for first, second in pairwise(_NUMBER_ALONE.finditer(text, *row.span(1)))
        if int(first[0]) >= int(second[0])
    }
    return len(falling)


@cache
def _rows() -> tuple[re.Pattern[str], ...]:
    """Return what finds rows of numbers that rise: behind words of numbered things, and before months."""
    known, marks = _data("rising.toml"), "[\u064b-\u0652]*"
    words = "|".join(marks.join(word) + marks for word in known["words"])
    months = "|".join(name for names in _data("ar.toml")["months"].values() for name in names)
    before, joined = rf"(?<![\w\u064b-\u0652]){known['prefix']}(?:{words})\s+", known["joined"]
    return (
        re.compile(rf"{before}({_NUMBER_IN_ROW}(?:{joined}{_NUMBER_IN_ROW})+)"),
        re.compile(rf"({_DAY}(?:{joined}\d\d?)+)\s(?:{months})"),
    )


def torn_symbols(text: str) -> int:
    """Count what is wrong with the symbols of documents in a text.

    >>> torn_symbols("(E/CN.15/2023/6)"), torn_symbols("(E/CN."), torn_symbols("2/CRP.15/2023")
    (0, 1, 2)
    """
    if "/" not in text:
        return 0
    return sum([_faults(_FULL_STOP.sub("", symbol)) for symbol in _SYMBOL.findall(text) if "/" in symbol], 0)


def _falls(first: str, last: str) -> bool:
    """Tell whether a range falls; of 2004-05 the end is cut short."""
    return len(first) <= len(last) and int(first) >= int(last)


def _faults(symbol: str) -> int:
    """Count what is wrong with a symbol: parts out of order, years where none stand, parts without a number."""
    grammar = _grammar()
    root, *parts = symbol.split("/")
    if root not in grammar.roots and all(_rank(grammar, part) in (None, _NUMBER) for part in (root, *parts)):
        return 0
    ranks = [rank for rank in (_rank(grammar, part) for part in parts) if rank is not None]
    faults = int(root not in grammar.roots) + sum(after < before for before, after in pairwise(ranks))
    for part in parts:
        dotted = _PART.fullmatch(part)
        if dotted and grammar.rank(dotted[1]) is not None:
            faults += not dotted[2] or grammar.is_year(dotted[2])
    numbers = [part for part in parts if part.isdigit()]
    return faults + (len(numbers) > 1 and grammar.is_year(numbers[-1]))


def _rank(grammar: Grammar, part: str) -> int | None:
    if part.isdigit():
        return _NUMBER
    dotted = _PART.fullmatch(part)
    return grammar.rank(dotted[1]) if dotted else None
