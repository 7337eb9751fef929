"""Doubtful lines and questions fit the terminal, however narrow, and no choice is divided."""

from __future__ import annotations

import re

import pytest
from msgspec import structs
from rich.cells import cell_len

from unodc_parse.arabic.candidates import Candidate
from unodc_parse.arabic.overrides import Override
from unodc_parse.console.review import END, HELP, NARROWEST, asked, render_doubt, said
from unodc_parse.console.view import Style
from unodc_parse.model import Damage
from unodc_parse.reviewing import LineRecord

WORDS = "ينبغي للدول الأطراف أن تقدّم تقاريرها (الفقرة ١٢) إلى الأمانة العامة في أقرب وقت ممكن بعد انتهاء الدورة"
RECORD = LineRecord(
    line=1234,
    status="repaired_low",
    confidence=0.82,
    damage=(Damage.RUN_REVERSED, Damage.PRESENTATION_FORMS, Damage.MIRRORED_BRACKETS),
    raw=WORDS,
    text=WORDS,
    steps=(),
    chosen=False,
    candidates=(Candidate(text=WORDS, probability=1.0), Candidate(text="كلمة", probability=0.0)),
)


def cells(row: str) -> int:
    """Return how many cells a row takes in a terminal, in which isolates take none."""
    return cell_len(re.sub("[\u2066-\u2069]", "", row))


@pytest.mark.parametrize("width", [NARROWEST, 32, 40, 50, 60, 80, 120])
@pytest.mark.parametrize(("terminal", "reshape"), [(True, False), (True, True), (False, False), (False, True)])
def test_a_doubtful_line_fits(width: int, terminal: bool, reshape: bool) -> None:
    style = Style(width=width, terminal=terminal, reshape=reshape)
    shown = render_doubt(RECORD, 5678, style, Override(line=1234, raw=WORDS, text=WORDS))
    assert max(map(cells, shown.splitlines())) < width
    if not reshape:
        names = r"[\u2066-\u2069]|^(raw|  1 100%|now)"
        assert WORDS in " ".join(re.sub(names, "", shown, flags=re.MULTILINE).split())


@pytest.mark.parametrize(
    ("shares", "bad"), [((0.011, 0.011, 0.01), True), ((0.1, 0.1, 0.1), True), ((0.2, 0.02, 0.02), False), ((), False)]
)
def test_readings_of_which_none_is_likely_are_told_as_bad_ones(shares: tuple[float, ...], bad: bool) -> None:
    """Three readings with one percent each look as good as each other, and so as if one of them were good."""
    some = tuple(Candidate(text=WORDS, probability=share) for share in shares)
    shown = render_doubt(structs.replace(RECORD, candidates=some), 5678, Style(width=80))
    assert ("none of these readings is likely" in shown) is bad


@pytest.mark.parametrize("width", [NARROWEST, 32, 40, 50, 60, 80, 120])
@pytest.mark.parametrize("question", [HELP, END])
def test_a_question_fits_with_its_answer_and_no_choice_is_divided(width: int, question: str) -> None:
    shown = asked(question, Style(width=width))
    rows = shown.splitlines()
    assert max(map(cells, rows)) < width
    assert cells(rows[-1]) + len("r") < width
    assert re.split(r" · |\n", shown.removesuffix(" > ")) == question.split(" · ") or width < 40


def test_a_name_of_a_file_is_not_divided() -> None:
    path = "/some/folder/of-many/reports/damaged.txt.overrides.yaml"
    assert path in said(f"{path}: 1 chosen; 2 lines still in doubt", Style(width=40)).splitlines()[0]


@pytest.mark.parametrize("width", range(NARROWEST, 70))
@pytest.mark.parametrize(
    "name", ["a b.txt", "my reports/draft of 2017.txt", "\u62a5\u544a \u8349\u7a3f.txt", "a\u00a0b c.txt"]
)
def test_what_is_said_breaks_at_spaces_and_in_no_name_that_fits(width: int, name: str) -> None:
    text = f"{name}: repairing, and looking for other readings of what stays in doubt … {name}: 1 chosen"
    rows = said(text, Style(width=width), name).split("\n")
    assert " ".join(rows) == text
    assert max(map(cells, rows)) < width
    assert sum(f"{name}:" in row for row in rows) == 2 or cells(f"{name}:") >= width


def test_a_line_stands_between_its_neighbours() -> None:
    shown = render_doubt(RECORD, 5678, Style(width=120), around=("ما قبله", "ما بعده")).splitlines()
    labels = [row[:9].strip() for row in shown]
    assert [label for label in labels[1:] if label] == ["...", "raw", "1 100%", "2   0%", "..."]
    assert shown[labels.index("...")] == "...       ما قبله"
    assert shown[-1] == "...       ما بعده"
