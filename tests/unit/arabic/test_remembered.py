"""What loops look up does not grow with what a program reads, and is never so full that nothing new is kept."""

import pytest

from unodc_parse.arabic import remembered
from unodc_parse.arabic.chardata import RIGHT_TO_LEFT
from unodc_parse.arabic.unit_classes import classes_of


def test_no_number_of_texts_keeps_those_of_the_next_page_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 50)
    RIGHT_TO_LEFT.clear()
    for number in range(200):
        assert not RIGHT_TO_LEFT[f"run{number}"]
        assert len(RIGHT_TO_LEFT) <= 50
    assert RIGHT_TO_LEFT["\u0628"]
    assert "\u0628" in RIGHT_TO_LEFT


def test_long_runs_are_not_kept() -> None:
    run = "a run of text that is hardly shown twice"
    assert not RIGHT_TO_LEFT[run]
    assert run not in RIGHT_TO_LEFT
    assert classes_of([run, "\u0628" * 20, "1" * 20]) == "LRE"
