"""Calls in worker processes that cannot take one another, or the program, down.

Each worker does one call at a time. One that dies, takes too long or too much memory costs the call it was busy with,
and is replaced. Processes, because PDFium is not thread-safe; started afresh, because forking a process that holds open
libraries is not safe either; by `subprocess`, because a cluster's workers may not have `multiprocessing` children.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from pkgutil import resolve_name
from typing import IO, Any, Generic, TypeVar, cast

import msgspec

from unodc_parse.frames import read_frame, write_frame
from unodc_parse.options import show_size

Call = TypeVar("Call")
Result = TypeVar("Result")

#: Calls after which a worker is replaced, so that what libraries leak cannot add up.
CALLS_PER_WORKER = 500

#: Seconds between looks at the clock while all workers are busy.
_TICK = 0.2

#: How much longer than its processor time a call may take by the clock.
_PATIENCE = 10

#: Seconds of processor time for each line of a text where nobody set a limit, and the most that this comes to. Lines
#: have it on the mean, on top of what any document has: a usual damaged line takes a tenth of a second, the worst half
#: a second to one on slow machines or in pure Python (`benchmarks/search_time.py`).
_PER_LINE = 0.5
_MOST = 3600.0
#: Lines past which a text has no more time.
MOST_LINES = int(_MOST / _PER_LINE)

#: Seconds of processor time that a call is given at the least: none would be no limit (setitimer).
_LEAST = 0.01


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one call may take: `seconds` of processor time, `memory` bytes of its process; null means no limit.

    A busy machine makes no good document late, then. One that waits, and takes no processor time, is given up after
    `_PATIENCE` times as long by the clock; where processor time cannot be limited (Windows), the clock alone counts.
    Limits that nobody set grow with the lines of a text (`grows`).
    `taken` are seconds of processor time that the call has had already, in another process, `passed` by the clock.
    """

    seconds: float | None = 120.0
    memory: int | None = 1 << 30
    taken: float = 0.0
    passed: float = 0.0
    grows: bool = False

    def for_lines(self, lines: int) -> Limits:
        """Return what a text of so many lines may take.

        >>> Limits(grows=True).for_lines(1600).seconds, Limits().for_lines(1600).seconds
        (920.0, 120.0)
        """
        if self.seconds is None or not self.grows:
            return self
        seconds = max(self.seconds, min(self.seconds + _PER_LINE * lines, _MOST))
        return msgspec.structs.replace(self, seconds=seconds)

    @property
    def seconds_left(self) -> float | None:
        """Seconds of processor time that the call still has, more than none; null means no limit."""
        return None if self.seconds is None else max(self.seconds - self.taken, _LEAST)

    @property
    def by_clock(self) -> float | None:
        """Seconds by the clock after which a call is given up, whatever it does; null means never."""
        if self.seconds is None:
            return None
        return self.seconds * _PATIENCE if hasattr(signal, "setitimer") else self.seconds

    @property
    def by_clock_left(self) -> float | None:
        """Seconds by the clock that the call still has, none or more; null means no limit."""
        return None if self.by_clock is None else max(self.by_clock - self.passed, 0.0)


class Death(msgspec.Struct, frozen=True):
    """A call that did not come back, and why, in words for the one who made it."""

    reason: str


def too_late(limits: Limits) -> str:
    """Say that a call took too much processor time."""
    return f"took longer than {limits.seconds:g} s; give it more with --timeout, or look at the file"


def too_patient(limits: Limits) -> str:
    """Say that a call did not end in time by the clock."""
    if limits.by_clock == limits.seconds:
        return too_late(limits)
    return (
        f"took longer than {limits.by_clock:g} s by the clock, mostly waiting; "
        "give it more with --timeout, or look at the file and the disk that it is on"
    )


def out_of_memory(limit: int | None) -> str:
    """Say that a document needs more memory than it may take."""
    size = show_size(limit) if limit is not None else "there is"
    return f"needs more memory than {size}; give it more with --max-memory, or look at the file"


def cause_of_death(status: int, limits: Limits) -> str:
    """Say how a process died that did not answer; `status` is negative for a signal, as in `subprocess`."""
    if limits.seconds is not None and -status == getattr(signal, "SIGPROF", None):
        return too_late(limits)
    name = signal.Signals(-status).name if -status in set(signal.Signals) else f"exit status {status}"
    if not status and limits.memory:  # not even room to say so
        return out_of_memory(limits.memory)
    memory = f"needs more memory than {show_size(limits.memory)}, or " if limits.memory else ""
    return f"the process that read it died ({name}): it {memory}crashes a library; try more memory, or another --reader"


def supervise(
    function: Callable[[Call], Result],
    calls: Iterable[Call],
    jobs: int,
    limits: Limits,
    limits_of: Callable[[Limits, Call], Limits] | None = None,
) -> Iterator[tuple[Call, Result | Death]]:
    """Call `function` (a module's) on each of `calls` in up to `jobs` processes; yield what came back, as it comes.

    `limits_of` makes the limits of one call from `limits`, those of any.
    `calls` is drawn from as workers become free. Leaving the iteration early ends all workers at once.
    """
    pending = iter(calls)
    crew: list[_Worker[Call, Result]] = []
    with selectors.DefaultSelector() as selector:
        try:
            yield from _run(pending, crew, selector, _Plan(function, jobs, limits, limits_of))
        finally:
            for worker in crew:
                worker.kill()


class ByName(Generic[Call, Result]):
    """A function like `package.module:function` that is imported where it is called or sent to, and not before."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, call: Call) -> Result:
        """Call the function."""
        return cast("Result", resolve_name(self.name)(call))

    def __reduce__(self) -> tuple[Callable[[str], Any], tuple[str]]:
        """Let a worker receive the function itself, so that it is imported before the limits of a call begin."""
        return resolve_name, (self.name,)


class _Plan(Generic[Call, Result]):
    """What all workers of a run have in common."""

    def __init__(
        self,
        function: Callable[[Call], Result],
        jobs: int,
        limits: Limits,
        limits_of: Callable[[Limits, Call], Limits] | None,
    ) -> None:
        self.function, self.jobs, self.limits, self._limits_of = function, jobs, limits, limits_of

    def limits_of(self, call: Call) -> Limits:
        """Return the limits of a call."""
        return self.limits if self._limits_of is None else self._limits_of(self.limits, call)


class _Worker(Generic[Call, Result]):
    """A process and the call that it is busy with."""

    def __init__(self, plan: _Plan[Call, Result], selector: selectors.BaseSelector) -> None:
        self.process = subprocess.Popen(  # noqa: S603 -- this program, and a number
            [sys.executable, "-m", "unodc_parse.archive.worker", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self.selector, self.plan, self.left = selector, plan, CALLS_PER_WORKER
        self.limit = plan.limits
        self.call: Call | None = None
        self.deadline: float | None = None
        selector.register(self._out, selectors.EVENT_READ, self)
        self._send((plan.function, plan.limits))

    @property
    def _out(self) -> IO[bytes]:
        return cast("IO[bytes]", self.process.stdout)

    def begin(self, call: Call) -> None:
        """Hand `call` to the process."""
        self.call, self.left, self.limit = call, self.left - 1, self.plan.limits_of(call)
        if (seconds := self.limit.by_clock) is not None:
            self.deadline = time.monotonic() + seconds
        self._send((self.limit.seconds, call))

    def finish(self) -> tuple[Call, Result | Death]:
        """Return the call and what came of it, once the process has answered or died."""
        call = cast("Call", self.call)
        try:
            result = cast("Result | Death", read_frame(self._out))
        except EOFError:
            return call, Death(cause_of_death(self.process.wait(), self.limit))
        self.call = self.deadline = None
        return call, result

    def expire(self) -> tuple[Call, Result | Death]:
        """End the process, whose time is up."""
        self.kill()
        return cast("Call", self.call), Death(too_patient(self.limit))

    def kill(self) -> None:
        """End the process at once."""
        if self._out not in {key.fileobj for key in self.selector.get_map().values()}:
            return
        self.selector.unregister(self._out)
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            _close(stream)

    def _send(self, value: Any) -> None:  # noqa: ANN401 -- whatever can be pickled
        try:
            write_frame(cast("IO[bytes]", self.process.stdin), value)
        except BrokenPipeError:
            return  # it died; the end of its output says so


def _run(
    pending: Iterator[Call],
    crew: list[_Worker[Call, Result]],
    selector: selectors.BaseSelector,
    plan: _Plan[Call, Result],
) -> Iterator[tuple[Call, Result | Death]]:
    while True:
        _hand_out(pending, crew, selector, plan)
        busy = [worker for worker in crew if worker.call is not None]
        if not busy:
            return
        for key, _ in selector.select(_TICK if plan.limits.seconds is not None else None):
            worker = cast("_Worker[Call, Result]", key.data)
            if worker.call is None:  # it died before it was given anything: the next call will find out why
                _dismiss(worker, crew)
                raise RuntimeError("a worker process cannot start; try -j 1")
            call, result = worker.finish()
            if isinstance(result, Death) or worker.left <= 0:
                _dismiss(worker, crew)
            yield call, result
        for worker in [w for w in crew if w.deadline is not None and w.deadline < time.monotonic()]:
            late = worker.expire()
            crew.remove(worker)
            yield late


def _hand_out(
    pending: Iterator[Call],
    crew: list[_Worker[Call, Result]],
    selector: selectors.BaseSelector,
    plan: _Plan[Call, Result],
) -> None:
    """Give every idle worker a call, and start workers while there are calls for them."""
    idle = [worker for worker in crew if worker.call is None]
    while idle or len(crew) < plan.jobs:
        call = next(pending, None)
        if call is None:
            return
        if not idle:
            crew.append(_Worker(plan, selector))
            idle.append(crew[-1])
        idle.pop().begin(call)


def _environment() -> dict[str, str]:
    """Return an environment in which a worker finds this package where this process found it."""
    home = str(Path(__file__).resolve().parents[2])
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))}


def _dismiss(worker: _Worker[Call, Result], crew: list[_Worker[Call, Result]]) -> None:
    worker.kill()
    crew.remove(worker)


def _close(stream: IO[bytes] | None) -> None:
    try:
        if stream is not None:
            stream.close()
    except OSError:  # what was not sent to a dead process cannot be flushed
        return
