"""The language data files as typed values, and the folding under which their phrases are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

import msgspec
from msgspec import Struct

from unodc_parse.language.data_files import data_file
from unodc_parse.model import Direction

DROPPED: Final = re.compile(
    "[\N{SOFT HYPHEN}\N{ARABIC LETTER MARK}\N{ARABIC TATWEEL}"
    "\N{ARABIC FATHATAN}-\N{ARABIC WAVY HAMZA BELOW}\N{ARABIC LETTER SUPERSCRIPT ALEF}"
    "\N{ZERO WIDTH SPACE}-\N{RIGHT-TO-LEFT MARK}\u202a-\u202e\u2060-\u2069\ufeff]"
)
UNIFIED: Final = str.maketrans(
    "أإآٱىیک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹‐‑‒–—−“”„«»’‘`´",
    'ااااييك01234567890123456789------"""""\'\'\'\'',
)


class _FoldedWords(dict[str, str]):
    """Words with what they fold to: those of a language come again and again, and are looked up."""

    def __missing__(self, word: str) -> str:
        folded = DROPPED.sub("", word).translate(UNIFIED).casefold()
        if len(word) <= _LONGEST_WORD:
            if len(self) >= _MOST_WORDS:
                self.clear()
            self[word] = folded
        return folded


#: Longer words are not kept, and no more than so many.
_LONGEST_WORD: Final = 40
_MOST_WORDS: Final = 1 << 14
_folded_words: Final = _FoldedWords()


def fold(text: str) -> str:
    """Fold `text` for comparison: no marks, one form of alef and yeh, European digits, lower case, single spaces.

    >>> fold("أوَّلاً–  Item ٣")
    'اولا- item 3'
    """
    if text.isascii():  # nothing to drop, and one sign to unify: the quick way for most lines of English reports
        return " ".join(text.replace("`", "'").lower().split())
    return _fold_once(text) if len(text) <= _LONGEST_KEPT else _fold_anew(text)


def _fold_anew(text: str) -> str:
    # no step of it looks beyond a word; a word of marks alone leaves none
    return " ".join(filter(None, map(_folded_words.__getitem__, text.split())))


#: A line of Arabic is folded by several stages, one soon after the other; longer texts are not kept.
_LONGEST_KEPT: Final = 400
_fold_once: Final = lru_cache(maxsize=4096)(_fold_anew)


def forget_lines() -> None:
    """Let go of the lines that were folded, once a document has been segmented and nobody asks for them again."""
    _fold_once.cache_clear()


_ASCII_SPACE: Final = re.compile("[\t-\r\x1c-\x1f]")


class Folded(Struct, frozen=True):
    """A folded text and, for each of its characters, the offset of the character it came from."""

    text: str
    origins: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original text that the folded `[start, end)` came from; `end > start`."""
        return self.origins[start], self.origins[end - 1] + 1


def fold_with_origins(text: str) -> Folded:
    """Fold `text` as `fold` does, except that white space keeps its length, and keep where each character stood.

    >>> folded = fold_with_origins("في فِيينا،")
    >>> folded.span(folded.text.index("فيينا"), folded.text.index("،"))
    (3, 9)
    """
    if text.isascii():
        return Folded(_ASCII_SPACE.sub(" ", text.replace("`", "'").lower()), range(len(text)))
    return _fold_line_with_origins(text) if len(text) <= _LONGEST_KEPT else _fold_with_origins(text)


def _fold_with_origins(text: str) -> Folded:
    parts = list(map(_folded_characters.__getitem__, text))
    if set(map(len, parts)) == {1}:
        return Folded("".join(parts), range(len(text)))
    return Folded("".join(parts), tuple([offset for offset, part in enumerate(parts) for _ in part]))


#: A heading, or a line of a masthead, is asked for by all that may be in it.
_fold_line_with_origins: Final = lru_cache(maxsize=256)(_fold_with_origins)


class _FoldedCharacters(dict[str, str]):
    """Characters with what becomes of them: nothing, themselves, or what they count as."""

    def __missing__(self, character: str) -> str:
        if DROPPED.match(character):
            folded = ""
        else:
            folded = " " if character.isspace() else character.translate(UNIFIED).casefold()
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[character] = folded
        return folded


_folded_characters: Final = _FoldedCharacters()


class Dates(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that join the two ends of a range of days, that may stand before a year, and ends of days ("1st")."""

    range_words: tuple[str, ...]
    year_words: tuple[str, ...] = ()
    day_ends: tuple[str, ...] = ()


class Ordinals(Struct, frozen=True, forbid_unknown_fields=True):
    """Ordinal words, as sessions are counted."""

    units: tuple[str, ...]
    unit_in_compound: dict[str, int]
    ten_suffix: str
    tens: dict[str, int]
    join: str
    session_words: tuple[str, ...]


class Markers(Struct, frozen=True, forbid_unknown_fields=True):
    """Enumerators made of words or of the language's letters; position gives the ordinal."""

    section_words: tuple[str, ...]
    subsection_words: tuple[str, ...]
    letters: str
    letter_family: str
    section_family: str
    subsection_family: str
    word_ends: tuple[str, ...]
    chapter_words: tuple[str, ...]
    chapter_ordinals: tuple[str, ...]
    article_words: tuple[str, ...]
    annex_words: tuple[str, ...]


class Headings(Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases that tell what a heading announces."""

    continued: tuple[str, ...]
    contents: tuple[str, ...]
    recommendation: tuple[str, ...]
    deliberation: tuple[str, ...]
    deliberation_alone: tuple[str, ...]
    decision_alone: tuple[str, ...]
    decision: tuple[str, ...]
    restart: tuple[str, ...]
    restart_numbered: tuple[str, ...]
    agenda_item: tuple[str, ...]
    agenda_item_alone: tuple[str, ...]
    agenda_tail: tuple[str, ...]


class Roles(Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences that introduce recommendations or decisions, or that are one."""

    introduces_recommendations: tuple[str, ...]
    introduces_decisions: tuple[str, ...]
    recommends: tuple[str, ...]
    numbered_recommendation: tuple[str, ...]
    proceedings: tuple[str, ...]
    recommending: tuple[str, ...]
    observing: tuple[str, ...] = ()
    urging: tuple[str, ...] = ()
    narrating: tuple[str, ...] = ()
    stating: tuple[str, ...] = ()
    relative: tuple[str, ...] = ()
    directing: tuple[str, ...] = ()
    weighing: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


class Masthead(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of mastheads and titles."""

    united_nations: tuple[str, ...]
    distribution_words: tuple[str, ...]
    distribution: dict[str, tuple[str, ...]]
    original_words: tuple[str, ...]
    languages: dict[str, tuple[str, ...]]
    addendum: tuple[str, ...]
    corrigendum: tuple[str, ...]
    revision: tuple[str, ...]
    draft_report: tuple[str, ...]
    report: tuple[str, ...]
    resolution: tuple[str, ...]
    note: tuple[str, ...]
    summary: tuple[str, ...]
    held: tuple[str, ...]
    on_session: tuple[str, ...]
    subject: tuple[str, ...]
    official_records: tuple[str, ...]
    persons: tuple[str, ...]
    body_words: tuple[str, ...]
    page: tuple[str, ...]
    page_of: tuple[str, ...]
    language_letters: dict[str, str] = {}


class Places(Struct, frozen=True, forbid_unknown_fields=True):
    """Cities where meetings are held, and the words between "held", a city that is not known by name, and a date."""

    names: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


class Openings(Struct, frozen=True, forbid_unknown_fields=True):
    """How the parts of a resolution open: the enacting words, with the name of a body, and the preamble."""

    article: tuple[str, ...]
    preamble: tuple[str, ...]


class References(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that point to another paragraph of the same document."""

    paragraph: tuple[str, ...]
    subparagraph: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    here: tuple[str, ...]
    joins: tuple[str, ...]
    ranges: tuple[str, ...]


class Lexicon(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One language's data file (`data/ar.toml`, …)."""

    language: str
    name: str
    english_name: str
    direction: Direction
    common: tuple[str, ...]
    default: bool = False
    months: dict[int, tuple[str, ...]]
    dates: Dates
    ordinals: Ordinals
    markers: Markers
    headings: Headings
    roles: Roles
    masthead: Masthead
    places: Places
    openings: Openings
    references: References


@cache
def load(language: str) -> Lexicon:
    """Load the data file of a language, by its code."""
    return msgspec.convert(data_file(f"{language}.toml"), Lexicon, strict=False)


@cache
def folded_phrases(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Fold a list of phrases once, longest first, so that the longest match is found first."""
    return tuple(sorted({fold(p) for p in phrases}, key=lambda p: (-len(p), p)))


@cache
def folded_set(phrases: tuple[str, ...]) -> frozenset[str]:
    """Fold a list of phrases once, to look whole lines up in."""
    return frozenset(folded_phrases(phrases))


@cache
def phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Compile `phrases` to a pattern over folded text that matches them as whole words."""
    alternatives = "|".join(re.escape(p) for p in folded_phrases(phrases)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


def contains_phrase(folded: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether folded text holds one of `phrases` as whole words.

    >>> contains_phrase(fold("adopted the following Recommendations:"), ("following recommendations",))
    True
    """
    return phrase_pattern(phrases).search(folded) is not None


def names_numbered_text(folded: str, language: str) -> bool:
    """Tell whether a folded heading is the kind and number of an adopted text or a draft, and nothing else.

    >>> names_numbered_text("resolution 68/1", "en"), names_numbered_text("resolution 68/1 and its follow-up", "en")
    (True, False)
    """
    return _numbered_text_pattern(language).fullmatch(folded) is not None


@cache
def _numbered_text_pattern(language: str) -> re.Pattern[str]:
    kinds = "|".join(re.escape(kind) for kind in folded_phrases(load(language).headings.restart_numbered)) or "(?!)"
    return re.compile(rf"(?:{kinds})\s+(?:\d{{1,4}}/\d{{1,3}}|[ivx]+|\d{{1,3}})[.:]?")


def text_opens_with(text: str, phrases: tuple[str, ...], length: int) -> bool:
    """Tell whether the first `length` characters of text open with one of `phrases`, once folded.

    >>> text_opens_with("The Commission", ("the",), 8), text_opens_with("In the Commission", ("the",), 8)
    (True, False)
    """
    if not may_open_with(text, phrases):
        return False  # nearly all texts
    return opens_with(fold(text[:length]), phrases)


def may_open_with(text: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether a text may open with one of `phrases`, once folded: by its first character.

    >>> may_open_with("The Commission", ("to",)), may_open_with("In the Commission", ("to",))
    (True, False)
    """
    first = _folded_characters[text[0]] if text else ""
    return not first or first.isspace() or first[0] in _first_characters(phrases)


@cache
def _first_characters(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in folded_phrases(phrases))


def opens_with(folded: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether folded text opens with one of `phrases`, as whole words."""
    return phrase_pattern(phrases).match(folded) is not None
