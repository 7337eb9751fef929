import json
import re
import time
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from unodc_parse import repair_and_explain, repair_text
from unodc_parse.arabic import spelling
from unodc_parse.arabic.doubts import doubt
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


#: Kinds after which a line may read in more ways than one, which it then says; all others leave no doubt.
IN_DOUBT = {"glued", "spaced"}
KINDS = sorted(path.stem for path in CASES.glob("*.json") if path.stem in set(Damage))


@pytest.mark.parametrize("case", [case for kind in KINDS for case in load(kind)])
def test_a_document_is_repaired_and_its_damage_named(case):
    lines = repair_lines(case["original"])
    assert [line.text for line in lines] == case["fixed"]
    assert case["damage"] in {damage for line in lines for damage in line.damage}
    assert all(replay(line.raw, line.steps) == line.text for line in lines)
    allowed = {"intact", "repaired"} | ({"repaired_low"} if case["damage"] in IN_DOUBT else set())
    # a date alone does not tell whether its words stand as those of other lines did
    assert {line.status for line in lines if line.confidence >= 0.5} <= allowed


@pytest.mark.parametrize("case", [case for kind in KINDS for case in load(kind)])
def test_a_sound_document_is_left_alone(case):
    assert [line.text for line in repair_lines(case["fixed"])] == case["fixed"]
    assert [repair_lines([line])[0].text for line in case["fixed"]] == case["fixed"]


# what pdftotext writes: a line from right to left, numbers and the signs beside them embedded in the order of print
EMBEDDED = "\u202bفي مقرَّره \u202a ،٣/٢\u202cأن ينظر فيه \u202a )A/CONF.234(\u202cالفريق\u202c"


def test_what_is_embedded_from_left_to_right_is_read_where_it_stands():
    (line,) = repair_lines([EMBEDDED])
    assert line.text == "في مقرَّره ٣/٢، أن ينظر فيه (A/CONF.234) الفريق"
    assert (line.status, line.confidence, replay(line.raw, line.steps)) == ("intact", 1.0, line.text)


def test_paragraph_numbers_alone_on_a_line_are_read_from_their_embedding():
    label, _ = repair_lines(["\u202b\u202a-٢\u202c\u202c", "\u202bقرر الفريق\u202c"])
    assert label.text == "٢-"


def test_letters_in_an_embedding_and_latin_lines_stay():
    for text in ("\u202aالأمم المتحدة\u202c", "\u202b\u202aDistr.: General\u202c\u202c"):
        (line,) = repair_lines([text])
        assert line.text in (text, "الأمم المتحدة")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("عنصرا ً ثابتا ً من عناصر المؤتمر", "عنصراً ثابتاً من عناصر المؤتمر"),
        ("وع ُقد الاجتماع وحضره ممث ِّلو دول", "وعُقد الاجتماع وحضره ممثِّلو دول"),
        ("ثانيا -ً التوصيات", "ثانياً- التوصيات"),
        ("ثمانون دولة طرفا ،ً منهم خبراء", "ثمانون دولة طرفاً، منهم خبراء"),
    ],
)
def test_marks_that_stand_alone_go_back_to_their_letters(raw, text):
    (line,) = repair_lines([raw])
    assert (line.text, line.damage, replay(line.raw, line.steps)) == (text, ("spaced",), text)


def test_words_are_turned_one_by_one_where_some_of_them_stand_from_left_to_right():
    read = [
        "تقرير عن اجتماع الفريق العامل المعني بالتعاون الدولي",
        "مؤتمر الأطراف في اتفاقية الأمم المتحدة لمكافحة الجريمة",
    ]
    stored = [
        "ريرقت نع اجتماع قيرفلا لماعلا ينعملا بالتعاون يلودلا",
        "رمتؤم الأطراف يف ةيقافتا الأمم ةدحتملا ةحفاكمل ةميرجلا",
    ]
    lines = repair_lines(stored)
    assert [line.text for line in lines] == read
    assert all(line.damage[0] == "visual_order" and replay(line.raw, line.steps) == line.text for line in lines)


def test_signs_and_hyphens_printed_before_their_number_go_behind_it():
    raw = [
        "-٢ وعقد الاجتماع في عام ٢٠١٧",
        "وأنشأ المؤتمر، في قراره ،٨/٢ لجنة",
        "-٣ اعتمد الفريق ما يلي يوم ٥ أيار/مايو :٢٠١٧",
    ]
    lines = repair_lines(raw)
    assert lines[0].text == "٢- وعقد الاجتماع في عام ٢٠١٧"
    assert lines[1].text == "وأنشأ المؤتمر، في قراره ٨/٢، لجنة"
    assert lines[2].text == "٣- اعتمد الفريق ما يلي يوم ٥ أيار/مايو ٢٠١٧:"


def test_a_spelling_is_only_called_sure_where_another_is_far_behind():
    lines = repair_lines(["من تفتيش السفن ومصادرة األسلحة", "والتزام حكومة أفغانستان بمكافحة المخدرات"])
    assert (lines[0].text, lines[0].status) == ("من تفتيش السفن ومصادرة الأسلحة", "repaired")
    glued = ["في الدورةالخامسة للجنةالمخدرات", "قرر المؤتمر،في دورتهالسابعة", "إن الدولةالطرف تقدم تقريرها"]
    for line in repair_lines(glued):
        assert line.confidence <= 0.98


def test_where_spaces_were_lost_a_line_with_a_word_that_nobody_knows_is_not_sure():
    known, strange, other = repair_lines(
        ["في الدورةالخامسة للجنة المخدرات", "في الدورةالخامسة للجنة قطشفنغحو", "بيان ممثل قطشفنغحو فــي اللجنة"]
    )
    assert (known.text, known.status) == ("في الدورة الخامسة للجنة المخدرات", "repaired")
    assert (strange.status, other.status) == ("repaired_low", "repaired_low")


def test_a_changed_line_that_reads_better_with_a_space_put_in_is_not_sure():
    as_one, apart = repair_lines(["الــنفقات اللازمة لتوفيرالخدمات العامة", "الــنفقات اللازمة لتوفير الخدمات العامة"])
    assert as_one.text.endswith("لتوفيرالخدمات العامة")  # one such word is no evidence that spaces were lost
    assert (as_one.status, apart.status) == ("repaired_low", "repaired")


@pytest.mark.parametrize(
    ("other", "read", "fraction"),
    [
        ("بنسبة ٥,٣٦ في المائة", "بنسبة ٦٣,٥ في المائة", "٨/٢"),
        ("بنسبة ٣٦,٥ في المائة", "بنسبة ٦٣,٥ في المائة", "٢/٨"),
        ("في الساعة ٠٣:٤١", "في الساعة ١٤:٣٠", "٨/٢"),
    ],
)
def test_a_document_tells_whether_numbers_were_reversed_with_their_signs(other, read, fraction):
    lines = repair_lines(["من ٢١٠٢-٦١٠٢ في عام ٧١٠٢", other, "وفقاً لقراره ٢/٨ في ٩١ أيار/مايو"])
    assert [line.text for line in lines] == [
        "من ٢٠١٢-٢٠١٦ في عام ٢٠١٧",
        read,
        f"وفقاً لقراره {fraction} في ١٩ أيار/مايو",
    ]


def test_numbers_of_any_length_are_no_trouble():
    long = "٩" * 5000
    for text in (f"{long}:٣٠", f"١٢:{long}", f"{long}- نص\n{long}- نص"):
        assert len(repair_lines(["في عام ٧١٠٢ و٦١٠٢", *text.split("\n")])) == 2 + text.count("\n")


def test_numbers_of_a_changed_line_are_in_doubt_where_others_of_the_document_stand_both_ways():
    both = ["في عــام ٢٠١٥", "في عــام ٢٠١٦", "في ســنة ٧١٠٢", "الوثيقة رقــم ٨١٩"]
    *_, open_ = repair_lines(both)
    assert (open_.text, open_.status) == ("الوثيقة رقم ٨١٩", "repaired_low")
    (clean,) = repair_lines(["الوثيقة رقم ٨١٩"])
    assert clean.status == "intact"


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


def test_text_that_lost_its_digits_is_left_as_it_came():
    # what a code page without Arabic-Indic digits leaves: gaps, and hyphens of paragraph numbers
    lines = [
        "- عقد الفريق العامل جلسته الأولى في  أيار/مايو .",
        "- وحضر الاجتماع  خبيراً من بلدان مختلفة.",
        "(البند  من جدول الأعمال)",
        "ونظر الفريق في المادتين  و من الاتفاقية.",
        "وأعرب المشاركون عن تقديرهم للأمانة.",
    ]
    assert [line.text for line in repair_lines(lines)] == [" ".join(line.split()) for line in lines]


def test_a_lam_alef_once_turned_is_not_turned_again():
    (line,) = repair_lines(["السيدة اللة خديجة األمين من المغرب ترأست االجتماع."])
    assert line.text == "السيدة لالة خديجة الأمين من المغرب ترأست الاجتماع."


def test_a_name_that_nobody_knows_may_have_its_lam_and_alef_either_way():
    (line,) = repair_lines(["عقد االجتماع في والية الغزدس"])
    assert (line.text, line.status, line.confidence) == ("عقد الاجتماع في ولاية الغزدس", "repaired_low", 0.9)


def test_lines_without_arabic_are_in_doubt_where_all_others_stood_backwards():
    clean = [
        "نظر الفريق العامل في المشاريع المنفذة منذ عام ٢٠١٢ في المناطق الساحلية",
        "وأعرب المشاركون عن شكرهم للبلد المضيف على حسن الاستقبال في ١٤ أيار/مايو ٢٠١٣",
        "A/HRC/17/31/Add.2",
        "7",
        "(٣) S/2016/209.",
    ]
    lines = repair_lines([line[::-1] for line in clean])
    assert [line.text for line in lines[:2]] == clean[:2]
    assert lines[4].confidence <= 0.5
    assert [(line.text, line.status, line.confidence) for line in lines[2:4]] == [
        ("2.ddA/13/71/CRH/A", "unresolved", 0.5),
        ("7", "intact", 1.0),
    ]


#: A document whose runs moved: the first line is in order, the second is not; what more it holds is added.
MOVED = ["نظر الفريق العامل في المشاريع المنفذة منذ عام ٢٠١٢", "عن شكرهم للبلد المضيف  وأعرب المشاركون،"]


@pytest.mark.parametrize(
    "line",
    [
        "انظر تقرير الأمين العام.٧ الفقرة ٣ من الوثيقة",
        "عن الفترة 201٣ وما بعدها",
        "٩)) مقابلة أجراها الفريق",
        "في المنازل ال",
    ],
)
def test_what_shows_damage_in_a_document_whose_runs_moved_is_not_called_intact(line):
    found = repair_lines([*MOVED, line])[-1]
    assert found.status in ("unresolved", "repaired_low")
    assert found.confidence <= 0.6


def test_a_number_that_may_be_two_is_in_doubt_where_runs_moved():
    rows = ["السنة الزيارات الغرامات", "1677الموارد المائية", "1574النظم البرية", "469المناطق الساحلية"]
    for line in repair_lines([*MOVED, *rows])[-3:]:
        assert line.status != "repaired"
        assert line.confidence <= 0.9


@pytest.mark.parametrize("raw", [["كما يلي : انظر ا لتقرير"], ["شكرهم للبلد  وأعرب المشاركون،", "غيررادعة"]])
def test_status_and_confidence_agree(raw):
    for line in repair_lines(raw):
        assert line.status != "repaired_low" or line.confidence < 0.94
        assert line.status != "intact" or line.confidence > 0.5


def test_marks_that_slid_where_none_can_stand_go_back_and_others_are_doubted():
    lines = repair_lines(["وقال إّن دولًة أخرى وّقعت الاتفاق", "وأشار إلى أّن الأمر لم يعد كذلك", "تـقدّم المشاركون"])
    assert [line.text for line in lines[:2]] == ["وقال إنّ دولةً أخرى وقّعت الاتفاق", "وأشار إلى أنّ الأمر لم يعد كذلك"]
    assert (lines[2].text, lines[2].status) == ("تقدّم المشاركون", "repaired_low")
    assert all(replay(line.raw, line.steps) == line.text for line in lines)


def test_letters_set_apart_are_joined_and_numbers_and_signs_with_them():
    lines = ["ا لأ م ن  ا ل غ ذ ا ئ ي  1 0 4  2 1", "ا ل س ج و ن ؛", "1 2  3 4", "و هو كذلك"]
    found = repair_lines(lines)
    assert [line.text for line in found] == ["الأمن الغذائي 104 21", "السجون؛", "1 2  3 4", "و هو كذلك"]
    assert [line.status for line in found[:3]] == ["repaired", "repaired", "unresolved"]


def test_a_mirrored_call_of_a_note_is_seen_where_it_stands_alone():
    assert repair_lines(["منهن تعرضن للعنف]2[."])[0].text == "منهن تعرضن للعنف[2]."
    assert repair_lines(["منهن تعرضن للعنف[2]."])[0].status == "intact"


def test_numbers_that_begin_with_zeros_are_turned_in_some_lines_of_a_document():
    clean = ["٩ - في عام ٢٠١٢ انعقد الاجتماع", "١٢ - وفي عام ٢٠١٣ كذلك", "١٤ - وفي ١٨ أيار/مايو ٢٠١٤ أيضا"]
    torn = ["٠١ - وأضاف قائلا إن الكلفة", "من ٠٣ دينارا في المتوسط"]
    assert [line.text for line in repair_lines([*clean, *torn])] == [
        *clean, "١٠ - وأضاف قائلا إن الكلفة", "من ٣٠ دينارا في المتوسط",
    ]  # fmt: skip


def test_a_space_lost_behind_a_tanwin_is_put_back_whatever_the_words_are():
    assert repair_lines(["من أقل البلدان نمواًقد قدمت خططها"])[0].text == "من أقل البلدان نمواً قد قدمت خططها"


@pytest.mark.parametrize("line", ["المقرر عقده في الد وحة في أيار/مايو", "إلى الأمانة، فيمقرره الأخير، أن تعد تقريرا"])
def test_a_space_lost_or_put_in_is_doubted_where_runs_moved(line):
    assert repair_lines([*MOVED, line])[-1].confidence <= 0.9


def test_a_symbol_without_its_end_is_in_doubt_where_runs_moved():
    found = repair_lines([*MOVED, "الوثيقة S/AC.61/2016/CRP. غير متاحة للعموم."])[-1]
    assert found.confidence <= 0.9


def test_the_call_of_a_note_that_may_be_another_sentences_is_in_doubt_where_runs_moved():
    raw = "ونفت السلطات ذلك في رسالة.أحيلت نسخة من هذه الشهادات إلى اللجنة(٦). "
    found = repair_lines([*MOVED, raw])[-1]
    assert "run_reversed" in found.damage
    assert (found.status, found.confidence <= 0.9) == ("repaired_low", True)


@pytest.mark.parametrize("wrong", [None, b"\xd8\xa7", 5, ["a"]])
def test_what_is_no_text_is_refused_with_what_is_wanted(wrong):
    wanted = rf"wants a text \(str\), not {type(wrong).__name__}"
    for function in (repair_text, repair_and_explain):
        with pytest.raises(TypeError, match=f"^{function.__name__} {wanted}"):
            function(wrong)
    with pytest.raises(TypeError, match=f"^replay {wanted}"):
        replay(wrong, [])


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        5,
        "[]",
        {},
        "",
        {"rule": "x", "pieces": []},
        [None],
        ["x"],
        [{"rule": "x"}],
        [{"rule": "x", "pieces": [[0]]}],
    ],
)
def test_what_are_no_steps_is_refused_with_what_is_wanted(wrong):
    with pytest.raises(TypeError, match=r"^replay wants"):
        replay("abc", wrong)


def test_a_line_in_which_a_number_was_cut_is_not_sure() -> None:
    torn = ["السادس في فيينا.عقد الفريق العامل اجتماعه ", "للفقرة  من المادة ١٧٢٤يُنظر في الطلب وفقاً "]
    order, cut = repair_lines(torn)
    assert (order.status, cut.status) == ("repaired", "repaired_low")
    assert sorted("".join(re.findall(r"\d", cut.text))) == sorted("١٧٢٤")
    sure = structs.replace(cut, confidence=1.0, status="repaired")
    assert doubt([order, sure])[1].confidence == 0.9
