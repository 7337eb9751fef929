"""The command line: arguments → options → pipeline → writer → exit status; no logic of its own.

Nothing but typer is imported before a command runs, so that `--help` is instant.
"""

from __future__ import annotations

from unodc_parse.cli import (  # they add their commands to the program's
    align_commands,  # noqa: F401
    archive_commands,  # noqa: F401
    inspect_command,  # noqa: F401
    repair_commands,  # noqa: F401
)
from unodc_parse.cli.commands import main

__all__ = ["main"]
