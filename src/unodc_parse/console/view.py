"""A report as people read it in a terminal: masthead, outline, roles in colour, doubtful spots, findings."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import groupby, zip_longest
from operator import attrgetter
from shutil import get_terminal_size
from textwrap import shorten
from typing import get_args

import msgspec
from msgspec import Struct
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from unodc_parse.console.highlight import Highlight, colour, highlights, summary
from unodc_parse.console.messages import printable
from unodc_parse.console.overview import DOUBTFUL, HEADINGS, doubtful, outline
from unodc_parse.console.terminal import isolate, to_visual, wrap
from unodc_parse.export.records import EVERYTHING, FURNITURE_KINDS, Selection, select
from unodc_parse.language.leaders import entries_of
from unodc_parse.language.lexicon import load
from unodc_parse.model import Direction, Meeting, Report, Role, Segment

_WIDTH = 100
_MIN_TEXT = 24
_GUTTER = 18
_DATES = 24
_INDENT = 2
_COUNTS = 20
_MOST_DOUBTFUL = 24
_SHORT = 60
_ROLE_STYLES = {"recommendation": "bold green", "deliberation": "cyan", "decision": "bold magenta"}
_SEVERITY_STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}
_OUTLINED = HEADINGS | {"paragraph", "item", "subitem"}


class Style(Struct, frozen=True, kw_only=True):
    """How to show it: cells a line; for a terminal (colour, right alignment) or plain; letters joined here or not."""

    width: int = _WIDTH
    terminal: bool = False
    reshape: bool = False


class Look(Struct, frozen=True, kw_only=True):
    """How a block of text is set: its direction, cells kept free at its left and before it, and its colour."""

    direction: Direction
    left: int = 0
    indent: int = 0
    colour: str = ""
    marks: tuple[Highlight, ...] = ()


def view_style(*, to_file: bool, reshape: bool, least: int = _GUTTER + _MIN_TEXT) -> Style:
    """Return the style that fits standard output, or a file; lines have the `least` cells, however narrow that is."""
    terminal = not to_file and sys.stdout is not None and sys.stdout.isatty()
    width = get_terminal_size((_WIDTH, 40)).columns if terminal or "COLUMNS" in os.environ else _WIDTH
    return Style(width=max(width, least), terminal=terminal, reshape=reshape)


def render_view(report: Report, selection: Selection = EVERYTHING, style: Style | None = None) -> str:
    """Return the report as text for people, with colour codes where the style is for a terminal."""
    style = style or Style()
    page = StringIO()
    console = Console(file=page, force_terminal=style.terminal, width=style.width, highlight=False, markup=False)
    for line in view_lines(report, selection, style):
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
    return page.getvalue()


def view_lines(report: Report, selection: Selection, style: Style) -> Iterator[Text]:
    """Yield the lines of the view (the pictures in the documentation are made of them)."""
    outlined = _outline(report, style) if selection == EVERYTHING else ()
    for part in (_header(report, style), outlined, _body(report, selection, style), _findings(report, style)):
        for line in part:
            line.rstrip()
            yield line


def _side_by_side(left: Text, right: Text, width: int) -> Text:
    """Return `left` padded to `width` cells, then `right`, each in its own colour."""
    pad = " " * max(width - cell_len(left.plain), 0)
    return Text("").append_text(left).append(pad).append_text(right)


# --------------------------------------------------------------------------------------------------- the masthead


def _header(report: Report, style: Style) -> Iterator[Text]:
    meta = report.metadata
    symbols = "; ".join(meta.symbols) or report.source.name
    if style.terminal:
        yield _rule(style)
    yield from _block(symbols, Look(direction="ltr", colour="bold"), style)
    if meta.title:
        yield from _block(meta.title, Look(direction=_direction(report), colour="bold"), style)
    for meeting in meta.meetings:
        yield from _meeting(meeting, Look(direction=_direction(report), left=_DATES), style)
    facts = [
        meta.document_type.replace("_", " "),
        load(report.language).english_name,
        _many(report.source.page_count, "page") if report.source.page_count else "",
        f"agenda {_noun(len(meta.agenda_items), 'item')} {', '.join(meta.agenda_items)}" if meta.agenda_items else "",
        *_roles(report),
    ]
    yield from _block(" · ".join(fact for fact in facts if fact), Look(direction="ltr", colour="dim"), style)
    yield _rule(style) if style.terminal else Text("")


def _roles(report: Report) -> Iterator[str]:
    """Yield how many segments have each role; where none has any, that there are no recommendations."""
    counts = Counter(segment.role for segment in report.segments if segment.role)
    for role in [role for role in get_args(Role) if counts[role]] or ["recommendation"]:
        yield _many(counts[role], role)


def _many(count: int, noun: str) -> str:
    return f"{count:,} {_noun(count, noun)}"


def _noun(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"


def _meeting(meeting: Meeting, look: Look, style: Style) -> Iterator[Text]:
    """Yield dates at the left, body and place beside them: a date inside Arabic would be torn apart when ordered."""
    dates = "/".join(dict.fromkeys(date for date in (meeting.start, meeting.end) if date))
    comma = "\N{ARABIC COMMA} " if look.direction == "rtl" else ", "
    name = comma.join(part for part in (meeting.body, meeting.place) if part)
    for number, line in enumerate(_block(name, look, style)):
        yield _side_by_side(Text(dates if number == 0 else "", "dim"), line, _DATES)


def _direction(report: Report) -> Direction:
    return load(report.language).direction


def _rule(style: Style) -> Text:
    return Text("─" * style.width, "dim")


# ---------------------------------------------------------------------------------------------------- the outline


def _outline(report: Report, style: Style) -> Iterator[Text]:
    """Yield one line or more a heading: id and page, what stands under it, the heading itself."""
    counted = _COUNTS if style.width >= _WIDTH - _COUNTS else 0
    entries = outline(report)
    for entry in entries:
        segment = entry.segment
        counts = [Text(f"{n} {role}{'s' * (n > 1)}", _ROLE_STYLES[role]) for role, n in entry.counts]
        indent = min(max(segment.depth - 1, 0), 4) * _INDENT
        look = Look(direction=segment.direction, left=_GUTTER + counted, indent=indent)
        name = [_name(segment)]
        for place, count, line in zip_longest(name, counts if counted else (), _block(_printed(segment), look, style)):
            left = _side_by_side(place or Text(""), count or Text(""), _GUTTER)
            yield _side_by_side(left, line or Text(""), _GUTTER + counted)
    if entries:
        yield _rule(style) if style.terminal else Text("")


# --------------------------------------------------------------------------------------------------- the segments


def _body(report: Report, selection: Selection, style: Style) -> Iterator[Text]:
    shown = list(select(report, selection))
    if not shown:
        asked = selection != EVERYTHING
        yield Text(
            "nothing to show: no segment of the kinds and roles asked for" if asked
            else "nothing to show: no text below the masthead", "dim"
        )  # fmt: skip
    for segment in shown:
        yield from _segment(_headed(segment) if selection == EVERYTHING else segment, style)
        yield Text("")


def _headed(segment: Segment) -> Segment:
    """Return a table of contents cut to its first words: the outline above says the same."""
    if segment.id != "contents" or segment.text is None:
        return segment
    return msgspec.structs.replace(segment, text=shorten(segment.text.replace(" …", ""), _SHORT, placeholder=" …"))


def _segment(segment: Segment, style: Style) -> Iterator[Text]:
    """Yield the lines of one segment: notes in the gutter, its text beside them."""
    colour = "bold" if segment.kind in HEADINGS else "dim" if segment.kind in FURNITURE_KINDS else ""
    indent = min(max(segment.depth - 1, 0), 4) * _INDENT
    look = Look(direction=segment.direction, left=_GUTTER, indent=indent, colour=colour)
    texts = [_printed(segment)] if segment.rows is None else [" | ".join(row) for row in segment.rows]
    if segment.id == "contents":
        texts = entries_of(texts[0])
    elif segment.text is not None and segment.rows is None:
        marks = highlights(segment, len(texts[0]) - len(segment.text))
        look = msgspec.structs.replace(look, marks=marks)
    lines = [line for text in texts for line in _block(text, look, style)]
    if said := summary(segment):
        lines += _block(said, Look(direction="ltr", left=_GUTTER, indent=indent, colour="dim"), style)
    for note, line in zip_longest(_notes(segment), lines, fillvalue=Text("")):
        yield _side_by_side(note, line, _GUTTER)


def _printed(segment: Segment) -> str:
    """Return the segment as it was printed: its marker, its heading, its text."""
    parts = (segment.marker.raw if segment.marker else None, segment.heading, segment.text)
    return " ".join(part for part in parts if part)


def _notes(segment: Segment) -> list[Text]:
    """Return what the gutter says: id and page, role or unusual kind, doubt."""
    notes = [_name(segment)]
    if segment.role is not None:
        notes.append(Text(segment.role, _ROLE_STYLES[segment.role]))
    elif segment.kind not in _OUTLINED:
        notes.append(Text(segment.kind, "dim"))
    if segment.continued:
        notes.append(Text("continued", "dim"))
    if segment.confidence < DOUBTFUL:
        notes.append(Text(f"? {int(segment.confidence * 100)} % sure", "bold yellow"))
    return notes


def _name(segment: Segment) -> Text:
    """Return a segment's id, cut to the gutter, and its page."""
    page = segment.sources[0].page if segment.sources else None
    name = segment.id if len(segment.id) <= _GUTTER - 8 else f"{segment.id[: _GUTTER - 9]}…"
    shown = Text(f"{printable(name):<{_GUTTER - 8}}", "bold")
    return shown.append(f" p. {page}" if page is not None else "", "not bold dim")


def _block(text: str, look: Look, style: Style) -> Iterator[Text]:
    """Yield `text` wrapped to what is left of the line; right-to-left text is set from the right in a terminal."""
    room = style.width - look.left - 1
    indent = min(look.indent, max(room - _MIN_TEXT, 0))
    width = max(room - indent, 1)
    safe, position = printable(text), 0
    marks = look.marks if safe == text and not style.reshape else ()
    for line in wrap(safe, width, cell_len):
        position = max(safe.find(line, position), 0)
        if look.direction == "ltr":
            shown, pad = line, " " * indent
        else:
            shown = to_visual(line) if style.reshape else line
            pad = " " * (width - cell_len(shown)) if style.terminal or style.reshape else " " * indent
            shown = isolate(shown) if style.terminal and not style.reshape else shown
        whole = Text(pad).append(shown, look.colour)
        colour(whole, len(pad) + (len(shown) - len(line)) // 2, position, len(line), marks)
        yield whole
        position += len(line)


# --------------------------------------------------------------------------------------------------- the findings


def _findings(report: Report, style: Style) -> Iterator[Text]:
    """Yield the segments in doubt, then one line for every code that was found: how often, and the first of them."""
    unsure = list(doubtful(report.segments))
    if unsure:
        more = f", and {len(unsure) - _MOST_DOUBTFUL} more" if len(unsure) > _MOST_DOUBTFUL else ""
        said = f"in doubt: {', '.join(unsure[:_MOST_DOUBTFUL])}{more}"
        yield from (Text(line, "yellow") for line in wrap(printable(said), style.width, cell_len))
    code_of = attrgetter("code")
    for code, group in groupby(sorted(report.diagnostics, key=code_of), key=code_of):
        found = list(group)
        count = f" ×{len(found)}" if len(found) > 1 else ""
        page = f"page {found[0].page}: " if found[0].page is not None else ""
        head = f"{found[0].severity} {code}{count}: "
        lines = wrap(printable(f"{head}{page}{found[0].message}"), style.width, cell_len)
        for line in lines:
            yield Text(line, _SEVERITY_STYLES[found[0].severity])
