"""Tasks on this machine's processes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import msgspec

from unodc_parse.archive.alone import run_alone
from unodc_parse.archive.outcome import Outcome
from unodc_parse.archive.supervisor import Death, Limits, supervise
from unodc_parse.cli.spool import descriptor, open_spool, take
from unodc_parse.cli.task import DO_TASK, Task, die, limits_of
from unodc_parse.console.progress import show_cursor
from unodc_parse.errors import InputError

Call = TypeVar("Call")
Result = TypeVar("Result")


def within(
    limits: Limits,
    function: Callable[[Call], Result],
    call: Call,
    rest: Callable[[Call], Result] | None = None,
) -> Result:
    """Return `function(call)`, made in a process of its own; where this is null, `rest(call)`, made in another one.

    Raises:
        InputError: both took more time, or one more memory, than `limits` allow, or one crashed.
        Exception: whatever `function` raises.
    """
    before = _taken()
    with _bar_wiped():
        result = run_alone(function, call, limits)
        if result is None and rest is not None:
            result = run_alone(rest, call, _less(limits, before))
    if isinstance(result, Death):
        show_cursor()
        raise InputError(result.reason)
    return result


def run_tasks(tasks: Iterable[Task], jobs: int, limits: Limits) -> Iterator[Outcome]:
    """Do all tasks, each in a process that its neighbours do not share at the time; yield outcomes as they come."""
    for task, result in supervise(DO_TASK, tasks, jobs, limits, limits_of):
        yield die(task, result.reason) if isinstance(result, Death) else result


def run_in_order(tasks: list[Task], jobs: int, limits: Limits) -> Iterator[tuple[Outcome, Iterable[bytes]]]:
    """Do all tasks and yield their outcomes in order, each with its output, which is to be taken at once."""
    if len(tasks) > 1:
        for outcome in _in_order(tasks, jobs, limits):
            yield outcome, [outcome.payload]
        return
    for task in tasks:
        with open_spool() as spool, open_spool() as relay:
            files = {"spool": descriptor(spool), "relay": descriptor(relay)}
            outcome = _do_alone(msgspec.structs.replace(task, **files), limits_of(limits, task))
            yield outcome, [outcome.payload] if outcome.payload or spool is None else take(spool)


def _do_alone(task: Task, limits: Limits) -> Outcome:
    from unodc_parse.cli.work import Begun, begin_task, end_task  # noqa: PLC0415 -- once, before the processes fork

    before = _taken()
    with _bar_wiped():
        result: Outcome | Begun | Death = run_alone(begin_task, task, limits)
        if isinstance(result, Begun):
            result = run_alone(end_task, (task, result), _less(limits, before))
    if isinstance(result, Death) and task.watched:
        show_cursor()
    return die(task, result.reason) if isinstance(result, Death) else result


@contextmanager
def _bar_wiped() -> Iterator[None]:
    """Wipe the bar of a process that is killed because this one is interrupted: what is said then has its own line."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        show_cursor()
        raise


def _taken() -> tuple[float, float]:
    """Return seconds that the ended processes of this one took (none on Windows), and those by the clock till now."""
    times = os.times()
    return times.children_user + times.children_system, time.monotonic()


def _less(limits: Limits, before: tuple[float, float]) -> Limits:
    """Return limits for the rest of a call whose first process has ended: `before` is what `_taken` was before it."""
    taken, passed = (now - then for now, then in zip(_taken(), before, strict=True))
    return msgspec.structs.replace(limits, taken=taken, passed=passed)


def _in_order(tasks: list[Task], jobs: int, limits: Limits) -> Iterator[Outcome]:
    waiting, done = iter(tasks), dict[str, Outcome]()
    due = next(waiting, None)
    for outcome in run_tasks(tasks, jobs, limits):
        done[outcome.document.name] = outcome
        while due is not None and due.document.name in done:
            yield done.pop(due.document.name)
            due = next(waiting, None)
