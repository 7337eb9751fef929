"""Sentences without labels: the pairs of real texts that were written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.eval.sentences import PAIRS, aligned, f1, links, paired_lines, read_pairs, unlabelled

from unodc_parse.align import reports

TRUTHS = sorted(PAIRS.glob("*.json"))


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.stem)
def test_sentences_are_paired_with_and_without_the_encoder(
    shared: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, right, truth = read_pairs(path, shared / "corpus" / "text")
    assert f1(paired_lines(left, right), truth) >= 0.95
    monkeypatch.setattr(reports, "load_encoder", lambda: None)
    rows = unlabelled(left), unlabelled(right)
    assert f1(aligned(*rows), links(*rows, truth)) >= 0.95
    swapped = links(*rows, {(a, b + 1) for a, b in truth})
    assert f1(aligned(*rows), swapped) < 0.2, "the measure tells wrong pairs"
