"""Traps of UN documents, through the whole pipeline: small texts, both languages, the outline that they must give."""

import textwrap

import pytest

from unodc_parse import parse
from unodc_parse.model import Report


def read(text: str) -> Report:
    return parse(textwrap.dedent(text).encode(), name="trap.txt")


def ids(text: str) -> str:
    return " ".join(segment.id for segment in read(text).segments)


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


BOX = """\
    II. Policies
    20. Coverage varies among the organizations.
    Recommendation 1
    Executive heads should, by the end of 2027, adopt one policy.
    21. Victims face risks.
    Recommendation 2
    Governing bodies should ask for a yearly report.
    III. Coordination
    22. Recommendation 3. The heads of the secretariats should meet twice a year.
    23. Much has been done.
    """
BOX_AR = """\
    ثانياً- السياسات
    ٢٠- تتفاوت التغطية بين المنظمات.
    التوصية ١
    ينبغي للرؤساء التنفيذيين أن يعتمدوا سياسة واحدة بحلول نهاية عام ٢٠٢٧.
    ٢١- يواجه الضحايا مخاطر.
    التوصية ٢
    ينبغي لمجالس الإدارة أن تطلب تقريراً سنوياً.
    ثالثاً- التنسيق
    ٢٢- التوصية ٣: ينبغي لرؤساء الأمانات أن يجتمعوا مرتين في السنة.
    ٢٣- أُنجز الكثير.
    """


@pytest.mark.parametrize("text", [BOX, BOX_AR])
def test_boxed_recommendations_have_the_role_and_what_follows_the_box_has_not(text: str) -> None:
    report = read(text)
    assert [(s.id, s.label) for s in report.by_role("recommendation")] == [
        ("II.p1", "II Recommendation 1"),
        ("II.p2", "II Recommendation 2"),
        ("III.22", "III.22"),
    ]


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


def test_a_paragraph_that_tells_of_proceedings_is_no_recommendation() -> None:
    report = read("""\
    VII. Recommendations of the subsidiary bodies
    143. At its 7th meeting, the Commission considered item 8, entitled “Recommendations of the bodies”.
    144. At the same meeting, it was recommended that States share data.
    145. States should share data.
    """)
    assert [s.id for s in report.by_role("recommendation")] == ["VII.144", "VII.145"]


def test_the_sentence_that_introduces_decisions_is_none() -> None:
    report = read("""\
    B. Action taken by the Commission
    2. At its 5th meeting, the Commission adopted the following decisions:
    (a) To include the substance in Schedule I;
    (b) To meet again in 2018.
    3. The Commission adopted its report:
    (a) As a whole;
    (b) As amended.
    """)
    assert [s.id for s in report.by_role("decision")] == ["B.2.a", "B.2.b", "B.3"]


def test_a_long_heading_that_mentions_action_announces_no_decisions() -> None:
    report = read("""\
    A. Review of consideration of and action taken on the reports of the Unit by governing bodies
    29. This review analyses the reports.
    B. Action taken by the Commission
    30. The Commission took note of the report.
    """)
    assert [s.id for s in report.by_role("decision")] == ["B.30"]


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


@pytest.mark.parametrize(
    ("text", "ids_with_role"),
    [
        ("II. Thematic discussion\n3. The Commission met.\nA. Discussion\n4. One speaker asked.\n", ["II.A.4"]),
        ("ثانياً- المناقشة المواضيعية\n٣- اجتمعت اللجنة.\nألف- المناقشة\n٤- سأل أحد المتكلمين.\n", ["II.A.4"]),
    ],
)
def test_a_discussion_announces_deliberations_only_where_the_heading_says_no_more(
    text: str, ids_with_role: list[str]
) -> None:
    assert [s.id for s in read(text).by_role("deliberation")] == ids_with_role


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


@pytest.mark.parametrize(
    "text",
    [
        """\
        CAC/COSP/WG.4/2022/3
        Vienna, 15-17 June 2022
        Item 3 of the provisional agenda*
        Good practices in prevention
        I. Introduction
        1. States acted.
        * CAC/COSP/WG.4/2022/1.
        """,
        """\
        CAC/COSP/WG.4/2022/3
        فيينا، ١٥-١٧ حزيران/يونيه ٢٠٢٢
        البند ٣ من جدول الأعمال المؤقت*
        الممارسات الجيدة في مجال المنع
        أولاً- مقدمة
        ١- تحرَّكت الدول.
        * CAC/COSP/WG.4/2022/1.
        """,
    ],
)
def test_a_starred_note_belongs_to_the_masthead_and_its_last_lines_are_the_title(text: str) -> None:
    report = read(text)
    assert [s.id for s in report.segments] == ["I", "I.1"]
    assert [s.text for s in report.by_kind("furniture")] == ["* CAC/COSP/WG.4/2022/1."]
    assert report.metadata.title in {"Good practices in prevention", "الممارسات الجيدة في مجال المنع"}
    assert report.metadata.agenda_items == ("3",)


@pytest.mark.parametrize(
    ("text", "title", "body", "start", "end"),
    [
        (
            """\
            E/2023/61
            Report on the fifty-second session (5 December 2022 and 6–10 March 2023)
            Economic and Social Council
            Official Records, 2023 Supplement No. 14
            Commission on Inland Waterways
            Report on the fifty-second session (5 December 2022 and 6–10 March 2023)
            I. General debate
            1. The Commission met.
            """,
            "Report on the fifty-second session (5 December 2022 and 6–10 March 2023)",
            "Commission on Inland Waterways",
            "2023-03-06",
            "2023-03-10",
        ),
        (
            """\
            A/80/15
            Report of the Trade and Fisheries Board on its seventh session
            Geneva, 3 to 5 February 2025
            I. General debate
            1. The Board met.
            """,
            "Report of the Trade and Fisheries Board on its seventh session Geneva, 3 to 5 February 2025",
            "Trade and Fisheries Board",
            "2025-02-03",
            "2025-02-05",
        ),
        (
            """\
            A/80/15
            تقرير مجلس التجارة ومصائد الأسماك عن دورته السابعة، المعقودة في جنيف من ٣ إلى ٥ شباط/فبراير ٢٠٢٥
            أولاً- مناقشة عامة
            ١- اجتمع المجلس.
            """,
            "تقرير مجلس التجارة ومصائد الأسماك عن دورته السابعة، المعقودة في جنيف من ٣ إلى ٥ شباط/فبراير ٢٠٢٥",
            "مجلس التجارة ومصائد الأسماك",
            "2025-02-03",
            "2025-02-05",
        ),
        (
            """\
            CTOC/COP/2020/10
            Conference of the Parties to the United Nations Convention against Transnational Organized Crime
            Expert Group on the Marking of Fishing Nets
            Third meeting
            Vienna, 3–5 February 2025
            Note by the Secretariat
            I. General debate
            1. The Group met.
            """,
            "Note by the Secretariat",
            "Expert Group on the Marking of Fishing Nets",
            "2025-02-03",
            "2025-02-05",
        ),
    ],
)
def test_titles_and_bodies_of_mastheads(text: str, title: str, body: str, start: str, end: str) -> None:
    metadata = read(text).metadata
    assert metadata.title == title
    [meeting] = metadata.meetings
    assert meeting.body in {body, f"the {body}"}
    assert (meeting.start, meeting.end) == (start, end)


def test_the_symbol_of_another_document_in_brackets_is_not_the_own() -> None:
    report = read("""\
    E/2025/28
    E/CN.7/2025/11
    The report on the reconvened session will be issued as Supplement No. 8A
    (E/2025/28/Add.1).
    I. General debate
    1. The Commission met.
    """)
    assert report.metadata.symbols == ("E/2025/28", "E/CN.7/2025/11")
    assert report.metadata.addendum is None


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


def test_a_table_of_contents_without_leaders_has_page_numbers_that_rise() -> None:
    text = "E/CN.15/2020/9\nContents\nI. Introduction 2\nII. Findings 5\nIII. Advice 11\n"
    body = "I. Introduction\n1. The Group met in room 4\nII. Findings\n2. It found nothing.\nIII. Advice\n3. Go on.\n"
    assert ids(text + body) == "contents I I.1 II II.2 III III.3"


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


def test_the_number_of_a_text_stands_alone_and_its_title_below_it() -> None:
    text = "I. Advice\nRecommendation 2\nThe Board should meet.\nRecommendation 3\nThe Board should not meet again.\n"
    assert ids(text) == "I I.h1 I.p1 I.h2 I.p2"
    assert [s.role for s in read(text).segments] == [None, None, "recommendation", None, "recommendation"]


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


CITY_AR = (
    "الفريق العامل المعني بالأسلحة النارية",
    "أولان باتور، ١١-١٥ كانون الأول/ديسمبر ٢٠٢٣",
    "مشروع التقرير\nالمقرِّر: فلان الفلاني\nأولاً- مقدِّمة\n١- عُقد الاجتماع.",
)
CITY_EN = (
    "Working Group on Firearms",
    "Ulan Bator, 11–15 December 2023",
    "Draft report\nRapporteur: A. Person\nI. Advice\n1. It met.",
)


@pytest.mark.parametrize(("body", "line", "title", "place"), [(*CITY_EN, "Ulan Bator"), (*CITY_AR, "أولان باتور")])
def test_a_city_that_is_not_known_by_name_is_told_by_its_place(body: str, line: str, title: str, place: str) -> None:
    text = f"CTOC/COP/2023/7\n{body}\n{line}\n{title}\n"
    metadata = read(text).metadata
    assert [(m.place, m.start, m.end) for m in metadata.meetings] == [(place, "2023-12-11", "2023-12-15")]
    assert metadata.title == title.splitlines()[0]


def test_an_arabic_title_names_its_bodies_without_the_preposition() -> None:
    text = """\
    CTOC/COP/WG.4/2021/7
    تقرير عن الاجتماع المشترك للفريق العامل المعني بالاتجار بالأشخاص والفريق العامل المعني بتهريب المهاجرين المعقود في كوسكو في الفترة من ٢٨ حزيران/يونيه إلى ٢ تموز/يوليه ٢٠٢١
    أولاً- مقدِّمة
    ١- عُقد الاجتماع.
    """  # noqa: E501 -- one paragraph a line
    meetings = read(text).metadata.meetings
    assert [m.body for m in meetings] == [
        "الفريق العامل المعني بالاتجار بالأشخاص",
        "الفريق العامل المعني بتهريب المهاجرين",
    ]
    assert {m.place for m in meetings} == {"كوسكو"}


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


def test_the_agenda_of_a_draft_text_is_no_decision() -> None:
    text = """\
    A. Draft decisions
    1. The Commission recommends the adoption of the following draft decisions:
    Draft decision I
    Report and provisional agenda
    The Economic and Social Council:
    (a) Takes note of the report;
    (b) Approves the agenda below.
    Provisional agenda
    1. Election of officers.
    2. Adoption of the agenda.
    Draft decision II
    Report of the Board
    1. Takes note of the report of the Board.
    """
    roles = {s.id: s.role for s in read(text).segments if s.kind == "paragraph" and s.marker}
    assert roles == {"A.1": None, "A.1~2": None, "A.2": None, "A.1~3": "decision"}


DRAFT_RESOLUTION = """\
    United Nations
    E/CN.15/2025/L.6/Rev.1
    Distr.: Limited
    Commission on Crime Prevention and Criminal Justice
    Thirty-fourth session
    Vienna, 19–23 May 2025
    Agenda item 6
    World crime trends and emerging issues
    Egypt, Italy and Kenya: revised draft resolution
    Preventing trafficking in cultural property
    The Commission on Crime Prevention and Criminal Justice,
    Recalling its resolution 27/5 of 18 May 2018,
    1. Takes note of the report of the Secretary-General;
    2. Requests the Office to report to it.
    """
DRAFT_RESOLUTION_AR = """\
    الأمم المتحدة
    E/CN.15/2025/L.6/Rev.1
    لجنة منع الجريمة والعدالة الجنائية
    الدورة الرابعة والثلاثون
    فيينا، ١٩-٢٣ أيار/مايو ٢٠٢٥
    البند ٦ من جدول الأعمال
    اتجاهات الجريمة العالمية والقضايا المستجدة
    إيطاليا وكينيا ومصر: مشروع قرار منقَّح
    منع الاتجار بالممتلكات الثقافية
    إنَّ لجنة منع الجريمة والعدالة الجنائية،
    إذ تستذكر قرارها ٢٧/٥ المؤرخ ١٨ أيار/مايو ٢٠١٨،
    ١- تحيط علماً بتقرير الأمين العام؛
    ٢- تطلب إلى المكتب أن يقدِّم إليها تقريراً.
    """


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (DRAFT_RESOLUTION, "Preventing trafficking in cultural property"),
        (DRAFT_RESOLUTION_AR, "منع الاتجار بالممتلكات الثقافية"),
    ],
)
def test_a_draft_resolution_is_a_resolution_and_its_title_stands_below_its_sponsors(text: str, title: str) -> None:
    report = read(text)
    assert [s.id for s in report.segments] == ["p1", "p2", "1", "2"]
    assert (report.metadata.document_type, report.metadata.title) == ("resolution", title)
    assert [s.role for s in report.segments] == [None, None, "decision", "decision"]
    assert [m.body_id for m in report.metadata.meetings] == ["ccpcj"]


def test_a_paragraph_that_says_how_things_are_is_no_recommendation() -> None:
    report = read("""\
    IV. Recommendations of the Forum
    12. There has been progress in many ports. Several States have adopted plans.
    13. However, fishing communities are still poor. Their boats are old.
    14. The Forum held a dialogue with the agencies and thanks them.
    15. There is a need for more harbours.
    16. The harbours are to be widened. States should pay for that.
    17. The widening of harbours that are too narrow for trawlers.
    18. Widen the harbours that are too narrow.
    19. Ports are the gates of a country: Member States are invited to open them.
    """)
    assert [s.id for s in report.by_role("recommendation")] == ["IV.15", "IV.16", "IV.17", "IV.18", "IV.19"]


@pytest.mark.parametrize("verb", ["is to", "has to", "is asked to", "is expected to"])
def test_what_somebody_is_to_do_is_a_recommendation(verb: str) -> None:
    report = read(f"""\
    IV. Recommendations of the Forum
    12. The Secretariat {verb} list all harbours before the next session.
    13. The Secretariat is small and has listed all harbours.
    """)
    assert [s.id for s in report.by_role("recommendation")] == ["IV.12"]


def test_an_arabic_paragraph_that_says_how_things_are_is_no_recommendation() -> None:
    report = read("""\
    رابعاً- توصيات المنتدى
    ١٢- أُحرز تقدُّم في موانئ كثيرة، واعتمدت دول عدة خططاً لها.
    ١٣- ولا تزال مجتمعات الصيادين فقيرة.
    ١٤- هناك حاجة إلى مزيد من الموانئ.
    ١٥- توسيع الموانئ الضيقة.
    ١٦- ينبغي للدول أن توسِّع موانئها.
    """)
    assert [s.id for s in report.by_role("recommendation")] == ["IV.14", "IV.15", "IV.16"]


def test_items_that_name_topics_leave_the_role_to_their_paragraph() -> None:
    report = read("""\
    III. Recommendations
    1. The Group requests the Secretariat to provide information on:
    (a) Storms that reach the islands;
    (b) The price of fuel.
    2. The Group recommends that States:
    (a) Build harbours;
    (b) Train pilots.
    3. The Committee recommended that the Secretariat study the following issues:
    (a) Beaches;
    (b) Reefs.
    """)
    assert [s.id for s in report.by_role("recommendation")] == ["III.1", "III.2.a", "III.2.b", "III.3"]


def test_a_masthead_s_agenda_line_is_no_aside_of_the_place_above_it() -> None:
    report = read("""\
    Working Group on Harbours
    Vienna, 9-13 October 2017
    Item 4 of the agenda
    Adoption of the report

    II. Recommendations
    3. States should act.
    """)
    texts = [s.text for s in report.by_kind("masthead")]
    assert "Item 4 of the agenda" in texts
    assert "Vienna, 9-13 October 2017" in texts
