"""Explanations: what they say of a line, that they agree with the report, and what they refuse."""

from pathlib import Path

import msgspec
import pytest

from unodc_parse import OptionsError, parse
from unodc_parse.console.explanation import render_explanation
from unodc_parse.explain import Wish, explain
from unodc_parse.model import Step

SAMPLES = Path(__file__).resolve().parents[2] / "samples"

TEXT = """I. Recommendations
1. The Group recommended the following:
(h) States should act;
(i) States should report.
"""


def test_a_line_shows_all_its_readings_and_the_winner() -> None:
    (line,) = explain(TEXT.encode(), Wish(line=4), name="r.txt").lines
    assert line.segment == "I.1.i"
    assert line.zone == "body"
    readings = {(r.action, r.family, r.ordinal): r.chosen for r in line.readings}
    assert readings["item", "latin_lower", 9]
    assert not readings["subitem", "roman_lower", 1]
    assert sum(readings.values()) == 1
    assert line.before["item"] == 8
    assert line.margin is not None
    assert line.margin > 0


@pytest.mark.parametrize("name", ["report.en.pdf", "report.ar.pdf"])
def test_a_printed_segment_shows_its_glyphs_and_repairs(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    segment = parse(data, name=name)["II.3.a"]
    explanation = explain(data, Wish(segment="II.3.a"), name=name)
    (source,) = segment.sources
    assert [line.number for line in explanation.lines] == list(range(source.lines[0], source.lines[1] + 1))
    for line in explanation.lines:
        painted = sorted(c for run in line.runs for c in run.text if c.isalnum())
        assert painted == sorted(c for c in line.text if c.isalnum())
        assert line.segment == "II.3.a"
        assert (line.repairs[-1].text if line.repairs else line.raw) == line.text


def test_a_damaged_line_replays_its_repairs() -> None:
    data = (SAMPLES / "report.damaged.txt").read_bytes()
    (line,) = explain(data, Wish(line=12), name="d.txt").lines
    assert line.damage
    assert line.repairs[-1].text == line.text != line.raw
    assert line.runs == ()


def test_a_page_is_explained_line_by_line_and_shown_on_plain_lines() -> None:
    explanation = explain((SAMPLES / "report.en.pdf").read_bytes(), Wish(page=1), name="r.pdf")
    assert {line.page for line in explanation.lines} == {1}
    shown = render_explanation(explanation)
    assert shown.count("\n  as read ") == len(explanation.lines)
    assert "> reading  " in shown
    assert msgspec.json.decode(msgspec.json.encode(explanation))["lines"][0]["page"] == 1


def test_runs_that_moved_stand_in_their_old_order_with_their_new_numbers() -> None:
    explanation = explain((SAMPLES / "report.damaged.txt").read_bytes(), Wish(line=11), name="d.txt")
    (line,) = explanation.lines
    shown = render_explanation(explanation)
    moved = next(row for row in shown.splitlines() if row.startswith("  moved"))
    numbers = [int(word) for word in moved.split() if word.isascii() and word.isdigit()]
    assert numbers != sorted(numbers) == list(range(1, len(numbers) + 1))
    (repair,) = (r for r in line.repairs if r.rule == "order.runs")
    assert Step(repair.rule, repair.pieces).apply(line.raw) == repair.text


def test_arabic_is_kept_apart_on_a_terminal_and_joined_when_asked() -> None:
    explanation = explain((SAMPLES / "report.damaged.txt").read_bytes(), Wish(line=11), name="d.txt")
    plain = render_explanation(explanation)
    assert not {"\u2067", "\u2068"} & set(plain)
    assert f"\u2068{explanation.lines[0].text}\u2069" in render_explanation(explanation, terminal=True)
    joined = render_explanation(explanation, terminal=True, reshape=True)
    assert "\u2068" not in joined
    assert explanation.lines[0].text not in joined


def test_control_characters_of_a_document_are_escaped() -> None:
    shown = render_explanation(explain("1. One \x9b31mred.\n".encode(), Wish(line=1), name="r"))
    assert "\x9b" not in shown
    assert r"\x9b31mred" in shown


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"segment": "IX.9"}, "no segment 'IX.9'"),
        ({"line": 99}, "no line 99 with text"),
        ({"page": 1, "line": 99}, "no line 99 on page 1"),
        ({}, "nothing to explain"),
        ({"segment": "I", "line": 1}, "contradict"),
    ],
)
def test_what_does_not_exist_is_refused_in_one_line(wish: dict[str, object], words: str) -> None:
    with pytest.raises(OptionsError, match=words) as caught:
        explain(TEXT.encode(), Wish(**wish), name="r.txt")  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


def test_steps_apply_as_the_model_says() -> None:
    assert Step("order.runs", ((2, 4), (0, 2))).apply("cdab") == "abcd"
