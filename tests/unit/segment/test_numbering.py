"""Numbering: the whole sequence decides what a marker is.

A case is a list of line heads; `>` before one says that the line before ends in a colon, `~` that the line stands in
the midst of a paragraph, `*` that it looks like a heading, `!` that it is the heading of a text that counts anew.
Expected are the actions, with ordinals.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unodc_parse.segment.costs import COSTS
from unodc_parse.segment.markers import read_markers
from unodc_parse.segment.numbering import Decision, decide
from unodc_parse.segment.transitions import LineFacts, State, moves_from

CASES = {
    "paragraph numbers run on over sections": (
        ["*I. x", "1. x", "2. x", "*II. x", "3. x", "*A. x", "4. x"],
        "section1 paragraph1 paragraph2 section2 paragraph3 subsection1 paragraph4",
    ),
    "(i) after (h) is an item": (
        ["8. x", ">(a) x", "(b) x", "(c) x", "(d) x", "(e) x", "(f) x", "(g) x", "(h) x", "(i) x", "(j) x"],
        "paragraph8 item1 item2 item3 item4 item5 item6 item7 item8 item9 item10",
    ),
    "(i) after a colon opens sub-items": (
        ["8. x", ">(a) x", ">(i) x", "(ii) x", "(iii) x", "(b) x"],
        "paragraph8 item1 subitem1 subitem2 subitem3 item2",
    ),
    "(v) is the fifth sub-item, not item 22": (
        ["1. x", ">(a) x", ">(i) x", "(ii) x", "(iii) x", "(iv) x", "(v) x", "(b) x"],
        "paragraph1 item1 subitem1 subitem2 subitem3 subitem4 subitem5 item2",
    ),
    "a fragment may start anywhere": (
        ["*III. x", "*B. x", "14. x", "15. x"],
        "section3 subsection2 paragraph14 paragraph15",
    ),
    "I. after H. is a subsection": (
        ["*I. x", "*F. x", "1. x", "*G. x", "2. x", "*H. x", "3. x", "*I. x", "4. x", "*J. x", "5. x"],
        (
            "section1 subsection6 paragraph1 subsection7 paragraph2 subsection8 paragraph3 subsection9 paragraph4 "
            "subsection10 paragraph5"
        ),
    ),
    "numbered sub-headings stand between numbered paragraphs": (
        ["30. x", "**1. x", "31. x", "32. x", "**2. x", "33. x"],
        "paragraph30 numbered_heading1 paragraph31 paragraph32 numbered_heading2 paragraph33",
    ),
    "an agenda inside a paragraph is nested": (
        ["171. x", "172. x", ">1. x", "2. x", "3. x", "173. x"],
        "paragraph171 paragraph172 nested1 nested2 nested3 paragraph173",
    ),
    "a number in the midst of a sentence is no paragraph": (
        ["5. x", "~18. x", "6. x", "~2. x", "7. x"],
        "paragraph5 continue paragraph6 continue paragraph7",
    ),
    "a letter in the midst of a sentence is no item": (["4. x", "~(b) x", "5. x"], "paragraph4 continue paragraph5"),
    "a lost number is skipped": (["5. x", "6. x", "8. x", "9. x"], "paragraph5 paragraph6 paragraph8 paragraph9"),
    "letters may title paragraphs as numbers do": (
        ["*A. x", "**1. x", "**(a) x", "31. x", "**(b) x", "32. x", "**2. x", "33. x"],
        (
            "subsection1 numbered_heading1 lettered_heading1 paragraph31 lettered_heading2 paragraph32 "
            "numbered_heading2 paragraph33"
        ),
    ),
    "an agenda goes on after its own headings": (
        ["171. x", "172. x", ">1. x", "2. x", "*x", "3. x", "*x", "4. x", "*F. x", "173. x"],
        "paragraph171 paragraph172 nested1 nested2 plain nested3 plain nested4 subsection6 paragraph173",
    ),
    "adopted texts count anew one after the other, and the report goes on": (
        ["*B. x", "2. x", "!x", "1. x", "2. x", "3. x", "!x", "1. x", "2. x", "*II. x", "3. x"],
        (
            "subsection2 paragraph2 plain paragraph1 paragraph2 paragraph3 plain paragraph1 paragraph2 section2 "
            "paragraph3"
        ),
    ),
    "a list goes on below a heading in its midst": (
        ["1. x", ">(a) x", "*x", "(b) x", "*x", "(c) x", "2. x"],
        "paragraph1 item1 plain item2 plain item3 paragraph2",
    ),
    "a new list below a heading is a new one": (
        ["1. x", ">(a) x", "(b) x", "*x", "(a) x", "(b) x"],
        "paragraph1 item1 item2 plain item1 item2",
    ),
    "an annex counts anew": (["7. x", "*Annex", "1. x", "2. x"], "paragraph7 annex0 paragraph1 paragraph2"),
    "the next item is read at a full line's end": (["3. x", ">(a) x", "^(b) x"], "paragraph3 item1 item2"),
}


def facts(head: str) -> LineFacts:
    text = head.lstrip(">~*^!")
    evidence = {"~": -3.5, "^": -1.0}.get(head[0], 3.0)
    return LineFacts(
        readings=read_markers(text, "en"),
        evidence=evidence,
        after_colon=head[0] == ">",
        heading=head.count("*") + head.count("!"),
        restarts=head[0] == "!",
        titles="*" in head,
    )


def words(decisions: tuple[Decision, ...]) -> str:
    return " ".join(f"{d.action}{d.reading.ordinal if d.reading else ''}" for d in decisions)


@pytest.mark.parametrize("name", CASES)
def test_sequences(name: str) -> None:
    heads, expected = CASES[name]
    assert words(decide([facts(head) for head in heads])) == expected


def test_a_draft_text_counts_anew_and_the_main_count_resumes() -> None:
    heads = ["7. x", "1. x", "2. x", "8. x"]
    lines = [facts(head) for head in heads]
    title = LineFacts(readings=(), evidence=3.0, after_colon=False, heading=2, restarts=True)
    assert words(decide([lines[0], title, *lines[1:]])) == "paragraph7 plain paragraph1 paragraph2 paragraph8"


def test_an_annex_of_a_draft_text_ends_where_the_report_goes_on() -> None:
    heads = ["*I. x", "*A. x", "1. x", "!x", "1. x", "*Annex", "1. x", "!x", "1. x", "*B. x", "2. x", "*II. x", "3. x"]
    decisions = decide([facts(head) for head in heads])
    assert [at for at, decision in enumerate(decisions) if decision.leaves_annex] == [7]
    assert words(decisions[9:]) == "subsection2 paragraph2 section2 paragraph3"


def test_an_annex_of_a_draft_text_ends_with_the_next_section_of_the_report() -> None:
    heads = ["*I. x", "1. x", "!x", "x", "*Annex", "1. x", "2. x", "*II. x", "2. x", "3. x", "*III. x", "4. x"]
    decisions = decide([facts(head) for head in heads])
    assert [at for at, decision in enumerate(decisions) if decision.leaves_annex] == [7]
    assert words(decisions[7:]) == "section2 paragraph2 paragraph3 section3 paragraph4"


def test_sections_of_an_annex_stay_in_it() -> None:
    heads = ["*I. x", "1. x", "*II. x", "2. x", "*Annex", "*I. x", "1. x", "*II. x", "2. x", "*III. x", "3. x"]
    assert not any(decision.leaves_annex for decision in decide([facts(head) for head in heads]))


@pytest.mark.parametrize("after", [[], ["2. x"]])
def test_a_last_i_after_h_is_the_letter_without_doubt(after: list[str]) -> None:
    letters = ["1. x", ">(a) x", "(b) x", "(c) x", "(d) x", "(e) x", "(f) x", "(g) x", "(h) x"]
    decision = decide([facts(head) for head in [*letters, "(i) x", *after]])[len(letters)]
    assert words([decision]) == "item9"
    assert decision.margin > 2


def test_i_and_ii_after_h_are_sub_items_even_without_a_colon() -> None:
    letters = ["1. x", ">(a) x", "(b) x", "(c) x", "(d) x", "(e) x", "(f) x", "(g) x", "(h) x"]
    decisions = decide([facts(head) for head in [*letters, "(i) x", "(ii) x", "2. x"]])
    assert words(decisions[len(letters) :]) == "subitem1 subitem2 paragraph2"


def test_two_close_readings_have_a_small_margin_and_clear_ones_a_large_one() -> None:
    ambiguous = decide([facts(h) for h in ["1. x", ">(h) x", "(i) x"]])[-1]
    clear = decide([facts(h) for h in ["1. x", "2. x", "3. x"]])[1]
    assert ambiguous.margin < clear.margin


HEADS = st.lists(
    st.sampled_from(["1. x", "2. x", "~3. x", ">(a) x", "(b) x", "(i) x", "*II. x", "*A. x", "x", "*x", "*Annex"])
)


@given(HEADS, st.integers(1, 12))
def test_any_sequence_is_decided_line_by_line(heads: list[str], width: int) -> None:
    decisions = decide([facts(head) for head in heads], beam_width=width)
    assert len(decisions) == len(heads)
    assert all(d.margin >= 0 for d in decisions)
    for head, decision in zip(heads, decisions, strict=True):
        assert decision.reading is None or decision.reading in read_markers(head.lstrip(">~*^"), "en")


def test_one_false_marker_changes_only_its_neighbourhood() -> None:
    heads = [f"{n}. x" for n in range(1, 40)]
    clean = words(decide([facts(h) for h in heads])).split()
    disturbed = words(decide([facts(h) for h in [*heads[:20], "3. x", *heads[20:]]])).split()
    assert disturbed[:20] == clean[:20]
    assert disturbed[-18:] == clean[-18:]


@pytest.mark.parametrize("head", ["1. x", ">(a) x", ">(i) x", "~(b) x", "*II. x", "*B. x", "*3. x"])
@pytest.mark.parametrize("state", [State(), State(section=1, paragraph=2), State(paragraph=4, item=1, nested=2)])
@pytest.mark.parametrize("limit", [-0.5, 0.0, 1.0, 3.5, 9.0])
def test_a_limit_leaves_out_dearer_moves_only(head: str, state: State, limit: float) -> None:
    every = [(m.cost, m.state, m.action) for m, _ in moves_from(state, facts(head), COSTS)]
    within = [(m.cost, m.state, m.action) for m, _ in moves_from(state, facts(head), COSTS, limit)]
    assert [move for move in within if move[0] <= limit] == [move for move in every if move[0] <= limit]
