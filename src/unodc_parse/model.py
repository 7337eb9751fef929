"""Frozen values that the stages share; no logic beyond span and box algebra.

All of them are frozen `msgspec.Struct`s (decision 001): one definition gives the Python type, the JSON and the
JSON Schema. Coordinates are points, origin at the top left of the page as it is shown, `(x0, top, x1, bottom)`.
Spans are half-open `[start, end)` in code points. Those that a document has thousands of are `gc=False`: they cannot
refer to themselves, and the collector need not look at them again and again.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from unodc_parse.diagnostics import Diagnostic

SCHEMA_VERSION = "1.0"

BBox = tuple[float, float, float, float]
Span = tuple[int, int]
Direction = Literal["rtl", "ltr"]
Role = Literal["recommendation", "deliberation", "decision"]
CountClass = Literal[
    "one", "two", "some", "several", "many", "most", "all", "named", "secretariat", "chair", "unattributed"
]
Stance = Literal["inform", "observe", "stress", "support", "concern", "propose", "oppose", "ask"]
Kind = Literal[
    "section",
    "subsection",
    "heading",
    "paragraph",
    "item",
    "subitem",
    "footnote",
    "table",
    "annex",
    "masthead",
    "furniture",
    "other",
]


class Damage(StrEnum):
    """What was done to a line's text before it reached us (contract, "Damage classes")."""

    INTACT = "intact"
    VISUAL_ORDER = "visual_order"
    RUN_REVERSED = "run_reversed"
    PRESENTATION_FORMS = "presentation_forms"
    KASHIDA = "kashida"
    SPACED = "spaced"
    GLUED = "glued"
    LIGATURE_ORDER = "ligature_order"
    MIRRORED_BRACKETS = "mirrored_brackets"
    REVERSED_DIGITS = "reversed_digits"
    FONT_MAP_BROKEN = "font_map_broken"
    SCANNED = "scanned"


def union(boxes: Iterator[BBox] | list[BBox] | tuple[BBox, ...]) -> BBox:
    """Return the smallest box that holds all `boxes`; there must be at least one.

    >>> union([(0, 5, 2, 6), (1, 4, 3, 5)])
    (0, 4, 3, 6)
    """
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


# ------------------------------------------------------------------------------------------- what readers make


class Step(Struct, frozen=True, gc=False):
    """One repair, replayable: the text after it is `pieces` joined.

    A piece is a span of the text before the step, or a literal string that replaces what was left out.
    """

    rule: str
    pieces: tuple[Span | str, ...]

    def apply(self, text: str) -> str:
        """Return `text` after this step.

        >>> Step("order.runs", ((3, 6), (0, 3))).apply("abcdef")
        'defabc'
        """
        return "".join(p if isinstance(p, str) else text[p[0] : p[1]] for p in self.pieces)


class Line(Struct, frozen=True, kw_only=True, gc=False):
    """One printed line in logical order, with what is known of its place and looks.

    `number` is 1-based: within the page for PDF, within the file for text. `page`, `bbox`, `column` (the box of
    the column of text that the line stands in) and `size` are null for text input. `calls` are spans in `text` of
    raised footnote calls. `raw` is the text as it was read; replaying `steps` on it gives `text`.
    """

    number: int
    text: str
    raw: str
    direction: Direction = "ltr"
    page: int | None = None
    bbox: BBox | None = None
    column: BBox | None = None
    size: float | None = None
    bold: bool = False
    calls: tuple[Span, ...] = ()
    damage: tuple[Damage, ...] = ()
    steps: tuple[Step, ...] = ()
    confidence: float = 1.0


class Table(Struct, frozen=True, kw_only=True):
    """A ruled table: its box and the texts of its cells, rows from the top, cells in reading order."""

    page: int
    bbox: BBox
    rows: tuple[tuple[str, ...], ...]


class Page(Struct, frozen=True, kw_only=True):
    """One page in reading order. Text input has one page for every stretch between form feeds, without a size."""

    number: int
    lines: tuple[Line, ...]
    width: float | None = None
    height: float | None = None
    tables: tuple[Table, ...] = ()
    damage: tuple[Damage, ...] = ()


class Reading(Struct, frozen=True, kw_only=True):
    """A document as a reader hands it on."""

    media_type: str
    reader: str
    pages: tuple[Page, ...]
    page_count: int | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


# ------------------------------------------------------------------------------------------- what users get


class Generator(Struct, frozen=True, kw_only=True):
    """The program that made the report."""

    name: str
    version: str


class SourceFile(Struct, frozen=True, kw_only=True):
    """The file that was read."""

    name: str
    sha256: str
    media_type: str
    page_count: int | None
    reader: str
    damage: tuple[Damage, ...]


class Meeting(Struct, frozen=True, kw_only=True):
    """A meeting that the document reports on; dates are ISO 8601."""

    body: str | None
    body_id: str | None
    place: str | None
    start: str | None
    end: str | None


class Metadata(Struct, frozen=True, kw_only=True):
    """What the masthead says. Unknown values are null."""

    symbols: tuple[str, ...] = ()
    title: str | None = None
    document_type: Literal["draft_report", "report", "resolution", "note", "other"] = "other"
    addendum: int | bool | None = None
    corrigendum: int | bool | None = None
    revision: int | bool | None = None
    distribution: str | None = None
    date: str | None = None
    original_language: str | None = None
    job_number: str | None = None
    session: int | None = None
    meetings: tuple[Meeting, ...] = ()
    agenda_items: tuple[str, ...] = ()


class Marker(Struct, frozen=True, kw_only=True):
    """The enumerator as printed, its family, and its 1-based position in that family."""

    raw: str
    family: str
    ordinal: int


class Source(Struct, frozen=True, kw_only=True, gc=False):
    """Where a segment was printed; `lines` is the first and the last line, both included.

    `document` names the file, in reports that were assembled from several.
    """

    page: int | None
    bbox: BBox | None
    lines: tuple[int, int]
    document: str | UnsetType = UNSET


class RepairNote(Struct, frozen=True, kw_only=True):
    """What had to be repaired in a segment's lines."""

    damage: Damage
    changed_lines: int
    ambiguous_lines: int


class Addressee(Struct, frozen=True, kw_only=True):
    """Who is to act. `span` is in the segment's text; null where the sentence that introduces the list names them."""

    id: str
    text: str
    span: Span | None


class Modality(Struct, frozen=True, kw_only=True):
    """How strongly: the cue as printed, 0 (no direction) to 6 (obliges), and what softens it.

    `aspects` tell whether more of what there is is asked for, or something new.
    """

    cue: str
    strength: int
    hedges: tuple[str, ...]
    aspects: tuple[Literal["continue", "strengthen", "establish"], ...] = ()


class Citation(Struct, frozen=True, kw_only=True):
    """A reference to an instrument, a resolution, a document; `span` is in the segment's text.

    `target` is the id of the segment of this document that a `paragraph` means, where there is one.
    """

    kind: Literal["article", "resolution", "decision", "document", "paragraph", "agenda_item"]
    text: str
    span: Span
    instrument: str | None = None
    article: str | None = None
    paragraph: str | None = None
    sub: str | None = None
    number: str | None = None
    body: str | None = None
    target: str | None = None


class DateMention(Struct, frozen=True, kw_only=True):
    """A day or a range of days that is named, ISO 8601; `span` is in the segment's text."""

    start: str
    end: str
    text: str
    span: Span


class BodyMention(Struct, frozen=True, kw_only=True):
    """A body that is named; `span` is in the segment's text."""

    id: str
    text: str
    span: Span


class Statement(Struct, frozen=True, kw_only=True):
    """One speaker's (or one group's) contribution inside a deliberation paragraph; `span` is in the segment's text.

    `speaker` is the country or organization of a named speaker, else who spoke, as printed; `verb` as printed.
    """

    count_class: CountClass
    speaker: str | None
    verb: str | None
    stance: Stance | None
    span: Span


class Segment(Struct, frozen=True, kw_only=True, gc=False):
    """One unit of the document (contract, "JSON: one segment").

    `span` is where `text` (for sections: `heading`) stands in `Report.text`. `lemmas` are for search; they are null but
    for Arabic where the extra `camel` and its data are installed.
    """

    id: str
    parent: str | None
    depth: int
    kind: Kind
    role: Role | None = None
    label: str
    marker: Marker | None = None
    heading: str | None = None
    continued: bool = False
    agenda_item: str | None = None
    language: str
    direction: Direction
    text: str | None
    text_raw: str | UnsetType = UNSET
    span: Span
    sources: tuple[Source, ...]
    repair: RepairNote | None = None
    confidence: float
    addressees: tuple[Addressee, ...] = ()
    modality: Modality | None = None
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    rows: tuple[tuple[str, ...], ...] | None = None
    dates: tuple[DateMention, ...] = ()
    bodies: tuple[BodyMention, ...] = ()
    lemmas: tuple[str, ...] | None = None


class Report(Struct, frozen=True, kw_only=True):
    """A parsed document. `segments` is flat and in reading order; the tree is in `Segment.parent`.

    `furniture` holds what is no part of the outline: masthead lines, running heads and feet, page numbers.
    """

    schema_version: str = SCHEMA_VERSION
    generator: Generator
    source: SourceFile
    language: str
    metadata: Metadata
    text: str
    segments: tuple[Segment, ...]
    furniture: tuple[Segment, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def __getitem__(self, segment_id: str) -> Segment:
        """Return the segment with this id; raises `KeyError` where there is none."""
        for segment in (*self.segments, *self.furniture):
            if segment.id == segment_id:
                return segment
        raise KeyError(segment_id)

    def by_role(self, role: Role) -> Iterator[Segment]:
        """Yield the segments of `role` in reading order."""
        return (s for s in self.segments if s.role == role)

    def by_kind(self, kind: Kind) -> Iterator[Segment]:
        """Yield the segments of `kind` in reading order."""
        return (s for s in (*self.segments, *self.furniture) if s.kind == kind)
