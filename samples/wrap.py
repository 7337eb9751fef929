"""An excerpt of the report as lines of plain text, the way a reader of PDF text hands it over."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from source import CALL, Source

#: Characters of a line, vowel marks counted, as in text taken from an A4 page.
WIDTH = 95
#: A blank line comes after so many lines, in mid-sentence too: extraction leaves them where a text frame ends.
FRAME = 3


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line; `marker` is the label that opens it, `last` says that its block ends here."""

    text: str
    marker: str = ""
    last: bool = False


def excerpt_lines(source: Source, sections: tuple[str, ...]) -> list[TextLine]:
    """Return the masthead's lines in the report's language and the named sections, wrapped, with blank lines."""
    head = source.masthead
    lines: list[TextLine] = []
    for text in (head.body, *head.meeting):
        lines += _wrapped("", text)
    lines += [TextLine(""), *_wrapped("", head.title), TextLine("")]
    inside = False
    for block in source.blocks:
        if block.kind == "section":
            inside = block.marker in sections
        if not inside:
            continue
        if block.kind in ("section", "subsection"):
            lines.append(TextLine(""))
        rows = list(_wrapped(block.marker, CALL.sub("", block.text)))
        for start in range(0, len(rows), FRAME):
            lines += [*([TextLine("")] if start else []), *rows[start : start + FRAME]]
    return lines


def _wrapped(marker: str, text: str) -> Iterator[TextLine]:
    rows = textwrap.wrap(f"{marker} {text}".strip(), WIDTH, break_long_words=False, break_on_hyphens=False)
    for place, row in enumerate(rows, start=1):
        yield TextLine(row, marker if place == 1 else "", last=place == len(rows))
