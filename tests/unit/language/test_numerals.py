"""Enumerators as numbers and back: every one of them, in both languages."""

import pytest

from unodc_parse.language.direction import language_of
from unodc_parse.language.lexicon import load
from unodc_parse.language.numerals import from_letters, session_number, to_letters


def test_latin_letters_round_trip_past_z() -> None:
    for ordinal in range(1, 53):
        assert from_letters(to_letters(ordinal), load("en")) == ordinal


def test_arabic_letters_count_in_abjad_order_and_meet_the_latin_ones() -> None:
    arabic = load("ar")
    assert [from_letters(c, arabic) for c in "أبجدهوزحطي"] == list(range(1, 11))
    assert from_letters("هـ", arabic) == 5
    assert from_letters("ض", arabic) == from_letters("z", load("en")) == 26
    assert from_letters("ظ", arabic) == from_letters("aa", load("en")) == 27
    assert from_letters("أأ", arabic) == 29
    assert from_letters("ab", arabic) is None
    assert len(set(arabic.markers.letters)) == 28


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Twelfth session", 12),
        ("Sixty-eighth session", 68),
        ("Thirty-fourth session", 34),
        ("Eightieth session", 80),
        ("12th session", 12),
        ("Session", None),
        ("Report of the meeting", None),
        ("الدورة الثانية عشرة", 12),
        ("الدورة الحادية والستون", 61),
        ("الدورة السادسة والستون", 66),
        ("الدورة العشرون", 20),
        ("الدورة ٧٣", 73),
        ("الدورة", None),
    ],
)
def test_sessions_are_counted(text: str, number: int | None) -> None:
    assert session_number(text, load(language_of(text))) == number
