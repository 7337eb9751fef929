"""Labels that follow each other. All texts are this project's own."""

from __future__ import annotations

import pytest

from unodc_parse.arabic.layout import take_apart
from unodc_parse.arabic.misplaced import misplaced
from unodc_parse.arabic.rank import render
from unodc_parse.arabic.repair import repair_lines
from unodc_parse.arabic.sequences import Label, Sequences, label_of
from unodc_parse.arabic.swaps import with_other_labels


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("١٦- قرر", Label("paragraph", 16)),
        ("16 - قرر", Label("paragraph", 16)),
        ("(د) تقديم", Label("letter", 4)),
        ("(هـ) تقديم", Label("letter", 5)),
        ("(iv) تقديم", Label("roman", 4)),
        ("(ix) تقديم", Label("roman", 9)),
        ("(xxviii) تقديم", Label("roman", 28)),
        ("١٦ – قرر", Label("paragraph", 16)),
        ("حادي عشر- قرر", Label("section", 11)),
        ("١2- قرر", None),
        ("(xii) تقديم", Label("roman", 12)),
        ("'٣' تقديم", Label("quoted", 3)),
        ("(٢) انظر", Label("note", 2)),
        ("جيم- الحضور", Label("subsection", 3)),
        ("ثانياً- الحضور", Label("section", 2)),
        ("١٦-١٨ آذار/مارس", None),
        ("قرر ١٦-", None),
        ("(xx) تقديم", Label("roman", 20)),
        ("(vx) تقديم", None),
        ("بين- بين", None),
    ],
)
def test_the_label_of_a_line_has_a_kind_and_a_number(text: str, label: Label | None) -> None:
    assert label_of(text) == label


def test_a_label_that_follows_is_likelier_than_one_that_breaks_the_sequence() -> None:
    labels = Sequences([("١٥- قرر", 1.0), ("وافق", 1.0), ("٤١- نظر في ١٦", 0.6), ("١٧- أوصى", 0.9)])
    assert labels.gain(2, "١٦- نظر في ٤١") > 0 > labels.gain(2, "٤١- نظر في ١٦")
    assert labels.gain(2, "نظر ١٦ في ٤١") == labels.gain(2, "(أ) نظر") == 0


def test_a_list_may_begin_anew_and_doubtful_lines_may_have_had_labels() -> None:
    labels = Sequences([("(ج) نظر", 1.0), ("(أ) قرر", 0.2), ("(ب) نظر", 0.3), ("(ج) أوصى", 1.0), ("(أ) قرر", 1.0)])
    assert labels.gain(1, "(أ) قرر") == labels.gain(4, "(أ) قرر") == 0
    assert labels.gain(2, "(ب) نظر") > 0


def test_a_document_whose_labels_seldom_follow_each_other_says_less() -> None:
    pairs = [("٧- قرر", 1.0), ("٣١- نظر", 1.0), ("٢- قرر", 1.0), ("١٩- نظر", 1.0), ("٩- قرر", 1.0), ("٥٥- نظر", 1.0)]
    mixed, ordered = Sequences(pairs), Sequences([("١- قرر", 1.0), ("٢- نظر", 1.0)])
    assert 0 < mixed.gain(1, "٨- نظر") < ordered.gain(1, "٢- نظر")
    assert 0 > mixed.gain(1, "٣١- نظر") > ordered.gain(1, "٣١- نظر")


def test_what_is_likelier_says_more() -> None:
    weak, strong = (Sequences([("٣- قرر", share), ("٤- نظر", 0.0)]).gain(1, "٤- نظر") for share in (0.6, 0.9))
    assert 0 < weak < strong


def test_a_note_without_other_marks_gets_its_place_by_its_neighbours() -> None:
    notes = [
        "(١) انظر قرار المؤتمر ٤/٧، الفقرة ٢.",
        "النص متاح لدى الأمانة بالإنكليزية فقط.(٢)",
        "(٣) انظر الفصل الثالث أعلاه.",
    ]
    torn = "السادس في فيينا.عقد الفريق العامل اجتماعه "
    assert [line.text for line in repair_lines([torn, *notes])][2] == "(٢) النص متاح لدى الأمانة بالإنكليزية فقط."


def test_every_number_of_a_line_may_be_that_of_its_paragraph() -> None:
    line = "١٦- نظر ٤١ متكلما في ٨/٣ و٩ من ٢٠١٥"
    layout = take_apart(line)
    whole = ((0, len(layout), False),)
    found = [render(line, layout, runs) for runs in with_other_labels(layout, whole)]
    assert found == ["٤١- نظر ١٦ متكلما في ٨/٣ و٩ من ٢٠١٥", "٩- نظر ٤١ متكلما في ٨/٣ و١٦ من ٢٠١٥"]
    decimal, stuck = "١٦- نظر ٣٫٥", "نظر ٤١ في فيينا.١٦-"
    assert with_other_labels(take_apart(decimal), ((0, len(take_apart(decimal)), False),)) == []
    (order,) = with_other_labels(take_apart(stuck), ((13, 16, False), (0, 13, True)))
    assert render(stuck, take_apart(stuck), order) == "٤١- نظر ١٦ في فيينا."
    assert with_other_labels(take_apart("نظر ٤١ متكلما"), ((0, 12, False),)) == []
    assert with_other_labels(take_apart("١٦ نظر ٤١"), ((0, 7, False),)) == []
    torn = ((2, 3, False), (4, 5, True), (3, 4, True), (5, 6, True), (0, 2, False))  # one of the numbers is in pieces
    assert with_other_labels(take_apart(".;0٠-0"), torn) == []


def test_the_number_of_a_paragraph_is_told_by_its_neighbours() -> None:
    text = (
        "٣- قرر الفريق العامل عقد اجتماعه الخامس في فيينا.",
        "٤- نظر الفريق العامل، في جلستيه المعقودتين يومي ٩ و١٠ تشرين الأول/أكتوبر",
        "٥- ودعا الفريق العامل الدول الأطراف إلى تقديم المساعدة.",
    )
    torn = (
        "اجتماعه الخامس في فيينا.قرر الفريق العامل عقد -٣",
        "٩-و١٠ تشرين الأول/أكتوبرنظر الفريق العامل، في جلستيه المعقودتين يومي٤",
        "الأطراف إلى تقديم المساعدة.ودعا الفريق العامل الدول -٥",
    )
    assert [line.text for line in repair_lines(torn)] == list(text)


def test_the_label_of_an_item_does_not_end_it() -> None:
    assert [misplaced(text) for text in ("طلب التجميد؛ (ج)", "وفقا للفقرة (ج)", "(ج) طلب التجميد؛", "نظر.(٣)")] == [
        1,
        0,
        0,
        0,
    ]
    assert [
        misplaced(text) for text in ("ألف- (البند ٢ من الجدول) المصادرة", "ألف- المصادرة (البند ٢)", "١- (تابع)")
    ] == [1, 0, 0]
    assert [misplaced(text) for text in ("الدول | | ٨ ١٢", "الدول | ١٢ | ٨")] == [1, 0]
