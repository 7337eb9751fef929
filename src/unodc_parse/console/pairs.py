"""Pairs side by side in a terminal: the left version on the left, the right one on the right."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from unodc_parse.align.pairs import Pair, Side
from unodc_parse.align.tables import show_difference
from unodc_parse.console.messages import printable
from unodc_parse.console.overview import DOUBTFUL
from unodc_parse.console.terminal import isolate, to_visual, wrap
from unodc_parse.console.view import Style
from unodc_parse.language.leaders import entries_of

_RIGHT_TO_LEFT = frozenset({"ar"})
_HOW = 24
_LEAST = 20


def render_pairs(pairs: Sequence[Pair], style: Style) -> str:
    """Return the pairs as a table with both texts, how they were paired, and where they differ."""
    width = max(_LEAST, (style.width - _HOW - 8) // 2)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_lines=True)
    for title, size in (("left", width), ("right", width), ("how", _HOW)):
        table.add_column(title, width=size, overflow="fold")
    for pair in pairs:
        table.add_row(_cell(pair.left, width, style), _cell(pair.right, width, style), _how(pair))
    page = StringIO()
    console = Console(file=page, width=style.width, force_terminal=style.terminal, no_color=None)
    console.print(table)
    alone = sum(pair.left is None or pair.right is None for pair in pairs)
    differ = sum(bool(pair.differences) for pair in pairs)
    console.print(f"{len(pairs):,} pairs; {alone:,} with one half missing, {differ:,} that differ")
    return page.getvalue()


def _cell(side: Side | None, width: int, style: Style) -> Text:
    if side is None:
        return Text("(missing)", style="yellow")
    head = Text(f"{side.id}\n", style="dim")
    entries = entries_of(side.text) if side.id == "contents" else [side.text]
    if side.language not in _RIGHT_TO_LEFT:
        return head + Text("\n".join(map(printable, entries)))
    order = to_visual if style.reshape else isolate
    lines = [line.rstrip() for entry in entries for line in wrap(printable(entry), width - 2, cell_len)]
    return head + Text("\n".join(" " * (width - 2 - cell_len(line)) + order(line) for line in lines))


def _how(pair: Pair) -> Text:
    doubt = "yellow" if pair.confidence < DOUBTFUL else ""
    shown = Text(f"{pair.method} {pair.confidence:.2f}", style=doubt)
    for found in pair.differences:
        shown.append(f"\n{printable(show_difference(found))}", style="bold red")
    return shown
