"""Real documents of both languages in the formats that have a schema: valid, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.export.schemas import NAMES, read_akn, words_of

from unodc_parse import Report, parse, read_json
from unodc_parse.export.akn import to_akn
from unodc_parse.export.encoding import clean_xml
from unodc_parse.export.records import to_json

#: Reports, resolutions of three bodies, laws, brochures; with annexes, tables and footnotes.
DOCUMENTS = (
    "en/A_52_622.en.pdf",
    "en/A_80_15_Part_II.en.pdf",
    "en/A_HRC_RES_59_25.en.pdf",
    "en/A_RES_73_3.en.pdf",
    "en/DP_2025_12_Add.1.en.pdf",
    "en/E_2025_43.en.pdf",
    "en/S_RES_2776_2025.en.pdf",
    "en/ohchr_1_en.pdf",
    "ar/eg_law_no.5.of_.2025.pdf",
    "ar/mpdf_booktype_arabic.pdf",
    "ar/ocha_syria_severity.ar.pdf",
    "ar/uae_decree_39_2022.pdf",
    "text/A_RES_55_100.ar.txt",
    "text/A_RES_55_100.en.txt",
)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_real_document_is_valid_and_whole(shared: Path, name: str) -> None:
    report = parse(shared / "corpus" / name)
    root = read_akn(to_akn(report))
    texts = "\n".join(words_of(e) for e in root.iter(f"{{{NAMES['akn']}}}p", f"{{{NAMES['akn']}}}heading"))
    assert [s.id for s in report.segments if not is_there(s.text, texts) or not is_there(s.heading, texts)] == []
    assert read_json(to_json(report)) == report


def is_there(words: str | None, texts: str) -> bool:
    """Tell whether a text is there; footnotes may stand in it where it calls them, and cells of a table apart."""
    return all(part in texts for part in clean_xml(words or "").split(" | "))


def test_versions_of_a_resolution_share_their_work(shared: Path) -> None:
    works = [work(parse(shared / "corpus" / "text" / f"A_RES_55_100.{language}.txt")) for language in ("ar", "en")]
    assert works[0] == works[1]


def work(report: Report) -> str:
    found = read_akn(to_akn(report)).find(".//akn:FRBRWork/akn:FRBRuri", NAMES)
    assert found is not None
    return str(found.get("value"))
