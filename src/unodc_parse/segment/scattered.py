"""Markers that damage has torn apart or moved: letters and words at the other end of the line, away from their dash.

Such readings are read off lines whose runs stood in the wrong order, and cost so much that they win only where they are
the very next of their sequence. Numbers are read off the lines as they were read, by `loose`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

import msgspec

from unodc_parse.language.lexicon import Folded, Lexicon, fold, fold_with_origins, load
from unodc_parse.language.numerals import from_letters, to_number
from unodc_parse.model import Damage, Line, Span
from unodc_parse.segment.loose import DASH, LONGEST_LINE, refers_within_sentence
from unodc_parse.segment.markers import DIGIT, Level, Reading, find_chapter, word_families
from unodc_parse.segment.measure import ends_sentence
from unodc_parse.segment.origins import Origins
from unodc_parse.segment.raw_markers import read_raw_markers

_NUMBER = f"[{DIGIT}]{{1,3}}"
_AT_RAW_END: Final = re.compile(rf"(?<![{DIGIT}])(?:[{DASH}]\s?(?P<n>{_NUMBER})|(?P<m>{_NUMBER})\s?[{DASH}])$")
_GLUED_IN_RAW: Final = re.compile(rf"[{DASH}](?P<n>{_NUMBER})(?=[\u0621-\u064a])")  # "text-11text"
_NOTE_AT_RAW_END: Final = re.compile(rf"\(({_NUMBER})\)$")
_LETTERS: Final = (
    (re.compile(r"(?P<a>[()]{1,2})\s?(?P<n>[\u0621-\u064a]\u0640?)\s?(?P<b>[()]{0,2})$"), 2.0),  # "text (أ)"
    (re.compile(r"(?P<a>\()(?P<n>[\u0621-\u064a]\u0640?)(?P<b>\))"), 3.5),  # "text(ب) text"
)
_COST: Final = 2.0
_SCATTERED_SHARE: Final = 0.15


def is_scattered(lines: Sequence[Line]) -> bool:
    """Tell whether so many lines of a text had their runs in the wrong order that markers may have moved anywhere."""
    moved = sum(Damage.RUN_REVERSED in line.damage for line in lines if line.page is None)
    return moved > _SCATTERED_SHARE * len(lines)


def read_scattered(line: Line, lexicon: Lexicon) -> tuple[Reading, ...]:
    """Return the readings of the torn or moved marker of a line of scattered text.

    Their `cuts` are the spans of the line that belong to the marker and not to the text.
    """
    text = line.text
    if len(text) > LONGEST_LINE:
        return ()
    found = [*_moved_number(line), *_letters(text, lexicon), *_words(text, lexicon)]
    found += _scrambled_annex(text, lexicon.language)
    chapter = find_chapter(text, lexicon.language)
    if chapter is not None and chapter.cuts[0][0] > 0 and not refers_within_sentence(text):
        found.append(msgspec.structs.replace(chapter, cost=_COST))
    return (*found, *read_raw_markers(line, lexicon))


def _moved_number(line: Line) -> list[Reading]:
    """Read the number that the line as it was read has at its end: where runs were reversed, the first came last."""
    if Damage.RUN_REVERSED not in line.damage:
        return []
    match = _AT_RAW_END.search(line.raw.rstrip()) or _GLUED_IN_RAW.search(line.raw)
    if match is None:
        return []
    surely = match.re is _AT_RAW_END
    number = match["n"] or match["m"] if surely else match["n"]
    cuts = Origins.of(line).spans_from(match.span())
    cost = 1.0 if surely else _COST
    return [Reading("paragraph", "decimal", to_number(number), f"{number}-", 0, cost, cuts, doubtful=not surely)]


def read_moved_note(line: Line) -> Reading | None:
    """Read the footnote marker «(١)» that a reversed line has at its end as it was read."""
    reversed_line = Damage.RUN_REVERSED in line.damage and len(line.raw) <= LONGEST_LINE
    match = _NOTE_AT_RAW_END.search(line.raw.rstrip()) if reversed_line else None
    if match is None:
        return None
    cuts = Origins.of(line).spans_from(match.span())
    return Reading("footnote", "footnote", to_number(match[1]), f"({match[1]})", 0, 1.0, cuts)


def read_torn_note(line: Line, number: int) -> Reading | None:
    """Read the marker of footnote `number` wherever it stands in a line of scattered text.

    As it was read the line holds it whole; in a line whose runs were moved a bracket by the number is enough.
    """
    if len(line.raw) > LONGEST_LINE:
        return None
    whole = number in bracketed_numbers(line)
    matches = _TORN_NOTE.finditer(line.text) if whole or Damage.RUN_REVERSED in line.damage else ()
    span = next((m.span() for m in matches if to_number(m[1] or m[2]) == number), None)
    if span is None and not whole:
        return None
    return Reading("footnote", "footnote", number, f"({number})", 0, _COST, (span,) if span else ())


def bracketed_numbers(line: Line) -> frozenset[int]:
    """Return the numbers in brackets that a line holds as it was read: calls of footnotes, or their markers."""
    return frozenset(to_number(digits) for digits in _BRACKETED_NUMBER.findall(line.raw))


_BRACKETED_NUMBER: Final = re.compile(rf"\(({_NUMBER})\)")
_TORN_NOTE: Final = re.compile(rf"\(\s?({_NUMBER})\s?\)|[{DASH}]?(?<![{DIGIT}])({_NUMBER})\)\(")


def _letters(text: str, lexicon: Lexicon) -> list[Reading]:
    for shape, cost in _LETTERS:
        match = shape.search(text)
        ordinal = from_letters(match["n"], lexicon) if match else None
        if match is not None and match.start() and ordinal is not None:
            return [_reading("item", lexicon.markers.letter_family, ordinal, match, cost)]
    return []


def _words(text: str, lexicon: Lexicon) -> list[Reading]:
    """Read «- مقدِّمة أولاً»: the word of a section or subsection, torn from its dash, or its letters at least."""
    folded = fold_with_origins(text)
    families = word_families(lexicon.language)
    torn = [reading for family in families if (reading := _torn_word(text, folded, *family))]
    return torn or [reading for family in families for reading in _scrambled_words(text, folded.text, *family)]


def _torn_word(text: str, folded: Folded, level: Level, family: str, words: tuple[str, ...]) -> Reading | None:
    match = next((m for shape in _word_patterns(words) if (m := shape.search(folded.text))), None)
    if match is None:
        return None
    start, end = folded.span(*match.span("n"))
    others = [folded.span(*match.span(name)) for name in ("head", "tail") if match.groupdict().get(name)]
    ordinal = [fold(word) for word in words].index(match["n"]) + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1  # the tanwin of «ثالثاً», which folding drops
    stop = len(text) if match.re.pattern.startswith(_LAST) else end
    return Reading(level, family, ordinal, f"{text[start:end]}-", 0, _COST, tuple(sorted([*others, (start, stop)])))


def _scrambled_words(text: str, folded: str, level: Level, family: str, words: tuple[str, ...]) -> Iterator[Reading]:
    """Read every word whose letters a short line with a dash holds: «فأل- افتتاح» may be «ألف- افتتاح».

    Where the cuts between runs fell inside the word, no more is left of it. The letters stay in the text.
    """
    dash = _LONE_DASH.search(text)
    if dash is None or len(text) > _LONGEST_TITLE or _ANY_DIGIT.search(text) or ends_sentence(text):
        return
    letters = Counter(folded)
    for ordinal, word in enumerate(words, 1):
        if Counter(fold(word).replace(" ", "")) <= letters:
            yield Reading(level, family, ordinal, f"{word}-", 0, _SCRAMBLED_COST, (dash.span(),), doubtful=True)


def _scrambled_annex(text: str, language: str) -> list[Reading]:
    """Read a short line that holds the letters of «المرفق الأول» and no others: the letters stay in their disorder."""
    ordinal = _annexes(language).get(_bag_of_letters(text)) if len(text) <= _LONGEST_ANNEX else None
    return [Reading("annex", "annex_word", ordinal, text.strip(), len(text), _COST)] if ordinal is not None else []


def _bag_of_letters(text: str) -> str:
    return "".join(sorted(c for c in fold(text) if c.isalpha()))


@cache
def _annexes(language: str) -> dict[str, int]:
    markers = load(language).markers
    return {
        _bag_of_letters(f"{word}{ordinal}"): number
        for word in markers.annex_words
        for number, ordinal in enumerate(("", *markers.chapter_ordinals))
    }


_LONGEST_ANNEX: Final = 24
_SCRAMBLED_COST: Final = 1.2
_LONE_DASH: Final = re.compile(rf"(?:^|(?<=\s)|(?<=[\u0621-\u064a]))[{DASH}](?=\s|$|[\u0621-\u064a])")
_ANY_DIGIT: Final = re.compile(rf"[{DIGIT}]")
_LONGEST_TITLE: Final = 70


_LAST: Final = "(?#last)"


@cache
def _word_patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return where the word of a section or subsection may have been torn to, the surest first."""
    names = "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True)) or "(?!)"
    shapes = (
        rf"{_LAST}^(?P<head>-?)\s?.*\s(?P<tail>-?)\s?(?P<n>{names})\s?-?$",  # "- text word", "text -word"
        rf"(?<=\s)(?P<n>{names})\s?(?P<tail>-)(?=\s|$|\()",  # "text word- text"
        rf"^(?P<head>-)\s?.*?(?<!\w)(?P<n>{names})(?!\w)",  # "- text word text"
        rf"(?<!\w)(?P<n>{names})(?!\w).*?(?P<tail>-)$",  # "text word text-"
        rf"^(?P<n>{names})(?=\w).*?(?P<tail>-)$",  # "wordtext-"
        rf"(?<=\w)(?P<n>{names})\s?(?P<tail>-)$",  # "textword-"
        rf"^(?P<head>-).*(?<=\w)(?P<n>{names})$",  # "- textword"
    )
    return tuple(re.compile(shape) for shape in shapes)


def _reading(level: Level, family: str, ordinal: int, match: re.Match[str], cost: float) -> Reading:
    groups = [name for name in ("a", "n", "b", "m") if match.groupdict().get(name)]
    cuts: tuple[Span, ...] = tuple(sorted(match.span(name) for name in groups))
    return Reading(level, family, ordinal, _as_printed(match, level), 0, cost, cuts)


def _as_printed(match: re.Match[str], level: Level) -> str:
    number = _number_of(match)
    return {"paragraph": f"{number}-", "subitem": f"'{number}'", "item": f"({number})"}.get(level, number)


def _number_of(match: re.Match[str]) -> str:
    return match["n"] or match["m"]


def is_remnant(line: Line) -> bool:
    """Tell whether a moved line begins with what may be left of a marker, though none was read.

    >>> is_remnant(Line(number=1, text="-١٨٥ اعتمد", raw="", damage=(Damage.RUN_REVERSED,)))
    True
    """
    return Damage.RUN_REVERSED in line.damage and _REMNANT.match(line.text) is not None


_REMNANT: Final = re.compile(rf"[{DASH}{DIGIT}()'`]")
