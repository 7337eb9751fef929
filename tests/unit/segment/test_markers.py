"""Markers: every spelling seen in the wild is read, and what only looks like one is not."""

import pytest

from unodc_parse.language.lexicon import load
from unodc_parse.language.numerals import to_letters
from unodc_parse.roman import to_roman
from unodc_parse.segment.markers import read_footnote_marker, read_markers

SPELLINGS = [
    ("١- قرَّر المؤتمر", "ar", ("paragraph", "decimal", 1)),
    ("24- قرَّر", "ar", ("paragraph", "decimal", 24)),
    ("5 - قرَّر", "ar", ("paragraph", "decimal", 5)),
    ("-١ قرَّر", "ar", ("paragraph", "decimal", 1)),
    (".1 قرَّر", "ar", ("paragraph", "decimal", 1)),
    ("۱۲– قرَّر", "ar", ("paragraph", "decimal", 12)),
    ("12. The Working Group", "en", ("paragraph", "decimal", 12)),
    ("12) The Working Group", "en", ("paragraph", "decimal", 12)),
    ("أولاً- مقدِّمة", "ar", ("section", "ordinal_word", 1)),
    ("أولا - مقدِّمة", "ar", ("section", "ordinal_word", 1)),
    ("حادي عشر- المرفقات", "ar", ("section", "ordinal_word", 11)),
    ("ألف- الافتتاح", "ar", ("subsection", "abjad_name", 1)),
    ("دال - الحضور", "ar", ("subsection", "abjad_name", 4)),
    ("III. Summary", "en", ("section", "roman_upper", 3)),
    ("Chapter IV", "en", ("section", "chapter_word", 4)),
    ("الفصل الثالث", "ar", ("section", "chapter_word", 3)),
    ("B. Deliberations", "en", ("subsection", "latin_upper", 2)),
    ("(هـ) ينبغي", "ar", ("item", "abjad", 5)),
    ("(ه) ينبغي", "ar", ("item", "abjad", 5)),
    (")ه( ينبغي", "ar", ("item", "abjad", 5)),
    (")(ه ينبغي", "ar", ("item", "abjad", 5)),
    ("(aa) The", "en", ("item", "latin_lower", 27)),
    ("(ظ) أن", "ar", ("item", "abjad", 27)),
    ("`2` أن", "ar", ("subitem", "quoted_decimal", 2)),
    ("'٢' أن", "ar", ("subitem", "quoted_decimal", 2)),
    ("Annex II", "en", ("annex", "annex_word", 2)),
    ("Annex", "en", ("annex", "annex_word", 0)),
    ("المرفق الثاني", "ar", ("annex", "annex_word", 2)),
    ("مرفق", "ar", ("annex", "annex_word", 0)),
    ("مادة (١)", "ar", ("section", "article_word", 1)),
]


@pytest.mark.parametrize(("text", "language", "expected"), SPELLINGS)
def test_spellings_are_read(text: str, language: str, expected: tuple[str, str, int]) -> None:
    assert expected in [(r.level, r.family, r.ordinal) for r in read_markers(text, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2012-2016 was the period", "en"),
        ("1.5 per cent", "en"),
        ("10.30 a.m.", "en"),
        ("٢ (ب) من اتفاقية الجريمة المنظمة", "ar"),
        ("٩-١٣ تشرين الأول/أكتوبر", "ar"),
        ("Annexes and tables were", "en"),
        ("المرفقات التالية", "ar"),
        ("أولويات الفريق", "ar"),
        ("", "en"),
        ("0. nothing", "en"),
    ],
)
def test_what_only_looks_like_a_marker_has_no_reading(text: str, language: str) -> None:
    assert read_markers(text, language) == ()


def test_every_letter_and_numeral_is_read_at_its_position() -> None:
    for ordinal in range(1, 28):
        readings = {(r.family, r.ordinal) for r in read_markers(f"({to_letters(ordinal)}) The", "en")}
        assert ("latin_lower", ordinal) in readings
    for ordinal, letter in enumerate(load("ar").markers.letters, 1):
        assert ("abjad", ordinal) in {(r.family, r.ordinal) for r in read_markers(f"({letter}) أن", "ar")}
    for ordinal in range(1, 20):
        readings = {(r.family, r.ordinal) for r in read_markers(f"({to_roman(ordinal)}) To", "en")}
        assert ("roman_lower", ordinal) in readings


def test_an_ambiguous_marker_has_all_its_readings() -> None:
    assert {(r.family, r.ordinal) for r in read_markers("(i) To", "en")} == {("latin_lower", 9), ("roman_lower", 1)}
    assert {(r.family, r.ordinal) for r in read_markers("C. To", "en")} == {("roman_upper", 100), ("latin_upper", 3)}


@pytest.mark.parametrize(("text", "language", "_"), SPELLINGS)
def test_the_marker_and_the_gap_after_it_are_left_out(text: str, language: str, _: object) -> None:
    for reading in read_markers(text, language):
        assert text.startswith(reading.raw)
        assert not text[reading.length :].startswith(" ")


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [("(١) انظر", 1), ("12 See document", 12), ("3/ See", 3), ("See document", None), ("12.", None)],
)
def test_heads_of_footnotes(text: str, ordinal: int | None) -> None:
    marker = read_footnote_marker(text)
    assert (marker.ordinal if marker else None) == ordinal
