"""Titles of reports, resolutions and paragraphs, what they announce, and what stands around them."""

import pytest

from unodc_parse import parse
from unodc_parse.language.lexicon import load
from unodc_parse.segment.masthead import read_masthead


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["Resolution adopted by the Council", "on 4 May 2021", "12/7. Ports without fences"], "Ports without fences"),
        (["Resolution 11/4", "Ports without fences"], "Ports without fences"),
        (["Resolution 9901 (2031)", "Adopted by the Council on 4 May 2031"], "Resolution 9901 (2031)"),
        (["Resolution 9901 (2031)"], "Resolution 9901 (2031)"),
        (["القرار ١١/٤", "موانئ بلا أسوار"], "موانئ بلا أسوار"),
    ],
)
def test_the_title_of_a_resolution_is_what_it_is_about(lines: list[str], title: str) -> None:
    lexicon = load("en" if lines[0].isascii() else "ar")
    assert read_masthead(["E/RES/2031/7", *lines], [], [], lexicon).title == title


_DATED = ("E/2031/28", "Distr.: General", "3 May 2031", "Original: English")
_REVIEW = ("Harbours without fences: a review of", "the islands and of their piers*")


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([*_DATED, *_REVIEW, "Report of the Inspector of Harbours"], " ".join(_REVIEW).rstrip("*")),
        ([*_DATED, *_REVIEW, "Note by the Secretariat"], " ".join(_REVIEW).rstrip("*")),
        ([*_DATED, "Working Group on Piers", "Third session", "Note by the Secretariat"], "Note by the Secretariat"),
        ([*_DATED, "General Assembly", "Report of the Inspector"], "Report of the Inspector"),
        ([*_DATED, *_REVIEW, "Report on the session (4-8 May 2031)"], "Report on the session (4-8 May 2031)"),
        ([*_DATED, "Agenda item 3", *_REVIEW, "Report of the Inspector"], "Report of the Inspector"),
        (
            [
                *_DATED,
                "Agenda items 3 and 4",
                "FENCES OF THE PORTS",
                "REPORT OF THE COUNCIL OF PORTS",
                "Report of the Committee on Fences",
            ],
            "Report of the Committee on Fences",
        ),
        ([*_DATED, "REPORT OF THE INSPECTOR ON FENCES"], "REPORT OF THE INSPECTOR ON FENCES"),
        (["E/2031/28", "موانئ بلا أسوار في الجزر", "تقرير مفتشة الموانئ"], "موانئ بلا أسوار في الجزر"),
        (["E/2031/28", "موانئ بلا أسوار في الجزر", "تقرير عن دورة الربيع"], "تقرير عن دورة الربيع"),
    ],
)
def test_what_only_says_whose_report_it_is_stands_below_the_title(lines: list[str], title: str) -> None:
    lexicon = load("en" if lines[-1].isascii() else "ar")
    metadata = read_masthead(lines, [], [], lexicon)
    assert (metadata.title, metadata.document_type) == (title, "note" if "Note" in lines[-1] else "report")


def test_a_report_is_of_the_body_above_its_title_not_of_the_organ_below_it() -> None:
    lines = [
        "E/2031/28", "Commission on Harbours and Piers", "Report on the fifth session (4-8 May 2031)",
        "Economic and Social Council",
    ]  # fmt: skip
    (meeting,) = read_masthead(lines, [], [], load("en")).meetings
    assert (meeting.body, meeting.start) == ("Commission on Harbours and Piers", "2031-05-04")


def test_a_body_that_is_broken_above_the_title_and_whole_below_it_is_taken_whole() -> None:
    lines = ["E/2031/28", "Commission on Harbours", "and Piers", "Report on the fifth session (4-8 May 2031)",
             "Commission on Harbours and Piers"]  # fmt: skip
    (meeting,) = read_masthead(lines, [], [], load("en")).meetings
    assert meeting.body == "Commission on Harbours and Piers"


@pytest.mark.parametrize("lines", [2, 12])
def test_the_first_chapter_begins_though_the_title_above_fills_its_line(lines: int) -> None:
    title = "Report on the fifth session of the Commission on Harbours and Piers and on whatever else it did"
    filling = "The Commission considered the harbours of the region and their piers one after the other, as"
    text = "\n".join(
        ["E/2031/28", title, "Chapter I Matters calling for action by the Council and brought to its attention",
         f"1. {filling[3:]}", *[filling] * lines, "it does each year."]
    )  # fmt: skip
    report = parse(text.encode(), name="report.txt")
    assert [s.id for s in report.segments] == ["I", "I.1"]


def test_a_title_below_its_chapter_is_no_doubt_of_the_chapter() -> None:
    text = "E/2031/28\n\nChapter I\nMatters calling for action\n\n1. The Commission met.\n\n2. It rose.\n"
    report = parse(text.encode(), name="report.txt")
    assert [s.id for s in report.segments] == ["I", "I.1", "I.2"]
    assert not [found for found in report.diagnostics if found.code == "U301"]


def test_a_title_between_the_end_of_a_sentence_and_a_number_is_no_last_line() -> None:
    full = "Committee recommends that the State party repeal those laws before the end of the long year"
    body = [full] * 5
    text = "\n".join(
        ["A/CO/4", "I. Laws", f"1. The {full[:-5]}", *body, f"{full[:-9]}.", "Allocation of resources",
         f"2. The {full[:-5]}", *body, f"{full[:-9]}."]
    )  # fmt: skip
    report = parse(text.encode(), name="report.txt")
    assert [(s.id, s.kind) for s in report.segments] == [
        ("I", "section"), ("I.1", "paragraph"), ("I.h1", "heading"), ("I.2", "paragraph"),
    ]  # fmt: skip


def test_the_job_number_at_the_foot_of_a_single_page_is_no_part_of_its_text() -> None:
    report = parse(b"A/CO/4\n\n1. The Committee met.\n\n2. It rose.\n\nV.24-01234 (E)    1/1\n", name="report.txt")
    assert [s.id for s in report.segments] == ["1", "2"]
    assert report.segments[1].text == "It rose."
    assert report.metadata.job_number == "V.24-01234"


_CONCERN = {
    """I. Concerns and recommendations
1. The Committee is concerned that wells were closed.
2. The Committee recommends that they be reopened.
3. It welcomes the new school and encourages others.
""": {"I.1": None, "I.2": "recommendation", "I.3": "recommendation"},
    """I. Concerns and recommendations
1. The Committee is concerned about:
(a) The lack of water;
(b) The wells.
2. It urges the State party:
(a) To open them;
(b) To dig others.
""": {"I.1.a": None, "I.1.b": None, "I.2": None, "I.2.a": "recommendation", "I.2.b": "recommendation"},
    """أولاً- دواعي القلق والتوصيات
١- يساور اللجنةَ القلقُ لإغلاق الآبار.
٢- توصي اللجنة بإعادة فتحها.
""": {"I.1": None, "I.2": "recommendation"},
    """I. Recommendations
1. The group adopted the following recommendations by consensus.
Recommendation 1
States should light their ports.
Recommendation 2
Ports should be swept.
""": {"I.1": None, "I.p1": "recommendation", "I.p2": "recommendation"},
}


@pytest.mark.parametrize(("text", "roles"), _CONCERN.items())
def test_what_a_body_is_concerned_about_is_no_recommendation(text: str, roles: dict[str, str | None]) -> None:
    report = parse(text.encode(), name="report.txt")
    assert {s.id: s.role for s in report.segments if s.id in roles} == roles
