"""Workers: results in order, and a worker that dies takes only its own document with it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Self

import pytest

from unodc_parse.cli import pool
from unodc_parse.cli.inputs import Document
from unodc_parse.cli.settings import Settings, Voice
from unodc_parse.cli.status import Status
from unodc_parse.cli.work import Outcome, Task, do_task


class FakePool:
    """Runs tasks at once; a document called `deadly` breaks it for good, as a crash in a PDF library does."""

    def __init__(self) -> None:
        self.broken = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def submit(self, function: object, task: Task) -> Future[Outcome]:
        assert function is do_task
        future: Future[Outcome] = Future()
        self.broken = self.broken or task.document.name == "deadly"
        if self.broken:
            future.set_exception(BrokenProcessPool())
        else:
            future.set_result(Outcome(document=task.document, status=Status.DONE, record={}))
        return future

    def shutdown(self, **_: object) -> None:
        return None


@pytest.fixture
def tasks() -> list[Task]:
    settings = Settings.from_words(output_format="json", output=None, voice=Voice())
    names = [f"{n}" for n in range(4)] + ["deadly"] + [f"{n}" for n in range(5, 20)]
    return [Task(document=Document(path=name, name=name), settings=settings) for name in names]


def test_a_dying_worker_costs_one_document(tasks: list[Task], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_open_pool", lambda _jobs: FakePool())
    outcomes = list(pool.run_tasks(tasks, 2))
    assert [o.document for o in outcomes] == [t.document for t in tasks]
    failed = [o for o in outcomes if o.status != Status.DONE]
    assert [(o.document.name, o.status) for o in failed] == [("deadly", Status.INTERNAL)]
    assert "worker process died" in str(failed[0].reason)


def test_real_workers_hand_back_errors_in_order(tasks: list[Task], tmp_path: Path) -> None:
    def missing() -> Iterator[Task]:
        for n in range(3):
            yield Task(document=Document(path=str(tmp_path / f"{n}"), name=f"{n}"), settings=tasks[0].settings)

    outcomes = list(pool.run_tasks(list(missing()), 2))
    assert [(o.document.name, o.status) for o in outcomes] == [(f"{n}", Status.UNREADABLE) for n in range(3)]
