"""Words of headings read off the raw line: at its end, in pieces, or at the end of a pass over it."""

from __future__ import annotations

import pytest

from unodc_parse.arabic.repair import repair_lines
from unodc_parse.language.lexicon import load
from unodc_parse.model import Damage, Line, Page
from unodc_parse.segment.raw_markers import read_raw_markers
from unodc_parse.segment.tree import segment_pages


def line(raw: str, *damage: Damage) -> Line:
    return Line(number=1, text=raw, raw=raw, direction="rtl", damage=damage)


@pytest.mark.parametrize(
    ("raw", "level", "ordinal", "rest"),
    [
        ("اعتماد التقرير -سادساً", "section", 6, "اعتماد التقرير "),
        ("اعتماد التقرير-دساًسا", "section", 6, "اعتماد التقرير"),  # its runs reversed
        ("اعتماد - لتقريراسادساً", "section", 6, "اعتماد  لتقريرا"),  # the dash in another pass
        ("من جدول الأعمال)-ألف٢المصادرة (البند", "subsection", 1, "من جدول الأعمال)٢المصادرة (البند"),
    ],
)
def test_a_marker_is_found_where_its_pass_ended(raw: str, level: str, ordinal: int, rest: str) -> None:
    found = {(r.level, r.ordinal): r for r in read_raw_markers(line(raw, Damage.RUN_REVERSED), load("ar"))}
    reading = found[level, ordinal]
    assert "".join(c for at, c in enumerate(raw) if not any(a <= at < b for a, b in reading.cuts)) == rest


def test_cuts_are_spans_of_the_repaired_text() -> None:
    repaired = repair_lines(["قرير  اعتماد الت-دساًسا", "- ،الأطراف", "ة  الأعضاء"])[0]
    whole = Line(
        number=1, text=repaired.text, raw=repaired.raw, steps=repaired.steps, damage=repaired.damage, direction="rtl"
    )
    reading = next(r for r in read_raw_markers(whole, load("ar")) if r.ordinal == 6)
    taken = "".join(repaired.text[start:end] for start, end in reading.cuts)
    assert sorted(taken.replace(" ", "")) == sorted("سادساً-")


def test_a_dash_between_digits_is_none_of_a_marker() -> None:
    assert read_raw_markers(line("في الفترة ٢٠١٢-٢٠١٦ ثانياً"), load("ar")) == ()


def test_a_subsection_whose_word_stands_in_the_midst_of_its_line_is_one() -> None:
    texts = (
        "أولاً- مقدمة", "١- عُقد الاجتماع في فيينا.", "من جدول الأعمال)-ألف٢المصادرة (البند", "٢- رأى متكلِّمون ذلك.",
    )  # fmt: skip
    lines = tuple(
        Line(number=at, text=text, raw=text, direction="rtl", damage=(Damage.RUN_REVERSED,))
        for at, text in enumerate(texts, 1)
    )
    found = segment_pages([Page(number=1, lines=lines)], load("ar")).segments
    assert [segment.id for segment in found] == ["I", "I.1", "I.A", "I.A.2"]
