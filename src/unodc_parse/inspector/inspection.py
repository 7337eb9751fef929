"""What the inspector shows of a document, gathered once: the report, every line explained, pictures of its pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from msgspec import Struct

from unodc_parse.explain import LineSeen, explain_all
from unodc_parse.export.records import Selection, select
from unodc_parse.language.lexicon import load
from unodc_parse.model import Damage, Direction, Kind, Page, Report, Segment
from unodc_parse.options import OnPage, Options
from unodc_parse.pipeline import DEFAULTS, read, report_on

#: Below this confidence a segment, or the order of a line, is to be checked.
DOUBTFUL = 0.9

_KINDS: frozenset[Kind] = frozenset(
    ("section", "subsection", "heading", "paragraph", "item", "subitem", "footnote", "table", "annex", "other")
)
_AROUND: frozenset[Kind] = frozenset(("masthead", "furniture"))
_HEADINGS: frozenset[Kind] = frozenset(("section", "subsection", "heading", "annex"))

#: The colours of the page: where a line stands, or what its segment does; in the order of the legend.
ZONES = (
    "heading",
    "body",
    "recommendation",
    "deliberation",
    "decision",
    "footnote",
    "table",
    "contents",
    "masthead",
    "furniture",
)


def is_lost(line: LineSeen) -> bool:
    """Tell whether letters of a line cannot be read at all."""
    return Damage.FONT_MAP_BROKEN in line.damage


def is_repaired(line: LineSeen) -> bool:
    """Tell whether a line was damaged and could be repaired."""
    return bool(line.damage) and not is_lost(line)


class Shown(Struct, frozen=True, kw_only=True):
    """A segment as it is shown: `key` names it in the page, `lines` are those that it stands on, `zone` its colour."""

    key: str
    segment: Segment
    lines: tuple[LineSeen, ...]
    zone: str

    @property
    def doubtful(self) -> bool:
        """Tell whether it is to be checked."""
        return self.segment.confidence < DOUBTFUL or any(line.order_confidence < DOUBTFUL for line in self.lines)

    @property
    def repaired(self) -> bool:
        """Tell whether one of its lines was damaged and repaired."""
        return any(is_repaired(line) for line in self.lines)


class Inspection(Struct, frozen=True, kw_only=True):
    """A document with all that was decided about it. `shown` is in reading order, running heads and masthead too."""

    report: Report
    direction: Direction
    pages: tuple[Page, ...]
    shown: tuple[Shown, ...]
    lines: tuple[LineSeen, ...]

    @property
    def printed(self) -> bool:
        """Tell whether the document has pages with places on them."""
        return self.report.source.media_type == "application/pdf"


def inspect(
    data: bytes, options: Options = DEFAULTS, *, name: str = "input", on_page: OnPage | None = None
) -> Inspection:
    """Read, parse and explain a document, `data`, for the inspector; `on_page` is told after every page that is read.

    Raises:
        InputError: the document cannot be read.
    """
    reading = read(data, options, name=name, on_page=on_page)
    report = report_on(reading, hashlib.sha256(data).hexdigest(), options, name=name)
    lines = explain_all(reading, data, options, name=name)
    return Inspection(
        report=report,
        direction=load(report.language).direction,
        pages=reading.pages,
        shown=tuple(_shown(report, lines)),
        lines=lines,
    )


def _shown(report: Report, lines: tuple[LineSeen, ...]) -> Iterator[Shown]:
    by_segment: dict[str | None, list[LineSeen]] = {}
    for line in lines:
        by_segment.setdefault(line.segment, []).append(line)
    everything = select(report, Selection(kinds=_KINDS | _AROUND))
    for number, segment in enumerate(everything, 1):
        own = tuple(by_segment.get(segment.id, ()))
        yield Shown(key=f"s{number}", segment=segment, lines=own, zone=_zone(segment, own))


def _zone(segment: Segment, lines: tuple[LineSeen, ...]) -> str:
    if segment.kind in _AROUND or segment.kind in ("footnote", "table"):
        return segment.kind
    if segment.kind in _HEADINGS:
        return "heading"
    if lines and lines[0].zone == "contents":
        return "contents"
    return segment.role or "body"
