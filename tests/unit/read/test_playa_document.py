"""What broken files could make playa do without end."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playa.document import Document
from tests.hostile.inputs import HELLO, one_page

from unodc_parse.read.pdf import silenced
from unodc_parse.read.playa_document import StraightDocument


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
