"""A document to do, as the process sees it that hands it out and reads none itself: nothing heavy is imported."""

from __future__ import annotations

import hashlib
from typing import Final

import msgspec

from unodc_parse.archive.allowance import allowed, allowed_file
from unodc_parse.archive.outcome import Outcome, blank_record
from unodc_parse.archive.supervisor import ByName, Limits
from unodc_parse.archive.worklist import Document, hash_document
from unodc_parse.cli.settings import Settings
from unodc_parse.cli.status import Status


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A document and where its output goes: into the store at `place`, or back to the caller.

    `known` is the SHA-256 of a document that was done before and need not be done again; `data` its bytes, where a
    worker could not read them itself. `watched` work shows its pages on a terminal. Where worker and caller share their
    files (see `cli/spool.py`), `spool` is the descriptor of one that takes the output in place of the outcome, and
    `relay` of one for the reading of a long document that one process begins and another one ends.
    """

    document: Document
    settings: Settings
    place: str | None = None
    known: str | None = None
    data: bytes | None = None
    watched: bool = False
    spool: int | None = None
    relay: int | None = None


#: Does a task. What it imports takes a third of a second, which only a worker needs to spend.
DO_TASK: Final = ByName[Task, Outcome]("unodc_parse.cli.work:do_task")


def limits_of(limits: Limits, task: Task) -> Limits:
    """Return what the document of a task may take."""
    if task.data is not None:
        return allowed(limits, task.data)
    return allowed_file(limits, task.document.path)


def die(task: Task, reason: str) -> Outcome:
    """Return the outcome for a document whose worker did not come back."""
    record = blank_record(task.document.name) | {"status": "failed", "reason": reason}
    if task.data is not None:
        record |= {"sha256": hashlib.sha256(task.data).hexdigest(), "bytes": len(task.data)}
    elif known := hash_document(task.document.path):  # this process is held to no limits, so it is not read whole
        record |= {"sha256": known[0], "bytes": known[1]}
    return Outcome(document=task.document, status=Status.UNREADABLE, record=record, reason=reason)


def output_name(document: Document, settings: Settings) -> str:
    """Return what the document's output is called in a store."""
    return f"{document.name}.{settings.traits.suffix}"
