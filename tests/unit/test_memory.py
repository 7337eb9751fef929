"""What a page adds to the peak of memory stays small: nothing of a page is held that later pages do not need."""

from __future__ import annotations

import gc
import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest
from benchmarks.memory import repeated

from unodc_parse import parse, write_json

SAMPLES = Path(__file__).parents[2] / "samples"
FEW, MANY = 6, 42


@pytest.mark.parametrize(("name", "most"), [("report.ar.pdf", 44), ("report.en.pdf", 55)])
def test_a_page_adds_little_to_the_peak(name: str, most: int) -> None:
    """`most` is in kB of Python's own allocations, up to 18 of them words of streams that are kept up to a bound."""
    data = (SAMPLES / name).read_bytes()
    write_json(parse(data), BytesIO())  # what is loaded once is no page's
    few, many = (_peak(repeated(data, count)) for count in (FEW, MANY))
    assert (many - few) / (MANY - FEW) / 1024 < most


def _peak(data: bytes) -> int:
    gc.collect()
    tracemalloc.start()
    try:
        write_json(parse(data), _Sink())
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


class _Sink(BytesIO):
    """Takes what is written, and holds none of it."""

    def write(self, data: bytes) -> int:  # type: ignore[override]
        return len(data)
