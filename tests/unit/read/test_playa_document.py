"""What broken files could make playa do without end."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playa.document import Document
from tests.hostile.inputs import HELLO, one_page

from unodc_parse.read.pdf import silenced
from unodc_parse.read.playa_document import StraightDocument, bounded_font


def test_a_stream_whose_length_is_the_stream_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It was read within itself until no more calls could be made, in large files for minutes."""
    read = list[int]()
    parse = Document._getobj_parse
    monkeypatch.setattr(Document, "_getobj_parse", lambda self, at, one: (read.append(one), parse(self, at, one))[1])
    data = re.sub(rb"/Length \d+", b"/Length 4 0 R", one_page(HELLO), count=1)
    with silenced():
        stream: Any = StraightDocument(data, space="screen")[4]
    assert b"Working Group" in stream.buffer
    assert read == [4]


def test_ranges_of_widths_end_where_codes_end() -> None:
    inner = {"W": [1, [400, 500], 3, 9, 700, -5, 10**12, 500], "W2": [1, 10**9, 1, 2, 3]}
    cut: Any = bounded_font({"DescendantFonts": [inner]})["DescendantFonts"]
    assert cut == [{"W": [1, [400, 500], 3, 9, 700, 0, 65535, 500], "W2": [1, 65535, 1, 2, 3]}]
    assert inner["W"][-2] == 10**12


def test_a_fonts_dictionary_that_is_in_order_stays_as_it_is() -> None:
    spec = {"Subtype": b"Type0", "DescendantFonts": [{"W": [1, 9, 500]}], "Encoding": b"Identity-H"}
    assert bounded_font(spec) == spec
    assert bounded_font({"Subtype": b"Type1"}) == {"Subtype": b"Type1"}
