"""Web Annotations: every segment is said of its boxes, in the words of the W3C's data model."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from unodc_parse import Report
from unodc_parse.export.annotations import to_annotations
from unodc_parse.export.encoding import clean
from unodc_parse.export.records import Selection
from unodc_parse.model import Source

#: https://www.w3.org/TR/annotation-model/#motivation-and-purpose
PURPOSES = {"classifying", "tagging", "describing"}


def items(data: bytes) -> list[dict[str, Any]]:
    """Return the annotations; a collection that lacks what the data model requires fails."""
    collection = json.loads(data)
    page = collection["first"]
    assert (collection["@context"], collection["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    assert (page["type"], page["startIndex"]) == ("AnnotationPage", 0)
    assert collection["total"] == len(page["items"])
    names = [collection["id"], page["id"], *(item["id"] for item in page["items"])]
    assert len(set(names)) == len(names)
    assert all(name.startswith("urn:uuid:") and name.isascii() and " " not in name for name in names)
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert all(b["type"] == "TextualBody" and b["purpose"] in PURPOSES for b in item["body"])
    return list(page["items"])


def test_a_segment_is_said_of_its_box(arabic: Report) -> None:
    item = next(i for i in items(to_annotations(arabic)) if i["id"].endswith("#segment-II.1.b"))
    segment = arabic["II.1.b"]
    assert [b["value"] for b in item["body"]] == ["item", "recommendation", "II.1.b", segment.text]
    assert (item["body"][-1]["language"], item["body"][-1]["textDirection"]) == ("ar", "rtl")
    place = segment.sources[0]
    x0, top, x1, bottom = place.bbox or (0, 0, 0, 0)
    target = item["target"][0]
    assert (target["source"], target["format"]) == ("report.ar.pdf", "application/pdf")
    assert target["selector"][0] == {
        "type": "FragmentSelector",
        "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
        "value": f"page={place.page}&viewrect={x0:.1f},{top:.1f},{x1 - x0:.1f},{bottom - top:.1f}",
    }


def test_lines_of_a_text_are_positions_between_lines(english: Report) -> None:
    """RFC 5147: `line=19,26` are the lines 20 to 26."""
    first = replace(english.segments[0], sources=(Source(page=None, bbox=None, lines=(20, 26)),))
    (item,) = items(to_annotations(replace(english, segments=(first,))))
    assert item["target"][0]["selector"][0]["value"] == "line=19,26"


def test_words_can_be_looked_for_where_they_stand_in_one_place(english: Report) -> None:
    place = Source(page=1, bbox=None, lines=(1, 2))
    one, two = (replace(english.segments[1], id=i, sources=s) for i, s in (("1", (place,)), ("2", (place, place))))
    found = items(to_annotations(replace(english, segments=(one, two))))
    quotes = [[s.get("exact") for t in item["target"] for s in t["selector"][1:]] for item in found]
    assert quotes == [[one.text], []]


def test_annotations_depend_on_the_file_alone(english: Report) -> None:
    assert to_annotations(english) == to_annotations(english)
    other = replace(english, source=replace(english.source, sha256="1" * 64))
    assert not {i["id"] for i in items(to_annotations(english))} & {i["id"] for i in items(to_annotations(other))}


def test_a_selection_is_heeded(arabic: Report) -> None:
    assert len(items(to_annotations(arabic, Selection(roles=frozenset({"recommendation"}))))) == 2


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_survives(english: Report, text: str) -> None:
    segment = replace(english.segments[1], id=text, text=text)
    report = replace(english, segments=(segment,), source=replace(english.source, name=text))
    (item,) = items(to_annotations(report))
    assert item["body"][-1]["value"] == clean(text)
    assert item["target"][0]["source"].isascii()
