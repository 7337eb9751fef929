"""Report → Akoma Ntoso 3.0 (OASIS, 2018), valid against the standard's own schema.

The outline becomes a hierarchy of sections, paragraphs, points and indents; what stands above the outline is the
preface, annexes are attachments, footnotes stand where they are called. eIds are made of the ids of segments, thus of
Latin ordinals in every language. What the standard has no place for (page, box, confidence, strength) is `proprietary`.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from unodc_parse.export.akn_meta import OWN_NAMESPACE, component_metadata, metadata_of
from unodc_parse.export.akn_outline import outline_of
from unodc_parse.export.akn_text import Mark, concept_id, fill, marks_of
from unodc_parse.export.encoding import clean_xml
from unodc_parse.export.frbr import Work, akn_data, language_code, work_of
from unodc_parse.model import Report, Segment

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

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


class _Builder:
    """One version, and which of its footnotes have been placed."""

    def __init__(self, report: Report, work: Work, scope: str, twins: dict[str, str]) -> None:
        self.report, self.work, self.scope, self.twins = report, work, scope, twins
        self.outline = outline_of(report, scope)
        self.eids, self.children = self.outline.eids, self.outline.children
        self.notes_placed: set[str] = set()

    def document(self) -> Element:
        """Return the element of the whole document."""
        document = Element(self.work.root, {"name": self.work.subtype})
        document.append(metadata_of(self.report, self.work, self.eids, alone=not self.scope))
        self._add_preface(document)
        if self.outline.preamble:
            self._add_preamble(document)
        main = SubElement(document, "mainBody", {"xml:lang": self.report.language})
        main.extend([self._unit(segment) for segment in self.outline.body if segment.kind != "annex"])
        _fill_empty(main)
        annexes = [self._attachment(segment) for segment in self.outline.body if segment.kind == "annex"]
        if annexes:
            SubElement(document, "attachments").extend(annexes)
        return document

    def _add_preface(self, document: Element) -> None:
        """Add the masthead as it is printed, symbols and title marked in it."""
        if not self.outline.masthead:
            return
        preface = SubElement(document, "preface")
        wanted = dict.fromkeys(self.work.symbols, "docNumber")
        wanted |= {self.report.metadata.title: "docTitle"} if self.report.metadata.title else {}
        for line in self.outline.masthead:
            text = line.text or ""
            places = ((text.find(words), words, tag) for words, tag in wanted.items() if words)
            marks = [Mark(at, at + len(words), tag, {}) for at, words, tag in places if at >= 0]
            fill(SubElement(preface, "p", self._attributes(line)), text, marks)

    def _add_preamble(self, document: Element) -> None:
        preamble = SubElement(document, "preamble")
        for number, group in enumerate(self.outline.preamble, 1):
            wanted = self._attributes(group.heading) if group.heading else self._id(f"recs_{number}")
            recitals = SubElement(preamble, "recitals", wanted)
            if group.heading is not None:
                self._add_head(recitals, group.heading)
            for segment in group.paragraphs:
                self._add_text(SubElement(recitals, "recital", self._attributes(segment)), "p", segment)

    def _attachment(self, segment: Segment) -> Element:
        """Return an annex: a document of its own, a component of the same Work."""
        attachment = Element("attachment", self._attributes(segment))
        self._add_head(attachment, segment)
        document = SubElement(attachment, "doc", {"name": "annex"})
        document.append(component_metadata(self.report, self.work, self._work_id(segment)))
        main = SubElement(document, "mainBody")
        if segment.text:
            self._add_text(main, "p", segment)
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
        is_said = segment.kind != "heading" and (segment.text or (segment.notes and segment.heading is None))
        if segment.rows or is_said:
            tag = "intro" if below else "content"
            block = SubElement(unit, tag, {"eId": f"{self.eids[segment.id]}__{tag}"})
            if segment.rows:
                self._add_table(block, segment)
            else:
                self._add_text(block, "p", segment)
        unit.extend([self._unit(child) for child in below])
        return unit

    def _add_head(self, unit: Element, segment: Segment) -> None:
        """Add number and heading; an unnumbered heading is all the text there is."""
        if segment.marker is not None:
            SubElement(unit, "num").text = clean_xml(segment.marker.raw)
        if segment.kind == "heading":
            self._add_text(unit, "heading", segment)
        elif segment.heading is not None:
            heading = SubElement(unit, "heading")
            heading.text = clean_xml(segment.heading)
            if not segment.text:
                self._add_notes(heading, segment)

    def _add_text(self, block: Element, tag: str, segment: Segment) -> None:
        """Add an element with a segment's text, what is marked in it, and its footnotes."""
        eid = f"{self.eids[segment.id]}__{tag}_1"
        element = SubElement(block, tag, {"eId": eid})
        if segment.text is None:
            element.text = clean_xml(segment.heading or "")
        else:
            fill(element, segment.text, marks_of(segment, self.eids, eid))
        self._add_notes(element, segment)

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
            found = self.outline.footnote(note)
            if found is None:
                continue
            marker = {"marker": clean_xml(found.marker.raw)} if found.marker else {}
            if note in self.notes_placed:
                SubElement(element, "noteRef", {"href": f"#{self.eids[note]}", **marker})
                continue
            self.notes_placed.add(note)
            placed = SubElement(element, "authorialNote", self._attributes(found) | marker | {"placement": "bottom"})
            self._add_text(placed, "p", found)
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
