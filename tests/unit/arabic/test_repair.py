import json
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unodc_parse.arabic.repair import repair_lines, replay, same_letters
from unodc_parse.model import Damage

CASES = Path(__file__).parents[2] / "cases" / "arabic"
ARABIC = st.text(alphabet="ابتةىوين ،؛.()-/[]١٢٣45\u0640\u064b\u0651\ufefb\ufe8d\u200f\u00a0ab")


def load(name):
    return [
        pytest.param(case, id=f"{name}: {case['label']}")
        for case in json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("case", [*load("synthetic"), *load("negative")])
def test_case_is_repaired_as_it_should(case):
    (line,) = repair_lines([case["original"]])
    assert line.text == unicodedata.normalize("NFC", case["fixed"])


@pytest.mark.parametrize("case", [*load("synthetic"), *load("negative")])
def test_a_repaired_line_is_left_alone(case):
    fixed = unicodedata.normalize("NFC", case["fixed"])
    assert repair_lines([fixed])[0].text == fixed


@given(st.one_of(st.text(), ARABIC))
def test_any_line_keeps_its_letters_and_replays(text):
    (line,) = repair_lines([text])
    assert replay(line.raw, line.steps) == line.text
    assert same_letters(line.raw, line.text)


@given(st.lists(st.text(), max_size=4))
def test_as_many_lines_come_back(lines):
    assert [line.raw for line in repair_lines(lines)] == lines


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_latin_text_changes_in_white_space_only(text):
    (line,) = repair_lines([text])
    assert line.text == " ".join(text.split())
    assert line.status == "intact"


def test_letters_are_compared_by_number_not_by_order():
    assert same_letters("اب", "با")
    assert not same_letters("اب", "ا")


def test_damage_is_named():
    (line,) = repair_lines(["تقدم المســاعدة \ufe8d\ufedf\ufef2 الدول  (ب)"])
    assert Counter(line.damage) == Counter([Damage.KASHIDA, Damage.PRESENTATION_FORMS, Damage.RUN_REVERSED])
    assert line.status.startswith("repaired")
