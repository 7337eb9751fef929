"""The program of a worker process: a function first, then calls of it, each answered, until nobody asks any more."""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
import time
from pathlib import Path
from typing import IO

from unodc_parse.archive.frames import read_frame, write_frame
from unodc_parse.archive.supervisor import Death
from unodc_parse.options import show_size

#: Seconds between two looks whether the parent is still there.
_WATCH = 0.5
#: A process's data in KiB, in what Linux tells of it (proc_pid_status(5)).
_DATA = re.compile(r"^VmData:\s*(\d+) kB", re.MULTILINE)


def main() -> None:
    """Serve the process that started this one, and whose number is the first argument."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle; it ends its workers
    requests, answers = _take_streams()
    threading.Thread(target=end_with, args=(int(sys.argv[1]),), daemon=True).start()
    function, limits = read_frame(requests)
    limit_memory(limits.memory)
    while True:
        try:
            call = read_frame(requests)
        except EOFError:
            return
        limit_time(limits.seconds)
        try:
            answer = function(call)
        except MemoryError:
            answer = Death(out_of_memory(limits.memory))
        limit_time(None)
        try:
            write_frame(answers, answer)
        except BrokenPipeError:
            return


def end_with(parent: int) -> None:
    """End this process when its parent has gone, in the middle of a call too: nobody else would stop it."""
    while os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)


def out_of_memory(limit: int | None) -> str:
    """Say that a document needs more memory than it may take."""
    size = show_size(limit) if limit is not None else "there is"
    return f"needs more memory than {size}; give it more with --max-memory, or look at the file"


def _take_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Return the two pipes, and point standard input and output elsewhere, lest a library reads or prints."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115 -- for good
    return requests, answers


def limit_time(seconds: float | None) -> None:
    """Let the system end this process after so many `seconds` of processor time from now (SIGPROF; not on Windows)."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds or 0)


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


def _data_held() -> int:
    """Return the bytes of data that this process holds, as RLIMIT_DATA counts them; 0 where no Linux tells."""
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    held = _DATA.search(status)
    return int(held.group(1)) * 1024 if held else 0


if __name__ == "__main__":
    main()
