"""Explanations as people read them in a terminal: one paragraph a line of the document, the winner marked."""

from __future__ import annotations

from collections.abc import Iterator

from unodc_parse.console.messages import printable
from unodc_parse.explain import Explanation, LineSeen, ReadingSeen, RunSeen

_MANY_RUNS = 40
_SHOWN_GLYPHS = 6


def render_explanation(explanation: Explanation) -> str:
    """Return an explanation as plain text; control characters of the document are shown as escapes."""
    head = f"{explanation.name}: {explanation.language}, read by {explanation.reader}"
    parts = [head, *("\n".join(map(printable, _line(line))) for line in explanation.lines)]
    return "\n\n".join(parts) + "\n"


def _line(line: LineSeen) -> Iterator[str]:
    where = f"page {line.page}, line {line.number}" if line.page is not None else f"line {line.number}"
    box = f", box {' '.join(f'{side:.1f}' for side in line.bbox)}" if line.bbox else ""
    yield f"{where} ({line.direction}{box})"
    yield from _as_read(line)
    yield f"  zone       {line.zone}"
    yield from _decided(line)
    if line.segment is not None:
        named = f" ({line.segment_label})" if line.segment_label and line.segment_label != line.segment else ""
        yield f"  segment    {line.segment}{named}, confidence {line.segment_confidence:.2f}"


def _as_read(line: LineSeen) -> Iterator[str]:
    """Yield what the reader saw, and how the text was repaired."""
    yield f"  as read    {line.raw}"
    for run in line.runs[:_MANY_RUNS]:
        yield f"  run        {_run(run)}"
    if len(line.runs) > _MANY_RUNS:
        yield f"  run        … {len(line.runs) - _MANY_RUNS} more"
    if line.damage:
        yield f"  damage     {', '.join(line.damage)}"
    for repair in line.repairs:
        yield f"  repair     {repair.rule}: {repair.text}"
    if line.text != line.raw:
        yield f"  text       {line.text}"
    if line.order_confidence < 1:
        yield f"  order      confidence {line.order_confidence:.2f}"


def _decided(line: LineSeen) -> Iterator[str]:
    """Yield what was decided about the line's head, and what else was possible."""
    if line.break_evidence is not None:
        looks = ("", ", perhaps a heading", ", looks like a heading")[line.heading or 0]
        yield f"  break      {line.break_evidence:+.1f} nats{looks}"
    if any(reading.marker for reading in line.readings):
        yield f"  before     {', '.join(f'{name} {value}' for name, value in line.before.items()) or 'nothing open'}"
    for reading in line.readings:
        yield f"  {'> reading' if reading.chosen else '  reading':11}{_reading(reading)}"
    if line.margin is not None:
        yield f"  margin     {line.margin:.1f} nats to the best path that decides otherwise"


def _run(run: RunSeen) -> str:
    glyphs = " ".join(f"{glyph.text or '∅'}@{glyph.x0:g}" for glyph in run.glyphs[:_SHOWN_GLYPHS])
    more = " …" if len(run.glyphs) > _SHOWN_GLYPHS else ""
    bold = " bold" if run.bold else ""
    return f"{run.text!r} {run.font} {run.size:g}{bold}, {len(run.glyphs)} glyphs: {glyphs}{more}"


def _reading(reading: ReadingSeen) -> str:
    if reading.marker is None:
        return f"{reading.action:17} {reading.cost:5.2f}"
    spelled = f", {reading.spelling:.2f} of it for its spelling" if reading.spelling else ""
    return f"{reading.action:17} {reading.cost:5.2f}  {reading.marker} {reading.family} {reading.ordinal}{spelled}"
