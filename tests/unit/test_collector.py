"""The collector of circular garbage: put off while a document is worked on, and left as it was found."""

from __future__ import annotations

import gc

import pytest

from unodc_parse import InputError, parse
from unodc_parse.collector import collector_paused


@pytest.fixture(autouse=True)
def _collector():
    yield
    gc.enable()


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_left_as_it_was_found(enabled):
    (gc.enable if enabled else gc.disable)()
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled() is enabled


@pytest.mark.parametrize("aged", [True, False])
def test_what_is_aged_counts_as_old_at_once(aged):
    gc.collect()
    with collector_paused(aged=aged):
        made = [[] for _ in range(10_000)]
    assert any(one is made for one in gc.get_objects(generation=2)) is aged
    assert not gc.get_freeze_count()


def test_the_collector_runs_again_after_a_document_that_cannot_be_read():
    with pytest.raises(InputError):
        parse(b"%PDF-1.4 and nothing else", name="broken.pdf")
    assert gc.isenabled()


@pytest.mark.parametrize("name", ["lo-scheh-A-both", "cr-naskh-A-2col", "en-lo-A-2col", "en-ty-A-2col"])
def test_pages_leave_no_cycles_that_only_the_collector_could_free(shared, name):
    data = (shared / "bench" / "pdfs" / f"{name}.pdf").read_bytes()
    parse(data, name="a.pdf")  # imports and caches
    gc.collect()
    parse(data, name="a.pdf")
    assert gc.collect() < 100
