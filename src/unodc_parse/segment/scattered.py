"""Markers that damage has torn apart or moved: a number at one end of the line and its dash at the other.

Such readings are read off lines whose runs stood in the wrong order, and cost so much that they win only where the
number is the very next of its sequence.
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
from unodc_parse.segment.loose import DASH, LONGEST_LINE, QUOTE, refers_within_sentence
from unodc_parse.segment.markers import DIGIT, Level, Reading, enumerators, find_chapter, word_families
from unodc_parse.segment.measure import ends_sentence
from unodc_parse.segment.raw_markers import read_raw_markers

_NUMBER = f"[{DIGIT}]{{1,3}}"
#: Torn paragraph numbers: `n` is the number, `a` and `b` what else is no part of the text; with their costs.
_NUMBERS: Final = (
    (re.compile(rf"^(?P<a>[{DASH}])\s.*?\s(?P<n>{_NUMBER})$"), 1.5),  # "- text 7"
    (re.compile(rf"(?<![{DIGIT}])(?P<a>[{DASH}])\s?(?P<n>{_NUMBER})$"), 1.5),  # "text: -7", "text:-7"
    (re.compile(rf"\s(?P<n>{_NUMBER})(?P<a>[{DASH}]?)$"), 2.5),  # "text 7-", "text 7"
    (re.compile(rf"^(?P<n>{_NUMBER})\s(?=[^\W\d_]).*(?P<a>[{DASH}])$"), 1.5),  # "7 text-"
    (re.compile(rf"^(?P<n>{_NUMBER})\s?(?=[^\W\d_])"), 3.0),  # "7 text", "7text"
    (re.compile(rf"^(?P<n>{_NUMBER})(?P<a>[{DASH}])(?=[{DIGIT}])"), 2.0),  # "16-94 text": "16- … 94 …"
    (re.compile(rf"^(?P<a>[{DASH}])(?P<n>{_NUMBER})(?=[^\W\d_])"), 1.0),  # "-1text"
    (re.compile(rf"(?<=[^\W\d_]\s)(?P<a>[{DASH}])(?P<n>{_NUMBER})(?=[^\W\d_]|\s[^\W\d_])"), 1.5),  # "te -12xt"
    (re.compile(rf"(?<=[\s(])(?P<n>{_NUMBER})(?P<a>[{DASH}])(?=\s)"), 3.5),  # "text (5- text"
)
_DASHES: Final = frozenset("-\N{EN DASH}")
_BARE_NUMBER: Final = re.compile(rf"(?<![{DIGIT}/,])(?<![{DIGIT}]\.){_NUMBER}(?![{DIGIT}/.,])")
_FAR_COST: Final = 2.0
_DASHED_NUMBER: Final = re.compile(rf"(?<=[^\W\d_])({_NUMBER})[{DASH}](?=[{DIGIT}])")  # "text19-11 text"
_FARTHER_COST: Final = 2.5
_GLUED: Final = re.compile(rf"(?<![{DIGIT}/.,])[{DIGIT}]{{2,7}}(?![{DIGIT}/.,])")
_GLUED_AT_HEAD: Final = re.compile(rf"[{DIGIT}]{{2,7}}[{DASH}]")
_GLUED_COST: Final = 2.5
_MOST_DIGITS: Final = 3
_AT_RAW_END: Final = re.compile(rf"(?<![{DIGIT}])(?:[{DASH}]\s?(?P<n>{_NUMBER})|(?P<m>{_NUMBER})\s?[{DASH}])$")
_GLUED_IN_RAW: Final = re.compile(rf"[{DASH}]({_NUMBER})(?=[\u0621-\u064a])")  # "text-11text"
_NOTE_AT_RAW_END: Final = re.compile(rf"\(({_NUMBER})\)$")
_QUOTED: Final = (
    re.compile(rf"^(?:(?P<n>{_NUMBER})(?P<a>{QUOTE}{{2}})|(?P<b>{QUOTE}{{2}})(?P<m>{_NUMBER}))(?=\s|$)"),  # "2'' text"
    re.compile(rf"(?P<a>{QUOTE}{{1,2}})(?P<n>{_NUMBER})(?P<b>{QUOTE}?)$"),  # "text ''3"
    re.compile(rf"^(?P<a>{QUOTE})(?P<n>{_NUMBER})[؛;.]?(?P<b>{QUOTE})"),  # "'2؛' text"
    re.compile(rf"^(?P<a>{QUOTE}{{1,2}})\s.*?(?P<n>{_NUMBER})(?P<b>{QUOTE}?)$"),  # "'' text 2"
    re.compile(rf"^(?P<a>{QUOTE}{{2}})\s.*?\s(?P<n>{_NUMBER})(?=\s)"),  # "'' text 2 text"
)
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
    found = [*_numbers(text), *_quoted(text), *_letters(text, lexicon), *_words(text, lexicon)]
    found += _moved_number(line)
    found += _scrambled_annex(text, lexicon.language)
    torn = {(reading.level, reading.ordinal): reading.cuts for reading in found if not reading.doubtful}
    for reading in _anagrams(line, lexicon):
        cuts = torn.get((reading.level, reading.ordinal), reading.cuts)
        found.append(msgspec.structs.replace(reading, cuts=cuts))
    chapter = find_chapter(text, lexicon.language)
    if chapter is not None and chapter.cuts[0][0] > 0 and not refers_within_sentence(text):
        found.append(msgspec.structs.replace(chapter, cost=_COST))
    return (*found, *read_raw_markers(line, lexicon))


def _numbers(text: str) -> list[Reading]:
    for shape, cost in _NUMBERS:
        if match := shape.search(text):
            return [_reading("paragraph", "decimal", to_number(match["n"]), match, cost), *_numbers_within(text)]
    return _numbers_within(text)


def _numbers_within(text: str) -> list[Reading]:
    """Read "- text 5 text": the dash at the head, its number anywhere; each number of the line is one reading."""
    if head := _GLUED_AT_HEAD.match(text):
        return list(_glued_numbers(head[0], (head.end() - 1, head.end())))
    if text[:1] not in _DASHES and text[-1:] in _DASHES:
        return list(_glued_numbers(text, (len(text) - 1, len(text))))
    if text[:1] not in _DASHES:
        return [
            Reading(
                "paragraph",
                "decimal",
                to_number(match[1]),
                f"{match[1]}-",
                0,
                _FARTHER_COST,
                (match.span(),),
                doubtful=True,
            )
            for match in _DASHED_NUMBER.finditer(text)
        ]
    return [
        *(
            Reading(
                "paragraph",
                "decimal",
                to_number(match[0]),
                f"{match[0]}-",
                0,
                _FAR_COST,
                ((0, 1), match.span()),
                doubtful=True,
            )
            for match in _BARE_NUMBER.finditer(text)
        ),
        *_glued_numbers(text, (0, 1)),
    ]


def _glued_numbers(text: str, dash: Span) -> Iterator[Reading]:
    """Read "- text 73 text" as 7 beside 3: of two numbers that damage glued, either may be the marker."""
    for match in _GLUED.finditer(text):
        for length in range(1, min(_MOST_DIGITS, len(match[0]) - 1) + 1):
            for span in ((match.start(), match.start() + length), (match.end() - length, match.end())):
                number = text[slice(*span)]
                if to_number(number):
                    yield _doubtful_number(number, _GLUED_COST, *sorted((dash, span)))


def _doubtful_number(number: str, cost: float, *cuts: Span) -> Reading:
    return Reading("paragraph", "decimal", to_number(number), f"{number}-", 0, cost, cuts, doubtful=True)


def _moved_number(line: Line) -> list[Reading]:
    """Read the number that the line as it was read has at its end: where runs were reversed, the first came last."""
    if Damage.RUN_REVERSED not in line.damage:
        return []
    match = _AT_RAW_END.search(line.raw.rstrip())
    glued = None if match else _GLUED_IN_RAW.search(line.raw)
    if match is None and glued is None:
        return []
    number = (match["n"] or match["m"]) if match else glued[1] if glued else ""
    shape = rf"[{DASH}]\s?{number}|{number}\s?[{DASH}]|(?<![{DIGIT}]){number}(?![{DIGIT}])"
    found = re.search(shape, line.text)
    cuts = (found.span(),) if found else ()
    cost = 1.0 if match else _COST
    return [Reading("paragraph", "decimal", to_number(number), f"{number}-", 0, cost, cuts, doubtful=match is None)]


def read_moved_note(line: Line) -> Reading | None:
    """Read the footnote marker «(١)» that a reversed line has at its end as it was read."""
    reversed_line = Damage.RUN_REVERSED in line.damage and len(line.raw) <= LONGEST_LINE
    match = _NOTE_AT_RAW_END.search(line.raw.rstrip()) if reversed_line else None
    if match is None:
        return None
    found = re.search(rf"[()]?\s?{match[1]}\s?[()]", line.text)
    cuts = (found.span(),) if found else ()
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


def _quoted(text: str) -> list[Reading]:
    matches = (shape.search(text) for shape in _QUOTED)
    return [_reading("subitem", "quoted_decimal", to_number(_number_of(m)), m, _COST) for m in matches if m][:1]


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


def _anagrams(line: Line, lexicon: Lexicon) -> Iterator[Reading]:
    """Read «مقدِّمة -اًلأو»: a dash at one end of a short line, and beyond it the letters of a section's word alone."""
    if len(line.raw) > _LONGEST_TITLE or ends_sentence(line.text):
        return
    head, *_, tail = _ANY_DASH.split(line.raw) if _ANY_DASH.search(line.raw) else ("", "")
    ends = _bag_of_letters(head), _bag_of_letters(tail)
    for level, family, ordinal, word in enumerators(lexicon.language):
        bag = _bag_of_letters(word)
        if bag in ends:
            yield Reading(level, family, ordinal, f"{word}-", 0, _ANAGRAM_COST, _cut_anagram(line.text, bag))


def _cut_anagram(text: str, bag: str) -> tuple[Span, ...]:
    """Return where the letters stand beside the dash of the repaired text, and the dash; else the dash alone."""
    dash = _ANY_DASH.search(text)
    if dash is None:
        return ()
    start, end = dash.span()
    for size in range(len(bag), min(len(text), 2 * len(bag) + 2) + 1):
        for span in ((end, end + size), (start - size, start)):
            if span[0] >= 0 and _bag_of_letters(text[slice(*span)]) == bag:
                return ((min(start, span[0]), max(end, span[1])),)
    return (dash.span(),)


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
_ANAGRAM_COST: Final = 1.0
_ANY_DASH: Final = re.compile(f"[{DASH}]")
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
