"""`unodc-parse doctor`: what is wrong with a document, and what to do."""

from __future__ import annotations

from unodc_parse.archive.allowance import allowed
from unodc_parse.archive.worklist import name_of, read_document
from unodc_parse.cli.guard import leave_quietly
from unodc_parse.cli.output import check_output, write_out
from unodc_parse.cli.pager import show
from unodc_parse.cli.settings import Settings
from unodc_parse.cli.status import Status
from unodc_parse.cli.tell import refuse
from unodc_parse.cli.workers import within
from unodc_parse.console.checkup import render_checkup
from unodc_parse.console.view import view_style
from unodc_parse.doctor import Checkup, examine
from unodc_parse.errors import InputError, OptionsError
from unodc_parse.export.encoding import clean, encode_pretty


def run_doctor(source: str, settings: Settings) -> int:
    """Write a document's check-up, readable or as JSON; the exit status tells of findings as that of `parse` does."""
    if settings.format not in ("view", "json"):
        raise OptionsError(f"doctor does not write {settings.format}; use -f view or -f json")
    check_output(settings.output, [source])
    name = name_of(source)
    try:
        data = read_document(source, settings.batch.limits.memory)
        checkup = within(allowed(settings.batch.limits, data), _examine, (data, settings.beside(source), name))
    except InputError as problem:
        return refuse(problem, source, settings.voice.command)
    style = view_style(to_file=settings.output is not None, reshape=False)
    width = style.width if style.terminal else None
    shown = clean(render_checkup(checkup, width)).encode() if settings.format == "view" else encode_pretty(checkup)
    status = Status.FINDING if settings.fails(checkup.diagnostics) else Status.DONE
    try:
        if settings.format == "view" and settings.output is None:
            show([shown])
        else:
            write_out(shown, settings.output)
    except BrokenPipeError:
        return leave_quietly(status)
    return status


def _examine(call: tuple[bytes, Settings, str]) -> Checkup:
    data, settings, name = call
    return examine(data, settings.options, name=name)
