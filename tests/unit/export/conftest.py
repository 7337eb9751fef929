"""Two small reports made by hand: `tests/cases/reports/{ar,en}.json`."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from unodc_parse.model import Report


def _load(root: Path, language: str) -> Report:
    data = (root / "tests" / "cases" / "reports" / f"{language}.json").read_bytes()
    return msgspec.json.decode(data, type=Report)


@pytest.fixture(scope="module")
def arabic(root: Path) -> Report:
    return _load(root, "ar")


@pytest.fixture(scope="module")
def english(root: Path) -> Report:
    return _load(root, "en")
