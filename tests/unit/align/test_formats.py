"""Pairs in the formats of others: TMX and Akoma Ntoso, valid whatever the texts hold."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from tests.unit.export.schemas import NAMES, read_akn

from unodc_parse import Report, parse
from unodc_parse.align.akn import to_akn
from unodc_parse.align.page import to_html
from unodc_parse.align.pairs import Difference, Pair, Side
from unodc_parse.align.reports import align_reports
from unodc_parse.align.tables import to_csv, to_jsonl
from unodc_parse.align.tmx import to_tmx
from unodc_parse.export.encoding import clean_xml

ANY_TEXT = st.text(st.characters(exclude_categories=()))

#: What TMX 1.4b declares of the elements that we write, and nothing else.
TMX = etree.DTD(
    StringIO("""
<!ELEMENT tmx (header, body)> <!ATTLIST tmx version CDATA #FIXED "1.4">
<!ELEMENT header EMPTY>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block|paragraph|sentence|phrase) #REQUIRED o-tmf CDATA #REQUIRED adminlang CDATA #REQUIRED
  srclang CDATA #REQUIRED datatype CDATA #REQUIRED>
<!ELEMENT body (tu*)>
<!ELEMENT tu (prop*, tuv+)> <!ATTLIST tu tuid CDATA #IMPLIED>
<!ELEMENT prop (#PCDATA)> <!ATTLIST prop type CDATA #REQUIRED>
<!ELEMENT tuv (seg)> <!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT seg (#PCDATA)>
""")
)

HTML_TAGS = {"html", "head", "meta", "title", "style", "body", "h1", "bdi", "p", "table", "thead", "tbody", "tr", "th",
             "td", "span", "ul", "li"}  # fmt: skip


def pair(text: str, other: str = "x", *, left: str = "II.1") -> Pair:
    differences = (Difference(kind="number", left=text, right=None),)
    halves = Side(id=left, language="en", text=text), Side(id="II.1", language="ar", text=other)
    return Pair(left=halves[0], right=halves[1], method="label", confidence=0.99, differences=differences)


def read_tmx(data: bytes) -> etree._Element:
    root = etree.fromstring(data)
    assert TMX.validate(root), TMX.error_log
    return root


def of_work(component: etree._Element, path: str, attribute: str) -> str:
    found = component.find(f"akn:meta/akn:identification/{path}", NAMES)
    assert found is not None
    return found.get(attribute, "")


@pytest.fixture(scope="module")
def versions(samples: Path) -> tuple[Report, Report]:
    return parse(samples / "report.en.pdf"), parse(samples / "report.ar.pdf")


@given(ANY_TEXT)
def test_any_text_is_valid_tmx(text: str) -> None:
    root = read_tmx(to_tmx([pair(text, left=text), replace(pair(text), right=None)], text))
    (unit,) = root.iter("tu")
    assert (unit.findtext(".//seg") or "") == clean_xml(text).replace("\r\n", "\n").replace("\r", "\n")
    assert not any(character.isspace() for character in unit.get("tuid", " "))


def test_units_name_symbol_and_ids() -> None:
    (unit,) = read_tmx(to_tmx([pair("a", left="II.1 + II.2")], "S/RES/2776 (2025)")).iter("tu")
    assert unit.get("tuid") == "S/RES/2776_(2025)#II.1+II.2"
    assert [p.get("type") for p in unit.iter("prop")] == ["x-method", "x-confidence"]


def test_versions_are_expressions_of_one_work(versions: tuple[Report, Report]) -> None:
    root = read_akn(to_akn(align_reports(*versions), *versions))
    components = root.findall(".//akn:component/akn:debateReport", NAMES)
    assert len({of_work(c, "akn:FRBRWork/akn:FRBRuri", "value") for c in components}) == 1
    languages = [of_work(c, "akn:FRBRExpression/akn:FRBRlanguage", "language") for c in components]
    assert languages == ["eng", "ara"]
    whole = of_work(root[0], "akn:FRBRExpression/akn:FRBRuri", "value")
    assert whole.startswith("/akn/un/documentCollection/versions/ctoc-cop-wg.3/")
    assert whole.endswith("/mul@")


def test_paired_elements_share_their_work_id(versions: tuple[Report, Report]) -> None:
    pairs = align_reports(*versions)
    root = read_akn(to_akn(pairs, *versions))
    ids = {e.get("eId"): e for e in root.iterfind(".//*[@eId]")}
    joined = [(ids[e.get("alternativeTo", "")[1:]], e) for e in root.iterfind(".//*[@alternativeTo]")]
    assert len(joined) == sum(bool(p.left and p.right) for p in pairs) > 30
    assert all(a.get("wId") == b.get("wId") and a.tag == b.tag for a, b in joined)
    ends = [e.get(side, "")[1:] for e in root.iterfind(".//up:pair", NAMES) for side in ("left", "right")]
    assert set(ends) <= set(ids)


def test_missing_and_merged_halves_are_told(versions: tuple[Report, Report]) -> None:
    both = Side(id="II.3.a + II.3.b", language="en", text="both")
    third = Side(id="II.3.c", language="ar", text="third")
    alone = Pair(left=None, right=third, method="label", confidence=0.9, differences=pair("4").differences)
    merged = Pair(left=both, right=third, method="text", confidence=0.5)
    found = read_akn(to_akn([alone, merged], *versions)).findall(".//up:pair", NAMES)
    assert [dict(e.attrib) for e in found[0]] == [{"kind": "number", "left": "4"}]
    assert found[0].get("left") is None
    assert found[1].get("left") == "#cmp_1__sec_II__para_3__point_a #cmp_1__sec_II__para_3__point_b"


@given(ANY_TEXT)
def test_any_text_is_valid_akoma_ntoso_csv_and_html(versions: tuple[Report, Report], text: str) -> None:
    english, arabic = (replace(r, segments=r.segments[:1], furniture=(), diagnostics=()) for r in versions)
    left = replace(english, segments=(replace(english.segments[0], heading=text),))
    pairs = [pair(text, text, left="I")]
    read_akn(to_akn(pairs, left, arabic))
    (row,) = csv.DictReader(StringIO(to_csv(pairs).decode(), newline=""), strict=True)
    assert not row["left_text"].startswith(("=", "+", "-", "@", "\t", "\r"))
    page = etree.parse(BytesIO(to_html(pairs, text)), etree.HTMLParser(encoding="utf-8"))
    assert {e.tag for e in page.iter() if isinstance(e.tag, str)} <= HTML_TAGS
    assert to_jsonl(pairs).count(b"\n") == 1


def test_tables_of_contents_are_known_to_the_style_sheet() -> None:
    rows = to_html([pair("Contents", "المحتويات", left="contents"), pair("One", "واحد", left="1")], "x").decode()
    assert rows.count('<tr class="differs contents">') == 1


def test_entries_of_a_table_of_contents_stand_one_below_the_other() -> None:
    texts = "Contents I. Introduction … 1 II. Findings … 5", "المحتويات أولا- مقدمة … ١ ثانيا- النتائج … ٥"
    page = to_html([pair(text, left="contents") for text in texts], "x").decode()
    assert "<bdi>Contents I. Introduction … 1<br>II. Findings … 5</bdi>" in page
    assert "<bdi>المحتويات أولا- مقدمة … ١<br>ثانيا- النتائج … ٥</bdi>" in page
