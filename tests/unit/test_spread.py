"""A function of many values made in several processes: the same comes of it, whatever becomes of these."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from unodc_parse.spread import Effort, spread

VALUES = range(40)
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork: all is made in one process")


def open_files() -> int:
    descriptors = Path("/proc/self/fd")
    return len([*descriptors.iterdir()]) if descriptors.is_dir() else 0


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Ask that no child and no open file is left of a test."""
    before = open_files()
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    assert open_files() == before


def where(value: int) -> tuple[int, int]:
    time.sleep(0.005)
    return value, os.getpid()


@pytest.mark.parametrize("count", [0, 1, 5, 1203])
def test_results_come_in_order(count: int) -> None:
    assert spread(lambda value: value * value, range(count), Effort(3)) == [value * value for value in range(count)]


def test_several_processes_share_the_work() -> None:
    found = spread(where, VALUES, Effort(3))
    assert [value for value, _ in found] == list(VALUES)
    assert len({process for _, process in found}) == 3
    assert os.getpid() not in {process for _, process in found}


def test_one_process_does_not_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    assert {process for _, process in spread(where, VALUES, Effort(3))} == {os.getpid()}
    assert {process for _, process in spread(where, VALUES)} == {os.getpid()}


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_is_told_to_the_end(jobs: int) -> None:
    told: list[tuple[int, int]] = []
    spread(abs, VALUES, Effort(jobs, lambda done, total: told.append((done, total))))
    assert told == sorted(told)
    assert told[-1] == (40, 40)


def test_what_a_dying_process_leaves_is_made_here() -> None:
    parent = os.getpid()

    def deadly(value: int) -> int:
        if value in (7, 20) and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return -value

    assert spread(deadly, VALUES, Effort(2)) == [-value for value in VALUES]


def test_an_exception_is_raised_here() -> None:
    def wrong(value: int) -> int:
        if value == 11:
            raise LookupError("eleven")
        return value

    with pytest.raises(LookupError, match="eleven"):
        spread(wrong, VALUES, Effort(2))


def test_where_no_process_is_to_be_had_fewer_do_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    fork, left = os.fork, [1]

    def scarce() -> int:
        if not left:
            raise BlockingIOError("too many processes")
        left.pop()
        return fork()

    monkeypatch.setattr(os, "fork", scarce)
    assert len({process for _, process in spread(where, VALUES, Effort(4))}) == 1
    assert {process for _, process in spread(where, VALUES, Effort(4))} == {os.getpid()}


def test_an_interruption_ends_the_processes() -> None:
    def interrupt(*_: int) -> None:
        raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        spread(time.sleep, [0.01, 0.01, *[30] * 4], Effort(2, interrupt))
    assert time.monotonic() - began < 10
