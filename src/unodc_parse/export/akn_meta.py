"""The `meta` of an Akoma Ntoso document: who it is, what its text refers to, and where and how surely it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement

from unodc_parse._version import __version__
from unodc_parse.export.akn_text import concept_id
from unodc_parse.export.encoding import clean_xml
from unodc_parse.export.frbr import ORGANIZATION, PROGRAM, Work, identification, slug
from unodc_parse.model import Report, Segment

#: The namespace of what the standard has no words for; the prefix `up` is declared on the root.
OWN_NAMESPACE = "urn:unodc-parse:akn:1"

_CONCEPTS = {"body": "TLCOrganization", "addressee": "TLCRole", "role": "TLCConcept"}


def metadata_of(report: Report, work: Work, eids: dict[str, str], *, alone: bool) -> Element:
    """Return the `meta` of a whole document; one that is not `alone` in its file shares the references there."""
    meta = Element("meta")
    meta.append(identification(work, [report.language], report.metadata.original_language))
    if alone:
        meta.append(references_of(report))
    meta.append(_provenance(report, eids))
    return meta


def component_metadata(report: Report, work: Work, component: str) -> Element:
    """Return the `meta` of an annex, a component of the Work."""
    meta = Element("meta")
    meta.append(identification(work, [report.language], report.metadata.original_language, component))
    return meta


def references_of(*reports: Report) -> Element:
    """Return what the text refers to, each once, by the words that it is first called by."""
    found = Element("references", {"source": f"#{PROGRAM}"})
    known = {ORGANIZATION: ("TLCOrganization", "United Nations"), PROGRAM: ("TLCObject", f"{PROGRAM} {__version__}")}
    for kind, name, words in _concepts(segment for report in reports for segment in report.segments):
        known.setdefault(concept_id(kind, name), (_CONCEPTS[kind], words))
    for eid, (tag, words) in known.items():
        sort = tag.removeprefix("TLC").lower()
        href = f"/akn/ontology/{sort}/{ORGANIZATION}/{slug(eid.partition('_')[2]) or eid}"
        SubElement(found, tag, {"eId": eid, "href": href, "showAs": clean_xml(words)})
    return found


def _concepts(segments: Iterable[Segment]) -> Iterator[tuple[str, str, str]]:
    for segment in segments:
        if segment.role is not None:
            yield "role", segment.role, segment.role
        for body in segment.bodies:
            yield "body", body.id, body.text
        for addressee in segment.addressees:
            yield "addressee", addressee.id, addressee.text


def _provenance(report: Report, eids: dict[str, str]) -> Element:
    """Return where every segment was printed, how sure its reading is, how strongly it directs."""
    found = Element("proprietary", {"source": f"#{PROGRAM}"})
    source = report.source
    pages = {} if source.page_count is None else {"pages": str(source.page_count)}
    described = {"name": clean_xml(source.name), "sha256": source.sha256, "mediaType": source.media_type}
    SubElement(found, "up:source", described | pages | {"reader": source.reader})
    for segment in report.segments:
        facts = {"href": f"#{eids[segment.id]}", "id": clean_xml(segment.id), "kind": segment.kind}
        facts["confidence"] = str(segment.confidence)
        if segment.modality is not None:
            facts |= {"cue": clean_xml(segment.modality.cue), "strength": str(segment.modality.strength)}
        if segment.addressees:
            facts["addressees"] = " ".join(dict.fromkeys(clean_xml(a.id) for a in segment.addressees))
        _add_places(SubElement(found, "up:segment", facts), segment)
    return found


def _add_places(element: Element, segment: Segment) -> None:
    for source in segment.sources:
        place = {"lines": f"{source.lines[0]} {source.lines[1]}"}
        if source.page is not None:
            place["page"] = str(source.page)
        if source.bbox is not None:
            place["bbox"] = " ".join(f"{edge:g}" for edge in source.bbox)
        if isinstance(source.document, str):
            place["document"] = clean_xml(source.document)
        SubElement(element, "up:place", place)
