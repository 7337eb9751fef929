import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unodc_parse.arabic import chardata


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("\N{ARABIC LETTER BEH INITIAL FORM}", "\N{ARABIC LETTER BEH}"),
        ("\N{ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM}", chardata.LAM + chardata.ALEF),
        ("\N{ARABIC FATHA ISOLATED FORM}", "\N{ARABIC FATHA}"),
        ("\N{LATIN SMALL LIGATURE FI}", "fi"),
    ],
)
def test_a_form_folds_to_its_letters_in_logical_order(form, base):
    assert chardata.fold_presentation_forms(form) == base


@given(st.text(alphabet=st.characters(max_codepoint=0x2FFF)))
def test_text_without_forms_is_left_alone(text):
    assert chardata.fold_presentation_forms(text) == text


def test_mirroring_is_its_own_inverse():
    assert all(chardata.MIRRORED[other] == char for char, other in chardata.MIRRORED.items())


def test_every_digit_has_its_value():
    assert all(int(e) == unicodedata.digit(d) for d, e in chardata.TO_EUROPEAN_DIGIT.items())


@pytest.mark.parametrize("char", ["\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER GHAIN FINAL FORM}"])
def test_letters_are_right_to_left(char):
    assert chardata.RTL_LETTER.fullmatch(char)


@pytest.mark.parametrize("char", ["1", "\N{ARABIC-INDIC DIGIT ONE}", "\N{ARABIC FATHA}", "(", "a"])
def test_digits_marks_and_latin_are_not(char):
    assert not chardata.RTL_LETTER.fullmatch(char)
