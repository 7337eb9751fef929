"""Workers: one that dies, hangs or eats memory costs the call it was busy with, and no other."""

from __future__ import annotations

import operator
import os
import pickle
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from itertools import repeat

import pytest
from tests.processes import children, runs

from unodc_parse.archive.supervisor import ByName, Death, Limits, supervise

#: Calls of functions that any process can import: what a worker is asked for, and what comes of it.
Call = Callable[[], object]

LIMITS = Limits(seconds=60, memory=None)

DIE = partial(os._exit, 9)
HANG = partial(time.sleep, 600)
WORK = partial(deque, repeat(0), 0)
WAIT = partial(time.sleep, 1.5)
EAT = partial(bytearray, 1 << 31)
PRINT = partial(print, "noise", flush=True)


def run(calls: list[Call], jobs: int = 2, limits: Limits = LIMITS) -> list[tuple[Call, object]]:
    return list(supervise(operator.call, calls, jobs, limits))


def good(number: int) -> Call:
    return partial(operator.add, number, 1)


@pytest.mark.parametrize("jobs", [1, 3])
def test_every_call_comes_back_with_its_result(jobs: int) -> None:
    calls = [good(number) for number in range(20)]
    assert sorted(result for _, result in run(calls, jobs)) == list(range(1, 21))  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("bad", "limits", "reason"),
    [
        (DIE, Limits(seconds=60), "the process that read it died"),
        (WORK, Limits(seconds=0.5), "longer than 0.5 s;"),
        (EAT, Limits(seconds=60, memory=1 << 30), "more memory than 1 GiB"),
    ],
)
def test_a_bad_call_costs_itself_alone(bad: Call, limits: Limits, reason: str) -> None:
    calls = [good(0), bad, good(1), good(2)]
    outcomes = run(calls, 2, limits)
    assert {id(call) for call, _ in outcomes} == {id(call) for call in calls}
    assert sorted(result for call, result in outcomes if call is not bad) == [1, 2, 3]  # type: ignore[type-var]
    (death,) = (result for call, result in outcomes if call is bad)
    assert isinstance(death, Death)
    assert reason in death.reason


def test_a_call_that_waits_for_ever_is_given_up_by_the_clock() -> None:
    ((_, death),) = run([HANG], 1, Limits(seconds=0.2))
    assert isinstance(death, Death)
    assert "longer than 2 s by the clock" in death.reason


def test_waiting_is_not_counted() -> None:
    assert [result for _, result in run([WAIT, good(1)], 1, Limits(seconds=1))] == [None, 2]


def test_calls_may_have_limits_of_their_own() -> None:
    def of(limits: Limits, call: Call) -> Limits:
        return Limits(seconds=0.3) if call is WORK else limits

    outcomes = dict(supervise(operator.call, [WORK, one := good(1)], 1, LIMITS, of))
    assert outcomes[one] == 2
    assert isinstance(death := outcomes[WORK], Death)
    assert "longer than 0.3 s;" in death.reason


def test_what_a_library_prints_does_not_get_between_the_answers() -> None:
    assert [result for _, result in run([PRINT, good(1)], 1)] == [None, 2]


def test_calls_are_drawn_as_workers_become_free() -> None:
    drawn = []

    def calls() -> Iterator[Call]:
        for number in range(100):
            drawn.append(number)
            yield good(number)

    results = supervise(operator.call, calls(), 1, Limits())
    next(results)
    assert len(drawn) <= 2
    results.close()  # type: ignore[attr-defined]


def test_leaving_early_ends_the_workers() -> None:
    started = time.monotonic()
    results = supervise(operator.call, [good(1), HANG], 2, Limits(seconds=None))
    assert next(results)[1] == 2
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 30


def test_workers_end_with_a_parent_that_is_killed() -> None:
    script = (
        "import functools, operator, time; from unodc_parse.archive.supervisor import Limits, supervise\n"
        "calls = [functools.partial(int, '7'), functools.partial(time.sleep, 600)]\n"
        "results = supervise(operator.call, calls, 2, Limits()); next(results)\n"
        "print('ready', flush=True); next(results)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        workers = children(parent.pid)
        parent.kill()
    assert workers
    until = time.monotonic() + 20
    while any(map(runs, workers)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(runs, workers))


def test_a_function_named_only_is_sent_to_a_worker_as_itself() -> None:
    """It is imported with the function, thus before the limits of a call begin."""
    named = ByName[int, str]("colorsys:rgb_to_hsv")
    assert pickle.loads(pickle.dumps(named)).__name__ == "rgb_to_hsv"  # noqa: S301 -- our own
    assert ByName[int, str]("builtins:hex")(255) == "0xff"
    assert list(supervise(ByName[int, str]("builtins:hex"), [255], 1, LIMITS)) == [(255, "0xff")]
