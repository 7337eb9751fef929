"""One document from its bytes to the bytes of its output; runs in worker processes too."""

from __future__ import annotations

import hashlib
import time
import traceback
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import msgspec

from unodc_parse import pipeline
from unodc_parse.archive.outcome import Outcome, Record, blank_record, facts
from unodc_parse.archive.state import Digested, segments_name
from unodc_parse.archive.store import open_store
from unodc_parse.archive.worklist import Document, read_document
from unodc_parse.cli.handover import hand_over, take_over
from unodc_parse.cli.spool import put
from unodc_parse.cli.status import Status
from unodc_parse.cli.task import Task, output_name
from unodc_parse.cli.writers import render, render_pieces
from unodc_parse.collector import collector_paused
from unodc_parse.console.messages import describe, without_name
from unodc_parse.console.progress import PageMeter
from unodc_parse.errors import OutputError, UnodcParseError
from unodc_parse.export.datapackage import describe_csv
from unodc_parse.export.records import jsonl_pieces
from unodc_parse.model import Reading, Report
from unodc_parse.options import Options, with_overrides


def do_task(task: Task) -> Outcome:
    """Parse one document and render it; whatever goes wrong is in the outcome. Raises nothing but `MemoryError`."""
    return _attempt(task, _convert)


def begin_task(task: Task) -> Outcome | Begun:
    """Do a task, or of a long document only the reading, which is in the task's relay then."""
    return _attempt(task, _read_first)


def end_task(call: tuple[Task, Begun]) -> Outcome:
    """Do what `begin_task` left to be done of a task, without its document: what came through a pipe is gone."""
    task, begun = call
    return _attempt(task, partial(_go_on, begun.relay), begun)


class Begun(msgspec.Struct, frozen=True):
    """What is known of a document that is read: its SHA-256, in hexadecimal, its size, and where its reading is."""

    sha256: str
    bytes: int
    relay: int


Done = TypeVar("Done", Outcome, Outcome | Begun)


def _attempt(
    task: Task, work: Callable[[Task, bytes, Options, Record], Done], begun: Begun | None = None
) -> Done | Outcome:
    """Return what `work` does with the bytes of a document, or how it fails; it adds what it finds to the record.

    Of a document that is `begun` the bytes are not asked for again, and empty.
    """
    started = time.process_time()
    record = blank_record(task.document.name)
    try:
        data = b"" if begun else read_document(task.document.path) if task.data is None else task.data
        sha256, size = (begun.sha256, begun.bytes) if begun else (hashlib.sha256(data).hexdigest(), len(data))
        record |= {"sha256": sha256, "bytes": size}
        options = with_overrides(task.settings.options, task.document.path)
        if task.known == record["sha256"] and options.overrides is None:
            return Outcome(document=task.document, status=Status.DONE, record=None)
        outcome = work(task, data, options, record)
    except MemoryError:
        raise
    except Exception as problem:  # noqa: BLE001 -- one bad input never stops the others
        return _failure(task.document, problem, record | {"status": "failed", "seconds": _since(started)})
    if isinstance(outcome, Begun):
        return outcome
    return msgspec.structs.replace(outcome, record=record | {"status": "ok", "seconds": _since(started)})


def _convert(task: Task, data: bytes, options: Options, record: Record) -> Outcome:
    with PageMeter("reading", unit=pipeline.progress_unit(data), shown=task.watched) as meter:
        reading = [pipeline.read(data, options, name=task.document.name, on_page=meter, keep_raw=options.raw)]
    return _report_on(reading, task, options, record)


def _read_first(task: Task, data: bytes, options: Options, record: Record) -> Outcome | Begun:
    with PageMeter("reading", unit=pipeline.progress_unit(data), shown=task.watched) as meter:
        reading = [pipeline.read(data, options, name=task.document.name, on_page=meter, keep_raw=options.raw)]
    if task.relay is not None and hand_over(reading[0], task.relay):
        return Begun(record["sha256"], record["bytes"], task.relay)
    return _report_on(reading, task, options, record)


def _go_on(relay: int, task: Task, _: bytes, options: Options, record: Record) -> Outcome:
    return _report_on([take_over(relay)], task, options, record)


def _report_on(reading: list[Reading], task: Task, options: Options, record: Record) -> Outcome:
    """Make the report of a reading, which is taken from the list: nothing is to hold its lines longer than needed."""
    with collector_paused():
        report = pipeline.report_on(reading.pop(), record["sha256"], options, name=task.document.name)
    record |= facts(report)
    return _write(report, task)


def _write(report: Report, task: Task) -> Outcome:
    """Render a report, put it where it belongs, and say how that went; the manifest's line is not known yet."""
    settings = task.settings
    outcome = Outcome(
        document=task.document,
        status=Status.FINDING if settings.fails(report.diagnostics) else Status.DONE,
        record=None,
        diagnostics=report.diagnostics,
    )
    if task.place is None:
        if task.spool is not None and put(render_pieces(report, settings), task.spool):
            return outcome
        return msgspec.structs.replace(outcome, payload=render(report, settings))
    store, name = open_store(task.place), output_name(task.document, settings)
    pieces, segments = render_pieces(report, settings), Digested(jsonl_pieces(report, settings.selection))
    if settings.format == "csv":
        pieces = list(pieces)  # to be gone through twice
        outcome = msgspec.structs.replace(outcome, resource=describe_csv(name, pieces))
    store.write(name, pieces)
    store.write(segments_name(task.document.name), segments)
    return msgspec.structs.replace(outcome, segments=segments.digest)


def _failure(document: Document, problem: Exception, record: Record) -> Outcome:
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


def _since(started: float) -> float:
    return round(time.process_time() - started, 3)
