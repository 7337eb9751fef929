import json
import time
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unodc_parse import repair_and_explain, repair_text
from unodc_parse.arabic import spelling
from unodc_parse.arabic.language_model import shipped
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


KINDS = sorted(path.stem for path in CASES.glob("*.json") if path.stem in set(Damage))


@pytest.mark.parametrize("case", [case for kind in KINDS for case in load(kind)])
def test_a_document_is_repaired_and_its_damage_named(case):
    lines = repair_lines(case["original"])
    assert [line.text for line in lines] == case["fixed"]
    assert case["damage"] in {damage for line in lines for damage in line.damage}
    assert all(replay(line.raw, line.steps) == line.text for line in lines)
    assert {line.status for line in lines} <= {"intact", "repaired"}


@pytest.mark.parametrize("case", [case for kind in KINDS for case in load(kind)])
def test_a_sound_document_is_left_alone(case):
    assert [line.text for line in repair_lines(case["fixed"])] == case["fixed"]
    assert [repair_lines([line])[0].text for line in case["fixed"]] == case["fixed"]


def test_every_exact_repair_has_cases():
    by_geometry_or_decoder = {"intact", "run_reversed", "font_map_broken", "scanned"}
    assert set(KINDS) == {damage.value for damage in Damage} - by_geometry_or_decoder


@given(st.lists(st.one_of(st.text(), ARABIC), max_size=4).map("\n".join))
def test_a_text_replays_and_keeps_its_line_ends(text):
    done = repair_and_explain(text)
    assert replay(text, done.steps) == done.text == repair_text(text)
    assert done.text.count("\n") == text.count("\n")


@given(st.one_of(st.text(), ARABIC))
def test_any_line_keeps_its_letters_and_replays(text):
    (line,) = repair_lines([text])
    assert replay(line.raw, line.steps) == line.text
    assert same_letters(line.raw, line.text, mirrored=Damage.MIRRORED_BRACKETS in line.damage)


@given(st.lists(st.text(), max_size=4))
def test_as_many_lines_come_back(lines):
    assert [line.raw for line in repair_lines(lines)] == lines


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_lines_without_arabic_come_back_byte_for_byte(text):
    (line,) = repair_lines([text])
    assert (line.text, line.steps, line.status) == (text, (), "intact")


def test_words_of_any_length_take_little_time():
    word = "\u0627\u0644\u0639\u0645\u0644" * 4000
    began = time.process_time()
    for fix in (spelling.part_words, spelling.close_words, spelling.turn_lam_alef):
        fix(f"{word}\u0629\u0627\u0644 {word} \u0627\u0627\u0644", shipped())
    assert time.process_time() - began < 20


def test_letters_are_compared_by_number_not_by_order():
    assert same_letters("اب", "با")
    assert not same_letters("اب", "ا")


def test_damage_is_named():
    (line,) = repair_lines(["تقدم المســاعدة \ufe8d\ufedf\ufef2 الدول  (ب)"])
    assert Counter(line.damage) == Counter([Damage.KASHIDA, Damage.PRESENTATION_FORMS, Damage.RUN_REVERSED])
    assert line.status.startswith("repaired")


def test_lines_too_long_to_be_printed_are_not_searched_and_say_so_where_they_are_damaged():
    damaged = "التالية  التوصيات،العامل الفريق اعتمد"
    long = " ".join([damaged] * 600)
    started = time.process_time()
    lines = repair_lines([damaged, long, "كلمة " * 2000])
    assert time.process_time() - started < 5
    assert [line.status for line in lines[1:]] == ["unresolved", "intact"]
    assert lines[1].text.replace(" ", "") == long.replace(" ", "")


@pytest.mark.parametrize(("gap", "columns"), [(2, 3), (3, 3), (8, 2), (8, 3)])
def test_the_gaps_between_the_columns_of_a_table_are_no_damage(gap, columns):
    rows = [["السنة", "المكان", "المشاركون"], ["٢٠١٨", "فيينا", "١٩٠"], ["٢٠١٩", "جنيف", "٢٠٣"]]
    table = [(" " * gap).join(row[:columns]) for row in rows]
    lines = ["أولاً- مقدِّمة", "١- عُقد الاجتماع في فيينا.", *table, "٢- اعتمد الفريق تقريره."]
    repaired = repair_lines(lines)
    assert [line.damage for line in repaired] == [()] * len(lines)
    assert [line.text.split() for line in repaired] == [line.split() for line in lines]
