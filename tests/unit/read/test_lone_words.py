"""Words laid out one by one: signs that stand on the wrong side of numbers go back."""

from __future__ import annotations

import pytest

from unodc_parse.read.lone_words import laid_alone, read_alone


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("في ،٢٠٢٣ اعتمد", "في ٢٠٢٣، اعتمد"),
        ("-٣ اعتمد", "٣- اعتمد"),
        ("القانون ،(٧١/٢٠٢٢ الذي", "القانون ٧١/٢٠٢٢)، الذي"),
        ("الإنمائي ،(UNDP) دليلاً", "الإنمائي (UNDP)، دليلاً"),
        ("المقرَّر :(٥/١", "المقرَّر ٥/١):"),
        ("قدرها ٪١٢,٥ على", "قدرها ١٢,٥٪ على"),
        ("ليلة ٣١-٣٠ أيار", "ليلة ٣٠-٣١ أيار"),
        ("أداة 4.0، وأُعلن", "أداة 4.0، وأُعلن"),
        ("ثلاثة (١١) ألف- و٨/٢، من", "ثلاثة (١١) ألف- و٨/٢، من"),
    ],
)
def test_signs_go_to_the_other_side_of_words_without_letters(printed: str, meant: str) -> None:
    assert read_alone(printed) == meant


def test_a_document_full_of_words_that_begin_with_commas_is_laid_out_so() -> None:
    assert laid_alone(["في ،٢٠٢٣ و ،٢٠٢٤", "عام ،٢٠٢٥", "-٣ اعتمد"]) == [True] * 3
    assert not any(laid_alone(["في ٢٠٢٣، وفي ٢٠٢٤، وفي ،٢٠٢٥"]))
    assert not any(laid_alone(["في ،٢٠٢٣ وفي ،٢٠٢٤"]))


def test_where_only_some_lines_are_laid_out_so_they_tell_themselves() -> None:
    alone = ["في ،٢٠٢٣ و ،٢٠٢٤", "عام ،٢٠٢٥ وعام", "منذ عام .٢٠٠٥ وضمَّ", "-٣ اعتمد المؤتمر"]
    whole = ["إلى ٢٠٢٦، وكذلك", "عام ٢٠٢٧؛", "٤- وأوصى"]
    assert laid_alone([*alone, *whole]) == [True] * 4 + [False] * 3
