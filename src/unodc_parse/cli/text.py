"""`unodc-parse text`: the repaired text alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from unodc_parse import pipeline
from unodc_parse.archive.allowance import allowed
from unodc_parse.archive.worklist import name_of, read_document
from unodc_parse.cli.guard import leave_quietly
from unodc_parse.cli.handover import hand_over, take_over
from unodc_parse.cli.output import check_output, write_out
from unodc_parse.cli.settings import Settings
from unodc_parse.cli.spool import descriptor, open_spool, put, take
from unodc_parse.cli.status import Status
from unodc_parse.cli.tell import refuse
from unodc_parse.cli.workers import within
from unodc_parse.console.messages import show_diagnostics
from unodc_parse.console.progress import PageMeter
from unodc_parse.diagnostics import Diagnostic
from unodc_parse.errors import InputError
from unodc_parse.export.encoding import clean
from unodc_parse.model import Reading


def run_text(source: str, settings: Settings, *, lines: bool) -> int:
    """Write the text of `source`: a paragraph on every line, or with `lines` a source line on every line."""
    check_output(settings.output, [source])
    name = name_of(source)
    with open_spool() as spool, open_spool() as relay:
        try:
            data = read_document(source, settings.batch.limits.memory)
            settings = settings.beside(source)
            call = _Call(data, settings, name, lines, descriptor(spool), descriptor(relay))
            rest, diagnostics = within(allowed(settings.batch.limits, data), _read, call, _go_on) or (b"", ())
        except InputError as problem:
            return refuse(problem, source, settings.voice.command)
        if not settings.voice.quiet:
            show_diagnostics(source, diagnostics, infos=settings.voice.verbose)
        status = Status.FINDING if settings.fails(diagnostics) else Status.DONE
        try:
            write_out(take(spool) if spool is not None and not rest else [rest], settings.output)
        except BrokenPipeError:
            return leave_quietly(status)
    return status


class _Call(NamedTuple):
    """What to read, and the descriptors of the spool for its text, and of the relay for a long reading."""

    data: bytes
    settings: Settings
    name: str
    lines: bool
    spool: int | None
    relay: int | None


#: The text of a document, where it is in no spool, and what was found.
_Read = tuple[bytes, tuple[Diagnostic, ...]]


def _read(call: _Call) -> _Read | None:
    """Read a document and write its text; null where the reading of a long one is in the relay instead."""
    settings = call.settings
    with PageMeter("reading", unit=pipeline.progress_unit(call.data), shown=not settings.voice.quiet) as meter:
        reading = pipeline.read(call.data, settings.options, name=call.name, on_page=meter, keep_raw=call.lines)
    if call.relay is not None and hand_over(reading, call.relay):
        return None
    return _written(reading, call)


def _go_on(call: _Call) -> _Read:
    return _written(take_over(call.relay or 0), call)


def _written(reading: Reading, call: _Call) -> _Read:
    """Put the text of a document into the spool; where there is no room, its text is returned."""
    if call.spool is not None and put(_pieces(reading, call), call.spool):
        return b"", reading.diagnostics
    return b"".join(_pieces(reading, call)), reading.diagnostics


def _pieces(reading: Reading, call: _Call) -> Iterator[bytes]:
    texts = source_lines(reading) if call.lines else pipeline.paragraphs_of(reading, call.settings.options)
    return (f"{clean(text)}\n".encode() for text in texts)


def source_lines(reading: Reading) -> Iterator[str]:
    """Yield every line of the source, empty ones in their places.

    A line that a form feed divides between two pages is still one line of the source.
    """
    lines = (line for page in reading.pages for line in page.lines)
    groups = groupby(lines, key=lambda line: (line.page, line.number))
    return (" ".join(pipeline.verbatim(line) for line in group) for _, group in groups)
