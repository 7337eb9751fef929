"""The real and rendered PDFs of ../shared: floors that must not sink."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest

from unodc_parse.errors import NoTextLayerError
from unodc_parse.options import Options
from unodc_parse.read.pdf import read_pdf

TO_EUROPEAN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


def lines_of(path):
    reading = read_pdf(path.read_bytes(), Options(), name=path.name)
    return reading, [line for page in reading.pages for line in page.lines]


def flat(text):
    return " ".join(
        unicodedata.normalize("NFC", re.sub("[\u0640\u200e\u200f]", "", text)).translate(TO_EUROPEAN).split()
    )


def joined(lines):
    return flat("".join(line.text if line.text.endswith(("/", "-")) else f"{line.text} " for line in lines))


@pytest.mark.parametrize(
    "name",
    [
        "lo-amiri-A-both",
        "lo-amiri-A-2col",
        "cr-amiri-A-just",
        "ty-scheh-A-2col",
        "pg-amiri-A-just",
        "lua-amiri-A-just",
        "xe-amiri-A-just",
        "rl-dejavu-A-visual",
        "fp-amiri-A-start",
        "en-lo-A-2col",
        "en-ty-A-2col",
    ],
)
def test_nearly_every_paragraph_of_the_bench_is_exact(shared, name):
    document = json.loads((shared / "bench" / "truth" / f"{name}.json").read_text(encoding="utf-8"))
    _, lines = lines_of(shared / "bench" / "pdfs" / f"{name}.pdf")
    text = joined(lines)
    blocks = [flat(f"{block['marker']} {block['text']}") for block in document["blocks"] if block["kind"] != "table"]
    found = sum(block in text for block in blocks)
    assert found >= 0.85 * len(blocks)  # a paragraph over a page break is not whole


@pytest.mark.parametrize("page", [1, 2, 3])
def test_word_is_read_without_a_fault(shared, page):
    reading, _ = lines_of(shared / "corpus" / "ar" / "uae_decree_39_2022.pdf")
    truth = (shared / "corpus" / "truth" / f"uae_decree_39_2022.p{page}.txt").read_text(encoding="utf-8")
    assert flat(" ".join(line.text for line in reading.pages[page - 1].lines)) == flat(truth)


@pytest.mark.parametrize(
    "name",
    [
        "bench/pdfs/qt-amiri-A-just.pdf",
        "bench/pdfs/fop-amiri-A-just.pdf",
        "bench/pdfs/ps-lo-amiri-A.pdf",
        "bench/pdfs/gs-lo-scheh-A.pdf",
        "corpus/ar/docling_rtl_02.pdf",
        "corpus/ar/eg_law-196-2008.pdf",
    ],
)
def test_what_cannot_be_read_is_flagged_and_not_printed(shared, name):
    reading, lines = lines_of(shared / name)
    assert any(d.code == "U102" for d in reading.diagnostics)
    arabic = sum(len(re.findall("[ء-ي]{2,}", line.text)) for line in lines)
    assert arabic < 30
    assert sum(line.confidence == 0 for line in lines) > 0.5 * len(lines)


def test_a_scan_is_named(shared):
    with pytest.raises(NoTextLayerError):
        lines_of(shared / "corpus" / "ar" / "eg_law_no.1-2007.pdf")


@pytest.mark.parametrize("name", ["A_HRC_RES_59_25.en", "DP_2025_12_Add.1.en", "ohchr_1_en"])
def test_runs_and_glyphs_tell_the_same_english(shared, name):
    data = (shared / "corpus" / "en" / f"{name}.pdf").read_bytes()
    runs, glyphs = (
        [
            (line.text, line.calls, line.bold, line.size)
            for page in read_pdf(data, Options(reader=r), name=name).pages
            for line in page.lines
        ]
        for r in ("auto", "playa")
    )
    assert runs == glyphs
