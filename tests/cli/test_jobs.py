"""One damaged text on several processes: the same bytes come out, and a terminal is told how far it has come."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from unodc_parse import pipeline, repair_and_explain, repair_text
from unodc_parse.arabic.context import restore_lines
from unodc_parse.arabic.language_model import shipped
from unodc_parse.cli import main
from unodc_parse.errors import OptionsError
from unodc_parse.options import Options
from unodc_parse.spread import Effort

SAMPLE = Path(__file__).parents[2] / "samples" / "report.damaged.txt"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork: one process does it all")
@pytest.mark.parametrize(
    "words",
    [
        ["text", "--lines"],
        ["repair", "-f", "jsonl"],
        ["repair", "--candidates", "-f", "jsonl"],
        ["-f", "json"],
    ],
    ids=" ".join,
)
def test_the_same_comes_of_any_number_of_processes(
    words: list[str], capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fork, forks, outputs, counts = os.fork, tmp_path / "forks", list[bytes](), list[int]()

    def counted() -> int:
        with forks.open("a") as file:  # the processes fork in one that was forked
            file.write("x")
        return fork()

    monkeypatch.setattr(os, "fork", counted)
    for jobs in ("1", "3"):
        forks.write_text("")
        main([*words, str(SAMPLE), "-j", jobs])
        outputs.append(capfdbinary.readouterr().out)
        counts.append(len(forks.read_text()))
    assert outputs[0]
    assert outputs[0] == outputs[1]
    searches = 2 if "--candidates" in words else 1
    assert counts[1] - counts[0] == 3 * searches


def test_python_names_repair_in_several_processes_too() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    found = repair_and_explain(text, jobs=3)
    assert found == repair_and_explain(text)
    with pytest.raises(OptionsError, match="jobs must be at least 1"):
        repair_text(text, jobs=0)
    assert found.text == repair_text(text, jobs=2) != text


def test_the_readings_of_lines_are_the_same_value_by_value() -> None:
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    assert restore_lines(lines, shipped(), Effort(3)) == restore_lines(lines, shipped())


def test_lines_that_are_put_in_order_are_told() -> None:
    told: list[tuple[int, int]] = []
    pipeline.read(SAMPLE, on_page=lambda done, total: told.append((done, total)))
    done, total = told[-1]
    assert done == total == len(told) > 40
    assert pipeline.progress_unit(SAMPLE.read_bytes()) == "lines"
    assert pipeline.progress_unit(SAMPLE.with_name("report.ar.pdf").read_bytes()) == "pages"


def test_no_process_at_all_is_refused() -> None:
    with pytest.raises(OptionsError, match="jobs must be at least 1"):
        Options(jobs=0)
