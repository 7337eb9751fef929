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
#: Cells that a reading has at the least: in narrower terminals the gutter alone would be left.
NARROWEST: Final = _GUTTER + 16
#: Readings of which none has so much of the probability are told as bad ones.
_LIKELY: Final = 0.2
#: Cells for an answer behind its question.
_ANSWER: Final = 4
#: Stands for a space that is no place to break a line; `printable` text has no such character.
_HELD: Final = "\1"
HELP: Final = "1 2 3 and Enter: take this reading · r: raw · e: edit · Enter alone: next · b: back · q: stop"
END: Final = "that was the last one · Enter: done · b: back"


def render_doubt(
    record: LineRecord, count: int, style: Style, chosen: Override | None = None, around: tuple[str, str] = ("", "")
) -> str:
    """Return one doubtful line: as it stands in the file, its candidates, the best first, and what was chosen.

    It stands between the lines `around` it, which it may go on from, or go on in.
    """
    before, behind = ([*_row("...", text, "", style)] if text else [] for text in around)
    kinds = ", ".join(kind.value for kind in record.damage) or "unknown damage"
    head = f"line {record.line} of {count}: {kinds}, confidence {record.confidence:.2f}"
    rows = [said(head, style), *before, *_row("raw", record.raw, "", style)]
    for number, candidate in enumerate(record.candidates or (), 1):
        rows += _row(str(number), candidate.text, f"{candidate.probability:.0%}", style)
    rows += behind
    if record.candidates and max(candidate.probability for candidate in record.candidates) < _LIKELY:
        rows.append(said("none of these readings is likely: compare with the source", style))
    if chosen is not None:
        rows += _row("now", chosen.text, "", style)
    return "".join(f"{row}\n" for row in rows)


def reshaped(text: str, style: Style) -> str:
    """Return the lines of a text joined and ordered here, from the right, each in as many rows as it needs."""
    lines = text.removesuffix("\n").split("\n")
    rows = (row for line in lines for row in wrap(printable(line.expandtabs()), style.width - 1, cell_len) or [""])
    return "".join(f"{_set(row, style.width - 1, style)}\n" if row else "\n" for row in rows)


def said(text: str, style: Style, name: str = "") -> str:
    r"""Return words of the program in lines that fit, broken at spaces; the `name` of a file stays whole where it can.

    A word longer than a line is left to the terminal, so that a name is copied from there as it is.

    >>> said("my notes/a b.txt: 3 lines in doubt", Style(width=19), "my notes/a b.txt")
    'my notes/a b.txt:\n3 lines in doubt'
    >>> said("my notes/a b.txt: 3 lines", Style(width=12), "my notes/a b.txt")
    'my notes/a\nb.txt: 3\nlines'
    """
    width, rows = style.width - 1, [""]
    held = name.replace(" ", _HELD) if cell_len(f"{name}:") <= width else name
    for part in text.replace(name, held).split(" "):
        word = part.replace(_HELD, " ")
        row = f"{rows[-1]} {word}" if rows[-1] else word
        rows[-1:] = [row] if not rows[-1] or cell_len(row) <= width else [rows[-1], word]
    return "\n".join(rows)


def asked(question: str, style: Style) -> str:
    r"""Return a question, and the mark behind which its answer is typed, in lines that fit; no choice is divided.

    >>> asked("r: raw · e: edit", Style(width=18))
    'r: raw\ne: edit > '
    """
    rows = [""]
    for choice in question.split(" · "):
        row = f"{rows[-1]} · {choice}" if rows[-1] else choice
        if rows[-1] and cell_len(row) + _ANSWER + 2 > style.width:
            rows.append(choice)
        else:
            rows[-1] = row
    return "\n".join(said(row, style) for row in rows) + " > "


def _row(name: str, text: str, share: str, style: Style) -> Iterator[str]:
    """Yield a reading in lines that fit."""
    width = style.width - _GUTTER - 2  # a space behind the gutter; the last cell would make some terminals wrap
    for number, line in enumerate(wrap(printable(text), width, cell_len) or [""]):
        label = f"{name:>3} {share:>4}" if not number else ""
        yield f"{label:{_GUTTER}} {_set(line, width, style)}".rstrip()


def _set(line: str, width: int, style: Style) -> str:
    if style.reshape:
        visual = to_visual(line)
        return " " * max(0, width - cell_len(visual)) + visual
    return isolate(line) if style.terminal else line
