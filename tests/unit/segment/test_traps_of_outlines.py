"""Outlines that are easily got wrong: draft texts, lists, bullets, headings; small texts through the whole pipeline."""

import pytest
from tests.unit.segment.traps import ids, read

PREAMBLE = """\
    Resolution 4/1
    Custody of vessels
    The Conference of the Parties to the United Nations Convention against Transnational Organized
    Crime,
    Recalling its resolution 3/2, in which it invited States parties to share what they know of
    vessels that were seized by their authorities between the years 2015 and 2019, as reported,
    Noting with concern that seized vessels are often left in harbours for many years until they,
    Welcoming the work of the Secretariat,
    1. Urges States parties to name an authority that keeps seized vessels in good repair until
    the courts have decided;
    2. Requests the Secretariat to report.
    """
PREAMBLE_AR = """\
    القرار ٤/١
    حفظ السفن
    إن مؤتمر الأطراف في اتفاقية الأمم المتحدة لمكافحة الجريمة المنظمة عبر الوطنية،
    إذ يستذكر قراره ٣/٢ الذي دعا فيه الدول الأطراف إلى تبادل ما لديها من معلومات عن السفن المحجوزة،
    وإذ يلاحظ بقلق أن السفن المحجوزة كثيراً ما تُترك في الموانئ سنوات عديدة تفقد فيها كامل قيمتها،
    وإذ يرحِّب بعمل الأمانة،
    ١- يحثُّ الدول الأطراف على أن تسمِّي سلطة تُبقي السفن المحجوزة في حالة جيدة إلى أن تبتَّ المحاكم
    في أمرها؛
    ٢- يطلب إلى الأمانة أن تقدِّم إلى المؤتمر في دورته القادمة تقريراً عن تنفيذ هذا القرار وعن السفن التي
    أُعيدت إلى أصحابها، وأن تنشر ذلك التقرير بلغات الأمم المتحدة الرسمية الست وفي الموقع الشبكي للمكتب
    كي تستفيد منه سلطات الموانئ.
    """


@pytest.mark.parametrize("text", [PREAMBLE, PREAMBLE_AR])
def test_the_paragraphs_of_a_preamble_end_in_commas(text: str) -> None:
    assert ids(text) == "p1 p2 p3 p4 1 2"


DRAFTS = """\
    Chapter I
    Matters calling for action
    A. Draft resolutions
    1. The Commission recommends the adoption of the following draft resolutions:
    Draft resolution I
    Rule of law
    The Economic and Social Council,
    Recalling its resolution 2019/3,
    1. Invites Member States to act;
    2. Requests a report.
    Annex
    Elements of a programme
    1. The programme has three parts.
    Draft resolution II
    Crime prevention
    The Economic and Social Council,
    1. Takes note of the report.
    B. Matters brought to the attention of the Council
    2. The following decisions were adopted:
    Decision 32/1
    1. The Commission decided to meet.
    Chapter II
    General debate
    3. At its first meeting, the Commission held a debate.
    """


def test_draft_texts_count_anew_and_the_report_goes_on() -> None:
    assert ids(DRAFTS) == (
        "I I.A I.A.1 I.A.h1 I.A.h2 I.A.p1 I.A.p2 I.A.1~2 I.A.2 annex annex.1 I.A.h3 I.A.h4 I.A.p3 I.A.1~3 "
        "I.B I.B.2 I.B.h1 I.B.1 II II.3"
    )
    codes = [found.segment for found in read(DRAFTS).diagnostics if found.code == "U303"]
    assert codes == ["I.A.1~2", "I.A.1~3"]


def test_bullets_begin_blocks_and_are_no_headings() -> None:
    report = read("""\
    1. Key documents include:
    • The report of 2017
    • The standards of conduct
    • The statement on victims
    2. They are known.
    """)
    assert [(s.id, s.kind) for s in report.segments] == [
        ("1", "paragraph"), ("p1", "paragraph"), ("p2", "paragraph"), ("p3", "paragraph"), ("2", "paragraph"),
    ]  # fmt: skip


def test_a_marker_alone_on_its_line_belongs_to_the_text_below_it() -> None:
    report = read("""\
    1. The Group recommended the following:
    (a)
    States should act;
    (b) States should report.
    """)
    assert [(s.id, s.text) for s in report.segments][1:] == [
        ("1.a", "States should act;"), ("1.b", "States should report."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        """\
        3. The following was agreed:
        (a) Composition of the panel;
        The panel has ten members.
        (b) Its chair;
        Selection
        (c) Its criteria.
        4. The panel meets.
        """,
        """\
        ٣- اتُّفق على ما يلي:
        (أ) تكوين الفريق؛
        يتألف الفريق من عشرة أعضاء.
        (ب) رئيسه؛
        الاختيار
        (ج) معاييره.
        ٤- يجتمع الفريق.
        """,
    ],
)
def test_a_list_keeps_its_parent_whatever_stands_in_its_midst(text: str) -> None:
    assert ids(text) == "3 3.a p1 3.b h1 3.c 4"


def test_a_damaged_letter_is_a_marker_where_it_comes_next_and_a_word_elsewhere() -> None:
    report = read("""\
    ٣- اعتمد الفريق التوصيات التالية:
    (أ) ينبغي للدول أن تعمل؛
    (ب) ينبغي للدول أن تبلِّغ؛
    (ج) ينبغي للأمانة أن تنشر؛
    (د) ينبغي للأمانة أن تترجم؛
    (هل) ينبغي للأمانة أن تجمع؛
    (و) ينبغي للمؤتمر أن ينظر.
    (إن) هذه كلمة.
    """)
    assert [s.id for s in report.segments] == ["3", "3.a", "3.b", "3.c", "3.d", "3.e", "3.f", "p1"]


ENACTED = """\
    I. Recommendation
    7. The Committee recommends the adoption of the following draft resolution:
    Pilots and piracy off the coast
    The General Assembly,
    Recalling its resolution 75/9,
    1. Takes note of the report;
    2. Requests the Secretary-General to report on:
    Questions of crews
    (a) The crews that were lost;
    Questions of ships
    (b) The ships that were lost.
    8. The Committee also thanked the Secretariat.
    """


def test_a_draft_text_is_told_by_its_enacting_words_and_its_list_by_the_colon_before_it() -> None:
    assert ids(ENACTED) == "I I.7 I.h1 I.p1 I.p2 I.1 I.2 I.h2 I.2.a I.h3 I.2.b I.8"


def test_the_parts_of_a_nested_agenda_keep_their_paragraph() -> None:
    text = """\
    12. The agenda was as follows:
    1. Election of officers.
    2. Adoption of the agenda.
    Operational segment
    3. Questions of budget:
    (a) Staff;
    (b) Posts.
    13. The meeting was closed.
    """
    assert ids(text) == "12 12.1 12.2 h1 12.3 12.3.a 12.3.b 13"


def test_a_letter_goes_on_where_a_first_section_would_come_late() -> None:
    letters = "ABCDEFGHI"
    text = "".join(f"{letter}. Heading\n{at}. Decides to stay seized.\n" for at, letter in enumerate(letters, 1))
    assert ids(text).split()[-2:] == ["I", "I.9"]
    assert read(text)["I"].kind == "subsection"


def test_a_first_subsection_stands_below_a_heading_that_fills_its_line() -> None:
    title = "المسائل التي تستدعي اتخاذ إجراء من جانب الجمعية العامة أو التي يوجَّه انتباهها إليها"
    body = "قرَّرت اللجنة، في جلستها الرابعة المعقودة في ٢ كانون الثاني/يناير ٢٠٢٥، إنشاء فريق عامل مفتوح العضوية"
    text = f"أولاً- {title}\nألف- المقرَّرات\n١- {body}\nيجتمع بين الدورات.\n٢- {body}\nآخر.\n٣- {body}\nثالث.\n"
    report = read(text)
    assert [s.id for s in report.segments] == ["I", "I.A", "I.A.1", "I.A.2", "I.A.3"]
    assert {s.role for s in report.segments if s.kind == "paragraph"} == {"decision"}


def test_numbered_headings_bear_their_numbers() -> None:
    text = """\
    IV. Treaties
    30. The item was considered.
    A. Deliberations
    1. Scope of control
    31. The observer said that the substance was new.
    32. The observer said that the substance was old.
    2. Challenges
    33. Many speakers were concerned.
    """
    assert ids(text) == "IV IV.30 IV.A IV.A.1 IV.A.31 IV.A.32 IV.A.2 IV.A.33"
