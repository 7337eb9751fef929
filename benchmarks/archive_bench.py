#!/usr/bin/env python3
"""An archive of 2,000 files, one in twenty bad, and what converting it takes.

    python benchmarks/archive_bench.py make ARCHIVE --pdfs ../shared/bench/pdfs [--files 2000] [--mix joined]
    python benchmarks/archive_bench.py measure ARCHIVE [--limits "--timeout 20"] [--only rate]

`make` fills a folder with reports in Arabic and in English, half and half and equally long, with texts in both, and bad
files of every kind: truncated, encrypted, empty, scanned, with a wrong suffix, one that hangs and one that eats memory.
It says how many there are of what, and how many pages. Of what reports are made is `--mix`, see `archive_files.py`.

`measure` converts it with two workers, prints where the time went (PDFs, texts, bad files, the batch itself), and
checks that every good file was converted and every bad one has a reason (`--only files`); converts it with one worker
and with two, and says what two gain (`workers`, for which a small archive will do); compares pages a second with a
loop of pdfplumber over the same good PDFs, language by language, with and without what the batch itself takes (`rate`:
60 PDFs, which the batch has five times); then converts ten good files, and the same over and over, for the peak memory
of workers (`memory`; of PDFs alone `memory-pdfs`); then kills runs at ten moments and compares the end (`kill`): all of
it, byte for byte, but `seconds` in the manifest.
Speeds are of processor time, which a busy machine disturbs least; what two workers gain is told in both times. What
is measured is the build that is installed for the Python that runs this: the sources in `.venv`, or a compiled wheel.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from itertools import cycle
from pathlib import Path
from typing import NamedTuple, get_args

import pdfplumber
from archive_files import LANGUAGES, Mix, Report, bad_files, reports, texts

from unodc_parse._build import build_name

_FEW_LINES = 12
#: PDFs whose rate is measured, and how often each is in the batch, which is to be longer than its start.
_RATED, _TIMES = 60, 5

PROGRAM = [sys.executable, "-m", "unodc_parse"]


def make(folder: Path, pdfs: Path, files: int, mix: Mix) -> None:
    """Fill `folder` with an archive, the same whenever it is made, and say what is in it."""
    known = list(reports(pdfs, mix))
    sources = _put_down(folder / ".reports", known)  # hidden: no run takes it for a part of the archive
    both = texts(Path(__file__).resolve().parents[1])
    bad = list(bad_files(known[0].data).items())
    chance, told = random.Random(1), Counter[str]()  # noqa: S311 -- a benchmark
    turns = cycle(range(len(known)))
    for number in range(files):
        place = folder / f"{number % 40:02}"
        place.mkdir(parents=True, exist_ok=True)
        if number % 20 == 0:
            kinds = bad if number < 20 * len(bad) else bad[:-2]
            name, data = kinds[number // 20 % len(kinds)]
            (place / f"{number:05}-bad-{name}").write_bytes(data)
            told["bad files"] += 1
        elif number % 20 == 1:
            language = LANGUAGES[number // 20 % 2]
            text = both[LANGUAGES.index(language)]
            (place / f"{number:05}-{language}.txt").write_bytes(text + f"\n{number}\n".encode())
            told[f"texts ({language})"] += 1
        else:
            at = chance.randrange(len(known)) if mix == "short" else next(turns)
            (place / f"{number:05}-{known[at].language}.pdf").hardlink_to(sources[at])
            told[f"PDFs ({known[at].language})"] += 1
            told[f"their pages ({known[at].language})"] += known[at].pages
    print(f"{mix}: " + ", ".join(f"{count:,} {what}" for what, count in sorted(told.items())))
    lengths = sorted(report.pages for report in known)
    quarters = [lengths[len(lengths) * part // 4] for part in (1, 2, 3)]
    print(f"pages a report: {lengths[0]} to {lengths[-1]}, quartiles {quarters}")


def _put_down(folder: Path, known: list[Report]) -> list[Path]:
    folder.mkdir(parents=True)
    paths = [folder / f"{number:03}.pdf" for number in range(len(known))]
    for path, report in zip(paths, known, strict=True):
        path.write_bytes(report.data)
    return paths


class Run(NamedTuple):
    """How a run ended: `seconds` on the clock, `work` seconds of all processors, `peak` MiB of the largest process."""

    status: int
    seconds: float
    work: float
    peak: float
    said: str


def convert(folder: Path, out: Path, *words: str) -> Run:
    """Convert `folder` from the start."""
    shutil.rmtree(out, ignore_errors=True)
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        run = subprocess.Popen([*PROGRAM, str(folder), "-o", str(out), *words], stdout=said, stderr=said)
        _, status, usage = os.wait4(run.pid, 0)  # counts the workers that the run has waited for
        run.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        seconds, work = time.perf_counter() - started, usage.ru_utime + usage.ru_stime
        return Run(run.returncode, seconds, work, usage.ru_maxrss / 1024, said.read())


def manifest(out: Path) -> list[dict[str, object]]:
    """Return the manifest's lines."""
    return [json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]


def seconds_of_pdfplumber(path: Path) -> float:
    """Return how long `extract_text` of all pages of a PDF takes, of processor time."""
    started = time.process_time()
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()  # or else its memory is what is measured
    return time.process_time() - started


def contents(out: Path) -> dict[str, bytes]:
    """Return all files of an output, the manifest without its seconds."""
    files = {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file() and p.name != "lock"}
    files["manifest.jsonl"] = json.dumps([line | {"seconds": 0} for line in manifest(out)]).encode()
    return files


def compare_memory(folder: Path, work: Path, words: list[str]) -> None:
    """Print the peak memory for ten good files, one of them a damaged text, and for the same two hundred times over."""
    work.mkdir(exist_ok=True)
    text = work / "short.txt"  # enough to load what repairs it
    damaged = _good(folder, "-ar.txt")[0]
    text.write_text("\n".join(damaged.read_text(encoding="utf-8").splitlines()[:_FEW_LINES]), encoding="utf-8")
    _tell_peaks([text, *_ten_pdfs(folder)[1:]], 200, work, words)


def compare_memory_of_pdfs(folder: Path, work: Path, words: list[str]) -> None:
    """Print the peak memory for ten good PDFs, which need no language model, and for the same forty times over."""
    work.mkdir(exist_ok=True)
    _tell_peaks(_ten_pdfs(folder), 40, work, words)


def _good(folder: Path, suffix: str) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob(f"*{suffix}")
        if path.is_file() and "-bad-" not in path.name and not path.parent.name.startswith(".")
    )


def _ten_pdfs(folder: Path) -> list[Path]:
    pdfs = _good(folder, ".pdf")
    return [*pdfs[:: len(pdfs) // 9][:9], max(pdfs, key=lambda path: path.stat().st_size)]


def _tell_peaks(ten: list[Path], most: int, work: Path, words: list[str]) -> None:
    few, many = (_peak_of(ten, times, work, words) for times in (1, most))
    print(f"peak of a process: {few:.0f} MiB with 10 files, {many:.0f} MiB with {10 * most:,}")


def _peak_of(files: list[Path], times: int, work: Path, words: list[str]) -> float:
    """Return the peak memory of a run over so many copies of some files, in MiB; one worker has all of them."""
    place = work / f"ten-{times}"
    shutil.rmtree(place, ignore_errors=True)
    for number in range(times):
        (place / f"{number:03}").mkdir(parents=True)
        for at, path in enumerate(files):
            (place / f"{number:03}" / f"{at}{path.suffix}").hardlink_to(path)
    return convert(place, work / f"out-{times}", "-j", "1", *words).peak


def kill_and_resume(folder: Path, out: Path, words: list[str], seconds: float) -> None:
    """Kill runs into `out` at ten moments of an undisturbed run's `seconds`, then let one end."""
    chance = random.Random(2)  # noqa: S311 -- a benchmark
    shutil.rmtree(out, ignore_errors=True)
    for _ in range(10):
        with subprocess.Popen([*PROGRAM, str(folder), "-o", str(out), "-q", *words], stderr=subprocess.DEVNULL) as run:
            time.sleep(chance.uniform(0.2, seconds / 6))
            run.send_signal(signal.SIGKILL)
    subprocess.run([*PROGRAM, str(folder), "-o", str(out), "-q", *words], check=False, stderr=subprocess.DEVNULL)


def measure_files(folder: Path, work: Path, words: list[str]) -> None:
    """Print what became of the files, and where the time went."""
    print(f"build: {build_name()}")
    run = convert(folder, work / "2", "-j", "2", *words)
    tell_run(2, run)
    lines = manifest(work / "2")
    good = [line for line in lines if "-bad-" not in str(line["path"])]
    bad = [line for line in lines if "-bad-" in str(line["path"])]
    print(f"good files converted: {sum(line['status'] == 'ok' for line in good)} of {len(good)}")
    print(f"bad files with a reason: {sum(bool(line['reason']) for line in bad)} of {len(bad)}")
    print(f"tracebacks: {run.said.count('Traceback')}")
    tell_split(lines, run.work)


def measure_workers(folder: Path, work: Path, words: list[str]) -> None:
    """Print what two workers gain."""
    print(f"build: {build_name()}")
    runs = {jobs: convert(folder, work / str(jobs), "-j", str(jobs), *words) for jobs in (1, 2)}
    for jobs, run in runs.items():
        tell_run(jobs, run)
    print(f"two workers against one: {runs[1].seconds / runs[2].seconds:.2f} x by the clock,", end=" ")
    print(f"{2 * runs[1].work / runs[2].work:.2f} x by work")


def tell_run(jobs: int, run: Run) -> None:
    """Print how a run ended."""
    print(f"{jobs} workers: exit {run.status}, {run.seconds:.0f} s ({run.work:.0f} s of work), {run.peak:.0f} MiB")


def measure_rate(folder: Path, work: Path, words: list[str]) -> None:
    """Print pages a second of a batch of good PDFs alone, one worker, against pdfplumber: a part of them in turn."""
    print(f"build: {build_name()}")
    names = _good(folder, ".pdf")
    some = names[:: max(1, len(names) // _RATED)]
    own = {language: [path for path in some if path.stem.endswith(language)] for language in LANGUAGES}
    found = {language: rated(paths, work / f"rate-{language}", words) for language, paths in own.items()}
    for language, row in [*found.items(), ("both", [sum(column) for column in zip(*found.values(), strict=True)])]:
        pages, documents, whole, theirs = row
        print(f"{language}: {pages:,.0f} pages, {pages / whole:.1f} a second of one core; pdfplumber", end=" ")
        print(f"{pages / theirs:.1f}: {theirs / whole:.2f} x; without the batch itself {theirs / documents:.2f} x")


def rated(files: list[Path], place: Path, words: list[str]) -> list[float]:
    """Return pages, our seconds in documents and of the whole run, and those of pdfplumber, for files read once."""
    shutil.rmtree(place, ignore_errors=True)
    (place / "in").mkdir(parents=True)
    for time_over in range(_TIMES):
        for path in files:
            (place / "in" / f"{time_over}-{path.name}").hardlink_to(path)
    run = convert(place / "in", place / "out", "-j", "1", *words)
    pages, seconds = totals(manifest(place / "out"))
    return [pages / _TIMES, seconds / _TIMES, run.work / _TIMES, sum(map(seconds_of_pdfplumber, files))]


def totals(lines: Iterable[dict[str, object]]) -> tuple[int, float]:
    """Return the pages and the seconds of these lines of a manifest."""
    known = [(int(str(line["pages"] or 0)), float(str(line["seconds"] or 0))) for line in lines]
    return sum(pages for pages, _ in known), sum(seconds for _, seconds in known)


def tell_split(lines: list[dict[str, object]], work: float) -> None:
    """Print where the seconds of all processors went; what was killed has none, and counts as the batch's own."""
    kinds: dict[str, list[dict[str, object]]] = {"PDFs": [], "texts": [], "bad files": []}
    for line in lines:
        path = str(line["path"])
        kinds["bad files" if "-bad-" in path else "PDFs" if path.endswith(".pdf") else "texts"].append(line)
    for name, own in kinds.items():
        pages, seconds = totals(own)
        work -= seconds
        print(f"{len(own)} {name}: {seconds:.0f} s of work for {pages} pages")
    print(f"the batch itself, and files that were given up: {work:.0f} s")


def compare_killed(folder: Path, work: Path, words: list[str]) -> None:
    """Print whether runs that were killed end as one that was not: that of `files`, where there is one."""
    known = (work / "2" / "manifest.jsonl").is_file()
    seconds = totals(manifest(work / "2"))[1] / 2 if known else convert(folder, work / "2", "-j", "2", *words).seconds
    kill_and_resume(folder, work / "killed", ["-j", "2", *words], seconds)
    killed, whole = contents(work / "killed"), contents(work / "2")
    same = sum(killed.get(name) == data for name, data in whole.items())
    print(f"ten times killed, then resumed: {same} of {len(whole)} files identical, {len(killed) - same} others")


PARTS = {
    "files": measure_files,
    "workers": measure_workers,
    "rate": measure_rate,
    "memory": compare_memory,
    "memory-pdfs": compare_memory_of_pdfs,
    "kill": compare_killed,
}


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=("make", "measure"))
    parser.add_argument("archive", type=Path)
    parser.add_argument("--pdfs", type=Path, default=Path("../shared/bench/pdfs"))
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--mix", choices=get_args(Mix), default="joined")
    parser.add_argument("--limits", default="")
    parser.add_argument("--only", choices=tuple(PARTS))
    words = parser.parse_args()
    if words.action == "make":
        make(words.archive, words.pdfs, words.files, words.mix)
    else:
        for name in [words.only] if words.only else PARTS:
            PARTS[name](words.archive, words.archive.parent / f"{words.archive.name}.out", words.limits.split())


if __name__ == "__main__":
    main()
