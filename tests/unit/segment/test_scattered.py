"""Scattered markers: what damage left of them, where it left them, and when they are believed."""

import pytest
from tests.unit.segment.torn_lines import line_of

from unodc_parse import parse
from unodc_parse.language.lexicon import load
from unodc_parse.model import Damage, Line, Marker, Page
from unodc_parse.segment.scattered import is_scattered, read_scattered, read_torn_note
from unodc_parse.segment.tree import segment_pages


def moved(text: str) -> Line:
    return Line(number=1, text=text, raw=text, direction="rtl", damage=(Damage.RUN_REVERSED,))


def without_cuts(text: str, cuts: tuple[tuple[int, int], ...]) -> str:
    return "".join(c for at, c in enumerate(text) if not any(start <= at < end for start, end in cuts))


@pytest.mark.parametrize(
    ("text", "level", "ordinal", "rest"),
    [
        ("نشر استمارات الطعن؛ (ب)", "item", 2, "نشر استمارات الطعن؛ "),
        ("مراعاة المعايير ISO/IEC(ب) واستحداث نماذج", "item", 2, "مراعاة المعايير ISO/IEC واستحداث نماذج"),
        ("- مقدِّمة أولاً", "section", 1, " مقدِّمة "),
        ("قطاع مصائد الأسماك الفصل الثاني المناقشة", "section", 2, "قطاع مصائد الأسماك المناقشة"),
        ("افتتاح الاجتماع ألف", "subsection", 1, "افتتاح الاجتماع "),
        ("لمساعدة التقنية (تابع) ثالثاً - الاتفاقية", "section", 3, "لمساعدة التقنية (تابع)  الاتفاقية"),
        ("- مشروع قرار المؤتمر سادساً يُوصى باعتماده", "section", 6, " مشروع قرار المؤتمر  يُوصى باعتماده"),
        ("ثالثاًملخَّص المداولات-", "section", 3, "ملخَّص المداولات"),
        ("التوصيات المتعلقة بالتهريبباء-", "subsection", 2, "التوصيات المتعلقة بالتهريب"),
        ("- اعتماد التقريرخامساً", "section", 5, " اعتماد التقرير"),
    ],
)
def test_torn_markers_are_read(text: str, level: str, ordinal: int, rest: str) -> None:
    readings = {(r.level, r.ordinal): r for r in read_scattered(moved(text), load("ar"))}
    reading = readings[level, ordinal]
    assert reading.cost >= 1.0
    kept = without_cuts(text, reading.cuts)
    assert kept.replace("؛", "").split() == rest.replace("؛", "").split()


def test_only_text_with_many_moved_lines_is_scattered() -> None:
    clean = Line(number=1, text="x", raw="x")
    assert is_scattered([moved("x"), clean])
    assert not is_scattered([clean] * 20)
    assert not is_scattered([moved("x"), *[clean] * 20])


def test_a_torn_number_is_believed_where_it_comes_next_and_lowers_the_confidence() -> None:
    texts = ["١- عُقد الاجتماع في فيينا.", "٢- اعتمد الفريق تقريره.", "- يطلب إلى الأمانة تقريراً: 3", "٤- شكر الأمانة."]
    lines = tuple(
        Line(number=at, text=text, raw=text, direction="rtl", damage=(Damage.RUN_REVERSED,))
        for at, text in enumerate(texts, 1)
    )
    found = segment_pages([Page(number=1, lines=lines)], load("ar")).segments
    assert [s.id for s in found] == ["1", "2", "3", "4"]
    assert found[2].text == "يطلب إلى الأمانة تقريراً:"
    assert found[2].marker == Marker(raw="3-", family="decimal", ordinal=3)
    assert found[2].confidence < 0.9 < found[1].confidence


def test_clean_text_has_no_torn_markers() -> None:
    text = "1. The Group met in\n2017 and\nwas attended by 7\n2. It adopted item 3\n"
    report = parse(text.encode(), name="t.txt")
    assert [s.marker.ordinal for s in report.segments if s.marker] == [1, 2]


def test_the_number_that_a_reversed_line_had_at_its_end_is_read_from_there() -> None:
    line = line_of(
        "في جلسته المعقودة يوم -٧ تشرين الأول، نظر الفريق", "تشرين الأول، نظر الفريق في جلسته المعقودة يوم -٧ "
    )
    (reading,) = [r for r in read_scattered(line, load("ar")) if r.ordinal == 7 and r.cost == 1.0]
    assert without_cuts(line.text, reading.cuts) == "في جلسته المعقودة يوم  تشرين الأول، نظر الفريق"
    glued = line_of("اعتمد الفريق التوصيات يوم-٣١٣ تشرين", "١٣ تشرين اعتمد الفريق التوصيات يوم-٣")
    (reading,) = [r for r in read_scattered(glued, load("ar")) if r.cost == 1.0]
    assert (reading.ordinal, without_cuts(glued.text, reading.cuts)) == (3, "اعتمد الفريق التوصيات يوم١٣ تشرين")


def test_a_footnote_whose_marker_moved_is_a_footnote() -> None:
    texts = [
        ("١- عُقد الاجتماع في فيينا.(١)", "في فيينا.(١) عُقد الاجتماع -١"),
        ("٢- اعتمد الفريق تقريره.", "تقريره. اعتمد الفريق -٢"),
        (
            "انظر الوثائق الرسمية للجمعية العامة، الملحق رقم(١) ٤٩.",
            "٤٩. انظر الوثائق الرسمية للجمعية العامة، الملحق رقم(١)",
        ),
    ]
    lines = tuple(line_of(text, raw, at) for at, (text, raw) in enumerate(texts, 1))
    found = segment_pages([Page(number=1, lines=lines)], load("ar")).segments
    assert [(s.id, s.parent) for s in found] == [("1", None), ("2", None), ("fn-1", "1")]
    assert found[2].text == "انظر الوثائق الرسمية للجمعية العامة، الملحق رقم ٤٩."
    assert found[0].notes == ("fn-1",)


def test_what_only_may_be_a_marker_is_believed_where_it_comes_next_and_nowhere_else() -> None:
    texts = [
        "أولاً- مقدِّمة",
        "١- عُقد الاجتماع في فيينا.",
        "وصياتانياًثلت ا-",
        "٢- اعتمد الفريق تقريره.",
        "وصياتانياًثلت ا-",
    ]
    lines = tuple(
        Line(number=at, text=text, raw=text, direction="rtl", damage=(Damage.RUN_REVERSED,))
        for at, text in enumerate(texts, 1)
    )
    found = segment_pages([Page(number=1, lines=lines)], load("ar")).segments
    assert [s.id for s in found] == ["I", "I.1", "II", "II.2", "II.h1"]
    assert found[2].confidence < 0.9


def test_the_number_of_a_note_is_found_beside_its_bracket() -> None:
    line = moved("متاح-٢)(ة على الرابط التالي")
    reading = read_torn_note(line, 2)
    assert reading is not None
    assert without_cuts(line.text, reading.cuts) == "متاحة على الرابط التالي"
    assert read_torn_note(line, 3) is None


def test_an_aside_whose_words_moved_says_its_agenda_item() -> None:
    texts = ["ثالثاً- ملخَّص المداولات", "من جدول الأعمال)٣(البند", "١- عُقد الاجتماع في فيينا."]
    lines = tuple(
        Line(number=at, text=text, raw=text, direction="rtl", damage=(Damage.RUN_REVERSED,))
        for at, text in enumerate(texts, 1)
    )
    section, paragraph = segment_pages([Page(number=1, lines=lines)], load("ar")).segments
    assert (section.id, section.heading, section.agenda_item) == ("III", "ملخَّص المداولات", "3")
    assert paragraph.id == "III.1"
