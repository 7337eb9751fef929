"""What became of a draft, told segment by segment and word by word, in every format."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from unodc_parse import Report, parse
from unodc_parse.align.changes import Changed, find_changes
from unodc_parse.align.changes_output import marked_words, summary, to_csv, to_html, to_jsonl
from unodc_parse.cli import main
from unodc_parse.console.changes import render_changes
from unodc_parse.console.view import Style

DRAFT = """\
I. Introduction
1. The Working Group met in Vienna in October 2017 to consider requests.
2. The Chair thanked the secretariat for the documents that it had prepared.
II. Recommendations
3. States parties should answer urgent requests within ten working days.
"""
FINAL = """\
I. Introduction
1. The Working Group met in Vienna in October 2017 to consider <b>requests.
II. Recommendations
2. States parties are encouraged to answer urgent requests within ten days.
3. The Secretariat should publish all national contact points on its website.
"""


def read(text: str) -> Report:
    return parse(text.encode(), name="version.txt")


@pytest.fixture(scope="module")
def changes() -> list[Changed]:
    return find_changes(read(DRAFT), read(FINAL))


def test_changes_are_told_in_the_order_of_the_final_version(changes: list[Changed]) -> None:
    told = [(c.changes, c.left and c.left.id, c.right and c.right.id) for c in changes if c.changes]
    assert told == [
        (("reworded",), "I.1", "I.1"),
        (("dropped",), "I.2", None),
        (("renumbered", "reworded"), "II.3", "II.2"),
        (("added",), None, "II.3"),
    ]
    assert summary(changes) == "1 added, 1 dropped, 0 moved, 1 renumbered, 2 reworded"


def test_words_that_came_and_went(changes: list[Changed]) -> None:
    words = next(c.words for c in changes if c.right is not None and c.right.id == "II.2")
    expected = "States parties [-should-] {+are encouraged to+} answer urgent requests within ten [-working-] days."
    assert marked_words(words) == expected


def test_arabic_is_compared_by_words_whatever_its_marks() -> None:
    plain, marked = "١- ينبغي للدول الأطراف أن تتعاون فيما بينها.", "١- ينبغي للدُّول الأطراف أن تتعاون فيما بينها."
    draft, final = read(plain), read(marked)
    assert [c.changes for c in find_changes(draft, final)] == [()]


def test_a_paragraph_under_another_heading_has_moved() -> None:
    final = DRAFT.replace("2. The Chair thanked the secretariat for the documents that it had prepared.\n", "")
    final += "4. The Chair thanked the secretariat for the documents that it had prepared.\n"
    moved = [c for c in find_changes(read(DRAFT), read(final)) if "moved" in c.changes]
    assert [(c.left and c.left.id, c.right and c.right.id) for c in moved] == [("I.2", "II.4")]


def test_formats(changes: list[Changed]) -> None:
    records = [json.loads(line) for line in to_jsonl(changes).splitlines()]
    assert records[1]["left"] == {"id": "I.1", "language": "en", "text": DRAFT.splitlines()[1][3:]}
    rows = list(csv.DictReader(StringIO(to_csv(changes).decode())))
    assert [row["changes"] for row in rows][-1] == "added"
    page = to_html(changes, "A → <B>").decode()
    assert "<ins>are encouraged to</ins>" in page
    assert "&lt;b&gt;requests." in page
    assert "<b>" not in page
    shown = render_changes(changes, Style(width=100, terminal=False, reshape=False))
    assert "II.3 → II.2  renumbered  reworded" in shown


def test_the_command(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name, text in (("draft.txt", DRAFT), ("final.txt", FINAL)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    words = ["diff", str(tmp_path / "draft.txt"), str(tmp_path / "final.txt")]
    assert main(words) == 0
    said = capfd.readouterr()
    assert len(said.out.splitlines()) == 4
    assert said.err.strip() == "1 added, 1 dropped, 0 moved, 1 renumbered, 2 reworded"
    assert main([*words, "--all", "-f", "jsonl", "-q"]) == 0
    assert len(capfd.readouterr().out.splitlines()) > 4
    assert main([*words, "-f", "tmx"]) == 2
    assert main(["diff", str(tmp_path / "draft.txt"), str(tmp_path / "none.txt")]) == 3
