#!/usr/bin/env python3
"""An archive of 2,000 files, one in twenty bad, and what converting it takes.

    python benchmarks/archive_bench.py make ARCHIVE --pdfs ../shared/bench/pdfs [--files 2000]
    python benchmarks/archive_bench.py measure ARCHIVE [--limits "--timeout 20"] [--only speed]

`make` fills a folder with copies of PDFs, texts of our own, and bad files of every kind: truncated, encrypted, empty,
scanned, with a wrong suffix, one that hangs and one that eats memory. `measure` converts it with one worker and with
two, prints where the time went (PDFs, texts, bad files, the batch itself), pages a second against a loop of pdfplumber
over the same good PDFs, and checks that every good file was converted and every bad one has a reason (`--only speed`);
then converts ten good files, and the same over and over, for the peak memory of workers (`memory`; of PDFs alone
`memory-pdfs`); then kills runs at ten moments and compares the end (`kill`): all of it, byte for byte, but `seconds` in
the manifest.
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
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pdfplumber

from unodc_parse._build import build_name

_FEW_LINES = 12

PROGRAM = [sys.executable, "-m", "unodc_parse"]


def small_pdf(content: bytes, *, more: bytes = b"", trailer: bytes = b"", page: bytes = b"") -> bytes:
    """Return a PDF of one page with this (already filtered) content stream."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<" + page + b">>>>",
        b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), more, content),
    ]
    body, places = bytearray(b"%PDF-1.7\n"), []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start)
    return bytes(body)


def bad_files(good: bytes) -> dict[str, bytes]:
    """Return a bad file of every kind."""
    image = zlib.compress(b"\xff" * 100 * 100)
    picture = b"/XObject<</I 4 0 R>>"
    encryption = b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(a)(a)]" % (b"x" * 32, b"y" * 32)
    bomb = zlib.compressobj(9)
    zeros = b"(a) Tj " * (1 << 20)
    packed = b"".join(bomb.compress(zeros) for _ in range(400)) + bomb.flush()
    return {
        "truncated.pdf": good[: len(good) // 3],
        "encrypted.pdf": small_pdf(b"", trailer=encryption),
        "empty.pdf": b"",
        "empty.txt": b"",
        "scan.pdf": small_pdf(image, more=b"/Type/XObject/Subtype/Image/Width 100/Height 100/ColorSpace/DeviceGray"
                              b"/BitsPerComponent 8/Filter/FlateDecode", page=picture),
        "picture.pdf": b"\x89PNG\r\n\x1a\n" + b"\0" * 1000,
        "page.txt": b"\x00\x01\x02\x03\xff\xfe\xfd" * 1000,
        "eats.pdf": small_pdf(packed, more=b"/Filter/FlateDecode"),
        "hangs.txt": "\n".join(f"{n}. The Committee took note of item {n}." for n in range(1, 400_000)).encode(),
    }  # fmt: skip


def make(folder: Path, pdfs: Path, files: int) -> None:
    """Fill `folder` with an archive, the same whenever it is made."""
    chance = random.Random(1)  # noqa: S311 -- a benchmark
    sources = sorted(pdfs.glob("*.pdf"))
    root = Path(__file__).resolve().parents[1]
    text = (root / "samples" / "report.damaged.txt").read_bytes()
    bad = list(bad_files(sources[0].read_bytes()).items())
    for number in range(files):
        place = folder / f"{number % 40:02}"
        place.mkdir(parents=True, exist_ok=True)
        if number % 20 == 0:
            kinds = bad if number < 20 * len(bad) else bad[:-2]
            name, data = kinds[number // 20 % len(kinds)]
            (place / f"{number:05}-bad-{name}").write_bytes(data)
        elif number % 20 == 1:
            (place / f"{number:05}.txt").write_bytes(text + f"\n{number}\n".encode())
        else:
            shutil.copy(chance.choice(sources), place / f"{number:05}.pdf")


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


def pages_per_second_of_pdfplumber(folder: Path, lines: list[dict[str, object]], limit: int) -> float:
    """Return how fast a loop of `extract_text` goes over the first good PDFs of the archive."""
    names = [
        str(line["path"]) for line in lines if "-bad-" not in str(line["path"]) and str(line["path"]).endswith(".pdf")
    ]
    pages, started = 0, time.process_time()
    for name in names[:limit]:
        with pdfplumber.open(folder / name) as document:
            for page in document.pages:
                page.extract_text()
                pages += 1
    return pages / (time.process_time() - started)


def contents(out: Path) -> dict[str, bytes]:
    """Return all files of an output, the manifest without its seconds."""
    files = {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file() and p.name != "lock"}
    files["manifest.jsonl"] = json.dumps([line | {"seconds": 0} for line in manifest(out)]).encode()
    return files


def compare_memory(folder: Path, work: Path, words: list[str]) -> None:
    """Print the peak memory for ten good files, one of them a damaged text, and for the same two hundred times over."""
    work.mkdir(exist_ok=True)
    text = work / "short.txt"  # enough to load what repairs it
    damaged = _good(folder, ".txt")[0]
    text.write_text("\n".join(damaged.read_text(encoding="utf-8").splitlines()[:_FEW_LINES]), encoding="utf-8")
    _tell_peaks([text, *_ten_pdfs(folder)[1:]], 200, work, words)


def compare_memory_of_pdfs(folder: Path, work: Path, words: list[str]) -> None:
    """Print the peak memory for ten good PDFs, which need no language model, and for the same forty times over."""
    work.mkdir(exist_ok=True)
    _tell_peaks(_ten_pdfs(folder), 40, work, words)


def _good(folder: Path, suffix: str) -> list[Path]:
    return sorted(p for p in folder.rglob(f"*{suffix}") if p.is_file() and "-bad-" not in p.name)


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


def measure_speed(folder: Path, work: Path, words: list[str]) -> None:
    """Print what became of the files, and how fast."""
    print(f"build: {build_name()}")
    runs = {jobs: convert(folder, work / str(jobs), "-j", str(jobs), *words) for jobs in (1, 2)}
    for jobs, run in runs.items():
        print(f"{jobs} workers: exit {run.status}, {run.seconds:.0f} s ({run.work:.0f} s of work), {run.peak:.0f} MiB")
    lines = manifest(work / "2")
    good = [line for line in lines if "-bad-" not in str(line["path"])]
    bad = [line for line in lines if "-bad-" in str(line["path"])]
    print(f"good files converted: {sum(line['status'] == 'ok' for line in good)} of {len(good)}")
    print(f"bad files with a reason: {sum(bool(line['reason']) for line in bad)} of {len(bad)}")
    print(f"tracebacks: {sum(run.said.count('Traceback') for run in runs.values())}")
    tell_split(lines, runs[2].work)
    print(f"two workers against one: {runs[1].seconds / runs[2].seconds:.2f} x by the clock,", end=" ")
    print(f"{2 * runs[1].work / runs[2].work:.2f} x by work")
    theirs = pages_per_second_of_pdfplumber(folder, lines, 150)
    for name, (pages, seconds) in {
        "good PDFs": totals(line for line in good if str(line["path"]).endswith(".pdf")),
        "all": (totals(lines)[0], runs[1].work),
    }.items():
        ours = pages / seconds
        print(f"{name}: pages a second of one core {ours:.1f}; pdfplumber {theirs:.1f}; ratio {ours / theirs:.1f} x")


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
    """Print whether runs that were killed end as one that was not."""
    whole = convert(folder, work / "whole", "-j", "2", *words)
    kill_and_resume(folder, work / "killed", ["-j", "2", *words], whole.seconds)
    same = contents(work / "killed") == contents(work / "whole")
    print(f"ten times killed, then resumed: {'identical' if same else 'DIFFERENT'}")


PARTS = {
    "speed": measure_speed,
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
    parser.add_argument("--limits", default="")
    parser.add_argument("--only", choices=tuple(PARTS))
    words = parser.parse_args()
    if words.action == "make":
        make(words.archive, words.pdfs, words.files)
    else:
        for name in [words.only] if words.only else PARTS:
            PARTS[name](words.archive, words.archive.parent / f"{words.archive.name}.out", words.limits.split())


if __name__ == "__main__":
    main()
