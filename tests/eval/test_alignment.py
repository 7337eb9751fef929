"""The floors of alignment: gold twins as they are, disturbed, and with numbers changed."""

from __future__ import annotations

import pytest
from tests.eval.alignment import changed_number, compare, disturbed, false_alarms, read
from tests.eval.build_gold import GOLD

from unodc_parse.align.reports import align_reports

TWINS = sorted({path.name.split(".")[0] for path in GOLD.glob("*.txt")})
SEEDS = range(4)


@pytest.fixture(scope="module", params=TWINS)
def twins(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Both versions of a gold document, Arabic first."""
    arabic, english = (
        (GOLD / f"{request.param}.{language}.txt").read_text(encoding="utf-8") for language in ("ar", "en")
    )
    return arabic, english


def test_twins_are_paired_without_a_mistake_or_an_alarm(twins: tuple[str, str]) -> None:
    arabic, english = map(read, twins)
    assert compare(arabic, english, arabic).f1 == 1.0
    assert false_alarms(align_reports(arabic, english)) <= 1.0


def test_disturbed_twins_are_paired(twins: tuple[str, str]) -> None:
    arabic, english = map(read, twins)
    results = [compare(read(disturbed(twins[0], seed, dropped=0.05, removed=0.02)), english, arabic) for seed in SEEDS]
    assert sum(result.f1 for result in results) / len(results) >= 0.985
    assert sum(result.reported for result in results) / len(results) >= 0.75


def test_changed_numbers_are_found(twins: tuple[str, str]) -> None:
    english = read(twins[1])
    before = {found for pair in align_reports(read(twins[0]), english) for found in pair.differences}
    changes = [change for seed in range(6) if (change := changed_number(twins[0], seed))]
    found = [
        {d for pair in align_reports(read(text), english) for d in pair.differences} - before for text, *_ in changes
    ]
    assert sum(map(bool, found)) >= len(changes) - 1
