"""One document from its bytes to the bytes of its output; runs in worker processes too."""

from __future__ import annotations

import hashlib
import time
import traceback
from pathlib import Path
from typing import Any

import msgspec

from unodc_parse import pipeline
from unodc_parse._version import __version__
from unodc_parse.cli.inputs import Document, read_document
from unodc_parse.cli.settings import Settings
from unodc_parse.cli.status import Status
from unodc_parse.console.messages import describe, without_name
from unodc_parse.diagnostics import Diagnostic
from unodc_parse.errors import OutputError, UnodcParseError
from unodc_parse.export.csv import BOM, to_csv
from unodc_parse.export.files import write_whole
from unodc_parse.export.records import to_json, to_jsonl
from unodc_parse.model import Report


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A document and where its output goes: to `target`, or back to the caller."""

    document: Document
    settings: Settings
    target: str | None = None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a task. `record` is its line in the manifest; `reason` is null where all went well."""

    document: Document
    status: Status
    record: dict[str, Any]
    payload: bytes = b""
    diagnostics: tuple[Diagnostic, ...] = ()
    reason: str | None = None
    traceback: str | None = None


def do_task(task: Task) -> Outcome:
    """Parse one document and render it; whatever goes wrong is in the outcome, nothing is raised."""
    started = time.perf_counter()
    record = _blank_record(task.document.name)
    try:
        data = read_document(task.document.path)
        record |= {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        report = pipeline.parse(data, task.settings.options, name=task.document.name)
        record |= _facts(report)
        payload = render(report, task.settings)
        if task.target is not None:
            write_whole(_with_folder(task.target), payload)
    except Exception as problem:  # noqa: BLE001 -- one bad input never stops the others
        record |= {"status": "failed", "seconds": _since(started)}
        return _failure(task.document, problem, record)
    record |= {"status": "ok", "seconds": _since(started)}
    return Outcome(
        document=task.document,
        status=Status.FINDING if task.settings.fails(report.diagnostics) else Status.DONE,
        record=record,
        payload=payload if task.target is None or task.settings.format == "csv" else b"",
        diagnostics=report.diagnostics,
    )


def skip(document: Document) -> Outcome:
    """Return the outcome for a file that is no report."""
    record = _blank_record(document.name) | {"status": "skipped", "reason": "neither .pdf nor .txt"}
    return Outcome(document=document, status=Status.DONE, record=record)


def crash(document: Document) -> Outcome:
    """Return the outcome for a document whose worker process died."""
    reason = "internal error (the worker process died while reading it); try another --reader, and please report it"
    record = _blank_record(document.name) | {"status": "failed", "reason": reason}
    return Outcome(document=document, status=Status.INTERNAL, record=record, reason=reason)


def render(report: Report, settings: Settings) -> bytes:
    """Return the report in the wanted format."""
    if settings.format == "json":
        return to_json(report)
    if settings.format == "jsonl":
        return to_jsonl(report, settings.selection)
    if settings.format == "csv":
        return (BOM if settings.excel else b"") + to_csv(report, settings.selection)
    from unodc_parse.console.view import render_view, view_style  # noqa: PLC0415 -- rich is for people only

    style = view_style(to_file=settings.output is not None, reshape=settings.reshape)
    return render_view(report, settings.selection, style).encode("utf-8", "replace")


def _failure(document: Document, problem: Exception, record: dict[str, Any]) -> Outcome:
    known = isinstance(problem, UnodcParseError)
    reason = without_name(str(problem), document.name) if known else describe(problem)
    status = Status.NOT_WRITTEN if isinstance(problem, OutputError) else Status.UNREADABLE if known else Status.INTERNAL
    return Outcome(
        document=document,
        status=status,
        record=record | {"reason": reason},
        reason=reason,
        traceback=None if known else "".join(traceback.format_exception(problem)).rstrip(),
    )


def _blank_record(name: str) -> dict[str, Any]:
    """Return a manifest line with every key of the contract and nothing known yet."""
    unknown = dict.fromkeys(("sha256", "bytes", "status", "reason", "pages", "seconds", "language"))
    return (
        {"path": name}
        | unknown
        | {"symbols": [], "damage": [], "segments": 0, "recommendations": 0, "version": __version__}
    )


def _facts(report: Report) -> dict[str, Any]:
    return {
        "pages": report.source.page_count,
        "language": report.language,
        "symbols": list(report.metadata.symbols),
        "damage": [str(damage) for damage in report.source.damage],
        "segments": len(report.segments),
        "recommendations": sum(1 for _ in report.by_role("recommendation")),
    }


def _since(started: float) -> float:
    return round(time.perf_counter() - started, 3)


def _with_folder(target: str) -> Path:
    path = Path(target)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutputError(
            f"folder {str(path.parent)!r} cannot be made ({problem.strerror}); choose another -o"
        ) from problem
    return path
