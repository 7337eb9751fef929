"""Report → Markdown: CommonMark with the tables and footnotes of GitHub, nothing of which is HTML.

Headings keep the outline, paragraphs and items their numbers as printed, items hang below what introduces them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from unodc_parse.export.encoding import REPLACEMENT, clean
from unodc_parse.export.records import EVERYTHING, Selection, select
from unodc_parse.language.leaders import entries_of
from unodc_parse.model import Report, Segment

_MAX_HEADING = 6
_INDENT = "  "
_HEADINGS = frozenset({"section", "subsection", "heading", "annex"})
_ITEMS = frozenset({"item", "subitem"})

#: What could begin markup anywhere in a line …
_MARKUP = re.compile(r"[\\`*_\[\]<>&|~$^#]")
#: … and what could only at its start: lists, rules, definitions.
_START = re.compile(r"^(?:([0-9]+)([.)])|([+=:-]))")
_SPACE = re.compile(r"[\s\x1c-\x1f\x85]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
#: Embeddings, overrides and isolates: left open, they would turn what follows.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def to_markdown(report: Report, selection: Selection = EVERYTHING) -> bytes:
    """Return the report as Markdown in UTF-8."""
    chosen = list(select(report, selection))
    writer = _Writer(report, chosen)
    blocks = [writer.block(segment) for segment in chosen if segment.kind != "footnote"]
    blocks = [*_head(report), *filter(None, blocks), *writer.footnotes()]
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def escape(text: str) -> str:
    r"""Return `text` on one line, with nothing in it that Markdown or HTML would read as markup.

    >>> escape("1. <b>*Art* & more\n# of it"), escape("- x")
    ('1\\. \\<b\\>\\*Art\\* \\& more \\# of it', '\\- x')
    """
    line = _SPACE.sub(" ", _BIDI.sub("", clean(text))).strip()
    line = _MARKUP.sub(r"\\\g<0>", _CONTROL.sub(REPLACEMENT, line))
    return _START.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", line)


class _Writer:
    """Where the chosen segments stand, and what their footnotes are called."""

    def __init__(self, report: Report, chosen: list[Segment]) -> None:
        self.chosen = chosen
        self.indents: dict[str, int] = {}
        self.depths = _outline_depths(report)
        self.calls = _call_names([s for s in chosen if s.kind == "footnote"])

    def block(self, segment: Segment) -> str:
        """Return a segment as one block of Markdown; empty where nothing is printed in it."""
        calls = "".join(f"[^{self.calls[note]}]" for note in segment.notes if note in self.calls)
        if segment.rows:
            return _table(segment.rows) + (f"\n\n{calls}" if calls else "")
        marker = escape(segment.marker.raw) if segment.marker else ""
        if segment.kind in _HEADINGS:
            return self._heading(segment, marker, calls)
        if segment.id == "contents":
            return "\\\n".join(map(escape, entries_of(segment.text or "")))
        words = " ".join(filter(None, (marker, escape(segment.text or segment.heading or ""))))
        if segment.kind not in _ITEMS:
            return words + calls
        indent = self.indents[segment.id] = self.indents.get(segment.parent or "", -1) + 1
        return f"{_INDENT * indent}- {words}{calls}"

    def footnotes(self) -> Iterator[str]:
        """Yield the chosen footnotes, as definitions of what calls them."""
        for segment in self.chosen:
            if segment.kind == "footnote":
                yield f"[^{self.calls[segment.id]}]: {escape(segment.text or '')}"

    def _heading(self, segment: Segment, marker: str, calls: str) -> str:
        """Return a heading, and the text below it; an unnumbered heading is all the text there is."""
        words = segment.text if segment.kind == "heading" and segment.heading is None else segment.heading
        title = " ".join(filter(None, (marker, escape(words or "")))) + calls
        below = escape(segment.text) if segment.text and segment.text != words else ""
        signs = "#" * min(self.depths.get(segment.id, 0) + 2, _MAX_HEADING)
        return "\n\n".join(filter(None, (f"{signs} {title}" if title else "", below)))


def _head(report: Report) -> Iterator[str]:
    """Yield the title, and under it the symbols."""
    yield f"# {escape(report.metadata.title or report.source.name)}"
    if report.metadata.symbols:
        yield ", ".join(map(escape, report.metadata.symbols))


def _outline_depths(report: Report) -> dict[str, int]:
    """Map every id to the number of headings above it; parents come first in a report."""
    below: dict[str | None, int] = {}
    depths: dict[str, int] = {}
    for segment in report.segments:
        depths[segment.id] = below.get(segment.parent, 0)
        below[segment.id] = depths[segment.id] + (segment.kind in _HEADINGS)
    return depths


def _call_names(footnotes: list[Segment]) -> dict[str, str]:
    """Map the ids of footnotes to names that Markdown allows, each once."""
    names: dict[str, str] = {}
    seen = Counter[str]()
    for segment in footnotes:
        name = re.sub(r"[^A-Za-z0-9]+", "-", segment.id)
        seen[name] += 1
        names[segment.id] = name if seen[name] == 1 else f"{name}.{seen[name]}"
    return names


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    """Return rows as a table; Markdown wants the first one to be its head, and all to be equally long."""
    width = max(map(len, rows), default=0) or 1
    lines = [f"| {' | '.join(map(escape, (*row, *[''] * (width - len(row)))))} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])
