"""One call in a process of its own, so that a crash, a hang or a flood of memory costs that call and not the program.

The process is forked before any library holds a document, which costs milliseconds; workers that are started afresh
(`supervisor`) cost a good part of a second, too much for one document. Where there is no fork (Windows), or none to be
had, or where other threads run, whose locks a fork would keep for ever, the call is made here.
"""

from __future__ import annotations

import io
import os
import pickle
import selectors
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, NoReturn, TypeVar, cast

from unodc_parse.archive.supervisor import Death, Limits, cause_of_death, out_of_memory, too_patient
from unodc_parse.confine import end_with, limit_memory, limit_time

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer

Call = TypeVar("Call")
Result = TypeVar("Result")

_CHUNK = 1 << 16  # bytes read from the pipe at a time; longer strings are read straight to where they stay


def run_alone(function: Callable[[Call], Result], call: Call, limits: Limits) -> Result | Death:
    """Return `function(call)`, or why it did not come back.

    Raises:
        Exception: whatever `function` raises.
    """
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return function(call)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()  # or the child would hold it, too
    parent, (ours, theirs) = os.getpid(), os.pipe()
    try:
        child = os.fork()
    except OSError:  # there are as many processes as may be
        os.close(ours)
        os.close(theirs)
        return function(call)
    if child == 0:
        os.close(ours)
        _answer(function, call, limits, parent, theirs)
    os.close(theirs)
    try:
        answer = _read(ours, limits.by_clock_left)
    except TimeoutError:
        return Death(too_patient(limits))
    finally:  # Ctrl-C and SIGTERM come here, too
        os.close(ours)
        status = _end(child)
    return cast("Result | Death", _opened(answer, status, limits))


def _answer(function: Callable[[Call], Result], call: Call, limits: Limits, parent: int, pipe: int) -> NoReturn:
    """Make the call, send what comes of it, and end without any of the parent's farewells."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(RuntimeError):  # there are as many threads as may be
        threading.Thread(target=end_with, args=(parent,), daemon=True).start()
    try:
        limit_memory(limits.memory)
        limit_time(limits.seconds_left, limits.taken)
        with os.fdopen(pipe, "wb") as answers:
            _send(_outcome(function, call, limits), answers, limits)
    finally:  # a reader that has gone, Ctrl-C: the parent knows
        os._exit(0)


def _outcome(function: Callable[[Call], Result], call: Call, limits: Limits) -> tuple[bool, object]:
    """Return whether the call came back, and with what."""
    try:
        return True, function(call)
    except MemoryError:
        return True, Death(out_of_memory(limits.memory))
    except Exception as problem:  # noqa: BLE001 -- raised again by the parent
        return False, problem


def _send(outcome: tuple[bool, object], answers: BinaryIO, limits: Limits) -> None:
    """Write an outcome, pickled piece by piece: whole, it would take twice the memory of what the call made."""
    if not outcome[0]:
        try:
            pickle.loads(pickle.dumps(outcome))  # noqa: S301 -- our own; some exceptions cannot be sent
        except Exception:  # noqa: BLE001 -- whatever an exception's class does
            outcome = False, RuntimeError(f"{type(outcome[1]).__name__}: {outcome[1]}")
    try:
        pickle.dump(outcome, answers, pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        pickle.dump((True, Death(out_of_memory(limits.memory))), answers, pickle.HIGHEST_PROTOCOL)


class _Answers(io.RawIOBase):
    """What comes through a pipe, until a deadline; raises `TimeoutError` after it."""

    def __init__(self, pipe: int, seconds: float | None) -> None:
        self._pipe = pipe
        self._deadline = None if seconds is None else time.monotonic() + seconds
        self._selector = selectors.DefaultSelector()
        self._selector.register(pipe, selectors.EVENT_READ)

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fill `buffer` with what there is."""
        left = None if self._deadline is None else self._deadline - time.monotonic()
        if (left is not None and left <= 0) or not self._selector.select(left):
            raise TimeoutError
        return os.readv(self._pipe, [buffer])

    def close(self) -> None:
        """Let go of the selector; the pipe is the caller's."""
        self._selector.close()
        super().close()


def _read(pipe: int, seconds: float | None) -> tuple[bool, object] | None:
    """Return the outcome that comes through `pipe`, null where it breaks off.

    Raises:
        TimeoutError: `seconds` have passed.
    """
    with io.BufferedReader(_Answers(pipe, seconds), _CHUNK) as answers:
        try:
            outcome = pickle.load(answers)  # noqa: S301 -- our own process at the other end
        except (EOFError, pickle.UnpicklingError):
            return None
    return cast("tuple[bool, object]", outcome)


def _end(child: int) -> int:
    """End the process, if it still runs, and return its exit status as `os.waitstatus_to_exitcode` does."""
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _opened(answer: tuple[bool, object] | None, status: int, limits: Limits) -> object:
    """Return what the call returned; raises what it raised."""
    if answer is None:
        return Death(cause_of_death(status, limits))
    came_back, value = answer
    if not came_back and isinstance(value, Exception):
        raise value
    return value
