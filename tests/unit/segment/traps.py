"""Traps of UN documents: small texts through the whole pipeline, and the outline that they give."""

from __future__ import annotations

import textwrap

from unodc_parse import parse
from unodc_parse.model import Report


def read(text: str) -> Report:
    """Return the report of a text, which may be indented."""
    return parse(textwrap.dedent(text).encode(), name="trap.txt")


def ids(text: str) -> str:
    """Return the ids of a text's segments."""
    return " ".join(segment.id for segment in read(text).segments)
