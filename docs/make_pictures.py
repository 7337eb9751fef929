"""Draw the terminal view of the samples as SVG: `docs/view.svg` (Arabic) and `docs/view.en.svg`.

    python docs/make_pictures.py

A browser orders and joins Arabic letters itself, so the pictures hold logical text. rich gives every piece of text a
fixed length from its left end, one cell a code point; Arabic letters join and marks take no cell, so Arabic would be
torn apart: it is set from the right end of its cells instead, as one right-to-left text without a length, and not
clipped to its line, which would cut the dots below its letters.
"""

from __future__ import annotations

import os
import re
import sys
from html import unescape
from io import StringIO
from itertools import islice
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console

from unodc_parse import Report, parse
from unodc_parse.console.view import Style, view_lines
from unodc_parse.export.records import Selection

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 96
CELL = 12.2  # width of a cell in rich's pictures
LINES = 40
FONTS = "'DejaVu Sans Mono','Noto Sans Mono',Menlo,Consolas,monospace"
ARABIC_FONTS = "'Noto Naskh Arabic','Geeza Pro','Segoe UI',Tahoma,'DejaVu Sans Mono',sans-serif"

_TEXT = re.compile(
    r'<text class="([^"]+)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+" clip-path="[^"]+">(.*?)</text>'
)
#: All pieces of one line.
_LINE = re.compile(rf"(?:{_TEXT.pattern.replace('(', '(?:')})+")
ISOLATE, END = "\u2067", "\u2069"


def picture(report: Report, title: str) -> str:
    """Return the head of the report's view as SVG."""
    console = Console(file=StringIO(), record=True, width=WIDTH, force_terminal=True, color_system="truecolor")
    style = Style(width=WIDTH, terminal=True)
    for line in islice(view_lines(report, Selection(), style), LINES):
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
    return with_arabic(console.export_svg(title=title, unique_id="view"))


def with_arabic(svg: str) -> str:
    """Set every piece of Arabic from its right end, as a reader would."""
    local = re.sub(r"@font-face \{.*?\}\n", "", svg, flags=re.DOTALL).replace("Fira Code,monospace", FONTS)
    local = local.replace("font-family: Fira Code", f"font-family: {FONTS}")
    return _LINE.sub(lambda line: _with_arabic_whole(_TEXT.findall(line[0])) or line[0], local)


def _with_arabic_whole(pieces: list[tuple[str, str, str, str]]) -> str | None:
    """Return a line with its right-to-left part as one text, so that its colours do not tear it apart."""
    first = next((at for at, piece in enumerate(pieces) if ISOLATE in piece[3]), None)
    if first is None:
        return None
    last = next(at for at, piece in enumerate(pieces) if at >= first and END in piece[3])
    _, x, y, text = pieces[last]
    right = float(x) + CELL * cell_len(unescape(text.partition(END)[0]))
    spans, end = "", 0.0
    for style, at, _, piece in pieces[first : last + 1]:
        inside = piece.rpartition(ISOLATE)[2].partition(END)[0]
        gap = "&#160;" * round((float(at) - end) / CELL) if spans else ""  # rich draws no white space
        spans += f'{gap}<tspan class="{style}">{inside}</tspan>' if inside else ""
        end = float(at) + CELL * cell_len(unescape(piece))
    arabic = (
        f'<text x="{right:.1f}" y="{y}" direction="rtl" unicode-bidi="embed" text-anchor="start" '
        f'style="font-family:{ARABIC_FONTS}">{spans}</text>'
    )
    return "".join(map(_as_it_was, pieces[:first])) + arabic + "".join(map(_as_it_was, pieces[last + 1 :]))


def _as_it_was(piece: tuple[str, str, str, str]) -> str:
    style, x, y, text = piece
    return f'<text class="{style}" x="{x}" y="{y}" textLength="{CELL * cell_len(unescape(text)):.1f}">{text}</text>'


def main() -> int:
    """Write both pictures."""
    os.environ.pop("NO_COLOR", None)
    for language, name in (("ar", "view.svg"), ("en", "view.en.svg")):
        report = parse(ROOT / "samples" / f"report.{language}.pdf")
        svg = picture(report, f"unodc-parse report.{language}.pdf")
        (ROOT / "docs" / name).write_text(svg, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
