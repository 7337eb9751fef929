"""The program of a worker process: a function first, then calls of it with their time, until nobody asks any more."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import IO

from unodc_parse.archive.supervisor import Death, out_of_memory
from unodc_parse.confine import end_with, limit_memory, limit_time
from unodc_parse.frames import read_frame, write_frame


def main() -> None:
    """Serve the process that started this one, and whose number is the first argument."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle; it ends its workers
    requests, answers = _take_streams()
    threading.Thread(target=end_with, args=(int(sys.argv[1]),), daemon=True).start()
    function, limits = read_frame(requests)
    limit_memory(limits.memory)
    while True:
        try:
            seconds, call = read_frame(requests)
        except EOFError:
            return
        limit_time(seconds)
        try:
            answer = function(call)
        except MemoryError:
            answer = Death(out_of_memory(limits.memory))
        limit_time(None)
        try:
            write_frame(answers, answer)
        except BrokenPipeError:
            return


def _take_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Return the two pipes, and point standard input and output elsewhere, lest a library reads or prints."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115 -- for good
    return requests, answers


if __name__ == "__main__":
    main()
