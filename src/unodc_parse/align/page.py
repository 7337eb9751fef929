"""Pairs as a page to read: both versions side by side, each in its own direction. Self-contained, no scripts."""

from __future__ import annotations

from collections.abc import Sequence

from unodc_parse.align.pairs import Pair, Side
from unodc_parse.align.tables import show_difference
from unodc_parse.export.html import Frame, escape_text, show_text, to_page
from unodc_parse.language.leaders import entries_of

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
_DOUBTFUL = 0.9


def to_html(pairs: Sequence[Pair], title: str) -> bytes:
    """Return one HTML page; pairs in doubt, and what the versions disagree in, are marked."""
    rows = "".join(_row(pair) for pair in pairs)
    body = (
        f"<h1><bdi>{show_text(title)}</bdi></h1>\n<p>{_summary(pairs)}</p>\n"
        "<table>\n<thead><tr><th scope=col>left</th><th scope=col>right</th><th scope=col>how</th></tr></thead>\n"
        f"<tbody>\n{rows}</tbody>\n</table>"
    )
    return to_page(Frame(title=title, body=body, styles=("look.css", "pairs.css")))


def _row(pair: Pair) -> str:
    differences = "".join(f"<li><bdi>{show_text(show_difference(found))}</bdi></li>" for found in pair.differences)
    marks = ["doubtful"] * (pair.confidence < _DOUBTFUL) + ["differs"] * bool(pair.differences)
    marks += ["alone"] * (pair.left is None or pair.right is None)
    marks += ["contents"] * any(side is not None and side.id == "contents" for side in (pair.left, pair.right))
    how = f"{pair.method} {pair.confidence:.2f}" + (f"<ul>{differences}</ul>" if differences else "")
    return f'<tr class="{" ".join(marks)}">{_cell(pair.left)}{_cell(pair.right)}<td class=how>{how}</td></tr>\n'


def _cell(side: Side | None) -> str:
    if side is None:
        return "<td class=missing>missing</td>"
    direction = "rtl" if side.language in _RIGHT_TO_LEFT else "ltr"
    label = f"<span class=id dir=ltr>{show_text(side.id)}</span>"
    entries = entries_of(side.text) if side.id == "contents" else [side.text]
    text = "<br>".join(map(show_text, entries))
    return f'<td lang="{escape_text(side.language)}" dir={direction}>{label} <bdi>{text}</bdi></td>'


def _summary(pairs: Sequence[Pair]) -> str:
    alone = sum(pair.left is None or pair.right is None for pair in pairs)
    differ = sum(bool(pair.differences) for pair in pairs)
    doubtful = sum(pair.confidence < _DOUBTFUL for pair in pairs)
    return f"{len(pairs):,} pairs; {alone:,} with one half missing, {differ:,} that differ, {doubtful:,} in doubt."
