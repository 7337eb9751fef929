"""A draft report and its addenda, joined into one report.

The addenda of a draft report continue its sections: "II. Recommendations (continued)", «ثانياً- التوصيات (تابع)». What
they hold goes to the end of the section that it continues; new sections go where their number belongs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec
from msgspec import Struct

from unodc_parse.diagnostics import Diagnostic, report
from unodc_parse.errors import OptionsError
from unodc_parse.language.lexicon import fold
from unodc_parse.model import Metadata, Report, Segment, SourceFile

_HEADED: Final = frozenset({"section", "subsection", "heading", "annex"})
#: The last part of the ids of what is printed without a number: paragraphs, headings, notes, tables.
_COUNTED: Final = re.compile(r"(?P<head>.*?)(?P<number>\d+)$")
_UNNUMBERED: Final = re.compile(r"(?:^|\.)(?:p|h|t|fn-|table-|masthead-|furniture-)\d+$")


class _Node(Struct):
    """A segment, the report that it comes from, and what stands under it."""

    segment: Segment
    origin: int
    children: list[_Node]


def assemble(parts: Sequence[Report]) -> Report:
    """Join a report and its addenda, in the order of their numbers; each source names the document it is printed in.

    Raises:
        OptionsError: the parts are in several languages.
    """
    languages = sorted({part.language for part in parts})
    if len(languages) > 1:
        raise OptionsError(
            f"the parts are in several languages ({', '.join(languages)}); assemble one version at a time"
        )
    ordered = sorted(parts, key=lambda part: _addendum(part) or 0)
    roots: list[_Node] = []
    for origin, part in enumerate(ordered):
        _merge(roots, _tree(part, origin))
    return _Writer(ordered).write(roots)


def _addendum(part: Report) -> int | None:
    number = part.metadata.addendum
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def _tree(part: Report, origin: int) -> list[_Node]:
    nodes = {segment.id: _Node(segment, origin, []) for segment in part.segments if segment.id != "contents"}
    roots: list[_Node] = []
    for node in nodes.values():
        parent = nodes.get(node.segment.parent or "")
        (parent.children if parent is not None else roots).append(node)
    return roots


def _merge(into: list[_Node], new: Iterable[_Node]) -> None:
    """Add the nodes of a later part to those of the parts before it."""
    for node in new:
        known = next((old for old in into if _is_continued(old.segment, node.segment)), None)
        if known is not None:
            _merge(known.children, node.children)
        elif (holder := _list_before(into, node.segment)) is not None:
            holder.children.append(node)
        else:
            into.insert(_place(into, node.segment), node)


def _list_before(siblings: Sequence[_Node], segment: Segment) -> _Node | None:
    """Return the paragraph whose list an item goes on with, where the addendum begins in the midst of a list."""
    before = siblings[-1] if siblings else None
    if segment.kind != "item" or segment.marker is None or before is None or before.segment.kind != "paragraph":
        return None
    items = [child.segment.marker for child in before.children if child.segment.kind == "item"]
    last = items[-1] if items else None
    goes_on = last is not None and (last.family, last.ordinal + 1) == (segment.marker.family, segment.marker.ordinal)
    return before if goes_on else None


def _is_continued(old: Segment, new: Segment) -> bool:
    """Tell whether a later heading continues an earlier one: the same number and words, or "(continued)"."""
    if old.kind not in _HEADED or old.kind != new.kind or _number(old) != _number(new):
        return False
    same = fold(old.heading or old.text or "") == fold(new.heading or new.text or "")
    return same or (new.continued and new.marker is not None)


def _number(segment: Segment) -> tuple[str, int] | None:
    return None if segment.marker is None else (segment.marker.family, segment.marker.ordinal)


def _place(siblings: Sequence[_Node], segment: Segment) -> int:
    """Return where a new segment goes: headings by their numbers, before the annexes; all else to the end."""
    number = _number(segment) if segment.kind in _HEADED else None
    for at, node in enumerate(siblings):
        other = _number(node.segment)
        if number is not None and other is not None and other[0] == number[0] and other[1] > number[1]:
            return at
        if node.segment.kind == "annex" and segment.kind != "annex":
            return at
    return len(siblings)


class _Writer:
    """Writes the merged tree as one flat report, with new ids where old ones are taken, and one text."""

    def __init__(self, parts: Sequence[Report]) -> None:
        self.parts = parts
        self.text: list[str] = []
        self.length = 0
        self.segments: list[Segment] = []
        self.ids: dict[tuple[int, str], str] = {}
        self.taken: set[str] = set()

    def write(self, roots: Sequence[_Node]) -> Report:
        """Return the joined report."""
        self._name(roots, None)
        for node in roots:
            self._write(node, None)
        furniture = [self._placed(s, origin, None) for origin, part in enumerate(self.parts) for s in part.furniture]
        first = self.parts[0]
        return Report(
            generator=first.generator,
            source=_source(self.parts),
            language=first.language,
            metadata=_metadata(self.parts),
            text="".join(self.text),
            segments=tuple(self.segments),
            furniture=tuple(furniture),
            diagnostics=(*self._diagnostics(), *_missing(self.parts)),
        )

    def _name(self, nodes: Sequence[_Node], parent: _Node | None) -> None:
        """Give every segment its id, before any is written: notes are called before they stand."""
        for node in nodes:
            self._take_id(node.segment, node.origin, parent)
            self._name(node.children, node)

    def _take_id(self, segment: Segment, origin: int, parent: _Node | None) -> None:
        wanted = segment.id
        if parent is not None and segment.parent is not None and wanted.startswith(f"{segment.parent}."):
            above = self.ids[parent.origin, parent.segment.id]
            wanted = f"{above}{wanted.removeprefix(segment.parent)}"
        self.ids[origin, segment.id] = new = self._free(wanted)
        self.taken.add(new)

    def _free(self, wanted: str) -> str:
        """Return an id that is not taken: what has no number of its own counts on, a number stands twice as `~2`."""
        if wanted not in self.taken:
            return wanted
        counted = _COUNTED.fullmatch(wanted) if _UNNUMBERED.search(wanted) else None
        head, number = (counted["head"], int(counted["number"])) if counted else (f"{wanted}~", 1)
        while f"{head}{number}" in self.taken or (not counted and number == 1):
            number += 1
        return f"{head}{number}"

    def _write(self, node: _Node, parent: str | None) -> None:
        segment = self._placed(node.segment, node.origin, parent)
        self.segments.append(segment)
        for child in node.children:
            self._write(child, segment.id)

    def _placed(self, segment: Segment, origin: int, parent: str | None) -> Segment:
        """Return a segment with its new id and place, and its line added to the text."""
        part = self.parts[origin]
        if (origin, segment.id) not in self.ids:
            self._take_id(segment, origin, None)
        start, end = segment.span
        head = part.text[part.text.rfind("\n", 0, start) + 1 : start]
        line = f"{head}{part.text[start:end]}\n"
        at = self.length + len(head)
        self.text.append(line)
        self.length += len(line)
        return msgspec.structs.replace(
            segment,
            id=self.ids[origin, segment.id],
            parent=parent,
            span=(at, at + end - start),
            sources=tuple(msgspec.structs.replace(s, document=part.source.name) for s in segment.sources),
            notes=tuple(self._new(origin, note) for note in segment.notes),
            citations=tuple(
                msgspec.structs.replace(c, target=self._new(origin, c.target)) if c.target else c
                for c in segment.citations
            ),
        )

    def _new(self, origin: int, old: str) -> str:
        return self.ids.get((origin, old), old)

    def _diagnostics(self) -> Iterator[Diagnostic]:
        for origin, part in enumerate(self.parts):
            for found in part.diagnostics:
                segment = self._new(origin, found.segment) if found.segment else None
                yield msgspec.structs.replace(found, message=f"{part.source.name}: {found.message}", segment=segment)


def _source(parts: Sequence[Report]) -> SourceFile:
    files = [part.source for part in parts]
    pages = [file.page_count for file in files if file.page_count is not None]
    return SourceFile(
        name=" + ".join(file.name for file in files),
        sha256=hashlib.sha256("".join(file.sha256 for file in files).encode()).hexdigest(),
        media_type=files[0].media_type,
        page_count=sum(pages) if pages else None,
        reader=", ".join(dict.fromkeys(file.reader for file in files)),
        damage=tuple(dict.fromkeys(damage for file in files for damage in file.damage)),
    )


def _metadata(parts: Sequence[Report]) -> Metadata:
    heads = [part.metadata for part in parts]
    return msgspec.structs.replace(
        heads[0],
        symbols=tuple(dict.fromkeys(symbol for head in heads for symbol in head.symbols)),
        meetings=tuple(dict.fromkeys(meeting for head in heads for meeting in head.meetings)),
        agenda_items=tuple(dict.fromkeys(item for head in heads for item in head.agenda_items)),
    )


def _missing(parts: Sequence[Report]) -> Iterator[Diagnostic]:
    """Tell which addenda are not there, of those before the last one."""
    numbers = {number for part in parts if (number := _addendum(part)) is not None}
    for number in range(1, max(numbers, default=0)):
        if number not in numbers:
            yield report("U402", number=number)
