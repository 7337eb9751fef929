"""The only module that knows the order of the stages."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from unodc_parse.model import Reading, Report
from unodc_parse.options import Options

Input = str | Path | bytes | BinaryIO

DEFAULTS = Options()


def read(source: Input, options: Options = DEFAULTS, *, name: str | None = None) -> Reading:
    """Read a document into lines in logical order; nothing is segmented yet."""
    raise NotImplementedError


def parse(source: Input, options: Options = DEFAULTS, *, name: str | None = None) -> Report:
    """Parse one report: a path, its bytes, or a binary file. `name` is what the report is called in the output."""
    raise NotImplementedError
