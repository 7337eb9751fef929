"""Glyphs to lines: rows, calls, columns, spaces, turned text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.read.page_maker import BOLD, FACE, lines_of, texts_of, word

from unodc_parse.read.glyphs import Glyph, PageGlyphs
from unodc_parse.read.gutters import Gutters
from unodc_parse.read.layout import lay_out
from unodc_parse.read.settle import settle


def test_a_raised_call_stays_in_its_line_and_is_reported():
    (line,) = lines_of(word("end.", 100, 100), word("12", 120, 96, size=6), word("In", 130, 100))
    assert line.text == "end.12 In"
    assert [line.text[slice(*call)] for call in line.calls] == ["12"]


def test_the_number_of_a_note_is_parted_from_its_text():
    (line,) = lines_of(word("1", 100, 96, size=6), word("See", 103.2, 100))
    assert line.text == "1 See"
    assert line.calls == ((0, 1),)


def test_missing_spaces_are_found_by_gaps():
    assert texts_of(word("one", 100, 100), word("two", 117, 100)) == ["one two"]


def test_gaps_are_no_spaces_where_a_line_has_its_own():
    assert texts_of(word("a b c", 100, 100), word("d e", 126, 100)) == ["a b cd e"]


@pytest.mark.parametrize("text", ["2026", "B.\N{NO-BREAK SPACE}Annex", "a of b"])
def test_letters_set_apart_are_no_words(text):
    tracked = [word(char, 100 + 7 * i, 100) for i, char in enumerate(text)]
    apart = [word(char, 100 + 6.6 * i, 100) for i, char in enumerate(text)]
    said = text.replace("\N{NO-BREAK SPACE}", " ")
    assert texts_of(*apart) == [said]
    assert texts_of(*tracked) == [said if " " in said else "2 0 2 6"]  # so far apart are words, too


def test_pieces_far_apart_are_lines_of_their_own():
    assert texts_of(word("left", 50, 100), word("right", 400, 100)) == ["left", "right"]


COLUMN = ["abcdefghijklmnopqrst"] * 6


def test_columns_are_read_one_after_the_other():
    left = [word(f"L{i}{text}", 50, 100 + 14 * i) for i, text in enumerate(COLUMN)]
    right = [word(f"R{i}{text}", 190, 100 + 14 * i) for i, text in enumerate(COLUMN)]
    head = word("a heading that runs over both of the columns", 60, 60)
    mixed = [part for pair in zip(left, right, strict=True) for part in pair]
    assert [text[:2] for text in texts_of(head, *mixed)] == ["a "] + [f"L{i}" for i in range(6)] + [
        f"R{i}" for i in range(6)
    ]


def test_columns_of_arabic_are_read_from_the_right():
    arabic = "بتثجحخدذرزسشصضطظعغفق"
    left = [word(arabic + "ا" * (i + 1), 50, 100 + 14 * i, advance=0.4) for i in range(6)]
    right = [word(arabic + "ا" * (i + 1), 190, 100 + 14 * i, advance=0.4) for i in range(6)]
    boxes = [line.bbox[0] for line in lines_of(*left, *right)]
    assert boxes == [190.0] * 6 + [50.0] * 6


def test_a_table_of_short_cells_is_read_row_by_row():
    rows = [part for i in range(6) for part in (word(f"a{i}", 50, 100 + 14 * i), word(f"b{i}", 200, 100 + 14 * i))]
    assert texts_of(*rows) == [f"{c}{i}" for i in range(6) for c in "ab"]


def test_turned_text_is_laid_out_in_its_own_frame():
    (line,) = lines_of(word("up", 100, 50, angle=-90))
    assert line.text == "up"
    x0, top, x1, bottom = line.bbox
    assert bottom - top == pytest.approx(10, abs=0.1)
    assert x1 - x0 == pytest.approx(10, abs=0.1)


def test_most_letters_decide_what_is_bold():
    heading, body = lines_of(word("Heading", 50, 100, face=BOLD), word("a", 50, 120, face=BOLD), word("bcd", 55, 120))
    assert heading.bold
    assert not body.bold


def test_a_tail_drawn_over_the_space_before_it_parts_no_word():
    reh = Glyph("ر", 98.0, 103.4, 100, 10, FACE, 0)
    space = Glyph(" ", 99.0, 101.0, 100, 10, FACE, 0)
    assert texts_of(word("ا", 92.5, 100), [space, reh], word("ب", 103.2, 100)) == ["بر ا"]


def test_a_space_between_letters_that_overlap_is_none():
    waw = Glyph("و", 100.0, 106.0, 100, 10, FACE, 0)
    space = Glyph(" ", 101.0, 103.0, 100, 10, FACE, 0)
    teh = Glyph("ت", 96.0, 101.0, 100, 10, FACE, 0)
    assert texts_of([space, waw, teh]) == ["وت"]


def test_marks_of_hostile_shape_raise_nothing():
    assert texts_of([Glyph("ّ", 1, 1, 1, 0, FACE, 0)]) in ([], ["ّ"])


GLYPHS = st.lists(
    st.builds(
        Glyph,
        text=st.text(alphabet="ابتّ١2a (.-\N{REPLACEMENT CHARACTER}", max_size=2),
        x0=st.floats(0, 500),
        x1=st.floats(0, 500),
        y=st.floats(10, 800),
        size=st.sampled_from([0.0, 6.0, 10.0, 12.0]),
        face=st.sampled_from([FACE, BOLD]),
        stream=st.just(0),
        code=st.integers(-1, 5),
        angle=st.sampled_from([0, 0, 0, 90, -90, 45]),
    ),
    max_size=40,
)


@given(GLYPHS)
def test_no_letter_is_lost_whatever_the_places(glyphs):
    for stream, glyph in enumerate(glyphs):
        glyph.x0, glyph.x1 = min(glyph.x0, glyph.x1), max(glyph.x0, glyph.x1)
        glyph.stream = stream
    wanted = sorted(char for glyph in glyphs for char in glyph.text if char.isalnum())
    drafts = lay_out(PageGlyphs(595, 842, glyphs), 1)
    assert sorted(char for draft in drafts for unit in draft.units for char in unit if char.isalnum()) == wanted


@given(GLYPHS)
def test_settled_lines_are_clean(glyphs):
    for stream, glyph in enumerate(glyphs):
        glyph.x0, glyph.x1 = min(glyph.x0, glyph.x1), max(glyph.x0, glyph.x1)
        glyph.stream = stream
    (lines,) = settle([lay_out(PageGlyphs(595, 842, glyphs), 1)], {}).pages
    for line in lines:
        assert line.text == " ".join(line.text.split())
        assert "\N{REPLACEMENT CHARACTER}" not in line.text
        assert not any(0xE000 <= ord(char) <= 0xF8FF for char in line.text)
        assert all(0 <= start < end <= len(line.text) for start, end in line.calls)


def test_columns_of_different_baselines_and_lengths_stay_columns():
    # rows of both columns lie between each other, so that the last lines of the longer one seem far apart
    left = [word(f"L{i}{COLUMN[0]}", 50, 107 + 14 * i) for i in range(6)]
    right = [word(f"R{i}{COLUMN[0]}", 190, 100 + 14 * i) for i in range(10)]
    mixed = sorted([*left, *right], key=lambda glyphs: glyphs[0].y)
    assert [text[:2] for text in texts_of(*mixed)] == [f"L{i}" for i in range(6)] + [f"R{i}" for i in range(10)]


def test_a_small_foot_belongs_to_no_column():
    left = [word(f"L{i}{COLUMN[0]}", 50, 100 + 14 * i) for i in range(6)]
    right = [word(f"R{i}{COLUMN[0]}", 190, 100 + 14 * i) for i in range(6)]
    foot = word("V.17-07885", 50, 100 + 14 * 5 + 24, size=7)
    assert texts_of(*left, *right, foot)[-1] == "V.17-07885"


def test_two_words_of_a_narrow_justified_line_are_one_line():
    lines = [word(COLUMN[0], 50, 100 + 14 * i) for i in range(3)]
    two = [*word("an ", 50, 142), *word("example", 115, 142)]
    assert "an example" in texts_of(*lines, two)
    wide = [word(COLUMN[0] * 4, 50, 100 + 14 * i) for i in range(3)]
    cells = [*word("an ", 50, 142), *word("example", 250, 142)]
    assert "an example" not in texts_of(*wide, cells)


def column(x, tops, width, *, size=10):
    """Latin lines of a column, each one glyph of a run, `tops` apart."""
    return [Glyph("w" * int(width / size), x, x + width, y, float(size), FACE, 0) for y in tops]


def laid(glyphs):
    for stream, glyph in enumerate(glyphs):
        glyph.stream = stream
    return [draft.bbox[0] < 200 for draft in lay_out(PageGlyphs(595, 842, glyphs), 1)]


def test_a_column_of_short_titles_beside_a_full_one_is_read_apart():
    left = column(60, range(100, 300, 14), 200)
    right = [g for i, top in enumerate(range(105, 300, 28)) for g in column(300, [top], 200 if i == 1 else 90)]
    assert laid(left + right) == [True] * len(left) + [False] * len(right)


def test_short_titles_level_with_full_lines_are_rows():
    left, right = column(60, range(100, 240, 14), 60), column(300, range(100, 240, 14), 200)
    assert laid(left + right) == [True, False] * 10


def test_blocks_below_each_other_are_no_columns():
    left, right = column(60, range(100, 160, 12), 200), column(300, range(170, 240, 12), 90)
    assert laid(right + left) == [True] * 5 + [False] * 6


def test_a_running_head_above_one_column_belongs_to_neither():
    left = column(60, [60, *range(100, 240, 14)], 200)
    right = column(300, range(100, 240, 14), 200)
    assert laid(right + left) == [True] * 11 + [False] * 10


def test_what_stands_above_or_below_the_page_is_left_out():
    glyphs = column(60, [-2, 100, 860], 100)
    assert [round(draft.bbox[1]) for draft in lay_out(PageGlyphs(595, 842, glyphs), 1)] == [92]


def page_after(earlier, glyphs):
    """Tell for each line of a page whether it starts on the left, when `earlier` was the page before."""
    gutters = Gutters()
    for number, page in enumerate((earlier, glyphs), 1):
        for stream, glyph in enumerate(page):
            glyph.stream = stream
        drafts = lay_out(PageGlyphs(595, 842, page), number, gutters)
    return [draft.bbox[0] < 200 for draft in drafts]


def level_columns():
    """A short last page: ragged lines of both columns on shared baselines."""
    left = [g for i, top in enumerate(range(100, 190, 14)) for g in column(60, [top], 90 if i else 200)]
    right = [g for i, top in enumerate(range(100, 190, 14)) for g in column(300, [top], 80 if i else 200)]
    return left, right


def test_a_short_level_page_has_the_gutter_of_the_page_before():
    full = column(60, range(100, 500, 14), 200) + column(300, range(100, 500, 14), 200)
    left, right = level_columns()
    assert page_after(full, left + right) == [True] * len(left) + [False] * len(right)


def test_few_lines_that_end_at_the_edges_of_a_known_gutter_are_columns():
    full = column(60, range(100, 500, 14), 200) + column(300, range(100, 500, 14), 200)
    left = column(60, [100], 120, size=12) + column(60, [131, 145], 200)  # a heading, and lines below it
    right = column(300, range(100, 140, 14), 180)
    assert page_after(full, left + right) == [True] * 3 + [False] * 3


def test_without_columns_before_level_ragged_lines_are_rows():
    full = column(60, range(100, 500, 14), 440)
    left, right = level_columns()
    assert page_after(full, left + right) == [True, False] * len(left)


def test_a_table_beside_no_known_gutter_stays_a_table():
    full = column(60, range(100, 500, 14), 200) + column(300, range(100, 500, 14), 200)
    left = column(60, range(100, 190, 14), 60)
    right = [g for i, top in enumerate(range(100, 190, 14)) for g in column(330, [top], 150 if i else 170)]
    assert page_after(full, left + right) == [True, False] * len(left)


def test_lines_that_merely_lie_near_each_other_are_no_rows():
    # the baselines drift past each other, so that many lie within a third of a line of the other column's
    left = column(60, range(100, 400, 14), 200)
    right = [g for i in range(20) for g in column(300, [102.5 + 14 * i], 200 if i % 3 == 0 else 110)]
    assert laid(left + right) == [True] * len(left) + [False] * len(right)


def test_the_blocks_of_a_masthead_are_no_columns():
    left = column(60, range(100, 180, 16), 200, size=14)
    right = [g for top, width in ((105, 60), (121, 100), (137, 80), (153, 190)) for g in column(300, [top], width)]
    assert laid(left + right) != [True] * len(left) + [False] * len(right)


def read_order(glyphs, rulings=()):
    """Return the tops of the lines of a page, negative ones for those of the second column, in reading order."""
    for stream, glyph in enumerate(glyphs):
        glyph.stream = stream
    drafts = lay_out(PageGlyphs(595, 842, glyphs, rulings=rulings), 1)
    return [round(d.bbox[3] - 2) * (1 if d.bbox[0] < 200 else -1) for d in drafts]


def bold(glyphs):
    for glyph in glyphs:
        glyph.face = BOLD
    return glyphs


def test_a_short_heading_between_bands_of_columns_parts_them():
    above = [column(60, range(100, 170, 14), 200), column(300, range(100, 140, 14), 200)]
    heading = bold(column(60, [190], 90))
    below = [column(60, range(212, 300, 14), 200), column(300, range(212, 300, 14), 200)]
    tops = [*range(100, 170, 14), *(-y for y in range(100, 140, 14)), 190]
    tops += [*range(212, 300, 14), *(-y for y in range(212, 300, 14))]
    assert read_order([*above[0], *above[1], *heading, *below[0], *below[1]]) == tops


def test_a_heading_beside_text_stays_in_its_column():
    left = [*column(60, range(100, 170, 14), 200), *bold(column(60, [184], 90)), *column(60, range(198, 300, 14), 200)]
    right = column(300, range(100, 300, 14), 200)
    assert read_order(left + right) == [y for side in (left, right) for y in _tops(side)]


def both_columns(left, right):
    """Return the lines of two full columns, and their tops in reading order."""
    return [*column(60, left, 200), *column(300, right, 200)], [*left, *(-top for top in right)]


@pytest.mark.parametrize("gap", [30, 42])
@pytest.mark.parametrize("lines", [2, 3, 4])
def test_a_gap_at_one_height_in_both_columns_parts_nothing(gap, lines):
    few = range(100, 100 + 14 * lines, 14)
    below = [*few, *range(few[-1] + gap, 500, 14)]
    glyphs, tops = both_columns(below, below)
    assert read_order(glyphs) == tops
    above = [600 - top for top in reversed(below)]
    glyphs, tops = both_columns(above, above)
    assert read_order(glyphs) == tops


def test_running_heads_and_notes_stay_outside_the_columns_across_a_gap():
    tops = range(130, 500, 14)
    glyphs, order = both_columns(tops, tops)
    heads = [*column(60, [100], 80), *column(400, [100], 100)]
    notes = [*column(60, [530, 542], 196, size=7), *column(300, [530, 542], 196, size=7)]
    assert read_order([*heads, *glyphs, *notes])[2 : 2 + len(order)] == order


def test_a_heading_beside_a_table_of_the_other_column_stays_in_its_own():
    first = [*column(60, range(100, 170, 14), 200), *bold(column(60, [190], 90)), *column(60, range(212, 500, 14), 200)]
    second = [*column(300, range(100, 140, 14), 200), *column(300, range(212, 500, 14), 200)]
    table, rulings = ruled((300, 400, 500), (140, 160, 180, 200))
    tops = [*_tops(first), *_tops(second[:3]), *_tops(table), *_tops(second[3:])]
    assert read_order([*first, *second, *table], rulings) == tops


def test_a_table_over_both_columns_parts_them():
    above, order = both_columns(range(100, 240, 14), range(100, 240, 14))
    below, rest = both_columns(range(330, 500, 14), range(330, 500, 14))
    table, rulings = ruled((60, 290, 500), (250, 270, 290, 310))
    assert read_order([*above, *below, *table], rulings) == [*order, *_tops(table), *rest]


def ruled(xs, ys):
    """Return the texts and the lines of a table."""
    glyphs = [g for top, low in pairwise(ys) for x in xs[:-1] for g in column(x + 5, [(top + low) // 2 + 4], 50)]
    level = [(xs[0], y, xs[-1], y) for y in ys]
    return glyphs, (*level, *((x, ys[0], x, ys[-1]) for x in xs))


def test_columns_go_on_above_the_row_where_their_gutter_narrows():
    # short lines of a masthead on the baselines of the other column, whose items are indented further down
    first = [*column(60, range(100, 240, 14), 60), *column(60, range(240, 520, 14), 200)]
    second = [*column(300, range(100, 142, 14), 200), *column(330, range(142, 520, 14), 150)]
    assert read_order(first + second) == [
        *_tops(first),
        *(-top for top in (*range(100, 142, 14), *range(142, 520, 14))),
    ]


def _tops(side):
    return [round(glyph.y) * (1 if glyph.x0 < 200 else -1) for glyph in side]


def test_a_short_band_has_the_gutter_of_its_page():
    long = [column(60, range(300, 500, 14), 200), column(300, range(300, 500, 14), 200)]
    across = bold(column(60, [280], 440))
    short = [column(60, [100, 114, 128], 200), column(300, [100, 114], 200)]
    tops = [100, 114, 128, -100, -114, 280, *range(300, 500, 14), *(-y for y in range(300, 500, 14))]
    assert read_order([*short[0], *short[1], *across, *long[0], *long[1]]) == tops


def test_columns_of_a_bilingual_page_have_directions_of_their_own() -> None:
    latin = [word("(a) words of a column (and", 50, 100 + 14 * i) for i in range(8)]
    arabic = [word("رخآ نيب xyz abcdef ةملك", 200, 107 + 14 * i) for i in range(8)]
    texts = texts_of(*latin, *arabic)
    assert texts.count("(a) words of a column (and") == 8
    assert texts.count("كلمة xyz abcdef بين آخر") == 8
