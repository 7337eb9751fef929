"""Python looks for cycles among what is no longer used, the more often the more objects are made; here are none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_nothing() -> Iterator[None]:
    """Make many objects at once without looking for cycles between them: it takes longer than making them.

    Nor are they looked through when it is over: they count as old ones, whose turn comes seldom. (Where the program
    that uses us has frozen objects of its own, they are left alone, and the look through is taken.)

    >>> with collecting_nothing():
    ...     gc.isenabled()
    False
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
