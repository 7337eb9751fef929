"""`unodc-parse align ARCHIVE/ -o OUT/`: all documents of an archive that are there in two languages, pair by pair."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from unodc_parse._version import __version__
from unodc_parse.align.reports import align_reports
from unodc_parse.archive.store import FolderStore
from unodc_parse.archive.supervisor import Death, Limits, supervise
from unodc_parse.archive.twins import Twins, Version, find_twins
from unodc_parse.archive.worklist import Document, find_documents
from unodc_parse.cli.align import FILE_FORMATS, render_file
from unodc_parse.cli.batch import convert_into
from unodc_parse.cli.settings import Settings
from unodc_parse.cli.status import Status
from unodc_parse.cli.tell import complain_of
from unodc_parse.console.messages import complain, say
from unodc_parse.errors import OptionsError
from unodc_parse.export.encoding import encode
from unodc_parse.export.records import read_json

_SUFFIX = {"akn": "akn.xml"}

#: Where the reports go that are aligned, and what comes of them.
REPORTS, PAIRS, LIST = "reports", "pairs", "pairs.jsonl"


class _Task(msgspec.Struct, frozen=True, kw_only=True):
    """Two reports to align: their JSON, and where the result goes."""

    twins: Twins
    out: str
    name: str
    format: str


def align_archive(archive: str, out: str | None, output_format: str, settings: Settings) -> int:
    """Convert what is new, find the versions that belong together, and align them; returns the exit status."""
    if out is None or "://" in out:
        raise OptionsError("an archive is aligned into a folder; name one: unodc-parse align ARCHIVE/ -o OUT/")
    if Path(out).suffix.lower().lstrip(".") in FILE_FORMATS and not Path(out).is_dir() and not out.endswith("/"):
        raise OptionsError(f"an archive is aligned into a folder; name one ({out}/), and the format with -f")
    if output_format not in FILE_FORMATS:
        raise OptionsError(f"unknown format {output_format!r} for files: use one of {', '.join(FILE_FORMATS)}")
    found = find_documents([archive], outside=Path(out).resolve())
    documents = [document for document in found if isinstance(document, Document)]
    worst = complain_of(found)
    reports = str(Path(out) / REPORTS)
    worst = max(worst, convert_into(reports, documents, settings, whole=True))
    twins, alone = find_twins(list(_versions(Path(reports), documents)))
    store = FolderStore(out)
    earlier = {record["key"]: record for record in map(msgspec.json.decode, store.read(LIST)) if "key" in record}
    records = [*_aligned(twins, store, earlier, output_format, settings), *map(_alone, alone)]
    store.write(LIST, [encode(record) + b"\n" for record in records])
    if not settings.voice.quiet:
        say(f"{out}: {len(twins):,} pairs of documents aligned, {len(alone):,} documents without a partner")
    failed = any(record["status"] == "failed" for record in records)
    return max(worst, Status.FINDING if failed else Status.DONE)


class _Head(msgspec.Struct):
    language: str
    metadata: dict[str, Any]


def _versions(reports: Path, documents: list[Document]) -> Iterator[Version]:
    """Yield what the converted reports tell of themselves; those that failed have none."""
    for document in documents:
        path = reports / f"{document.name}.json"
        if document.is_report and path.is_file():
            head = msgspec.json.decode(path.read_bytes(), type=_Head)
            yield Version(
                name=document.name,
                language=head.language,
                symbols=tuple(head.metadata["symbols"]),
                job_number=head.metadata["job_number"],
            )


def _aligned(
    twins: list[Twins], store: FolderStore, earlier: dict[str, Any], output_format: str, settings: Settings
) -> list[dict[str, Any]]:
    """Align the twins that are new or changed, in worker processes; return a record for each, in their order."""
    out = str(store.folder)
    tasks = {_key(pair, out, output_format): _task(pair, out, output_format) for pair in twins}
    records = {
        key: earlier[key]
        for key, task in tasks.items()
        if key in earlier and earlier[key]["status"] == "ok" and store.exists(f"{PAIRS}/{task.name}")
    }
    new = {task: key for key, task in tasks.items() if key not in records}
    limits: Limits = settings.batch.limits
    for task, result in supervise(_align, list(new), settings.batch.jobs, limits):
        failed = result.reason if isinstance(result, Death) else result.get("reason")
        if failed:
            complain(failed, file=task.twins.left.name)
        counts = {"reason": failed} if isinstance(result, Death) else result
        records[new[task]] = {"key": new[task], **_head(task), "status": "failed" if failed else "ok", **counts}
    return [records[key] for key in tasks]


def _task(pair: Twins, out: str, output_format: str) -> _Task:
    name = f"{pair.left.name}--{pair.right.language}.{_SUFFIX.get(output_format, output_format)}"
    return _Task(twins=pair, out=out, name=name, format=output_format)


def _key(pair: Twins, out: str, output_format: str) -> str:
    """Return what stands for the two reports, the program and the format: the same gives the same result."""
    digest = hashlib.sha256(f"{__version__}/{output_format}/{pair.left.name}".encode())
    for version in (pair.left, pair.right):
        digest.update((Path(out) / REPORTS / f"{version.name}.json").read_bytes())
    return digest.hexdigest()[:16]


def _head(task: _Task) -> dict[str, Any]:
    pair = task.twins
    return {"left": pair.left.name, "right": pair.right.name, "languages": [pair.left.language, pair.right.language],
            "by": pair.by, "file": f"{PAIRS}/{task.name}"}  # fmt: skip


def _alone(version: Version) -> dict[str, Any]:
    return {"left": version.name, "right": None, "languages": [version.language], "by": None, "status": "unpaired",
            "reason": "no other language version was found by symbol, job number or file name"}  # fmt: skip


def _align(task: _Task) -> dict[str, Any]:
    """Align two reports and write their pairs; runs in a worker."""
    folder = Path(task.out) / REPORTS
    left, right = (read_json((folder / f"{v.name}.json").read_bytes()) for v in (task.twins.left, task.twins.right))
    pairs = align_reports(left, right)
    FolderStore(task.out).write(f"{PAIRS}/{task.name}", [render_file(pairs, left, right, task.format)])
    return {
        "pairs": len(pairs),
        "alone": sum(pair.left is None or pair.right is None for pair in pairs),
        "differing": sum(bool(pair.differences) for pair in pairs),
    }
