"""The two small reports made by hand: `tests/cases/reports/{ar,en}.json`."""

from __future__ import annotations

from pathlib import Path

import pytest

from unodc_parse import Report, read_json


@pytest.fixture(scope="module")
def reports(root: Path) -> dict[str, Report]:
    folder = root / "tests" / "cases" / "reports"
    return {language: read_json((folder / f"{language}.json").read_bytes()) for language in ("ar", "en")}
