"""Contents and footnotes that are easily taken for paragraphs, or the other way round; through the whole pipeline."""

import pytest
from tests.unit.segment.traps import ids, read

from unodc_parse.language.leaders import fold_leaders
from unodc_parse.pipeline import extract_text, parse


def test_no_paragraph_runs_on_across_a_table_of_contents() -> None:
    report = read("""\
    CTOC/COP/2020/10
    Report of the Conference of the Parties on its tenth session, held in Vienna from 12 to 16 October 2020, as adopted
    Contents
    I. Resolutions and decisions ........ 3
    II. Introduction ........ 9
    I. Resolutions and decisions
    1. The Conference adopted the following resolutions:
    Resolution 10/1
    Launch of the review
    The Conference of the Parties,
    Alarmed by the threat,
    1. Decides that the review shall start.
    II. Introduction
    2. The Conference was established.
    """)
    assert [s.id for s in report.segments if s.kind in {"section", "paragraph"} and s.marker] == [
        "I", "I.1", "I.1~2", "II", "II.2",
    ]  # fmt: skip
    assert (report["I.1"].role, report["I.1~2"].role) == (None, "decision")
    assert report.metadata.title is not None
    assert report.metadata.title.endswith("as adopted")


UNPAGED_CONTENTS = """\
    CTOC/COP/WG.9/2022/3
    Contents
    Page
    I. Introduction ............................................. 3
    II. Recommendations of the meeting that are addressed to States
    parties and to the Secretariat .............................. 4
    Annex List of documents .................................... 9
    I. Introduction
    1. The meeting was held in 2022. It was attended by 40 States parties and 12 observers.
    II. Recommendations of the meeting that are addressed to States parties and to the Secretariat
    2. Participation was as follows:
    Year   Venue    States
    2020   Vienna   38
    2022   Vienna   40
    3. The meeting thanked the Secretariat.
    Annex
    List of documents
    Symbol                 Item   Title
    CTOC/COP/WG.9/2022/1   1      Agenda
    CTOC/COP/WG.9/2022/2   2      Note
    """
UNPAGED_CONTENTS_AR = """\
    CTOC/COP/WG.9/2022/3
    المحتويات
    الصفحة
    أولاً- مقدِّمة .............................................. ٣
    ثانياً- التوصيات ........................................... ٤
    مرفق قائمة الوثائق ......................................... ٩
    أولاً- مقدِّمة
    ١- عُقد الاجتماع في عام ٢٠٢٢. وحضره ممثِّلو ٤٠ دولة طرفاً و١٢ مراقباً.
    ثانياً- التوصيات
    ٢- وكان الحضور كما يلي:
    | السنة | المكان | الدول |
    | ٢٠٢٠ | فيينا | ٣٨ |
    | ٢٠٢٢ | فيينا | ٤٠ |
    ٣- وشكر الاجتماع الأمانة.
    مرفق
    قائمة الوثائق
    | الرمز | البند | العنوان |
    | CTOC/COP/WG.9/2022/1 | ١ | جدول الأعمال |
    | CTOC/COP/WG.9/2022/2 | ٢ | مذكِّرة |
    """


@pytest.mark.parametrize("text", [UNPAGED_CONTENTS, UNPAGED_CONTENTS_AR])
def test_a_table_of_contents_ends_with_its_last_entry_also_where_no_page_does(text: str) -> None:
    assert ids(text) == "contents I I.1 II II.2 table-1 II.3 annex table-2"


@pytest.mark.parametrize("dots", [" ...................... ", ". . . . . . . . . . . . . .", "…………", " ____________ "])
def test_a_table_of_contents_is_read_without_its_dots(dots: str) -> None:
    text = f"E/CN.15/2020/9\nContents\nI. Introduction{dots}2\nII. Advice on{dots}5\nI. Introduction\n1. It met.\n"
    report = parse(text.encode(), name="x.txt")
    assert report["contents"].text == "Contents I. Introduction … 2 II. Advice on … 5"
    start, end = report["contents"].span
    assert report.text[start:end] == report["contents"].text
    assert (report["contents"].kind, report["contents"].role, report["contents"].rows) == ("other", None, None)
    assert extract_text(text.encode(), name="x.txt").splitlines()[1:4] == [
        "Contents",
        "I. Introduction … 2",
        "II. Advice on … 5",
    ]


def test_an_entry_may_hold_any_number_of_spaces() -> None:  # 16,000 took half a minute, and twice as many four times
    assert fold_leaders(f"I. Introduction{' ' * 100_000}x . . . . 2") == f"I. Introduction{' ' * 100_000}x … 2"


def test_a_table_of_contents_without_leaders_has_page_numbers_that_rise() -> None:
    text = "E/CN.15/2020/9\nContents\nI. Introduction 2\nII. Findings 5\nIII. Advice 11\n"
    body = "I. Introduction\n1. The Group met in room 4\nII. Findings\n2. It found nothing.\nIII. Advice\n3. Go on.\n"
    assert ids(text + body) == "contents I I.1 II II.2 III III.3"


def test_feet_whose_digits_a_maker_sets_apart_are_running_feet() -> None:
    words = ("first", "second", "third")
    pages = [
        f"{n}. The Group met for the {word} time.\n7/{n} V.2 1 -0 5 5 3 1 (A)\n" for n, word in enumerate(words, 1)
    ]
    report = read("\f".join(pages))
    assert [s.id for s in report.segments] == ["1", "2", "3"]
    assert [s.kind for s in report.furniture] == ["furniture"] * 3


def test_what_follows_a_starred_note_of_the_first_page_is_no_part_of_it() -> None:
    report = read("""\
        CAC/COSP/WG.4/2022/5
        Report on the meeting held in Vienna on 29 August 2022*
        I. Introduction
        1. The Group met.
        * The report was submitted late in order to include
        the outcome of the meeting.
        II. Recommendations
        2. The Group recommended that States share data.
        3. It thanked the Secretariat.
        """)
    assert [s.id for s in report.segments] == ["I", "I.1", "II", "II.2", "II.3"]
    assert [s.text for s in report.furniture if s.kind == "furniture"] == [
        "* The report was submitted late in order to include",
        "the outcome of the meeting.",
    ]


FOOTNOTE_TRAP = """\
    ١- مُدِّدت ولاية الفريقين في عام ٢٠٢٠.(١) وكان الاجتماع المشترك الأول الذي يُعقد خارج فيينا، حسب الفقرتين
    ١ و٣ من المادة ٢٨ من الاتفاقية.
    ٢- وشكر الفريقان الأمانة على ما أعدَّته من وثائق.(٢)
    _______________
    (١) انظر الوثيقة CTOC/COP/2020/10.
    (٢) متاحة على الموقع www.example.org اطُّلع عليه في
    ٥ تموز/يوليه ٢٠٢١.
    """


def test_a_number_at_a_line_start_is_no_footnote_where_paragraphs_follow() -> None:
    report = read(FOOTNOTE_TRAP)
    assert [s.id for s in report.segments] == ["1", "2", "fn-1", "fn-2"]
    assert (report["fn-2"].text or "").endswith("٥ تموز/يوليه ٢٠٢١.")
    assert (report["1"].text or "").endswith("١ و٣ من المادة ٢٨ من الاتفاقية.")


def test_a_year_at_a_line_start_goes_on_with_its_sentence() -> None:
    text = """\
    1. Two speakers suggested that all the platforms be required to keep
    records for
    2019 and subsequent years, and that the records be opened to those
    who ask for them.
    2. One speaker objected to keeping records of any year for so long a
    time, and asked the Secretariat for a note on what records there are.
    """
    assert ids(text) == "1 2"


def test_a_paragraph_with_a_space_before_its_dash_is_no_footnote() -> None:
    text = """\
    ١ - مُدِّدت ولاية الفريقين في عام ٢٠٢٠.(١)
    ٢ - وكان الاجتماع المشترك هو الأول الذي يُعقد خارج فيينا.(٢)
    ٣ - وشكر الفريقان الأمانة.
    _______________
    (١) انظر الوثيقة CTOC/COP/2020/10.
    (٢) صادرة بالإنكليزية فقط.
    """
    assert ids(text) == "1 2 3 fn-1 fn-2"


RULED_NOTES = """\
    CTOC/COP/WG.9/2024/2

    I. Introduction

    1. The Working Group held its fifth meeting in Vienna.1 It was attended by many States.

    2. The Secretariat introduced the documents.2 It thanked the experts,3 who had come.
    ________________
    1 CTOC/COP/WG.9/2024/1.
    2 See resolution 10/4,
    annex.

    3 Available in English only.

    II. Recommendations

    3. The Working Group adopted the following recommendations: {rule}

    (a) States should cooperate;

    (b) States should train officers.
    """


@pytest.mark.parametrize("rule", ["", "\n\n    ______________\n\n    4 States of five sent experts to help."])
def test_notes_below_a_rule_in_the_midst_of_text(rule: str) -> None:
    """The rule is typed; what stands below it is a note only if its number is called."""
    report = read(RULED_NOTES.format(rule=rule))
    notes = {s.id: (s.parent, s.text) for s in report.by_kind("footnote")}
    assert notes == {
        "fn-1": ("I.1", "CTOC/COP/WG.9/2024/1."),
        "fn-2": ("I.2", "See resolution 10/4, annex."),
        "fn-3": ("I.2", "Available in English only."),
    }
    assert (report["I.1"].text or "").startswith("The Working Group held its fifth meeting in Vienna. It")
    assert ("States of five" in "".join(s.text or "" for s in report.segments)) == bool(rule)
