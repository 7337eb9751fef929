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
from typing import Final

from unodc_parse.language.lexicon import Lexicon, fold, fold_with_origins, load
from unodc_parse.language.numerals import from_letters, from_roman, to_number
from unodc_parse.model import Line, Span
from unodc_parse.segment.markers import DIGIT, Level, Reading, enumerators
from unodc_parse.segment.measure import ends_sentence

#: Dashes behind numbers, for a class of a pattern; quotation marks around them.
DASH: Final = "\\-\N{EN DASH}"
QUOTE: Final = "['`\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]"
#: Numbers of the line as it was read; those of dates, symbols and fractions are none.
_GROUP: Final = re.compile(rf"(?<![{DIGIT}/.,(A-Za-z])[{DIGIT}]{{1,16}}(?![{DIGIT}/,)A-Za-z]|\.[{DIGIT}])")
_MOST_DIGITS: Final = 3
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
    found = [*_numbers(line), *_quoted(line), *_letters(line, lexicon)]
    found += [*_chapters(line, lexicon), *_titles(line, lexicon)]
    best: dict[tuple[Level, str, int], Reading] = {}
    for reading in found:
        key = (reading.level, reading.family, reading.ordinal)
        if key not in best or reading.cost < best[key].cost:
            best[key] = reading
    return tuple(best.values())


def _numbers(line: Line) -> Iterator[Reading]:
    """Yield every number of a line that holds a dash, and both ends of such as damage may have glued."""
    raw = line.raw
    if re.search(f"[{DASH}]", raw) is None:
        return
    groups = [match[0] for match in _GROUP.finditer(raw)]
    for match in _GROUP.finditer(raw):
        cost = _APART_COST
        if _stands_by_dash(raw, match.span()):
            within = raw[: match.start()].strip(_AROUND) and raw[match.end() :].strip(_AROUND)
            cost = _BESIDE_COST if within else AT_END_COST
        for digits in _parts(match[0]):
            ordinal = to_number(digits)
            if ordinal:
                extra = 0.0 if digits == match[0] else _GLUED_COST
                cuts = _cuts(line.text, digits, match[0], groups)
                yield Reading("paragraph", "decimal", ordinal, f"{digits}-", 0, cost + extra, cuts, doubtful=True)


def _stands_by_dash(raw: str, span: Span) -> bool:
    before, after = raw[: span[0]].rstrip()[-1:], raw[span[1] :].lstrip()[:1]
    return any(sign in "-\N{EN DASH}" for sign in (before, after) if sign)


def _parts(group: str) -> set[str]:
    """Return a number and both ends of it: "٢٠١٧٧" may be 2017 and 7."""
    ends = {group[:n] for n in (1, 2)} | {group[-n:] for n in (1, 2)}
    return {part for part in (group, *ends) if len(part) <= _MOST_DIGITS}


def _cuts(text: str, digits: str, group: str, groups: Sequence[str]) -> tuple[Span, ...]:
    """Return what of the repaired text is the marker: the number, by a dash if it can be, and the dash.

    `group` is the number of the line as it was read that the marker is all or one end of.
    """
    alone = rf"(?<![{DIGIT}]){digits}(?![{DIGIT}])"
    beside = re.search(rf"[{DASH}]\s?{alone}|{alone}\s?[{DASH}]", text)
    if beside is not None:
        return (beside.span(),)
    number = _glued(text, digits, _rests(group, digits)) if digits != group else None
    number = number or _span(re.search(alone, text)) or _glued(text, digits, groups)
    dash = _span(re.search(rf"^[{DASH}]|[{DASH}]$|(?<=\s)[{DASH}](?=\s)", text))
    return tuple(sorted(span for span in (number, dash) if span is not None))


def _span(match: re.Match[str] | None) -> Span | None:
    return match.span() if match is not None else None


def _rests(group: str, digits: str) -> tuple[str, ...]:
    """Return what is left of a number without `digits` at either of its ends."""
    return tuple(rest for rest in (group.removeprefix(digits), group.removesuffix(digits)) if rest != group)


def _glued(text: str, digits: str, groups: Sequence[str]) -> Span | None:
    """Find a number that repair glued to another of the line: «١٣٠» where 1 and 30 were read.

    Without patterns: a line may hold a hundred numbers, and to compile one for each two of them took seconds.
    """
    places = [at for at in range(len(text)) if text.startswith(digits, at)]
    for other in dict.fromkeys(groups):
        for start in places:
            end = start + len(digits)
            if _ends_number(text, other, end) or _begins_number(text, other, start):
                return start, end
    return None


def _ends_number(text: str, digits: str, start: int) -> bool:
    end = start + len(digits)
    return text.startswith(digits, start) and not text[end : end + 1].isdecimal()


def _begins_number(text: str, digits: str, end: int) -> bool:
    start = end - len(digits)
    return text.endswith(digits, 0, end) and not text[max(start - 1, 0) : start].isdecimal()


def _quoted(line: Line) -> Iterator[Reading]:
    groups = re.findall(rf"[{DIGIT}]+", line.raw)
    for match in _QUOTED.finditer(line.raw):
        digits = match[1] or match[2]
        if ordinal := to_number(digits):
            yield Reading(
                "subitem", "quoted_decimal", ordinal, f"'{digits}'", 0, _QUOTED_COST,
                _quoted_cuts(line.text, digits, groups), doubtful=True,
            )  # fmt: skip


def _quoted_cuts(text: str, digits: str, groups: Sequence[str]) -> tuple[Span, ...]:
    """Return the number and the two quotation marks nearest to it, wherever they stand in the repaired text."""
    number = _span(re.search(rf"(?<![{DIGIT}]){digits}(?![{DIGIT}])", text)) or _glued(text, digits, groups)
    at = number[0] if number else 0
    marks = sorted((match.span() for match in re.finditer(QUOTE, text)), key=lambda span: abs(span[0] - at))[:2]
    return tuple(sorted([*marks, *([number] if number else [])]))


def _letters(line: Line, lexicon: Lexicon) -> Iterator[Reading]:
    for match in _BRACKETED.finditer(line.raw):
        ordinal = from_letters(match[0].strip("()"), lexicon)
        if ordinal is not None:
            found = re.search(rf"[()]{{1,2}}\s?{match[1]}{{1,2}}\u0640?\s?[()]{{1,2}}", line.text)
            cuts = (found.span(),) if found else ()
            family = lexicon.markers.letter_family
            cost = _LETTER_COST if line.raw[match.end() :].strip() else _LETTER_AT_END_COST
            yield Reading("item", family, ordinal, match[0], 0, cost, cuts, doubtful=True)
    for match in _LATIN.finditer(line.raw):
        found = re.search(re.escape(match[0]), line.text)
        cuts = (found.span(),) if found else ()
        cost = _LETTER_COST if line.raw[match.end() :].strip() else _LETTER_AT_END_COST
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
