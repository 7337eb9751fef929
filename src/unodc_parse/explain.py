"""Why a line came out as it did: glyphs, runs, repairs, zone, the readings of its marker with their costs, the winner.

Pure functions from a document to frozen values; `console.explanation` shows them, and they are JSON as they stand.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct
from msgspec.structs import asdict

from unodc_parse.errors import OptionsError
from unodc_parse.language.lexicon import Lexicon, load
from unodc_parse.model import BBox, Damage, Direction, Line, Page, Reading, Segment, Span
from unodc_parse.options import OnPage, Options
from unodc_parse.pipeline import DEFAULTS, choose_language, read
from unodc_parse.read.glyphs import Glyph
from unodc_parse.segment.facts import gather_facts
from unodc_parse.segment.numbering import Choice, Decision, choices_at, decide, states_before
from unodc_parse.segment.transitions import LineFacts, State
from unodc_parse.segment.tree import segment_pages
from unodc_parse.segment.zones import Zone, ZonedLine, label_zones

#: Glyphs are looked for so far around a line's box, in points.
_SLACK: Final = 0.6


class GlyphSeen(Struct, frozen=True, kw_only=True):
    """A glyph as it was painted: its text, character code (-1: unknown), place in points, and place in the stream."""

    text: str
    code: int
    x0: float
    x1: float
    baseline: float
    stream: int


class RunSeen(Struct, frozen=True, kw_only=True):
    """Glyphs of one font and size that were painted one after the other, in the order of painting."""

    font: str
    size: float
    bold: bool
    text: str
    glyphs: tuple[GlyphSeen, ...]


class RepairSeen(Struct, frozen=True, kw_only=True):
    """One step of repair and the text after it, made of `pieces`: spans of the text before it, or other letters."""

    rule: str
    text: str
    pieces: tuple[Span | str, ...]


class ReadingSeen(Struct, frozen=True, kw_only=True):
    """One way to read the head of the line: what it would be, and what that costs where the document stood (nats).

    `spelling` is the part of the cost that the marker's spelling makes.
    """

    action: str
    marker: str | None
    family: str | None
    ordinal: int | None
    cost: float
    spelling: float
    chosen: bool


class LineSeen(Struct, frozen=True, kw_only=True):
    """Everything that was decided about a line.

    `break_evidence` is in nats, positive where a new block seems to begin; `heading` is 0 (no), 1 (perhaps) or 2
    (surely); `margin` is by how many nats the decision won, null where nothing else was possible.
    """

    page: int | None
    number: int
    bbox: BBox | None
    direction: Direction
    raw: str
    text: str
    runs: tuple[RunSeen, ...]
    damage: tuple[Damage, ...]
    repairs: tuple[RepairSeen, ...]
    order_confidence: float
    zone: Zone
    break_evidence: float | None
    heading: int | None
    before: dict[str, int | str]
    readings: tuple[ReadingSeen, ...]
    margin: float | None
    segment: str | None
    segment_label: str | None
    segment_confidence: float | None


class Explanation(Struct, frozen=True, kw_only=True):
    """Lines of a document, explained; `segment` is the one that was asked for."""

    name: str
    language: str
    reader: str
    segment: str | None
    lines: tuple[LineSeen, ...]


class Wish(Struct, frozen=True, kw_only=True):
    """What to explain: a line, all lines of a page, or the lines of a segment."""

    page: int | None = None
    line: int | None = None
    segment: str | None = None

    def __post_init__(self) -> None:
        """Refuse a wish that names nothing, or two things."""
        if self.segment is None and self.page is None and self.line is None:
            raise OptionsError("nothing to explain is named; add --line N (and --page N), or --segment ID")
        if self.segment is not None and (self.page is not None or self.line is not None):
            raise OptionsError("--segment and --page/--line contradict each other; leave one out")


def explain(
    data: bytes, wish: Wish, options: Options = DEFAULTS, *, name: str = "input", on_page: OnPage | None = None
) -> Explanation:
    """Explain lines of a document; `on_page` is told after every page that is read.

    Raises:
        OptionsError: the document has no such line or segment.
        InputError: the document cannot be read.
    """
    reading = read(data, options, name=name, on_page=on_page)
    language = choose_language(reading, options)
    document = _Document(reading, load(language), options)
    wanted = document.wanted(wish)
    glyphs = _glyphs_by_page(data, {document.zoned[at].line.page for at in wanted}, options, name)
    lines = tuple(_line_seen(document, at, glyphs) for at in wanted)
    return Explanation(name=name, language=language, reader=reading.reader, segment=wish.segment, lines=lines)


def explain_all(reading: Reading, data: bytes, options: Options = DEFAULTS, *, name: str) -> tuple[LineSeen, ...]:
    """Explain every line of what was read from `data`, blank ones left out; runs only on pages with moved letters.

    Raises:
        InputError: the document cannot be read again.
    """
    document = _Document(reading, load(choose_language(reading, options)), options)
    moved = {page.number for page in reading.pages for line in page.lines if line.page and line.steps}
    glyphs = _glyphs_by_page(data, set(moved), options, name)
    return tuple(_line_seen(document, at, glyphs) for at in range(len(document.zoned)))


class _Document:
    """A document with all its decisions, to look lines up in."""

    def __init__(self, reading: Reading, lexicon: Lexicon, options: Options) -> None:
        pages = reading.pages
        self.pages: Sequence[Page] = pages
        self.zoned: tuple[ZonedLine, ...] = label_zones(pages, lexicon)
        body = [at for at, z in enumerate(self.zoned) if z.zone == "body"]
        self.place = {at: place for place, at in enumerate(body)}
        self.facts: list[LineFacts] = gather_facts(pages, self.zoned, body, lexicon)
        self.decisions: tuple[Decision, ...] = decide(self.facts, beam_width=options.beam_width)
        self.states: tuple[State, ...] = states_before(self.facts, beam_width=options.beam_width)
        segmented = segment_pages(pages, lexicon, beam_width=options.beam_width)
        self.segments: tuple[Segment, ...] = (*segmented.segments, *segmented.furniture)
        self._segments = self._segment_by_line()

    def wanted(self, wish: Wish) -> list[int]:
        """Return the positions of the lines that a wish names; blank lines have none."""
        if wish.segment is not None:
            found = [at for at, z in enumerate(self.zoned) if self._is_in(z.line, wish.segment)]
        else:
            found = [at for at, z in enumerate(self.zoned) if self._is_named(z.line, wish)]
        if not found:
            raise OptionsError(self._missing(wish))
        return found

    def _is_named(self, line: Line, wish: Wish) -> bool:
        return (wish.page is None or line.page in (None, wish.page)) and wish.line in (None, line.number)

    def _missing(self, wish: Wish) -> str:
        if wish.segment is not None:
            some = ", ".join(segment.id for segment in self.segments[:6])
            return f"no segment {wish.segment!r}; there are {some} and so on, see the ids in the JSON output"
        where = f" on page {wish.page}" if wish.page is not None else ""
        which = "no line" if wish.line is None else f"no line {wish.line}"
        last = max((page.number for page in self.pages if page.lines), default=0)
        beyond = f"; the last page with text is {last}" if wish.page is not None and wish.page > last else ""
        return f"{which}{where} with text{beyond}; lines count from 1 on every page"

    def _is_in(self, line: Line, segment_id: str) -> bool:
        segment = self.segment_of(line)
        return segment is not None and segment.id == segment_id

    def segment_of(self, line: Line) -> Segment | None:
        """Return the segment that a line stands in: the smallest whose sources hold it."""
        return self._segments.get((line.page, line.number))

    def _segment_by_line(self) -> dict[tuple[int | None, int], Segment]:
        """Return the segment of every line; of two that hold a line, the one of fewer lines, or else the earlier."""
        sources = [(source, segment) for segment in self.segments for source in segment.sources]
        sources.sort(key=lambda held: held[0].lines[1] - held[0].lines[0])
        found: dict[tuple[int | None, int], Segment] = {}
        for source, segment in sources:
            for number in range(source.lines[0], source.lines[1] + 1):
                found.setdefault((source.page, number), segment)
        return found


def _line_seen(document: _Document, at: int, glyphs: dict[int, list[Glyph]]) -> LineSeen:
    zoned = document.zoned[at]
    line, place = zoned.line, document.place.get(at)
    fact = document.facts[place] if place is not None else None
    decision = document.decisions[place] if place is not None else None
    before: dict[str, int | str] = {}
    readings: tuple[ReadingSeen, ...] = ()
    if place is not None and decision is not None:
        state = document.states[place]
        before = {field: value for field, value in asdict(state).items() if value not in (0, -1, "", False)}
        readings = tuple(_reading_seen(choice, decision) for choice in choices_at(state, document.facts[place]))
    segment = document.segment_of(line)
    return LineSeen(
        page=line.page,
        number=line.number,
        bbox=line.bbox,
        direction=line.direction,
        raw=line.raw,
        text=line.text,
        runs=tuple(_runs(line, glyphs.get(line.page or 0, []))),
        damage=line.damage,
        repairs=tuple(_repairs(line)),
        order_confidence=line.confidence,
        zone=zoned.zone,
        break_evidence=round(fact.evidence, 2) if fact else None,
        heading=fact.heading if fact else None,
        before=before,
        readings=readings,
        margin=round(decision.margin, 2) if decision and math.isfinite(decision.margin) else None,
        segment=segment.id if segment else None,
        segment_label=segment.label if segment else None,
        segment_confidence=segment.confidence if segment else None,
    )


def _reading_seen(choice: Choice, decision: Decision) -> ReadingSeen:
    reading = choice.reading
    return ReadingSeen(
        action=choice.action,
        marker=reading.raw if reading else None,
        family=reading.family if reading else None,
        ordinal=reading.ordinal if reading else None,
        cost=round(choice.cost, 2),
        spelling=reading.cost if reading else 0.0,
        chosen=(choice.action, reading) == (decision.action, decision.reading),
    )


def _repairs(line: Line) -> Iterator[RepairSeen]:
    text = line.raw
    for step in line.steps:
        text = step.apply(text)
        yield RepairSeen(rule=step.rule, text=text, pieces=step.pieces)


def _glyphs_by_page(data: bytes, pages: set[int | None], options: Options, name: str) -> dict[int, list[Glyph]]:
    """Return the glyphs of printed pages, in the order of painting."""
    numbers = sorted(page for page in pages if page is not None)
    if not numbers:
        return {}
    from unodc_parse.read.pdf import read_glyphs  # noqa: PLC0415 -- the PDF libraries load only for PDFs

    seen = read_glyphs(data, options, numbers, name=name)
    return {number: sorted(page.glyphs, key=lambda glyph: glyph.stream) for number, page in seen.items()}


def _runs(line: Line, glyphs: list[Glyph]) -> Iterator[RunSeen]:
    """Yield the runs of a printed line as they were painted; a line of plain text has none."""
    if line.bbox is None:
        return
    x0, top, x1, bottom = line.bbox
    inside = [
        glyph
        for glyph in glyphs
        if top - _SLACK <= glyph.y <= bottom + _SLACK and x0 - _SLACK <= (glyph.x0 + glyph.x1) / 2 <= x1 + _SLACK
    ]
    for _, group in groupby(
        enumerate(inside), key=lambda pair: (pair[1].face.key, pair[1].size, pair[1].stream - pair[0])
    ):
        run = [glyph for _, glyph in group]
        first = run[0]
        yield RunSeen(
            font=first.face.name,
            size=round(first.size, 1),
            bold=first.face.bold,
            text="".join(glyph.text for glyph in run),
            glyphs=tuple(
                GlyphSeen(text=g.text, code=g.code, x0=round(g.x0, 1), x1=round(g.x1, 1), baseline=round(g.y, 1),
                          stream=g.stream)
                for g in run
            ),
        )  # fmt: skip
