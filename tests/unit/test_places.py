"""Where segments stand: their boxes hold their own glyphs, no glyph is without a box, and no letter is lost.

pdfplumber reads the same pages by itself, so that neither our glyphs nor our layout judge themselves.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest

from unodc_parse import Report, Segment, parse, pipeline

SAMPLES = ("report.ar.pdf", "report.en.pdf")
_SLACK = 0.5  # points: boxes are rounded, and readers differ a little on the heights of fonts

Box = tuple[float, float, float, float]


@pytest.fixture(scope="module", params=SAMPLES)
def sample(request: pytest.FixtureRequest, root: Path) -> Path:
    return root / "samples" / str(request.param)


@pytest.fixture(scope="module")
def report(sample: Path) -> Report:
    return parse(sample)


def letters(text: str) -> Counter[str]:
    """Count letters and digits; ligatures and presentation forms as what they stand for."""
    folded = unicodedata.normalize("NFKC", text).replace("\N{ARABIC TATWEEL}", "")
    return Counter(char for char in folded if char.isalnum())


def printed(segment: Segment) -> Counter[str]:
    """Count what is printed of a segment: marker, heading, text."""
    marker = segment.marker.raw if segment.marker else ""
    return letters(f"{marker} {segment.heading or ''} {segment.text or ''}")


def is_arabic(char: str) -> bool:
    return "\u0600" <= char <= "\u06ff"


def boxes_by_page(segments: tuple[Segment, ...]) -> dict[int, list[Box]]:
    found: dict[int, list[Box]] = {}
    for segment in segments:
        for source in segment.sources:
            assert source.page is not None
            assert source.bbox is not None
            found.setdefault(source.page, []).append(source.bbox)
    return found


def holds(box: Box, x: float, y: float) -> bool:
    return box[0] - _SLACK <= x <= box[2] + _SLACK and box[1] - _SLACK <= y <= box[3] + _SLACK


def test_every_glyph_stands_in_the_box_of_a_segment(sample: Path, report: Report) -> None:
    boxes = boxes_by_page((*report.segments, *report.furniture))
    with pdfplumber.open(sample) as document:
        homeless = [
            (page.page_number, char["text"])
            for page in document.pages
            for char in page.chars
            if char["text"].strip() and not any(holds(box, *centre(char)) for box in boxes[page.page_number])
        ]
    assert homeless == []


def test_the_boxes_of_a_segment_hold_its_letters_and_no_others(sample: Path, report: Report) -> None:
    with pdfplumber.open(sample) as document:
        pages = {page.page_number: page.chars for page in document.pages}
    for segment in report.segments:
        inside = Counter[str]()
        for source in segment.sources:
            assert source.page is not None
            assert source.bbox is not None
            box = source.bbox
            inside += letters("".join(c["text"] for c in pages[source.page] if holds(box, *centre(c))))
        wanted = printed(segment)
        assert wanted - inside == Counter(), segment.id
        more = inside - wanted  # the calls of notes stand in a field of their own
        if segment.direction == "rtl":  # pdfplumber says codes and Latin letters for marks
            more = Counter({char: n for char, n in more.items() if is_arabic(char)})
        assert more.total() <= 2 * len(segment.notes), segment.id
        assert all(char.isdigit() for char in more), segment.id


def test_no_letter_of_the_page_is_lost(sample: Path, report: Report) -> None:
    wanted = letters("".join(line.text for page in pipeline.read(sample).pages for line in page.lines))
    found = letters(report.text)
    assert found - wanted == Counter()
    assert all(char.isdigit() for char in wanted - found)
    assert (wanted - found).total() <= 2 * sum(len(s.notes) for s in report.segments)


def centre(char: dict[str, float]) -> tuple[float, float]:
    return (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
