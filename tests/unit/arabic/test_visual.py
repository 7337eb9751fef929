"""Marks of visual order, and where they say nothing."""

from unodc_parse.arabic.repair import repair_lines
from unodc_parse.arabic.visual import Order, choose_orders, order_votes

#: Each begins with the end of a sentence and ends with a number, as a line does whose words are turned, or its runs.
LINES = [f"فيينا. في الاجتماع عُقد -{number}" for number in range(1, 9)]


def judge(text: str) -> float:
    """Turned lines read better, by far."""
    return 0.0 if text.startswith("-") else -200.0


def test_ends_of_lines_tell_of_visual_order_but_in_scrambled_text() -> None:
    assert order_votes(LINES[0]).words > 0
    assert order_votes(LINES[0], scrambled=True).words == 0
    assert {one.order for one in choose_orders(LINES, lambda: judge)} == {Order.WORDS}
    assert {one.order for one in choose_orders(LINES, lambda: judge, scrambled=True)} == {Order.LOGICAL}


def test_a_torn_word_among_scrambled_lines_is_not_read_backwards() -> None:
    """Letter by letter from the end it reads better than it stands, and is no word either."""
    lines = repair_lines(["ةاف ضإ", "ينبغي للأمانة أن تواصل جمع إحصاءات عن الممتلكات المجمدة"])
    assert lines[0].text == "إضافة"
