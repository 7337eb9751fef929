"""A function of many values made in several processes: the same comes of it, whatever becomes of these."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.processes import children, runs

from unodc_parse.errors import OptionsError
from unodc_parse.spread import Effort, scattered, spread, too_long

VALUES = range(40)
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork: all is made in one process")


def open_files() -> int:
    descriptors = Path("/proc/self/fd")
    return len([*descriptors.iterdir()]) if descriptors.is_dir() else 0


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Ask that no child and no open file is left of a test."""
    files, processes = open_files(), children(os.getpid())
    yield
    assert set(children(os.getpid())) <= set(processes)  # other tests of this run may have left some
    assert open_files() == files


def where(value: int) -> tuple[int, int]:
    time.sleep(0.005)
    return value, os.getpid()


@pytest.mark.parametrize("count", [0, 1, 5, 1203])
def test_results_come_in_order(count: int) -> None:
    assert spread(lambda value: value * value, range(count), Effort(3)) == [value * value for value in range(count)]


def test_several_processes_share_the_work() -> None:
    found = spread(where, VALUES, Effort(3))
    assert [value for value, _ in found] == list(VALUES)
    assert found[0][1] == os.getpid()  # what is read but once is read before the processes part
    assert len({process for _, process in found[1:]} - {os.getpid()}) == 3


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
    assert len({process for _, process in spread(where, VALUES, Effort(4))[1:]}) == 1
    assert {process for _, process in spread(where, VALUES, Effort(4))} == {os.getpid()}


def test_an_interruption_ends_the_processes() -> None:
    def interrupt(*_: int) -> None:
        raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        spread(time.sleep, [0.01, 0.01, *[30] * 4], Effort(2, interrupt))
    assert time.monotonic() - began < 10


def test_no_process_is_no_effort() -> None:
    with pytest.raises(OptionsError, match="jobs must be at least 1"):
        Effort(0)


def tried(code: str) -> str:
    """Return what a program prints: a call has a process of its own only where no other threads run."""
    head = """
import os, time
from unodc_parse.archive.alone import run_alone
from unodc_parse.archive.supervisor import Limits
from unodc_parse.confine import memory_left
from unodc_parse.spread import Effort, spread
"""
    command = [sys.executable, "-c", head + code]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def test_processes_share_the_time_of_a_call() -> None:
    said = tried("""
def spin(seconds):
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass

print(run_alone(lambda jobs: spread(spin, [0.01, *[30] * 5], Effort(jobs)), 2, Limits(seconds=1.0, memory=None)).reason)
taken = os.times()
print(taken.children_user + taken.children_system)
""").splitlines()
    assert "took longer than 1 s" in said[0]
    assert "by the clock" not in said[0]
    assert float(said[1]) < 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_cannot_be_done_in_time_is_refused_early(jobs: int) -> None:
    said = tried(f"""
def spin(seconds):
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass

try:
    run_alone(lambda jobs: spread(spin, [0.02] * 1000, Effort(jobs)), {jobs}, Limits(seconds=4.0, memory=None))
except Exception as problem:
    print(type(problem).__name__, problem)
taken = os.times()
print(taken.children_user + taken.children_system)
""").splitlines()
    assert said[0].startswith("InputError needs about 2")
    assert said[0].endswith(", more than 4; give it more with --timeout 60, or read a part of it at a time")
    assert "of processor time, more" in said[0]
    assert float(said[1]) < 2


def test_what_may_be_done_in_time_is_tried() -> None:
    said = tried("""
def spin(seconds):
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass

call = [*[0.03] * 10, *[0.01] * 250]  # what comes first is no measure of all
print(len(run_alone(lambda values: spread(spin, values), call, Limits(seconds=4.0, memory=None))))
""")
    assert said.split() == ["260"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_heavy_beginning_is_no_measure_of_all(jobs: int) -> None:
    said = tried(f"""
def spin(seconds):
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass

call = [*[0.03] * 80, *[0.0] * 900]  # 2.4 s in all, and 29 s if all were like the first
print(len(run_alone(lambda values: spread(spin, values, Effort({jobs})), call, Limits(seconds=5.0, memory=None))))
""")
    assert said.split() == ["980"]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 8, 60, 838, 1203])
def test_what_is_made_first_is_a_sample_of_all(count: int) -> None:
    order = scattered(count)
    assert sorted(order) == list(range(count))
    assert order[:1] == [0] * min(count, 1)
    first = order[: count // 10]
    for part in range(4):
        share = sum(count * part // 4 <= place < count * (part + 1) // 4 for place in first)
        assert abs(share - len(first) / 4) <= 2


def test_the_limit_is_told_as_it_was_set() -> None:
    said = tried("""
def spin(seconds):
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass

try:
    run_alone(lambda values: spread(spin, values), [0.02] * 1000, Limits(seconds=5.3, taken=3, memory=None))
except Exception as problem:
    print(problem)
""")
    assert said.startswith("needs about 2")
    assert "more than 5.3; " in said


@pytest.mark.parametrize(
    ("needed", "advised"), [(158, "--timeout 240,"), (190_000, "--timeout 200000,"), (250_000, "; read a part of it")]
)
def test_no_more_time_is_advised_than_can_be_given(needed: float, advised: str) -> None:
    said = too_long(needed, 60.0)
    assert advised in said
    assert ("--timeout" in said) is (needed < 200_000)


def test_processes_share_the_memory_of_a_call() -> None:
    said = tried("""
def work(jobs):
    return spread(lambda _: (time.sleep(0.005), os.getpid(), memory_left())[1:], range(40), Effort(jobs)), os.getpid()

found, parent = run_alone(work, 8, Limits(seconds=None, memory=600 << 20))
theirs = {process: left for process, left in found if process != parent}
print(len(theirs), max(left or 0 for left in theirs.values()) >> 20)
""").split()
    if sys.platform == "linux":
        assert int(said[0]) == 2
        assert 200 < int(said[1]) <= 301


CHILDREN = """
import os, sys, time
from unodc_parse.spread import Effort, spread

def stay(value):
    if value:
        os.write(1, b"%d\\n" % os.getpid())  # whole, whoever else writes
        while True:
            pass

spread(stay, [0, 1, 1, 1, 1, 1], Effort(2))
"""


def test_no_process_outlives_its_parent() -> None:
    with subprocess.Popen([sys.executable, "-c", CHILDREN], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        try:
            found = [int(parent.stdout.readline()) for _ in range(2)]
        finally:
            parent.kill()
    until = time.monotonic() + 10
    while any(map(runs, found)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(runs, found))
