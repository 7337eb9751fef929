"""The lint of lexicon files: duplicates, entries that others hide, examples in which nothing is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from unodc_parse.language.entries import Entries
from unodc_parse.language.lexicon import fold
from unodc_parse.language.phrase_index import Index, duplicates
from unodc_parse.language.phrases import Phrase, cut
from unodc_parse.language.wording import TABLES, entries_of, entry_phrases, phrases_of, read_entries


class Finding(Struct, frozen=True):
    """What is wrong with an entry of a lexicon file."""

    place: str
    problem: str


def check_lexicon(path: str) -> list[Finding]:
    """Check a lexicon file: duplicates, entries that known ones hide, examples in which nothing is found.

    Raises:
        OptionsError: the file cannot be read, or is no lexicon.
    """
    added = read_entries(path)
    return check_entries(added, entries_of(added.language))


def check_entries(added: Entries, known: Entries | None = None) -> list[Finding]:
    """Check entries for themselves and against the known ones."""
    own = list(entry_phrases(added))
    others = list(entry_phrases(known)) if known else []
    findings = [_duplicate(first, second, others) for first, second in duplicates([*others, *own])]
    findings += _silent_examples(added, [*others, *own])
    findings += [Finding("scale", f"{word!r} is no known cue") for word in _unknown(added, [*others, *own])]
    return findings


def _duplicate(first: Phrase[Any], second: Phrase[Any], others: Sequence[Phrase[Any]]) -> Finding:
    where = "in the built-in lexicon" if any(first is other for other in others) else "above"
    return Finding(second.kind, f"{second.text!r} stands {where} already, as {first.text!r}")


def _silent_examples(added: Entries, phrases: Iterable[Phrase[Any]]) -> Iterator[Finding]:
    """Yield the entries whose own example does not show them, because another phrase hides them or by a slip."""
    index = Index(added.language, list(phrases))
    for table in TABLES:
        kind = "party" if table == "addressee" else table
        for number, entry in enumerate(getattr(added, table), 1):
            own = list(phrases_of(entry, kind))
            values = {id(phrase.value) if not isinstance(phrase.value, str) else phrase.value for phrase in own}
            found = index.find(cut(entry.example))
            if not any((f.value if isinstance(f.value, str) else id(f.value)) in values for f in found):
                yield Finding(f"{table} {number}", f"nothing of it is found in its example {entry.example!r}")
    yield from _hidden(index, phrases)


def _hidden(index: Index[Any], phrases: Iterable[Phrase[Any]]) -> Iterator[Finding]:
    """Yield the phrases that are not found even where they stand alone."""
    for phrase in phrases:
        words = cut(phrase.text)
        if not any(f.kind == phrase.kind and f.first == 0 and f.end == len(words.keys) for f in index.find(words)):
            yield Finding(phrase.kind, f"{phrase.text!r} can never be found: a known phrase hides it")


def _unknown(added: Entries, phrases: Iterable[Phrase[Any]]) -> Iterator[str]:
    cues = {fold(phrase.text) for phrase in phrases if phrase.kind.startswith("cue_")}
    return (word for word in added.scale if fold(word) not in cues)
