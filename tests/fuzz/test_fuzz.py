"""What fuzzing found stays mended; the corpus and some mutants are tried on every run."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fuzz.mutants import mutants
from tests.fuzz.targets import TARGETS

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


def test_mutants_of_small_files_keep_every_promise() -> None:
    files = [path for path in SEEDS if path.parent.name == "pdf"]
    for data in mutants(files, 120, seed=7):
        TARGETS["pdf"](data)


def test_mutants_are_the_same_for_the_same_seed() -> None:
    files = [path for path in SEEDS if path.parent.name == "pdf"]
    assert list(mutants(files, 12, seed=3)) == list(mutants(files, 12, seed=3))
    assert len(set(mutants(files, 12, seed=3))) > 6
