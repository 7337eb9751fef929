"""Why a segment got its number: the readings of its marker, what each cost, which one won."""

from __future__ import annotations

from collections.abc import Iterable

from unodc_parse.explain import ReadingSeen
from unodc_parse.inspector.inspection import Shown
from unodc_parse.inspector.trees import Tree, branch, leaves

_OPEN = {"section": "section", "paragraph": "paragraph", "item": "item", "subitem": "sub-item"}


def is_weighed(shown: Shown) -> bool:
    """Tell whether a marker was weighed at the segment's first line."""
    return bool(shown.lines) and any(reading.marker for reading in shown.lines[0].readings)


def readings_tree(shown: Shown) -> Tree:
    """Return the readings of a segment's first line, the cheapest first, and how the winner won."""
    line = shown.lines[0]
    head = branch("tr", *(branch("th", name, scope="col") for name in ("read as", "marker", "cost here")))
    rows = map(_row, sorted(line.readings, key=lambda reading: reading.cost))
    table = branch("table", branch("thead", head), branch("tbody", *rows))
    return branch("div", table, branch("p", *_said(shown)))


def _row(reading: ReadingSeen) -> Tree:
    won = [branch("span", " ✓ chosen", class_="won")] if reading.chosen else []
    family = f" {(reading.family or '').replace('_', ' ')} {reading.ordinal}"
    marker = [branch("bdi", *leaves(reading.marker)), family] if reading.marker else []
    cells = (branch("td", reading.action, *won), branch("td", *marker), branch("td", f"{reading.cost:.2f}"))
    return branch("tr", *cells, class_="chosen" if reading.chosen else None)


def _said(shown: Shown) -> Iterable[Tree]:
    line = shown.lines[0]
    before = ", ".join(f"{_OPEN[name]} {value}" for name, value in line.before.items() if name in _OPEN)
    won = "nothing else was possible" if line.margin is None else f"it won by {line.margin:.1f} nats"
    return leaves(
        f"Open before: {before or 'nothing'}. Over the whole document {won}; confidence {shown.segment.confidence:.2f}."
    )
