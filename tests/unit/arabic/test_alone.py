"""A line whose runs moved among many that stand in order is put in order, or told; the others stay as they are."""

from __future__ import annotations

import pytest

from unodc_parse.arabic.alone import has_gap_alone, is_marked
from unodc_parse.arabic.diagnose import joint_marks
from unodc_parse.arabic.repair import repair_lines
from unodc_parse.model import Damage

CLEAN = (
    "تقرير الفريق العامل عن اجتماعه السادس",
    "١- عقد الفريق العامل المعني بالتعاون الدولي اجتماعه في فيينا.",
    "٢- وحضر الاجتماع ممثِّلو الدول الأطراف في الاتفاقية.",
    "٣- ونظر الفريق العامل في البند ٢ من جدول الأعمال.",
    "٤- وأعرب عدَّة متكلِّمين عن تقديرهم للأمانة.",
    "٥- وعُقدت الجلسة الثانية في ٥ شباط/ فبراير ٢٠٢٠.",
    "٦- وأوصى الفريق العامل بأن تواصل الأمانة جمع المعلومات.",
    "٧- ودُعيت الدول إلى تقديم تعليقاتها كتابةً.",
    "٨- وقدَّم ممثِّل الأمانة عرضاً عن المساعدة التقنية.",
    "٩- وشدَّد المتكلِّمون على أهمية تبادل الخبرات.",
    "١٠- وأُشير إلى ضرورة توفير الموارد الكافية.",
    "١١- واعتمد الفريق العامل تقريره بصيغته المعدَّلة شفوياً.",
)
TORN = "ل الأعضاء إلى تقديم المساعدةدعت الجمعية العامة الدو"
OPEN = "الطلب  على أساس ةالنووية والبيانات الكيمياء نظرية المالح وسؤال"
RIGHT = "دعت الجمعية العامة الدول الأعضاء إلى تقديم المساعدة"

TORN_TOO = "ل الأعضاء بتقديم تقارير عن تنفيذ الاتفاقيةالدو وأوصت اللجنة "
UNMARKED = "الأعضاء بتقديم تقارير دورية وأوصت اللجنة الدول"
UNMARKED_RIGHT = "وأوصت اللجنة الدول الأعضاء بتقديم تقارير دورية"


@pytest.mark.parametrize("place", [0, 6, 12])
def test_a_line_whose_runs_moved_among_clean_ones_is_put_in_order(place: int) -> None:
    lines = [*CLEAN[:place], TORN, *CLEAN[place:]]
    repaired = repair_lines(lines)
    assert repaired[place].text == RIGHT
    assert repaired[place].damage == (Damage.RUN_REVERSED,)
    others = [line for number, line in enumerate(repaired) if number != place]
    assert [(line.text, line.status, line.confidence) for line in others] == [(text, "intact", 1.0) for text in CLEAN]


def test_a_line_without_a_mark_is_put_in_order_where_others_moved() -> None:
    assert repair_lines([*CLEAN, UNMARKED])[-1].text == UNMARKED
    one = repair_lines([*CLEAN, TORN, UNMARKED])
    assert one[-1].text == UNMARKED_RIGHT
    assert {(line.status, line.confidence) for line in one[: len(CLEAN)]} == {("intact", 1.0)}
    *clean, _, _, stretched = repair_lines([*CLEAN, TORN, TORN_TOO, UNMARKED.replace("لأعض", "لأعـــض")])
    assert stretched.text == UNMARKED_RIGHT
    assert Damage.RUN_REVERSED in stretched.damage
    assert [line.text for line in clean] == list(CLEAN)


@pytest.mark.parametrize(
    ("torn", "right"),
    [
        ("التوصيات والاستنتاجات-باء", "باء- التوصيات والاستنتاجات"),
        ("ملخَّص المداولات -ثالثاً", "ثالثاً- ملخَّص المداولات"),
        (
            "وأوصت اللجنة الدول الأعضاء بتقديم تقارير عن ذلك: -٨",
            "٨- وأوصت اللجنة الدول الأعضاء بتقديم تقارير عن ذلك:",
        ),
    ],
)
def test_a_label_at_the_end_goes_to_the_head_where_others_moved(torn: str, right: str) -> None:
    assert repair_lines([*CLEAN, TORN, torn])[-1].text == right


def test_a_line_that_only_lost_a_space_gets_it_back() -> None:
    *_, line = repair_lines([*CLEAN, "وقدَّمت الأمانةإلى الفريق العامل ورقة معلومات أساسية."])
    assert line.text == "وقدَّمت الأمانة إلى الفريق العامل ورقة معلومات أساسية."
    assert line.damage == (Damage.GLUED,)


def test_a_gap_that_somebody_typed_is_no_damage() -> None:
    *_, line = repair_lines([*CLEAN, "وأكَّد المتكلِّمون أهمية   التعاون الدولي."])
    assert (line.text, line.status) == ("وأكَّد المتكلِّمون أهمية التعاون الدولي.", "intact")


def test_a_line_whose_order_is_open_is_told() -> None:
    *_, line = repair_lines([*CLEAN, OPEN])
    assert line.status in ("repaired_low", "unresolved")
    assert line.confidence <= 0.5


@pytest.mark.parametrize(
    "text",
    [
        TORN,
        "الحسابات التي ةمكتب خدمات",
        "إلى الااجتماع العام",
        "في اجتماعه الأول عقد الفريق-١٢",
        "المؤسساتالمتحدة والدول",
        "وافق على المادة.٥ من",
        "في فيينا (",
        "العاًلي في الدورة",
        "إقرار جدول الأعمال-باء",
        "ملخَّص المداولات -ثالثاً",
        "بيع السفن التي تفقد(أ)",
        "يتضمن ما يلي: -٨",
    ],
)
def test_what_right_text_hardly_shows_is_worth_a_look(text: str) -> None:
    assert is_marked(text, joint_marks(text))


@pytest.mark.parametrize(
    "text", [*CLEAN, "- ضرورة التحرُّك ، والعمل", "عام ٢٠١٥- ٢٠١٦", "أ - المقدِّمة", "قرار (أ)(١)", "المادة ٢(أ)"]
)
def test_what_right_text_shows_is_not(text: str) -> None:
    assert not is_marked(text, joint_marks(text))


def test_a_gap_may_be_all_that_a_line_shows() -> None:
    assert has_gap_alone("الأمانة  العامة", ("wide_gap",))
    assert not has_gap_alone(TORN, joint_marks(TORN))
