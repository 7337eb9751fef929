"""Roman numerals as numbers and back."""

import pytest

from unodc_parse.roman import from_roman, to_roman


def test_roman_numerals_round_trip() -> None:
    for number in range(1, 200):
        assert from_roman(to_roman(number)) == number
        assert from_roman(to_roman(number).upper()) == number


@pytest.mark.parametrize("text", ["", "iiii", "vx", "ic", "mm", "abc", "iv."])
def test_what_is_no_canonical_roman_numeral_is_none(text: str) -> None:
    assert from_roman(text) is None
