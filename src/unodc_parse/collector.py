"""Python's collector of circular garbage, put off while a document is worked on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused(*, aged: bool = False) -> Iterator[None]:
    """Run no collection of circular garbage inside; afterwards it runs as it did before.

    Reading makes hundreds of thousands of objects that live as long as the document does, and the collector looks
    through them again and again for cycles, of which there are hardly any: a twentieth of the time. What cycles the
    PDF library makes are collected by its reader, now and then.

    What was made inside is not looked through when it is over either where it is `aged`: it counts as old, whose turn
    comes seldom. (Where the program that uses us has frozen objects of its own, they are left alone, and the look
    through is taken.)

    >>> with collector_paused():
    ...     gc.isenabled()
    False
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if aged and not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
