"""Build the sample reports from `source/`: two PDFs and a damaged text.

    python samples/build.py              everything (needs LibreOffice and the fonts of samples/README.md)
    python samples/build.py --text-only  only the damaged text and its gold; needs nothing but Python

A developer's tool: what it builds is kept in the repository, so that nobody else needs LibreOffice.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from damage import damaged_lines
from flat_odf import ARABIC_FONT, LATIN_FONT, flat_odf
from source import load
from wrap import excerpt_lines

HERE = Path(__file__).resolve().parent
#: The sections that the damaged text holds, as a continued draft report would.
EXCERPT = ("ثانياً-", "ثالثاً-")
SEED = "wg3"
#: What LibreOffice writes from the clock and from chance, and what stands there instead (the masthead's date).
CLOCK = (
    (rb"D:\d{14}(?=[Z+-])", b"D:20171113000000"),
    (rb"(?<=<)[0-9A-F]{32}(?=>)", b"0" * 32),
    (rb"(?<=/DocChecksum /)[0-9A-F]{32}", b"0" * 32),
)


def build_text(out: Path) -> None:
    """Write the damaged text and the text that it was before, line for line."""
    lines = excerpt_lines(load(HERE / "source" / "report.ar.toml"), EXCERPT)
    (out / "source").mkdir(exist_ok=True)
    gold = "".join(f"{line.text}\n" for line in lines)
    (out / "source" / "damaged.gold.txt").write_text(gold, encoding="utf-8")
    damaged = "".join(f"{line}\n" for line in damaged_lines(lines, SEED))
    (out / "report.damaged.txt").write_text(damaged, encoding="utf-8")


def build_pdf(language: str, out: Path) -> None:
    """Typeset one language version with LibreOffice."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        sys.exit("samples/build.py: LibreOffice (soffice) is not installed; --text-only does without it")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / f"report.{language}.fodt"
        page.write_text(flat_odf(load(HERE / "source" / f"report.{language}.toml")), encoding="utf-8")
        subprocess.run(
            [
                office,
                "--headless",
                f"-env:UserInstallation=file://{folder}/profile",
                "--convert-to",
                "pdf",
                "--outdir",
                folder,
                str(page),
            ],
            check=True,
            capture_output=True,
        )
        (out / f"report.{language}.pdf").write_bytes(_timeless(page.with_suffix(".pdf").read_bytes()))


def _timeless(pdf: bytes) -> bytes:
    """Replace time and chance by constants of the same length, so that the same source gives the same bytes."""
    for pattern, constant in CLOCK:
        pdf = re.sub(pattern, constant, pdf)
    return pdf


def _require_fonts() -> None:
    """Stop rather than let LibreOffice fall back on a font of an unknown licence."""
    listed = subprocess.run(["fc-list", ":", "family"], check=True, capture_output=True, text=True).stdout
    missing = [font for font in (ARABIC_FONT, LATIN_FONT) if font not in listed]
    if missing:
        sys.exit(f"samples/build.py: not installed: {', '.join(missing)}; see samples/README.md")


def main() -> None:
    """Build what the command line asks for."""
    parser = argparse.ArgumentParser(description="Build the sample reports from samples/source.")
    parser.add_argument("--text-only", action="store_true", help="leave the PDFs as they are")
    parser.add_argument("-o", "--output", type=Path, default=HERE, help="folder to write to (default: samples)")
    arguments = parser.parse_args()
    build_text(arguments.output)
    if not arguments.text_only:
        _require_fonts()
        for language in ("ar", "en"):
            build_pdf(language, arguments.output)


if __name__ == "__main__":
    main()
