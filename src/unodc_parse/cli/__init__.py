"""The command line: arguments → options → pipeline → writer → exit status; no logic of its own.

Nothing but typer is imported before a command runs, so that `--help` is instant; nor typer in a worker process, which
takes its tasks from this package.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status; nothing but a bug in this function itself can raise."""
    from unodc_parse.cli import program  # noqa: PLC0415 -- see above

    return program.main(arguments)
