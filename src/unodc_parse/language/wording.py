"""The words of meaning: what `data/wording/*.toml` says, and what users add with `--lexicon`, ready to be looked up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

import msgspec

from unodc_parse.errors import OptionsError
from unodc_parse.language.entries import (
    Agreement,
    Aspect,
    Count,
    Cue,
    Entries,
    Entry,
    Hedge,
    Name,
    SmallWords,
    SpeechVerb,
    Strength,
    Strings,
    Title,
    Topic,
)
from unodc_parse.language.lemmas import Lemmatize, lemmatizer
from unodc_parse.language.lexicon import fold
from unodc_parse.language.phrase_index import Index, duplicates
from unodc_parse.language.phrases import CONJUNCTIONS, PREPOSITIONS, Found, Phrase, Words, cut
from unodc_parse.options import show_size
from unodc_parse.values import Value

TABLES: Final = (
    "cue", "hedge", "aspect", "count", "agreement", "title", "verb", "topic", "addressee", "instrument",
)  # fmt: skip
#: More than a lexicon needs; and a dotted name as no entry has, over which the library takes minutes.
_MOST_BYTES: Final = 1 << 20
_DEEP_KEY: Final = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){16}""", re.ASCII)

_SMALL: Final = ("grammar", "citations", "dates", "speakers")
#: Clitics that names take; all other phrases take conjunctions only.
_NAME_CLITICS: Final = CONJUNCTIONS + PREPOSITIONS


class Marked:
    """A text with the phrases that are found in it: names and what opens citations, all others when they are asked for.

    Most texts are asked for names alone.
    """

    def __init__(self, words: Words, names: list[Found[Any]], others: Callable[[Words], list[Found[Any]]]) -> None:
        self.words = words
        self._others: Callable[[Words], list[Found[Any]]] | None = others
        self._kinds: dict[str, list[Found[Any]]] = {}
        self._starts: dict[str, dict[int, Found[Any]]] = {}
        self._add(names)

    def of(self, kind: str) -> list[Found[Any]]:
        """Return the phrases of a kind, first to last."""
        if self._others is not None and not _is_name(kind):
            self._add(self._others(self.words))
            self._others = None
        return self._kinds.get(kind, [])

    def at(self, kind: str, first: int) -> Found[Any] | None:
        """Return the phrase of a kind that starts at a word."""
        starts = self._starts.get(kind)
        if starts is None:
            starts = self._starts[kind] = {found.first: found for found in self.of(kind)}
        return starts.get(first)

    def _add(self, phrases: list[Found[Any]]) -> None:
        for found in phrases:
            self._kinds.setdefault(found.kind, []).append(found)


@cache
def _is_name(kind: str) -> bool:
    """Tell whether phrases of this kind are looked for in every text: names, and what opens citations."""
    return kind in {"party", "instrument"} or kind.startswith("cite")


class Wording(Value, frozen=True):
    """One language's words, compiled."""

    language: str
    small: SmallWords
    names: Index[Any]
    others: Index[Any]
    scale: dict[str, Strength]
    sets: dict[str, frozenset[str]]
    lemmatize: Lemmatize | None = None
    cue_lemmas: dict[str, Cue] = {}  # noqa: RUF012 -- of a Struct, which copies it

    def mark(self, text: str) -> Marked:
        """Cut `text` into words and find the phrases in it."""
        words = cut(text)
        return Marked(words, self.names.find(words), self._find_others)

    def _find_others(self, words: Words) -> list[Found[Any]]:
        """Return the phrases that are listed, and verbs that direct in forms that are not, by their lemma."""
        found = self.others.find(words)
        if self.lemmatize is None:
            return found
        taken = {at for one in found if one.kind.startswith("cue_") for at in range(one.first, one.end)}
        for at, word in enumerate(words.keys):
            cue = self.cue_lemmas.get(self.lemmatize(word) or "") if at not in taken and word.isalpha() else None
            if cue is not None:
                found.append(Found("cue_verb", cue, at, at + 1, ""))
        return sorted(found, key=lambda one: one.first)

    def lemmas(self, words: Words) -> tuple[str, ...] | None:
        """Return the lemmas of the words, the word itself where it has none; None without lemmas at hand."""
        if self.lemmatize is None:
            return None
        return tuple(self.lemmatize(word) or word for word in words.keys if word.isalpha())


def data(name: str) -> dict[str, Any]:
    """Read a data file of the package."""
    return tomllib.loads(resources.files("unodc_parse").joinpath("data", name).read_text(encoding="utf-8"))


@cache
def has_wording(language: str) -> bool:
    """Tell whether there is a file of words of meaning for `language`; a new language needs nothing else."""
    files = resources.files("unodc_parse").joinpath("data", "wording").iterdir()  # a file may name any path as language
    return f"{language}.toml" in {file.name for file in files}


@cache
def load_wording(language: str, files: Strings = ()) -> Wording:
    """Compile the words of `language` with those that `files` add for it.

    Raises:
        OptionsError: a file cannot be read, or is no lexicon, or says again what is known.
    """
    raw = data(f"wording/{language}.toml")
    small = msgspec.convert({name: raw.pop(name) for name in _SMALL}, SmallWords)
    entries = [msgspec.convert(raw, Entries)]
    entries += [added for added in map(read_entries, files) if added.language == language]
    phrases = [phrase for one in entries for phrase in entry_phrases(one)]
    if twice := duplicates(phrases):
        raise OptionsError(f"{twice[0][1].text!r} is in the lexicon already; see `unodc-parse lexicon check`")
    scale = {fold(word): strength for one in entries for word, strength in one.scale.items()}
    phrases += [*_countries(language), *_small_phrases(small)]
    names = Index(language, (phrase for phrase in phrases if _is_name(phrase.kind)))
    others = Index(language, (phrase for phrase in phrases if not _is_name(phrase.kind)))
    lemmatize = lemmatizer(language)
    return Wording(language, small, names, others, scale, _sets(small), lemmatize, _cue_lemmas(entries, lemmatize))


def _cue_lemmas(entries: list[Entries], lemmatize: Lemmatize | None) -> dict[str, Cue]:
    """Return the cues by the lemmas of their verbs; the first bearer of a lemma keeps it."""
    found: dict[str, Cue] = {}
    for cue in (cue for one in entries for cue in one.cue if lemmatize is not None):
        lemmas = (lemmatize(fold(form)) for form in cue.verb if " " not in form) if lemmatize else ()
        for lemma in filter(None, lemmas):
            found.setdefault(lemma, cue)
    return found


def read_entries(path: str) -> Entries:
    """Read a lexicon file of a user; raises `OptionsError` with one line that says what is wrong with it."""
    try:
        with Path(path).open("rb") as file:
            entries = _decoded(file.read(_MOST_BYTES + 1))
    except OSError as problem:
        raise OptionsError(f"{path}: the lexicon cannot be read ({problem.strerror}); check the path") from problem
    except msgspec.ValidationError as problem:
        raise OptionsError(f"{path}: the lexicon has a wrong entry ({problem}); see docs/meaning.md") from problem
    except ValueError as problem:
        raise OptionsError(f"{path}: the lexicon is no TOML ({problem}); see docs/meaning.md") from problem
    if not has_wording(entries.language):
        raise OptionsError(f"{path}: there is no lexicon of {entries.language!r} to add to; use ar or en")
    if any(not cut(phrase.text).keys for phrase in entry_phrases(entries)):
        raise OptionsError(f"{path}: the lexicon has an entry with an empty phrase; write words, or take it out")
    return entries


def _decoded(data: bytes) -> Entries:
    """Return the entries that TOML holds; raises `ValueError` where it is none, or would take too long to read."""
    if len(data) > _MOST_BYTES:
        raise ValueError(f"it is larger than {show_size(_MOST_BYTES)}")
    text = data.decode("utf-8")
    if _DEEP_KEY.search(text):
        raise ValueError("a name is deeper than any entry")
    try:
        read = tomllib.loads(text)
    except RecursionError:
        raise ValueError("its brackets are nested too deep") from None
    except tomllib.TOMLDecodeError:
        raise
    except ValueError:  # Python's own bound of what it reads as a number
        raise ValueError("a number has too many digits") from None
    return msgspec.convert(read, Entries)


def entries_of(language: str) -> Entries:
    """Return the package's own entries of `language`."""
    raw = data(f"wording/{language}.toml")
    return msgspec.convert({name: value for name, value in raw.items() if name not in _SMALL}, Entries)


def entry_phrases(entries: Entries) -> Iterator[Phrase[Any]]:
    """Yield all phrases of some entries."""
    for table in TABLES:
        for entry in getattr(entries, table):
            yield from phrases_of(entry, "party" if table == "addressee" else table)


def phrases_of(entry: Entry, table: str) -> Iterator[Phrase[Any]]:
    """Yield the phrases of one entry."""
    if isinstance(entry, Name):
        yield from (Phrase(table, name, entry.id, _NAME_CLITICS) for name in entry.names)
        return
    for kind, name in _KINDS[type(entry)].items():
        yield from (Phrase(kind, text, entry) for text in getattr(entry, name))


#: The phrases of an entry by the kind they are found as.
_KINDS: Final[dict[type, dict[str, str]]] = {
    Cue: {f"cue_{mood}": mood for mood in ("verb", "base", "passive", "modal", "subject_after")},
    Count: {f"count_{place}": place for place in ("before", "after", "alone")},
    SpeechVerb: {"speech": "forms", "speech_passive": "passive", "speech_both": "both"},
    Hedge: {"hedge": "phrases"},
    Aspect: {"aspect": "phrases"},
    Agreement: {"agreement": "phrases"},
    Title: {"title": "phrases"},
    Topic: {"topic": "phrases"},
}


def _small_phrases(small: SmallWords) -> Iterator[Phrase[Any]]:
    """Yield the small words of more than one word, and those that open a citation or name speakers."""
    citations, speakers = small.citations, small.speakers
    for kind in ("article", "paragraph", "resolution", "decision", "item", "agenda_item"):
        yield from (Phrase("cite", text, kind, _NAME_CLITICS) for text in getattr(citations, kind))
    for kind in ("agenda_tail", "here", "same", "document", "issued"):
        yield from (Phrase(f"cite_{kind}", text, kind, _NAME_CLITICS) for text in getattr(citations, kind))
    for kind in ("singular", "dual", "plural"):
        yield from (Phrase("speaker", text, kind) for text in getattr(speakers, kind))
    for kind in ("bare", "same", "according_to", "on_behalf"):
        yield from (Phrase(f"speaker_{kind}", text, kind) for text in getattr(speakers, kind))
    yield from (Phrase("adverb", text, text) for text in small.grammar.adverbs)
    yield from (Phrase("join", text, text) for text in small.grammar.joins if " " in text)
    yield from (Phrase("intensifier", text, text) for text in small.grammar.intensifiers)
    yield from (Phrase("ordinal", text, at) for at, text in enumerate(citations.ordinals, 1))


def _countries(language: str) -> Iterator[Phrase[Any]]:
    for country in data("countries.toml")["country"]:
        for name in country.get(language, ()):
            yield Phrase("party", name, f"state_{country['id'].lower()}", _NAME_CLITICS)


def named_states(text: str, language: str) -> frozenset[str]:
    """Return the ids of the States that a text names, in whatever role; none in a language without a file of words.

    >>> sorted(named_states("contributions by Cuba and Peru", "en") & named_states("تبرُّعا بيرو وقطر", "ar"))
    ['state_pe']
    """
    if not has_wording(language):
        return frozenset()
    return frozenset(found.value for found in _states(language).find(cut(text)))


@cache
def _states(language: str) -> Index[Any]:
    return Index(language, _countries(language))


def _sets(small: SmallWords) -> dict[str, frozenset[str]]:
    """Return every list of small words as a set of folded words, named `table.list`."""
    return {
        f"{table}.{name}": frozenset(fold(word) for word in value)
        for table, lists in msgspec.to_builtins(small).items()
        for name, value in lists.items()
    }
