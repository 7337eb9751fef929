"""Loose markers: what the line as it was read still holds of a marker, wherever damage put it.

Runs were written in the wrong order, but each was written whole: a number, a bracketed letter or a quoted number
stands somewhere in the line as it was read, often at the end that its first run came to. Alone this says little, since
any line holds numbers; `numbering` believes a loose marker only where it is the very next of a sequence, and only if
the next of them would be missing otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Final

from unodc_parse.language.lexicon import Lexicon, fold, fold_with_origins, load
from unodc_parse.language.numerals import from_letters, to_number
from unodc_parse.model import Line, Span
from unodc_parse.roman import from_roman
from unodc_parse.segment.markers import DIGIT, Level, Reading, enumerators
from unodc_parse.segment.measure import ends_sentence
from unodc_parse.segment.origins import Origins

#: Dashes behind numbers, for a class of a pattern; quotation marks around them.
DASH: Final = "\\-\N{EN DASH}"
QUOTE: Final = "['`\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]"
#: Numbers of the line as it was read; those of dates, symbols and fractions are none.
_GROUP: Final = re.compile(rf"(?<![{DIGIT}/.,(A-Za-z])[{DIGIT}]{{1,16}}(?![{DIGIT}/,)A-Za-z]|\.[{DIGIT}])")
_MOST_DIGITS: Final = 3
_DASH: Final = re.compile(f"[{DASH}]")
_AROUND: Final = " \t-\N{EN DASH}"
_QUOTED: Final = re.compile(rf"{QUOTE}\s?([{DIGIT}]{{1,2}})(?![{DIGIT}])|(?<![{DIGIT}])([{DIGIT}]{{1,2}})\s?{QUOTE}")
_LATIN: Final = re.compile(r"\(([ivx]{1,5}|[a-z])\)")
_BRACKETED: Final = re.compile(r"\(([\u0621-\u064a])\u0640*\1?\u0640*\)")
#: Printed lines are no longer; what is longer bears no marker that is loose, torn or at its other end.
LONGEST_LINE: Final = 400
_LONGEST_HEADING: Final = 160
#: A line that refers to a chapter has one of these, the heading of a chapter none.
_SENTENCE_SIGNS: Final = re.compile(r"[.;,\N{ARABIC COMMA}\N{ARABIC SEMICOLON}]")
AT_END_COST: Final = 0.6  # the dash and the number stand at an end, where the first run of a line comes to
_BESIDE_COST: Final = 1.2  # the dash stands by the number
_APART_COST: Final = 2.0  # … or elsewhere in the line
_GLUED_COST: Final = 0.3  # … and the number to another
_QUOTED_COST: Final = 0.8
_LETTER_COST: Final = 1.6
_LETTER_AT_END_COST: Final = 0.6  # … where the first run of a reversed line came to
_CHAPTER_COST: Final = 1.2
_TITLE_COST: Final = 1.2
_LONGEST_TITLE: Final = 90


def read_loose(line: Line, lexicon: Lexicon) -> tuple[Reading, ...]:
    """Return the loose markers of a line of scattered text; their `cuts` are spans of its repaired text."""
    if len(line.raw) > LONGEST_LINE:
        return ()
    origins = Origins.of(line)
    read = chain(_numbers(line.raw, origins), _quoted(line.raw, origins), _letters(line.raw, origins, lexicon))
    # what cannot be cut out of the text would stand in it twice
    found = [*(reading for reading in read if reading.cuts), *_chapters(line, lexicon), *_titles(line, lexicon)]
    best: dict[tuple[Level, str, int], Reading] = {}
    for reading in found:
        key = (reading.level, reading.family, reading.ordinal)
        if key not in best or reading.cost < best[key].cost:
            best[key] = reading
    return tuple(best.values())


def _numbers(raw: str, origins: Origins) -> Iterator[Reading]:
    """Yield every number of a line that holds a dash, and both ends of such as damage may have glued."""
    dashes = [match.start() for match in _DASH.finditer(raw)]
    for match in _GROUP.finditer(raw) if dashes else ():
        dash = _dash_of(raw, match.span(), dashes)
        cost = _APART_COST
        if dash is not None and _stands_by(raw, match.span(), dash):
            within = raw[: match.start()].strip(_AROUND) and raw[match.end() :].strip(_AROUND)
            cost = _BESIDE_COST if within else AT_END_COST
        for start, end in _parts(match.span()):
            if ordinal := to_number(raw[start:end]):
                extra = 0.0 if (start, end) == match.span() else _GLUED_COST
                marks = () if dash is None else ((dash, dash + 1),)
                cuts = origins.spans_from((start, end), *marks)
                printed = f"{raw[start:end]}-"
                yield Reading("paragraph", "decimal", ordinal, printed, 0, cost + extra, cuts, doubtful=True)


def _dash_of(raw: str, span: Span, dashes: Sequence[int]) -> int | None:
    """Return where the dash of a number stands: beside it, else at an end of the line or alone between spaces."""
    beside = (dash for dash in dashes if _stands_by(raw, span, dash))
    alone = (dash for dash in dashes if not (raw[:dash][-1:].strip() and raw[dash + 1 :][:1].strip()))
    return next(chain(beside, alone), None)


def _stands_by(raw: str, span: Span, dash: int) -> bool:
    return not raw[dash + 1 : span[0]].strip() if dash < span[0] else not raw[span[1] : dash].strip()


def _parts(group: Span) -> Iterator[Span]:
    """Yield the spans of a number and of both its ends: "٢٠١٧٧" may be 2017 and 7."""
    start, end = group
    if end - start <= _MOST_DIGITS:
        yield group
    for size in range(1, min(_MOST_DIGITS, end - start)):
        yield start, start + size
        yield end - size, end


def _quoted(raw: str, origins: Origins) -> Iterator[Reading]:
    quotes = [match.span() for match in re.finditer(QUOTE, raw)]
    for match in _QUOTED.finditer(raw):
        span = match.span(1) if match[1] else match.span(2)
        digits = raw[slice(*span)]
        if ordinal := to_number(digits):
            marks = sorted(quotes, key=lambda quote: abs(quote[0] - span[0]))[:2]
            cuts = origins.spans_from(span, *marks)
            yield Reading(
                "subitem", "quoted_decimal", ordinal, f"'{digits}'", 0, _QUOTED_COST, cuts, doubtful=True,
            )  # fmt: skip


def _letters(raw: str, origins: Origins, lexicon: Lexicon) -> Iterator[Reading]:
    for match in _BRACKETED.finditer(raw):
        ordinal = from_letters(match[0].strip("()"), lexicon)
        if ordinal is not None:
            cost = _LETTER_COST if raw[match.end() :].strip() else _LETTER_AT_END_COST
            family = lexicon.markers.letter_family
            cuts = origins.spans_from(match.span())
            yield Reading("item", family, ordinal, match[0], 0, cost, cuts, doubtful=True)
    for match in _LATIN.finditer(raw):
        cuts = origins.spans_from(match.span())
        cost = _LETTER_COST if raw[match.end() :].strip() else _LETTER_AT_END_COST
        if ordinal := from_roman(match[1]):
            yield Reading("subitem", "roman_lower", ordinal, match[0], 0, cost, cuts, doubtful=True)
        if len(match[1]) == 1:
            yield Reading("item", "latin_lower", ord(match[1]) - 96, match[0], 0, cost, cuts, doubtful=True)


def _chapters(line: Line, lexicon: Lexicon) -> Iterator[Reading]:
    """Read the two words of «الفصل الأول» wherever they stand in a short line, glued to others or not."""
    if refers_within_sentence(line.raw):
        return
    if len(line.raw) > _LONGEST_HEADING:
        return
    read = f"{fold(line.raw)}\n{fold(line.text)}"  # each may hold whole what the other tears
    words, ordinals = _chapter_words(lexicon.language)
    word = next((word for word in words if fold(word) in read), None)
    named = next(((number, name) for number, name in ordinals if fold(name) in read), None)
    if word is None or named is None:
        return
    folded = fold_with_origins(line.text)
    places = [(folded.text.find(fold(part)), len(fold(part))) for part in (word, named[1])]
    cuts = tuple(sorted(folded.span(at, at + length) for at, length in places if at >= 0))
    yield Reading("section", "chapter_word", named[0], f"{word} {named[1]}", 0, _CHAPTER_COST, cuts, doubtful=True)


def _titles(line: Line, lexicon: Lexicon) -> Iterator[Reading]:
    """Read the word of a section or subsection at either end of a short line with a dash, glued to others or not."""
    raw = fold(line.raw)
    if len(raw) > _LONGEST_TITLE or re.search(f"[{DASH}]", raw) is None or ends_sentence(line.text):
        return
    folded = fold_with_origins(line.text)
    for level, family, ordinal, word in enumerators(lexicon.language):
        if raw.startswith(fold(word)) or raw.endswith(fold(word)):
            at = folded.text.find(fold(word))
            dash = re.search(f"[{DASH}]", line.text)
            spans = [folded.span(at, at + len(fold(word)))] if at >= 0 else []
            spans += [dash.span()] if dash else []
            yield Reading(level, family, ordinal, f"{word}-", 0, _TITLE_COST, tuple(sorted(spans)), doubtful=True)


def refers_within_sentence(text: str) -> bool:
    """Tell whether a line that names a chapter refers to it within a sentence; headings have none of its signs."""
    return _SENTENCE_SIGNS.search(text) is not None


@cache
def _chapter_words(language: str) -> tuple[tuple[str, ...], tuple[tuple[int, str], ...]]:
    """Return the words that name a chapter, and its ordinals with their words, longest first."""
    markers = load(language).markers
    ordinals = enumerate(markers.chapter_ordinals, 1)
    return markers.chapter_words, tuple(sorted(ordinals, key=lambda pair: -len(pair[1])))
