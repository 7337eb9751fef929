"""`unodc-parse align`: two language versions of one document, pair by pair."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from unodc_parse.align.akn import to_akn
from unodc_parse.align.page import to_html
from unodc_parse.align.pairs import Pair
from unodc_parse.align.reports import Aligned, align_versions
from unodc_parse.align.tables import to_csv, to_json, to_jsonl
from unodc_parse.align.tmx import to_tmx
from unodc_parse.archive.allowance import allowed
from unodc_parse.archive.supervisor import Limits
from unodc_parse.archive.worklist import STANDARD_STREAM, name_of, read_document
from unodc_parse.cli.guard import leave_quietly
from unodc_parse.cli.output import check_output, write_out
from unodc_parse.cli.settings import stdout_is_terminal
from unodc_parse.cli.status import Status
from unodc_parse.cli.tell import refuse
from unodc_parse.cli.workers import within
from unodc_parse.console.messages import say, say_unshaped
from unodc_parse.errors import InputError, OptionsError
from unodc_parse.export.csv import BOM
from unodc_parse.export.records import read_json, symbol_of, written_as
from unodc_parse.model import Report
from unodc_parse.options import Options, with_overrides
from unodc_parse.pipeline import parse

#: What files of pairs are written in; a terminal has a view, too.
_WRITERS: dict[str, Callable[[list[Pair], Report, Report], bytes]] = {
    "jsonl": lambda pairs, _left, _right: to_jsonl(pairs),
    "json": lambda pairs, _left, _right: to_json(pairs),
    "csv": lambda pairs, _left, _right: to_csv(pairs),
    "tmx": lambda pairs, left, right: to_tmx(pairs, symbol_of(left) or symbol_of(right)),
    "html": lambda pairs, left, right: to_html(pairs, _title(left, right)),
    "akn": to_akn,
}
FILE_FORMATS = tuple(_WRITERS)
FORMATS = ("view", *FILE_FORMATS)

_BY_SUFFIX = {f".{name}": name for name in FORMATS} | {
    ".htm": "html",
    ".ndjson": "jsonl",
    ".txt": "view",
    ".xml": "akn",
}


def run_align(  # noqa: PLR0913 -- one parameter for one option
    sources: tuple[str, str],
    output_format: str | None,
    output: str | None,
    options: Options,
    *,
    limits: Limits,
    excel: bool,
    reshape: bool,
    quiet: bool,
) -> int:
    """Align two documents (PDF, text, or JSON of ours) and write the pairs."""
    chosen = output_format or format_for(output)
    if chosen not in FORMATS:
        raise OptionsError(f"unknown format {chosen!r}: use one of {', '.join(FORMATS)}")
    check_output(output, sources)
    say_unshaped(chosen, reshape=reshape, quiet=quiet)
    reports = [read_version(source, options, limits, "align") for source in sources]
    if None in reports:
        return Status.UNREADABLE
    left, right = (report for report in reports if report is not None)
    if left.language == right.language:
        raise OptionsError(f"both are in one language ({left.language}); compare those with unodc-parse diff")
    aligned = align_versions(left, right)
    pairs = aligned.pairs
    if not quiet:
        _sum_up(aligned, left, right)
    data = _render(pairs, left, right, chosen, excel=excel, reshape=reshape, to_file=output is not None)
    try:
        write_out(data, output)
    except BrokenPipeError:
        return leave_quietly(Status.DONE)
    return Status.DONE


def read_version(source: str, options: Options, limits: Limits, command: str) -> Report | None:
    """Return a document's report for a command, or null where it cannot be read, which is said."""
    name = name_of(source)
    try:
        data = read_document(source, limits.memory)
        return within(allowed(limits, data), _parse, (data, with_overrides(options, source), name))
    except InputError as problem:
        refuse(problem, source, command)
        return None


def _parse(call: tuple[bytes, Options, str]) -> Report:
    data, options, name = call
    if written_as(data) == "jsonl":
        raise InputError("segments alone (jsonl) are no whole report; write it with -f json, or give the report itself")
    return read_json(data) if data.lstrip()[:1] == b"{" else parse(data, options, name=name)


def _render(  # noqa: PLR0913 -- what formats need
    pairs: list[Pair], left: Report, right: Report, chosen: str, *, excel: bool, reshape: bool, to_file: bool
) -> bytes:
    if chosen != "view":
        return (BOM if excel and chosen == "csv" else b"") + render_file(pairs, left, right, chosen)
    from unodc_parse.console.pairs import render_pairs  # noqa: PLC0415 -- rich is for people only
    from unodc_parse.console.view import view_style  # noqa: PLC0415 -- as above

    return render_pairs(pairs, view_style(to_file=to_file, reshape=reshape)).encode("utf-8", "replace")


def render_file(pairs: list[Pair], left: Report, right: Report, chosen: str) -> bytes:
    """Return the pairs of two reports in one of `FILE_FORMATS`."""
    return _WRITERS[chosen](pairs, left, right)


def _title(left: Report, right: Report) -> str:
    return f"{symbol_of(left) or left.source.name} · {left.language} / {right.language}"


def _sum_up(aligned: Aligned, left: Report, right: Report) -> None:
    """Say how it went, and warn where the two may not be versions of one document."""
    pairs = aligned.pairs
    symbols = set(left.metadata.symbols), set(right.metadata.symbols)
    if aligned.unrelated:
        names = " and ".join(symbol_of(report) or report.source.name for report in (left, right))
        say(
            f"warning: {names} seem to be no versions of one report: few numbers, dates, symbols and citations "
            "agree, so no pair is sure; check that these are the files that you meant"
        )
    elif all(symbols) and not symbols[0] & symbols[1]:
        say(f"their symbols differ ({symbol_of(left)}, {symbol_of(right)}): are they versions of one document?")
    alone = sum(pair.left is None or pair.right is None for pair in pairs)
    differ = sum(bool(pair.differences) for pair in pairs)
    say(f"{len(pairs):,} pairs, {alone:,} with one half missing, {differ:,} that differ")


def format_for(output: str | None) -> str:
    """Return the format that nobody named: by the suffix of the output, else by what reads it."""
    if output is not None and output != STANDARD_STREAM:
        ending = Path(output).suffix.lower()
        if ending and ending not in _BY_SUFFIX:
            raise OptionsError(f"{output}: {ending} is the ending of no format; name one with -f")
        return _BY_SUFFIX.get(ending, "jsonl")
    return "view" if stdout_is_terminal() else "jsonl"
