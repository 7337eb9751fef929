"""Mutated PDFs: bytes flipped, files cut, objects swapped, streams opened and corrupted.

    python -m tests.fuzz.mutants --count 20000 samples ../shared/bench/pdfs

Each mutant is parsed in a worker process with a limit of 10 s. What breaks a promise is kept in build/fuzz/broken.
The last line is a row for the table of docs/security.md.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from tests.fuzz.targets import verdict

from unodc_parse.archive.supervisor import Death, Limits, supervise

BROKEN = Path(__file__).resolve().parents[2] / "build" / "fuzz" / "broken"
LIMITS = Limits(seconds=10.0, memory=1 << 30)

_OBJECT = re.compile(rb"\d+ 0 obj.*?endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_NUMBER = re.compile(rb"\d+")
_WORDS: Final = (b"0", b"-1", b"999999999999", b"null", b"<<", b">>", b"[", b"1 0 R", b"/Kids", b"endobj", b"\0")


def flip(data: bytes, chance: random.Random) -> bytes:
    """Change up to 40 bytes."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 40)):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def cut(data: bytes, chance: random.Random) -> bytes:
    """Cut the file off, or take a stretch out of it."""
    start = chance.randrange(len(data))
    return data[:start] + (data[start + chance.randint(1, 4000) :] if chance.random() < 0.5 else b"")


def repeat(data: bytes, chance: random.Random) -> bytes:
    """Put a stretch in once more, somewhere."""
    start, there = chance.randrange(len(data)), chance.randrange(len(data))
    return data[:there] + data[start : start + chance.randint(1, 4000)] + data[there:]


def swap(data: bytes, chance: random.Random) -> bytes:
    """Exchange two objects."""
    found = [match.span() for match in _OBJECT.finditer(data)]
    if len(found) < 2:
        return flip(data, chance)
    (a, b), (c, d) = sorted(chance.sample(found, 2))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def words(data: bytes, chance: random.Random) -> bytes:
    """Put words of the format, and other numbers, where numbers stand outside of streams."""
    found = [match.span() for match in _NUMBER.finditer(_STREAM.sub(lambda m: b" " * len(m[0]), data))]
    for start, end in sorted(chance.sample(found, min(len(found), chance.randint(1, 6))), reverse=True):
        data = data[:start] + chance.choice(_WORDS) + data[end:]
    return data


def inside(data: bytes, chance: random.Random) -> bytes:
    """Corrupt a stream after opening it, and close it again."""
    found = list(_STREAM.finditer(data))
    if not found:
        return flip(data, chance)
    match = chance.choice(found)
    try:
        opened = zlib.decompressobj().decompress(match[1])
    except zlib.error:
        opened = b""
    if not opened:
        return flip(data, chance)
    changed = chance.choice((flip, cut, repeat))(opened, chance)
    return data[: match.start(1)] + zlib.compress(changed) + b"\n" + data[match.end(1) :]


MUTATIONS: Final[tuple[Callable[[bytes, random.Random], bytes], ...]] = (flip, cut, repeat, swap, words, inside)


def mutants(files: list[Path], count: int, seed: int) -> Iterator[bytes]:
    """Yield `count` mutants, every file in its turn, the same ones for the same seed."""
    read = {path: path.read_bytes() for path in files}
    for number in range(count):
        chance = random.Random(f"{seed} {number}")  # noqa: S311 -- to be repeated, not to be secret
        data = read[files[number % len(files)]]
        for _ in range(chance.choice((1, 1, 2))):
            data = chance.choice(MUTATIONS)(data, chance) or b"%PDF-"
        yield data


def _tried(made: Iterator[bytes], jobs: int) -> Iterator[tuple[bytes, str]]:
    """Yield each mutant with what it did."""
    for data, result in supervise(verdict, made, jobs, LIMITS):
        died = isinstance(result, Death)
        yield data, ("hang" if "took longer" in result.reason else f"crash: {result.reason}") if died else result


def _noted(kind: str, data: bytes) -> str:
    """Keep a mutant that breaks a promise, and return what it did."""
    if kind != "fine":
        name = f"mutant-{zlib.crc32(data):08x}.pdf"
        (BROKEN / name).write_bytes(data)
        print(f"{name}: {kind}", flush=True)
    return kind


def main() -> None:
    """Try mutants, and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    files = sorted(path for folder in asked.folders for path in folder.rglob("*.pdf"))
    tally = Counter[str]()
    BROKEN.mkdir(parents=True, exist_ok=True)
    late = list[bytes]()
    for data, kind in _tried(mutants(files, asked.count, asked.seed), asked.jobs):
        if kind == "hang":  # perhaps the machine was busy with other things
            late.append(data)
        else:
            tally[_noted(kind, data)] += 1
    tally.update(_noted(kind, data) for data, kind in _tried(iter(late), 1))
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    print(f"{sum(tally.values()):,} mutants of {len(files)} files: {dict(tally)}; most memory of a worker: {most} MiB")


if __name__ == "__main__":
    main()
