"""`unodc-parse text`: the repaired text alone."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from unodc_parse import pipeline
from unodc_parse.archive.worklist import STANDARD_INPUT_NAME, STANDARD_STREAM, read_document
from unodc_parse.cli.guard import leave_quietly
from unodc_parse.cli.output import check_output, write_out
from unodc_parse.cli.settings import Settings
from unodc_parse.cli.status import Status
from unodc_parse.cli.workers import within
from unodc_parse.console.messages import complain, show_diagnostics, without_name
from unodc_parse.console.progress import PageMeter
from unodc_parse.diagnostics import Diagnostic
from unodc_parse.errors import InputError
from unodc_parse.export.encoding import clean
from unodc_parse.model import Reading

_LINE_END = "\n"


def run_text(source: str, settings: Settings, *, lines: bool) -> int:
    """Write the text of `source`: a paragraph on every line, or with `lines` a source line on every line."""
    check_output(settings.output)
    name = STANDARD_INPUT_NAME if source == STANDARD_STREAM else Path(source).name
    try:
        data, settings = read_document(source), settings.beside(source)
        text, diagnostics = within(settings.batch.limits, _read, (data, settings, name, lines))
    except InputError as problem:
        complain(without_name(str(problem), name), file=source)
        return Status.UNREADABLE
    if not settings.voice.quiet:
        show_diagnostics(source, diagnostics, infos=settings.voice.verbose)
    status = Status.FINDING if settings.fails(diagnostics) else Status.DONE
    try:
        write_out(_with_end(clean(text)).encode("utf-8"), settings.output)
    except BrokenPipeError:
        return leave_quietly(status)
    return status


def _read(call: tuple[bytes, Settings, str, bool]) -> tuple[str, tuple[Diagnostic, ...]]:
    data, settings, name, lines = call
    with PageMeter("reading", shown=not settings.voice.quiet) as meter:
        reading = pipeline.read(data, settings.options, name=name, on_page=meter)
    return join_lines(reading) if lines else pipeline.join_text(reading, settings.options), reading.diagnostics


def join_lines(reading: Reading) -> str:
    """Return every line of the source on a line of its own, empty ones in their places.

    A line that a form feed divides between two pages is still one line of the source.
    """
    lines = (line for page in reading.pages for line in page.lines)
    groups = groupby(lines, key=lambda line: (line.page, line.number))
    return "".join(" ".join(pipeline.verbatim(line) for line in group) + _LINE_END for _, group in groups)


def _with_end(text: str) -> str:
    return text if not text or text.endswith(_LINE_END) else text + _LINE_END
