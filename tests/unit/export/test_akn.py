"""Akoma Ntoso: valid against the standard's schema whatever a report holds, and saying what the report says."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec import convert
from msgspec.structs import replace
from tests.unit.export.schemas import NAMES, akn_schema, read_akn, words_of

from unodc_parse import Report, Segment, parse
from unodc_parse.export.akn import to_akn
from unodc_parse.export.encoding import clean_xml
from unodc_parse.export.records import to_json
from unodc_parse.model import Metadata

ANY_TEXT = st.text(st.characters(exclude_categories=()))

#: Keys of free text, also of what mostly has a form: ids, symbols, numbers, dates.
FREE = [
    "title",
    "text",
    "heading",
    "raw",
    "label",
    "name",
    "symbols",
    "number",
    "cue",
    "date",
    "start",
    "end",
    "rows",
    "id",
    "body",
    "instrument",
    "article",
]

RESOLUTION = """\
A/RES/91/7

Resolution adopted by the General Assembly on 4 December 2036

The General Assembly,

Recalling its resolution 90/3 of 6 May 2035,

1. Urges Member States to act upon article 5 of the Convention;

2. Requests the Secretary-General:

(a) To report to it;

(b) To continue.

Annex

Rules

1. The rule is one.
"""


@pytest.fixture(scope="module")
def versions(samples: Path) -> dict[str, Report]:
    return {language: parse(samples / f"report.{language}.pdf") for language in ("ar", "en")}


def find(root: etree._Element, path: str) -> list[etree._Element]:
    return root.xpath(path, namespaces=NAMES)  # type: ignore[no-any-return]


def hostile(report: Report, text: str) -> Report:
    """Return the report with `text` in place of every free text in it, names and ids too."""
    document = json.loads(to_json(report))

    def spoil(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {name: spoil(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [spoil(item, key) for item in value]
        free = (
            "title",
            "text",
            "heading",
            "raw",
            "label",
            "name",
            "symbols",
            "number",
            "cue",
            "date",
            "rows",
            "id",
            "body",
        )
        return text if isinstance(value, str) and key in free else value

    return convert(spoil(document), Report)


def test_the_schema_refuses_what_is_wrong(english: Report) -> None:
    root = etree.fromstring(to_akn(english))
    root[0].remove(root[0][0])
    assert not akn_schema().validate(root)


def test_reports_are_valid(arabic: Report, english: Report) -> None:
    for report in (arabic, english):
        assert read_akn(to_akn(report))[0].tag == f"{{{NAMES['akn']}}}debateReport"


@pytest.mark.parametrize("kind", get_args(get_type_hints(Metadata)["document_type"]))
def test_every_type_of_document_is_valid(english: Report, kind: str) -> None:
    typed = replace(english, metadata=replace(english.metadata, document_type=kind))
    root = read_akn(to_akn(typed))
    assert find(root, "//akn:FRBRWork/akn:FRBRuri")[0].get("value").split("/")[3:5] == [
        root[0].tag.split("}")[1],
        root[0].get("name"),
    ]


@given(ANY_TEXT)
def test_any_text_is_valid(english: Report, text: str) -> None:
    """Markup, control characters, lone surrogates, bidi controls, also in ids, symbols, numbers and dates."""
    root = read_akn(to_akn(hostile(english, text)))
    if text:
        assert clean_xml(text).replace("\r\n", "\n").replace("\r", "\n") in words_of(find(root, "//akn:mainBody")[0])


def test_a_cell_of_a_million_characters_is_valid(english: Report) -> None:
    rows = (("ب<" * 500_000, ""), ())
    table = replace(english.segments[1], kind="table", rows=rows, text="x", marker=None, citations=(), bodies=())
    root = read_akn(to_akn(replace(english, segments=(table,))))
    assert words_of(find(root, "//akn:td/akn:p")[0]) == rows[0][0]


def test_a_chain_of_a_thousand_parents_is_valid(english: Report) -> None:
    first = replace(english.segments[1], id="x", parent=None, notes=())
    chain = [first, *(replace(first, id=f"x{n}", parent=f"x{n - 1}" if n else "x") for n in range(1000))]
    root = read_akn(to_akn(replace(english, segments=tuple(chain))))
    assert len(find(root, "//akn:paragraph")) == 1001


def test_ids_are_latin_and_shared_by_the_versions(versions: dict[str, Report]) -> None:
    found = [
        {e.get("eId"): e.tag for e in find(read_akn(to_akn(r)), "//akn:mainBody//*[@eId][akn:num]")}
        for r in versions.values()
    ]
    assert found[0] == found[1]
    assert "sec_II__para_3__point_a" in found[0]
    assert all(eid.isascii() for eid in found[0])


def test_versions_are_expressions_of_one_work(versions: dict[str, Report]) -> None:
    work, expressions = set(), []
    for report in versions.values():
        root = read_akn(to_akn(report))
        work |= {e.get("value") for e in find(root, "//akn:meta/akn:identification/akn:FRBRWork/akn:FRBRuri")}
        expressions += [e.get("value") for e in find(root, "//akn:FRBRExpression/akn:FRBRuri")]
    assert len(work) == 1
    (uri,) = work
    assert uri.startswith("/akn/un/debateReport/report/ctoc-cop-wg.3/2017-")
    assert sorted(expressions) == [f"{uri}/ara@", f"{uri}/eng@"]


def test_a_translation_names_its_original(versions: dict[str, Report]) -> None:
    (found,) = find(read_akn(to_akn(versions["ar"])), "//akn:FRBRTranslation | //akn:FRBRtranslation")
    assert (found.get("fromLanguage"), found.get("authoritative")) == ("eng", "true")
    assert not find(read_akn(to_akn(versions["en"])), "//akn:FRBRtranslation")


def test_all_text_is_there_in_its_order(versions: dict[str, Report]) -> None:
    for report in versions.values():
        root = read_akn(to_akn(report))
        body = "".join(words_of(p).strip() for p in find(root, "//akn:mainBody//akn:p | //akn:mainBody//akn:heading"))
        places = [body.find(s.text or s.heading or "") for s in report.segments if s.kind != "footnote"]
        assert -1 not in places
        assert all(before <= after for before, after in pairwise(places))


def test_every_reference_has_its_end(versions: dict[str, Report]) -> None:
    for report in versions.values():
        root = read_akn(to_akn(report))
        ends = {e.get("eId") for e in find(root, "//*[@eId]")}
        wanted = [e.get(name, "") for name in ("href", "refersTo", "source") for e in find(root, f"//*[@{name}]")]
        assert {word.removeprefix("#") for word in wanted if word.startswith("#")} <= ends


def test_citations_become_references(versions: dict[str, Report]) -> None:
    root = read_akn(to_akn(versions["en"]))
    links = {words_of(e): e.get("href") for e in find(root, "//akn:ref")}
    article = next(link for words, link in links.items() if words.startswith("article 18, paragraph 1 (b)"))
    assert article == "/akn/ontology/reference/un/article/untoc#art_18__para_1__point_b"
    assert links["CTOC/COP/WG.3/2017/2"] == "https://undocs.org/CTOC/COP/WG.3/2017/2"


def test_roles_pages_and_boxes_are_kept(versions: dict[str, Report]) -> None:
    report = versions["ar"]
    root = read_akn(to_akn(report))
    (point,) = find(root, "//akn:point[@eId='sec_II__para_3__point_a']")
    assert (point.get("class"), point.get("refersTo")) == ("recommendation", "#role_recommendation")
    (known,) = find(root, "//up:segment[@id='II.3.a']")
    source = report["II.3.a"].sources[0]
    assert known.get("href") == "#sec_II__para_3__point_a"
    assert known[0].get("page") == str(source.page)
    assert known[0].get("bbox") == " ".join(f"{edge:g}" for edge in source.bbox or ())
    assert known.get("confidence") == str(report["II.3.a"].confidence)


def test_footnotes_stand_where_they_are_called(versions: dict[str, Report]) -> None:
    root = read_akn(to_akn(versions["en"]))
    notes = find(root, "//akn:authorialNote")
    assert [n.get("marker") for n in notes] == ["1", "2", "3"]
    assert notes[0].getparent().getparent().getparent().get("eId") == "sec_I__para_1"


def test_a_footnote_called_twice_is_printed_once(english: Report) -> None:
    first, second = (replace(english.segments[1], id=i, parent=None, notes=("fn-1",)) for i in ("1", "2"))
    note = replace(first, id="fn-1", kind="footnote", parent="1", notes=(), text="See there")
    alone = replace(note, id="fn-2", parent=None)
    root = read_akn(to_akn(replace(english, segments=(first, second, note, alone))))
    assert len(find(root, "//akn:authorialNote")) == 1
    assert [e.get("href") for e in find(root, "//akn:noteRef")] == ["#para_1__authorialNote_fn-1"]
    assert len(find(root, "//akn:hcontainer[@name='footnote']")) == 1


def test_a_resolution_has_preamble_paragraphs_and_annex() -> None:
    report = parse(RESOLUTION.encode(), name="resolution.txt")
    root = read_akn(to_akn(report))
    assert root[0].tag == f"{{{NAMES['akn']}}}statement"
    recitals = find(root, "//akn:preamble/akn:recitals[@eId='recs_1']/akn:recital")
    assert {e.get("eId"): words_of(e).strip()[:9] for e in recitals} == {"rec_p1": "The Gener", "rec_p2": "Recalling"}
    assert [words_of(e) for e in find(root, "/*/*/akn:mainBody//akn:num")] == ["1.", "2.", "(a)", "(b)"]
    (annex,) = find(root, "//akn:attachment")
    assert find(annex, ".//akn:FRBRExpression/akn:FRBRthis")[0].get("value").endswith("/eng@/!att_annex")
    assert "The rule is one." in words_of(annex)
    assert [words_of(e) for e in find(root, "//akn:preface//akn:docNumber")] == ["A/RES/91/7"]


def test_headings_of_a_preamble_head_its_recitals() -> None:
    """Also where they are not over them in the outline; the one before the first number belongs to the body."""
    report = parse(RESOLUTION.encode(), name="resolution.txt")
    past, present, future = (
        replace(report["p2"], id=f"h{n}", kind="heading", text=f"On the {word}", citations=(), dates=())
        for n, word in enumerate(("past", "present", "future"), 1)
    )
    under = replace(report["p2"], id="h1.p1", parent="h1")
    segments = (report["p1"], past, under, present, report["p2"], future, *report.segments[2:])
    root = read_akn(to_akn(replace(report, segments=segments)))
    groups = find(root, "//akn:preamble/akn:recitals")
    assert [e.get("eId") for e in groups] == ["recs_1", "recs_h1", "recs_h2"]
    assert [words_of(e) for e in find(root, "//akn:recitals/akn:heading")] == ["On the past", "On the present"]
    assert [e.get("eId") for e in find(root, "//akn:recital")] == ["rec_p1", "recs_h1__rec_p1", "rec_p2"]
    assert find(root, "/*/*/akn:mainBody/*")[0].get("eId") == "hcontainer_h3"


def test_an_unnumbered_heading_is_a_heading(arabic: Report) -> None:
    (found,) = find(read_akn(to_akn(arabic)), "//akn:hcontainer[@name='heading']")
    assert [(words_of(e), e.tag.split("}")[1]) for e in found] == [(arabic["II.h1"].text, "heading")]


def test_a_note_of_a_segment_without_words_is_kept(english: Report) -> None:
    silent = replace(english.segments[1], id="1", parent=None, notes=("fn-1",), text=None, citations=(), bodies=())
    note = replace(silent, id="fn-1", kind="footnote", notes=(), text="See there")
    assert len(find(read_akn(to_akn(replace(english, segments=(silent, note)))), "//akn:authorialNote")) == 1


def test_segments_with_one_id_both_stay(english: Report) -> None:
    twice: tuple[Segment, ...] = (english.segments[1], english.segments[1])
    assert len(find(read_akn(to_akn(replace(english, segments=twice))), "//akn:content")) == 2
