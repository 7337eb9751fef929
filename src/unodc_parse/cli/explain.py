"""`unodc-parse explain`: why lines came out as they did."""

from __future__ import annotations

from collections.abc import Callable

from unodc_parse.archive.allowance import allowed
from unodc_parse.archive.worklist import STANDARD_STREAM, name_of, read_document
from unodc_parse.cli.guard import leave_quietly
from unodc_parse.cli.output import check_output, write_out
from unodc_parse.cli.pager import show
from unodc_parse.cli.settings import Settings, stdout_is_terminal
from unodc_parse.cli.status import Status
from unodc_parse.cli.tell import refuse
from unodc_parse.cli.workers import within
from unodc_parse.console.explanation import render_explanation
from unodc_parse.console.messages import complain, say_unshaped
from unodc_parse.console.progress import PageMeter
from unodc_parse.errors import InputError, OptionsError
from unodc_parse.explain import Explanation, Wish, explain
from unodc_parse.export.encoding import clean, encode_pretty
from unodc_parse.pipeline import progress_unit


def run_explain(source: str, settings: Settings, wish: Callable[[], Wish]) -> int:
    """Write the explanation that is wished for, readable or as JSON; a file that is missing is told first."""
    check_output(settings.output, [source])
    say_unshaped(settings.format, reshape=settings.reshape, quiet=settings.voice.quiet)
    name = name_of(source)
    try:
        if source == STANDARD_STREAM:
            wish()  # nobody should type a document in to hear that nothing was asked of it
        settings = settings.beside(source)
        data = read_document(source, settings.batch.limits.memory)
        explanation = within(allowed(settings.batch.limits, data), _explain, (data, wish(), settings, name))
    except InputError as problem:
        return refuse(problem, source, settings.voice.command)
    except OptionsError as problem:
        complain(str(problem), file=source)
        return Status.USAGE
    try:
        _write(explanation, settings)
    except BrokenPipeError:
        return leave_quietly(Status.DONE)
    return Status.DONE


def _write(explanation: Explanation, settings: Settings) -> None:
    if settings.format != "view":
        write_out(encode_pretty(explanation), settings.output)
        return
    terminal = settings.output is None and stdout_is_terminal()
    shown = clean(render_explanation(explanation, terminal=terminal, reshape=settings.reshape)).encode()
    if terminal:
        show([shown])
    else:
        write_out(shown, settings.output)


def _explain(call: tuple[bytes, Wish, Settings, str]) -> Explanation:
    data, wish, settings, name = call
    with PageMeter("reading", unit=progress_unit(data), shown=not settings.voice.quiet) as meter:
        return explain(data, wish, settings.options, name=name, on_page=meter)
