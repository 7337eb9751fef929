"""Markers that damage has torn apart or moved: a number at one end of the line and its dash at the other.

Such readings are read off lines whose runs stood in the wrong order, and cost so much that they win only where the
number is the very next of its sequence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

import msgspec

from unodc_parse.language.lexicon import Lexicon, fold, fold_with_origins
from unodc_parse.language.numerals import from_letters, to_number
from unodc_parse.model import Damage, Line, Span
from unodc_parse.segment.markers import Level, Reading, find_chapter

_DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"
_NUMBER = f"[{_DIGIT}]{{1,3}}"
_DASH = "\\-\N{EN DASH}"
_QUOTE = "['`\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]"
#: Torn paragraph numbers: `n` is the number, `a` and `b` what else is no part of the text; with their costs.
_NUMBERS: Final = (
    (re.compile(rf"^(?P<a>[{_DASH}])\s.*?\s(?P<n>{_NUMBER})$"), 1.5),  # "- text 7"
    (re.compile(rf"(?<![{_DIGIT}])(?P<a>[{_DASH}])\s?(?P<n>{_NUMBER})$"), 1.5),  # "text: -7", "text:-7"
    (re.compile(rf"\s(?P<n>{_NUMBER})(?P<a>[{_DASH}]?)$"), 2.5),  # "text 7-", "text 7"
    (re.compile(rf"^(?P<n>{_NUMBER})\s(?=[^\W\d_]).*(?P<a>[{_DASH}])$"), 1.5),  # "7 text-"
    (re.compile(rf"^(?P<n>{_NUMBER})\s?(?=[^\W\d_])"), 3.0),  # "7 text", "7text"
    (re.compile(rf"^(?P<n>{_NUMBER})(?P<a>[{_DASH}])(?=[{_DIGIT}])"), 2.0),  # "16-94 text": "16- … 94 …"
    (re.compile(rf"(?<=[\s(])(?P<n>{_NUMBER})(?P<a>[{_DASH}])(?=\s)"), 3.5),  # "text (5- text"
)
_AT_RAW_END: Final = re.compile(rf"(?<![{_DIGIT}])(?:[{_DASH}]\s?(?P<n>{_NUMBER})|(?P<m>{_NUMBER})\s?[{_DASH}])$")
_NOTE_AT_RAW_END: Final = re.compile(rf"\(({_NUMBER})\)$")
_QUOTED: Final = (
    re.compile(rf"(?P<a>{_QUOTE}{{1,2}})(?P<n>{_NUMBER})(?P<b>{_QUOTE}?)$"),  # "text ''3"
    re.compile(rf"^(?P<a>{_QUOTE})(?P<n>{_NUMBER})[؛;.]?(?P<b>{_QUOTE})"),  # "'2؛' text"
    re.compile(rf"^(?P<a>{_QUOTE}{{1,2}})\s.*?(?P<n>{_NUMBER})(?P<b>{_QUOTE}?)$"),  # "'' text 2"
)
_LETTERS: Final = (
    (re.compile(r"(?P<a>[()]{1,2})\s?(?P<n>[\u0621-\u064a]\u0640?)\s?(?P<b>[()]{0,2})$"), 2.0),  # "text (أ)"
    (re.compile(r"(?P<a>\()(?P<n>[\u0621-\u064a]\u0640?)(?P<b>\))"), 3.5),  # "text(ب) text"
)
_COST: Final = 2.0
#: Printed lines are no longer; what is longer bears no torn marker.
_LONGEST_LINE: Final = 400
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
    if len(text) > _LONGEST_LINE:
        return ()
    found = [*_numbers(text), *_quoted(text), *_letters(text, lexicon), *_words(text, lexicon)]
    found += _moved_number(line)
    chapter = find_chapter(text, lexicon.language)
    if chapter is not None and chapter.cuts[0][0] > 0:
        found.append(msgspec.structs.replace(chapter, cost=_COST))
    return tuple(found)


def _numbers(text: str) -> list[Reading]:
    for shape, cost in _NUMBERS:
        if match := shape.search(text):
            return [_reading("paragraph", "decimal", to_number(match["n"]), match, cost)]
    return []


def _moved_number(line: Line) -> list[Reading]:
    """Read the number that the line as it was read has at its end: where runs were reversed, the first came last."""
    match = _AT_RAW_END.search(line.raw.rstrip()) if Damage.RUN_REVERSED in line.damage else None
    if match is None:
        return []
    number = match["n"] or match["m"]
    found = re.search(rf"[{_DASH}]\s?{number}|{number}\s?[{_DASH}]", line.text)
    return [Reading("paragraph", "decimal", to_number(number), f"{number}-", 0, 1.0, (found.span(),) if found else ())]


def read_moved_note(line: Line) -> Reading | None:
    """Read the footnote marker «(١)» that a reversed line has at its end as it was read."""
    reversed_line = Damage.RUN_REVERSED in line.damage and len(line.raw) <= _LONGEST_LINE
    match = _NOTE_AT_RAW_END.search(line.raw.rstrip()) if reversed_line else None
    if match is None:
        return None
    found = re.search(rf"[()]?\s?{match[1]}\s?[()]", line.text)
    cuts = (found.span(),) if found else ()
    return Reading("footnote", "footnote", to_number(match[1]), f"({match[1]})", 0, 1.0, cuts)


def _quoted(text: str) -> list[Reading]:
    matches = (shape.search(text) for shape in _QUOTED)
    return [_reading("subitem", "quoted_decimal", to_number(m["n"]), m, _COST) for m in matches if m][:1]


def _letters(text: str, lexicon: Lexicon) -> list[Reading]:
    for shape, cost in _LETTERS:
        match = shape.search(text)
        ordinal = from_letters(match["n"], lexicon) if match else None
        if match is not None and match.start() and ordinal is not None:
            return [_reading("item", lexicon.markers.letter_family, ordinal, match, cost)]
    return []


def _words(text: str, lexicon: Lexicon) -> list[Reading]:
    """Read «- مقدِّمة أولاً»: the word last, its dash at the head of the line, or before the word, or lost."""
    folded = fold_with_origins(text)
    found = []
    for level, family, words in (
        ("section", lexicon.markers.section_family, lexicon.markers.section_words),
        ("subsection", lexicon.markers.subsection_family, lexicon.markers.subsection_words),
    ):
        match = _word_pattern(words).search(folded.text)
        if match is None:
            continue
        start, end = folded.span(*match.span("n"))
        dashes = [folded.span(*match.span(name)) for name in ("head", "tail") if match[name]]
        ordinal = [fold(word) for word in words].index(match["n"]) + 1
        cuts = tuple(sorted([*dashes, (start, len(text))]))
        found.append(Reading(level, family, ordinal, f"{text[start:end]}-", 0, _COST, cuts))  # type: ignore[arg-type]  # level is a literal of the table above
    return found


@cache
def _word_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"^(?P<head>-?)\s?.*\s(?P<tail>-?)\s?(?P<n>{names})\s?-?$")


def _reading(level: Level, family: str, ordinal: int, match: re.Match[str], cost: float) -> Reading:
    groups = [name for name in ("a", "n", "b") if match.groupdict().get(name)]
    cuts: tuple[Span, ...] = tuple(sorted(match.span(name) for name in groups))
    return Reading(level, family, ordinal, _as_printed(match, level), 0, cost, cuts)


def _as_printed(match: re.Match[str], level: Level) -> str:
    number = match["n"]
    return {"paragraph": f"{number}-", "subitem": f"'{number}'", "item": f"({number})"}.get(level, number)


def is_remnant(line: Line) -> bool:
    """Tell whether a moved line begins with what may be left of a marker, though none was read.

    >>> is_remnant(Line(number=1, text="-١٨٥ اعتمد", raw="", damage=(Damage.RUN_REVERSED,)))
    True
    """
    return Damage.RUN_REVERSED in line.damage and _REMNANT.match(line.text) is not None


_REMNANT: Final = re.compile(rf"[{_DASH}{_DIGIT}()'`]")
