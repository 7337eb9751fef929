"""Pairs in a terminal: each language on its own side of its column."""

from __future__ import annotations

from unodc_parse.align.pairs import Pair, Side
from unodc_parse.console.pairs import render_pairs
from unodc_parse.console.view import view_style


def test_entries_of_a_table_of_contents_stand_one_below_the_other() -> None:
    side = Side(id="contents", language="en", text="Contents I. Introduction … 1 II. Findings … 5")
    pair = Pair(left=side, right=None, method="text", confidence=0.9)
    lines = render_pairs([pair], view_style(to_file=True, reshape=False)).splitlines()
    assert any(line.strip() == "II. Findings … 5" for line in lines)


def test_arabic_lines_end_at_the_right_of_their_column() -> None:
    words = "ينبغي للدول الأطراف أن تعيّن سلطات مركزية وأن تبلغ الأمانة بأيّ تغيير يطرأ على بياناتها"
    pair = Pair(
        left=Side(id="1", language="ar", text=words),
        right=Side(id="1", language="en", text="States parties should designate central authorities"),
        method="label",
        confidence=0.99,
    )
    shown = render_pairs([pair], view_style(to_file=True, reshape=False)).splitlines()
    arabic = [line.split("\N{POP DIRECTIONAL ISOLATE}")[0] for line in shown if "\N{POP DIRECTIONAL ISOLATE}" in line]
    assert len(arabic) > 1
    assert any(line.startswith("   ") for line in arabic), "the last, short line does not begin at the left"
