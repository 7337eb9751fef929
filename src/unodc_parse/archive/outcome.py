"""What became of one document of many: its line in the manifest, and what the run needs beside it."""

from __future__ import annotations

from typing import Any

import msgspec

from unodc_parse._version import __version__
from unodc_parse.archive.worklist import Document
from unodc_parse.diagnostics import Diagnostic, Severity
from unodc_parse.model import Report

#: Keys of a line of the manifest, in their order (contract, "Folder output").
Record = dict[str, Any]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a document.

    Attributes:
        status: exit status that stands for it.
        record: its line in the manifest; null where the file has not changed and was not done again.
        payload: the output itself, where it goes back to the caller.
        segments: digest of its lines for the joined file of segments, which wait in the store.
        resource: how the data package describes its CSV.
        reason: why it failed, in one line; null where all went well.
        traceback: of an internal error.
    """

    document: Document
    status: int
    record: Record | None
    payload: bytes = b""
    segments: str | None = None
    resource: Record | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    reason: str | None = None
    traceback: str | None = None


def blank_record(name: str) -> Record:
    """Return a manifest line with every key of the contract and nothing known yet."""
    unknown = dict.fromkeys(("sha256", "bytes", "status", "reason", "pages", "seconds", "language"))
    return (
        {"path": name}
        | unknown
        | {"symbols": [], "damage": [], "segments": 0, "recommendations": 0, "version": __version__}
    )


#: A file that is cut off is readable in part only, which is no finding of an error but what people look for.
_CUT_OFF = "U106"
_CODE_LENGTH = len(_CUT_OFF)


def facts(report: Report) -> Record:
    """Return what the manifest says of a report that was parsed; `reason` tells what of it could not be read."""
    missing = [d for d in report.diagnostics if d.severity is Severity.ERROR or d.code == _CUT_OFF]
    worst = min(missing, key=lambda found: found.code != _CUT_OFF, default=None)
    return {
        "reason": _in_part(worst, sum(found.code == worst.code for found in missing)) if worst else None,
        "pages": report.source.page_count,
        "language": report.language,
        "symbols": list(report.metadata.symbols),
        "damage": [str(damage) for damage in report.source.damage],
        "segments": len(report.segments),
        "recommendations": sum(1 for _ in report.by_role("recommendation")),
    }


def _in_part(worst: Diagnostic, count: int) -> str:
    return f"{worst.code}{f' ({count})' if count > 1 else ''}: {worst.message}"


def unread_part(record: Record) -> str | None:
    """Return the code of what could not be read of a document that was converted; null where all of it was read.

    >>> unread_part({"status": "ok", "reason": "U102 (3): font F1 has no usable letter map"})
    'U102'
    """
    return str(record["reason"])[:_CODE_LENGTH] if record["status"] == "ok" and record["reason"] else None


def passed_over(document: Document, reason: str = "neither .pdf nor .txt") -> Outcome:
    """Return the outcome for a file that is no report."""
    record = blank_record(document.name) | {"status": "skipped", "reason": reason}
    return Outcome(document=document, status=0, record=record)
