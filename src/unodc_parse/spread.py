"""A function of many values on several cores: the process forks, and each of its children takes what nobody has yet.

The numbers of the values are in a pipe that all children read from, so that a slow one holds up no other (as the
jobserver of GNU make hands out its tokens). What they share with this process, a language model for one, is neither
loaded nor copied again. They have its limits of time and memory in common.

The function must only compute. Other threads of this process are not there in a child, and a lock that one of them
held is held for ever: what computes asks for none, and a child does nothing else but to read and write its pipes.
"""

from __future__ import annotations

import math
import os
import selectors
import signal
import threading
import time
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from functools import partial
from typing import Final, NamedTuple, TypeVar, cast

from msgspec import Struct

from unodc_parse.confine import (
    LONGEST_TIME,
    charge_time,
    end_with,
    limit_memory,
    limit_time,
    memory_left,
    time_given,
    time_left,
    time_taken,
)
from unodc_parse.errors import InputError, OptionsError
from unodc_parse.frames import whole_frames, write_frame

Value = TypeVar("Value")
Result = TypeVar("Result")

#: Portions of values at the most: their numbers fit into the smallest pipe (4,096 bytes, pipe(7)).
_PORTIONS: Final = 500
#: Bytes of a number; bytes read from a pipe at a time.
_NUMBER: Final = 8
_CHUNK: Final = 1 << 16
#: Values for which another process is worth while.
_WORTH: Final = 3
#: Memory that each process has at the least, where it is limited: of less than this for all, fewer do the work. One
#: that searches 260 lines takes 193 MiB; at its limit it asks the system for every bit of memory anew, and is slow.
_ROOM: Final = 256 << 20
#: The share of all values that lies between one and the next to be made: the golden section, by which the first of them
#: are spread evenly over all, however many they are.
_STRIDE: Final = (5**0.5 - 1) / 2
#: Where the values cannot be made in time, nobody is to wait for that: it is looked for once so much of the time is
#: gone, and so many seconds at the most. By how much those to come may be lighter falls with the root of the number of
#: those made (two deviations, where one is as large as the mean). What is told to be enough is so much more.
_TRIED: Final = 0.05
_LONG_TRIED: Final = 20.0
_LIGHTER: Final = 2.0
_AMPLE: Final = 1.5
#: What may come between a fork and what the child does of its own.
_UNTIMELY: Final = frozenset({signal.SIGINT, signal.SIGTERM})


class Effort(Struct, frozen=True):
    """How many processes work at most, one or more; `on_done` is told, now and then, how many of how many are done."""

    jobs: int = 1
    on_done: Callable[[int, int], None] | None = None

    def __post_init__(self) -> None:
        """Reject what cannot work."""
        if self.jobs < 1:
            raise OptionsError(f"jobs must be at least 1, not {self.jobs}")

    def tell(self, done: int, total: int) -> None:
        """Tell that so many are done."""
        if self.on_done is not None:
            self.on_done(done, total)


ONE_PROCESS: Final = Effort()


def spread(function: Callable[[Value], Result], values: Sequence[Value], effort: Effort = ONE_PROCESS) -> list[Result]:
    """Return what `function` makes of each value, in their order.

    The first one is made here: so what is read but once, at the first call, is there before the processes part. And
    what a child does not bring back, whatever became of it, is made here; so is all where there is no fork (Windows).
    They are made in a scattered order: a text is often damaged in one part, and what is made first is a measure of all.

    Raises:
        InputError: they cannot all be made in the time that this process has.
        Exception: whatever `function` raises.
    """
    order = scattered(len(values))
    found = _all_made(function, [values[place] for place in order], effort)
    results = dict(zip(order, found, strict=True))
    return [results[place] for place in range(len(values))]


def scattered(count: int) -> list[int]:
    """Return the numbers below `count`, each once, so that the first of them are a sample of all.

    >>> scattered(8)
    [0, 5, 2, 7, 4, 1, 6, 3]
    """
    stride = max(1, round(_STRIDE * count))
    while math.gcd(stride, count) > 1:
        stride += 1
    return [i * stride % count for i in range(count)]


def _all_made(function: Callable[[Value], Result], values: Sequence[Value], effort: Effort) -> list[Result]:
    """Return what `function` makes of each value, the first of which is made first."""
    found: dict[int, Result] = {}

    def make(places: Iterable[int]) -> None:
        for place in places:
            found[place] = function(values[place])
            effort.tell(len(found), len(values))
            if pace is not None:
                pace.look(len(found))

    pace = None
    make(range(min(1, len(values))))
    pace = _Pace(len(values))  # what is read but once is no part of it
    jobs = _at_once(min(effort.jobs, len(values) // _WORTH))
    if jobs > 1:
        with closing(_made(function, values, jobs)) as made:
            for start, results, seconds in made:
                found.update(enumerate(results, start))
                effort.tell(len(found), len(values))
                pace.look(len(found), seconds)
        pace.charged()
    make(place for place in range(len(values)) if place not in found)
    return [found[place] for place in range(len(values))]


class _Pace:
    """How long values take, and whether they can all be made in the time that is left."""

    def __init__(self, total: int) -> None:
        self._total, self._left = total, time_left()
        self._elsewhere = 0.0

    def look(self, done: int, seconds: float = 0.0) -> None:
        """Look once more, when other processes took some more `seconds` for those that are done now.

        Raises:
            InputError: so many cannot be made in time.
        """
        self._elsewhere += seconds
        left = time_left()
        if self._left is None or left is None:
            return
        used = self._left - left + self._elsewhere
        to_come = used / done * (self._total - done)
        if used > min(_TRIED * self._left, _LONG_TRIED) and used + (1 - _LIGHTER / done**0.5) * to_come > self._left:
            raise InputError(too_long(time_taken() - (self._left - left) + used + to_come, time_given()))

    def charged(self) -> None:
        """Take it that what others took is off the time of this process now."""
        self._elsewhere = 0.0


def too_long(needed: float, limit: float) -> str:
    """Say that a document needs more seconds of processor time than the limit that was set, and what helps.

    >>> too_long(158.2, 60.0)
    'needs about 158 s of processor time, more than 60; give it more with --timeout 240, or read a part of it at a time'
    """
    what = f"needs about {needed:,.0f} s of processor time, more than {round(limit, 2):,g}; "
    if needed > LONGEST_TIME:
        return f"{what}read a part of it at a time"
    ample = min(-(-_AMPLE * needed // 60) * 60, LONGEST_TIME)
    return f"{what}give it more with --timeout {ample:.0f}, or read a part of it at a time"


def _at_once(jobs: int) -> int:
    """Return how many processes may work at once, of so many that are wanted."""
    if not hasattr(os, "fork"):
        return 1
    room = memory_left()
    return jobs if room is None else min(jobs, room // _ROOM)


def _made(
    function: Callable[[Value], Result], values: Sequence[Value], jobs: int
) -> Generator[tuple[int, list[Result], float]]:
    """Yield what children make of all values but the first, in portions.

    Each comes with the place of its first value, and the seconds of processor time that it took.
    """
    size = -(-len(values) // _PORTIONS)
    pipes: list[int] = []
    children: list[int] = []
    portion = partial(_portion, function, values, size)
    room, left = memory_left(), time_left()
    mine = _Share(os.getpid(), None if room is None else room // jobs, None if left is None else left / jobs)
    try:
        with suppress(OSError):  # no more processes or pipes are to be had: fewer do the work, or none but this one
            numbers = _numbers(range(1, len(values), size), pipes)
            for _ in range(jobs):
                answers = _pipe(pipes)
                try:
                    children.append(_fork(partial(_serve, portion, numbers, answers, (*pipes[1:],), mine)))
                finally:
                    os.close(answers)
        yield from cast("Iterator[tuple[int, list[Result], float]]", _answers(pipes[1 : len(children) + 1]))
    finally:  # Ctrl-C comes here, too
        for pipe in pipes:
            os.close(pipe)
        charge_time(sum(map(_end, children)))


class _Share(NamedTuple):
    """The parent of a child, and what the child may take: bytes, seconds of processor time; null is no limit."""

    parent: int
    memory: int | None
    seconds: float | None


def _portion(function: Callable[[Value], Result], values: Sequence[Value], size: int, start: int) -> list[Result]:
    return [function(value) for value in values[start : start + size]]


def _fork(serve: Callable[[], None]) -> int:
    """Return a child that serves, and ends; nothing of what this process has on hand is gone on with there."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _UNTIMELY)
    try:
        with warnings.catch_warnings():  # of other threads: see above
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
            if not child:
                try:
                    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which ends its children
                    signal.signal(signal.SIGTERM, signal.SIG_DFL)
                    signal.pthread_sigmask(signal.SIG_SETMASK, before)
                    serve()
                finally:
                    os._exit(0)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return child


def _pipe(pipes: list[int]) -> int:
    """Open a pipe, add the end that is read to `pipes`, and return the other one."""
    ours, theirs = os.pipe()
    pipes.append(ours)
    return theirs


def _numbers(some: Sequence[int], pipes: list[int]) -> int:
    """Return a pipe, also added to `pipes`, that some numbers can be read from, and then its end."""
    theirs = _pipe(pipes)
    os.write(theirs, b"".join(number.to_bytes(_NUMBER) for number in some))
    os.close(theirs)
    return pipes[-1]


def _serve(portion: Callable[[int], object], numbers: int, answers: int, others: Sequence[int], mine: _Share) -> None:
    """Make portions and send them until none is left, or nobody listens; the parent sees what did not come back."""
    for pipe in others:
        os.close(pipe)  # or writing would not end where the reader has
    threading.Thread(target=end_with, args=(mine.parent,), daemon=True).start()
    limit_memory(mine.memory)
    limit_time(mine.seconds)
    with os.fdopen(answers, "wb") as stream:
        while number := os.read(numbers, _NUMBER):
            start = int.from_bytes(number)
            before = time.process_time()
            made = portion(start)
            write_frame(stream, (start, made, time.process_time() - before))


def _answers(pipes: Sequence[int]) -> Iterator[object]:
    """Yield what comes whole through any of the pipes until all have ended."""
    with selectors.DefaultSelector() as selector:
        for pipe in pipes:
            selector.register(pipe, selectors.EVENT_READ, bytearray())
        while selector.get_map():
            for key, _ in selector.select():
                data = os.read(key.fd, _CHUNK)
                if data:
                    key.data.extend(data)
                    yield from whole_frames(key.data)
                else:
                    selector.unregister(key.fd)


def _end(child: int) -> float:
    """End a process, if it still runs, and return the seconds of processor time that it took."""
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    with suppress(ChildProcessError):
        _, _, usage = os.wait4(child, 0)
        return usage.ru_utime + usage.ru_stime
    return 0.0
