"""Markers: every reading that the head of a line admits, each with the cost of its spelling.

A marker such as (i) or «(و)» is ambiguous alone, so nothing is decided here: `read_markers` hands on all readings,
and `numbering` picks the cheapest way through the whole document. "No marker" is always admitted, and not listed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, Literal

from unodc_parse.language.lexicon import Folded, Lexicon, fold, fold_with_origins, load, may_open_with
from unodc_parse.language.numerals import from_letters, to_number
from unodc_parse.model import Span
from unodc_parse.options import languages
from unodc_parse.roman import from_roman
from unodc_parse.values import LightValue, Value

Level = Literal["annex", "section", "subsection", "paragraph", "item", "subitem", "footnote"]

#: The digits that are printed, for a class of a pattern: European, Arabic-Indic, and those of Persian.
DIGIT: Final = "0-9\u0660-\u0669\u06f0-\u06f9"
_DASH = "\\-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}"
_NUMBER = f"[{DIGIT}]{{1,3}}"
_END = r"(?=\s|$)"
#: The stop may touch the text that follows only where a letter cannot be part of a number («١-نص», not 1.5 or 2-3).
_STUCK = f"(?=\\s|$|[^\\s{DIGIT}.,/])"


class Reading(LightValue, frozen=True):
    """One way to read the head of a line as a marker.

    `length` is how many characters of the line it takes, the white space after it included; `cost` is how far its
    spelling is from the usual one.
    """

    level: Level
    family: str
    ordinal: int
    raw: str
    length: int
    cost: float = 0.0
    cuts: tuple[Span, ...] = ()  # of a marker that stands elsewhere in the line: what is no part of the text
    doubtful: bool = False  # nothing but its letters speaks for it: no harm in leaving it unread


class _Shape(Value, frozen=True):
    """A spelling of paragraph numbers: its pattern, and what it costs against the usual one."""

    pattern: re.Pattern[str]
    cost: float


_DECIMAL: Final = (
    _Shape(re.compile(rf"({_NUMBER})\.{_END}"), 0.0),  # 12.
    _Shape(re.compile(rf"({_NUMBER})\s?[{_DASH}]{_STUCK}"), 0.0),  # 12- and «١٢ -»
    _Shape(re.compile(rf"({_NUMBER})\)\s"), 0.5),  # 12)
    _Shape(re.compile(rf"[{_DASH}]({_NUMBER}){_END}"), 0.6),  # -12, emitted the other way round
    _Shape(re.compile(rf"[{_DASH}]\s({_NUMBER}){_END}"), 2.0),  # "- 12": in a row of figures a dash stands for none
    _Shape(re.compile(rf"\.({_NUMBER}){_END}"), 0.6),  # .12
    _Shape(re.compile(rf"({_NUMBER})\.(?=[^\W\d_])"), 1.0),  # 12.Text
)
#: Brackets in either order: mirrored and swapped ones are what damage leaves of «(هـ)».
_BRACKETED: Final = re.compile(
    r"(?:\(\s?([^()\s]{1,6})\s?\)|\)\s?([^()\s]{1,6})\s?\(|\)\(\s?([^()\s]{1,2})|([^()\s]{1,2})\s?\)\()"
)
_QUOTED: Final = re.compile(
    rf"[`'\N{{LEFT SINGLE QUOTATION MARK}}\N{{RIGHT SINGLE QUOTATION MARK}}]({_NUMBER})"
    r"[`'\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]"
)
_ROMAN: Final = re.compile(r"([IVXLC]{1,7})\.(?=\s|$)")
_CAPITAL: Final = re.compile(r"([A-Z])\.(?=\s|$)")
#: a) or a. and their Arabic like: one bracket, or a stop
_OPEN_LETTER: Final = re.compile(r"(?:([a-z]{1,2}|[ivx]{1,5})[).]|([\u0621-\u064a]\u0640?)\s?[).\-])\s")


def read_markers(text: str, language: str) -> tuple[Reading, ...]:
    """Return all readings of the head of a line in logical order, an empty tuple where there is none.

    >>> [(r.level, r.family, r.ordinal) for r in read_markers("(i) The Secretariat should", "en")]
    [('item', 'latin_lower', 9), ('subitem', 'roman_lower', 1)]
    >>> [(r.family, r.ordinal, r.raw) for r in read_markers("ثانياً- التوصيات", "ar")]
    [('ordinal_word', 2, 'ثانياً-')]
    """
    if not text:
        return ()
    head = text[:64]
    found = [*_decimals(head), *_bracketed(head), *_quoted(head), *_capitals(head), *_words(head, language)]
    return tuple(_with_gap(reading, text) for reading in found)


def read_footnote_marker(text: str, *, dotted: bool = False) -> Reading | None:
    """Read the head of a footnote: «(١)», "1", "1/"; also "1." where `dotted`.

    >>> read_footnote_marker("(١) انظر الوثائق").ordinal, read_footnote_marker("12 See document").ordinal
    (1, 12)
    >>> read_footnote_marker("1. See above"), read_footnote_marker("1. See above", dotted=True).raw
    (None, '1.')
    """
    match = (_DOTTED_FOOTNOTE.match(text) if dotted else None) or _FOOTNOTE.match(text)
    if match is None:
        return None
    digits = match[1] or match[2]
    return _with_gap(Reading("footnote", "footnote", to_number(digits), match[0].strip(), match.end()), text)


_DOTTED_FOOTNOTE: Final = re.compile(rf"(?:({_NUMBER})\.\s|((?!))\s)(?=\S)")
_FOOTNOTE: Final = re.compile(rf"(?:\(({_NUMBER})\)\s?|({_NUMBER})\s?/?\s+)(?=[^\s{_DASH}])")


def printed_marker(marker: str, raw: str) -> str:
    """Return a marker as it was printed: «(هـ)» with the tatweel that the repaired text has lost.

    `raw` is the line as it was read, in whatever order.

    >>> printed_marker("(ه)", "(هـ) ينبغي"), printed_marker("(ه)", "يغبني )ـه("), printed_marker("(ب)", "(ب) ينبغي")
    ('(هـ)', '(هـ)', '(ب)')
    """
    inner = marker.strip("() ")
    if _ARABIC_LETTER.fullmatch(inner) is None:
        return marker
    stretched = re.search(rf"[()]\s?(?:{inner}\u0640+|\u0640+{inner})\s?[()]", unicodedata.normalize("NFKC", raw))
    return marker.replace(inner, f"{inner}\u0640") if stretched else marker


_ARABIC_LETTER: Final = re.compile("[\u0621-\u064a]")


def _with_gap(reading: Reading, text: str) -> Reading:
    rest = text[reading.length :]
    gap = len(rest) - len(rest.lstrip())
    return Reading(
        reading.level, reading.family, reading.ordinal, reading.raw.strip(), reading.length + gap, reading.cost
    )


def _decimals(head: str) -> list[Reading]:
    if _OPENS_DECIMAL.match(head) is None:
        return []
    for shape in _DECIMAL:
        match = shape.pattern.match(head)
        if match and to_number(match[1]) > 0:
            return [Reading("paragraph", "decimal", to_number(match[1]), match[0], match.end(), shape.cost)]
    return []


_OPENS_DECIMAL: Final = re.compile(rf"[{DIGIT}{_DASH}.]")


def _bracketed(head: str) -> list[Reading]:
    match = _BRACKETED.match(head)
    cost = 0.0
    if match is None:
        match, cost = _OPEN_LETTER.match(head), 1.0
    if match is None:
        return []
    cost += 0.5 if head[0] == ")" else 0.0
    inner = next(group for group in match.groups() if group)
    raw, length = match[0], match.end()
    found = []
    for family, lexicon in _alphabets():
        ordinal = from_letters(inner, lexicon) if inner.islower() or not inner.isascii() else None
        if ordinal is None and _DAMAGED.fullmatch(inner):
            ordinal, cost = from_letters(inner[0], lexicon), cost + _DAMAGED_COST
        if ordinal is not None:
            found.append(Reading("item", family, ordinal, raw, length, cost))
    if inner.islower() and (roman := from_roman(inner)):
        found.append(Reading("subitem", "roman_lower", roman, raw, length, cost))
    if re.fullmatch(_NUMBER, inner) and to_number(inner):
        found.append(Reading("item", "bracketed_decimal", to_number(inner), raw, length, cost + 0.8))
    return found


#: A letter with another glued to it («(هل)» for «(هـ)», a filler read as a letter) is a marker where it comes next.
_DAMAGED_COST: Final = 2.5
_DAMAGED: Final = re.compile("[\u0621-\u064a]{2,3}")


@cache
def _alphabets() -> tuple[tuple[str, Lexicon], ...]:
    """Return the alphabets that lists are lettered with, in whatever language, each once."""
    return tuple({load(language).markers.letter_family: load(language) for language in languages()}.items())


def _quoted(head: str) -> list[Reading]:
    match = _QUOTED.match(head)
    return [Reading("subitem", "quoted_decimal", to_number(match[1]), match[0], match.end())] if match else []


def _capitals(head: str) -> list[Reading]:
    found = []
    if match := _ROMAN.match(head):
        ordinal = from_roman(match[1])
        if ordinal:
            found.append(Reading("section", "roman_upper", ordinal, match[0], match.end()))
    if match := _CAPITAL.match(head):
        found.append(Reading("subsection", "latin_upper", ord(match[1]) - 64, match[0], match.end()))
    return found


# ------------------------------------------------------------------------------------- enumerators made of words


class _WordMarkers(Value, frozen=True):
    """The language's word enumerators, folded: whole-head patterns for each level."""

    section: tuple[re.Pattern[str], dict[str, int]]
    subsection: tuple[re.Pattern[str], dict[str, int]]
    chapter: tuple[re.Pattern[str], dict[str, int]]
    annex: tuple[re.Pattern[str], dict[str, int]]
    article: re.Pattern[str]
    every: tuple[str, ...]  # all of them
    first: re.Pattern[str]


def _words(head: str, language: str) -> list[Reading]:
    words, lexicon = _word_markers(language), load(language)
    if not (may_open_with(head, words.every) and words.first.match(fold(head))):
        return []
    spaced = " ".join(head.split())  # offsets below are in `spaced`; lines have single spaces already
    folded = fold_with_origins(spaced)
    families = lexicon.markers
    found = []
    for level, family, (pattern, ordinals) in (
        ("section", families.section_family, words.section),
        ("subsection", families.subsection_family, words.subsection),
        ("section", "chapter_word", words.chapter),
        ("annex", "annex_word", words.annex),
    ):
        if match := pattern.match(folded.text):
            length = _length(folded, match.end(), spaced)
            found.append(Reading(level, family, _ordinal(match[1], ordinals), spaced[:length], length))  # type: ignore[arg-type]  # level is a literal of the table above
    if match := words.article.match(folded.text):
        length = _length(folded, match.end(), spaced)
        found.append(Reading("section", "article_word", to_number(match[1] or match[2]), spaced[:length], length))
    return found


def find_chapter(text: str, language: str) -> Reading | None:
    """Read a chapter's number («الفصل الثاني») wherever it stands in a line whose runs were moved."""
    words = _word_markers(language)
    pattern, ordinals = words.chapter
    folded = fold_with_origins(text)
    match = pattern.search(folded.text)
    if match is None or match.end() == match.start():
        return None
    start, end = folded.span(*match.span())
    return Reading("section", "chapter_word", _ordinal(match[1], ordinals), text[start:end], 0, 0.0, ((start, end),))


def _ordinal(word: str | None, ordinals: dict[str, int]) -> int:
    """Read an ordinal word, a Roman numeral, a capital or digits; an annex without a number is number 0."""
    if word is None:
        return 0
    if word in ordinals:
        return ordinals[word]
    if word.isdecimal():
        return to_number(word)
    return from_roman(word) or (ord(word) - 96 if len(word) == 1 and word.isascii() else 0)


def _length(folded: Folded, end: int, head: str) -> int:
    """Return how much of a head the first `end` folded characters take, marks after them included."""
    return folded.origins[end] if end < len(folded.text) else len(head)


@cache
def _word_markers(language: str) -> _WordMarkers:
    lexicon = load(language)
    markers = lexicon.markers
    ends = "|".join(re.escape(fold(e)) for e in markers.word_ends)
    numeral = rf"[ivxlc]+|{_any(markers.chapter_ordinals)}|\d{{1,2}}"
    chapter = rf"(?:{_any(markers.chapter_words)})\s+({numeral})(?=\W|$)\s?(?:{ends})?"
    annex = rf"(?:{_any(markers.annex_words)})(?:\s+({numeral}|[a-h])(?=\W|$))?(?=\s*$|\s?(?:{ends}))\s?(?:{ends})?"
    article = rf"(?:{_any(markers.article_words)})\s*(?:\((\d{{1,3}})\)|(\d{{1,3}}))\s?(?:{ends}|(?=$))"
    ordinals = _positions(markers.chapter_ordinals)
    every = markers.section_words + markers.subsection_words + markers.chapter_words
    every += markers.annex_words + markers.article_words
    return _WordMarkers(
        section=_listed(markers.section_words, ends),
        subsection=_listed(markers.subsection_words, ends),
        chapter=(re.compile(chapter), ordinals),
        annex=(re.compile(annex), ordinals),
        article=re.compile(article),
        every=every,
        first=re.compile(_any(every)),
    )


@cache
def word_families(language: str) -> tuple[tuple[Level, str, tuple[str, ...]], ...]:
    """Return the words that number sections, and those that number subsections: level, family, words in order."""
    markers = load(language).markers
    return (
        ("section", markers.section_family, markers.section_words),
        ("subsection", markers.subsection_family, markers.subsection_words),
    )


@cache
def enumerators(language: str) -> tuple[tuple[Level, str, int, str], ...]:
    """Return level, family, ordinal and word of all that numbers a section or subsection."""
    families = word_families(language)
    return tuple((level, family, n, word) for level, family, words in families for n, word in enumerate(words, 1))


def _listed(words: tuple[str, ...], ends: str) -> tuple[re.Pattern[str], dict[str, int]]:
    return re.compile(rf"({_any(words)})\s?(?:{ends})"), _positions(words)


def _any(words: tuple[str, ...]) -> str:
    """Return a pattern for any of the folded words, longest first; none matches nothing."""
    return "|".join(re.escape(fold(w)) for w in sorted(words, key=len, reverse=True)) or "(?!)"


def _positions(words: tuple[str, ...]) -> dict[str, int]:
    return {fold(word): position for position, word in enumerate(words, 1)}
