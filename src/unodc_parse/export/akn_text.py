"""What is marked inside the text of an Akoma Ntoso document: references, dates, bodies, addressees, footnotes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from unodc_parse.export.encoding import clean_xml
from unodc_parse.export.frbr import is_day, slug
from unodc_parse.model import Citation, Segment

_DOCUMENTS = "https://undocs.org/"
_ONTOLOGY = "/akn/ontology/reference/un"
_PORTIONS = (("article", "art"), ("paragraph", "para"), ("sub", "point"))


class Mark(NamedTuple):
    """A stretch of text that becomes an element."""

    start: int
    end: int
    tag: str
    attributes: dict[str, str]


def fill(element: Element, text: str, marks: Iterable[Mark]) -> None:
    """Put `text` into `element`, the marked stretches as elements; of two that overlap, the first and longer stands."""
    reached, last = 0, None
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        if not reached <= mark.start < mark.end <= len(text):
            continue
        _append(element, last, text[reached : mark.start])
        last = SubElement(element, mark.tag, mark.attributes)
        last.text = clean_xml(text[mark.start : mark.end])
        reached = mark.end
    _append(element, last, text[reached:])


def marks_of(segment: Segment, eids: dict[str, str], element_id: str) -> list[Mark]:
    """Return what is marked in a segment's text; `eids` tells which element a paragraph of this document is."""
    marks = [Mark(*c.span, "ref", {"href": _target(c, eids)}) for c in segment.citations]
    marks += [_date(*d.span, d.start, d.end) for d in segment.dates]
    marks += [Mark(*b.span, "organization", {"refersTo": f"#{concept_id('body', b.id)}"}) for b in segment.bodies]
    marks += [
        Mark(*a.span, "role", {"refersTo": f"#{concept_id('addressee', a.id)}"})
        for a in segment.addressees
        if a.span is not None
    ]
    references = (mark for mark in marks if mark.tag == "ref")
    for number, mark in enumerate(sorted(references, key=lambda m: m.start), 1):
        mark.attributes["eId"] = f"{element_id}__ref_{number}"
    return marks


def concept_id(kind: str, name: str) -> str:
    """Return the id of something that the text refers to.

    >>> concept_id("body", "@council")
    'body_council'
    """
    return f"{kind}_{slug(name) or 'unnamed'}"


def _append(element: Element, last: Element | None, text: str) -> None:
    if last is None:
        element.text = clean_xml(text)
    else:
        last.tail = clean_xml(text)


def _date(start: int, end: int, first: str, last: str) -> Mark:
    """Return a day as `date`; a range of days, which that can't hold, as an interval of ISO 8601 in a `span`."""
    if first == last and is_day(first):
        return Mark(start, end, "date", {"date": first})
    return Mark(start, end, "span", {"class": "period", "title": f"{first}/{last}"})


def _target(citation: Citation, eids: dict[str, str]) -> str:
    """Return what a reference points to.

    A paragraph of this document is its element, a document its permanent address. Of all others the date is not known,
    which the IRI of a Work needs; they get a name of the ontology.
    """
    if citation.target in eids:
        return f"#{eids[citation.target]}"
    if citation.kind == "document" and citation.number:
        return _DOCUMENTS + quote(clean_xml(citation.number))
    owner = slug(citation.instrument or citation.body or "un")
    portion = "__".join(
        f"{prefix}_{slug(value)}" for name, prefix in _PORTIONS if (value := getattr(citation, name, None))
    )
    parts = [citation.kind, owner, slug(citation.number or "")]
    return "/".join((_ONTOLOGY, *filter(None, parts))) + (f"#{portion}" if portion else "")
