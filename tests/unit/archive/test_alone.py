"""One call in a process of its own: what comes back, and what is said of what does not."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from unodc_parse.archive.alone import run_alone
from unodc_parse.archive.supervisor import Death, Limits
from unodc_parse.errors import EncryptedPdfError

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")


def number_of_process(_: object) -> int:
    return os.getpid()


def test_the_call_is_made_elsewhere_and_its_result_comes_back() -> None:
    result = run_alone(number_of_process, None, Limits())
    assert isinstance(result, int)
    assert result != os.getpid()


def test_more_than_a_pipe_holds_comes_back() -> None:
    assert run_alone(lambda size: b"x" * size, 3_000_000, Limits()) == b"x" * 3_000_000


def test_an_exception_is_raised_here_as_what_it_was() -> None:
    def refuse(name: str) -> None:
        raise EncryptedPdfError(f"{name} needs a password")

    with pytest.raises(EncryptedPdfError, match="needs a password"):
        run_alone(refuse, "a.pdf", Limits())


def test_an_exception_that_cannot_travel_is_named() -> None:
    def fail(_: object) -> None:
        raise type("LocalError", (ValueError,), {})("a lock: %s")

    with pytest.raises(RuntimeError, match="LocalError: a lock"):
        run_alone(fail, None, Limits())


def test_a_call_that_hangs_is_ended() -> None:
    started = time.monotonic()
    result = run_alone(time.sleep, 60, Limits(seconds=0.2))
    assert isinstance(result, Death)
    assert "took longer than 0.2 s" in result.reason
    assert time.monotonic() - started < 10


def test_a_call_that_eats_memory_is_ended() -> None:
    result = run_alone(lambda size: len(bytearray(size)), 1 << 33, Limits(memory=1 << 30))
    assert isinstance(result, Death)
    assert "needs more memory than 1,024 MiB" in result.reason


def test_a_call_that_crashes_is_told_by_its_signal() -> None:
    result = run_alone(lambda _: os.kill(os.getpid(), signal.SIGKILL), None, Limits())
    assert isinstance(result, Death)
    assert "the process that read it died (SIGKILL)" in result.reason


def test_no_process_is_forked_where_other_threads_run() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert run_alone(number_of_process, None, Limits()) == os.getpid()
    finally:
        done.set()
        other.join()
