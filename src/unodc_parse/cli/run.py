"""A run over one or many inputs: what is read, where it goes, how it ends."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from unodc_parse.cli.descriptor import describe_beside
from unodc_parse.cli.folder import write_folder
from unodc_parse.cli.guard import leave_quietly
from unodc_parse.cli.inputs import Document, Unusable, find_documents
from unodc_parse.cli.output import write_file, write_stdout
from unodc_parse.cli.pool import run_tasks
from unodc_parse.cli.settings import JOINABLE, STANDARD_STREAM, Settings
from unodc_parse.cli.status import Status
from unodc_parse.cli.work import Outcome, Task
from unodc_parse.console.messages import complain, show_diagnostics
from unodc_parse.errors import OptionsError


def run(inputs: list[str], settings: Settings) -> int:
    """Parse `inputs` and write what comes out; returns the exit status."""
    if not inputs:
        raise OptionsError("no input: name a PDF or text file, a folder of them, or - for standard input; see --help")
    folder = _output_folder(inputs, settings)
    found = find_documents(inputs, outside=folder.resolve() if folder else None)
    _check_output(inputs, found, settings, into_folder=folder is not None)
    worst = _complain_of([f for f in found if isinstance(f, Unusable)])
    documents = [f for f in found if isinstance(f, Document)]
    if folder is not None:
        return max(worst, write_folder(documents, settings, folder, tell))
    return max(worst, _write_joined([d for d in documents if d.is_report], settings))


def tell(outcome: Outcome, settings: Settings) -> Outcome:
    """Say on standard error what became of a document, and hand the outcome on."""
    name = outcome.document.path
    if outcome.reason is not None:
        complain(outcome.reason, file=name)
        if settings.voice.verbose and outcome.traceback is not None:
            sys.stderr.write(f"{outcome.traceback}\n")
    elif not settings.voice.quiet and settings.format != "view":
        show_diagnostics(name, outcome.diagnostics, infos=settings.voice.verbose)
    return outcome


def _output_folder(inputs: list[str], settings: Settings) -> Path | None:
    """Return the folder to fill, or null where the output is one stream or file."""
    if settings.output is None:
        return None
    path = Path(settings.output)
    if path.is_dir() or settings.output.endswith("/"):
        return path
    many = len(inputs) > 1 or Path(inputs[0]).is_dir()
    return path if many and not (path.suffix and settings.format in JOINABLE) else None


def _check_output(
    inputs: list[str], found: list[Document | Unusable], settings: Settings, *, into_folder: bool
) -> None:
    """Refuse to write over an input, or several JSON documents into one."""
    documents = [f for f in found if isinstance(f, Document)]
    if inputs.count(STANDARD_STREAM) > 1:
        raise OptionsError("standard input can be read only once; name - once")
    if into_folder:
        return
    if settings.format == "json" and sum(d.is_report for d in documents) > 1:
        raise OptionsError("several reports are no single JSON document; add -f jsonl or csv, or name a folder with -o")
    if settings.output is not None:
        target = Path(settings.output)
        if target.is_file() and any(_same_file(target, d.path) for d in documents):
            raise OptionsError(f"{settings.output} is also an input and would be lost; choose another name with -o")


def _same_file(target: Path, path: str) -> bool:
    return path != STANDARD_STREAM and Path(path).exists() and target.samefile(path)


def _complain_of(missing: Iterable[Unusable]) -> Status:
    worst = Status.DONE
    for name in missing:
        complain(name.reason, file=name.path)
        worst = Status.UNREADABLE
    return worst


def _write_joined(documents: list[Document], settings: Settings) -> Status:
    """Write all outputs, one after the other, to standard output or to one file."""
    worst = Status.DONE

    def pieces() -> Iterator[bytes]:
        nonlocal worst
        header = True
        for outcome in run_tasks(_tasks(documents, settings), settings.jobs):
            worst = max(worst, tell(outcome, settings).status)
            if outcome.reason is None:
                yield outcome.payload if header or settings.format != "csv" else _without_header(outcome.payload)
                header = False

    if settings.output is None:
        try:
            write_stdout(pieces())
        except BrokenPipeError:
            return Status(leave_quietly(worst))
        return worst
    data = b"".join(pieces())
    if data or worst < Status.UNREADABLE:
        write_file(settings.output, data)
        if settings.format == "csv":
            describe_beside(Path(settings.output), data)
    return worst


def _tasks(documents: list[Document], settings: Settings) -> list[Task]:
    return [Task(document=d, settings=settings) for d in documents]


def _without_header(payload: bytes) -> bytes:
    """Return CSV rows without their first line, which every document's CSV begins with."""
    return payload.partition(b"\r\n")[2]
