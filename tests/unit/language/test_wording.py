"""Every entry of the words of meaning: its example shows it, and none of its phrases hides inside another word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from unodc_parse.errors import OptionsError
from unodc_parse.language.entries import Entry
from unodc_parse.language.lint import check_entries, check_lexicon
from unodc_parse.language.phrases import cut
from unodc_parse.language.wording import TABLES, entries_of, has_wording, load_wording, phrases_of

LANGUAGES = ("ar", "en")
STRANGE = {"en": "zq", "ar": "ظغ"}


def with_names() -> Iterator[Any]:
    for language in LANGUAGES:
        for table in TABLES:
            for number, entry in enumerate(getattr(entries_of(language), table), 1):
                kind = "party" if table == "addressee" else table
                name = f"{language}-{table}-{number}"
                yield pytest.param(language, kind, entry, id=name)


ENTRIES = list(with_names())


@pytest.mark.parametrize(("language", "kind", "entry"), ENTRIES)
def test_the_example_of_an_entry_shows_it(language: str, kind: str, entry: Entry) -> None:
    kinds = {phrase.kind for phrase in phrases_of(entry, kind)}
    marked = load_wording(language).mark(entry.example)
    found = [f.value for k in kinds for f in marked.of(k)]
    assert entry in found or getattr(entry, "id", None) in found


@pytest.mark.parametrize(("language", "kind", "entry"), ENTRIES)
def test_no_phrase_of_an_entry_hides_inside_another_word(language: str, kind: str, entry: Entry) -> None:
    strange = STRANGE[language]
    for phrase in phrases_of(entry, kind):
        words = cut(f"{strange}{phrase.text}")
        whole = len(words.keys)
        for text in (f"{strange}{phrase.text}", f"{phrase.text}{strange}"):
            marked = load_wording(language).mark(text)
            assert not any(f.value == phrase.value and f.end - f.first == whole for f in marked.of(phrase.kind)), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_built_in_lexicon_is_clean(language: str) -> None:
    assert check_entries(entries_of(language)) == []


def test_a_language_without_words_is_told() -> None:
    assert has_wording("ar")
    assert not has_wording("fr")


def test_words_of_users_are_added_and_strengths_replaced(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text(
        'language = "en"\n[[addressee]]\nid = "ports"\nnames = ["port authorities"]\n'
        'example = "Port authorities should act"\n[scale]\n"should" = 4\n',
        encoding="utf-8",
    )
    assert check_lexicon(str(path)) == []
    wording = load_wording("en", (str(path),))
    assert [f.value for f in wording.mark("the port authorities").of("party")] == ["ports"]
    assert wording.scale == {"should": 4}
    assert load_wording("en").scale == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('language = "en"\n[[addressee]]\nid = "x"\nnames = ["secretariat"]\nexample = "the Secretariat"\n', "already"),
        (
            'language = "en"\n[[hedge]]\nphrases = ["in due form"]\nexample = "none"\n',
            "nothing of it is found",
        ),
        ('language = "en"\n[scale]\n"shoud" = 4\n', "no known cue"),
    ],
)
def test_the_lint_tells_what_is_wrong(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "words.toml"
    path.write_text(text, encoding="utf-8")
    assert any(told in finding.problem for finding in check_lexicon(str(path)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("language = ", "no TOML"),
        ('language = "en"\n[[cue]]\nstrength = 9\nexample = "x"\n', "wrong entry"),
        ('language = "fr"\n', "no lexicon of 'fr'"),
    ],
)
def test_a_file_that_is_no_lexicon_is_refused_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "words.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OptionsError, match=told) as refusal:
        check_lexicon(str(path))
    assert "\n" not in str(refusal.value)


def test_a_lexicon_that_says_again_what_is_known_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    text = 'language = "en"\n[[hedge]]\nphrases = ["As appropriate"]\nexample = "as appropriate"\n'
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OptionsError, match="already"):
        load_wording("en", (str(path),))
