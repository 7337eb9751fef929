"""Changes between two versions in a terminal: what happened to each segment, and in which words."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from unodc_parse.align.changes import Changed
from unodc_parse.align.changes_output import ids_of, marked_words, stretches, summary
from unodc_parse.console.messages import printable
from unodc_parse.console.terminal import isolate, to_visual, wrap
from unodc_parse.console.view import Style

_COLOURS = {"added": "green", "dropped": "red", "moved": "cyan", "renumbered": "cyan", "reworded": "yellow"}
_INDENT = 4


def render_changes(changes: Sequence[Changed], style: Style) -> str:
    """Return the changes, one after the other; words that came stand in `{+ +}`, words that went in `[- -]`."""
    page = StringIO()
    console = Console(file=page, width=style.width, force_terminal=style.terminal, no_color=None, highlight=False)
    for change in changes:
        head = Text(ids_of(change), style="bold")
        for kind in change.changes:
            head.append(f"  {kind}", style=_COLOURS[kind])
        console.print(head)
        console.print(_words(change, style))
    console.print(summary(changes))
    return page.getvalue()


def _words(change: Changed, style: Style) -> Text:
    side = change.left or change.right
    text = printable(marked_words(stretches(change)))
    width = max(20, style.width - _INDENT)
    lines = wrap(text, width, cell_len)
    if side is not None and side.direction == "rtl":
        order = to_visual if style.reshape else isolate
        return Text("\n".join(map(order, lines)), justify="right")
    return Text("\n".join(" " * _INDENT + line for line in lines))
