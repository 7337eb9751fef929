"""Runs in the wrong order: taken apart, searched, weighed, chosen in context. All texts are this project's own."""

from __future__ import annotations

import random

import pytest
from msgspec import structs

from unodc_parse.arabic import rank
from unodc_parse.arabic.breadth import breadth
from unodc_parse.arabic.context import choose, marginals, restore_lines
from unodc_parse.arabic.diagnose import is_torn
from unodc_parse.arabic.evidence import Evidence, Weighing, is_labelled
from unodc_parse.arabic.language_model import EDGE, LanguageModel, fold, shipped
from unodc_parse.arabic.layout import take_apart
from unodc_parse.arabic.misplaced import falling_pairs, misplaced
from unodc_parse.arabic.moves import Mover
from unodc_parse.arabic.passes import pass_orders, passes
from unodc_parse.arabic.rank import Memory, Reading, read_line, readings, render
from unodc_parse.arabic.reader import Reader, ending_of, openings
from unodc_parse.arabic.recurrence import Recurrence
from unodc_parse.arabic.reorder import Candidate, next_runs, reversed_orders
from unodc_parse.arabic.repair import repair_lines, replay, same_letters
from unodc_parse.arabic.seams import Seams, line_width
from unodc_parse.arabic.stems import StemModel, count_stems, stem
from unodc_parse.arabic.sureness import soundness, sureness, weigh
from unodc_parse.arabic.word_model import START, WordModel, count_words, tokens

REVERSED = {
    "السادس في فيينا.عقد الفريق العامل اجتماعه ": "عقد الفريق العامل اجتماعه السادس في فيينا.",
    "المتحدة لمكافحة الفسادإن الدول في اتفاقية الأمم ": "إن الدول في اتفاقية الأمم المتحدة لمكافحة الفساد",
    "ل الأعضاء إلى تقديم المساعدةدعت الجمعية العامة الدو": "دعت الجمعية العامة الدول الأعضاء إلى تقديم المساعدة",
}


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return shipped()


@pytest.mark.parametrize("damaged", REVERSED)
def test_reversed_runs_are_put_back(damaged: str, model: LanguageModel) -> None:
    line = read_line(damaged, model)
    assert line.readings[0].text == REVERSED[damaged]
    step = line.step(line.readings[0])
    assert step is not None
    assert step.apply(damaged) == REVERSED[damaged]


def test_orders_in_two_passes_are_found(model: LanguageModel) -> None:
    runs = [
        "يشجع المجلس الدول الأعضاء على ",
        "تعزيز التعاون الدولي ",
        "في مكافحة الاتجار ",
        "بالأشخاص وتهريب المهاجرين",
    ]
    damaged = "".join(runs[i] for i in (2, 0, 3, 1))
    layout = take_apart(damaged)
    search = breadth(len(layout))
    reader = Reader(layout, model.characters, search)
    found = pass_orders(reader, next_runs(reader, search.links), search)
    right = next(candidate for candidate in found if render(damaged, layout, candidate.runs) == "".join(runs))
    assert passes(right.runs) == 2


def test_orders_in_passes_are_not_looked_for_where_a_line_is_clear_and_no_joint_promises_anything(
    model: LanguageModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []

    def watched(reader: Reader, *args: object, hope: float) -> list[Candidate]:
        found = pass_orders(reader, *args, hope=hope)  # type: ignore[arg-type]
        searched.extend([reader.layout.text] if found else [])
        return found

    monkeypatch.setattr(rank, "pass_orders", watched)
    clear, moved = (
        "يشجع المجلس الدول الأعضاء على تعزيز التعاون الدولي",
        "تعزيز على يشجع المجلس الدول الأعضاءالتعاون الدولي ",
    )
    settled = "ل الأعضاء إلى تقديم المساعدةدعت الجمعية العامة الدو"
    assert settled in REVERSED
    for line in (clear, moved, settled):
        read_line(line, model)
    assert searched == [take_apart(moved).text]


def test_an_order_is_made_better_by_moving_one_piece(model: LanguageModel) -> None:
    damaged = "السادس في فيينا.عقد الفريق العامل اجتماعه "
    reader = Reader(take_apart(damaged), model.characters, breadth(len(take_apart(damaged))))
    size = len(reader.layout)
    first, second = len("السادس"), len("السادسفيفيينا.")
    wrong = ((0, first, False), (second, size, True), (first, second, True))
    right = ((second, size, False), (0, second, True))
    assert right in Mover(reader).better(wrong, 5)
    assert all(sorted(pieces_of(order)) == list(range(size)) for order in Mover(reader).better(wrong, 100))


def pieces_of(order: tuple[tuple[int, int, bool], ...]) -> list[int]:
    return [unit for start, end, _ in order for unit in range(start, end)]


def test_no_piece_that_is_moved_makes_a_run_across_a_wide_gap(model: LanguageModel) -> None:
    layout = take_apart("عقد الفريق   العامل اجتماعه السادس")
    reader = Reader(layout, model.characters, breadth(len(layout)))
    gap, size = len("عقدالفريق"), len(layout)
    orders = Mover(reader).better(((gap, size, False), (0, gap, True)), 100)
    assert orders
    assert not any(start < gap < end for order in orders for start, end, _ in order)


def test_an_order_that_the_searches_miss_is_come_to_by_moves(model: LanguageModel) -> None:
    damaged = "ة.هوأعرب المشاركون عن تقديرنم للأما"  # two passes, each of single letters
    assert read_line(damaged, model).readings[0].text == "وأعرب المشاركون عن تقديرهم للأمانة."


def test_a_state_says_what_the_model_says(model: LanguageModel) -> None:
    text = fold("وأوصى الفريق العامل ظخضث بأن 12/3 تنظر")
    totals, states = model.characters.states.walk(model.characters.states.at(EDGE), text)
    plain, gram = 0.0, EDGE
    for char, total, state in zip(text, totals, states, strict=True):
        weight, gram = model.characters.step(gram, char)
        plain += weight
        assert total == pytest.approx(plain)
        assert gram.endswith(state.gram)  # no more of it than tells what follows
    assert states[-1] is model.characters.states.after(EDGE + text)


def test_lines_are_cut_where_they_do_not_read_on(model: LanguageModel) -> None:
    damaged, right = next(iter(REVERSED.items()))
    layout = take_apart(damaged)
    reader = Reader(layout, model.characters, structs.replace(breadth(len(layout)), likely=-4.5))
    joint = len("".join(right[right.index("عقد") :].split())) - len("".join(damaged[damaged.index("عقد") :].split()))
    assert joint == len("السادسفيفيينا.")
    assert joint in reader.cuts
    assert len(reader.cuts) < len(layout.starts) / 2


def test_latin_letters_are_not_cut_from_european_digits_but_from_arabic_ones_and_labels() -> None:
    assert take_apart("CTOC/COP/2-12/3").starts == ()
    label = take_apart("CTOC/COP-١٢")
    assert [label.text[label.at[unit]] for unit in label.starts] == ["-", "0"]
    parted = take_apart("CTOC/٣٦/INF")
    assert [parted.at[unit] for unit in parted.starts] == [len("CTOC/"), len("CTOC/٣٦"), len("CTOC/٣٦/")]


def test_the_search_comes_to_an_end_by_counted_work(model: LanguageModel) -> None:
    letters = "اليموتنبرعدفقهسكحجشصخطذزغثضظ"
    chance = random.Random(5)  # noqa: S311
    search = breadth(260)
    reader = Reader(take_apart("".join(chance.choices(letters, k=260))), model.characters, search)
    found = reversed_orders(reader, next_runs(reader, search.links), search)
    assert reader.work <= 0
    assert found
    assert reader.width(10) == 1


def test_moves_of_a_line_without_words_come_to_an_end_by_counted_work(model: LanguageModel) -> None:
    chance = random.Random(120)  # noqa: S311
    line = "".join(chance.choices("اليموتنبرعدفقهسكحجشصخطذزغثضظءأإآىئؤة     ", k=120))
    orders = len(read_line(line, model).readings)
    assert 2 * breadth(120).candidates < orders <= 2 * breadth(120).candidates + 32_000 // 120


def test_an_order_that_promises_more_is_followed_before_one_that_reads_better_so_far(model: LanguageModel) -> None:
    damaged = "٢٠١٥ تشرين الثاني/نوفمبر ٢٠ إلى  ١٦الدولي، المعقودين في فيينا، من"
    right = "الدولي، المعقودين في فيينا، من ١٦ إلى ٢٠ تشرين الثاني/نوفمبر ٢٠١٥"
    assert right in [reading.text for reading in read_line(damaged, model).readings]


def test_runs_behind_a_wide_gap_may_begin_a_line_in_passes(model: LanguageModel) -> None:
    damaged = "|  ودول أخرى دول أوروب٨|  ا الغربية"  # two passes, and a gap across which no run is looked for
    assert read_line(damaged, model).readings[0].text == "دول أوروبا الغربية ودول أخرى | ٨ |"


def test_the_beginning_of_a_line_in_passes_is_joined_to_what_it_goes_on_from(model: LanguageModel) -> None:
    damaged = "لسماح بالاستماع إلى'٣' ا الضحايا في إجراءات المصادرة؛"
    right = "'٣' السماح بالاستماع إلى الضحايا في إجراءات المصادرة؛"
    assert read_line(damaged, model).readings[0].text == right


def test_a_run_of_one_letter_is_judged_by_that_letter(model: LanguageModel) -> None:
    damaged = "ثلاثونلاوانيةثة الالدور"
    assert read_line(damaged, model).readings[0].text == "الدورة الثانية والثلاثون"


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        (")؛12/2019/4مذكرة من الأمانة عن التدريب (E/CN.(أ) ", "(أ) مذكرة من الأمانة عن التدريب (E/CN.12/2019/4)؛"),
        ("(٢)).7/2019/3الأمانة (CTOC/COP/WG.", "الأمانة (CTOC/COP/WG.7/2019/3).(٢)"),
        ("، الفصل الثاني.2021/45انظر الوثيقة E/(١) ", "(١) انظر الوثيقة E/2021/45، الفصل الثاني."),
    ],
)
def test_labels_and_calls_of_notes_are_cut_off_symbols(damaged: str, right: str, model: LanguageModel) -> None:
    assert read_line(damaged, model).readings[0].text.replace(" ", "") == right.replace(" ", "")


def test_numbers_that_may_be_two_are_cut() -> None:
    def parts(text: str) -> int:
        return len(take_apart(text).starts)

    numbers = ("28", "2016", "٢٠١٦", "۲۰۱۶", "14/5", "385", "1827", "20163")
    assert [parts(text) for text in numbers] == [0, 0, 0, 0, 0, 2, 3, 4]
    assert [parts(text) for text in ("450,000", "٤٥٠,٠٠٠", "1.250.000", "4.50,000")] == [0, 0, 0, 7]
    even, uneven = (take_apart("1827").fixed[unit] for unit in (2, 1))
    assert even > uneven


def test_two_numbers_that_came_together_are_told_apart(model: LanguageModel) -> None:
    damaged = "للفقرة  من المادة ١٧٢٤يُنظر في الطلب وفقاً "
    assert "يُنظر في الطلب وفقاً للفقرة ٢٤ من المادة ١٧" in [r.text for r in read_line(damaged, model).readings[:3]]


def test_a_line_whose_label_moved_was_cut_so_its_rest_was_too(model: LanguageModel) -> None:
    damaged = "تنفيذ تلك الاتفاقات؛ وينبغي نشر ينبغي للدول أن تتفق، قبل إعادة الأموال، على كيفية  (د)"
    best = read_line(damaged, model).readings[0]
    assert best.text.startswith("(د) ينبغي للدول أن تتفق، قبل إعادة الأموال، على كيفية تنفيذ")


def test_no_line_is_written_in_as_many_passes_as_it_has_runs(model: LanguageModel) -> None:
    readings = read_line("٨ ٣١الثانية", model).readings
    assert "الثانية ٣١ ٨" in {reading.text for reading in readings[:2]}
    assert "٨ ٣١ الثانية" not in {reading.text for reading in readings}


def test_an_order_that_still_shows_a_joint_is_not_sure(model: LanguageModel) -> None:
    line = read_line("|  ودول أخرى دول أوروب١١ ٨|  ا الغربية", model)
    torn = next(reading for reading in line.readings if is_torn(reading.text))
    (ordered,) = choose([structs.replace(line, readings=(torn,))], model, Memory())
    assert ordered.step is not None
    assert ordered.probability == 0.6


def test_evidence_does_not_hang_on_the_search_that_found_an_order(model: LanguageModel) -> None:
    line = "من الاتفاقية وفقا للمادة الثالثة تنظر الدول الأطراف في"
    found = read_line(line, model).readings
    assert len({reading.runs for reading in found}) == len(found)
    for reading in found[:10]:
        told = []
        for share, state in openings(model.characters.states):
            total, last = model.characters.states.read(state, fold(reading.text))
            told.append(share + total + ending_of(model.characters.states, last))
        assert reading.evidence is not None
        assert reading.evidence.characters == pytest.approx(max(told))


def test_a_label_begins_a_paragraph_but_not_behind_a_line_that_goes_on(model: LanguageModel) -> None:
    seams = Seams(model)
    readings = {
        text: Reading(text, (), None, 0.0, tuple(tokens(fold(text))))
        for text in (
            "(أ) يوماً من تاريخ الطلب؛",
            f"{'تجميد الممتلكات ' * 5}لمدة ٩٠",
            f"{'تجميد الممتلكات ' * 5}لمدة ٩٠.",
        )
    }
    label, goes_on, stops = readings.values()
    assert seams.gain(goes_on, label) < seams.gain(stops, label) - 2


@pytest.mark.parametrize("torn", ["لَّما يُحتجُّ", "العاًلي", "الوثيقة CTOC/COP/ (2)", "الأول2020", "CTOCمن"])
def test_what_no_right_text_shows_is_torn(torn: str) -> None:
    assert is_torn(torn)
    assert not is_torn("قلَّما يُحتجُّ عالياً بالوثيقة CTOC/COP/2 و2020")


def test_a_clean_line_stays_and_is_thought_likely(model: LanguageModel) -> None:
    text = "تطلب الجمعية العامة إلى الأمين العام أن يقدم إليها تقريرا في دورتها القادمة"
    (ordered,) = restore_lines([text], model)
    assert ordered.step is None
    assert ordered.probability > 0.9


def test_usual_numbers_are_never_cut() -> None:
    assert take_apart("١٢").starts == ()
    assert take_apart("2015").starts == ()
    assert take_apart("10:30").starts == ()
    assert 4 in take_apart("20152017").starts


def test_what_speaks_for_the_line_as_it_stands_grows_with_its_numbers() -> None:
    assert take_apart("الفترة من ١٢ إلى ١٦").uncut < take_apart("الفترة من اثني إلى ستة").uncut - 4


def test_letters_are_kept_whatever_comes(model: LanguageModel) -> None:
    del model
    rng = random.Random(4)  # noqa: S311
    lines = [
        "".join(rng.choice("ابتجدرسعلمنوهيةى ،.-()١٢٣٤abc  ") for _ in range(rng.randrange(1, 60))) for _ in range(8)
    ]
    for raw, line in zip(lines, repair_lines(lines), strict=True):
        assert same_letters(raw, line.text)
        assert replay(raw, line.steps) == line.text


def test_a_reading_renders_as_its_step(model: LanguageModel) -> None:
    damaged = next(iter(REVERSED))
    line = read_line(damaged, model)
    for reading in line.readings[:5]:
        assert render(damaged, line.layout, reading.runs) == reading.text


def test_words_that_follow_each_other_are_likelier() -> None:
    known = WordModel(count_words(["aa bb cc", "aa bb cc", "dd bb ee"]))
    assert tokens("aa (bb) 00/0") == ["aa", " (", "bb", ")", " 00/0"]
    after = known.probability("aa", "bb", "cc", 1e-6)
    assert after > known.probability("dd", "bb", "cc", 1e-6) > known.probability("aa", "bb", "zz", 1e-6) > 0
    assert known.probability(START, START, "aa", 1e-6) > known.probability(START, START, "cc", 1e-6)


def test_word_probabilities_sum_to_one_with_what_is_left_to_characters() -> None:
    known = WordModel(count_words(["aa bb cc", "aa bb cc", "aa dd ee"]))
    words = [name for name in known.numbers if name != START]
    assert sum(known.probability("aa", "bb", word, 1 / len(words)) for word in words) == pytest.approx(1, abs=0.06)


def test_neighbours_decide_between_equal_readings() -> None:
    first, second = marginals([[0.0], [0.0, 0.0]], [[[2.0, 0.0]]])
    assert first == [1.0]
    assert second[0] == pytest.approx(0.881, abs=0.001)


def test_the_model_reads_known_text_better_than_its_letters_shuffled(model: LanguageModel) -> None:
    text = fold("لجنة منع الجريمة والعدالة الجنائية")
    shuffled = "".join(random.Random(1).sample(text, len(text)))  # noqa: S311
    assert model.characters.follow(EDGE, text) > model.characters.follow(EDGE, shuffled) + 50


def test_inflections_share_their_stem() -> None:
    prefixes, endings = ["وال", "ال", "ب"], ["هم", "ات", "ة"]
    stems = {stem(word, prefixes, endings) for word in ("والمساعدات", "المساعدة", "بمساعدتهم"[:-3] + "ة")}
    assert stems == {"مساعد"}
    assert stem("(", prefixes, endings) == "("
    known = StemModel(count_stems(["المساعدة التقنية"], prefixes, endings))
    assert known.stem("والمساعدات") in known.known


def test_what_a_document_says_often_decides_between_equal_readings(model: LanguageModel) -> None:
    def reading(text: str) -> Reading:
        return Reading(text, (), None, 0.0, tuple(tokens(fold(text))))

    document = Recurrence(model, {})
    document.add(0, reading("يعرض نظام راصد الجديد بيانات"), 0.99)
    document.add(1, reading("ويشغل نظام راصد موظفان"), 0.99)
    document.add(2, reading("الجديد راصد نظام"), 0.5)
    assert document.gain(3, reading("وضع نظام راصد")) > document.gain(3, reading("وضع راصد نظام")) + 0.5
    assert document.gain(2, reading("الجديد راصد نظام")) <= 0


def test_a_line_does_not_speak_for_itself(model: LanguageModel) -> None:
    document = Recurrence(model, {})
    line = Reading("x", (), None, 0.0, ("نظام", "راصد"))
    document.add(0, line, 0.99)
    assert document.gain(0, line) == 0


def test_a_line_far_too_long_is_not_searched(model: LanguageModel) -> None:
    text = "كلمة أخرى " * 60
    (ordered,) = restore_lines([text], model)
    assert ordered.unread
    assert ordered.step is None


def test_a_number_with_two_kinds_of_digits_is_two(model: LanguageModel) -> None:
    damaged = "٢.2025 يقرِّر أن ينظر في المسألة في عام -"
    assert read_line(damaged, model).readings[0].text == "٢- يقرِّر أن ينظر في المسألة في عام 2025."


@pytest.mark.parametrize(
    ("text", "marks"), [("في عام ٠٢٥", 1), ("05 في", 1), ("٥ ٠٠٠ في", 0), ("000 25 في", 0), ("00:10 في", 0)]
)
def test_a_number_that_begins_with_a_zero_was_cut(text: str, marks: int, model: LanguageModel) -> None:
    layout = take_apart(text)
    evidence, _, _ = Weighing(layout, model, {}).weigh(text, ((0, len(layout), False),))
    assert evidence.marks == marks


def test_a_call_of_a_note_is_no_label() -> None:
    assert [is_labelled(fold(text)) for text in ("(أ) تقديم", "12- تقديم", "أولاً- مقدمة", "(3) سنة")] == [True] * 3 + [
        False
    ]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("CAC/COSP/2023/9/Corr.1", "CAC/COSP/1/Corr.2023/9"),
        ("E/CN.15/2023/CRP.2", "E/CN.2/CRP.15/2023"),
        ("E/CN.15/2023/CRP.2", "E/CN.2023/15/CRP.2"),
        ("A/C.3/77/L.5/Rev.1", "A/77/L.5/C.3/Rev.1"),
        ("CTOC/COP/WG.2/2022/3.", "WG.2/2022/3/CTOC/COP"),
        ("(E/CN.15/2023/6) (أ)", "(E/CN.(أ) 15/2023/6)"),
        ("من ٣-٥ حزيران/يونيه", "من ٥-٣ حزيران/يونيه"),
        ("عام 2004-05", "عام 2005-2004"),
        ("المعقودتين يومي ٣٠ و٣١ أيار", "المعقودتين يومي ٣١ و٣٠ أيار"),
        ("عُقدت يومَي ٣٠ و ٣١", "عُقدت يومَي ٣١ و ٣٠"),
        ("(بالمواد 3 و12 و18)", "(بالمواد 3 و18 و12)"),
        ("للفقرات ١٢ إلى ١٤ أعلاه", "للفقرات ١٤ إلى ١٢ أعلاه"),
        ("في ٨ و٩ أيار/مايو ٢٠٢٢", "في ٩ و٨ أيار/مايو ٢٠٢٢"),
        ("المرفق الأول ........ ٧", "٧ المرفق الأول ........"),
        ("المرفق الأول ........ ٧", "المرفق الأول ٧ ........"),
        ("دول أخرى | ٨ | ١١", "| دول أخرى | ٨ ١١"),
        ("وعقد الفريق ٨ جلسات.", "وعقد الفريق جلسات. ٨"),
        ("باسم مجموعة ال77 والصين", "77 باسم مجموعة ال والصين"),
    ],
)
def test_pieces_put_together_as_none_are_count_against_an_order(right: str, wrong: str) -> None:
    assert misplaced(right) == 0
    assert misplaced(wrong) > 0


@pytest.mark.parametrize(
    "text",
    [
        "البندان ١٣٢ و١٧ (ج)",
        "بنسبة ٥٠ و٣٥ في المائة",
        "يوم ٣ نيسان و٢ أيار",
        "المادتين 66-4 و66-5",
        "يومي ٣٠ و٣/٤",
        "عامي 2014 و2013/2014",
        "١٥ شباط/فبراير ٢٠١٤ و١٣ أيار/مايو ٢٠١٥",
        "بعد اعتماد التقرير.٣",  # the call of a note
    ],
)
def test_what_may_fall_does_not_count_against_an_order(text: str) -> None:
    assert misplaced(text) == 0


def test_of_two_paragraphs_the_first_one_stands_first(model: LanguageModel) -> None:
    damaged = "أدناه؛٤تُنفَّذ التوصيات الواردة في الفقرتين ٥ و"
    texts = [" ".join(reading.text.split()) for reading in read_line(damaged, model).readings]
    assert texts[0].startswith("تُنفَّذ التوصيات الواردة في الفقرتين ٤ و ٥")
    assert any(map(falling_pairs, texts[1:]))


def test_days_that_fall_behind_their_word_and_before_a_month_fall_once() -> None:
    assert misplaced("يومي ٣١ و٣٠ أيار/مايو") == misplaced("يومي ٣١ و٣٠") == misplaced("في ٣١ و٣٠ أيار/مايو") == 1
    assert misplaced("يومي ٣٠ و٣١ أيار/مايو") == 0


@pytest.mark.parametrize("text", ["(ii) طلب", "(a) طلب", "'١' في طولها", "(أ) طلب", "١٢- طلب"])
def test_labels_of_lists_begin_paragraphs(text: str) -> None:
    assert is_labelled(text)
    assert not is_labelled(" ".join(reversed(text.split())))


def test_an_abbreviation_in_brackets_is_no_label() -> None:
    assert not is_labelled("(IAP) والرابطة")


def test_a_full_line_goes_on_and_a_short_one_ends(model: LanguageModel) -> None:
    text = "ونظرت اللجنة في التقرير المتعلق بأعمال الدورة السابقة على النحو المبين في الوثيقة الصادرة عن"
    full, short, sentence = (
        Reading(one, ((0, 1, False),), None, 0.0, tuple(tokens(fold(one))))
        for one in (text, text[:40], "وأعرب متكلمون عن تقديرهم")
    )
    seams = Seams(model, line_width([text] * 9))
    assert seams.gain(full, sentence) < seams.gain(short, sentence)


def test_numbers_are_cut_off_a_symbol_that_is_put_together_as_none_is(model: LanguageModel) -> None:
    damaged = ").2/CRP.15/2023ورقة اجتماع بشأن أعمال اللجنة (E/CN. (ب)  "
    assert read_line(damaged, model).readings[0].text == "(ب) ورقة اجتماع بشأن أعمال اللجنة (E/CN.15/2023/CRP.2)."


@pytest.mark.parametrize("other", [{"characters": -3.0}, {"passes": -1.0}, {"text": "10:20"}, {"runs": 9}])
def test_an_order_is_less_sure_of_strange_text_and_in_passes(other: dict[str, object]) -> None:
    def known(text: str = "abcde", runs: int = 2, characters: float = -1.0, passes: float = 0.0) -> float:
        fields = dict.fromkeys(Evidence.__struct_fields__, 0.0)
        evidence = Evidence(**fields | {"characters": characters * 60, "passes": passes})
        found = soundness(Reading(text, tuple((i, i + 60 // runs, False) for i in range(runs)), evidence, 0.0, ()), 0.9)
        assert found is not None
        return sureness(0.95, weigh(found))

    assert known(**other) < known()  # type: ignore[arg-type]
    assert known() > 0.5


def test_a_letter_alone_at_the_edge_of_a_word_is_a_run() -> None:
    """It is judged by itself: the space behind it in place is none behind it in the right order."""
    assert readings("  لأعمالا جدول من108البند  ", shipped())[0][0] == "البند 108 من جدول الأعمال"
