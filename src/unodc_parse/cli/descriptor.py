"""The data package beside CSV files."""

from __future__ import annotations

from pathlib import Path

from unodc_parse.cli.output import write_file
from unodc_parse.console.messages import complain
from unodc_parse.export.datapackage import FILE_NAME, describe_csv, update_package


def describe_beside(path: Path, data: bytes) -> None:
    """Describe the CSV file `path`; devices and pipes have no folder of their own and get no description."""
    if path.is_file():
        describe_files(path.parent, [(path.name, data)])


def describe_files(folder: Path, files: list[tuple[str, bytes]]) -> None:
    """Describe `files` (names relative to `folder`, and their bytes) in the folder's data package."""
    descriptor = folder / FILE_NAME
    existing = descriptor.read_bytes() if descriptor.is_file() else None
    package = update_package(existing, [describe_csv(name, data) for name, data in files])
    if package is None:
        complain("not written by unodc-parse, left alone; the CSV has no description", file=str(descriptor))
    else:
        write_file(str(descriptor), package)
