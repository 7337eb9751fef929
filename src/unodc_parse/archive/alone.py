"""One call in a process of its own, so that a crash, a hang or a flood of memory costs that call and not the program.

The process is forked before any library holds a document, which costs milliseconds; workers that are started afresh
(`supervisor`) cost a good part of a second, too much for one document. Where there is no fork (Windows), or where other
threads run, whose locks a fork would keep for ever, the call is made here.
"""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn, TypeVar, cast

from unodc_parse.archive.supervisor import Death, Limits, cause_of_death, too_late
from unodc_parse.archive.worker import end_with, limit_memory, out_of_memory

Call = TypeVar("Call")
Result = TypeVar("Result")

_CHUNK = 1 << 20  # bytes read from the pipe at a time


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
    child = os.fork()
    if child == 0:
        os.close(ours)
        _answer(function, call, limits, parent, theirs)
    os.close(theirs)
    try:
        answer = _read(ours, limits.seconds)
    except TimeoutError:
        return Death(too_late(limits))
    finally:  # Ctrl-C and SIGTERM come here, too
        os.close(ours)
        status = _end(child)
    return _opened(answer, status, limits)


def _answer(function: Callable[[Call], Result], call: Call, limits: Limits, parent: int, pipe: int) -> NoReturn:
    """Make the call, send what comes of it, and end without any of the parent's farewells."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=end_with, args=(parent,), daemon=True).start()
    try:
        limit_memory(limits.memory)
        with os.fdopen(pipe, "wb") as answers:
            answers.write(_outcome(function, call, limits))
    finally:  # a reader that has gone, Ctrl-C: the parent knows
        os._exit(0)


def _outcome(function: Callable[[Call], Result], call: Call, limits: Limits) -> bytes:
    """Return, pickled, whether the call came back, and with what."""
    try:
        return pickle.dumps((True, function(call)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps((True, Death(out_of_memory(limits.memory))))
    except Exception as problem:  # noqa: BLE001 -- raised again by the parent
        with suppress(Exception):
            return pickle.dumps((False, problem))
        return pickle.dumps((False, RuntimeError(f"{type(problem).__name__}: {problem}")))


def _read(pipe: int, seconds: float | None) -> bytes:
    """Return all that comes through `pipe`; raises `TimeoutError` when `seconds` have passed."""
    deadline = None if seconds is None else time.monotonic() + seconds
    pieces = list[bytes]()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            left = None if deadline is None else deadline - time.monotonic()
            if (left is not None and left <= 0) or not selector.select(left):
                raise TimeoutError
            piece = os.read(pipe, _CHUNK)
            if not piece:
                return b"".join(pieces)
            pieces.append(piece)


def _end(child: int) -> int:
    """End the process, if it still runs, and return its exit status as `os.waitstatus_to_exitcode` does."""
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _opened(answer: bytes, status: int, limits: Limits) -> Result | Death:
    try:
        came_back, value = pickle.loads(answer)  # noqa: S301 -- our own process at the other end
    except (EOFError, pickle.UnpicklingError):
        return Death(cause_of_death(status, limits))
    if not came_back:
        raise value
    return cast("Result | Death", value)
