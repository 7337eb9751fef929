"""Properties of segmentation: total, nothing lost, and a disturbed marker disturbs only its neighbourhood."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unodc_parse import parse
from unodc_parse.language.lexicon import load
from unodc_parse.model import Damage, Line, Page, Report
from unodc_parse.segment.tree import segment_pages

GOLD = Path(__file__).resolve().parents[2] / "eval" / "gold"
#: Documents without aside such as «(تابع)», which is a flag and no text.
WHOLE = ("resolution.ar", "resolution.en")
NAMES = sorted(path.stem for path in GOLD.glob("*.txt"))
MARKER = re.compile(r"^(?:\d{1,3}\.|[٠-٩]{1,3}-|\d{1,3}-|\([a-z\u0621-\u064a]\u0640?\))\s")
#: A disturbance may reach this many segments before and after it.
NEAR = 4


@cache
def text_of(name: str) -> str:
    return (GOLD / f"{name}.txt").read_text(encoding="utf-8")


@cache
def parsed(text: str) -> Report:
    return parse(text.encode(), name="p.txt")


def body(report: Report) -> list[tuple[str, str]]:
    return [(s.id, s.text or s.heading or "") for s in report.segments]


def letters(text: str) -> Counter[str]:
    """Count letters; a tatweel is none, though Unicode has it among them: texts hold none, markers (هـ) do."""
    return Counter(c for c in text if c.isalpha() and c != "\N{ARABIC TATWEEL}")


PRINTED = st.sampled_from(
    [line for name in NAMES for line in text_of(name).splitlines() if any(map(str.isalnum, line))]
)
ANY = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\n\r\f\x00"), max_size=40)
LINE = st.builds(
    lambda text, number, damaged, bold, box: Line(
        number=number,
        text=text,
        raw=text,
        damage=(Damage.RUN_REVERSED,) if damaged else (),
        bold=bold,
        page=1 if box else None,
        bbox=box,
        column=(50.0, 40.0, 550.0, 800.0) if box else None,
        size=11.0 if box else None,
    ),
    st.one_of(PRINTED, ANY),
    st.integers(1, 60),
    st.booleans(),
    st.booleans(),
    st.one_of(st.none(), st.tuples(*[st.floats(0, 800, allow_nan=False)] * 4)),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(LINE, max_size=14), max_size=3), st.sampled_from(["ar", "en", "fr"]), st.integers(1, 12))
def test_no_lines_whatever_make_it_raise(pages: list[list[Line]], language: str, width: int) -> None:
    made = [Page(number=at, lines=tuple(lines)) for at, lines in enumerate(pages, 1)]
    segmented = segment_pages(made, load(language), beam_width=width)
    ids = [segment.id for segment in (*segmented.segments, *segmented.furniture)]
    assert len(ids) == len(set(ids))
    for segment in (*segmented.segments, *segmented.furniture):
        assert segmented.text[slice(*segment.span)] == (segment.heading or segment.text or "")


@pytest.mark.parametrize(
    "text", ["1" * 6000, "١ " * 3000, "Session " + "9" * 5000, "A/1/Add." + "1" * 5000, "- " + "ا " * 250]
)
@pytest.mark.parametrize("damaged", [False, True])
def test_numbers_of_thousands_of_digits_and_endless_lines_do_no_harm(text: str, damaged: bool) -> None:
    damage = (Damage.RUN_REVERSED,) if damaged else ()
    lines = tuple(Line(number=at, text=text, raw=text, damage=damage, calls=((0, len(text)),)) for at in (1, 2))
    segmented = segment_pages([Page(number=1, lines=lines), Page(number=2, lines=lines)], load("ar"))
    assert segmented.text
    assert parse(f"{text}\n1. {text}\n".encode(), name="r.txt").text


@settings(max_examples=40, deadline=None)
@given(st.lists(PRINTED, min_size=1, max_size=25))
def test_any_mixture_of_printed_lines_parses_with_every_letter_in_one_segment(lines: list[str]) -> None:
    report = parse("\n".join(lines).encode(), name="m.txt")
    kept: Counter[str] = Counter()
    for segment in (*report.segments, *report.furniture):
        marker = segment.marker.raw if segment.marker else ""
        kept += letters(f"{marker}{segment.heading or ''}{segment.text or ''}")
    asides = [s for s in report.segments if s.continued or s.agenda_item]
    if not asides and not report.source.damage:
        assert kept == letters("\n".join(lines))
    assert not kept - letters("\n".join(lines))


@pytest.mark.parametrize("name", WHOLE)
def test_every_letter_of_a_document_stands_in_exactly_one_segment(name: str) -> None:
    report = parsed(text_of(name))
    kept: Counter[str] = Counter()
    for segment in (*report.segments, *report.furniture):
        marker = segment.marker.raw if segment.marker else ""
        kept += letters(f"{marker}{segment.heading or ''}{segment.text or ''}")
    assert kept == letters(text_of(name))


def disturb(name: str, place: int, *, double: bool) -> tuple[str, int]:
    """Drop or double the marker of one line; return the new text and the number of that line."""
    lines = text_of(name).splitlines()
    marked = [at for at, line in enumerate(lines) if MARKER.match(line)]
    at = marked[place % len(marked)]
    marker = MARKER.match(lines[at])
    assert marker is not None
    lines[at] = f"{marker[0]}{lines[at]}" if double else lines[at][marker.end() :]
    return "\n".join(lines) + "\n", at + 1


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 200), st.booleans())
def test_a_dropped_or_doubled_marker_changes_only_its_neighbourhood(name: str, place: int, double: bool) -> None:
    text, line = disturb(name, place, double=double)
    before, after = body(parsed(text_of(name))), body(parsed(text))
    at = next(i for i, s in enumerate(parsed(text_of(name)).segments) if s.sources[0].lines[0] == line)
    head, tail = before[: max(0, at - NEAR)], before[at + 1 + NEAR :]
    assert after[: len(head)] == head, "head"
    same = [own for _, own in after[len(after) - len(tail) :]]
    assert same == [own for _, own in tail], "tail"
    numbered = [(segment_id, own) for segment_id, own in tail if not _is_counted(segment_id)]
    kept = {own: segment_id for segment_id, own in after}
    changed = [
        segment_id
        for segment_id, own in numbered
        if kept[own] != segment_id and not _in_list(segment_id, before[at][0])
    ]
    assert changed == [], "ids"


def _is_counted(segment_id: str) -> bool:
    """Tell whether an id counts unnumbered paragraphs, or second bearers: these shift when one is added."""
    return re.search(r"(?:\.|^)p\d+|~", segment_id) is not None


def _in_list(segment_id: str, disturbed: str) -> bool:
    """Tell whether a segment stands in the list that was disturbed, or below the disturbed one."""
    return segment_id.startswith((f"{disturbed}.", f"{disturbed.rpartition('.')[0]}."))
