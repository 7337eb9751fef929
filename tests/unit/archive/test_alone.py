"""One call in a process of its own: what comes back, and what is said of what does not.

Each is tried in a fresh process, as no process is forked where other threads run, and other tests may have left some.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.processes import PATH

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")

SOURCE = Path(__file__).resolve().parents[3] / "src"
START = """\
import os, signal, threading, time
from unodc_parse.archive.alone import run_alone
from unodc_parse.archive.supervisor import Death, Limits
from unodc_parse.errors import EncryptedPdfError

def fail(kind, *words):
    raise kind(*words)

class LocalError(ValueError):
    def __reduce__(self):
        raise TypeError("stays here")
"""


def tried(code: str) -> str:
    """Return what a process prints that runs `code`."""
    run = subprocess.run(
        [sys.executable, "-c", START + code],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": PATH},
    )
    return run.stdout


def test_the_call_is_made_elsewhere_and_its_result_comes_back() -> None:
    code = "number = run_alone(lambda _: os.getpid(), None, Limits()); print(number != os.getpid(), type(number))"
    assert tried(code) == "True <class 'int'>\n"


def test_more_than_a_pipe_holds_comes_back() -> None:
    assert tried("print(len(run_alone(lambda size: b'x' * size, 3_000_000, Limits())))") == "3000000\n"


def test_an_exception_is_raised_here_as_what_it_was() -> None:
    code = """
try:
    run_alone(lambda name: fail(EncryptedPdfError, name), "a.pdf needs a password", Limits())
except EncryptedPdfError as problem:
    print(problem)
"""
    assert tried(code) == "a.pdf needs a password\n"


def test_an_exception_that_cannot_travel_is_named() -> None:
    code = """
try:
    run_alone(lambda _: fail(LocalError, "a lock"), None, Limits())
except RuntimeError as problem:
    print(problem)
"""
    assert tried(code) == "LocalError: a lock\n"


def test_a_call_that_hangs_is_ended() -> None:
    started = time.monotonic()
    assert "longer than 2 s by the clock" in tried("print(run_alone(time.sleep, 60, Limits(seconds=0.2)).reason)")
    code = "print(run_alone(lambda n: deque(repeat(0), n), 0, Limits(seconds=0.2)).reason)"
    assert "longer than 0.2 s;" in tried("from collections import deque; from itertools import repeat\n" + code)
    assert time.monotonic() - started < 30


def test_a_call_that_eats_memory_is_ended() -> None:
    said = tried("print(run_alone(lambda size: len(bytearray(size)), 1 << 33, Limits(memory=1 << 30)).reason)")
    assert "needs more memory than 1 GiB" in said


def test_what_the_program_held_before_does_not_count() -> None:
    code = """
held = bytearray(1 << 30)
print(run_alone(lambda size: len(bytearray(size)), 1 << 20, Limits(memory=1 << 30)))
print(run_alone(lambda size: len(bytearray(size)), 1 << 31, Limits(memory=1 << 30)).reason)
"""
    fits, does_not = tried(code).splitlines()
    assert fits == "1048576"
    assert "needs more memory than 1 GiB" in does_not


def test_a_call_that_crashes_is_told_by_its_signal() -> None:
    said = tried("print(run_alone(lambda _: os.kill(os.getpid(), signal.SIGKILL), None, Limits()).reason)")
    assert "the process that read it died (SIGKILL)" in said


def test_no_process_is_forked_where_other_threads_run() -> None:
    code = """
done = threading.Event()
threading.Thread(target=done.wait).start()
print(run_alone(lambda _: os.getpid(), None, Limits()) == os.getpid())
done.set()
"""
    assert tried(code) == "True\n"


def test_the_call_is_made_here_where_no_process_or_thread_is_to_be_had() -> None:
    code = """
def none(*_):
    raise BlockingIOError("as many as may be")

fork, os.fork = os.fork, none
print(run_alone(lambda _: os.getpid(), None, Limits()) == os.getpid())
os.fork = fork

def no_thread(self):
    raise RuntimeError("can't start new thread")

threading.Thread.start = no_thread
print(run_alone(lambda _: os.getpid(), None, Limits()) == os.getpid())
"""
    assert tried(code) == "True\nFalse\n"
