"""From lines to segments: the stages of this room in order, and the canonical text with every segment's span in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median_low
from typing import Final

import msgspec
from msgspec import UNSET, Struct, UnsetType

from unodc_parse.diagnostics import Diagnostic
from unodc_parse.language.lexicon import Lexicon
from unodc_parse.model import Damage, Line, Marker, Page, RepairNote, Segment, Source, union
from unodc_parse.segment.blocks import Joined, join_lines, join_texts, vocabulary
from unodc_parse.segment.breaks import Measure, ends_sentence, gather_evidence, take_measure
from unodc_parse.segment.findings import find_doubts
from unodc_parse.segment.footnotes import Call, confirm_calls, group_footnotes
from unodc_parse.segment.headings import heading_strength, read_heading, restarts_count, without_lists
from unodc_parse.segment.markers import Reading, read_footnote_marker, read_markers
from unodc_parse.segment.numbering import LineFacts, decide
from unodc_parse.segment.outline import Node, attach_asides, body_start, build_outline, group_blocks
from unodc_parse.segment.zones import ZonedLine, label_zones

#: A rejected or accepted marker with this margin (nats) is as good as certain.
_SURE: Final = 6.0


class Segmented(Struct, frozen=True):
    """A segmented document: the outline, what is printed around it, the canonical text, the lines of the masthead."""

    segments: tuple[Segment, ...]
    furniture: tuple[Segment, ...]
    text: str
    masthead: tuple[Line, ...]
    diagnostics: tuple[Diagnostic, ...]


class Sheet(Struct, frozen=True):
    """What the stages after zoning share of a document."""

    zoned: tuple[ZonedLine, ...]
    lexicon: Lexicon
    words: frozenset[str]
    calls: dict[int, tuple[Call, ...]]
    keep_raw: bool

    def joined(self, lines: Sequence[int], skip: int = 0) -> Joined:
        """Join the lines at these positions, calls taken out."""
        return join_lines(
            [self.zoned[at].line for at in lines],
            skip=skip,
            calls=[self.calls.get(at, ()) for at in lines],
            words=self.words,
        )


def segment_pages(
    pages: Sequence[Page], lexicon: Lexicon, *, beam_width: int = 12, keep_raw: bool = False
) -> Segmented:
    """Segment a document of lines in logical order and reading order; `keep_raw` keeps the lines as they were read."""
    zoned = label_zones(pages, lexicon)
    body = [at for at, z in enumerate(zoned) if z.zone == "body"]
    facts = gather_facts(pages, zoned, body, lexicon)
    decisions = decide(facts, beam_width=beam_width)
    blocks = attach_asides(group_blocks(body, decisions, [f.heading for f in facts]), zoned, lexicon)
    start = body_start(blocks, zoned, lexicon)
    sheet = _sheet(zoned, lexicon, keep_raw=keep_raw)
    drafts = [_draft(sheet, node) for node in build_outline(blocks[start:])]
    drafts += _footnotes(sheet, drafts)
    drafts += _contents(sheet)
    around = [_aside(sheet, block.lines, "masthead", n) for n, block in enumerate(blocks[:start], 1)]
    around += _furniture(sheet)
    text, segments, furniture = _lay_out(drafts, around)
    margins = {draft.segment.id: draft.margin for draft in drafts}
    masthead = tuple(zoned[at].line for block in blocks[:start] for at in block.lines)
    return Segmented(segments, furniture, text, masthead, tuple(find_doubts(segments, margins)))


def join_paragraphs(pages: Sequence[Page], lexicon: Lexicon, *, beam_width: int = 12) -> tuple[str, ...]:
    """Return the texts of all blocks in reading order, markers and footnote calls in their places.

    Running heads and feet are left out: they would stand in the midst of paragraphs.
    """
    zoned = label_zones(pages, lexicon)
    body = [at for at, z in enumerate(zoned) if z.zone == "body"]
    decisions = decide(gather_facts(pages, zoned, body, lexicon), beam_width=beam_width)
    groups = [list(block.lines) for block in group_blocks(body, decisions, [0] * len(body))]
    notes = [at for at, z in enumerate(zoned) if z.zone == "footnote"]
    groups += [[notes[at] for at in group] for group in group_footnotes([zoned[at].line for at in notes])]
    groups += [[at] for at, z in enumerate(zoned) if z.zone == "contents"]
    words = vocabulary([z.line for z in zoned])
    return tuple(join_texts([zoned[at].line.text for at in group], words) for group in sorted(groups))


def gather_facts(
    pages: Sequence[Page], zoned: Sequence[ZonedLine], body: Sequence[int], lexicon: Lexicon
) -> list[LineFacts]:
    """Gather what `numbering` needs to know of every body line."""
    lines = [zoned[at].line for at in body]
    blank = _blanks(pages, lines)
    measure = take_measure(lines, blank)
    evidence = gather_evidence(lines, blank, measure, lexicon)
    readings = [read_markers(line.text, lexicon.language) for line in lines]
    evidence = _joined_to_markers(lines, readings, evidence)
    looks = _looks_of_blocks(lines, evidence, readings, measure, lexicon)
    return [
        LineFacts(
            readings=readings[at],
            evidence=evidence[at],
            after_colon=at > 0 and lines[at - 1].text.rstrip().endswith(":"),
            heading=looks[at].heading,
            restarts=looks[at].restarts,
            titles=looks[at].titles,
        )
        for at in range(len(lines))
    ]


def _blanks(pages: Sequence[Page], lines: Sequence[Line]) -> list[bool]:
    """Tell for every body line whether blank lines stand before it in the source; text input only."""
    numbers = {line.number for page in pages for line in page.lines if line.page is None and not line.text.strip()}
    return [(line.number - 1) in numbers for line in lines]


_UNIT: Final = frozenset({"paragraph", "item", "subitem"})
#: A marker that stands alone on its line belongs to the text below it, or beside it across a gap.
_ALONE: Final = -6.0


def _joined_to_markers(
    lines: Sequence[Line], readings: Sequence[Sequence[Reading]], evidence: Sequence[float]
) -> list[float]:
    """Return the evidence, with no break after a line that holds nothing but the marker of a paragraph or an item."""
    bare = [any(r.level in _UNIT and r.length >= len(line.text) for r in readings[at]) for at, line in enumerate(lines)]
    return [
        min(found, _ALONE) if at and bare[at - 1] and not readings[at] else found for at, found in enumerate(evidence)
    ]


class _Looks(Struct, frozen=True):
    """What the block that may start at a line looks like: a heading, a title, the start of a text of its own."""

    heading: int = 0
    titles: bool = False
    restarts: bool = False


_NO_LOOKS: Final = _Looks()


def _looks_of_blocks(
    lines: Sequence[Line],
    evidence: Sequence[float],
    readings: Sequence[Sequence[Reading]],
    measure: Measure,
    lexicon: Lexicon,
) -> list[_Looks]:
    """Tell for every line that may begin a block what that block looks like."""
    sizes = [line.size for line in lines if line.size]
    body_size = median_low(sizes) if sizes else None
    starts = [at for at in range(len(lines)) if evidence[at] > 0 or readings[at]]
    ends = [*starts[1:], len(lines)][: len(starts)]
    spans = list(zip(starts, ends, strict=True))
    strengths = [heading_strength(lines[start:end], body_size, measure.width) for start, end in spans]
    marked = [bool(readings[start]) for start in starts]
    looks = [_NO_LOOKS] * len(lines)
    for (start, end), strength in zip(spans, without_lists(strengths, marked), strict=True):
        looks[start] = _look(lines[start:end], strength, lexicon)
    return looks


def _look(lines: Sequence[Line], strength: int, lexicon: Lexicon) -> _Looks:
    last = lines[-1].text.rstrip()
    if not strength and not last.endswith((",", "،")):
        return _NO_LOOKS
    restarts = restarts_count(" ".join(line.text for line in lines[:3]), strength, lexicon)
    return _Looks(strength, titles=strength > 0 and not ends_sentence(last), restarts=restarts)


def _sheet(zoned: tuple[ZonedLine, ...], lexicon: Lexicon, *, keep_raw: bool) -> Sheet:
    lines = [z.line for z in zoned]
    notes = [z.line for z in zoned if z.zone == "footnote"]
    heads = [read_footnote_marker(notes[group[0]].text) for group in group_footnotes(notes)]
    numbers = {marker.ordinal for marker in heads if marker is not None}
    running = [at for at, z in enumerate(zoned) if z.zone == "body"]
    confirmed = confirm_calls([lines[at] for at in running], numbers)
    return Sheet(zoned, lexicon, vocabulary(lines), {running[at]: calls for at, calls in confirmed.items()}, keep_raw)


# ------------------------------------------------------------------------------------------ segments without spans


class _Draft(Struct, frozen=True):
    """A segment whose span is not known yet; `first` is the position of its first line."""

    segment: Segment
    first: int
    notes: tuple[int, ...] = ()
    margin: float = math.inf


_HEADED: Final = frozenset({"section", "subsection", "annex"})


def _draft(sheet: Sheet, node: Node) -> _Draft:
    reading = node.reading
    joined = sheet.joined(node.lines, reading.length if reading else 0)
    heading = read_heading(joined.text, sheet.lexicon) if node.kind in _HEADED or node.kind == "heading" else None
    headed = node.kind in _HEADED
    confidence = _confidence(sheet, node.lines, node.margin)
    segment = Segment(
        id=node.id,
        parent=node.parent,
        depth=node.depth,
        kind=node.kind,
        label=node.label,
        marker=Marker(raw=reading.raw, family=reading.family, ordinal=reading.ordinal) if reading else None,
        heading=heading.text if heading and headed else None,
        continued=heading.continued if heading else False,
        agenda_item=", ".join(heading.agenda_items) or None if heading else None,
        language=sheet.lexicon.language,
        direction=sheet.lexicon.direction,
        text=None if headed else heading.text if heading else joined.text,
        text_raw=_raw(sheet, node.lines),
        span=(0, 0),
        sources=_sources(sheet, node.lines),
        repair=_repair(sheet, node.lines),
        confidence=confidence,
    )
    return _Draft(segment, node.lines[0], joined.notes, node.margin)


def _confidence(sheet: Sheet, lines: Sequence[int], margin: float) -> float:
    """Return how sure the segment is: of its lines' order, and of its marker against the next best reading."""
    numbered = 1.0 if margin >= _SURE else 1.0 / (1.0 + math.exp(-1.2 * max(0.0, margin)))
    read = min((sheet.zoned[at].line.confidence for at in lines), default=1.0)
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


def _footnotes(sheet: Sheet, drafts: Sequence[_Draft]) -> list[_Draft]:
    callers = {note: draft.segment for draft in reversed(drafts) for note in draft.notes}
    positions = [at for at, z in enumerate(sheet.zoned) if z.zone == "footnote"]
    groups = group_footnotes([sheet.zoned[at].line for at in positions])
    seen: dict[str, int] = {}
    return [_footnote(sheet, [positions[at] for at in group], callers, seen) for group in groups]


def _footnote(sheet: Sheet, lines: list[int], callers: dict[int, Segment], seen: dict[str, int]) -> _Draft:
    reading = read_footnote_marker(sheet.zoned[lines[0]].line.text)
    number = reading.ordinal if reading else 0
    caller = callers.get(number)
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
        text=sheet.joined(lines, reading.length if reading else 0).text,
        text_raw=_raw(sheet, lines),
        span=(0, 0),
        sources=_sources(sheet, lines),
        repair=_repair(sheet, lines),
        confidence=_confidence(sheet, lines, _SURE if caller else 1.0),
    )
    return _Draft(segment, lines[0])


def _contents(sheet: Sheet) -> list[_Draft]:
    lines = tuple(at for at, z in enumerate(sheet.zoned) if z.zone == "contents")
    return [_Draft(_plain_segment(sheet, lines, "other", "contents"), lines[0])] if lines else []


def _furniture(sheet: Sheet) -> list[_Draft]:
    lines = [at for at, z in enumerate(sheet.zoned) if z.zone == "furniture"]
    return [_aside(sheet, (at,), "furniture", n) for n, at in enumerate(lines, 1)]


def _aside(sheet: Sheet, lines: tuple[int, ...], kind: str, number: int) -> _Draft:
    return _Draft(_plain_segment(sheet, lines, kind, f"{kind}-{number}"), lines[0])


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


# ------------------------------------------------------------------------------------------------ canonical text


def _lay_out(
    drafts: Sequence[_Draft], around: Sequence[_Draft]
) -> tuple[str, tuple[Segment, ...], tuple[Segment, ...]]:
    """Write the canonical text, one segment a line with its marker before it, and give every segment its span."""
    notes = {d.segment.marker.ordinal: d.segment.id for d in reversed(drafts) if _is_note(d) and d.segment.marker}
    parts: list[str] = []
    placed: dict[str, Segment] = {}
    length = 0
    for draft in sorted((*drafts, *around), key=lambda d: d.first):
        segment = draft.segment
        head = f"{segment.marker.raw} " if segment.marker else ""
        own = segment.heading or segment.text or ""
        start = length + len(head)
        placed[segment.id] = msgspec.structs.replace(
            segment, span=(start, start + len(own)), notes=tuple(notes[n] for n in draft.notes if n in notes)
        )
        parts.append(head + own)
        length = start + len(own) + 1
    order = [placed[d.segment.id] for d in sorted(drafts, key=lambda d: d.first)]
    beside = [placed[d.segment.id] for d in sorted(around, key=lambda d: d.first)]
    return "\n".join(parts), tuple(order), tuple(beside)


def _is_note(draft: _Draft) -> bool:
    return draft.segment.kind == "footnote"
