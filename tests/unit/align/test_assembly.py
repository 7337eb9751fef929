"""A draft report and its addenda, joined: sections go on, ids stay unique, everything knows where it was printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from unodc_parse import Report, parse
from unodc_parse.align.assembly import assemble
from unodc_parse.cli import main
from unodc_parse.errors import OptionsError
from unodc_parse.export.records import read_json, to_json

BASE = """\
CTOC/COP/WG.3/2017/L.1
Draft report
I. Introduction
1. The Working Group met in Vienna.1
II. Recommendations
2. The Working Group adopted the following recommendations:
(a) States parties should share data;
(b) States parties should answer requests;
IV. Adoption of the report
3. The report was adopted.

1 See the annex.
"""
ADDENDUM = """\
CTOC/COP/WG.3/2017/L.1/Add.2
Draft report
Addendum
II. Recommendations (continued)
(c) States parties should train experts;1
(d) The Secretariat should report.
III. Summary of deliberations
4. Many speakers took the floor.
5. The meeting mentioned in paragraph 4 above was public.

1 See A/72/1.
"""
ARABIC = "ثانياً- التوصيات\n١- اعتمد الفريق العامل التوصيات التالية:\n(أ) ينبغي للدول الأطراف أن تتعاون؛\n"
ARABIC_ADDENDUM = "ثانياً- التوصيات (تابع)\n(ب) ينبغي للأمانة أن تقدِّم تقريراً؛\n(ج) ينبغي للدول أن تتبادل الخبرات.\n"


def read(text: str, name: str) -> Report:
    return parse(text.encode(), name=name)


@pytest.fixture(scope="module")
def whole() -> Report:
    return assemble([read(ADDENDUM, "add2.txt"), read(BASE, "base.txt")])


def test_sections_go_on_and_new_ones_stand_where_their_number_belongs(whole: Report) -> None:
    ids = [segment.id for segment in whole.segments]
    recommendations = "II II.2 II.2.a II.2.b II.2.c fn-2 II.2.d"
    assert ids == f"I I.1 fn-1 {recommendations} III III.4 III.5 IV IV.3".split()
    assert whole["II.2.c"].parent == "II.2"
    assert whole["II.2.c"].notes == ("fn-2",)
    assert whole["III.5"].citations[0].target == "III.4"


def test_every_source_names_its_document(whole: Report) -> None:
    assert {s.document for s in whole["II.2.a"].sources} == {"base.txt"}
    assert {s.document for s in whole["II.2.c"].sources} == {"add2.txt"}
    assert whole.source.name == "base.txt + add2.txt"
    assert whole.metadata.symbols == ("CTOC/COP/WG.3/2017/L.1", "CTOC/COP/WG.3/2017/L.1/Add.2")


def test_spans_point_into_the_joined_text(whole: Report) -> None:
    for segment in (*whole.segments, *whole.furniture):
        assert whole.text[slice(*segment.span)] == (segment.heading or segment.text)
    ids = [segment.id for segment in (*whole.segments, *whole.furniture)]
    assert len(set(ids)) == len(ids)


def test_a_missing_addendum_is_told(whole: Report) -> None:
    assert [d.code for d in whole.diagnostics if d.code == "U402"] == ["U402"]


def test_json_of_an_assembled_report_reads_back(whole: Report) -> None:
    assert read_json(to_json(whole)) == whole


def test_arabic_goes_on_at_its_tabi() -> None:
    whole = assemble([read(ARABIC, "a.txt"), read(ARABIC_ADDENDUM, "b.txt")])
    assert [segment.id for segment in whole.segments] == ["II", "II.1", "II.1.a", "II.1.b", "II.1.c"]


def test_a_number_that_stands_twice_stays() -> None:
    whole = assemble([read(BASE, "a.txt"), read(BASE.replace("met in Vienna", "met in Geneva"), "b.txt")])
    assert [s.text for s in whole.segments if s.id in ("I.1", "I.1~2")] == [
        "The Working Group met in Vienna.",
        "The Working Group met in Geneva.",
    ]


def test_two_languages_are_refused() -> None:
    with pytest.raises(OptionsError, match="several languages"):
        assemble([read(BASE, "a.txt"), read(ARABIC, "b.txt")])


def test_the_command(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name, text in (("a.txt", BASE), ("b.txt", ADDENDUM)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    words = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    assert main(["assemble", *words, "-f", "json"]) == 0
    said = capfd.readouterr()
    assert json.loads(said.out)["source"]["name"] == "a.txt + b.txt"
    assert "U402" in said.err
    assert main(["assemble", *words[:1]]) == 2
    assert main(["assemble", *words, str(tmp_path / "none.txt")]) == 3
    assert main(["assemble", words[0], words[0]]) == 2
