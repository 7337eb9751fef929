"""Explanations as people read them in a terminal: one paragraph a line of the document, the winner marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from unodc_parse.arabic.chardata import RTL_LETTER
from unodc_parse.console.messages import printable
from unodc_parse.console.table import FIRST_STRONG_ISOLATE
from unodc_parse.console.terminal import POP_ISOLATE, to_visual
from unodc_parse.explain import Explanation, LineSeen, ReadingSeen, RepairSeen, RunSeen

_MANY_RUNS = 40
_SHOWN_GLYPHS = 6

#: What makes a text of the document safe, and readable among words of English.
Show = Callable[[str], str]


def render_explanation(explanation: Explanation, *, terminal: bool = False, reshape: bool = False) -> str:
    """Return an explanation as text; control characters of the document are shown as escapes.

    On a `terminal` Arabic is kept apart from the English around it; with `reshape` it is ordered and joined here.
    """
    show = _reshaped if reshape else _isolated if terminal else printable
    head = printable(f"{explanation.name}: {explanation.language}, read by {explanation.reader}")
    return "\n\n".join([head, *("\n".join(_line(line, show)) for line in explanation.lines)]) + "\n"


def _isolated(text: str) -> str:
    safe = printable(text)
    return f"{FIRST_STRONG_ISOLATE}{safe}{POP_ISOLATE}" if RTL_LETTER.search(safe) else safe


def _reshaped(text: str) -> str:
    safe = printable(text)
    return to_visual(safe) if RTL_LETTER.search(safe) else safe


def _line(line: LineSeen, show: Show) -> Iterator[str]:
    where = f"page {line.page}, line {line.number}" if line.page is not None else f"line {line.number}"
    box = f", box {' '.join(f'{side:.1f}' for side in line.bbox)}" if line.bbox else ""
    yield f"{where} ({line.direction}{box})"
    yield from _as_read(line, show)
    yield f"  zone       {line.zone}"
    yield from _decided(line, show)
    if line.segment is not None:
        label = line.segment_label
        named = f" ({show(label)})" if label and label != line.segment else ""
        yield f"  segment    {printable(line.segment)}{named}, confidence {line.segment_confidence:.2f}"


def _as_read(line: LineSeen, show: Show) -> Iterator[str]:
    """Yield what the reader saw, and how the text was repaired."""
    yield f"  as read    {show(line.raw)}"
    for run in line.runs[:_MANY_RUNS]:
        yield f"  run        {_run(run, show)}"
    if len(line.runs) > _MANY_RUNS:
        yield f"  run        … {len(line.runs) - _MANY_RUNS} more"
    if line.damage:
        yield f"  damage     {', '.join(line.damage)}"
    before = line.raw
    for repair in line.repairs:
        yield f"  repair     {repair.rule}: {show(repair.text)}"
        yield from _moved(before, repair, show)
        before = repair.text
    if line.text != line.raw:
        yield f"  text       {show(line.text)}"
    if line.order_confidence < 1:
        yield f"  order      confidence {line.order_confidence:.2f}"


def _moved(before: str, repair: RepairSeen, show: Show) -> Iterator[str]:
    """Yield the runs that a step moved, in the order in which they stood, each with the number of its new place."""
    spans = [piece for piece in repair.pieces if not isinstance(piece, str) and before[piece[0] : piece[1]].strip()]
    if spans == sorted(spans):
        return
    stood = sorted(enumerate(spans, 1), key=lambda numbered: numbered[1])
    yield f"  moved      {'  '.join(f'{number} {show(before[start:end].strip())}' for number, (start, end) in stood)}"


def _decided(line: LineSeen, show: Show) -> Iterator[str]:
    """Yield what was decided about the line's head, and what else was possible."""
    if line.break_evidence is not None:
        looks = ("", ", perhaps a heading", ", looks like a heading")[line.heading or 0]
        yield f"  break      {line.break_evidence:+.1f} nats{looks}"
    if any(reading.marker for reading in line.readings):
        before = ", ".join(f"{name} {value}" for name, value in line.before.items())
        yield f"  before     {show(before) or 'nothing open'}"
    for reading in line.readings:
        yield f"  {'> reading' if reading.chosen else '  reading':11}{_reading(reading, show)}"
    if line.margin is not None:
        yield f"  margin     {line.margin:.1f} nats to the best path that decides otherwise"


def _run(run: RunSeen, show: Show) -> str:
    glyphs = " ".join(f"{show(glyph.text) or '∅'}@{glyph.x0:g}" for glyph in run.glyphs[:_SHOWN_GLYPHS])
    more = " …" if len(run.glyphs) > _SHOWN_GLYPHS else ""
    bold = " bold" if run.bold else ""
    font = printable(run.font)
    return f"'{show(run.text)}' {font} {run.size:g}{bold}, {len(run.glyphs)} glyphs: {glyphs}{more}"


def _reading(reading: ReadingSeen, show: Show) -> str:
    if reading.marker is None:
        return f"{reading.action:17} {reading.cost:5.2f}"
    spelled = f", {reading.spelling:.2f} of it for its spelling" if reading.spelling else ""
    marker = show(reading.marker)
    return f"{reading.action:17} {reading.cost:5.2f}  {marker} {reading.family} {reading.ordinal}{spelled}"
