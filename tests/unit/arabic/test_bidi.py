import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from unodc_parse.arabic.bidi import base_direction, bracket_votes, logical_order
from unodc_parse.arabic.unit_classes import unit_class

# In the tables Arabic letters are written as capitals, Arabic-Indic digits as the small letters a to j of `ai`.
LETTERS = dict(zip("ABCDEF", "ابتثجح", strict=True))


def to_units(picture):
    """Units of a line drawn from left to right: A-F stand for Arabic letters, 0-9 for Arabic-Indic digits."""
    return ["٠١٢٣٤٥٦٧٨٩"[int(c)] if c.isdigit() else LETTERS.get(c, c) for c in picture]


def read(picture, base="rtl"):
    units = to_units(picture)
    order = logical_order(units, base)
    names = {v: k for k, v in LETTERS.items()}
    digits = {d: str(i) for i, d in enumerate("٠١٢٣٤٥٦٧٨٩")}
    return "".join(digits.get(units[i], names.get(units[i], units[i])) for i in order.indices)


@pytest.mark.parametrize(
    ("picture", "reading"),
    [
        ("CBA", "ABC"),
        ("DC BA", "AB CD"),
        ("7102 BA", "AB 7102"),
        ("86,2 BA", "AB 86,2"),
        ("3/2 BA", "AB 3/2"),
        ("24/7", "24/7"),
        ("13-9 BA", "AB 9-13"),
        ("BA xyz/z w DC", "CD xyz/z w AB"),
        (".BA", "AB."),
        ("-1", "1-"),
    ],
)
def test_right_to_left_lines(picture, reading):
    assert read(picture) == reading


def test_brackets_around_latin_text_are_read_from_the_right():
    assert read("BA (xyz) DC") == "CD )xyz( AB"


def test_european_digits_join_their_latin_run():
    units = [*"I-24/7", " ", "ا"]
    order = logical_order(units, "rtl")
    assert "".join(units[i] for i in order.indices) == "ا I-24/7"


def test_bracket_between_latin_and_number_ends_the_run():
    units = ["(", "a", "b", ")", " ", "5", " ", "ا"]
    order = logical_order(units, "rtl")
    assert "".join(units[i] for i in order.indices) == "ا 5 )ab("


def test_closing_bracket_stays_with_the_latin_text_before_its_pair():
    units = [*"AB (CD)", " ", "ا"]
    order = logical_order(units, "rtl")
    assert "".join(units[i] for i in order.indices) == "ا AB (CD)"


def test_arabic_stretch_in_a_left_to_right_line():
    units = [*"see ", *"تبا", *" now"]
    order = logical_order(units, "ltr")
    assert "".join(units[i] for i in order.indices) == "see ابت now"


UNITS = st.lists(st.text(alphabet="ابتء١٢٣12(),.-/ abcَلا", min_size=1, max_size=3), max_size=40)


@given(UNITS, st.sampled_from(["rtl", "ltr"]))
def test_no_unit_is_lost_or_doubled(units, base):
    order = logical_order(units, base)
    assert sorted(order.indices) == list(range(len(units)))
    assert len(order.rtl) == len(units)


@given(st.lists(st.text(max_size=3), max_size=30), st.sampled_from(["rtl", "ltr"]))
def test_any_text_is_ordered_without_an_exception(units, base):
    assert len(logical_order(units, base).indices) == len(units)
    assert base_direction(units, base) in {"rtl", "ltr"}


@given(st.text())
def test_every_unit_has_a_class(text):
    assert unit_class(text) in {"R", "L", "E", "A", "N"}


@pytest.mark.parametrize(("texts", "votes"), [(["(ا)", "(ب)"], (2, 0)), ([")ا("], (0, 1)), (["(ا"], (0, 0))])
def test_brackets_vote_for_the_way_they_are_mapped(texts, votes):
    assert bracket_votes(texts) == votes


@pytest.mark.parametrize(
    ("text", "page", "base"),
    [("abc", "rtl", "ltr"), ("ا b", "rtl", "rtl"), ("12", "rtl", "rtl"), ("١", "ltr", "rtl")],
)
def test_base_direction(text, page, base):
    assert base_direction(text, page) == base


@pytest.mark.parametrize(
    ("printed", "reading"),
    [("E/CN.( ا", "ا (E/CN."), ("index?a=( ا", "ا (index?a="), ("index_2? ا", "ا index_2?"), ("x .ا", "ا. x")],
)
def test_a_symbol_or_address_broken_at_the_end_of_a_line_keeps_its_last_sign(printed: str, reading: str) -> None:
    order = logical_order(list(printed), "rtl")
    assert "".join(printed[i] for i in order.indices) == reading


def test_a_run_broken_after_a_slash_keeps_it_beside_a_prefixed_word() -> None:
    units = list("A/2/\N{ARABIC LETTER WAW}")  # as printed: the run at the line's left end, the waw right of it
    order = logical_order(units, "rtl")
    assert "".join(units[i] for i in order.indices) == "\N{ARABIC LETTER WAW}A/2/"


@pytest.mark.parametrize(
    "text",
    [
        "قراره S/RES/1373 (2001) وقراره S/RES/2396 (2017)",
        "الوثيقة A/79/6 (Sect. 16) والمعيار",
        "شركة Xyz S.A. (XYZ)",
        "المربع B82(3).",
        "الاسم الأول) (Abc I)، والثاني",
        "(1) المربع",
        "2019-2021",
        "28.5%",
        "$4.75 12/3 ±2",
        "من 12.4% إلى 13%",
    ],
)
def test_lines_printed_by_the_standard_are_read_as_they_were_written(text: str) -> None:
    units = list(get_display(text, base_dir="R"))  # UAX #9; leaves brackets unmirrored
    order = logical_order(units, "rtl")
    assert "".join(units[i] for i in order.indices) == text


def test_a_number_in_brackets_that_begins_a_line_is_a_marker() -> None:
    units = list("xyz (1)")
    order = logical_order(units, "rtl")
    assert "".join(units[i] for i in order.indices) == ")1( xyz"


def test_a_range_does_not_fall_for_want_of_letters_beside_it() -> None:
    units = list("2021-2019")
    order = logical_order(units, "rtl")
    assert "".join(units[i] for i in order.indices) == "2019-2021"


@pytest.mark.parametrize(
    ("printed", "raised", "reading"),
    [
        ("1.2024 ا", 1, "ا 2024.1"),
        ("12024 ا", 1, "ا 20241"),
        ("(1)A/1 ا", 3, "ا A/1)1("),
        ("2A/1 ا", 1, "ا A/12"),
    ],
)
def test_a_footnote_call_left_of_a_number_or_symbol_follows_it(printed: str, raised: int, reading: str) -> None:
    units = list(printed)
    order = logical_order(units, "rtl", raised=[i < raised for i in range(len(units))])
    assert "".join(units[i] for i in order.indices) == reading


@pytest.mark.parametrize(
    ("printed", "reading"),
    [
        ("2019-2024 ا", "ا 2019-2024"),
        ("2024-2019 ا", "ا 2019-2024"),
        ("ا 12-19", "12-19 ا"),
        ("1-2 ا", "ا 2-1"),
        ("3-2024-12 ا", "ا 12-2024-3"),
        ("17.6% ا", "ا 17.6%"),
        ("%17.6 ا", "ا 17.6%"),
        ("(A/79/6 (Sect. 16 ا", "ا A/79/6 (Sect. 16("),
        (")A/79/6 (Sect. 16 ا", "ا A/79/6 (Sect. 16)"),
    ],
)
def test_lines_printed_by_other_rules_are_read_as_they_were_meant(printed: str, reading: str) -> None:
    units = list(printed)
    order = logical_order(units, "rtl")
    assert "".join(units[i] for i in order.indices) == reading


def test_a_number_that_goes_on_from_latin_text_of_the_line_before_keeps_its_hyphens() -> None:
    units = list("ا (2785346-75-8")
    read = {
        on: "".join(units[i] for i in logical_order(units, "rtl", before=on).indices) for on in ("etonitazene,", "")
    }
    assert read == {"etonitazene,": "2785346-75-8( ا", "": "8-75-2785346( ا"}


@pytest.mark.parametrize(
    ("before", "reading"),
    [
        ("E/CN.", "15/2025/INF/2/Rev.1.1"),  # as WeasyPrint cuts E/CN.15/2025/INF/2/Rev.1
        ("17025", "INF/2/Rev.1/15/2025.1"),
    ],
)
def test_a_symbol_that_is_cut_after_a_full_stop_goes_on_with_its_number(before: str, reading: str) -> None:
    units = list("1.INF/2/Rev.1/15/2025")
    order = logical_order(units, "rtl", raised=[True] + [False] * (len(units) - 1), before=before)
    assert "".join(units[i] for i in order.indices) == reading
