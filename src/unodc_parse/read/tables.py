"""Tables of a page, once its lines are settled: the texts of their cells in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from unodc_parse.language.symbols import is_broken_symbol
from unodc_parse.model import Line, Table
from unodc_parse.read.grids import Grid
from unodc_parse.read.layout import Draft


def tables_of(drafts: Sequence[Draft], lines: Sequence[Line]) -> tuple[Table, ...]:
    """Return the tables of a page; `lines` are what its drafts became.

    A cell that reaches across others leaves their texts empty.
    """
    grids: dict[int, Grid] = {}
    cells: dict[tuple[int, int, int], list[Line]] = {}
    rightmost_first: dict[int, int] = {}
    for draft, line in zip(drafts, lines, strict=True):
        if draft.cell is not None:
            key = id(draft.cell.grid)
            grids[key] = draft.cell.grid
            cells.setdefault((key, draft.cell.row, draft.cell.column), []).append(line)
            rightmost_first[key] = rightmost_first.get(key, 0) + (1 if line.direction == "rtl" else -1)
    page = lines[0].page if lines else None
    return tuple(
        Table(
            page=page or 1,
            bbox=(round(grid.bbox[0], 2), round(grid.bbox[1], 2), round(grid.bbox[2], 2), round(grid.bbox[3], 2)),
            rows=tuple(
                tuple(
                    _joined(cells.get((key, row, column), ()))
                    for column in (reversed(range(len(spans))) if rightmost_first[key] > 0 else range(len(spans)))
                )
                for row, spans in enumerate(grid.rows)
            ),
        )
        for key, grid in grids.items()
    )


def _joined(lines: Sequence[Line]) -> str:
    """Join the lines of a cell; after a slash, or within a word or a symbol, the next goes on without a space."""
    joined = ""
    goes_on = True
    for line in lines:
        text = line.text.rstrip("\N{SOFT HYPHEN}")
        joined += text if goes_on or is_broken_symbol(joined, text) else f" {text}"
        goes_on = joined.endswith("/") or line.text.endswith("\N{SOFT HYPHEN}")
    return joined
