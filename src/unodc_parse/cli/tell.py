"""What a run says of each document on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from unodc_parse.archive.outcome import Outcome
from unodc_parse.archive.worklist import Document, Unusable, name_of
from unodc_parse.cli.advice import fitting
from unodc_parse.cli.settings import Settings
from unodc_parse.cli.status import Status
from unodc_parse.console.messages import complain, show_counts, show_diagnostics, without_name
from unodc_parse.errors import InputError


def refuse(problem: InputError, source: str, command: str) -> Status:
    """Say why a command cannot read a document, and return the exit status that stands for it."""
    complain(fitting(without_name(str(problem), name_of(source)), command), file=source)
    return Status.UNREADABLE


def complain_of(found: Iterable[Document | Unusable]) -> Status:
    """Say which inputs cannot be used, and return the exit status that stands for it."""
    worst = Status.DONE
    for name in found:
        if isinstance(name, Unusable):
            complain(name.reason, file=name.path)
            worst = Status.UNREADABLE
    return worst


def tell(outcome: Outcome, settings: Settings) -> None:
    """Say on standard error what became of a document."""
    name = outcome.document.path
    if outcome.reason is not None:
        complain(fitting(outcome.reason, settings.voice.command), file=name)
        if settings.voice.verbose and outcome.traceback is not None:
            sys.stderr.write(f"{outcome.traceback}\n")
    elif not settings.voice.quiet and settings.format != "view":
        show_diagnostics(name, outcome.diagnostics, infos=settings.voice.verbose)


def tell_shortly(outcome: Outcome, settings: Settings) -> None:
    """Say what became of one document of an archive: its findings are summed up in a line, all of them with `-v`."""
    if outcome.reason is not None or settings.voice.verbose:
        tell(outcome, settings)
    elif not settings.voice.quiet:
        show_counts(outcome.document.path, outcome.diagnostics)
