"""What may not be read or written: inputs, outputs, the install, home; and disks that fill up.

Root may read and write anything, so processes started here give that power up (Linux: capabilities), and no test is
skipped where tests run as root.
"""

from __future__ import annotations

import ctypes
import functools
import os
import resource
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import REPORT, program, report
from tests.processes import NO_NETWORK, PATH, ROOT

from unodc_parse.archive.store import HIDDEN

__all__ = ["program", "report"]

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="powers are given up as on Linux")

_DROP_FROM_BOUNDING_SET = 24  # prctl(2)
_POWERS = (1, 2)  # capabilities(7): to override permissions, to read and search all


def powerless() -> None:
    """Let the program that is started next obey permissions, though root starts it."""
    if os.geteuid() == 0:
        library = ctypes.CDLL(None)
        for power in _POWERS:
            if library.prctl(_DROP_FROM_BOUNDING_SET, power, 0, 0, 0):
                os._exit(99)


def run(*arguments: str | Path, path: str = PATH, **more: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "unodc_parse", *map(str, arguments)],
        check=False,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        preexec_fn=powerless,
        env={**os.environ, "PYTHONPATH": path, **more.pop("env", {})},  # type: ignore[dict-item]
        **more,  # type: ignore[call-overload]
    )


@pytest.fixture
def locked() -> Iterator[Callable[[Path, int], None]]:
    """Take permissions away, until the test is over."""
    changed = list[tuple[Path, int]]()

    def lock(path: Path, mode: int) -> None:
        changed.append((path, stat.S_IMODE(path.stat().st_mode)))
        path.chmod(mode)

    yield lock
    for path, mode in reversed(changed):
        path.chmod(mode)


def one_line(done: subprocess.CompletedProcess[bytes], status: int) -> str:
    assert (done.returncode, done.stderr.count(b"\n")) == (status, 1), done.stderr
    assert b"internal error" not in done.stderr
    return done.stderr.decode()


def test_an_input_that_may_not_be_read_is_three(report, locked) -> None:
    locked(report, 0)
    for words in ([], ["text"], ["doctor"], ["explain", "--line", "1"], ["repair"]):
        assert "no permission to read it" in one_line(run(*words, report), 3)


def test_in_a_folder_it_costs_itself_alone(report, tmp_path: Path, locked) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    for name in ("a.txt", "b.txt"):
        shutil.copy(report, inside / name)
    locked(inside / "b.txt", 0)
    done = run(inside, "-o", tmp_path / "out")
    assert done.returncode == 1  # of a folder: done, but for some
    assert b"no permission" in done.stderr
    assert b"Traceback" not in done.stderr
    assert (tmp_path / "out" / "a.txt.json").exists()
    (inside / "closed").mkdir()
    locked(inside / "closed", 0)  # nobody knows what is missing then
    assert "closed: the folder cannot be listed (Permission denied)" in one_line(run(inside, "-o", tmp_path / "out"), 3)


@pytest.mark.parametrize("name", ["chosen", "model", "lexicon"])
def test_a_companion_that_may_not_be_read_is_told(report, locked, name: str) -> None:
    path = report.with_name("report.txt.overrides.yaml" if name == "chosen" else name)
    path.write_text("x", encoding="utf-8")
    locked(path, 0)
    words = {"chosen": [], "model": ["--lm", path], "lexicon": ["--lexicon", path]}[name]
    message = one_line(run(report, *words), 3 if name == "chosen" else 2)
    assert f"{path}: " in message
    assert "cannot be read (Permission denied)" in message


def test_an_output_that_may_not_be_written_is_five(report, tmp_path: Path, locked) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    old = folder / "old.json"
    old.write_text("old", encoding="utf-8")
    locked(old, 0o400)
    locked(folder, 0o500)
    for words in (
        [report, "-o", folder / "out.json"],
        [report, "-o", old],
        [report, "-o", folder / "out.csv"],
        ["text", report, "-o", folder / "out.txt"],
        ["inspect", report, "-o", folder / "out.html"],
        ["repair", report, "-o", folder / "out.txt"],
    ):
        assert "ermission" in one_line(run(*words), 5)
    assert [path.name for path in folder.iterdir()] == ["old.json"]
    assert old.read_text() == "old"


def test_a_folder_of_outputs_that_may_not_be_written_is_five(report, tmp_path: Path, locked) -> None:
    inside, out = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    out.mkdir()
    shutil.copy(report, inside)
    locked(out, 0o500)
    assert "ermission" in one_line(run(inside, "-o", out), 5)
    assert "ermission" in one_line(run(inside, "-o", out / "deeper"), 5)


def test_an_install_and_a_home_that_are_read_only_are_enough(samples: Path, tmp_path: Path, locked) -> None:
    """As in a container or a system's site-packages: no `__pycache__` can be made there or at home."""
    site, home = tmp_path / "site", tmp_path / "home"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src" / "unodc_parse", site / "unodc_parse", ignore=ignored)
    home.mkdir()
    for path in [home, *site.rglob("*"), site]:
        locked(path, 0o500 if path.is_dir() else 0o400)
    environment = {"HOME": str(home), "XDG_CACHE_HOME": str(home), "PYTHONDONTWRITEBYTECODE": ""}
    path = os.pathsep.join([str(site), str(NO_NETWORK)])
    for words in ([samples / "report.ar.pdf", "-f", "json"], [samples / "report.damaged.txt", "-q", "-f", "csv"]):
        done = run(*words, path=path, cwd=home, env=environment)
        assert (done.returncode, done.stderr) == (0, b"")
    assert not [*site.rglob("__pycache__"), *home.iterdir()]


def full_at(most: int) -> dict[str, object]:
    """Let no file grow beyond so many bytes, as if the disk were full then.

    Python would write the beginnings of compiled modules, too, and other tests would take them for whole ones.
    """
    limit = functools.partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most))
    return {"preexec_fn": limit, "env": {"PYTHONDONTWRITEBYTECODE": "1"}}


@pytest.mark.parametrize("most", [0, 1000])
def test_a_disk_that_fills_up_is_five_and_leaves_nothing_half_written(program, tmp_path: Path, most: int) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    for number in range(3):
        (inside / f"{number}.txt").write_text(REPORT, encoding="utf-8")
    folder = tmp_path / "full"
    folder.mkdir()
    for words in ([inside / "0.txt", "-o", folder / "out.json"], ["text", inside / "0.txt", "-o", folder / "out.txt"]):
        if most and words[0] == "text":
            continue  # short enough
        done = program(*words, **full_at(most))
        assert (done.returncode, done.stderr.count(b"\n")) == (5, 1), done.stderr
        assert list(folder.iterdir()) == []
    done = program(inside, "-o", folder, **full_at(most))
    assert done.returncode == 5, done.stderr
    assert b"Traceback" not in done.stderr
    seen = [path for path in folder.rglob("*.json") if HIDDEN not in path.parts]  # there, killed workers leave parts
    assert not [path for path in seen if path.read_bytes()[-1:] not in (b"\n", b"}")]


def test_messages_that_cannot_be_written_change_no_status(program, tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    missing = tmp_path / "missing.pdf"
    command = [sys.executable, "-m", "unodc_parse", str(missing)]
    with full.open("wb") as nowhere:
        done = subprocess.run(command, check=False, stderr=nowhere, env={**os.environ, "PYTHONPATH": PATH}, timeout=60)
    assert done.returncode == 3
    assert program(missing).returncode == 3
