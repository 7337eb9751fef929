"""What settling puts right: signs that stand mirrored or aside, and those that a font lacks."""

from __future__ import annotations

from tests.unit.read.page_maker import BOLD, lines_of, page_of, texts_of, word

from unodc_parse.language.numerals import is_heading_marker
from unodc_parse.read.glyphs import UNKNOWN, Glyph
from unodc_parse.read.layout import lay_out
from unodc_parse.read.settle import settle


def test_quotation_marks_may_be_mapped_by_shape_where_brackets_are_not():
    logical = word(")أ(", 100, 100), word("لاق", 120, 100)
    assert texts_of(word("«ب»", 80, 100), *logical) == ["قال (أ) «ب»"]
    assert texts_of(word("»ب«", 80, 100), *logical) == ["قال (أ) «ب»"]
    assert texts_of(word("»", 80, 100), *logical) == ["قال (أ) »"]


def test_the_sign_of_a_number_with_decimals_stands_before_it():
    arabic = word("لاق", 300, 50)
    assert texts_of(arabic, word("-٣,٦", 300, 100))[1:] == ["-٣,٦"]
    assert texts_of(arabic, word("٣,٦-", 300, 100))[1:] == ["-٣,٦"]
    assert texts_of(arabic, word("-١", 300, 100))[1:] == ["١-"]


def test_markers_whose_brackets_or_hyphen_a_font_lacks_are_put_right_and_doubted():
    page = [word("لاق", 100 + 20 * i, 50 + 15 * j) for i in range(8) for j in range(6)]
    item = [*word("لاق", 100, 200), *word(f"{UNKNOWN}أ{UNKNOWN}", 120, 200)]
    point = [*word("لاق", 100, 220), *word(f"{UNKNOWN}٣", 120, 220)]
    under = [*word("لاق", 100, 210), *word(f"{UNKNOWN}٢{UNKNOWN}", 120, 210)]
    inside = [*word("لاق", 100, 240), *word(UNKNOWN, 120, 240), *word("لاق", 130, 240)]
    for glyph in (*item, *under, *point, *inside):
        glyph.code = 0 if glyph.text == UNKNOWN else 5
    lines = lines_of(*page, item, under, point, inside)[-4:]
    assert [(line.text, line.confidence) for line in lines] == [
        ("(أ) قال", 0.7),
        ("‘٢’ قال", 0.7),
        ("٣- قال", 0.7),
        ("قال […] قال", 0.0),
    ]


def test_the_hyphen_behind_a_word_that_numbers_a_heading_is_put_in_where_the_font_lacks_it():
    page = [word("لاق", 100 + 20 * i, 50 + 15 * j, face=BOLD) for i in range(8) for j in range(6)]
    first = [*word("لاق", 100, 200), *word(f"{UNKNOWN}الوأ", 120, 200)]
    other = [*word("لاق", 100, 220), *word(f"{UNKNOWN}ادغ", 120, 220)]
    for glyph in (*first, *other):
        glyph.code = 0 if glyph.text == UNKNOWN else 5
        glyph.face = BOLD

    def read(**known):
        (lines,) = settle([lay_out(page_of(*page, first, other), 1)], {}, **known).pages
        return [line.text for line in lines[-2:]]

    assert read(is_marker_word=is_heading_marker) == ["أولا- قال", "غدا[…] قال"]
    assert read() == ["أولا[…] قال", "غدا[…] قال"]


def test_a_lam_whose_form_joins_nothing_bears_a_lost_alef():
    """A glyph that no letter is known of lies over the lam, or has gone to the letter behind it."""

    def read(*units):
        texts = zip(units, word("x" * len(units), 100, 100), strict=True)
        glyphs = [Glyph(text, g.x0, g.x1, g.y, g.size, g.face, 0) for text, g in texts]
        (line,) = settle([lay_out(page_of(word("ىلع", 150, 100), glyphs), 1)], {}).pages[0]
        return line.text, line.confidence

    assert read("\ufee0\U000f0000\u064b", "\ufee4", "\ufecb") == ("على عملاً", 0.7)
    assert read("\ufe93", "\ufee3", "\ufeaf\U000f0000", "\ufee0") == ("على لازمة", 0.7)
    assert read("\ufeaa", "\ufee0\U000f0000", "\ufeb3")[0] == "على سلد"
