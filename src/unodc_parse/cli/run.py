"""A run over one or many inputs: what is read, where it goes, how it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import chain
from pathlib import Path

from unodc_parse.archive.database import check_library
from unodc_parse.archive.worklist import STANDARD_STREAM, Document, Unusable, find_documents, is_folder, read_document
from unodc_parse.cli.batch import convert_into
from unodc_parse.cli.descriptor import describe_beside
from unodc_parse.cli.guard import leave_quietly
from unodc_parse.cli.output import check_output, keep_inputs, write_file, write_stdout
from unodc_parse.cli.pager import show
from unodc_parse.cli.settings import Settings
from unodc_parse.cli.spool import collected
from unodc_parse.cli.status import Status
from unodc_parse.cli.task import Task, output_name
from unodc_parse.cli.tell import complain_of, tell
from unodc_parse.cli.workers import run_in_order
from unodc_parse.console.messages import say_unshaped
from unodc_parse.errors import InputError, OptionsError
from unodc_parse.export.formats import format_by_ending


def run(inputs: list[str], settings: Settings) -> int:
    """Parse `inputs` and write what comes out; returns the exit status."""
    if not inputs:
        raise OptionsError("no input: name a PDF or text file, a folder of them, or - for standard input; see --help")
    if "" in inputs:
        raise OptionsError("an input has an empty name; name a PDF or text file, or a folder of them")
    if settings.format == "parquet":
        check_library()  # for all inputs at once, and no input is to blame
    place = _output_folder(inputs, settings)
    found = find_documents(inputs, outside=Path(place).resolve() if place else None)
    _check_output(inputs, found, settings, place)
    say_unshaped(settings.format, reshape=settings.reshape, quiet=settings.voice.quiet)
    worst = complain_of(found)
    documents = [f for f in found if isinstance(f, Document)]
    if place is not None:
        return max(worst, convert_into(place, documents, settings, whole=all(map(is_folder, inputs))))
    return max(worst, _write_joined([d for d in documents if d.is_report], settings))


def _output_folder(inputs: list[str], settings: Settings) -> str | None:
    """Return the folder to fill (or the URL that stands for one), or null where the output is one stream or file."""
    batch, output = settings.batch, settings.output
    if output is not None and (output.endswith("/") or "://" in output or is_folder(output)):
        return output
    many = len(inputs) > 1 or is_folder(inputs[0])
    if output is not None and many and not (Path(output).suffix and settings.traits.joins):
        if (meant := format_by_ending(output)) is not None:
            raise OptionsError(
                f"several reports are no single {meant} document; name a folder ({output}/), or add -f jsonl or csv"
            )
        return output
    if batch.shard is not None or batch.cluster is not None or batch.retry:
        raise OptionsError("--shard, --cluster and --retry are for a folder of outputs; name one with -o OUT/")
    return None


def _check_output(inputs: list[str], found: list[Document | Unusable], settings: Settings, place: str | None) -> None:
    """Refuse to write over an input, or several JSON documents into one."""
    reports = [f for f in found if isinstance(f, Document) and f.is_report]
    if inputs.count(STANDARD_STREAM) > 1:
        raise OptionsError("standard input can be read only once; name - once")
    if not settings.traits.joins and len(reports) > 1 and place is None:
        missing = [d.path for d in reports if d.path != STANDARD_STREAM and not Path(d.path).exists()]
        if missing:
            raise InputError(f"{missing[0]}: no such file, folder or command; check the name, or see --help")
        raise OptionsError(
            f"several reports are no single {settings.format} document; add -f jsonl or csv, or name a folder with -o"
        )
    if place is None:
        settings.check_file()
        # one file may be any of the inputs, whatever these are; in a folder lie earlier outputs, too
        check_output(settings.output, (f.path for f in found if isinstance(f, Document)))
    elif "://" not in place:
        targets = (str(Path(place) / output_name(document, settings)) for document in reports)
        keep_inputs(targets, (document.path for document in reports))


def _write_joined(documents: list[Document], settings: Settings) -> Status:
    """Write all outputs, one after the other, to standard output or to one file."""
    worst = Status.DONE

    def pieces() -> Iterator[bytes]:
        nonlocal worst
        header = True
        for outcome, output in run_in_order(_tasks(documents, settings), settings.batch.jobs, settings.batch.limits):
            tell(outcome, settings)
            worst = max(worst, Status(outcome.status))
            if outcome.reason is None:
                yield from output if header or settings.format != "csv" else _without_header(output)
                header = False

    if settings.output is None:
        try:
            (show if settings.format == "view" else write_stdout)(pieces())
        except BrokenPipeError:
            return Status(leave_quietly(worst))
        return worst
    path = Path(settings.output)
    with nullcontext(pieces()) if len(documents) == 1 else collected(pieces(), path.parent) as output:
        rest = filter(None, output)
        first = next(rest, b"")
        if first or worst < Status.UNREADABLE:
            write_file(settings.output, chain([first], rest))
            if settings.format == "csv":
                describe_beside(path)
    return worst


def _tasks(documents: list[Document], settings: Settings) -> list[Task]:
    if len(documents) == 1:
        settings = settings.beside(documents[0].path)
    watched = len(documents) == 1 and not settings.voice.quiet
    return [Task(document=d, settings=settings, data=_streamed(d, settings), watched=watched) for d in documents]


def _streamed(document: Document, settings: Settings) -> bytes | None:
    """Return the bytes of standard input, which only this process can read."""
    is_streamed = document.path == STANDARD_STREAM
    return read_document(STANDARD_STREAM, settings.batch.limits.memory) if is_streamed else None


def _without_header(output: Iterable[bytes]) -> Iterator[bytes]:
    """Yield CSV rows without their first line, which every document's CSV begins with."""
    yield b"".join(output).partition(b"\r\n")[2]
