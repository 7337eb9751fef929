"""A long document is read in one process and gone on with in another: what comes out is the same."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from unodc_parse import pipeline
from unodc_parse.archive.supervisor import Limits
from unodc_parse.archive.worklist import Document, find_documents
from unodc_parse.cli import handover, text
from unodc_parse.cli.handover import hand_over, take_over
from unodc_parse.cli.settings import Settings, Voice
from unodc_parse.cli.spool import open_spool
from unodc_parse.cli.work import Begun, Task, begin_task, do_task
from unodc_parse.cli.workers import run_in_order, within
from unodc_parse.errors import InputError
from unodc_parse.model import Line, Page, Reading


@pytest.fixture
def all_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handover, "_SHORT", 0)


@pytest.fixture
def relay() -> Iterator[int]:
    with open_spool() as spool:
        assert spool is not None
        yield spool.fileno()


@pytest.mark.usefixtures("all_long")
@pytest.mark.parametrize("name", ["report.en.pdf", "report.ar.pdf"])
def test_a_reading_comes_over_whole(samples: Path, relay: int, name: str) -> None:
    reading = pipeline.read(samples / name)
    assert hand_over(reading, relay)
    taken = take_over(relay)
    assert taken == reading
    assert all(line.raw is line.text for page in taken.pages for line in page.lines if line.raw == line.text)


def test_a_short_document_stays_where_it_was_read(samples: Path, relay: int) -> None:
    assert not hand_over(pipeline.read(samples / "report.en.pdf"), relay)
    assert os.fstat(relay).st_size == 0


@pytest.mark.usefixtures("all_long")
def test_what_cannot_be_packed_stays_where_it_was_read(relay: int) -> None:
    page = Page(number=1, lines=(Line(number=1, text="\ud800", raw=""),))
    assert not hand_over(Reading(media_type="application/pdf", reader="playa", pages=(page,)), relay)


@pytest.mark.usefixtures("all_long")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_what_finds_no_room_stays_where_it_was_read() -> None:
    page = Page(number=1, lines=())
    with Path("/dev/full").open("wb") as full:
        assert not hand_over(Reading(media_type="application/pdf", reader="playa", pages=(page,)), full.fileno())


@pytest.fixture
def task(samples: Path) -> Task:
    (document,) = find_documents([str(samples / "report.ar.pdf")], outside=None)
    assert isinstance(document, Document)
    return Task(document=document, settings=Settings.from_words(output_format="json", output=None, voice=Voice()))


@pytest.mark.usefixtures("all_long")
def test_two_processes_write_what_one_does(task: Task, relay: int) -> None:
    assert isinstance(begin_task(msgspec.structs.replace(task, relay=relay)), Begun)
    ((outcome, output),) = ((found, b"".join(pieces)) for found, pieces in run_in_order([task], 1, Limits()))
    whole = do_task(task)
    assert output == whole.payload
    assert outcome.diagnostics == whole.diagnostics


@pytest.mark.usefixtures("all_long")
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names (Windows)")
def test_a_pipe_is_read_once(task: Task, tmp_path: Path) -> None:
    pipe = tmp_path / "report.pdf"
    os.mkfifo(pipe)
    data = Path(task.document.path).read_bytes()
    writer = subprocess.Popen([sys.executable, "-c", _POUR, str(pipe), task.document.path])
    piped = msgspec.structs.replace(task, document=msgspec.structs.replace(task.document, path=str(pipe)))
    ((outcome, output),) = ((found, b"".join(pieces)) for found, pieces in run_in_order([piped], 1, Limits(seconds=5)))
    writer.wait()
    assert outcome.reason is None
    assert json.loads(output)["source"]["sha256"] == hashlib.sha256(data).hexdigest()


#: Pours a file into a pipe.
_POUR = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_bytes(pathlib.Path(sys.argv[2]).read_bytes())"


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="processor time cannot be limited (Windows)")
def test_both_processes_have_the_time_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # tests before this one may have left some
    with pytest.raises(InputError, match=r"took longer than 0\.3 s;"):
        within(Limits(seconds=0.3), _work_first, 0.2, _work_on)
    assert within(Limits(seconds=0.3), _work_first, 0.02, _work_on) == "done"


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="processor time cannot be limited (Windows)")
def test_both_processes_have_the_patience_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    with pytest.raises(InputError, match=r"took longer than 0\.6 s by the clock"):
        within(Limits(seconds=0.06), _wait_first, 0.4, _wait_on)
    assert within(Limits(seconds=0.2), _wait_first, 0.01, _wait_on) == "done"


def _wait_first(seconds: float) -> str | None:
    time.sleep(seconds)
    return None


def _wait_on(seconds: float) -> str | None:
    time.sleep(seconds)
    return "done"


def _work_first(seconds: float) -> str | None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return None


def _work_on(seconds: float) -> str | None:
    _work_first(seconds)
    return "done"


@pytest.mark.usefixtures("all_long")
def test_its_text_is_the_same(task: Task, tmp_path: Path, samples: Path) -> None:
    settings = msgspec.structs.replace(task.settings, output=str(tmp_path / "out.txt"))
    assert text.run_text(str(samples / "report.ar.pdf"), settings, lines=False) == 0
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == pipeline.extract_text(samples / "report.ar.pdf")


@pytest.mark.usefixtures("all_long")
def test_what_fails_in_the_second_process_is_told(task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_: object, **__: object) -> None:
        raise InputError("nothing but dots in it")

    monkeypatch.setattr(pipeline, "report_on", fall)
    ((outcome, _),) = run_in_order([task], 1, Limits())
    assert outcome.reason == "nothing but dots in it"
