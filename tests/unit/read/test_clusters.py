"""Fonts whose maps know the first cluster only: letters and marks of later clusters, from what the first ones tell."""

from __future__ import annotations

from unodc_parse.read.clusters import PENDING, ClusterMaps
from unodc_parse.read.fragments import Fragment
from unodc_parse.read.glyphs import UNKNOWN, Face, Glyph
from unodc_parse.read.kashida import Strokes
from unodc_parse.read.marks import bind_marks
from unodc_parse.read.rows import from_left, spaced
from unodc_parse.read.settle import _gapped

FACE = Face(0, "Any", bold=False)
LAM_ALEF, ALEF, HAMZA, HAMZA_BELOW = 1, 2, 3, 4


def glyphs(*told: tuple[int, str, float], replaced: bool = False) -> list[Glyph]:
    """Make glyphs of 12 points from (code, text, width), painted from left to right."""
    made, x = list[Glyph](), 100.0
    for stream, (code, text, width) in enumerate(told):
        made.append(Glyph(text, x, x + width, 50.0, 12.0, FACE, stream, code, replaced=replaced))
        x += width
    return made


def read(*clusters: list[Glyph]) -> list[str]:
    """Return the texts of clusters as the document's end makes them, from left to right."""
    maps = ClusterMaps()
    for cluster in clusters:
        maps.resolve(cluster)
    known = maps.known()
    return [PENDING.sub(lambda m: known.get(m[0], "?"), "".join(g.text for g in cluster)) for cluster in clusters]


def test_a_hamza_painted_before_its_lam_alef_is_a_mark() -> None:
    first = glyphs((HAMZA, "لأ", 0.0), (LAM_ALEF, "", 5.5))
    plain = glyphs((LAM_ALEF, "", 5.5))
    below = glyphs((HAMZA_BELOW, "إ", 0.0), (ALEF, "ا", 2.0))
    other = glyphs((HAMZA_BELOW, "إ", 0.0), (LAM_ALEF, "", 5.5))
    assert read(first, plain, below, other) == ["\u0654لا", "لا", "\u0655ا", "\u0655لا"]


def test_a_letter_that_was_found_below_marks_is_no_piece_of_its_neighbour() -> None:
    assert read(glyphs((HAMZA, "أ", 0.0), (ALEF, "", 2.0)), glyphs((9, "ل", 3.0), (ALEF, "", 2.0)))[1] == "لا"


def test_of_two_marks_the_shadda_is_the_one_that_stands_beside_others() -> None:
    first = glyphs((20, "جَّ", 5.0), (21, "", 0.0), (22, "", 0.0))
    kasra = glyphs((23, "تِ", 5.0), (24, "", 0.0))
    second = glyphs((25, "د", 5.0))
    later = glyphs((25, "د", 5.0), (21, "", 0.0), (24, "", 0.0))
    assert read(first, kasra, second, later)[3] == "د\u0651\u0650"


def test_a_mark_beside_a_vowel_sign_is_a_shadda() -> None:
    assert read(glyphs((24, "\u0650", 0.0)), glyphs((24, "\u0650", 0.0), (26, "", 0.0)))[1] == "\u0650\u0651"


def test_what_bears_marks_and_is_unknown_is_a_letter_and_not_left_out() -> None:
    assert read(glyphs((24, "\u0650", 0.0)), glyphs((24, "\u0650", 0.0), (30, "", 8.0)))[1] == f"{UNKNOWN}\u0650"


def test_a_cluster_that_each_of_its_glyphs_tells_is_read_once() -> None:
    cluster = glyphs((1, "شِّر", 12.0), replaced=True)
    marks = [Glyph("شِّر", 104.0, 104.0, 48.0, 12.0, FACE, 5, 7, replaced=True) for _ in range(2)]
    assert "".join(glyph.text for glyph in bind_marks([*marks, *cluster], as_read=False)) == "شِّر"


def test_a_latin_letter_without_advance_on_an_arabic_one_is_an_untold_mark() -> None:
    told = glyphs((1, "ة", 6.0), (2, "O", 0.0), (3, "م", 6.0), (4, "x", 6.0))
    told.insert(4, Glyph("y", told[-1].x1, told[-1].x1, 50.0, 12.0, FACE, 4, 5))
    assert [PENDING.sub("?", glyph.text) for glyph in bind_marks(told, as_read=False)] == ["ة", "م?", "x", "y"]


def test_a_letter_drawn_as_its_raised_hamza_stands_in_the_line_of_its_ligature() -> None:
    lam, *rest = glyphs((26, "ل", 8.0), (20, "ا", 2.0))
    hamza = Glyph("أ", lam.x0, lam.x0, 40.0, 12.0, FACE, 9, 24, replaced=True)
    assert {glyph.y for glyph in bind_marks([hamza, lam, *rest], as_read=False)} == {50.0}


def test_an_unmapped_stroke_under_a_bracket_is_no_letter() -> None:
    stroke, bracket = Glyph(UNKNOWN, 100.0, 103.5, 50.0, 12.0, FACE, 0, 26), *glyphs((27, "(", 4.7))
    bracket.x0, bracket.x1 = 100.8, 105.5
    letter, beside = glyphs((9, UNKNOWN, 3.5), (27, "(", 4.7))
    Strokes().silence([stroke, bracket])
    Strokes().silence([letter, beside])
    assert (stroke.text, letter.text) == ("", UNKNOWN)


def test_an_alef_drawn_into_its_lam_keeps_its_place() -> None:
    alef, lam = Glyph("ا", 103.4, 106.7, 50.0, 12.0, FACE, 0, 1), Glyph("ل", 103.0, 108.7, 50.0, 12.0, FACE, 1, 2)
    fragment = Fragment([alef, lam], 103.0, 108.7, 50.0, 12.0, ink=True)
    assert [glyph.text for glyph in from_left([fragment], as_read=False)] == ["ا", "ل"]


def test_a_line_set_tight_without_space_glyphs_has_spaces() -> None:
    words = [glyphs(*((1, letter, 5.0) for letter in "كتب")) for _ in range(6)]
    for number, word in enumerate(words):
        for glyph in word:
            glyph.x0 += number * 16.2  # a tenth of an em between the words
            glyph.x1 += number * 16.2
    line = [glyph for word in words for glyph in word]
    assert sum(glyph is None for glyph in spaced(line)) == 5


def test_of_a_long_word_only_the_unknown_letters_are_a_gap() -> None:
    assert _gapped(f"الا{UNKNOWN}\u0654راف في {UNKNOWN}ا {UNKNOWN}ب", all_words=False) == "الا[…]راف في […]"
    assert _gapped(f"الا{UNKNOWN}راف on", all_words=True) == "[…] on"


def test_a_cluster_told_by_its_last_glyph_tells_the_marks_painted_before_it() -> None:
    first = glyphs((40, "ن", 6.0), (41, UNKNOWN, 0.0), (42, "أُ", 4.0))
    bare = glyphs((42, "أُ", 4.0))
    other = glyphs((43, "ر", 6.0), (41, UNKNOWN, 0.0), (44, "ت", 6.0))
    assert read(first, bare, other) == ["ن\u064fأ", "أ", "ر\u064fت"]


def test_a_cluster_told_by_every_one_of_its_glyphs_is_split() -> None:
    first = glyphs((45, "ةً", 0.0), (46, "ةً", 5.0))
    bare = glyphs((46, "ةً", 5.0))
    other = glyphs((45, "ةً", 0.0), (47, "ا", 5.0))
    assert read(first, bare, other) == ["\u064bة", "ة", "\u064bا"]


def test_two_marks_before_the_one_that_tells_both_are_told_apart_by_what_follows() -> None:
    first = glyphs((48, UNKNOWN, 0.0), (49, "\u0650\u0651", 0.0), (50, "د", 5.0))
    kasra = glyphs((51, "م", 5.0), (48, UNKNOWN, 0.0), (52, "تِ", 5.0))
    shadda = glyphs((49, "\u0650\u0651", 0.0), (50, "د", 5.0))
    assert read(first, kasra, shadda) == ["\u0650\u0651د", "م\u0650ت", "\u0651د"]


def test_a_mark_over_the_middle_of_a_lam_alef_stands_on_its_lam() -> None:
    def read_at(x: float) -> str:
        (ligature,) = glyphs((60, "لا", 7.0))
        mark = Glyph("\u064e\u0651", ligature.x0 + x, ligature.x0 + x, 50.0, 12.0, FACE, 1, 61)
        return "".join(glyph.text for glyph in bind_marks([mark, ligature], as_read=False))

    assert (read_at(3.6), read_at(-0.4)) == ("ل\u064e\u0651ا", "لا\u064e\u0651")
