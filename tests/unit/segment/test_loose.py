"""Loose markers: what a scattered line, as it was read, still holds of its marker, and when that is believed."""

import re
import time

import pytest
from tests.unit.segment.torn_lines import line_of

from unodc_parse.language.lexicon import load
from unodc_parse.model import Damage, Line, Marker, Page, Segment, Step
from unodc_parse.segment.loose import read_loose
from unodc_parse.segment.tree import segment_pages


def segments_of(*texts: tuple[str, str]) -> tuple[Segment, ...]:
    lines = tuple(line_of(text, raw, at) for at, (text, raw) in enumerate(texts, 1))
    return segment_pages([Page(number=1, lines=lines)], load("ar")).segments


def as_printed(text: str) -> tuple[str, str]:
    return (text, text)


@pytest.mark.parametrize(
    ("text", "raw", "level", "ordinal", "rest"),
    [
        ("- نظر الفريق من ٢٠١٧٧", "٢٠١٧٧من نظر الفريق -", "paragraph", 7, "نظر الفريق من ٢٠١٧"),
        ("اعتمد المؤتمر-14 في يوم", "14 -في يوم اعتمد المؤتمر", "paragraph", 14, "اعتمد المؤتمر في يوم"),
        ("'' فترة لا تقلُّ عن ١٣٠ يوماً؛", "يوماً؛٣٠' فترة لا تقلُّ عن ١'", "subitem", 1, "فترة لا تقلُّ عن ٣٠ يوماً؛"),
        ("ينبغي للمؤتمر(ه) أن يعالج", "أن يعالج ينبغي للمؤتمر(ه)", "item", 5, "ينبغي للمؤتمر أن يعالج"),
        ("الأول مسائل الفصل تتطلب إجراء", "تتطلب إجراء الأول مسائل الفصل", "section", 1, "مسائل تتطلب إجراء"),
    ],
)  # fmt: skip
def test_the_line_as_it_was_read_holds_the_marker(text: str, raw: str, level: str, ordinal: int, rest: str) -> None:
    readings = {(r.level, r.ordinal): r for r in read_loose(line_of(text, raw), load("ar"))}
    cuts = readings[level, ordinal].cuts
    kept = "".join(c for at, c in enumerate(text) if not any(start <= at < end for start, end in cuts))
    assert kept.split() == rest.split()


def test_numbers_of_dates_and_symbols_are_no_markers() -> None:
    line = line_of(
        "- البند ٣/٢ من الوثيقة CTOC/COP/WG.3/2017/1 (١٢)", "- البند ٣/٢ من الوثيقة CTOC/COP/WG.3/2017/1 (١٢)"
    )
    assert read_loose(line, load("ar")) == ()


def test_a_number_anywhere_in_the_line_is_believed_where_it_would_be_missing() -> None:
    found = segments_of(
        as_printed("١- عُقد الاجتماع في فيينا."),
        ("نظر الفريق في يوم -  البند وقدَّم بياناً.٢٤ كانون", "كانون ٢٤البند وقدَّم بياناً. نظر الفريق في يوم - "),
        as_printed("٣- شكر الأمانة."),
    )
    assert [s.id for s in found] == ["1", "2", "3"]
    assert found[1].confidence < 0.9


def test_a_number_anywhere_is_not_believed_where_nothing_is_missing() -> None:
    found = segments_of(
        as_printed("١- عُقد الاجتماع في فيينا."),
        ("حضره ٢ - خبراء.", "خبراء. ٢ - حضره"),
        as_printed("٢- اعتمد الفريق تقريره."),
        as_printed("٣- شكر الأمانة."),
    )
    assert [s.id for s in found if s.marker] == ["1", "2", "3"]


def test_a_footnote_is_found_by_its_number_though_its_line_was_not_known_to_be_moved() -> None:
    note = "crime/intro.html متاحة على الرابط www.unodc.org/organized(١)"
    lines = (
        line_of("١- عُقد الاجتماع في فيينا.(١)", "في فيينا.(١) عُقد الاجتماع -١"),
        line_of("٢- اعتمد الفريق تقريره.", "تقريره. اعتمد الفريق -٢", 2),
        Line(number=3, text=note, raw=note, direction="rtl"),
    )
    found = segment_pages([Page(number=1, lines=lines)], load("ar")).segments
    assert [(s.id, s.parent) for s in found] == [("1", None), ("2", None), ("fn-1", "1")]


def test_the_letters_of_a_section_word_beyond_a_dash_are_its_marker() -> None:
    found = segments_of(
        ("-اًلأوة مقدِّم", "ة مقدِّم  -اًلأو"),
        as_printed("١- عُقد الاجتماع في فيينا."),
        as_printed("ثانياً- التوصيات"),
    )
    assert [(s.id, s.heading) for s in found] == [("I", "ة مقدِّم"), ("I.1", None), ("II", "التوصيات")]


def test_an_annex_is_known_by_its_letters_alone() -> None:
    found = segments_of(
        as_printed("١- عُقد الاجتماع في فيينا."),
        ("قفرلما", "قفرلما"),
        as_printed("قائمة مرجعية"),
        as_printed("١- تُعدُّ قائمة جرد."),
    )
    assert [s.id for s in found] == ["1", "annex", "annex.1"]


def test_a_chapter_is_found_in_a_torn_line_above_the_next_marker() -> None:
    found = segments_of(
        as_printed("الفصل الأول مسائل تتطلب إجراءً من المجلس"),
        as_printed("١- توصي اللجنة بما يلي."),
        ("مصائد الأسماك في قطالافصل الثاني المناقشة", "الثاني المناقشة في قطاالفصل مصائد الأسماك"),
        as_printed("٢- أجرت اللجنة مناقشة."),
        ("انظر الفصل الثالث، القرار", "القرار، الفصل الثالث انظر"),
        as_printed("٣- أجرت اللجنة مناقشة."),
    )
    assert [s.id for s in found if s.kind == "section"] == ["I", "II"]


@pytest.mark.parametrize(("marker", "ids"), [("(i)", ["1", "1.a", "1.a.i"]), ("(ب)", ["1", "1.a", "1.b"])])
def test_a_marker_at_the_end_of_a_line_whose_damage_was_not_seen(marker: str, ids: list[str]) -> None:
    text = f"فترة للتعافي والتفكير؛{marker}"
    lines = (
        line_of("١- يُوصى بما يلي:", "يُوصى بما يلي: -١"),
        line_of("(أ) تدابير منها ما يلي:", "تدابير منها ما يلي:(أ)", 2),
        Line(number=3, text=text, raw=text, direction="rtl"),
    )
    found = segment_pages([Page(number=1, lines=lines)], load("ar")).segments
    assert [s.id for s in found] == ids
    assert found[-1].text == "فترة للتعافي والتفكير؛"


def test_a_number_at_the_end_of_a_title_numbers_it() -> None:
    found = segments_of(
        as_printed("أولاً- المداولات"),
        ("والسجلاتالرخص ١-", "-١تالرخص والسجلا"),
        as_printed("١- رأى عدَّة متكلِّمين أنَّ السجلات غير متوافقة."),
        as_printed("ثانياً- الحضور"),
    )
    assert [(s.id, s.kind) for s in found] == [
        ("I", "section"), ("I.h1", "heading"), ("I.1", "paragraph"), ("II", "section"),
    ]  # fmt: skip
    assert found[1].text == "والسجلاتالرخص"
    assert found[1].marker == Marker(raw="١-", family="decimal", ordinal=1)


def test_a_preamble_begins_a_resolution_whose_enacting_words_are_torn() -> None:
    found = segments_of(
        as_printed("القرار 11/4"),
        as_printed("حفظ السفن"),
        as_printed("إن مكافحة الجريمة، لمؤتمر الأطراف،"),
        as_printed("إذ يستذكر قراره 10/7،"),
        as_printed("١- يحثُّ الدول على حفظها."),
    )
    assert [s.id for s in found] == ["p1", "p2", "1"]


def test_a_line_of_many_numbers_that_repair_glued_takes_no_seconds() -> None:
    numbers = [str(number) for number in range(10, 130)]
    raw = "- " + " ".join(numbers)
    pieces = ((0, 2), *((match.start(), match.end()) for match in re.finditer(r"\d+", raw)))
    step = Step("order.runs", pieces)
    line = Line(number=1, text=step.apply(raw), raw=raw, steps=(step,), damage=(Damage.RUN_REVERSED,))
    began = time.process_time()
    found = {reading.ordinal: reading for reading in read_loose(line, load("ar"))}
    assert time.process_time() - began < 2
    start, end = found[11].cuts[-1]
    assert line.text[start:end] == "11"


def test_a_marker_that_cannot_be_cut_out_is_none() -> None:
    """Or it would stand in the text twice: once as the marker, once where nobody knows it came to."""
    read = Line(number=1, text="الموارد عن '2'", raw="  الموارد  عن '2'", damage=(Damage.RUN_REVERSED,))
    assert not read_loose(read, load("ar"))
