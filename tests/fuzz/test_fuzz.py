"""What fuzzing found stays mended; the corpus and some mutants are tried on every run."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from tests.fuzz.features import small_pdfs
from tests.fuzz.ledger import STATISTICS, executions
from tests.fuzz.mutants import mutated_pdf, mutated_text
from tests.fuzz.table import BAD, BEGIN, END, PAGE, tables
from tests.fuzz.targets import TARGETS

from unodc_parse import parse

HERE = Path(__file__).resolve().parent
SEEDS = sorted(path for path in (HERE / "corpus").rglob("*") if path.is_file())
REGRESSIONS = sorted((HERE / "regressions").iterdir())


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_corpus_keeps_every_promise(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.timeout(20)
@pytest.mark.parametrize("path", REGRESSIONS, ids=lambda path: path.name)
def test_what_was_found_stays_mended(path: Path) -> None:
    """A regression is called after its target, a number and what was wrong."""
    TARGETS[path.name.partition("-")[0]](path.read_bytes())


def test_the_page_tells_what_the_statistics_tell() -> None:
    page = PAGE.read_text("utf-8")
    assert f"{BEGIN}\n{tables()}\n{END}" in page


def test_nothing_that_was_tried_breaks_a_promise_now() -> None:
    rows = json.loads(STATISTICS.read_text("utf-8"))["targets"]
    assert set(rows) == set(TARGETS)
    assert not [(name, kind) for name, row in rows.items() for kind in BAD if row[kind]]
    assert all(row["mutated"] > 0 for row in rows.values())


def test_every_execution_that_is_counted_has_its_run_and_its_commit() -> None:
    told = json.loads(STATISTICS.read_text("utf-8"))
    for name, row in told["targets"].items():
        for how in ("guided", "mutated"):
            assert row[how] == executions(name, how, told["runs"]), (name, how)
    assert all(run["commit"] and run["day"] for run in told["runs"].values())


def mutants(seed: str, count: int) -> list[bytes]:
    files = list(small_pdfs().values())
    chances = [random.Random(f"{seed} {number}") for number in range(count)]
    return [mutated_pdf(files[number % len(files)], chance) for number, chance in enumerate(chances)]


@pytest.mark.parametrize("name", small_pdfs())
def test_small_pdfs_are_read_whole(name: str) -> None:
    """Or their mutants would try nothing."""
    text = parse(small_pdfs()[name], name=f"{name}.pdf").text
    assert any(words in text for words in ("1. The Working Group met in Vienna.", "الفريق العامل", "Secret words"))


def test_mutants_of_small_files_keep_every_promise() -> None:
    for data in mutants("7", 300):
        TARGETS["pdf"](data)


@pytest.mark.parametrize("target", ["repair", "numbering", "text"])
def test_mutants_of_texts_keep_every_promise(target: str) -> None:
    corpus = [path.read_bytes() for path in SEEDS if path.parent.name == target]
    for number in range(200):
        TARGETS[target](mutated_text(corpus, 64, random.Random(f"{target} {number}")))


def test_mutants_are_the_same_for_the_same_seed() -> None:
    assert mutants("3", 12) == mutants("3", 12)
    assert len(set(mutants("3", 12))) > 6
