#!/usr/bin/env python3
"""Measure how the peak of memory grows with the number of pages: a PDF repeated to 50 and to 500 pages.

python -m benchmarks.memory FILE.pdf ...

Prints, for JSON and for plain text, both peaks (MB of resident memory, program and libraries included), their
ratio, and what a page adds (kB). The pages are copies that share their fonts, as those of one document do.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

FEW, MANY = 50, 500
_RUN = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def repeated(data: bytes, count: int) -> bytes:
    """Return a PDF of `count` pages: those of `data`, again and again."""
    with pypdfium2.PdfDocument.new() as copy, pypdfium2.PdfDocument(data) as document:
        copy.import_pages(document, [at % len(document) for at in range(count)])
        buffer = io.BytesIO()
        copy.save(buffer)
    return buffer.getvalue()


def peak(command: list[str]) -> float:
    """Return the peak of resident memory, in MB, of a command and of what it starts, whichever is the largest."""
    run = subprocess.run([sys.executable, "-c", _RUN, *command], capture_output=True, check=True)
    return int(run.stdout) / 1024


def measure(source: Path, folder: Path) -> None:
    """Print the peaks for one PDF."""
    program = str(Path(sys.executable).with_name("unodc-parse"))
    files = {count: folder / f"{source.stem}-{count}.pdf" for count in (FEW, MANY)}
    for count, file in files.items():
        file.write_bytes(repeated(source.read_bytes(), count))
    for name, before in (("json", []), ("text", ["text"])):
        after = ["-o", str(folder / f"out.{'txt' if before else 'json'}")]
        few, many = (peak([program, *before, str(files[count]), *after]) for count in (FEW, MANY))
        grown = (many - few) * 1024 / (MANY - FEW)
        print(f"{source.name} {name}: {few:.0f} -> {many:.0f} MB, x {many / few:.2f}, {grown:.0f} kB a page")


def main() -> None:
    """Measure every PDF named on the command line."""
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:]:
            measure(Path(name), Path(folder))


if __name__ == "__main__":
    main()
