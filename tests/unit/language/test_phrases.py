"""Words, clitics and spans; what is found and what hides inside other words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unodc_parse.language.lexicon import fold
from unodc_parse.language.phrase_index import Index, duplicates
from unodc_parse.language.phrases import Phrase, cut, without_clitics

ALL = "وفلبك"
NAMES = Index("ar", [Phrase("party", "الدول الأطراف", "states_parties", ALL), Phrase("party", "اللجنة", "c", ALL)])


@pytest.mark.parametrize("clitics", ["لل", "ولل", "بال", "وال", "فال"])
def test_clitics_and_marks_hide_nothing(clitics: str) -> None:
    text = f"{clitics}دُّوَل الأطراف"
    found = NAMES.find(cut(text))
    assert [f.value for f in found] == ["states_parties"]
    assert cut(text).span(found[0].first, found[0].end) == (0, len(text))


def test_the_article_merges_with_a_preposition() -> None:
    assert [f.value for f in NAMES.find(cut("يُطلب إلى … وللّجنة"))] == ["c"]
    assert ("ل", "اللجنة") in without_clitics("للجنة")


def test_no_phrase_is_found_inside_a_word() -> None:
    index = Index("en", [Phrase("cue", "may", 1), Phrase("cue", "should", 3)])
    assert index.find(cut("dismay, Mayor, shouldered, may-be")) == []


def test_a_capital_in_a_phrase_is_asked_for() -> None:
    index = Index("en", [Phrase("party", "States", "states")])
    assert index.find(cut("the report states that")) == []
    assert len(index.find(cut("the States"))) == 1


def test_the_longest_phrase_of_a_kind_wins() -> None:
    index = Index("en", [Phrase("party", "Conference", "a"), Phrase("party", "Conference of the Parties", "b")])
    assert [f.value for f in index.find(cut("the Conference of the Parties"))] == ["b"]


def test_spans_cover_the_marks_of_their_letters() -> None:
    words = cut("تُشجَّعُ الدول")
    assert words.printed(0, 1) == "تُشجَّعُ"
    assert words.text[slice(*words.span_after("و", *(0, 1)))] == "شجَّعُ"  # the mark goes with the clitic


def test_duplicates_are_told() -> None:
    first, second = Phrase("hedge", "عند الاقتضاء", 1), Phrase("hedge", "عند الإقتضاء", 2)
    assert duplicates([first, second]) == [(first, second)]


@given(st.text(alphabet="abأإوفلبكاىي ًُّـ٣19/-.,()İß ", max_size=40))
def test_words_stand_where_their_spans_say(text: str) -> None:
    words = cut(text)
    assert all(0 <= start < end <= len(text) for start, end in words.spans)
    assert all(a[1] <= b[0] for a, b in zip(words.spans, words.spans[1:], strict=False))
    if "İ" not in text and "ß" not in text:
        assert [fold(text[slice(*span)]) for span in words.spans] == words.keys


@given(st.lists(st.text(alphabet="aB-'1/.٢ـُاوé\N{ZERO WIDTH JOINER}", max_size=50), max_size=6))
def test_a_chunk_is_cut_alike_wherever_it_stands(chunks: list[str]) -> None:
    text = " ".join(chunks)
    words = cut(text)
    apart = [(chunk[slice(*span)], key) for chunk in text.split() for key, span in _cut(chunk)]
    assert [(text[slice(*span)], key) for key, span in zip(words.keys, words.spans, strict=True)] == apart


def _cut(chunk: str) -> list[tuple[str, tuple[int, int]]]:
    words = cut(chunk)
    return list(zip(words.keys, words.spans, strict=True))


def test_words_of_a_chunk_without_end_are_found() -> None:
    text = "a" * 50 + " (b)" + ",c" * 40
    words = cut(text)
    assert [text[slice(*span)] for span in words.spans] == words.keys
    assert words.keys[:4] == ["a" * 50, "(", "b", ")"]
