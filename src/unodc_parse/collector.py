"""Python's collector of circular garbage, put off while a document is worked on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Run no collection of circular garbage inside; afterwards it runs as it did before.

    Reading makes hundreds of thousands of objects that live as long as the document does, and the collector looks
    through them again and again for cycles, of which there are hardly any: a twentieth of the time. What cycles the
    PDF library makes are collected by its reader, now and then.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
