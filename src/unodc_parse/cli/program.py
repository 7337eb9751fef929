"""The whole program: all commands, with their options."""

from __future__ import annotations

from unodc_parse.cli import (  # they add their commands to the program's
    align_commands,  # noqa: F401
    archive_commands,  # noqa: F401
    inspect_command,  # noqa: F401
    repair_commands,  # noqa: F401
)
from unodc_parse.cli.commands import app, main

__all__ = ["app", "main"]
