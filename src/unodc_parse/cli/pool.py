"""Tasks over worker processes, results in the order of the tasks.

Processes, because PDFium is not thread-safe; spawned, because forking a process that holds open libraries is not
safe either.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from unodc_parse.cli.work import Outcome, Task, crash, do_task

#: Tasks handed out ahead for every worker, so that none waits and results do not pile up.
_AHEAD = 3


def run_tasks(tasks: list[Task], jobs: int) -> Iterator[Outcome]:
    """Do all tasks and yield their outcomes in order; one worker, or one task, needs no process of its own."""
    if jobs == 1 or len(tasks) <= 1:
        yield from map(do_task, tasks)
        return
    yield from _run_in_workers(tasks, min(jobs, len(tasks)))


def _run_in_workers(tasks: list[Task], jobs: int) -> Iterator[Outcome]:
    waiting, running = deque(tasks), deque[tuple[Task, Future[Outcome]]]()
    pool = _open_pool(jobs)
    try:
        while waiting or running:
            while waiting and len(running) < jobs * _AHEAD:
                task = waiting.popleft()
                running.append((task, pool.submit(do_task, task)))
            task, future = running.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False)
                yield _run_alone(task)
                waiting.extendleft(task for task, _ in reversed(running))
                running.clear()
                pool = _open_pool(jobs)
    except BaseException:
        stop_workers()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def stop_workers() -> None:
    """End the worker processes of this program at once."""
    for worker in multiprocessing.active_children():
        worker.terminate()


def _run_alone(task: Task) -> Outcome:
    """Do a task that may have killed its worker, or only stood beside the one that did."""
    with _open_pool(1) as pool:
        try:
            return pool.submit(do_task, task).result()
        except BrokenProcessPool:
            return crash(task.document)


def _open_pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_start_worker)


def _start_worker() -> None:
    """Let Ctrl-C end a worker without a traceback of its own."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
