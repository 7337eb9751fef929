"""A function of many values on several cores: the process forks, and each of its children takes what nobody has yet.

The numbers of the values are in a pipe that all children read from, so that a slow one holds up no other (as the
jobserver of GNU make hands out its tokens). What they share with this process, a language model for one, is neither
loaded nor copied again. The function must do nothing but compute: no file, no lock, no other thread is there.
"""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Final, NamedTuple, NoReturn, TypeVar, cast

Value = TypeVar("Value")
Result = TypeVar("Result")


class Effort(NamedTuple):
    """How many processes work at most; `on_done` is told, now and then, how many of how many values are done."""

    jobs: int = 1
    on_done: Callable[[int, int], None] | None = None

    def tell(self, done: int, total: int) -> None:
        """Tell that so many are done."""
        if self.on_done is not None:
            self.on_done(done, total)


ALONE: Final = Effort()

#: Portions of values at the most: their numbers fit into the smallest pipe (4,096 bytes, pipe(7)).
_PORTIONS: Final = 500
#: Bytes of a number; bytes read from a pipe at a time.
_NUMBER: Final = 8
_CHUNK: Final = 1 << 16


def spread(function: Callable[[Value], Result], values: Sequence[Value], effort: Effort = ALONE) -> list[Result]:
    """Return what `function` makes of each value, in their order.

    What a child does not bring back, whatever became of it, is made here: so is all where there is no fork (Windows).

    Raises:
        Exception: whatever `function` raises.
    """
    found: dict[int, Result] = {}
    jobs = min(effort.jobs, len(values))
    if jobs > 1 and hasattr(os, "fork"):
        size = -(-len(values) // _PORTIONS)
        for start, results in _made(function, values, jobs, size):
            found.update(enumerate(results, start))
            effort.tell(len(found), len(values))
    for place, value in enumerate(values):
        if place not in found:
            found[place] = function(value)
            effort.tell(len(found), len(values))
    return [found[place] for place in range(len(values))]


def _made(
    function: Callable[[Value], Result], values: Sequence[Value], jobs: int, size: int
) -> Iterator[tuple[int, list[Result]]]:
    """Yield the results of portions of `size` values as children make them, each with the place of its first value."""
    pipes: list[int] = []
    children: list[int] = []
    try:
        with suppress(OSError):  # no more processes or pipes are to be had: fewer do the work, or none but this one
            numbers = _numbers(range(0, len(values), size), pipes)
            for _ in range(jobs):
                answers = _pipe(pipes)
                try:
                    child = _fork()
                    if not child:
                        _serve(partial(_portion, function, values, size), numbers, answers, pipes)
                    children.append(child)
                finally:
                    os.close(answers)
        yield from cast("Iterator[tuple[int, list[Result]]]", _answers(pipes[1 : len(children) + 1]))
    finally:  # Ctrl-C comes here, too
        for pipe in pipes:
            os.close(pipe)
        for child in children:
            _end(child)


def _portion(function: Callable[[Value], Result], values: Sequence[Value], size: int, start: int) -> list[Result]:
    return [function(value) for value in values[start : start + size]]


def _pipe(pipes: list[int]) -> int:
    """Open a pipe, add the end that is read to `pipes`, and return the other one."""
    ours, theirs = os.pipe()
    pipes.append(ours)
    return theirs


def _fork() -> int:
    with warnings.catch_warnings():  # of other threads: nothing that they may hold is asked for in the child
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _numbers(some: Sequence[int], pipes: list[int]) -> int:
    """Return a pipe, also added to `pipes`, that some numbers can be read from, and then its end."""
    theirs = _pipe(pipes)
    os.write(theirs, b"".join(number.to_bytes(_NUMBER) for number in some))
    os.close(theirs)
    return pipes[-1]


def _serve(portion: Callable[[int], object], numbers: int, answers: int, pipes: Sequence[int]) -> NoReturn:
    """Make portions and send them until none is left, or nobody listens; the parent sees what did not come back."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle; it ends its children
        for pipe in pipes[1:]:
            os.close(pipe)  # or writing would not end where the reader has
        with os.fdopen(answers, "wb") as stream:
            while number := os.read(numbers, _NUMBER):
                start = int.from_bytes(number)
                data = pickle.dumps((start, portion(start)), pickle.HIGHEST_PROTOCOL)
                stream.write(len(data).to_bytes(_NUMBER) + data)
                stream.flush()
    finally:
        os._exit(0)


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
                    yield from _whole(key.data)
                else:
                    selector.unregister(key.fd)


def _whole(held: bytearray) -> Iterator[object]:
    """Take the answers that are whole from what has come."""
    while len(held) >= _NUMBER and len(held) >= (end := _NUMBER + int.from_bytes(held[:_NUMBER])):
        yield pickle.loads(bytes(held[_NUMBER:end]))  # noqa: S301 -- our own process at the other end
        del held[:end]


def _end(child: int) -> None:
    """End a process, if it still runs, and let go of it."""
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(child, 0)
