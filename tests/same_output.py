"""Compare the JSON of an installed build with that of the sources, byte for byte.

    python -m tests.same_output PYTHON     the interpreter of the virtual environment that holds the other build

Both read the samples, and every third file of ../shared/bench where it is there.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tempfile
from pathlib import Path

from unodc_parse import InputError, parse, write_json
from unodc_parse._build import build_name

ROOT = Path(__file__).parents[1]
_EVERY = 3


def files() -> list[Path]:
    """Return what is read."""
    shared = sorted((ROOT.parent / "shared" / "bench" / "pdfs").glob("*.pdf"))
    return [*sorted((ROOT / "samples").glob("report.*")), *shared[::_EVERY]]


def digest(file: Path) -> str:
    """Return a digest of the JSON of a file, or why it could not be read."""
    written = io.BytesIO()
    try:
        write_json(parse(file.read_bytes(), name=file.name), written)
    except InputError as error:
        return str(error)
    return hashlib.sha256(written.getvalue()).hexdigest()


def digests() -> str:
    """Return a line for each file."""
    return "".join(f"{file.name}\t{digest(file)}\n" for file in files())


def main() -> int:
    """Print what differs, and return 1 where something does."""
    if sys.argv[1:] == ["--print"]:
        sys.stdout.write(f"{build_name()}\n{digests()}")
        return 0
    with tempfile.TemporaryDirectory() as elsewhere:  # away from the sources
        # Not resolved: it is a link, whose place tells which environment it is.
        python = str(Path(sys.argv[1]).absolute())
        command = [python, str(Path(__file__)), "--print"]
        done = subprocess.run(command, cwd=elsewhere, check=True, capture_output=True, text=True)
    name, *theirs = done.stdout.splitlines()
    ours = digests().splitlines()
    differ = [line for line in zip(ours, theirs, strict=True) if line[0] != line[1]]
    for mine, other in differ:
        sys.stdout.write(f"{mine}\n{other}\n")
    sys.stdout.write(f"{len(ours)} files, {len(differ)} read differently by the build ({name}) and the sources\n")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
