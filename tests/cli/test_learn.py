"""`learn` and `--lm`, as users run them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NoReturn

import pytest

from unodc_parse import learning as lessons
from unodc_parse.arabic import learn as learning
from unodc_parse.arabic.language_model import build, open_stored
from unodc_parse.cli import learn as learn_command
from unodc_parse.cli import main
from unodc_parse.options import Options

SENTENCE = "ناقش الفريق العامل في جلسته رقم {} مسألة تسليم المطلوبين والمساعدة القانونية المتبادلة بين الدول الأطراف."
SUBJECTS = ("تجربة وطنية في مصادرة الأصول", "مشروع قانون جديد لحماية الشهود", "نتائج دراسة عن تهريب الآثار")
DAMAGED = "تسليم المطلوبين والمساعدة القانونية المتبادلةناقش الفريق العامل في جلسته مسألة "


@pytest.fixture
def series(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of three clean reports, on top of a small model that is quick to adapt."""
    base = learning.learn(["عقدت اللجنة اجتماعها في المدينة", "قدم الوفد تقريره إلى المجلس"] * 3)
    monkeypatch.setattr(learning, "shipped", lambda: build(open_stored(base)))
    monkeypatch.setattr(learning, "read_shipped", lambda: open_stored(base))
    folder = tmp_path / "series"
    folder.mkdir()
    for name, subject in zip("abc", SUBJECTS, strict=True):
        own = "".join(f"وعرض ممثل الدولة {subject} رقم {n} خلال المناقشة التي تلت ذلك.\n\n" for n in range(9))
        text = "".join(f"{SENTENCE.format(n)}\n\n" for n in range(9)) + own
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_what_is_learned_is_told_and_used(series: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model, damaged = str(series.parent / "my.lm"), series.parent / "damaged.txt"
    assert main(["learn", str(series), "-o", model]) == 0
    assert "learned from 3 documents" in capsys.readouterr().err
    damaged.write_text(f"{DAMAGED}\n", encoding="utf-8")
    assert main(["text", "--lines", str(damaged), "--lm", model]) == 0
    assert capsys.readouterr().out.startswith("ناقش الفريق العامل في جلسته مسألة تسليم المطلوبين")
    assert main([str(damaged), "--lm", model, "-f", "jsonl"]) in (0, 1)


def test_a_model_tells_what_it_was_learned_from(series: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = str(series.parent / "my.lm")
    assert main(["learn", str(series), "-o", model]) == 0
    capsys.readouterr()
    assert main(["learn", model]) == 0
    told = capsys.readouterr().out.splitlines()
    assert re.fullmatch(rf"{re.escape(model)}: learned from 3 documents, \d{{3}} words by unodc-parse \S+", told[0])
    assert [line.split()[1] for line in told[1:]] == ["a.txt", "b.txt", "c.txt"]
    (series.parent / "bad.lm").write_bytes(Path(model).read_bytes()[:900])
    assert main(["learn", str(series.parent / "bad.lm")]) == 2
    assert "bad.lm: is damaged" in capsys.readouterr().err
    (series.parent / "tail.lm").write_bytes(Path(model).read_bytes() + b"x")
    assert main(["learn", str(series.parent / "tail.lm")]) == 2
    assert "tail.lm: is damaged" in capsys.readouterr().err


def test_reports_beyond_the_limit_are_named(
    series: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lessons, "_MOST_LETTERS", 2 * len((series / "a.txt").read_text(encoding="utf-8")))
    assert main(["learn", str(series), "-o", str(series.parent / "my.lm")]) == 0
    told = capsys.readouterr().err
    assert "c.txt: left out: 4,000,000 letters are the most" in told
    assert "learned from 2 documents" in told


def test_a_folder_without_clean_reports_makes_no_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.txt").write_text("No Arabic here.\n", encoding="utf-8")
    assert main(["learn", str(tmp_path), "-o", str(tmp_path / "my.lm")]) == 3
    assert "no clean Arabic report among the inputs" in capsys.readouterr().err
    assert not (tmp_path / "my.lm").exists()


def test_what_is_no_clean_report_in_a_folder_is_left_out_and_named(
    series: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (series / "x.txt").write_text("No Arabic here.\n", encoding="utf-8")
    (series / "tool.py").write_text(f"# {SENTENCE}\n" * 30, encoding="utf-8")
    (series / "README.md").write_text(f"{SENTENCE}\n" * 30, encoding="utf-8")
    assert main(["learn", str(series), "-o", str(series.parent / "my.lm")]) == 0
    told = capsys.readouterr().err
    assert "x.txt: left out: no Arabic sentence" in told
    assert "learned from 3 documents" in told
    assert "tool.py" not in told
    assert "README" not in told


def test_a_file_that_is_named_must_be_of_use(series: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (series / "x.txt").write_text("No Arabic here.\n", encoding="utf-8")
    named = [str(series / f"{name}.txt") for name in "abcx"]
    assert main(["learn", *named, "-o", str(series.parent / "my.lm")]) == 3
    (series / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    assert main(["learn", str(series), "-o", str(series.parent / "my.lm")]) == 3
    assert "broken.pdf: left out" in capsys.readouterr().err


def test_a_document_at_which_the_program_fails_is_left_out_and_named(
    series: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_clean(data: bytes, options: Options, *, name: str) -> lessons.CleanText | lessons.LeftOut:
        if name == "b.txt":
            raise ValueError("no such case")
        return lessons.read_clean(data, options, name=name)

    monkeypatch.setattr(learn_command, "read_clean", read_clean)
    model = series.parent / "my.lm"
    assert main(["learn", str(series), "-o", str(model)]) == 4
    told = capsys.readouterr().err
    assert "b.txt: left out: internal error (ValueError: no such case)" in told
    assert "learned from 2 documents" in told
    assert model.exists()
    assert main(["learn", str(series / "b.txt"), "-o", str(model)]) == 4


def test_a_draft_of_a_report_counts_once(series: Path, capsys: pytest.CaptureFixture[str]) -> None:
    final = (series / "a.txt").read_text(encoding="utf-8")
    (series / "a_draft.txt").write_text(final.replace("رقم 3", "رقم 4"), encoding="utf-8")
    assert main(["learn", str(series), "-o", str(series.parent / "my.lm")]) == 0
    told = capsys.readouterr().err
    assert f"{series / 'a_draft.txt'}: left out: nearly all of it stands in a.txt, too" in told
    assert "learned from 3 documents" in told


def test_what_is_asked_about_and_is_no_model_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "folder.lm").mkdir()
    (tmp_path / "empty.lm").touch()
    (tmp_path / "text.lm").write_text(SENTENCE, encoding="utf-8")
    for name, status, told in (
        ("folder.lm", 3, "is a folder, no language model; name a file"),
        ("none.lm", 3, "no such file; check the name"),
        ("empty.lm", 2, "is empty, and no language model"),
        ("text.lm", 2, "is no language model; name a file"),
    ):
        assert main(["learn", str(tmp_path / name)]) == status
        assert f"{name}: {told}" in capsys.readouterr().err
    assert main(["learn", str(tmp_path)]) == 2
    assert "-o is needed: a language model is no text; name its file with -o my.lm" in capsys.readouterr().err


def test_a_model_that_may_not_be_looked_at_is_not_said_to_be_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbid(*_: object, **__: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", forbid)
    assert main(["learn", "closed/my.lm"]) == 3
    assert "closed/my.lm: no permission to read it; check its permissions" in capsys.readouterr().err


def test_too_little_is_no_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(f"{SENTENCE}\n", encoding="utf-8")
    assert main(["learn", str(tmp_path), "-o", str(tmp_path / "my.lm")]) == 3
    assert "words to learn from, and 200 are the least; give more" in capsys.readouterr().err
    assert not (tmp_path / "my.lm").exists()
    (tmp_path / "empty").mkdir()
    assert main(["learn", str(tmp_path / "empty"), "-o", str(tmp_path / "my.lm")]) == 3
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("words", [["learn"], ["learn", "."], ["text", "x.txt", "--lm", "nothing.lm"]])
def test_what_is_missing_is_a_wrong_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err.count("\n") == 1
