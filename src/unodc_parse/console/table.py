"""Rows of an answer as a table for people."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from io import StringIO
from shutil import get_terminal_size

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from unodc_parse.console.messages import printable
from unodc_parse.console.terminal import POP_ISOLATE

FIRST_STRONG_ISOLATE = "\N{FIRST STRONG ISOLATE}"

_WIDTH = 120
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def render_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table as wide as the terminal, numbers to the right, with the number of rows below it."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for position, column in enumerate(columns):
        numbers = bool(rows) and all(isinstance(row[position], int | float | None) for row in rows)
        table.add_column(Text(printable(column)), justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    width = get_terminal_size((_WIDTH, 40)).columns if sys.stdout is not None and sys.stdout.isatty() else _WIDTH
    page = StringIO()
    console = Console(file=page, width=width, color_system=None)
    console.print(table)
    console.print(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}")
    return page.getvalue()


def _cell(value: object) -> str:
    """Return a value for people: nothing for null, lists with commas, text apart from its neighbours' direction."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_cell(item) for item in value)
    text = printable(str(value))
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if _RIGHT_TO_LEFT.search(text) else text
