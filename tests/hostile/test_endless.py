"""Files without an end, or larger than all memory: named, on standard input, or found in a folder."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import report
from tests.processes import PATH

__all__ = ["report"]

ZERO = Path("/dev/zero")
pytestmark = pytest.mark.skipif(not ZERO.exists() or not hasattr(os, "mkfifo"), reason="no such files here")
_LARGE = 400 << 20


def run(*words: str | Path, **more: object) -> subprocess.CompletedProcess[bytes]:
    """Run the program in no more than 400 MiB, whatever it promises, lest a fault takes all memory there is."""
    return subprocess.run(
        [sys.executable, "-m", "unodc_parse", *map(str, words)],
        check=False,
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": PATH},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (_LARGE, _LARGE)),
        **{"stdin": subprocess.DEVNULL, **more},  # type: ignore[call-overload]
    )


@pytest.mark.parametrize(
    "words",
    [["-f", "json"], ["text"], ["doctor"], ["explain", "--line", "1"], ["repair"], ["inspect", "-o", "out.html"]],
    ids=" ".join,
)
def test_a_device_without_an_end_costs_no_more_than_it_may(tmp_path: Path, words: list[str]) -> None:
    endless = tmp_path / "endless.txt"
    endless.symlink_to(ZERO)
    command = [endless, *words] if words[0] == "-f" else [words[0], endless, *words[1:]]
    done = run(*command, "--max-memory", "100M", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (3, b"", 1), done.stderr
    assert b"100 MiB; give it more with --max-memory, or look at the file" in done.stderr
    assert b"internal error" not in done.stderr


def test_so_does_standard_input() -> None:
    with ZERO.open("rb") as endless:
        done = run("-", "-f", "json", "--max-memory", "100M", stdin=endless)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (3, b"", 1), done.stderr
    assert b"larger than 100 MiB; give it more with --max-memory" in done.stderr


def test_a_folder_is_done_but_for_what_has_no_end(report: Path, tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    shutil.copy(report, inside / "good.txt")
    os.mkfifo(inside / "a.txt")
    (inside / "z.pdf").symlink_to(ZERO)
    (inside / "gone.txt").symlink_to(inside / "nowhere")
    done = run(inside, "-o", tmp_path / "out", "-j", "1")
    assert done.returncode == 3
    for name in ("a.txt", "z.pdf"):
        assert f"{inside / name}: no file but a pipe, a socket or a device; move it away\n".encode() in done.stderr
    assert b"gone.txt: no such file" in done.stderr
    assert (tmp_path / "out" / "good.txt.json").exists()


def test_a_large_file_that_fails_is_not_read_whole_for_the_manifest(report: Path, tmp_path: Path) -> None:
    """Its worker is held to a limit; who writes the manifest, and the hash of the file in it, is not."""
    inside = tmp_path / "in"
    inside.mkdir()
    shutil.copy(report, inside / "good.txt")
    with (inside / "large.txt").open("wb") as file:
        file.truncate(_LARGE)  # holes: it takes no room on the disk
    done = run(inside, "-o", tmp_path / "out", "-j", "1", "--max-memory", "150M")
    assert done.returncode == 1, done.stderr
    manifest = (tmp_path / "out" / "manifest.jsonl").read_text("utf-8")
    assert f'"bytes":{_LARGE},"status":"failed"' in manifest
    assert "more memory than 150 MiB" in manifest
    assert '"path":"good.txt"' in manifest
