"""Footnote calls in plain text: a number that only stands like one must not be cut from the text."""

from __future__ import annotations

import pytest

from unodc_parse import parse
from unodc_parse.model import Line
from unodc_parse.segment.calls import confirm_calls, find_calls

NUMBERS_OF_THE_TEXT = (
    "as the G7 had",
    "a sum of 3.2 million",
    "in section g.2 of it",
    "COVID19 matters",
    "see rule 26.1 of them",
    "table A.1 as printed",
    "section XI.1 and after",
    "paragraph (a).2 of it",
    "the list G.2",
    "بمبلغ ٣,٢ ملايين",
    "في الجدول ز.٢ وبعده",
)


@pytest.mark.parametrize("text", NUMBERS_OF_THE_TEXT)
def test_a_number_of_the_text_is_no_call(text: str) -> None:
    assert find_calls(Line(number=1, text=text, raw=text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "of the Secretariat.1",
        "the Convention1 and",
        "(see Vienna).1 It",
        "in 2017.1 It",
        "of UNTOC.1 It",
        "تقرير الأمانة.١",
        "لجنةٍ١ و",
    ],
)
def test_a_number_behind_a_word_or_its_stop_is_a_call(text: str) -> None:
    assert [call.number for call in find_calls(Line(number=1, text=text, raw=text))] == [1]


def test_the_likeliest_row_of_calls_is_believed() -> None:
    texts = ["The H.R.2 of the Convention3 met in room AB.1 and.", "Of the Secretariat.1", "Of funds.2", "Of time.3"]
    lines = [Line(number=n, text=text, raw=text) for n, text in enumerate(texts, 1)]
    assert {at: [c.number for c in calls] for at, calls in confirm_calls(lines, {1, 2, 3}).items()} == {
        1: [1],
        2: [2],
        3: [3],
    }


def test_a_square_metre_calls_no_footnote() -> None:
    line = Line(number=1, text="an area of 12 km2 was", raw="", calls=((16, 17),))
    assert find_calls(line) == ()


def test_no_number_is_cut_that_only_stands_like_a_call() -> None:
    text = """Report of the Working Group

I. Introduction

1. The Group met for the G7 and asked for 3.2 million dollars in section g.2, see rule 26.1 of the rules.

2. It took note of the report of the Secretariat.1

3. It decided to follow up on the matter of funds.2

1 E/2024/1.
2 See the note by the Secretariat.
"""
    report = parse(text.encode())
    assert report["I.1"].text.endswith("for 3.2 million dollars in section g.2, see rule 26.1 of the rules.")
    assert [report[f"I.{n}"].notes for n in (2, 3)] == [("fn-1",), ("fn-2",)]


def test_a_raised_number_with_letters_is_no_call_that_is_cut_from_the_text() -> None:
    text = "the 2nd session.2"
    line = Line(number=1, text=text, raw=text, calls=((4, 7), (16, 17)))
    assert [call.span for call in find_calls(line)] == [(16, 17)]


STARRED = """\
CAC/COSP/WG.4/2022/5
I. Introduction
1. The Group met in Vienna, as its mandate* asked.(1)
2. It had a paper** before it, and CAC/COSP/2015/10*, and 3 * 4 rooms.
* Resolution 3/2 of the Conference.
** Available in
all languages.
(1) See below.
\fII. Recommendations
3. The Group recommended that States share data.*
* See decision 4/2.
"""


def test_notes_that_stars_call_are_bound_to_their_calls_on_their_page() -> None:
    report = parse(STARRED.encode(), name="x.txt")
    notes = {s.id: (s.parent, s.text, s.marker.raw if s.marker else None) for s in report.by_kind("footnote")}
    assert notes == {
        "fn-1": ("I.1", "See below.", "(1)"),
        "fn-1~2": ("I.1", "Resolution 3/2 of the Conference.", "*"),
        "fn-2": ("I.2", "Available in all languages.", "**"),
        "fn-1~3": ("II.3", "See decision 4/2.", "*"),
    }
    assert report["I.1"].text == "The Group met in Vienna, as its mandate asked."
    assert report["I.2"].text == "It had a paper before it, and CAC/COSP/2015/10*, and 3 * 4 rooms."
    assert report["II.3"].notes == ("fn-1~3",)


def test_stars_that_call_no_note_stay_in_the_text() -> None:
    text = "A/1/2\n1. The Group met in Vienna* and in Rome.\n2. It\n* chose a chair;\n* rose at noon.\n3. It closed.\n"
    report = parse(text.encode(), name="x.txt")
    assert report["1"].text == "The Group met in Vienna* and in Rome."
    assert not list(report.by_kind("footnote"))
