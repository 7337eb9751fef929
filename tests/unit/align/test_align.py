"""Pairs: by label, by what survives translation, and honest where neither tells."""

from __future__ import annotations

import csv
import json
from io import StringIO
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unodc_parse.align.anchors import read_anchors
from unodc_parse.align.differences import find_differences
from unodc_parse.align.page import to_html
from unodc_parse.align.pairs import Difference, Pair, Side
from unodc_parse.align.reports import align_reports, align_versions
from unodc_parse.align.tables import to_csv, to_jsonl
from unodc_parse.align.tmx import to_tmx
from unodc_parse.model import Report, Segment
from unodc_parse.pipeline import parse

ENGLISH = """\
CTOC/COP/WG.3/2017/4

I. Recommendations

1. The Working Group adopted the following recommendations:

(a) States parties should implement resolution 8/2 by 13 October 2018;

(b) States parties should provide 63 experts with the MLA Tool;

(c) The Secretariat should report on the 142 requests received.

2. The meeting was attended by 87 States.
"""

ARABIC = """\
CTOC/COP/WG.3/2017/4

أولاً- التوصيات

١- اعتمد الفريق العامل التوصيات التالية:

(أ) ينبغي للدول الأطراف أن تنفذ القرار ٨/٢ بحلول ١٣ تشرين الأول/أكتوبر ٢٠١٨؛

(ب) ينبغي للدول الأطراف أن تزود ٦٣ خبيراً بالأداة MLA Tool؛

(ج) ينبغي للأمانة أن تقدم تقريراً عن الطلبات الواردة وعددها ١٤٢ طلباً.

٢- وحضر الاجتماع ٨٧ دولة.
"""


def read(text: str) -> Report:
    return parse(text.encode(), name="version.txt")


def ids(pairs: list[Pair]) -> list[tuple[str | None, str | None]]:
    return [(p.left.id if p.left else None, p.right.id if p.right else None) for p in pairs]


OTHER = """\
CTOC/COP/WG.2/2021/3

أولاً- تنظيم الاجتماع

١- عُقد الاجتماع من ٣ إلى ٥ أيار/مايو ٢٠٢١، وحضره ١١٢ مشاركاً، وفيما يلي بنود جدول أعماله:

(أ) تنفيذ المادة ٢٩ من الاتفاقية؛

(ب) حلقات العمل البالغ عددها ١٤٩ حلقة؛

(ج) مسائل أخرى.

٢- وعُرضت على الاجتماع الوثيقة CTOC/COP/WG.2/2021/2.
"""


def test_pairs_of_unrelated_reports_are_not_sure_though_their_labels_agree() -> None:
    twins, strangers = (align_versions(read(ENGLISH), read(text)) for text in (ARABIC, OTHER))
    assert not twins.unrelated
    assert min(pair.confidence for pair in twins.pairs) > 0.95
    assert strangers.unrelated
    assert max(pair.confidence for pair in strangers.pairs) < 0.5


def test_what_little_two_versions_say_alike_is_no_sign_against_them() -> None:
    bare = "\n\n".join(f"{n}. The Group met again and adopted its report." for n in range(1, 5))
    arabic = "\n\n".join(f"{n}- واجتمع الفريق مرة أخرى واعتمد تقريره." for n in range(1, 5))
    aligned = align_versions(read(bare), read(arabic))
    assert not aligned.unrelated
    assert min(pair.confidence for pair in aligned.pairs) > 0.9


def test_a_part_of_a_report_is_a_version_of_the_whole() -> None:
    aligned = align_versions(read(ENGLISH), read(ARABIC[: ARABIC.index("(ج)")]))
    assert not aligned.unrelated
    assert aligned.pairs[0].confidence > 0.95


def test_twins_are_paired_by_label_and_differ_in_nothing() -> None:
    pairs = align_reports(read(ENGLISH), read(ARABIC))
    assert ids(pairs) == [(i, i) for i in ("I", "I.1", "I.1.a", "I.1.b", "I.1.c", "I.2")]
    assert {pair.method for pair in pairs} == {"label"}
    assert [pair.differences for pair in pairs] == [()] * 6
    assert all(pair.confidence > 0.85 for pair in pairs)


def test_states_are_names_in_any_language() -> None:
    arabic = read("تقرير\n\n١- أُعلن عن تبرُّع من كوت ديفوار ولبيرو للبرنامج الإقليمي.\n")["1"]
    english = read("Report\n\n1. Peru and Côte d'Ivoire announced a contribution to the programme.\n")["1"]
    assert read_anchors(arabic).names == {"state_pe", "state_ci"}
    assert read_anchors(arabic).names <= read_anchors(english).names


def test_numbers_that_punctuation_hides_are_no_differences() -> None:
    """Some makers put a comma on the wrong side of a number; what it belongs to is not understood then."""
    english = read("Report\n\n1. In its resolution 10/3, the Conference met on 28 June 2021, in Vienna.\n")["1"]
    arabic = read("تقرير\n\n١- اجتمع المؤتمر في فيينا، في قراره ،١٠/٣ يوم ٢٨ حزيران/يونيه ،٢٠٢١ في فيينا.\n")["1"]
    wrong = read("تقرير\n\n١- اجتمع المؤتمر في فيينا، في قراره ،١٠/٤ يوم ٢٩ حزيران/يونيه ،٢٠٢١ في فيينا.\n")["1"]
    assert find_differences(read_anchors(arabic), read_anchors(english)) == ()
    assert find_differences(read_anchors(english), read_anchors(arabic)) == ()
    kinds = {difference.kind for difference in find_differences(read_anchors(wrong), read_anchors(english))}
    assert {"date", "citation"} <= kinds


def test_what_is_only_counted_is_paired_by_position() -> None:
    """The ids `I.p1` and `I.h1` are printed nowhere: they are places, and no labels."""
    left = read(ARABIC.replace("٢- وحضر", "وحضر"))
    pairs = align_reports(left, read(ENGLISH.replace("2. The", "The")))
    counted = [pair for pair in pairs if pair.left and pair.left.id.startswith("I.p")]
    assert [(pair.left and pair.left.id, pair.right and pair.right.id, pair.method) for pair in counted] == [
        ("I.p1", "I.p1", "text")
    ]
    assert all(0.5 < pair.confidence <= 0.9 for pair in counted)


def test_either_order_gives_the_same_pairs() -> None:
    there = ids(align_reports(read(ENGLISH), read(ARABIC)))
    assert ids(align_reports(read(ARABIC), read(ENGLISH))) == [(b, a) for a, b in there]


def test_a_paragraph_that_one_version_lacks_stands_alone() -> None:
    shorter = read("\n\n".join(part for part in ARABIC.split("\n\n") if "(ب)" not in part))
    assert (("I.1.b", None)) in ids(align_reports(read(ENGLISH), shorter))
    assert len(align_reports(read(ENGLISH), shorter)) == 6


def test_a_lost_marker_is_found_by_what_the_paragraph_says() -> None:
    pairs = align_reports(read(ENGLISH), read(ARABIC.replace("(ج) ", "")))
    pair = next(p for p in pairs if p.left and p.left.id == "I.1.c")
    assert pair.right is not None
    assert "١٤٢" in pair.right.text
    assert pair.method == "text"
    assert pair.confidence < 0.9
    assert "label" in {found.kind for found in pair.differences} | {"label"}


@pytest.mark.parametrize(
    ("before", "after", "kind", "left", "right"),
    [
        ("٦٣", "٣٦", "number", "63", "36"),
        ("٢٠١٨", "٢٠١٩", "date", "2018-10-13", "2019-10-13"),
        ("٨/٢", "٨/٣", "citation", None, None),
        ("١٤٢", "١٤", "number", "142", "14"),
    ],
)
def test_what_the_versions_disagree_in_is_told(
    before: str, after: str, kind: str, left: str | None, right: str | None
) -> None:
    pairs = align_reports(read(ENGLISH), read(ARABIC.replace(before, after)))
    (found,) = (found for pair in pairs for found in pair.differences)
    assert found.kind == kind
    if left is not None:
        assert (found.left, found.right) == (left, right)


@pytest.mark.parametrize(("arabic", "differences"), [("٢٥٠ ١", []), ("٢٥٠ ٢", [("1250", "2250")])])
def test_thousands_typed_last_group_first_are_no_difference(arabic: str, differences: list[tuple[str, str]]) -> None:
    """Word shows "١ ٢٥٠" as "٢٥٠ ١" in a right-to-left paragraph, so authors type the groups the other way round."""
    english = read(ENGLISH.replace("63 experts", "1,250 experts"))
    pairs = align_reports(english, read(ARABIC.replace("٦٣ خبيراً", f"{arabic} خبيراً")))
    assert [(d.left, d.right) for p in pairs for d in p.differences] == differences


def test_numbers_in_words_are_no_difference() -> None:
    english = read(ENGLISH.replace("63 experts", "two experts"))
    arabic = read(ARABIC.replace("٦٣ خبيراً", "خبيرين"))
    assert [p.differences for p in align_reports(english, arabic)] == [()] * 6


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("at its 9th meeting", "في جلسته التاسعة"),
        ("at its 12th meeting", "في جلسته الثانية عشرة"),
        ("on the 2nd day", "في اليوم الثاني"),
        ("at 9.30 a.m.", "في الساعة ٣٠/٩"),
        ("at 3 p.m.", "في الساعة ١٥/٠٠"),
        ("in paragraph 11 of resolution 9/3", "في القرار ٩/٣، ولا سيما الفقرة ١١"),
    ],
)
def test_what_each_language_writes_in_its_own_way_is_no_difference(english: str, arabic: str) -> None:
    pairs = align_reports(
        read(ENGLISH.replace("attended by 87 States", f"held {english} by 87 States")),
        read(ARABIC.replace("وحضر الاجتماع ٨٧ دولة", f"وحضرته ٨٧ دولة {arabic}")),
    )
    assert [p.differences for p in pairs] == [()] * 6


@pytest.mark.parametrize(
    ("english", "arabic"), [("at 9.30 a.m.", "في الساعة ٣٠/٨"), ("at 3.15 p.m.", "في الساعة ١٥/٤٥")]
)
def test_another_time_of_day_is_a_difference(english: str, arabic: str) -> None:
    pairs = align_reports(
        read(ENGLISH.replace("attended by 87 States", f"opened {english} by 87 States")),
        read(ARABIC.replace("وحضر الاجتماع ٨٧ دولة", f"وافتتحته ٨٧ دولة {arabic}")),
    )
    assert [d.kind for p in pairs for d in p.differences] == ["number"]


def test_what_stands_under_a_lost_heading_keeps_its_numbers() -> None:
    renumbered = ARABIC.replace("أولاً- التوصيات", "ثانياً- التوصيات")
    pairs = align_reports(read(ENGLISH), read(renumbered))
    assert [d.right for p in pairs for d in p.differences] == ["II"]


def test_a_table_that_a_page_cuts_is_one_table() -> None:
    def table(at: int, rows: list[list[str]]) -> Segment:
        text = " | ".join(cell for row in rows for cell in row)
        return Segment(id=f"table-{at}", parent=None, depth=1, kind="table", label="", language="en", direction="ltr",
                       text=text, span=(0, 0), sources=(), confidence=1.0)  # fmt: skip

    rows = [["Year", "States"], ["2018", "88"], ["2019", "91"], ["2021", "96"]]
    report = read(ENGLISH)
    whole = msgspec.structs.replace(report, segments=(*report.segments, table(1, rows)))
    cut = msgspec.structs.replace(report, segments=(*report.segments, table(1, rows[:2]), table(2, rows[2:])))
    assert ids(align_reports(whole, cut))[-1] == ("table-1", "table-1 + table-2")


def test_documents_without_labels_are_never_certain() -> None:
    english = read("A letter\n\nThe first paragraph says this.\n\nThe second one says that.\n")
    arabic = read("رسالة\n\nتقول الفقرة الأولى هذا.\n\nوتقول الفقرة الثانية ذاك.\n")
    assert all(pair.confidence <= 0.5 for pair in align_reports(english, arabic))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(ENGLISH.split("\n\n")[1:]), max_size=8),
    st.lists(st.sampled_from(ARABIC.split("\n\n")[1:]), max_size=8),
)
def test_every_segment_is_in_exactly_one_pair(left: list[str], right: list[str]) -> None:
    here, there = read("\n\n".join(["Report", *left])), read("\n\n".join(["تقرير", *right]))
    pairs = align_reports(here, there)
    assert sorted(i for p in pairs if p.left for i in p.left.id.split(" + ")) == sorted(s.id for s in here.segments)
    assert sorted(i for p in pairs if p.right for i in p.right.id.split(" + ")) == sorted(s.id for s in there.segments)


def test_anchors_of_both_languages_are_the_same() -> None:
    english, arabic = read(ENGLISH)["I.1.a"], read(ARABIC)["I.1.a"]
    assert read_anchors(english).dates == read_anchors(arabic).dates
    assert find_differences(read_anchors(english), read_anchors(arabic)) == ()


HOSTILE = Pair(
    left=Side(id="I.1", language="en", text="=1+1 <script>alert(1)</script> & \x00\x0b"),
    right=Side(id="I.1", language="ar", text="\u202eنص"),
    method="label",
    confidence=0.5,
    differences=(Difference(kind="number", left="<b>1", right=None),),
)


def test_a_translation_memory_holds_the_pairs_and_is_well_formed() -> None:
    alone = Pair(left=HOSTILE.left, right=None, method="label", confidence=0.9)
    pairs = [*align_reports(read(ENGLISH), read(ARABIC)), HOSTILE, alone]
    root = ET.fromstring(to_tmx(pairs, "CTOC/COP/WG.3/2017/4"))  # noqa: S314 -- our own
    units = root.findall("body/tu")
    assert [unit.get("tuid") for unit in units][:2] == ["CTOC/COP/WG.3/2017/4#I", "CTOC/COP/WG.3/2017/4#I.1"]
    assert len(units) == len(pairs) - 1
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [variant.get(language) for variant in units[0].findall("tuv")] == ["en", "ar"]
    header = root.find("header")
    assert header is not None
    needed = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert set(header.attrib) == needed


def test_other_formats_are_safe() -> None:
    _, cells = csv.reader(StringIO(to_csv([HOSTILE]).decode(), newline=""))
    assert cells[2].startswith("'=1+1")
    assert json.loads(to_jsonl([HOSTILE]))["right"]["language"] == "ar"
    page = to_html([HOSTILE], "<i>title").decode()
    assert "<script>" not in page
    assert "<i>" not in page
    assert "<b>1" not in page
    assert "dir=rtl" in page
