"""Tasks on this machine's processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from unodc_parse.archive.outcome import Outcome
from unodc_parse.archive.supervisor import Death, Limits, supervise
from unodc_parse.cli.work import Task, die, do_task


def run_tasks(tasks: Iterable[Task], jobs: int, limits: Limits) -> Iterator[Outcome]:
    """Do all tasks, each in a process that its neighbours do not share at the time; yield outcomes as they come."""
    for task, result in supervise(do_task, tasks, jobs, limits):
        yield die(task, result.reason) if isinstance(result, Death) else result


def run_in_order(tasks: list[Task], jobs: int, limits: Limits) -> Iterator[Outcome]:
    """Do all tasks and yield their outcomes in order; a single task needs no process of its own."""
    if len(tasks) <= 1:
        yield from map(do_task, tasks)
        return
    waiting, done = iter(tasks), dict[str, Outcome]()
    due = next(waiting, None)
    for outcome in run_tasks(tasks, jobs, limits):
        done[outcome.document.name] = outcome
        while due is not None and due.document.name in done:
            yield done.pop(due.document.name)
            due = next(waiting, None)
