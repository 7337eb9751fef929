"""`learn` and `--lm`, as users run them."""

from __future__ import annotations

from pathlib import Path

import pytest

from unodc_parse.arabic import learn as learning
from unodc_parse.arabic.language_model import build, open_stored
from unodc_parse.cli import main

SENTENCE = "ناقش الفريق العامل في جلسته رقم {} مسألة تسليم المطلوبين والمساعدة القانونية المتبادلة بين الدول الأطراف."
DAMAGED = "تسليم المطلوبين والمساعدة القانونية المتبادلةناقش الفريق العامل في جلسته مسألة "


@pytest.fixture
def series(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of three clean reports, on top of a small model that is quick to adapt."""
    base = learning.learn(["عقدت اللجنة اجتماعها في المدينة", "قدم الوفد تقريره إلى المجلس"] * 3)
    monkeypatch.setattr(learning, "shipped", lambda: build(open_stored(base)))
    monkeypatch.setattr(learning, "read_shipped", lambda: open_stored(base))
    folder = tmp_path / "series"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text("".join(f"{SENTENCE.format(n)}\n\n" for n in range(9)), encoding="utf-8")
    return folder


def test_what_is_learned_is_told_and_used(series: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model, damaged = str(series.parent / "my.lm"), series.parent / "damaged.txt"
    assert main(["learn", str(series), "-o", model]) == 0
    assert "learned from 3 documents" in capsys.readouterr().err
    damaged.write_text(f"{DAMAGED}\n", encoding="utf-8")
    assert main(["text", "--lines", str(damaged), "--lm", model]) == 0
    assert capsys.readouterr().out.startswith("ناقش الفريق العامل في جلسته مسألة تسليم المطلوبين")
    assert main([str(damaged), "--lm", model, "-f", "jsonl"]) in (0, 1)


def test_documents_in_doubt_are_left_out_and_named(series: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (series / "x.txt").write_text("No Arabic here.\n", encoding="utf-8")
    assert main(["learn", str(series), "-o", str(series.parent / "my.lm")]) == 3
    assert "x.txt: left out: no Arabic sentence" in capsys.readouterr().err


def test_too_little_is_no_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(f"{SENTENCE}\n", encoding="utf-8")
    assert main(["learn", str(tmp_path), "-o", str(tmp_path / "my.lm")]) == 3
    assert "words to learn from" in capsys.readouterr().err
    assert not (tmp_path / "my.lm").exists()


@pytest.mark.parametrize("words", [["learn"], ["learn", "."], ["text", "x.txt", "--lm", "nothing.lm"]])
def test_what_is_missing_is_a_wrong_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err.count("\n") == 1
