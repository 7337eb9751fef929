"""A machine that fails: no network, no handles, no home, a strange locale, files that vanish, signals."""

from __future__ import annotations

import os
import re
import resource
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.hostile.inputs import HELLO, one_page
from tests.processes import PATH

ROOT = Path(__file__).resolve().parents[2]
#: Modules that may open connections, when a cluster or a URL is asked for.
CONNECTED = {"archive/cluster.py", "archive/store.py"}
NETWORK = re.compile(
    r"^\s*(?:import|from) (?:socket|ssl|http|urllib(?!\.parse)|ftplib|requests|fsspec|distributed|asyncio)\b",
    re.MULTILINE,
)

#: Started before the program: whoever opens a connection dies of it.
NO_SOCKETS = """\
import socket
class Refused(socket.socket):
    def __init__(self, *a, **k): raise SystemExit("a socket was opened")
socket.socket = Refused
socket.create_connection = socket.getaddrinfo = Refused
"""


def run(*arguments: str | Path, **more: object) -> subprocess.CompletedProcess[bytes]:
    changed = dict(more.pop("env", {}))  # type: ignore[call-overload]
    environment = {**os.environ, "PYTHONPATH": PATH, **changed}
    environment = {name: value for name, value in environment.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-m", "unodc_parse", *map(str, arguments)],
        check=False,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        env=environment,
        **more,  # type: ignore[call-overload]
    )


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.pdf"
    path.write_bytes(one_page(HELLO))
    return path


def test_no_module_but_those_for_clusters_and_urls_knows_the_network() -> None:
    package = ROOT / "src" / "unodc_parse"
    found = {
        str(path.relative_to(package)) for path in package.rglob("*.py") if NETWORK.search(path.read_text("utf-8"))
    }
    assert found <= CONNECTED


@pytest.mark.parametrize("words", [["-f", "json"], ["-f", "view"], ["-f", "csv"]], ids=str)
def test_nothing_is_asked_of_the_network(small: Path, samples: Path, tmp_path: Path, words: list[str]) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(NO_SOCKETS)
    path = os.pathsep.join([str(site), str(ROOT / "src")])
    for document in (small, samples / "report.ar.pdf", samples / "report.damaged.txt"):
        done = run(document, *words, env={"PYTHONPATH": path})
        assert (done.returncode, b"socket" in done.stderr) == (0, False), done.stderr
    proof = subprocess.run(
        [sys.executable, "-c", "import socket; socket.socket()"],
        check=False,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert b"a socket was opened" in proof.stderr


@pytest.mark.parametrize(
    "env",
    [
        {"HOME": None, "USER": None, "XDG_CACHE_HOME": None},
        {"HOME": "/nowhere"},
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"TMPDIR": "/nowhere"},
        {"COLUMNS": "0", "TERM": "dumb"},
    ],
    ids=",".join,
)
def test_a_strange_environment_changes_nothing(env: dict[str, str | None], samples: Path, tmp_path: Path) -> None:
    expected = run(samples / "report.ar.pdf", "-f", "json").stdout
    done = run(samples / "report.ar.pdf", "-f", "json", "-o", tmp_path / "out.json", env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "out.json").read_bytes() == expected


def test_few_file_handles_are_enough_or_told(small: Path) -> None:
    for most in (64, 5):
        done = run(small, preexec_fn=lambda most=most: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most)))
        assert done.returncode == 0 or done.stderr.count(b"\n") == 1, done.stderr
        assert most == 5 or done.returncode == 0, done.stderr


def test_a_closed_standard_input_is_told(small: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "{sys.executable}" -m unodc_parse - <&-'],
        check=False,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": PATH},
        timeout=60,
    )
    assert done.returncode == 3
    assert done.stderr.count(b"\n") == 1
    assert run(small).returncode == 0


def test_a_pipe_in_place_of_a_file_is_read(small: Path, tmp_path: Path) -> None:
    fifo = tmp_path / "fifo.pdf"
    os.mkfifo(fifo)
    assert stat.S_ISFIFO(fifo.stat().st_mode)
    writer = subprocess.Popen(["/bin/sh", "-c", f'cat "{small}" > "{fifo}"'])
    done = run(fifo, "-f", "json")
    writer.wait(10)
    assert done.returncode == 0, done.stderr
    assert b"Working Group" in done.stdout


def test_being_terminated_leaves_no_process_and_no_file(tmp_path: Path) -> None:
    slow = tmp_path / "slow.txt"
    slow.write_text("".join(f"({chr(97 + n % 9)}) a text of an item;\n" for n in range(60_000)), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "unodc_parse", str(slow), "-o", str(tmp_path / "out.json")],
        env={**os.environ, "PYTHONPATH": PATH},
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    child = None
    for _ in range(400):
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        if not children.exists():
            pytest.skip("this system does not list the children of a process")
        child = children.read_text().strip()
        if child:
            break
        time.sleep(0.05)
    assert child, "no process was forked"
    process.send_signal(signal.SIGTERM)
    _, message = process.communicate(timeout=20)
    assert process.returncode == 143
    assert message.startswith(b"unodc-parse: terminated; nothing half-written is left behind")
    assert message.count(b"\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["slow.txt"]
    assert not Path(f"/proc/{child}").exists()


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", ["-f json", "-f json -o {out}"], ids=["to standard output", "to a file"])
def test_closed_streams_spoil_no_file(small: Path, tmp_path: Path, closed: str, words: str) -> None:
    """A file that is opened gets the number of a stream that is closed: nothing may be written to it by mistake."""
    out, bytes_before = tmp_path / "out.json", small.read_bytes()
    command = f'exec "{sys.executable}" -m unodc_parse "{small}" {words.format(out=out)} {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", command], check=False, capture_output=True, env={**os.environ, "PYTHONPATH": PATH}, timeout=60
    )
    to_file = "{out}" in words
    assert done.returncode == (0 if to_file or ">&-" not in closed.replace("2>&-", "") else 5), done.stderr
    assert b"Traceback" not in done.stderr
    assert small.read_bytes() == bytes_before
    assert not to_file or out.read_bytes().startswith(b"{\n")
    assert not to_file or b"unodc-parse:" not in out.read_bytes()


def test_a_file_that_vanishes_under_the_reader_costs_itself_alone(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Listed, then gone, or become a folder, before its turn comes."""
    from unodc_parse.cli import main, run  # noqa: PLC0415 -- the others start it as a process

    inside = tmp_path / "in"
    inside.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (inside / name).write_bytes((samples / "report.damaged.txt").read_bytes()[:300])
    found = run.find_documents

    def find_and_lose(*words: object, **more: object) -> object:
        listed = found(*words, **more)  # type: ignore[arg-type]
        (inside / "a.txt").unlink()
        (inside / "b.txt").unlink()
        (inside / "b.txt").mkdir()
        return listed

    monkeypatch.setattr(run, "find_documents", find_and_lose)
    assert main([str(inside), "-f", "jsonl", "-j", "1"]) == 3
    said = capfd.readouterr()
    assert "a.txt: no such file" in said.err
    assert "b.txt: a folder, not a report" in said.err
    assert said.out.count('"document": "c.txt"') + said.out.count('"document":"c.txt"') > 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=lambda number: number.name)
def test_a_run_over_a_folder_that_is_ended_leaves_nothing_half_written(tmp_path: Path, number: signal.Signals) -> None:
    inside, out = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    for name in range(40):
        (inside / f"{name}.txt").write_text("1. The Working Group met.\n" * 2000, encoding="utf-8")
    process = subprocess.Popen(  # a shell may have started this with SIGINT ignored, which children inherit
        [sys.executable, "-m", "unodc_parse", str(inside), "-o", str(out), "-j", "2", "-q"],
        env={**os.environ, "PYTHONPATH": PATH},
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # noqa: PLW1509 -- tests have no threads here
    )
    until = time.monotonic() + 40
    while not list(out.glob("*.json")) and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(number)
    _, message = process.communicate(timeout=30)
    said = {signal.SIGTERM: (143, b"terminated"), signal.SIGINT: (130, b"interrupted"), signal.SIGHUP: (-1, b"")}
    status, word = said[number]
    assert process.returncode == status
    assert message.count(b"\n") == bool(word)
    assert message.startswith(b"unodc-parse: " + word if word else b"")
    assert all(path.read_bytes().endswith(b"}\n") for path in out.glob("*.json"))
    assert [path.name for path in tmp_path.iterdir() if path.name not in {"in", "out"}] == []
