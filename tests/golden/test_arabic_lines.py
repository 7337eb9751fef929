"""Arabic lines with numbers, symbols and brackets, from a PDF of ours: printed by UAX #9, read as they were written."""

from __future__ import annotations

from bidi import get_display
from tests.unit.read.pdf_maker import arabic_font, pdf

from unodc_parse.options import Options
from unodc_parse.read.pdf import read_pdf

LINES = (
    "قراره S/RES/1373 (2001) وقراره S/RES/2396 (2017).",
    "انظر الوثيقة A/79/6 (Sect. 16) والمرفق.",
    "في الفترة 2019-2021 بنسبة 17.6% من المجموع.",
    "2020-2024",
    "28.5%",
)


def printed(lines: tuple[str, ...]) -> bytes:
    """Make a PDF of one page with these lines, each glyph of one width."""
    codes = dict(enumerate(sorted(set("".join(lines))), 1))
    numbers = {char: f"{code:04x}" for code, char in codes.items()}
    font, extra = arabic_font(codes, dict.fromkeys(codes, 500))
    shown = []
    for at, line in enumerate(lines):
        glyphs = "".join(numbers[char] for char in get_display(line, base_dir="R"))
        shown.append(f"1 0 0 1 {500 - 6 * len(line)} {700 - 20 * at} Tm <{glyphs}> Tj")
    return pdf([f"BT /F1 12 Tf {' '.join(shown)} ET"], fonts=font, extra=extra)


def test_lines_are_read_as_they_were_written() -> None:
    (page,) = read_pdf(printed(LINES), Options(), name="lines.pdf").pages
    assert tuple(line.text for line in page.lines) == LINES
