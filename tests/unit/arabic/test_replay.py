"""Steps are replayed on the text that they were made for, and on no other."""

import pytest
from msgspec import to_builtins

from unodc_parse import repair_and_explain, replay
from unodc_parse.model import Step


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("abcde", r"step 1 \(order\.runs\) was made for another text: it takes characters 3 to 6 of 5; give"),
        ("", "it takes characters 0 to 3 of 0"),
        ("abcdefgh", "it would leave out 'gh'"),
        ("abcdef \u200f\u0640\n", ""),
    ],
)
def test_steps_of_another_text_are_refused(text, said):
    steps = [Step("order.runs", ((3, 6), (0, 3)))]
    for told in (steps, to_builtins(steps)):
        if said:
            with pytest.raises(ValueError, match=f"^replay: .*{said}"):
                replay(text, told)
        else:
            assert replay(text, told) == "defabc"


@pytest.mark.parametrize("span", [(-3, 2), (2, 1), (-2, -1)])
def test_spans_that_no_repair_makes_are_refused(span):
    with pytest.raises(ValueError, match=f"step 2 .* it takes characters {span[0]} to {span[1]} of 3"):
        replay("abc", [Step("drop.tatweel", ((0, 3),)), Step("order.runs", (span,))])


def test_letters_that_a_step_puts_anew_are_those_that_it_leaves_out():
    folded = repair_and_explain("\ufefb \ufefb")
    assert [step.rule for step in folded.steps] == ["fold.presentation_forms"]
    with pytest.raises(ValueError, match="it would leave out 'ب', it would add 'ل'"):
        replay("\ufefb \ufe8f\u0627", [Step("fold.presentation_forms", ("لا", (1, 2), "لا"))])
    with pytest.raises(ValueError, match="it would leave out 'بجد'"):
        replay("\ufefb \ufefbبجد", folded.steps)
    assert replay("anything", [Step("override", ("a person's word",))]) == "a person's word"


def test_letters_that_a_step_takes_twice_are_refused():
    with pytest.raises(ValueError, match="it would add 'ab'"):
        replay("abc", [Step("order.runs", ((0, 3), (0, 2)))])
