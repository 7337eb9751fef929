"""Report → W3C Web Annotations (JSON-LD): an annotation a segment, on its boxes in the PDF or its lines in the text.

Places are fragments as their media types define them: `page=2&viewrect=72,310,451,93` in PDF (RFC 3778; points, origin
top left), `line=19,26` in plain text (RFC 5147; positions between lines, from 0).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from unodc_parse.export.encoding import clean, encode_pretty
from unodc_parse.export.records import EVERYTHING, Selection, select
from unodc_parse.model import Report, Segment, Source

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_PDF = "http://tools.ietf.org/rfc/rfc3778"
_TEXT = "http://tools.ietf.org/rfc/rfc5147"


def to_annotations(report: Report, selection: Selection = EVERYTHING) -> bytes:
    """Return an annotation collection with all annotations in its first page; ids depend on the file's hash only."""
    name = f"urn:uuid:{uuid5(NAMESPACE_URL, report.source.sha256)}"
    items = [_annotation(segment, report, name) for segment in select(report, selection)]
    return encode_pretty(
        {
            "@context": CONTEXT,
            "id": name,
            "type": "AnnotationCollection",
            "label": report.metadata.title or report.source.name,
            "generator": {"type": "Software", "name": "unodc-parse"},
            "total": len(items),
            "first": {"id": f"{name}#page-1", "type": "AnnotationPage", "startIndex": 0, "items": items},
        }
    )


def _annotation(segment: Segment, report: Report, name: str) -> dict[str, Any]:
    return {
        "id": f"{name}#segment-{quote(clean(segment.id))}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": list(_bodies(segment)),
        "target": [_target(place, segment, report) for place in segment.sources],
    }


def _bodies(segment: Segment) -> Iterator[dict[str, Any]]:
    """Yield what is said of a segment: kind, role, id, and its text."""
    for value in filter(None, (segment.kind, segment.role)):
        yield {"type": "TextualBody", "purpose": "classifying", "value": value}
    yield {"type": "TextualBody", "purpose": "tagging", "value": segment.id}
    if text := _text(segment):
        language = {"language": segment.language, "textDirection": segment.direction}
        yield {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": text, **language}


def _target(place: Source, segment: Segment, report: Report) -> dict[str, Any]:
    """Return one place; where it is the only one, the words can be looked for, too."""
    document = place.document if isinstance(place.document, str) else report.source.name
    selectors = [_fragment(place)]
    if len(segment.sources) == 1 and (text := _text(segment)):
        selectors.append({"type": "TextQuoteSelector", "exact": text})
    return {"source": quote(clean(document)), "format": report.source.media_type, "selector": selectors}


def _fragment(place: Source) -> dict[str, str]:
    if place.page is None:
        return {"type": "FragmentSelector", "conformsTo": _TEXT, "value": f"line={place.lines[0] - 1},{place.lines[1]}"}
    value = f"page={place.page}"
    if place.bbox is not None:
        x0, top, x1, bottom = place.bbox
        value += "&viewrect=" + ",".join(f"{edge:.1f}" for edge in (x0, top, x1 - x0, bottom - top))
    return {"type": "FragmentSelector", "conformsTo": _PDF, "value": value}


def _text(segment: Segment) -> str:
    return (segment.heading if segment.text is None else segment.text) or ""
