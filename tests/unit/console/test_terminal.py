"""Arabic in terminals: nothing is lost in wrapping, brackets and marks come out right."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unodc_parse.console.messages import printable
from unodc_parse.console.terminal import to_visual, wrap

ARABIC = st.text(st.sampled_from("ابتثجحلمنوي ٠١٢٣()[]«»-/.،؛abc 123\u064e\u0651"), max_size=60)


def base(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@given(st.text(), st.integers(1, 30))
def test_wrapping_loses_nothing_but_space(text: str, width: int) -> None:
    lines = wrap(text, width, len)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(0 < len(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("logical", "visual"),
    [
        ("(أ)", "(أ)"),
        ("(أ) ب", "ب (أ)"),
        ("[أ «ب»]", "[«ب» أ]"),
        ("المادة ٢ (ب)", "(ب) ٢ ةداملا"),
        ("انظر article 2 (b) هنا", "انه article 2 (b) رظنا"),
        ("(أ (b) ج", "ج (b) أ)"),
        ("٢٦/٤.", ".٢٦/٤"),
    ],
)
def test_brackets_open_towards_what_they_hold(logical: str, visual: str) -> None:
    assert "".join(base(c) for c in to_visual(logical)) == visual


def test_marks_stand_after_their_letter_and_none_is_lost() -> None:
    shown = to_visual("تُعامِل كلاًّ")
    assert base(shown[shown.index("\u064f") - 1]) == "ت"
    assert base(shown[shown.index("\u0650") - 1]) == "م"
    assert sorted(c for c in shown if unicodedata.combining(c)) == ["\u064b", "\u064f", "\u0650", "\u0651"]


@given(ARABIC)
def test_no_character_is_lost_or_invented(text: str) -> None:
    def letters(value: str) -> list[str]:
        swapped = value.translate(str.maketrans(")]}>»", "([{<«"))
        return sorted(unicodedata.normalize("NFKD", swapped))

    assert letters(to_visual(text)) == letters(text)


@given(st.text(st.characters(exclude_categories=())))
def test_nothing_printed_moves_the_cursor_or_reorders_a_line(text: str) -> None:
    shown = printable(text)
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert not any(unicodedata.category(c) in {"Cc", "Zl", "Zp"} or "\u2066" <= c <= "\u2069" for c in shown)
