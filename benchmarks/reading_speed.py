#!/usr/bin/env python3
"""Compare pages a second (CPU time of one core), PDF to JSON, with pdfplumber's extract_text on the same PDFs.

    python -m benchmarks.reading_speed FILE.pdf ...
    python -m benchmarks.reading_speed --shared ../shared    Arabic of the bench; its English, and corpus/en

Of every file the quickest of three runs counts; the programs take turns on it, so that a busy machine slows all of
them. Where qalam is installed, its text extraction is timed too.
"""

from __future__ import annotations

import importlib.util
import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from unodc_parse import InputError, parse, write_json
from unodc_parse._build import build_name
from unodc_parse.options import Options
from unodc_parse.read.pdf import read_pdf

RUNS = 3
PDF_TO_JSON = "PDF to JSON"


def whole(data: bytes) -> int:
    """Parse a PDF and write its JSON; return the number of pages."""
    report = parse(data, name="bench.pdf")
    write_json(report, io.BytesIO())
    return report.source.page_count or 0


def reading(data: bytes) -> int:
    """Read a PDF with this program, without segmenting it; return the number of pages."""
    return len(read_pdf(data, Options(), name="bench").pages)


def theirs(data: bytes) -> int:
    """Read a PDF with pdfplumber; return the number of pages."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
        return len(document.pages)


def qalam(data: bytes) -> int:
    """Read a PDF with qalam; return the number of pages."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        document = importlib.import_module("qalam").Document(file.name)
        return len(document.pages) if document.text else 0


def rates(programs: dict[str, Callable[[bytes], int]], files: list[bytes]) -> dict[str, float]:
    """Return pages a second of CPU time of every program."""
    pages, seconds = 0, dict.fromkeys(programs, 0.0)
    for data in files:
        best = dict.fromkeys(programs, float("inf"))
        for _ in range(RUNS):
            for name, read in programs.items():
                start = time.process_time()
                count = read(data)
                best[name] = min(best[name], time.process_time() - start)
        pages += count
        for name, least in best.items():
            seconds[name] += least
    return {name: pages / total for name, total in seconds.items()}


def groups(words: list[str]) -> dict[str, list[Path]]:
    """Return the files to read, by what they are called: those named, or those of a folder laid out as `shared` is."""
    if words[:1] != ["--shared"]:
        return {"files": [Path(word) for word in words]}
    bench, corpus = Path(words[1]) / "bench" / "pdfs", Path(words[1]) / "corpus" / "en"
    files = sorted(bench.glob("*.pdf"))
    return {
        "Arabic": [file for file in files if not file.name.startswith("en-")],
        "without Arabic": [*(file for file in files if file.name.startswith("en-")), *sorted(corpus.glob("*.pdf"))],
    }


def readable(file: Path) -> bytes | None:
    """Return the bytes of a PDF, null where it has no text to compare."""
    data = file.read_bytes()
    try:
        whole(data)  # imports, too, are not reading
    except InputError as error:
        print(f"  left out: {error}".replace("bench.pdf", file.name))
        return None
    return data


def main() -> None:
    """Print pages a second of each program, and how many times that of each other ours is."""
    print(f"build: {build_name()}")
    for group, names in groups(sys.argv[1:]).items():
        files = [data for name in names if (data := readable(name)) is not None]
        peers = {PDF_TO_JSON: whole, "reading alone": reading, "pdfplumber": theirs}
        if importlib.util.find_spec("qalam"):
            peers["qalam"] = qalam
        found = rates(peers, files)
        print(f"{group}, {len(files)} files, {PDF_TO_JSON}: {found[PDF_TO_JSON]:.1f} pages/s")
        for name, rate in found.items():
            if name != PDF_TO_JSON:
                print(f"  {name}: {rate:.1f} pages/s, ratio {found[PDF_TO_JSON] / rate:.2f}")


if __name__ == "__main__":
    main()
