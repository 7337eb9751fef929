"""`unodc-parse diff`: what became of a draft."""

from __future__ import annotations

from collections.abc import Sequence

from unodc_parse.align.changes import Changed, find_changes
from unodc_parse.align.changes_output import summary, to_csv, to_html, to_json, to_jsonl
from unodc_parse.archive.supervisor import Limits
from unodc_parse.cli.align import FILE_FORMATS as ALIGN_FORMATS
from unodc_parse.cli.align import format_for, read_version
from unodc_parse.cli.guard import leave_quietly
from unodc_parse.cli.output import check_output, write_out
from unodc_parse.cli.status import Status
from unodc_parse.console.messages import say, say_unshaped
from unodc_parse.errors import OptionsError
from unodc_parse.export.csv import BOM
from unodc_parse.export.records import symbol_of
from unodc_parse.model import Report
from unodc_parse.options import Options

FORMATS = ("view", *(name for name in ALIGN_FORMATS if name not in ("tmx", "akn")))


def run_diff(  # noqa: PLR0913 -- one parameter for one option
    sources: tuple[str, str],
    output_format: str | None,
    output: str | None,
    options: Options,
    *,
    limits: Limits,
    everything: bool,
    excel: bool,
    reshape: bool,
    quiet: bool,
) -> int:
    """Compare two versions of one document in one language, and write what changed."""
    chosen = output_format or format_for(output)
    if chosen not in FORMATS:
        raise OptionsError(f"unknown format {chosen!r}: use one of {', '.join(FORMATS)}")
    check_output(output, sources)
    say_unshaped(chosen, reshape=reshape, quiet=quiet)
    reports = [read_version(source, options, limits, "diff") for source in sources]
    if None in reports:
        return Status.UNREADABLE
    draft, final = (report for report in reports if report is not None)
    if draft.language != final.language:
        raise OptionsError(
            f"they are in two languages ({draft.language}, {final.language}); pair those with unodc-parse align"
        )
    changes = [change for change in find_changes(draft, final) if everything or change.changes]
    if not quiet and chosen != "view":
        say(summary(changes))
    data = _render(changes, draft, final, chosen, excel=excel, reshape=reshape, to_file=output is not None)
    try:
        write_out(data, output)
    except BrokenPipeError:
        return leave_quietly(Status.DONE)
    return Status.DONE


def _render(  # noqa: PLR0913 -- what formats need
    changes: Sequence[Changed], draft: Report, final: Report, chosen: str, *, excel: bool, reshape: bool, to_file: bool
) -> bytes:
    if chosen == "json":
        return to_json(changes)
    if chosen == "jsonl":
        return to_jsonl(changes)
    if chosen == "csv":
        return (BOM if excel else b"") + to_csv(changes)
    if chosen == "html":
        names = [symbol_of(report) or report.source.name for report in (draft, final)]
        return to_html(changes, " → ".join(names))
    from unodc_parse.console.changes import render_changes  # noqa: PLC0415 -- rich is for people only
    from unodc_parse.console.view import view_style  # noqa: PLC0415 -- as above

    return render_changes(changes, view_style(to_file=to_file, reshape=reshape)).encode("utf-8", "replace")
