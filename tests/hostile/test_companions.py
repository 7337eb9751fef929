"""A bad file that is named beside a document gets one line, in bounded time and memory, whatever it holds."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from zlib import decompress

import pytest
from tests.cli.conftest import program
from tests.hostile.companions import KINDS, Companion, lexicons, model, models, readings
from tests.processes import PATH

from unodc_parse.arabic.language_model import MAGIC
from unodc_parse.arabic.model_file import load_model, read_model
from unodc_parse.arabic.overrides import load_overrides
from unodc_parse.errors import InputError, OptionsError
from unodc_parse.language.wording import load_wording, read_entries

__all__ = ["program"]

LOAD = {
    "models": load_model,
    "lexicons": lambda path: load_wording(read_entries(path).language, (path,)),
    "readings": load_overrides,
}
FILES = [(kind, one) for kind, some in KINDS.items() for one in some()]
_SECONDS = 3.0  # the slowest takes a third of a second


@pytest.mark.parametrize(("kind", "bad"), FILES, ids=lambda one: getattr(one, "name", None))
def test_a_bad_companion_is_refused_in_one_line(kind: str, bad: Companion, tmp_path: Path) -> None:
    path, start = tmp_path / bad.name, time.process_time()
    path.write_bytes(bad.data)
    if bad.message is None:
        LOAD[kind](str(path))
    else:
        with pytest.raises(InputError if kind == "readings" else OptionsError) as caught:
            LOAD[kind](str(path))
        said = str(caught.value)
        assert bad.message in said
        assert said.startswith(str(path))
        assert "\n" not in said
    assert time.process_time() - start < _SECONDS


def test_the_model_that_bad_ones_are_made_of_is_good() -> None:
    assert read_model(model(), "good.lm").words.numbers
    assert len(decompress(model()[len(MAGIC) :])) < 1 << 16


OPTIONS = {"models": ["--lm"], "lexicons": ["--lexicon"], "readings": []}


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        *[("models", one) for one in models() if one.name in {"bomb.lm", "pickle.lm"}],
        *[("lexicons", one) for one in lexicons() if one.name in {"dots.toml", "unknown.toml"}],
        *[("readings", one) for one in readings() if one.name in {"anchor.yaml", "large.yaml"}],
    ],
    ids=lambda one: getattr(one, "name", None),
)
def test_the_program_ends_and_takes_little(kind: str, bad: Companion, tmp_path: Path, samples: Path) -> None:
    """Within 400 MiB, in which the program reads any report; no more than a second of processor time for the file."""
    document = tmp_path / "report.txt"
    document.write_bytes((samples / "report.damaged.txt").read_bytes())
    path = tmp_path / ("report.txt.overrides.yaml" if kind == "readings" else bad.name)
    path.write_bytes(bad.data)
    words = [*OPTIONS[kind], str(path)] if OPTIONS[kind] else []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "unodc_parse", str(document), *words, "-o", str(tmp_path / "out.json")],
        check=False,
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": PATH},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (400 << 20, 400 << 20)),
    )
    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before.ru_utime
    status = 3 if kind == "readings" else 2  # they lie beside a document, in an archive too, and cost it alone
    assert (done.returncode, done.stderr.count(b"\n")) == (status, 1), done.stderr
    assert bad.message is not None
    assert bad.message.encode() in done.stderr
    assert b"\x1b" not in done.stderr
    assert not (tmp_path / "out.json").exists()
    assert spent < _SECONDS


@pytest.mark.parametrize("option", ["--lm", "--lexicon"])
def test_a_device_without_an_end_is_no_file(program, samples: Path, option: str) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("this system has no /dev/zero")
    run = program(samples / "report.damaged.txt", option, "/dev/zero")
    assert (run.returncode, run.stderr.count(b"\n")) == (2, 1), run.stderr


@pytest.mark.parametrize("option", ["--lm", "--lexicon"])
def test_a_companion_that_is_missing_or_a_folder_is_told(program, samples: Path, tmp_path: Path, option: str) -> None:
    for path in (tmp_path / "none", tmp_path):
        run = program(samples / "report.damaged.txt", option, path)
        assert (run.returncode, run.stderr.count(b"\n")) == (2, 1), run.stderr
        assert b"cannot be read" in run.stderr
