"""Lists of States keep the order of the alphabet."""

import pytest

from unodc_parse.arabic import seams
from unodc_parse.arabic.alphabet import goes_on_in_order, has_names, lists, names_in_order
from unodc_parse.arabic.evidence import weights
from unodc_parse.arabic.language_model import shipped
from unodc_parse.arabic.rank import read_line


@pytest.mark.parametrize(
    "text",
    [
        "بيرو، تونس، كينيا، المغرب",
        "بيرو وتونس وكينيا والمغرب",
        "بيرو، وتونس، وكينيا، والمغرب",
        "بيرو (2017)، تونس* (2018)، كينيا (2016)، المغرب* (2015)",
        "حضر الاجتماع ممثلو بيرو وتونس وكينيا والمغرب، وتكلَّم الرئيس",
    ],
)
def test_names_of_a_list_are_found_however_they_are_joined(text: str) -> None:
    assert list(lists(text)) == [["بيرو", "تونس", "كينيا", "مغرب"]]
    assert names_in_order(text) > 1


def test_names_that_nothing_joins_are_no_list() -> None:
    assert not list(lists("بيرو تونس كينيا المغرب"))
    assert not list(lists("زار بيرو ثم تونس. وحضر من كينيا، والمغرب"))


def test_long_names_are_whole_and_articles_do_not_count() -> None:
    text = "الاتحاد الروسي، إيران (جمهورية - الإسلامية)، البوسنة والهرسك، المملكة العربية السعودية"
    assert [len(row) for row in lists(text)] == [4]
    assert names_in_order(text) > 1


def test_a_falling_list_speaks_against_an_order_as_far_as_lists_are_kept_in_order() -> None:
    few, many = "المغرب، كينيا، تونس", "اليابان، المغرب، كينيا، تونس، بيرو، الأردن"
    assert -1.7 < names_in_order(many) <= names_in_order(few) < 0


def test_a_list_goes_on_in_the_next_line() -> None:
    assert goes_on_in_order("الأردن، تونس، الجمهورية", "العربية السورية، كينيا، المغرب") > 0  # a name in both lines
    assert goes_on_in_order("الأردن، بيرو، تونس،", "كينيا، المغرب، اليابان") > 0
    assert goes_on_in_order("كينيا، المغرب، اليابان،", "الأردن، بيرو، تونس") < 0
    assert goes_on_in_order("الأردن، بيرو، تونس،", "وأعرب عن شكره") == 0


def test_a_line_with_names_is_told_from_others() -> None:
    assert has_names("كينيا وتونس")
    assert not has_names("في كينيا وحدها")


def test_of_two_orders_of_a_list_that_read_alike_that_of_the_alphabet_is_the_likelier_one() -> None:
    readings = read_line("كينيا، المغرب، اليابان، الأردن، بيرو، تونس،", shipped()).readings
    assert readings[0].text == "الأردن، بيرو، تونس، كينيا، المغرب، اليابان،"


def test_lines_go_on_from_each_other_as_their_lists_do(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = "الأردن، بيرو، تونس،", "كينيا، المغرب، اليابان،"
    before, after = (read_line(text, shipped()).readings[0] for text in texts)
    with_lists = seams.Seams(shipped()).gain(before, after)
    monkeypatch.setattr(seams, "goes_on_in_order", lambda *_: 0.0)
    without = seams.Seams(shipped()).gain(before, after)
    more = weights().listed * goes_on_in_order(before.text, after.text)
    assert more > 0
    assert with_lists - without == pytest.approx(more)
