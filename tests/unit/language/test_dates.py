"""Dates of both languages, to ISO, in printed and in damaged order."""

import pytest

from unodc_parse.language.dates import find_dates, find_scrambled_date
from unodc_parse.language.direction import language_of
from unodc_parse.language.lexicon import load

CASES = [
    ("13 November 2017", [("2017-11-13", "2017-11-13")]),
    ("Vienna, 9–13 October 2017", [("2017-10-09", "2017-10-13")]),
    ("from 9 to 13 October 2017", [("2017-10-09", "2017-10-13")]),
    ("on 9 and 10 October 2017", [("2017-10-09", "2017-10-10")]),
    ("30 September to 4 October 2017", [("2017-09-30", "2017-10-04")]),
    ("30 December–3 January 2018", [("2017-12-30", "2018-01-03")]),
    ("October 9, 2017", [("2017-10-09", "2017-10-09")]),
    ("by 1st March 2020 and December 3rd, 2020", [("2020-03-01", "2020-03-01"), ("2020-12-03", "2020-12-03")]),
    ("3-4 Dec 2020", [("2020-12-03", "2020-12-04")]),
    ("31 June 2017", []),
    ("the period 2012–2016", []),
    ("فيينا، ٩-١٣ تشرين الأول/أكتوبر ٢٠١٧", [("2017-10-09", "2017-10-13")]),
    ("من ٩ إلى ١٣ تشرين الأول/أكتوبر ٢٠١٧", [("2017-10-09", "2017-10-13")]),
    ("يومي ٩ و١٠ تشرين الأول/أكتوبر ٢٠١٧", [("2017-10-09", "2017-10-10")]),
    ("المؤرخ 28 تموز/يوليه 2011", [("2011-07-28", "2011-07-28")]),
    ("٢ آب/أغسطس ٢٠١٧", [("2017-08-02", "2017-08-02")]),
    ("١٣-٩ تشرين الأول/أكتوبر ٢٠١٧", [("2017-10-09", "2017-10-13")]),
    ("٢٠١٧تشرين الأول/أكتوبر  ١٣-٩فيينا،", [("2017-10-09", "2017-10-13")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_dates_are_found_and_ordered(text: str, expected: list[tuple[str, str]]) -> None:
    found = find_dates(text, load(language_of(text)))
    assert [(d.start, d.end) for d in found] == expected


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_name_of_every_month_is_read(language: str) -> None:
    lexicon = load(language)
    for number, names in lexicon.months.items():
        for name in names:
            [date] = find_dates(f"7 {name} 2019", lexicon)
            assert date.start == f"2019-{number:02}-07", name


def test_a_span_covers_the_date_as_printed() -> None:
    text = "عُقد في ٩-١٣ تشرين الأول/أكتوبر ٢٠١٧ في فيينا"
    [date] = find_dates(text, load("ar"))
    assert text[date.span[0] : date.span[1]] == "٩-١٣ تشرين الأول/أكتوبر ٢٠١٧"


def test_a_scrambled_date_needs_one_of_each_part() -> None:
    lexicon = load("ar")
    found = find_scrambled_date("٢٠١٧الأول/أكتوبر تشرين  ١٣-١١فيينا،", lexicon)
    assert found is not None
    assert (found.start, found.end) == ("2017-10-11", "2017-10-13")
    assert find_scrambled_date("٢٠١٧ و٢٠١٨ أكتوبر ١٣-١١", lexicon) is None
    assert find_scrambled_date("فيينا", lexicon) is None
