"""The data package beside CSV files."""

from __future__ import annotations

from pathlib import Path

from unodc_parse.cli.output import write_file
from unodc_parse.console.messages import complain
from unodc_parse.export.datapackage import FILE_NAME, describe_csv, update_package


def describe_beside(path: Path) -> None:
    """Describe the CSV file `path`; devices and pipes have no folder of their own and get no description."""
    if not path.is_file():
        return
    descriptor = path.parent / FILE_NAME
    existing = descriptor.read_bytes() if descriptor.is_file() else None
    with path.open("rb") as lines:
        package = update_package(existing, [describe_csv(path.name, lines)])
    if package is None:
        complain("not written by unodc-parse, left alone; the CSV has no description", file=str(descriptor))
    else:
        write_file(str(descriptor), package)
