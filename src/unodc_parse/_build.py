"""Whether this is the compiled build (`hatch_build.py`) or pure Python."""

from __future__ import annotations

from importlib.util import find_spec


def build_name() -> str:
    """Return `compiled` or `pure Python`, whichever is installed; nothing heavy is imported to tell."""
    found = find_spec("unodc_parse.read.content")
    return "pure Python" if found is None or (found.origin or "").endswith(".py") else "compiled"
