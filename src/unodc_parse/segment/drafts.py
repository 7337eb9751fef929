"""Drafts: segments with text, sources and confidence, whose span in the canonical text is not known yet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import UNSET, UnsetType

from unodc_parse.language.leaders import fold_leaders
from unodc_parse.language.lexicon import Lexicon, contains_phrase, fold
from unodc_parse.model import Damage, Line, Marker, RepairNote, Segment, Source, union
from unodc_parse.segment.blocks import Joined, join_lines, unbroken_cell, vocabulary
from unodc_parse.segment.calls import Call, confirm_calls
from unodc_parse.segment.footnotes import Note, group_footnotes
from unodc_parse.segment.headings import read_heading, scattered_items
from unodc_parse.segment.markers import Reading, printed_marker
from unodc_parse.segment.outline import Node
from unodc_parse.segment.scattered import is_remnant, is_scattered
from unodc_parse.segment.symbol_notes import key_of
from unodc_parse.segment.tables import Rows
from unodc_parse.segment.zones import ZonedLine
from unodc_parse.values import Value

#: A rejected or accepted marker with this margin (nats) is as good as certain.
_SURE: Final = 6.0


#: Stands for a line that nothing asks for any more.
_RELEASED: Final = Line(number=0, text="", raw="")


class Sheet(Value, frozen=True):
    """What the stages after zoning share of a document."""

    zoned: list[ZonedLine]
    lexicon: Lexicon
    words: frozenset[str]
    calls: dict[int, tuple[Call, ...]]
    keep_raw: bool
    scattered: bool  # so many lines had their runs in the wrong order that markers may stand anywhere

    def joined(self, lines: Sequence[int], marker: Reading | None = None) -> Joined:
        """Join the lines at these positions, their marker and footnote calls taken out."""
        return join_lines(
            [self.zoned[at].line for at in lines],
            skip=marker.length if marker else 0,
            cuts=marker.cuts if marker else (),
            calls=[self.calls.get(at, ()) for at in lines],
            words=self.words,
        )

    def release(self, lines: Sequence[int]) -> None:
        """Let go of the lines at these positions, whose segments are drafted; their zones and pages remain."""
        for at in lines:
            self.zoned[at] = msgspec.structs.replace(self.zoned[at], line=_RELEASED)


def prepare_sheet(zoned: list[ZonedLine], lexicon: Lexicon, *, keep_raw: bool) -> Sheet:
    """Gather what the drafts share: the vocabulary, and the footnote calls whose footnotes exist.

    `zoned` becomes the sheet's own, which lets go of lines as they are drafted.
    """
    lines = [z.line for z in zoned]
    notes = [z.line for z in zoned if z.zone == "footnote"]
    scattered = is_scattered(lines)
    found = group_footnotes(notes, scattered=scattered)
    numbers = {key_of(note.marker.ordinal, note.marker.family) for note in found if note.marker is not None}
    running = [at for at, z in enumerate(zoned) if z.zone == "body"]
    confirmed = confirm_calls([lines[at] for at in running], numbers)
    calls = {running[at]: calls for at, calls in confirmed.items()}
    return Sheet(zoned, lexicon, vocabulary(lines), calls, keep_raw, scattered)


class Draft(Value, frozen=True):
    """A segment whose span is not known yet; `first` is the position of its first line."""

    segment: Segment
    first: int
    notes: tuple[int, ...] = ()
    margin: float = math.inf


#: Where a marker was torn from its place, the text may be torn as well.
_TORN: Final = 0.8
_HEADED: Final = frozenset({"section", "subsection", "annex"})


def draft_unit(sheet: Sheet, node: Node) -> Draft:
    """Return a unit of the outline as a segment."""
    reading = node.reading
    headed = node.kind in _HEADED
    asides = _asides(sheet, node) if headed or node.kind == "heading" else _Asides(node.lines)
    joined = sheet.joined(asides.lines, reading)
    heading = read_heading(joined.text, sheet.lexicon) if headed or node.kind == "heading" else None
    confidence = _confidence(sheet, node.lines, node.margin)
    if reading.cuts if reading else is_remnant(sheet.zoned[node.lines[0]].line):
        confidence = round(_TORN * confidence, 3)
    segment = Segment(
        id=node.id,
        parent=node.parent,
        depth=node.depth,
        kind=node.kind,
        label=node.label,
        marker=_marker(sheet, node),
        heading=heading.text if heading and headed else None,
        continued=heading.continued or asides.continued if heading else False,
        agenda_item=", ".join([*heading.agenda_items, *asides.items]) or None if heading else None,
        language=sheet.lexicon.language,
        direction=sheet.lexicon.direction,
        text=None if headed else heading.text if heading else joined.text,
        text_raw=_raw(sheet, node.lines),
        span=(0, 0),
        sources=_sources(sheet, node.lines),
        repair=_repair(sheet, node.lines),
        confidence=confidence,
    )
    return Draft(segment, node.lines[0], joined.notes, node.margin)


class _Asides(Value, frozen=True):
    """What damaged lines below a heading say beside it, and the heading's own lines."""

    lines: tuple[int, ...]
    items: tuple[str, ...] = ()
    continued: bool = False


def _asides(sheet: Sheet, node: Node) -> _Asides:
    """Tell the lines of a heading from those that damage left of «(البند ٣ …) (تابع)»."""
    found: dict[int, tuple[str, ...]] = {}
    for at in node.lines[1:]:
        line = sheet.zoned[at].line
        items = scattered_items(line.text, sheet.lexicon) if line.damage else ()
        found.update({at: items} if items else {})
    texts = [fold(sheet.zoned[at].line.text) for at in found]
    return _Asides(
        tuple(at for at in node.lines if at not in found),
        tuple(item for items in found.values() for item in items),
        any(contains_phrase(text, sheet.lexicon.headings.continued) for text in texts),
    )


def _marker(sheet: Sheet, node: Node) -> Marker | None:
    reading = node.reading
    if reading is None:
        return None
    raw = printed_marker(reading.raw, sheet.zoned[node.lines[0]].line.raw)
    return Marker(raw=raw, family=reading.family, ordinal=reading.ordinal)


def _confidence(sheet: Sheet, lines: Sequence[int], margin: float) -> float:
    """Return how sure the segment is: of its marker against the next best reading, of the order of all its lines."""
    numbered = 1.0 if margin >= _SURE else 1.0 / (1.0 + math.exp(-1.2 * max(0.0, margin)))
    read = math.prod(sheet.zoned[at].line.confidence for at in lines)
    return round(numbered * read, 3)


def _raw(sheet: Sheet, lines: Sequence[int]) -> str | UnsetType:
    """Return the lines of a segment as they were read, markers and all; unset unless it was asked for."""
    return "\n".join(sheet.zoned[at].line.raw for at in lines) if sheet.keep_raw else UNSET


def _sources(sheet: Sheet, lines: Sequence[int]) -> tuple[Source, ...]:
    pages: dict[int | None, list[Line]] = {}
    for at in lines:
        line = sheet.zoned[at].line
        pages.setdefault(line.page, []).append(line)
    return tuple(
        Source(
            page=page,
            bbox=_rounded([line.bbox for line in own if line.bbox]) if page is not None else None,
            lines=(min(line.number for line in own), max(line.number for line in own)),
        )
        for page, own in pages.items()
    )


def _rounded(boxes: Sequence[tuple[float, float, float, float]]) -> tuple[float, float, float, float] | None:
    if not boxes:
        return None
    x0, top, x1, bottom = union(list(boxes))
    return (
        math.floor(x0 * 10) / 10,
        math.floor(top * 10) / 10,
        math.ceil(x1 * 10) / 10,
        math.ceil(bottom * 10) / 10,
    )


def _repair(sheet: Sheet, lines: Sequence[int]) -> RepairNote | None:
    own = [sheet.zoned[at].line for at in lines]
    damaged = [line for line in own if line.damage and line.damage != (Damage.INTACT,)]
    if not damaged:
        return None
    kinds = [damage for line in damaged for damage in line.damage if damage is not Damage.INTACT]
    worst = max(sorted(set(kinds)), key=kinds.count)
    unsure = sum(line.confidence < 0.9 for line in damaged)
    return RepairNote(damage=worst, changed_lines=sum(bool(line.steps) for line in damaged), ambiguous_lines=unsure)


def draft_footnotes(sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the footnotes, each below the segment that calls it."""
    positions = [at for at, z in enumerate(sheet.zoned) if z.zone == "footnote"]
    seen: dict[str, int] = {}
    found = []
    notes = group_footnotes([sheet.zoned[at].line for at in positions], scattered=sheet.scattered)
    for note in sorted(notes, key=_is_of_symbol):  # numbers keep their ids
        lines = [positions[at] for at in note.lines]
        reading = note.marker
        caller = _caller(drafts, key_of(reading.ordinal, reading.family), lines[0]) if reading else None
        found.append(_footnote(sheet, lines, reading, caller, seen))
    return found


def _is_of_symbol(note: Note) -> bool:
    """Tell whether stars call a footnote, and no number."""
    return note.marker is not None and key_of(note.marker.ordinal, note.marker.family) < 0


def _caller(drafts: Sequence[Draft], number: int, at: int) -> Segment | None:
    """Return the last segment before a footnote that calls its number: numbers may count anew in an annex."""
    callers = [draft for draft in drafts if number in draft.notes]
    before = [draft for draft in callers if draft.first < at]
    return (before[-1] if before else callers[0]).segment if callers else None


def _footnote(
    sheet: Sheet, lines: list[int], reading: Reading | None, caller: Segment | None, seen: dict[str, int]
) -> Draft:
    number = reading.ordinal if reading else 0
    wanted = f"fn-{number}"
    seen[wanted] = seen.get(wanted, 0) + 1
    segment = Segment(
        id=wanted if seen[wanted] == 1 else f"{wanted}~{seen[wanted]}",
        parent=caller.id if caller else None,
        depth=caller.depth + 1 if caller else 1,
        kind="footnote",
        label=f"fn {number}",
        marker=Marker(raw=reading.raw, family=reading.family, ordinal=number) if reading else None,
        language=sheet.lexicon.language,
        direction=sheet.lexicon.direction,
        text=sheet.joined(lines, reading).text,
        text_raw=_raw(sheet, lines),
        span=(0, 0),
        sources=_sources(sheet, lines),
        repair=_repair(sheet, lines),
        confidence=_confidence(sheet, lines, _SURE if caller else 1.0),
    )
    return Draft(segment, lines[0])


def draft_contents(sheet: Sheet) -> list[Draft]:
    """Return the table of contents as one segment, an ellipsis for every row of dots."""
    lines = tuple(at for at, z in enumerate(sheet.zoned) if z.zone == "contents")
    if not lines:
        return []
    segment = _plain_segment(sheet, lines, "other", "contents")
    return [Draft(msgspec.structs.replace(segment, text=fold_leaders(segment.text or "")), lines[0])]


def draft_tables(sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the tables; a table stands in the unit printed above it, or in the chapter of a heading above it."""
    outline = sorted((d for d in drafts if d.segment.kind in _HOLDERS), key=lambda d: d.first)
    found = []
    for number, (lines, printed) in enumerate(_group_tables(sheet), 1):
        rows = tuple(tuple(unbroken_cell(cell, sheet.words) for cell in row) for row in printed)
        above = next((d.segment for d in reversed(outline) if d.first < lines[0]), None)
        parent = above.parent if above and above.kind == "heading" else above.id if above else None
        segment = msgspec.structs.replace(
            _plain_segment(sheet, tuple(lines), "table", f"table-{number}"),
            parent=parent,
            depth=above.depth + (above.kind != "heading") if above else 1,
            text=" | ".join(cell for row in rows for cell in row),
            rows=rows,
        )
        found.append(Draft(segment, lines[0]))
    return found


def _group_tables(sheet: Sheet) -> list[tuple[list[int], Rows]]:
    """Return the lines and rows of every table; one that goes on at the top of the next page is one table."""
    groups: list[tuple[list[int], Rows]] = []
    parted = True
    for at, z in enumerate(sheet.zoned):
        if z.zone == "table" and z.rows is not None:
            lines, rows = groups[-1] if groups else ([], ())
            if not parted and z.page > sheet.zoned[lines[-1]].page and len(z.rows[0]) == len(rows[0]):
                groups[-1] = ([*lines, at], (*rows, *z.rows[z.rows[0] == rows[0] :]))
            else:
                groups.append(([at], z.rows))
            parted = False
        elif z.zone == "table" and groups:
            groups[-1][0].append(at)
        elif z.zone in {"body", "contents"}:
            parted = True
    return groups


_HOLDERS: Final = frozenset({"annex", "section", "subsection", "heading", "paragraph", "item", "subitem"})


def draft_furniture(sheet: Sheet) -> list[Draft]:
    """Return running heads and feet, a segment a line."""
    lines = [at for at, z in enumerate(sheet.zoned) if z.zone == "furniture"]
    return [draft_aside(sheet, (at,), "furniture", n) for n, at in enumerate(lines, 1)]


def draft_aside(sheet: Sheet, lines: tuple[int, ...], kind: str, number: int) -> Draft:
    """Return lines that stand outside the outline as a segment of `kind`."""
    return Draft(_plain_segment(sheet, lines, kind, f"{kind}-{number}"), lines[0])


def _plain_segment(sheet: Sheet, lines: tuple[int, ...], kind: str, segment_id: str) -> Segment:
    return Segment(
        id=segment_id,
        parent=None,
        depth=1,
        kind=kind,  # type: ignore[arg-type]  # one of three literals, passed on by the callers above
        label=segment_id,
        language=sheet.lexicon.language,
        direction=sheet.lexicon.direction,
        text=sheet.joined(lines).text,
        text_raw=_raw(sheet, lines),
        span=(0, 0),
        sources=_sources(sheet, lines),
        repair=_repair(sheet, lines),
        confidence=_confidence(sheet, lines, _SURE),
    )
