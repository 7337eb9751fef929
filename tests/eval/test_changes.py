"""Planted changes are told, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.eval.changes import Plan, unchanged

GOLD = sorted((Path(__file__).parent / "gold").glob("*.txt"))
#: Texts whose paragraphs count through once, so that planted ones can be numbered anew.
PLAIN = [path for path in GOLD if path.name.startswith(("resolution", "session-report"))]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name)
def test_equal_versions_have_no_changes(path: Path) -> None:
    assert unchanged(path.read_text(encoding="utf-8")) == []


def test_planted_changes_are_told() -> None:
    told = [
        right
        for path in PLAIN
        for seed in range(6)
        for _, right in Plan(path.read_text(encoding="utf-8"), path.name.split(".")[1], seed).results()
    ]
    assert len(told) > 200
    assert sum(told) / len(told) >= 0.97
