"""Doubtful lines with the readings to choose from, as people see them in a terminal, with bidi and without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len

from unodc_parse.arabic.overrides import Override
from unodc_parse.console.messages import printable
from unodc_parse.console.terminal import isolate, to_visual, wrap
from unodc_parse.console.view import Style
from unodc_parse.reviewing import LineRecord

_GUTTER: Final = 9
HELP: Final = "1 2 3: take this reading · r: raw · e: edit · Enter: next · b: back · q: stop"
END: Final = "that was the last one · Enter: done · b: back"


def render_doubt(record: LineRecord, count: int, style: Style, chosen: Override | None = None) -> str:
    """Return one doubtful line: as it stands in the file, its candidates, the best first, and what was chosen."""
    kinds = ", ".join(kind.value for kind in record.damage) or "unknown damage"
    head = f"line {record.line} of {count}: {kinds}, confidence {record.confidence:.2f}"
    rows = [*_row("raw", record.raw, "", style)]
    for number, candidate in enumerate(record.candidates or (), 1):
        rows += _row(str(number), candidate.text, f"{candidate.probability:.0%}", style)
    if chosen is not None:
        rows += _row("now", chosen.text, "", style)
    return "".join(f"{row}\n" for row in (head, *rows))


def _row(name: str, text: str, share: str, style: Style) -> Iterator[str]:
    """Yield a reading in lines that fit."""
    width = style.width - _GUTTER
    for number, line in enumerate(wrap(printable(text), width, cell_len) or [""]):
        label = f"{name:>3} {share:>4}" if not number else ""
        yield f"{label:{_GUTTER}} {_set(line, width - 1, style)}".rstrip()


def _set(line: str, width: int, style: Style) -> str:
    if style.reshape:
        visual = to_visual(line)
        return " " * max(0, width - cell_len(visual)) + visual
    return isolate(line) if style.terminal else line
