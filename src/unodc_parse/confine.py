"""What a process may take, and when it ends: limits that the system holds it to, not the program."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path
from typing import Final

#: Seconds between two looks whether the parent is still there.
_WATCH: Final = 0.5
#: A process's data in KiB, in what Linux tells of it (proc_pid_status(5)).
_DATA: Final = re.compile(r"^VmData:\s*(\d+) kB", re.MULTILINE)
#: A timer that runs out at once; 0 would be none (setitimer(2)).
_AT_ONCE: Final = 1e-6
#: The most seconds that a limit of time may be: ten times as many by the clock are as many milliseconds as a system
#: counts.
LONGEST_TIME: Final = 200_000
#: The limit of time that this process was given last, with what others had taken of it before; 0 is none.
_GIVEN: Final[list[float]] = [0.0]


def end_with(parent: int) -> None:
    """End this process when its parent has gone, in the middle of a call too: nobody else would stop it."""
    while os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)


def limit_time(seconds: float | None, taken: float = 0.0) -> None:
    """Let the system end this process after so many `seconds` of processor time from now (SIGPROF; not on Windows).

    They are what is left of a limit of which others have `taken` some before.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds or 0)
        _GIVEN[0] = seconds + taken if seconds else 0


def time_left() -> float | None:
    """Return the seconds of processor time that are left of such a limit; null where there is none.

    A timer that comes again is no limit but a profiler's.
    """
    if not hasattr(signal, "getitimer"):
        return None
    left, again = signal.getitimer(signal.ITIMER_PROF)
    return left if left and not again else None


def time_given() -> float:
    """Return the seconds of such a limit as it was set, of which others may have taken some before; 0 is none."""
    return _GIVEN[0]


def time_taken() -> float:
    """Return the seconds of such a limit that are gone, of all processes that took some of it."""
    left = time_left()
    return 0.0 if left is None else max(0.0, _GIVEN[0] - left)


def charge_time(seconds: float) -> None:
    """Take processor time that others took for this process off what is left of its limit, if it has one."""
    if (left := time_left()) is not None:
        signal.setitimer(signal.ITIMER_PROF, max(left - seconds, _AT_ONCE))


def limit_memory(memory: int | None) -> None:
    """Let the system refuse this process more than `memory` bytes of data from now (RLIMIT_DATA; not on Windows).

    What it holds already is the program's that it is part of, or was forked from, and no document's.
    """
    if memory is None:
        return
    try:
        import resource  # noqa: PLC0415 -- not on Windows
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = _data_held() + memory
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def memory_left() -> int | None:
    """Return the bytes of data that this process may still take; null where it has no limit, or no system tells."""
    try:
        import resource  # noqa: PLC0415 -- not on Windows
    except ImportError:
        return None
    soft, _ = resource.getrlimit(resource.RLIMIT_DATA)
    held = _data_held()
    return None if soft == resource.RLIM_INFINITY or not held else max(0, soft - held)


def _data_held() -> int:
    """Return the bytes of data that this process holds, as RLIMIT_DATA counts them; 0 where no Linux tells."""
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    held = _DATA.search(status)
    return int(held.group(1)) * 1024 if held else 0
