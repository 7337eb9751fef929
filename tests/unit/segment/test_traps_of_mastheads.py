"""Mastheads and titles that are easily got wrong; small texts, both languages, through the whole pipeline."""

import pytest
from tests.unit.segment.traps import read


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
