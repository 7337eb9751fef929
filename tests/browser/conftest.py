"""A browser, and pages of the inspector to open in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.browser.chromium import Browser, find
from tests.conftest import IN_CI

from unodc_parse.inspector.inspection import Inspection, inspect
from unodc_parse.inspector.page import to_html
from unodc_parse.read.pictures import picture_pages

Build = Callable[[str, bytes], Path]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = find()
    if program is None:
        reason = "no Chromium or Chrome is installed, and these tests look at pages in one"
        if IN_CI:
            pytest.fail(f"{reason}; CI must not skip them", pytrace=False)
        pytest.skip(reason)
    with Browser(program) as started:
        yield started


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Make the inspector's page of a document."""
    folder = tmp_path_factory.mktemp("inspector")

    return lambda name, data: _written(folder / f"{name}.html", inspect(data, name=name), data)


def _written(path: Path, inspection: Inspection, data: bytes) -> Path:
    if not path.exists():
        numbers = [page.number for page in inspection.pages] if inspection.printed else []
        path.write_bytes(to_html(inspection, picture_pages(data, numbers) if numbers else iter(())))
    return path


@pytest.fixture(scope="session")
def sample(
    tmp_path_factory: pytest.TempPathFactory, samples: Path, inspected: Callable[[str], Inspection]
) -> Callable[[str], Path]:
    """Make the inspector's page of a sample report, once."""
    folder = tmp_path_factory.mktemp("samples")
    return lambda name: _written(folder / f"{name}.html", inspected(name), (samples / name).read_bytes())
