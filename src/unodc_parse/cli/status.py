"""Exit statuses (contract, "Command line"); where several apply, the highest wins."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """What the shell gets back."""

    DONE = 0
    FINDING = 1
    USAGE = 2
    UNREADABLE = 3
    INTERNAL = 4
    NOT_WRITTEN = 5
    INTERRUPTED = 130
    TERMINATED = 143
