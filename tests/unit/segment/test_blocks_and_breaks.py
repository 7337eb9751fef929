"""Blocks: how lines are joined, and what speaks for a break between them."""

import textwrap

import pytest

from unodc_parse.language.lexicon import load
from unodc_parse.model import Line
from unodc_parse.segment.blocks import join_lines, join_texts, unbroken, unbroken_cell, vocabulary
from unodc_parse.segment.breaks import end_rooms, gather_evidence
from unodc_parse.segment.calls import Call, find_calls
from unodc_parse.segment.measure import ends_sentence, take_measure


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (["of the", "Convention"], "of the Convention"),
        (["تشرين الأول/", "أكتوبر ٢٠١٧"], "تشرين الأول/أكتوبر ٢٠١٧"),
        (["CTOC/COP/", "WG.3/2017/4"], "CTOC/COP/WG.3/2017/4"),
        (["decides (", "CTOC/COP/1)"], "decides (CTOC/COP/1)"),
        (["الوثيقة CTOC/1 و", "CTOC/2"], "الوثيقة CTOC/1 وCTOC/2"),
        (["as in CTOC/COP/WG.", "4/2021/2, which"], "as in CTOC/COP/WG.4/2021/2, which"),
        (["see E/CN.7/2025/L.", "3 and"], "see E/CN.7/2025/L.3 and"),
        (["the States and/Or.", "4 States"], "the States and/Or. 4 States"),
        (["على نحو", "CTOC/2"], "على نحو CTOC/2"),
        (["الإيبيرية-", "الأمريكية"], "الإيبيرية-الأمريكية"),
        (["the Counter-", "Terrorism Committee"], "the Counter-Terrorism Committee"),
        (["2012–", "2016"], "2012–2016"),
        (["law enforcement –", "and others"], "law enforcement – and others"),
        (["", "one", " ", "two "], "one two"),
        ([], ""),
    ],
)
def test_lines_are_joined(texts: list[str], joined: str) -> None:
    assert join_texts(texts) == joined


def test_a_broken_word_is_put_together_as_the_document_writes_it() -> None:
    assert join_texts(["the organi-", "zation"], {"organization"}) == "the organization"
    assert join_texts(["a well-", "known case"], {"well-known"}) == "a well-known case"
    assert join_texts(["a high-", "level event"], {"high", "level"}) == "a high-level event"


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        (["of the Work-", "ing Group, held in", "Vienna"], ["of the", "Working Group, held in", "Vienna"]),
        (["a high-", "level event"], ["a", "high-level event"]),
        (["CTOC/COP/WG.3/", "2017/4"], ["CTOC/COP/WG.3/2017/4"]),
        (["Note - ", "Report"], ["Note - ", "Report"]),
        ([""], []),
    ],
)
def test_no_line_of_a_masthead_ends_in_the_midst_of_a_word(texts: list[str], whole: list[str]) -> None:
    lines = [Line(number=at, text=text, raw=text) for at, text in enumerate(texts)]
    assert [line.text for line in unbroken(lines, {"working", "high", "level"})] == whole


def test_a_word_of_any_length_may_stand_in_a_cell() -> None:  # 40,000 letters took 17 s, twice as many four times
    assert unbroken_cell(f"{'a' * 400_000}- recruit- ment", {"recruitment"}) == f"{'a' * 400_000}- recruit- ment"
    assert unbroken_cell(f"{'a' * 400_000}! recruit- ment", {"recruitment"}) == f"{'a' * 400_000}! recruitment"


def test_footnote_calls_are_taken_out_with_their_space() -> None:
    line = Line(number=1, text="the Conference.1 In its resolution 2, the", raw="")
    joined = join_lines([line], calls=[(Call(1, (15, 16)),)])
    assert joined.text == "the Conference. In its resolution 2, the"
    assert joined.notes == (1,)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("تلك الجرائم؛", True),
        ("of the Convention.1", True),
        ("عناصر المؤتمر.(١)", True),
        ("as follows:", True),
        ("(see annex).”", True),
        ("of article 1", False),
        ("المادة ٢ (ب)", False),
        ("", False),
    ],
)
def test_sentence_ends(text: str, ends: bool) -> None:
    assert ends_sentence(text) is ends


def evidence(texts: list[str]) -> list[float]:
    lines = [Line(number=at, text=text, raw=text) for at, text in enumerate(texts, 1)]
    return gather_evidence(lines, [False] * len(lines), take_measure(lines, [False] * len(lines)), load("en"))


def test_in_wrapped_text_a_short_line_ends_a_block_and_a_full_one_does_not() -> None:
    full = "the representatives of States parties and observers took the floor on this matter"
    found = evidence([full, full, "and others.", full, full, "in the end.", full, full])
    assert [e > 0 for e in found] == [True, False, False, True, False, False, True, False]


def test_in_unwrapped_text_every_line_is_a_block() -> None:
    found = evidence(["Introduction", "The first paragraph " * 20, "The second paragraph " * 30, "Conclusions"])
    assert all(e > 0 for e in found)


def test_text_that_an_editor_wrapped_breaks_wherever_the_next_word_would_have_fitted() -> None:
    sentence = "The Commission considered the item and adopted its report by consensus after a debate"
    wrapped = textwrap.wrap(" ".join([sentence] * 30), 95)
    title = "Report on the thirty-second session of the Commission in Vienna"
    found = evidence([title, "Chapter I", *wrapped[:8], "Draft resolutions for adoption by the Council", *wrapped[8:]])
    breaks = [at for at, value in enumerate(found) if value > 0]
    assert breaks[:3] == [0, 1, 2]
    assert 11 in breaks
    assert not {3, 4, 5, 6, 7, 8, 9} & set(breaks)


def test_one_overfull_line_makes_no_room_at_the_ends_of_the_others() -> None:
    def line(number: int, end: float) -> Line:
        box = (60.0, 100.0 + 20 * number, end, 112.0 + 20 * number)
        return Line(number=number, text="word " * 16, raw="", page=1, bbox=box, column=(60, 50, 600, 780), size=12)

    ends = [520, 300, 260, 600, 310, 280, 520, 520, 290, 520, 300, 520, 520]
    rooms = end_rooms([line(number, end) for number, end in enumerate(ends)])
    assert [room for room, end in zip(rooms, ends, strict=True) if end == 520] == [0.0] * 6
    assert all(room > 200 for room, end in zip(rooms, ends, strict=True) if end < 320)


def test_a_running_head_further_out_makes_no_line_short() -> None:
    column = (90.0, 30.0, 522.0, 800.0)
    head = Line(number=1, page=1, text="CTOC/COP/2017/4", raw="", bbox=(90.0, 39.0, 190.0, 51.0), column=column)
    body = [
        Line(
            number=n,
            page=1,
            text="نص",
            raw="",
            direction="rtl",
            bbox=(319.0, 60.0 + 22 * n, 522.0, 75.0 + 22 * n),
            column=column,
        )
        for n in range(2, 8)
    ]
    assert end_rooms([head, *body])[1:] == pytest.approx([0.0] * 6, abs=1.0)


def test_a_number_behind_a_conjunction_is_no_call() -> None:
    assert find_calls(Line(number=1, text="في الفقرتين ١ و٣ من المادة ٢٨", raw="")) == ()
    assert [call.number for call in find_calls(Line(number=1, text="قرار المؤتمر٣ بشأن ذلك", raw=""))] == [3]
    assert [call.number for call in find_calls(Line(number=1, text="بعد أن اطَّلع على الوثيقة، ٤", raw=""))] == [4]
    assert [call.number for call in find_calls(Line(number=1, text="أشار إلى الوثيقة٥، ثم عاد", raw=""))] == [5]
    assert find_calls(Line(number=1, text="انظر المواد ١١، ١٢", raw="")) == ()


def test_the_rest_of_a_broken_word_is_no_word() -> None:
    lines = [Line(number=n, text=t, raw=t) for n, t in enumerate(["assistance expe-", "ditiously and", "soon"], 1)]
    assert join_lines(lines[:2], words=vocabulary(lines)).text == "assistance expeditiously and"


def test_a_document_that_breaks_no_words_keeps_its_hyphens_at_line_ends() -> None:
    texts = ["Assistance should be demand-", "driven and based on needs", *["words of other lines"] * 40]
    lines = [Line(number=n, text=t, raw=t) for n, t in enumerate(texts, 1)]
    assert (
        join_lines(lines[:2], words=vocabulary(lines)).text == "Assistance should be demand-driven and based on needs"
    )
    proved = [*lines, Line(number=43, text="what is demanddriven here", raw="")]
    assert join_lines(lines[:2], words=vocabulary(proved)).text.startswith("Assistance should be demanddriven")
    often = lines[:2] * 8
    assert join_lines(lines[:2], words=vocabulary(often)).text.startswith("Assistance should be demanddriven")
