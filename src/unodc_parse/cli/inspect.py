"""`unodc-parse inspect`: a report as one page to look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from unodc_parse.archive.allowance import allowed
from unodc_parse.archive.worklist import name_of, read_document
from unodc_parse.cli.guard import leave_quietly
from unodc_parse.cli.output import check_output, write_out
from unodc_parse.cli.settings import Settings
from unodc_parse.cli.status import Status
from unodc_parse.cli.tell import refuse
from unodc_parse.cli.workers import within
from unodc_parse.console.messages import show_diagnostics
from unodc_parse.console.progress import PageMeter
from unodc_parse.diagnostics import Diagnostic
from unodc_parse.errors import InputError
from unodc_parse.inspector.inspection import Inspection, inspect
from unodc_parse.inspector.page import to_html
from unodc_parse.pipeline import progress_unit

if TYPE_CHECKING:
    from unodc_parse.read.pictures import Picture


def run_inspect(source: str, settings: Settings) -> int:
    """Write the inspector's page of `source`."""
    check_output(settings.output, [source])
    name = name_of(source)
    try:
        data = read_document(source, settings.batch.limits.memory)
        page, found = within(allowed(settings.batch.limits, data), _make, (data, settings.beside(source), name))
    except InputError as problem:
        return refuse(problem, source, settings.voice.command)
    if not settings.voice.quiet:
        show_diagnostics(source, found, infos=settings.voice.verbose)
    status = Status.FINDING if settings.fails(found) else Status.DONE
    try:
        write_out(page, settings.output)
    except BrokenPipeError:
        return leave_quietly(status)
    return status


def _make(call: tuple[bytes, Settings, str]) -> tuple[bytes, tuple[Diagnostic, ...]]:
    data, settings, name = call
    shown = not settings.voice.quiet
    with PageMeter("reading", unit=progress_unit(data), shown=shown) as meter:
        inspection = inspect(data, settings.options, name=name, on_page=meter)
    with PageMeter("drawing", shown=shown) as meter:
        page = to_html(inspection, _pictures(inspection, data, meter))
    return page, inspection.report.diagnostics


def _pictures(inspection: Inspection, data: bytes, meter: PageMeter) -> Iterator[Picture | None]:
    if not inspection.printed:
        return
    from unodc_parse.read.pictures import picture_pages  # noqa: PLC0415 -- the PDF libraries load only for PDFs

    numbers = [page.number for page in inspection.pages]
    for done, picture in enumerate(picture_pages(data, numbers), 1):
        yield picture
        meter(done, len(numbers))
