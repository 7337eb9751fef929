"""Pictures of pages: what they show, in which coding, and that a long report stays small."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from unodc_parse.read import pictures
from unodc_parse.read.pictures import picture_pages


def test_pages_are_drawn_upright_whole_and_sharp(samples: Path) -> None:
    first, third = picture_pages((samples / "report.ar.pdf").read_bytes(), [1, 3])
    assert first is not None
    assert third is not None
    image = Image.open(BytesIO(first.data))
    assert image.size == (first.width, first.height)
    assert first.width == 1190
    assert abs(first.height / first.width - 842 / 595) < 0.01
    assert first.media_type == f"image/{str(image.format).lower()}"
    # the symbol stands at the top left, nothing in the margins: ink where the reader says there is some
    scale = first.width / 595.3
    symbol = image.convert("L").crop(tuple(int(side * scale) for side in (88, 75, 221, 90)))  # type: ignore[arg-type]
    margin = image.convert("L").crop((0, 0, first.width, int(40 * scale)))
    assert symbol.getextrema()[0] < 80
    assert margin.getextrema()[0] > 240
    assert third.number == 3


def test_a_page_that_would_take_too_much_is_drawn_smaller(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (samples / "report.ar.pdf").read_bytes()
    (large,) = picture_pages(data, [1])
    monkeypatch.setattr(pictures, "_WHOLE", 50_000)
    monkeypatch.setattr(pictures, "_LEAST", 30_000)
    (small,) = picture_pages(data, [1])
    assert large is not None
    assert small is not None
    assert len(small.data) <= 50_000 < len(large.data)
    assert small.width < large.width


def test_what_cannot_be_drawn_has_no_picture(samples: Path) -> None:
    assert list(picture_pages((samples / "report.en.pdf").read_bytes(), [99])) == [None]
