"""Report → Akoma Ntoso 3.0 (OASIS, 2018), valid against the standard's own schema.

The outline becomes a hierarchy of sections, paragraphs, points and indents; what stands above the outline is the
preface, annexes are attachments, footnotes stand where they are called. eIds are made of the ids of segments, thus of
Latin ordinals in every language. What the standard has no place for (page, box, confidence, strength) is `proprietary`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import takewhile
from xml.etree.ElementTree import Element, SubElement, tostring

from msgspec.structs import replace

from unodc_parse.export.akn_meta import OWN_NAMESPACE, component_metadata, metadata_of
from unodc_parse.export.akn_text import Mark, concept_id, fill, marks_of
from unodc_parse.export.encoding import clean_xml
from unodc_parse.export.frbr import Work, akn_data, language_code, work_of
from unodc_parse.model import Report, Segment

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

#: Deeper than any outline is printed; what is nested deeper stands beside its parent.
_MAX_DEPTH = 60
#: Elements whose white space is text, in which no line may be broken.
_INLINE = frozenset({"p", "num", "heading"})


def to_akn(report: Report) -> bytes:
    """Return the report as an Akoma Ntoso document in UTF-8."""
    return serialize(document_of(report, work_of(report)))


def document_of(report: Report, work: Work, scope: str = "", twins: dict[str, str] | None = None) -> Element:
    """Return the element of one language version of a Work.

    `scope` begins all its eIds, where several versions stand in one file; they then share their `wId`s. `twins` maps
    ids of segments to eIds of the segments in another version that they are an alternative to.
    """
    return _Builder(report, work, scope, twins or {}).document()


def serialize(document: Element) -> bytes:
    """Return a document as a file."""
    root = Element("akomaNtoso", {"xmlns": NAMESPACE, "xmlns:up": OWN_NAMESPACE})
    root.append(document)
    _break_lines(root)
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def eids_of(report: Report, scope: str = "") -> dict[str, str]:
    """Map the ids of segments to their eIds, each once: `II.1.a` is `sec_II__para_1__point_a`."""
    masthead, segments = _shown(report)
    begin = f"{scope}__" if scope else ""
    eids = {line.id: f"{begin}preface__p_{number}" for number, line in enumerate(masthead, 1)}
    taken = set(eids.values())
    for segment in segments:
        above = segment.parent or ""
        own = segment.id.removeprefix(f"{above}.") if above else segment.id
        words = (eids.get(above, scope), f"{_prefix(segment)}_{re.sub(r'[^A-Za-z0-9.-]+', '-', own)}")
        wanted = eid = "__".join(filter(None, words))
        while eid in taken:
            eid = f"{wanted}-{len(taken)}"
        taken.add(eid)
        eids[segment.id] = eid
    return eids


class _Builder:
    """One version: its segments under their parents, and their eIds."""

    def __init__(self, report: Report, work: Work, scope: str, twins: dict[str, str]) -> None:
        self.report, self.work, self.scope, self.twins = report, work, scope, twins
        self.masthead, segments = _shown(report)
        self.segments = {segment.id: segment for segment in segments}
        self.eids = eids_of(report, scope)
        self.notes_placed: set[str] = set()
        called = {note for segment in self.segments.values() for note in segment.notes if self._is_footnote(note)}
        self.children = _children([s for s in self.segments.values() if s.id not in called], frozenset(called))

    def document(self) -> Element:
        """Return the element of the whole document."""
        roots = self.children[None]
        preamble = self._preamble(roots)
        document = Element(self.work.root, {"name": self.work.subtype})
        document.append(metadata_of(self.report, self.work, self.eids, alone=not self.scope))
        self._add_preface(document)
        if preamble:
            self._add_recitals(document, preamble)
        body = roots[len(preamble) :]
        main = SubElement(document, "mainBody", {"xml:lang": self.report.language})
        main.extend([self._unit(segment) for segment in body if segment.kind != "annex"])
        _fill_empty(main)
        annexes = [self._attachment(segment) for segment in body if segment.kind == "annex"]
        if annexes:
            SubElement(document, "attachments").extend(annexes)
        return document

    def _is_footnote(self, note: str) -> bool:
        return note in self.segments and self.segments[note].kind == "footnote"

    def _preamble(self, roots: list[Segment]) -> list[Segment]:
        """Return the unnumbered paragraphs that a resolution begins with, where numbered ones follow."""
        if self.report.metadata.document_type != "resolution":
            return []
        found = list(takewhile(self._is_recital, roots))
        return found if len(found) < len(roots) else []

    def _is_recital(self, segment: Segment) -> bool:
        return segment.kind == "paragraph" and segment.marker is None and not self.children[segment.id]

    def _add_preface(self, document: Element) -> None:
        """Add the masthead as it is printed, symbols and title marked in it."""
        if not self.masthead:
            return
        preface = SubElement(document, "preface")
        wanted = dict.fromkeys(self.work.symbols, "docNumber")
        wanted |= {self.report.metadata.title: "docTitle"} if self.report.metadata.title else {}
        for line in self.masthead:
            text = line.text or ""
            places = ((text.find(words), words, tag) for words, tag in wanted.items() if words)
            marks = [Mark(at, at + len(words), tag, {}) for at, words, tag in places if at >= 0]
            fill(SubElement(preface, "p", self._attributes(line)), text, marks)

    def _add_recitals(self, document: Element, preamble: list[Segment]) -> None:
        recitals = SubElement(SubElement(document, "preamble"), "recitals", self._id("recs"))
        for segment in preamble:
            recital = SubElement(recitals, "recital", self._attributes(segment))
            self._add_paragraph(recital, segment)

    def _attachment(self, segment: Segment) -> Element:
        """Return an annex: a document of its own, a component of the same Work."""
        attachment = Element("attachment", self._attributes(segment))
        self._add_head(attachment, segment)
        document = SubElement(attachment, "doc", {"name": "annex"})
        document.append(component_metadata(self.report, self.work, self._work_id(segment)))
        main = SubElement(document, "mainBody")
        if segment.text:
            self._add_paragraph(main, segment)
        main.extend([self._unit(child) for child in self.children[segment.id]])
        _fill_empty(main)
        return attachment

    def _unit(self, segment: Segment) -> Element:
        """Return a segment with all that stands under it."""
        known = akn_data()["elements"].get(segment.kind)
        unit = Element(known["tag"] if known else "hcontainer", self._attributes(segment))
        if known is None:
            unit.set("name", segment.kind)
        self._add_head(unit, segment)
        below = self.children[segment.id]
        if segment.rows or segment.text:
            tag = "intro" if below else "content"
            block = SubElement(unit, tag, {"eId": f"{self.eids[segment.id]}__{tag}"})
            if segment.rows:
                self._add_table(block, segment)
            else:
                self._add_paragraph(block, segment)
        unit.extend([self._unit(child) for child in below])
        return unit

    def _add_head(self, unit: Element, segment: Segment) -> None:
        if segment.marker is not None:
            SubElement(unit, "num").text = clean_xml(segment.marker.raw)
        if segment.heading is not None:
            heading = SubElement(unit, "heading")
            heading.text = clean_xml(segment.heading)
            if not segment.text:
                self._add_notes(heading, segment)

    def _add_paragraph(self, block: Element, segment: Segment) -> None:
        eid = f"{self.eids[segment.id]}__p_1"
        paragraph = SubElement(block, "p", {"eId": eid})
        fill(paragraph, segment.text or "", marks_of(segment, self.eids, eid))
        self._add_notes(paragraph, segment)

    def _add_table(self, block: Element, segment: Segment) -> None:
        table = SubElement(block, "table", {"eId": f"{self.eids[segment.id]}__table_1"})
        for row in segment.rows or ():
            line = SubElement(table, "tr")
            for cell in row or ("",):
                SubElement(SubElement(line, "td"), "p").text = clean_xml(cell)
        if segment.notes:
            self._add_notes(SubElement(block, "p"), segment)

    def _add_notes(self, element: Element, segment: Segment) -> None:
        """Add the footnotes that a segment calls: where first called as text, later as references."""
        for note in segment.notes:
            if not self._is_footnote(note):
                continue
            found, eid = self.segments[note], self.eids[note]
            marker = {"marker": clean_xml(found.marker.raw)} if found.marker else {}
            if note in self.notes_placed:
                SubElement(element, "noteRef", {"href": f"#{eid}", **marker})
                continue
            self.notes_placed.add(note)
            placed = SubElement(element, "authorialNote", self._attributes(found) | marker | {"placement": "bottom"})
            self._add_paragraph(placed, found)
            placed.extend([self._unit(child) for child in self.children[note]])

    def _work_id(self, segment: Segment) -> str:
        return self.eids[segment.id].removeprefix(f"{self.scope}__")

    def _id(self, *words: str) -> dict[str, str]:
        return {"eId": "__".join(filter(None, (self.scope, *words)))}

    def _attributes(self, segment: Segment) -> dict[str, str]:
        """Return what every unit has: eId, role, language, and the twin in another version."""
        eid = self.eids[segment.id]
        found = {"eId": eid}
        if self.scope:
            found["wId"] = self._work_id(segment)
        if segment.role is not None:
            found |= {"class": segment.role, "refersTo": f"#{concept_id('role', segment.role)}"}
        if segment.language != self.report.language and language_code(segment.language) != "und":
            found["xml:lang"] = segment.language
        if segment.id in self.twins:
            found["alternativeTo"] = self.twins[segment.id]
        return found


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


def _children(segments: list[Segment], above: frozenset[str]) -> dict[str | None, list[Segment]]:
    """Map ids to the segments right under them, `None` to the roots; parents come first, all others are roots."""
    children: dict[str | None, list[Segment]] = defaultdict(list)
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


def _prefix(segment: Segment) -> str:
    if segment.kind == "annex" and segment.parent is None:
        return "att"
    if segment.kind == "footnote":
        return "authorialNote"
    known = akn_data()["elements"].get(segment.kind)
    return str(known["prefix"]) if known else "hcontainer"


def _fill_empty(body: Element) -> None:
    """Give a body that holds nothing the one block that the schema wants."""
    if len(body) == 0:
        SubElement(body, "p")


def _break_lines(element: Element) -> None:
    """Begin every block on a line of its own."""
    if element.tag in _INLINE or len(element) == 0:
        return
    element.text = "\n"
    for child in element:
        child.tail = "\n"
        _break_lines(child)
