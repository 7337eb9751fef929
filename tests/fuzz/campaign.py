"""Try mutated inputs by the million, in processes that are forked, limited, watched and counted (Linux).

    python -m tests.fuzz.campaign repair --count 1000000
    python -m tests.fuzz.campaign pdf --count 20000
    python -m tests.fuzz.campaign --settle

A run goes on where the last one of its target ended, and can be stopped at any time: what was tried is counted in
build/fuzz/runs, what broke a promise is kept in build/fuzz/broken, the slowest and largest in build/fuzz/worst.
`--settle` tries again all that broke a promise and writes `statistics.json`, of which `table` makes docs/security.md.
"""

from __future__ import annotations

import argparse
import fcntl
import gc
import json
import mmap
import os
import random
import resource
import signal
import struct
import sys
import time
import zlib
from collections import Counter
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple, NoReturn

from tests.fuzz.features import small_pdfs
from tests.fuzz.ledger import (
    BUILD,
    HERE,
    ROOT,
    STATISTICS,
    Run,
    count_run,
    executions,
    read_json,
    runs,
    write_json,
)  # fmt: skip
from tests.fuzz.mutants import mutated_pdf, mutated_text
from tests.fuzz.targets import TARGETS

from unodc_parse.arabic.language_model import shipped
from unodc_parse.confine import limit_memory

#: What one input may take: seconds of processor time, seconds by the clock (the machine may be busy), bytes.
CPU_SECONDS: Final = 10
CLOCK_SECONDS: Final = 240
MEMORY: Final = 1 << 30
#: Inputs of one process, and the longest mutant of a text in bytes; most are much shorter (`mutants`).
BATCH: Final = {"pdf": 250, "order": 1000, "repair": 1000, "numbering": 2000, "text": 1000, "lines": 5000}
LONGEST: Final = {
    "lines": 160, "order": 120, "repair": 160, "markers": 48, "numbering": 320, "reader": 320, "text": 120,
}  # fmt: skip
#: Targets that share the seeds of another.
_SEEDS_OF: Final = {"lines": "repair", "order": "repair", "markers": "numbering", "reader": "text"}
#: Nine of ten inputs of the targets that search have so many bytes at most: a search of 15 letters takes 25 ms.
_SLOW: Final = frozenset({"order", "repair"})
_BRIEF: Final = 10
_ARE_BRIEF: Final = 0.9
_KEPT: Final = 10  # of the worst
_FIRST: Final = 200  # texts after which all that loads late has been loaded
_ALIKE: Final = 50  # inputs kept that break the same promise: one cause breaks it many times


class HangError(BaseException):
    """An input takes too long; no `Exception`, which code that is tried might catch."""


class Tried(NamedTuple):
    """What an input did: what promise it broke (`fine` for none), its processor time, the most memory it took.

    Memory is that of the process in bytes, and 0 for a text that took no more than those before it.
    """

    kind: str
    seconds: float
    memory: int


# ------------------------------------------------------------------------------------------------ inputs


def made(target: str, number: int) -> bytes:
    """Make the mutant with this number: every base file in its turn."""
    chance = random.Random(f"{target} {number}")
    if target == "pdf":
        files = base_pdfs()
        return mutated_pdf(files[number % len(files)], chance)
    text = mutated_text(corpus(target), LONGEST[target], chance)
    return _head(target, chance) + (text[:_BRIEF] if target in _SLOW and chance.random() < _ARE_BRIEF else text)


def _head(target: str, chance: random.Random) -> bytes:
    """Return the bytes before the text that choose how lines of `numbering` look: those of a seed, or any."""
    if target != "numbering":
        return b""
    return chance.randbytes(16) if chance.random() < 0.3 else chance.choice(corpus(target))[:16].ljust(16, b"\0")


@cache
def base_pdfs() -> tuple[bytes, ...]:
    """Return the PDFs made by hand, the samples and those of the bench, if it stands beside this repository."""
    folders = (ROOT / "samples", ROOT.parent / "shared" / "bench" / "pdfs")
    files = sorted(path for folder in folders for path in folder.rglob("*.pdf"))
    return (*small_pdfs().values(), *(path.read_bytes() for path in files))


@cache
def corpus(target: str) -> tuple[bytes, ...]:
    """Return the seeds of a target, with the inputs that guided fuzzing found to reach new code."""
    folders = (HERE / "corpus" / seeds_of(target), BUILD / target, BUILD / seeds_of(target))
    return tuple({path.read_bytes(): None for folder in folders for path in sorted(folder.glob("*"))})


def seeds_of(target: str) -> str:
    """Return the target whose seeds this one has."""
    return _SEEDS_OF.get(target, target)


# ------------------------------------------------------------------------------------------------ one input


def verdict(target: str, data: bytes) -> str:
    """Return `fine`, or what promise `data` breaks."""
    try:
        TARGETS[target](data)
    except AssertionError as problem:
        return "letters" if "lost" in str(problem) else f"promise: {problem}"
    except HangError:
        return "hang"
    except Exception as problem:  # noqa: BLE001 -- the very thing that is looked for
        return f"uncaught: {type(problem).__name__}"
    return "fine"


def tried(target: str, data: bytes) -> Tried:
    """Try one input in this process, no longer than it may take."""
    if target == "pdf":
        _forget_peak()
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    try:
        kind = verdict(target, data)
        signal.setitimer(signal.ITIMER_PROF, 0)
    except HangError:  # the time was up at the very end
        kind = "hang"
    seconds = time.process_time() - start
    if target == "pdf":
        return Tried(kind, seconds, _peak())
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Tried(kind, seconds, most << 10 if most > held else 0)


def _too_late(*_: object) -> NoReturn:
    raise HangError


def _forget_peak() -> None:
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")


def _peak() -> int:
    """Return the most memory that this process held since it was last forgotten, in bytes; 0 if nobody knows."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text("ascii").splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) << 10
    return 0


# ------------------------------------------------------------------------------------------------ many inputs


class Desk:
    """Memory that parent and child share: which input is being tried, so that it is known if it kills the child."""

    def __init__(self) -> None:
        self.memory = mmap.mmap(-1, 1 << 24)

    def note(self, number: int, data: bytes) -> None:
        """Say what is tried next."""
        data = data[: len(self.memory) - 16]
        self.memory[16 : 16 + len(data)] = data
        self.memory[:16] = struct.pack("<QQ", number, len(data))

    def read(self) -> tuple[int, bytes]:
        """Return the number and the bytes of what is being tried."""
        number, length = struct.unpack("<QQ", self.memory[:16])
        return number, self.memory[16 : 16 + length]


def run_batch(target: str, first: int, count: int, desk: Desk) -> int:
    """Try `count` inputs in a process of their own; return how many were tried, fewer where one killed the process."""
    desk.note(first, b"")
    child = os.fork()
    if child == 0:
        _try_all(target, range(first, first + count), desk)
    seen, since = desk.read()[0], time.monotonic()
    try:
        while True:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                break
            number = desk.read()[0]
            if number != seen:
                seen, since = number, time.monotonic()
            elif time.monotonic() - since > CLOCK_SECONDS:
                os.kill(child, signal.SIGKILL)  # a library that does not come back
            time.sleep(0.05)
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    number, data = desk.read()
    if status == 0:
        return count
    late = time.monotonic() - since > CLOCK_SECONDS
    note_broken(target, data, "hang" if late else f"crash: status {os.waitstatus_to_exitcode(status)}")
    return number - first + 1


def _try_all(target: str, numbers: range, desk: Desk) -> NoReturn:
    """Try inputs, and end the process."""
    status = 1
    with suppress(BaseException):
        signal.signal(signal.SIGPROF, _too_late)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        limit_memory(MEMORY)
        worst = list[tuple[Tried, bytes]]()
        for number in numbers:
            data = made(target, number)
            desk.note(number, data)
            found = tried(target, data)
            if found.kind != "fine":
                note_broken(target, data, found.kind)
            worst = _worst([*worst, (found, data)]) if len(worst) > 4 * _KEPT else [*worst, (found, data)]
        keep_worst(target, _worst(worst))
        status = 0
    os._exit(status)


def _worst(some: list[tuple[Tried, bytes]]) -> list[tuple[Tried, bytes]]:
    """Return those that took most time, and those that took most memory."""
    slow = sorted(some, key=lambda one: -one[0].seconds)[:_KEPT]
    large = sorted(some, key=lambda one: -one[0].memory)[:_KEPT]
    return slow + [one for one in large if one[0].memory and one not in slow]


def note_broken(target: str, data: bytes, kind: str) -> None:
    """Keep an input that breaks a promise; at most 50 of a kind, as one cause breaks it many times."""
    folder = BUILD / "broken"
    folder.mkdir(parents=True, exist_ok=True)
    if sum(1 for one in _broken(target) if one["kind"] == kind) >= _ALIKE:
        return
    name = f"{target}-{zlib.crc32(data):08x}"
    with (folder / f"{target}.jsonl").open("a", encoding="utf-8") as out:
        out.write(json.dumps({"target": target, "kind": kind, "name": name}) + "\n")
    (folder / name).write_bytes(data)


def _broken(target: str) -> list[dict[str, str]]:
    """Return what is known of the inputs of a target that broke a promise."""
    path = BUILD / "broken" / f"{target}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def keep_worst(target: str, found: list[tuple[Tried, bytes]]) -> None:
    """Keep the worst inputs of all runs of a target; one run at a time, where several go on side by side."""
    folder = BUILD / "worst"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{target}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _keep_worst(folder, target, found)


def _keep_worst(folder: Path, target: str, found: list[tuple[Tried, bytes]]) -> None:
    known = [(Tried(*found), (folder / name).read_bytes()) for name, *found in read_json(folder / f"{target}.json", [])]
    worst = _worst([*known, *found])
    rows = [(f"{target}-{zlib.crc32(data):08x}", *one) for one, data in worst]
    for (name, *_), (_, data) in zip(rows, worst, strict=True):
        (folder / name).write_bytes(data)
    for path in folder.glob(f"{target}-*"):
        if path.name not in {name for name, *_ in rows}:
            path.unlink()
    write_json(folder / f"{target}.json", rows)


def settle() -> None:
    """Try again what broke a promise, measure the worst inputs alone, and write the statistics."""
    load_all(*TARGETS)
    known, tried_in_all = read_json(STATISTICS, {}), runs()
    rows = {target: _row(target, known.get("mended", {}).get(target, 0), tried_in_all) for target in TARGETS}
    for target, row in rows.items():  # what was mended elsewhere has no broken input here
        row["mended"] = max(row["mended"], known.get("targets", {}).get(target, {}).get("mended", 0))
    worst = [_measured(*one) for one in _candidates()]
    here = {row["target"] for row in worst}
    worst += [row for key in ("slowest", "largest") for row in known.get(key, []) if row["target"] not in here]
    worst = [row for at, row in enumerate(worst) if row not in worst[:at]]
    slow = sorted(worst, key=lambda row: (-row["seconds"], -row["memory"]))[:_KEPT]
    large = sorted(worst, key=lambda row: (-row["memory"], -row["seconds"]))[:_KEPT]
    write_json(STATISTICS, {**known, "targets": rows, "slowest": slow, "largest": large, "runs": tried_in_all})


def _row(target: str, mended: int, tried_in_all: dict[str, Run]) -> dict[str, int]:
    """Count what a target tried, and what broke a promise by whether it still does; `mended` did so once."""
    found = list({one["name"]: one for one in _broken(target)}.values())
    kinds = Counter(alone(target, (BUILD / "broken" / one["name"]).read_bytes()).kind.split(":")[0] for one in found)
    row = {way: executions(target, way, tried_in_all) for way in ("guided", "mutated")}
    row |= {kind: kinds[kind] for kind in ("crash", "hang", "uncaught", "letters", "promise")}
    return row | {"mended": mended + kinds["fine"]}


def _candidates() -> list[tuple[str, str]]:
    """Return target and name of the inputs that were worst when they were tried; a busy machine blurs the order."""
    folder, some = BUILD / "worst", 15
    rows = [(target, *row) for target in TARGETS for row in read_json(folder / f"{target}.json", [])]
    slow = sorted(rows, key=lambda row: -row[3])[:some]
    large = sorted(rows, key=lambda row: -row[4])[:some]
    return list({(row[0], row[1]): None for row in (*slow, *large)})


def _measured(target: str, name: str) -> dict[str, Any]:
    data = (BUILD / "worst" / name).read_bytes()
    found = alone(target, data)
    megabytes = round(found.memory / (1 << 20))
    print(f"{name}: {found.kind}, {found.seconds:.2f} s, {megabytes} MiB", flush=True)
    return {"target": target, "bytes": len(data), "seconds": round(found.seconds, 2), "memory": megabytes}


def alone(target: str, data: bytes) -> Tried:
    """Try one input in a process of its own; its memory is that of the whole process."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            signal.signal(signal.SIGPROF, _too_late)
            limit_memory(MEMORY)
            found = tried(target, data)
            os.write(theirs, json.dumps(found._replace(memory=_peak())).encode())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return Tried(*json.loads(said)) if said else Tried("crash", 0.0, 0)


def load_all(*targets: str) -> None:
    """Load now what loads late, once for all children, and keep the collector of each from walking through it."""
    for target in targets:
        for number in range(-2 if target == "pdf" else -_FIRST, 0):
            with suppress(Exception):  # tried again, under watch, if it comes up
                TARGETS[target](made(target, number))
    shipped()
    gc.collect()
    gc.freeze()


def run(target: str, count: int, seconds: float) -> None:
    """Try inputs until `count` were tried in all runs, or `seconds` have passed."""
    first = executions(target, "mutated", runs())
    tell, start, done, desk = count_run(target, "mutated"), time.monotonic(), 0, Desk()
    load_all(target)
    try:
        while first + done < count and time.monotonic() - start < seconds:
            batch = min(BATCH.get(target, 20_000), count - first - done)
            done += run_batch(target, first + done, batch, desk)
            tell(done)
            print(f"{target}: {first + done:,} tried, {done / (time.monotonic() - start):.0f} a second", flush=True)
    except KeyboardInterrupt:
        print(f"{target}: stopped")


def main() -> None:
    """Run or settle, as asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", nargs="?", choices=list(TARGETS))
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--settle", action="store_true")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if asked.target:
        run(asked.target, asked.count, asked.seconds)
    if asked.settle:
        settle()


if __name__ == "__main__":
    main()
