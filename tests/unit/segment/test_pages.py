"""Printed pages: what their places and sizes say that plain text does not."""

import msgspec

from unodc_parse.language.lexicon import load
from unodc_parse.model import Line, Page, Table
from unodc_parse.segment.tree import Segmented, segment_pages

LEADING = 12.0


def page(number: int, rows: list[tuple[float, str, float]], *, raised: tuple[int, ...] = ()) -> Page:
    """Return a page of rows (top, text, size); the first character of the rows in `raised` is a raised number."""
    column = (60.0, 40.0, 540.0, 760.0)
    lines = tuple(
        Line(
            number=at,
            page=number,
            text=text,
            raw=text,
            bbox=(60.0, top, 60.0 + min(480.0, 5.2 * len(text)), top + 10.0),
            size=size,
            column=column,
            calls=((0, 1),) if at in raised else _calls(text),
        )
        for at, (top, text, size) in enumerate(rows, 1)
    )
    return Page(number=number, lines=lines, width=600.0, height=800.0)


def _calls(text: str) -> tuple[tuple[int, int], ...]:
    at = text.find("^")
    return ((at, at + 2),) if at >= 0 else ()


def read(*pages: Page) -> Segmented:
    return segment_pages(pages, load("en"))


def test_a_note_in_the_size_of_the_body_is_told_by_its_raised_number() -> None:
    first = [
        (40.0, "A/52/1", 10.0),
        (80.0, "1. The Assembly referred the chapters of the report to the Committee,^1 and the general debate", 10.0),
        (
            92.0,
            "covered all of the items on the understanding that proposals would be considered one by one. The",
            10.0,
        ),
        (140.0, "1 The final text is to appear in Official Records of the General Assembly, Forty-first", 10.0),
        (152.0, "Session, Supplement No. 3.", 10.0),
    ]
    second = [
        (40.0, "A/52/1", 10.0),
        (80.0, "Committee took action at its 9th meeting.", 10.0),
        (110.0, "2. It then closed its session.", 10.0),
    ]
    found = read(page(1, first, raised=(4,)), page(2, second)).segments
    assert [s.id for s in found] == ["1", "fn-1", "2"]
    assert (found[0].text or "").endswith("one by one. The Committee took action at its 9th meeting.")
    assert found[0].notes == ("fn-1",)
    assert (found[1].text or "").endswith("Forty-first Session, Supplement No. 3.")


def test_the_end_of_a_note_that_pages_repeat_is_no_running_foot() -> None:
    def one(number: int) -> Page:
        rows = [
            (40.0, "A/HRC/RES/59/1", 9.0),
            (80.0, f"{number}. Recalls the agreement^{number} as it stands.", 10.0),
            (700.0, f"{number} Adopted by the parties to the agreement on rivers; see", 8.0),
            (711.0, "ECE/MP.WAT/2019/7/Add.2, decision VIII/3", 8.0),
            (760.0, f"{number}/3", 9.0),
        ]
        return page(number, rows, raised=(3,))

    found = read(*(one(number) for number in (1, 2, 3)))
    notes = [s.text for s in found.segments if s.kind == "footnote"]
    assert (
        notes == ["Adopted by the parties to the agreement on rivers; see ECE/MP.WAT/2019/7/Add.2, decision VIII/3"] * 3
    )
    assert [s.text for s in found.furniture if s.kind == "furniture"][-1] == "3/3"


def test_a_row_of_figures_in_small_type_is_no_note() -> None:
    rows = [
        (80.0, "1. The outcomes of the investigations are set out in the table that follows.^1 They were few.", 10.0),
        (110.0, "1 079 34", 8.0),
        (122.0, "1 188 38", 8.0),
        (140.0, "2. Many of the cases that were reported to the offices have been closed since, and others", 10.0),
        (152.0, "remain open, as the inspectors noted in their last report on the matter to the Council, which", 10.0),
        (164.0, "took note of them.", 10.0),
        (720.0, "1 Available in English only.", 8.0),
    ]
    notes = [s for s in read(page(1, rows, raised=(7,))).segments if s.kind == "footnote"]
    assert [(s.id, s.text) for s in notes] == [("fn-1", "Available in English only.")]


def test_job_number_and_bar_code_at_the_end_of_the_last_page_are_furniture() -> None:
    first = [(40.0, "E/2025/4", 9.0), (80.0, "1. The list of documents is available.", 10.0), (760.0, "1/2", 9.0)]
    last = [
        (40.0, "E/2025/4", 9.0),
        (80.0, "2. The session was closed.", 10.0),
        (690.0, "25-07572 (E) 220525", 10.0),
        (702.0, "*2507572*", 12.0),
        (740.0, "25-07572", 7.0),
        (741.0, "2/2", 9.0),
    ]
    assert [s.id for s in read(page(1, first), page(2, last)).segments] == ["1", "2"]


def test_a_note_with_a_stop_is_told_from_a_paragraph_by_its_size_and_place() -> None:
    first = [
        (
            80.0,
            "19. The observer stated that 11 projects were under way.^1 The representative of the State that had",
            10.0,
        ),
        (740.0, "1. For the list of projects, see CAC/COSP/2023/CRP.6.", 8.0),
    ]
    second = [(80.0, "asked for them requested clarification.", 10.0), (100.0, "20. It was given.", 10.0)]
    found = read(page(1, first), page(2, second)).segments
    assert [s.id for s in found] == ["19", "fn-1", "20"]
    assert (found[0].text or "").endswith("of the State that had asked for them requested clarification.")


def test_a_word_with_a_soft_hyphen_at_a_line_end_is_whole_in_the_text() -> None:
    rows = [(80.0, "1. The delegations of two States dissociated them", 10.0), (92.0, "selves from paragraph 4.", 10.0)]
    lines = page(1, rows).lines
    broken = msgspec.structs.replace(lines[0], raw=f"{lines[0].raw}\N{SOFT HYPHEN}")
    found = read(Page(number=1, lines=(broken, lines[1]), width=600.0, height=800.0)).segments
    assert [s.text for s in found] == ["The delegations of two States dissociated themselves from paragraph 4."]


def test_a_table_of_contents_goes_on_at_the_top_of_the_next_page() -> None:
    first = [
        (80.0, "Contents", 10.0),
        (100.0, "I. Introduction ....................................... 2", 10.0),
        (112.0, "II. Findings .......................................... 4", 10.0),
        (124.0, "III. Advice ........................................... 6", 10.0),
        (760.0, "V.21-05533 (E) 1", 8.0),
    ]
    second = [
        (80.0, "Annex. List of the documents before the group at its meeting in the city of", 10.0),
        (92.0, "Vienna ................................................ 9", 10.0),
        (120.0, "I. Introduction", 12.0),
        (140.0, "1. The group met.", 10.0),
        (760.0, "2 V.21-05533 (E)", 8.0),
    ]
    assert [s.id for s in read(page(1, first), page(2, second)).segments] == ["contents", "I", "I.1"]


def test_items_of_one_length_in_a_list_are_items_though_their_lines_look_full() -> None:
    letters = "abcdefghijklmnop"
    rows = [(80.0, "10. The Committee noted the following contributions:", 10.0)]
    rows += [
        (92.0 + 12 * at, f"({c}) A contribution in kind by a State of the list;", 10.0) for at, c in enumerate(letters)
    ]
    assert [s.id for s in read(page(1, rows)).segments] == ["10", *(f"10.{c}" for c in letters)]


def test_a_line_that_a_maker_slices_at_the_end_of_a_page_is_no_running_head() -> None:
    sliced = "(b) The Implementation Review Group should include an item on"

    def lines(top: float, *numbers: int) -> list[tuple[float, str, float]]:
        return [(top + 24.0 * at, f"{n}. The Conference closed its meeting {n}.", 10.0) for at, n in enumerate(numbers)]

    first = [
        *lines(80.0, 18, 19, 20),
        (160.0, "21. The Conference endorsed the following:", 10.0),
        (184.0, "(a) States should reply;", 10.0),
        (208.0, sliced, 10.0),
    ]
    second = [
        (-12.0, sliced, 10.0),
        (12.0, "beneficial ownership in its agenda;", 10.0),
        (36.0, "(c) The Office should help.", 10.0),
        *lines(60.0, 22, 23, 24, 25),
    ]
    found = read(page(1, first), page(2, second)).segments
    assert [s.id for s in found][3:7] == ["21", "21.a", "21.b", "21.c"]
    assert (found[5].text or "").endswith("an item on beneficial ownership in its agenda;")


def test_a_table_that_goes_on_over_the_page_is_one_table() -> None:
    def part(number: int, rows: tuple[tuple[str, ...], ...], *texts: tuple[float, str, float]) -> Page:
        lines = [(100.0 + 12 * at, " ".join(row), 10.0) for at, row in enumerate(rows)]
        made = page(number, [*texts, *lines])
        return msgspec.structs.replace(made, tables=(Table(bbox=(50.0, 98.0, 550.0, 200.0), rows=rows, page=number),))

    head = ("Year", "Venue")
    pages = (
        part(1, (head, ("2018", "Vienna")), (80.0, "1. Participation was:", 10.0)),
        part(2, (head, ("2021", "Bangkok"))),
    )
    found = read(*pages).segments
    assert [s.id for s in found] == ["1", "table-1"]
    assert found[1].rows == (head, ("2018", "Vienna"), ("2021", "Bangkok"))


def cells(top: float, *texts: str, number: int = 1) -> list[Line]:
    """Return the cells of a row, side by side."""
    return [
        Line(
            number=1, page=number, text=text, raw=text, size=9.0, column=(60.0, 40.0, 540.0, 760.0),
            bbox=(60.0 + 120.0 * at, top, 60.0 + 120.0 * at + 5.0 * len(text), top + 9.0),
        )
        for at, text in enumerate(texts)
    ]  # fmt: skip


def test_a_table_without_rules_is_told_by_its_aligned_cells() -> None:
    above = page(1, [(80.0, "20. The participation of States in three meetings is shown below.^1 It was high.", 10.0)])
    below = page(
        1, [(220.0, "21. The Group closed its meeting.", 10.0), (700.0, "1 Observers left out.", 8.0)], raised=(2,)
    )
    table = [
        *cells(100.0, "Year", "Venue", "States", "Persons"),
        *cells(118.0, "1", "Vienna", "88", "190"),
        *cells(136.0, "2", "Bangkok", "96", "214"),
    ]
    lines = (*above.lines, *table, *below.lines)
    found = read(Page(number=1, lines=lines, width=600.0, height=800.0)).segments
    assert [s.id for s in found] == ["20", "table-1", "21", "fn-1"]
    rows = (("Year", "Venue", "States", "Persons"), ("1", "Vienna", "88", "190"), ("2", "Bangkok", "96", "214"))
    assert found[1].rows == rows


def test_the_last_row_of_a_table_may_stand_alone_on_the_next_page() -> None:
    above = page(1, [(80.0, "20. The participation of States in three meetings is shown below. It was high.", 10.0)])
    rows = (("Year", "Venue", "States", "Persons"), ("2018", "Vienna", "88", "190"), ("2021", "Bangkok", "96", "214"))
    first = (*above.lines, *cells(100.0, *rows[0]), *cells(118.0, *rows[1]))
    below = page(2, [(80.0, "21. The Group closed its meeting.", 10.0)])
    second = (*cells(50.0, *rows[2], number=2), *below.lines)
    pages = (Page(number=n, lines=lines, width=600.0, height=800.0) for n, lines in enumerate((first, second), 1))
    found = read(*pages).segments
    assert [(s.id, s.rows) for s in found] == [("20", None), ("table-1", rows), ("21", None)]


def test_each_column_has_its_footnotes_at_its_foot() -> None:
    rows = [
        (80.0, "1. The Assembly referred the report to the Committee.^1", 12.0),
        (740.0, "1 See the report of the Secretary-General.", 10.0),
        (80.0, "2. Takes note with appreciation of that report;", 12.0),
        (110.0, "3. Invites Member States to make use of it;^2", 12.0),
        (740.0, "2 See also the addendum to the report.", 10.0),
    ]
    both = page(1, rows, raised=(2, 5))
    right = [msgspec.structs.replace(line, column=(560.0, 40.0, 1040.0, 760.0)) for line in both.lines[2:]]
    found = read(msgspec.structs.replace(both, lines=(*both.lines[:2], *right))).segments
    assert sorted(s.id for s in found) == ["1", "2", "3", "fn-1", "fn-2"]
    assert next(s.text for s in found if s.id == "fn-1") == "See the report of the Secretary-General."


def test_a_numbered_paragraph_after_notes_in_another_column_is_no_note() -> None:
    rows = [
        (80.0, "The Commission had before it the report of the Secretary-General^1 on that very matter.", 12.0),
        (740.0, "1 E/CN.15/2025/11.", 10.0),
        (80.0, "1. The Secretariat opened the meeting;", 12.0),
        (110.0, "2. The Chair closed it.", 12.0),
    ]
    found = read(page(1, rows, raised=(2,))).segments
    assert [s.id for s in found if s.kind == "paragraph"][-2:] == ["1", "2"]
    assert next(s.text for s in found if s.id == "fn-1") == "E/CN.15/2025/11."


def test_notes_in_the_size_of_the_body_below_a_typed_rule() -> None:
    rows = [
        (80.0, "1. The outcomes of the investigations are set out in the table that follows.1 They were few.", 10.0),
        (100.0, "2. Many of the cases that were reported to the offices have been closed since.2", 10.0),
        (690.0, "__________________", 10.0),
        (704.0, "1 Available in English only.", 10.0),
        (718.0, "2 See the report of the inspectors to", 10.0),
        (732.0, "the Council.", 10.0),
    ]
    notes = [(s.id, s.text) for s in read(page(1, rows)).segments if s.kind == "footnote"]
    assert notes == [
        ("fn-1", "Available in English only."),
        ("fn-2", "See the report of the inspectors to the Council."),
    ]
