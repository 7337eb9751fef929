"""`unodc-parse assemble`: a draft report and its addenda, joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from unodc_parse.align.assembly import assemble
from unodc_parse.cli.align import read_version
from unodc_parse.cli.guard import leave_quietly
from unodc_parse.cli.output import check_output, write_out
from unodc_parse.cli.settings import Settings
from unodc_parse.cli.status import Status
from unodc_parse.cli.writers import render
from unodc_parse.console.messages import diagnostic_lines, say, say_unshaped
from unodc_parse.errors import OptionsError
from unodc_parse.export.records import symbol_of


def run_assemble(sources: Sequence[str], settings: Settings) -> int:
    """Join a report and its addenda (PDF, text, or JSON of this program), and write one report."""
    if len(sources) < 2:
        raise OptionsError("name the report and its addenda: unodc-parse assemble L.1.pdf L.1-Add.1.pdf ...")
    twice = next((source for at, source in enumerate(sources) if _same(source) in map(_same, sources[:at])), None)
    if twice is not None:
        raise OptionsError(f"{twice} is named twice; name each part of the report once")
    settings.check_file()
    check_output(settings.output, sources)
    say_unshaped(settings.format, reshape=settings.reshape, quiet=settings.voice.quiet)
    parts = [
        read_version(source, settings.options, settings.batch.limits, settings.voice.command) for source in sources
    ]
    if None in parts:
        return Status.UNREADABLE
    read = [part for part in parts if part is not None]
    whole = assemble(read)
    series = {_stem(symbol_of(part)) for part in read if symbol_of(part)}
    if len(series) > 1 and not settings.voice.quiet:
        say(f"their symbols differ ({', '.join(sorted(series))}): are they parts of one report?")
    if not settings.voice.quiet and settings.format != "view":
        for line in diagnostic_lines("the whole", whole.diagnostics, infos=False):
            say(line)
    status = Status.FINDING if settings.fails(whole.diagnostics) else Status.DONE
    try:
        write_out(render(whole, settings), settings.output)
    except BrokenPipeError:
        return leave_quietly(status)
    return status


def _same(source: str) -> Path:
    return Path(source).resolve()


def _stem(symbol: str | None) -> str:
    """Return a symbol without what makes it a part or another issue of a report: Add.1, Corr.2, Rev.1."""
    return re.sub(r"(?:/(?:Add|Corr|Rev|Amend)\.\d+)+\*?$", "", symbol or "")
