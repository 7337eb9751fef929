"""An archive as a real run: again, cut off, in shards, on a cluster; the end is always the same."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from tests.cli.conftest import REPORT, Program
from tests.processes import PATH

from unodc_parse.archive.store import HIDDEN

COUNT = 12


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Twelve reports in two folders, and three that cannot be read."""
    folder = tmp_path / "in"
    for number in range(COUNT):
        path = folder / "ab"[number % 2] / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(REPORT.replace("Vienna", f"town {number}"), encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "broken.pdf").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files but the seconds that they took."""
    files = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    records = [json.loads(line) for line in files["manifest.jsonl"].splitlines()]
    files["manifest.jsonl"] = b"\n".join(json.dumps(record | {"seconds": 0}).encode() for record in records)
    return files


def manifest(folder: Path) -> dict[str, dict[str, object]]:
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["path"]: record for record in map(json.loads, lines)}


def ids_in_columns(folder: Path) -> list[tuple[str, str]]:
    with duckdb.connect() as connection:
        path = str(folder / "segments.parquet")
        return connection.execute("SELECT document, id FROM read_parquet(?)", [path]).fetchall()


@pytest.fixture
def whole(program: Program, archive: Path, tmp_path: Path) -> Path:
    """The output of an undisturbed run."""
    out = tmp_path / "whole"
    run = program(archive, "-o", out, "-j", "2")
    assert (run.returncode, run.stdout) == (1, b"")
    return out


def test_bad_files_are_findings_with_a_reason(whole: Path) -> None:
    failed = {path: record["reason"] for path, record in manifest(whole).items() if record["status"] == "failed"}
    assert set(failed) == {"empty.txt", "broken.pdf", "cut.pdf"}
    assert all(failed.values())


def test_all_segments_are_joined_in_the_order_of_the_manifest(whole: Path) -> None:
    lines = [json.loads(line) for line in (whole / "segments.jsonl").read_text(encoding="utf-8").splitlines()]
    documents = list(dict.fromkeys(line["document"] for line in lines))
    assert documents == [path for path, record in manifest(whole).items() if record["status"] == "ok"]
    assert len(lines) == sum(record["segments"] for record in manifest(whole).values())  # type: ignore[misc]


def test_a_second_run_writes_nothing(program: Program, archive: Path, whole: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in whole.rglob("*") if p.is_file() and p.name != "lock"}
    run = program(archive, "-o", whole)
    assert run.returncode == 1
    assert f"{COUNT} unchanged, 3 failed".encode() in run.stderr
    assert {p: p.stat().st_mtime_ns for p in whole.rglob("*") if p.is_file() and p.name != "lock"} == before


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux only")
def test_a_name_that_is_no_utf8_is_done_once(program: Program, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in (b"r\xe9sum\xe9.txt", b"r\xe8sum\xe9.txt"):
        Path(os.fsdecode(bytes(folder) + b"/" + name)).write_text(REPORT, encoding="utf-8")
    assert program(folder, "-o", out, "-j", "1").returncode == 0
    assert list(manifest(out)) == ["r%E8sum%E9.txt", "r%E9sum%E9.txt"]
    assert (out / "r%E8sum%E9.txt.json").is_file()
    before = (out / "manifest.jsonl").stat()
    assert b"2 unchanged" in program(folder, "-o", out, "-j", "1").stderr
    assert (out / "manifest.jsonl").stat() == before


def test_what_changed_is_redone_and_what_vanished_is_marked(program: Program, archive: Path, whole: Path) -> None:
    (archive / "a" / "0.txt").write_text(REPORT.replace("Vienna", "Geneva"), encoding="utf-8")
    (archive / "b" / "1.txt").unlink()
    run = program(archive, "-o", whole)
    assert f"1 converted, {COUNT - 2} unchanged, 3 failed, 1 vanished".encode() in run.stderr
    gone = manifest(whole)["b/1.txt"]
    assert gone["status"] == "skipped"
    assert "no longer" in str(gone["reason"])
    segments = (whole / "segments.jsonl").read_text(encoding="utf-8")
    assert "Geneva" in segments
    assert "town 1." not in segments
    assert (whole / "b" / "1.txt.json").exists()


def test_other_options_do_everything_again(program: Program, archive: Path, whole: Path) -> None:
    run = program(archive, "-o", whole, "--raw")
    assert f"{COUNT} converted, 3 failed".encode() in run.stderr


def test_an_output_in_another_format_is_no_longer_there(program: Program, report: Path, tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "a.txt").write_bytes(report.read_bytes())
    for form, files in (("csv", {"a.txt.csv", "datapackage.json", "b.txt.csv"}), ("json", {"a.txt.json", "b.txt.csv"})):
        assert program(source, "-o", out, "-f", form, "-j", 1).returncode in (0, 1)
        (out / "b.txt.csv").write_bytes(b"somebody else's")
        assert {path.name for path in out.iterdir() if path.is_file()} == files | {"manifest.jsonl", "segments.jsonl"}


def test_segments_are_joined_in_columns_too(program: Program, folder: Path, tmp_path: Path) -> None:
    """The rows of the joined lines, from one run or from shards; never stale, never written in vain."""
    out, parts = tmp_path / "columns", tmp_path / "parts"
    program(folder, "-o", out, "-f", "parquet", "-j", "1")
    lines = [json.loads(line) for line in (out / "segments.jsonl").read_bytes().splitlines()]
    assert ids_in_columns(out) == [(line["document"], line["id"]) for line in lines]
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    program(folder, "-o", out, "-f", "parquet", "-j", "1")
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before
    for part in (["--shard", "1/2"], ["--shard", "2/2"], []):
        program(folder, "-o", parts, "-f", "parquet", "-j", "1", *part)
    assert contents(parts) == contents(out)
    program(folder, "-o", out, "-f", "json", "-j", "1")
    assert not (out / "segments.parquet").exists()


def test_failed_files_are_tried_again_when_asked(program: Program, archive: Path, whole: Path) -> None:
    before = contents(whole)
    run = program(archive, "-o", whole, "--retry")
    assert run.stderr.count(b"cut.pdf") == 1
    assert contents(whole) == before


def test_a_run_that_is_killed_goes_on_where_it_was(
    program: Program, archive: Path, whole: Path, tmp_path: Path
) -> None:
    out, delays = tmp_path / "out", (0.25, 0.5, 0.75, 1.0)
    for delay in delays:
        command = [sys.executable, "-m", "unodc_parse", str(archive), "-o", str(out), "-j", "2", "-q"]
        run = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": PATH}, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert program(archive, "-o", out).returncode == 1
    assert contents(out) == contents(whole)


@pytest.mark.parametrize("cut", ["segments", "manifest", "state"])
def test_being_killed_while_joining_changes_nothing(
    program: Program, archive: Path, whole: Path, tmp_path: Path, cut: str
) -> None:
    """Undo the last steps of a run's end one by one: journal and waiting segments as they were before it."""
    out = tmp_path / "out"
    names = [p.name for p in sorted((archive / "a").iterdir())][:2]
    hidden = {name: archive / "a" / name for name in names}
    for name, path in hidden.items():
        path.rename(tmp_path / name)
    program(archive, "-o", out, "-q")
    for name, path in hidden.items():
        (tmp_path / name).rename(path)
    stage = {"segments": "manifest.jsonl", "manifest": f"{HIDDEN}/state.jsonl", "state": f"{HIDDEN}/journal.jsonl"}[cut]
    crash = (
        "import sys; from unodc_parse.archive import store; from unodc_parse.cli import main; import os;"
        f"stop = {stage!r}; names = ('write', 'remove');\n"
        "def wrap(method):\n"
        "    def call(self, name, *more):\n"
        "        if name == stop: os._exit(9)\n"
        "        return method(self, name, *more)\n"
        "    return call\n"
        "for name in names: setattr(store.FolderStore, name, wrap(getattr(store.FolderStore, name)))\n"
        f"sys.exit(main([{str(archive)!r}, '-o', {str(out)!r}, '-q']))"
    )
    assert subprocess.run([sys.executable, "-c", crash], check=False, stderr=subprocess.DEVNULL).returncode == 9
    program(archive, "-o", out)
    assert contents(out) == contents(whole)


def test_shards_join_into_the_whole(program: Program, archive: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for number in (1, 2, 3):
        program(archive, "-o", out, "--shard", f"{number}/3", "-q")
    run = program(archive, "-o", out)
    assert f"{COUNT} unchanged".encode() in run.stderr
    assert contents(out) == contents(whole)


def test_two_runs_into_one_folder_do_not_mix(program: Program, archive: Path, tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl", reason="locks need Unix")
    lock = tmp_path / "out" / HIDDEN / "lock"
    lock.parent.mkdir(parents=True)
    with lock.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        run = program(archive, "-o", tmp_path / "out")
    assert run.returncode == 5
    assert b"another run is writing here" in run.stderr


def test_a_file_that_takes_too_long_costs_itself_alone(program: Program, archive: Path, tmp_path: Path) -> None:
    (archive / "long.txt").write_text(REPORT * 3000, encoding="utf-8")
    run = program(archive, "-o", tmp_path / "out", "--timeout", "1.5", "-j", "2")
    assert run.returncode == 1
    records = manifest(tmp_path / "out")
    assert "longer than 1.5 s" in str(records["long.txt"]["reason"])
    assert records["long.txt"]["sha256"] is not None
    assert sum(record["status"] == "ok" for record in records.values()) == COUNT


def test_a_full_disk_stops_the_run_in_one_line(program: Program, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "a").write_text("in the way")
    run = program(archive, "-o", out, "-j", "1")
    assert run.returncode == 5
    assert b"run the same command again" in run.stderr


def test_an_unreadable_folder_stops_the_run(program: Program, archive: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (archive / "a").chmod(0)
    try:
        run = program(archive, "-o", tmp_path / "out")
    finally:
        (archive / "a").chmod(0o755)
    assert run.returncode == 3
    assert b"cannot be listed" in run.stderr


@pytest.mark.parametrize("words", [["--shard", "3/2"], ["--shard", "x"], ["--max-memory", "much"], ["--timeout", "-1"]])
def test_words_that_make_no_sense_are_refused(
    program: Program, archive: Path, tmp_path: Path, words: list[str]
) -> None:
    run = program(archive, "-o", tmp_path / "out", *words)
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1


def test_shards_need_a_folder(program: Program, report: Path) -> None:
    run = program(report, "--shard", "1/2")
    assert run.returncode == 2
    assert b"OUT/" in run.stderr


@pytest.mark.timeout(300)
def test_a_cluster_gives_the_same(program: Program, archive: Path, whole: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="needs the extra dask")
    run = program(archive, "-o", tmp_path / "out", "--cluster", "local", "-j", "2")
    assert run.returncode == 1, run.stderr
    assert contents(tmp_path / "out") == contents(whole)
    shutil.rmtree(tmp_path / "out")


@pytest.mark.timeout(300)
def test_a_cluster_survives_a_worker_that_is_killed(program: Program, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="needs the extra dask")
    many = tmp_path / "many"
    many.mkdir()
    for number in range(60):  # three shards
        (many / f"{number:02}.txt").write_text(REPORT.replace("Vienna", f"town {number}"), encoding="utf-8")
    program(many, "-o", tmp_path / "alone", "-q")
    out = tmp_path / "out"
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        command = [
            sys.executable,
            "-m",
            "unodc_parse",
            str(many),
            "-o",
            str(out),
            "--cluster",
            cluster.scheduler_address,
        ]
        run = subprocess.Popen([*command, "-q"], env=os.environ | {"PYTHONPATH": PATH})
        until = time.monotonic() + 100
        while not list(out.glob("*.json")) and time.monotonic() < until:
            time.sleep(0.02)
        assert list(out.glob("*.json"))
        assert len(list(out.glob("*.json"))) < len(list(many.iterdir()))
        os.kill(cluster.workers[0].process.process.pid, signal.SIGKILL)
        assert run.wait(200) == 0
    assert contents(out) == contents(tmp_path / "alone")


#: What only readers of documents need, and what only people at a terminal do.
READING = {"pipeline", "arabic", "language", "segment", "meaning", "read"}


def loaded_by(program: str, *words: str) -> set[str]:
    """Return the packages that a new process has loaded after `program`, those of this project without its name."""
    listed = "; print(*{m.removeprefix('unodc_parse.').partition('.')[0] for m in sys.modules})"
    command = [sys.executable, "-c", f"import sys; {program}{listed}", *words]
    return set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())


def test_a_supervisor_of_workers_loads_nothing_that_reads(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "notes.md").write_text("no report", encoding="utf-8")
    loaded = loaded_by("from unodc_parse.cli import main; main()", str(tmp_path / "in"), "-o", str(tmp_path / "out"))
    assert (tmp_path / "out" / "manifest.jsonl").exists()
    assert "archive" in loaded
    assert not loaded & (READING | {"playa", "pypdfium2"})


def test_a_worker_loads_no_command_line() -> None:
    loaded = loaded_by("from unodc_parse.cli.task import DO_TASK; import pickle; pickle.loads(pickle.dumps(DO_TASK))")
    assert loaded >= READING - {"read"}
    assert not loaded & {"typer", "rich", "pydantic"}
