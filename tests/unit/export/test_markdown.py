"""Markdown keeps the outline, and nothing in a document's text becomes markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

from unodc_parse import Report
from unodc_parse.export.encoding import clean
from unodc_parse.export.markdown import escape, to_markdown
from unodc_parse.export.records import Selection

ANY_TEXT = st.text(st.characters(exclude_categories=()))
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def inline(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in (token.children or [])]


def shown(text: str) -> str:
    """Return what people see of Markdown; anything but paragraphs of plain text fails."""
    tokens = READER.parse(text)
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    assert {token.type for token in inline(tokens)} <= {"text", "text_special"}
    return "".join(token.content for token in inline(tokens))


@given(ANY_TEXT)
def test_any_text_is_shown_as_it_is_on_one_line(text: str) -> None:
    controls = re.sub("[\u202a-\u202e\u2066-\u2069]", "", clean(text))
    line = re.sub(r"\s+", " ", controls).strip()
    assert shown(escape(text)) == re.sub(r"[\x00-\x1f\x7f-\x9f]", "\N{REPLACEMENT CHARACTER}", line)


MARKUP = """\
# a¦1. a¦12) a¦- a¦+ a¦* a¦> a¦---¦===¦    a¦\ta¦```¦~~~¦<script>a</script>¦[a](b)¦![a](b)¦[^1]¦a `b`¦*a* _b_ ~~c~~¦\
a | b¦&lt;¦&#60;¦<https://a.b>¦a\\¦: a¦$a$¦a #¦a  b"""


@pytest.mark.parametrize("text", MARKUP.split("¦"))
def test_markup_in_text_is_text(text: str) -> None:
    assert shown(escape(text)) == " ".join(text.split())


def test_text_that_is_no_markup_is_left_alone() -> None:
    for text in ("ينبغي للدول الأطراف (أ) أن تفعل؛", "Articles 2 (b), 18.1 and 5-7; it's “so”.", "١- أ"):
        assert escape(text) == text


def test_the_outline_is_kept(english: Report) -> None:
    lines = to_markdown(english).decode().splitlines()
    assert lines[0].startswith("# ")
    headings = [line for line in lines if line.startswith("##")]
    assert headings[0] == "## II. Recommendations"
    assert [len(h.split()[0]) for h in headings] == [2, 2, 3]


def test_an_unnumbered_heading_is_a_heading(arabic: Report) -> None:
    assert f"\n\n### {arabic['II.h1'].text}\n\n" in to_markdown(arabic).decode()


def test_items_hang_below_what_introduces_them(arabic: Report) -> None:
    text = to_markdown(arabic).decode()
    assert f"\n- {arabic['II.1.a'].marker.raw} {arabic['II.1.a'].text}" in text  # type: ignore[union-attr]
    child = replace(arabic["II.1.a"], id="II.1.a.i", parent="II.1.a", kind="subitem", text="deeper", marker=None)
    assert "\n  - deeper" in to_markdown(replace(arabic, segments=(*arabic.segments, child))).decode()


def test_footnotes_are_called_and_defined(english: Report) -> None:
    called = replace(english.segments[1], text="Called", notes=("fn-1",))
    note = replace(called, id="fn-1", kind="footnote", parent=called.id, text="The *note*", notes=(), marker=None)
    text = to_markdown(replace(english, segments=(english.segments[0], called, note))).decode()
    assert "Called[^fn-1]\n" in text
    assert text.endswith("[^fn-1]: The \\*note\\*\n")


def test_tables_stay_tables_whatever_their_cells_hold(english: Report) -> None:
    table = replace(english.segments[1], kind="table", rows=(("a|b", "c\nd"), ("<b>",)), text="x", marker=None)
    tokens = READER.parse(to_markdown(replace(english, segments=(table,))).decode())
    cells = [t.content for t, before in zip(tokens[1:], tokens, strict=False) if before.type in ("th_open", "td_open")]
    assert [READER.renderInline(cell) for cell in cells] == ["a|b", "c d", "&lt;b&gt;", ""]


def test_a_selection_keeps_its_order(arabic: Report) -> None:
    text = to_markdown(arabic, Selection(roles=frozenset({"recommendation"}))).decode()
    assert text.count("\n- ") == 2
    assert "##" not in text


def test_entries_of_a_table_of_contents_are_lines_of_one_paragraph(english: Report) -> None:
    text = "Contents I. *Introduction* … 1 II. Findings … 5"
    contents = replace(english.segments[0], id="contents", kind="other", marker=None, heading=None, text=text)
    page = to_markdown(replace(english, segments=(contents,))).decode()
    kinds = [token.type for token in inline(READER.parse(page))]
    assert kinds.count("hardbreak") == 1
    assert "Contents I. \\*Introduction\\* … 1\\\nII. Findings … 5\n" in page
