"""Output into a folder: one file a document, in the shape of the input folder, and a manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from unodc_parse.cli.descriptor import describe_files
from unodc_parse.cli.inputs import Document
from unodc_parse.cli.output import write_file
from unodc_parse.cli.pool import run_tasks
from unodc_parse.cli.settings import Settings
from unodc_parse.cli.status import Status
from unodc_parse.cli.work import Outcome, Task, skip
from unodc_parse.errors import OutputError
from unodc_parse.export.encoding import encode

MANIFEST = "manifest.jsonl"

_SUFFIX = {"view": "txt"}

Tell = Callable[[Outcome, Settings], Outcome]


def write_folder(documents: list[Document], settings: Settings, folder: Path, tell: Tell) -> Status:
    """Write one file a document; the manifest is written even where the run is interrupted."""
    _make_folder(folder)
    worst, lines, described = Status.DONE, list[bytes](), list[tuple[str, bytes]]()
    try:
        for outcome in _outcomes(documents, settings, folder):
            worst = max(worst, tell(outcome, settings).status)
            lines.append(encode(outcome.record) + b"\n")
            if settings.format == "csv" and outcome.payload:
                described.append((_file_name(outcome.document, settings), outcome.payload))
    finally:
        write_file(str(folder / MANIFEST), b"".join(lines))
    if described:
        describe_files(folder, described)
    return worst


def _outcomes(documents: list[Document], settings: Settings, folder: Path) -> Iterator[Outcome]:
    """Yield what became of every document, in order; files that are no reports are passed over."""
    tasks = [
        Task(document=d, settings=settings, target=str(folder / _file_name(d, settings)))
        for d in documents
        if d.is_report
    ]
    results = run_tasks(tasks, settings.jobs)
    for document in documents:
        yield next(results) if document.is_report else skip(document)


def _file_name(document: Document, settings: Settings) -> str:
    return f"{document.name}.{_SUFFIX.get(settings.format, settings.format)}"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutputError(f"{folder}: cannot be made ({problem.strerror}); choose another folder with -o") from problem
