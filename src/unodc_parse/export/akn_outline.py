"""Which parts an Akoma Ntoso document has: what stands under what, what is preamble, what every part's eId is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple

from msgspec.structs import replace

from unodc_parse.export.frbr import akn_data
from unodc_parse.model import Report, Segment

#: Deeper than any outline is printed; what is nested deeper stands beside its parent.
_MAX_DEPTH = 60

Children = dict[str | None, list[Segment]]


class Recitals(NamedTuple):
    """Paragraphs of a preamble, and the heading over them, if there is one."""

    heading: Segment | None
    paragraphs: list[Segment]


class Outline(NamedTuple):
    """The parts of one version.

    Attributes:
        masthead: its lines.
        segments: all others by their ids.
        children: the segments right under each, `None` for the roots; called footnotes are under none.
        preamble: what stands before the numbered parts of a resolution.
        body: the roots that are not preamble.
        eids: the eId of every segment and line, by ids: `II.1.a` is `sec_II__para_1__point_a`.
    """

    masthead: list[Segment]
    segments: dict[str, Segment]
    children: Children
    preamble: list[Recitals]
    body: list[Segment]
    eids: dict[str, str]

    def footnote(self, note: str) -> Segment | None:
        """Return the footnote of this id, or null."""
        found = self.segments.get(note)
        return found if found is not None and found.kind == "footnote" else None


def outline_of(report: Report, scope: str = "") -> Outline:
    """Return the outline of a report; `scope` begins all its eIds."""
    masthead, segments = _shown(report)
    footnotes = {segment.id for segment in segments if segment.kind == "footnote"}
    called = footnotes.intersection(note for segment in segments for note in segment.notes)
    children = _children((segment for segment in segments if segment.id not in called), called)
    preamble = _preamble(children) if report.metadata.document_type == "resolution" else []
    recitals = {s.id for group in preamble for s in (group.heading, *group.paragraphs) if s is not None}
    body = [root for root in children[None] if root.id not in recitals]
    begin = f"{scope}__" if scope else ""
    eids = {line.id: f"{begin}preface__p_{number}" for number, line in enumerate(masthead, 1)}
    _add_eids(eids, segments, scope, recitals)
    return Outline(masthead, {segment.id: segment for segment in segments}, children, preamble, body, eids)


def _add_eids(eids: dict[str, str], segments: list[Segment], scope: str, recitals: set[str]) -> None:
    """Give every segment an eId of its own, made of its parent's and of its id's last part."""
    taken = set(eids.values())
    for segment in segments:
        above = segment.parent or ""
        own = segment.id.removeprefix(f"{above}.") if above else segment.id
        name = f"{_prefix(segment, recitals)}_{re.sub(r'[^A-Za-z0-9.-]+', '-', own)}"
        wanted = eid = "__".join(filter(None, (eids.get(above, scope), name)))
        while eid in taken:
            eid = f"{wanted}-{len(taken)}"
        taken.add(eid)
        eids[segment.id] = eid


def _prefix(segment: Segment, recitals: set[str]) -> str:
    if segment.id in recitals:
        return "rec" if segment.kind == "paragraph" else "recs"
    if segment.kind == "annex" and segment.parent is None:
        return "att"
    if segment.kind == "footnote":
        return "authorialNote"
    known = akn_data()["elements"].get(segment.kind)
    return str(known["prefix"]) if known else "hcontainer"


def _shown(report: Report) -> tuple[list[Segment], list[Segment]]:
    """Return the lines of the masthead, and the segments.

    Of two that bear one id, which only a file that was tampered with has, both stay.
    """
    masthead = [segment for segment in report.furniture if segment.kind == "masthead" and segment.text]
    found: dict[str, Segment] = {}
    for segment in (*masthead, *report.segments):
        name = segment.id
        while name in found:
            name += "~2"
        found[name] = segment if name == segment.id else replace(segment, id=name)
    shown = list(found.values())
    return shown[: len(masthead)], shown[len(masthead) :]


def _children(segments: Iterable[Segment], above: Iterable[str]) -> Children:
    """Map ids to the segments right under them; parents come first, whatever has none before it is a root."""
    children: Children = defaultdict(list)
    depths = dict.fromkeys(above, 1)
    parents: dict[str, str | None] = {}
    for segment in segments:
        parent = segment.parent if segment.parent in depths else None
        while parent is not None and depths[parent] >= _MAX_DEPTH:
            parent = parents[parent]
        parents[segment.id] = parent
        depths[segment.id] = 1 if parent is None else depths[parent] + 1
        children[parent].append(segment)
    return children


def _preamble(children: Children) -> list[Recitals]:
    """Return the unnumbered paragraphs that stand before all else, by the headings over them."""
    groups: list[Recitals] = []
    for root in children[None]:
        below = children[root.id]
        if root.kind == "heading" and root.marker is None and all(_is_recital(child, children) for child in below):
            groups.append(Recitals(root, list(below)))
        elif _is_recital(root, children):
            groups = groups or [Recitals(None, [])]
            groups[-1].paragraphs.append(root)
        else:  # a heading right before it is its own
            return list(takewhile(lambda group: group.paragraphs, groups))
    return []  # nothing follows: that is no preamble


def _is_recital(segment: Segment, children: Children) -> bool:
    return segment.kind == "paragraph" and segment.marker is None and not children[segment.id]
