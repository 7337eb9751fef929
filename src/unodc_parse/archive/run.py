"""A run over an archive: what is new is done, what is done is kept, and being cut off changes nothing of the end."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import msgspec

from unodc_parse.archive.outcome import Outcome, passed_over, unread_part
from unodc_parse.archive.state import Entry, Scope
from unodc_parse.archive.store import Store
from unodc_parse.archive.worklist import Document
from unodc_parse.errors import OutputError
from unodc_parse.export.datapackage import FILE_NAME, update_package

#: A document, and the SHA-256 that it had when it was done before; null where it is to be done in any case.
Order = tuple[Document, str | None]

#: What does the work: on this machine's processes, or on a cluster's. Outcomes come in any order.
Engine = Callable[[Iterable[Order]], Iterator[Outcome]]

#: Exit statuses that matter here (contract, "Exit status").
_FINDING, _NOT_WRITTEN = 1, 5

GONE = "no longer in the archive; its output is kept"


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is asked for.

    Attributes:
        documents: all documents of the scope, in the order of the manifest.
        output_name: tells what a document's output is called in the store.
        key: stands for the program's version and the options; what was done with another key is done again.
        retry: do again what failed.
        whole: `documents` is all there is, so that what else is known has vanished.
    """

    documents: list[Document]
    output_name: Callable[[Document], str]
    key: str
    retry: bool = False
    whole: bool = True


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """How a run ended: numbers of documents, why some failed, and codes of what could not be read of others."""

    status: int
    converted: int
    unchanged: int
    skipped: int
    vanished: int
    pages: int
    seconds: float
    failures: dict[str, int]
    unread_parts: dict[str, int]


def run_job(job: Job, scope: Scope, engine: Engine, tell: Callable[[Outcome], None]) -> Summary:
    """Do what is not done yet, and join the outputs; `tell` hears of each document that was done.

    Raises `OutputError` where the store fails; what was done is kept then, and the next run goes on from there.
    """
    started = time.perf_counter()
    earlier = scope.load()
    known, done = dict(earlier), Counter[str]()
    for outcome in engine(_orders(job, scope, earlier)):
        if outcome.status == _NOT_WRITTEN:
            raise OutputError(f"{outcome.document.path}: {outcome.reason}")
        if outcome.record is None:
            done["unchanged"] += known[outcome.document.name].record["status"] == "ok"
            continue
        done["pages"] += outcome.record["pages"] or 0
        done["converted"] += outcome.record["status"] == "ok"
        name = outcome.document.name
        known[name] = _same(earlier.get(name), outcome, job.key) or _remember(outcome, job, scope, earlier.get(name))
        tell(outcome)
    entries = _in_order(job, known)
    if not scope.is_settled(entries):
        _describe(scope.store, entries, earlier)
        scope.close(entries)
    return _summary(job, entries, done, time.perf_counter() - started)


def _remember(outcome: Outcome, job: Job, scope: Scope, earlier: Entry | None) -> Entry:
    """Write down what became of a document; its earlier output in another format, which would be stale, goes first."""
    output = job.output_name(outcome.document) if outcome.reason is None else None
    old = earlier.output if earlier else None
    if output is not None and old is not None and old != output:
        scope.store.remove(old)
    return scope.remember(outcome, job.key, output or old)


def _describe(store: Store, entries: list[Entry], earlier: dict[str, Entry]) -> None:
    """Describe the CSV files in the store's data package; a package that is not ours is left alone."""
    resources = [entry.resource for entry in entries if entry.resource is not None]
    gone = {old.output for old in earlier.values() if old.output} - {entry.output for entry in entries}
    existing = b"".join(store.read(FILE_NAME)) or None
    if not resources and not (gone and existing):
        return
    package = update_package(existing, resources, frozenset(gone))
    if package == b"":
        store.remove(FILE_NAME)
    elif package is not None:
        store.write(FILE_NAME, [package])


def _orders(job: Job, scope: Scope, earlier: dict[str, Entry]) -> Iterator[Order]:
    for document in job.documents:
        if document.is_report:
            entry = earlier.get(document.name)
            yield document, entry.record["sha256"] if entry and _stands(entry, document, job, scope) else None


def _stands(entry: Entry, document: Document, job: Job, scope: Scope) -> bool:
    """Tell whether a document need not be done again if its bytes are the same."""
    if entry.key != job.key:
        return False
    if entry.record["status"] == "failed":
        return not job.retry
    if entry.record["status"] != "ok":
        return False
    return scope.store.exists(job.output_name(document)) and scope.has_segments(entry)


def _same(entry: Entry | None, outcome: Outcome, key: str) -> Entry | None:
    """Return the earlier entry where doing a document again, in vain, said nothing new."""
    if entry is None or entry.key != key or outcome.reason is None:
        return None
    now = (outcome.record or {}) | {"seconds": entry.record["seconds"]}
    return entry if now == entry.record else None


def _in_order(job: Job, known: dict[str, Entry]) -> list[Entry]:
    """Return the entries of all documents; those of documents that are not asked for stand apart from them."""
    listed = {document.name for document in job.documents}
    others = [entry for path, entry in known.items() if path not in listed]
    entries = [known[d.name] if d.is_report else _passed_over(d, job.key) for d in job.documents]
    if not job.whole:
        return [*others, *entries]
    return [*entries, *(_gone(entry) for entry in sorted(others, key=lambda entry: entry.path) if _was_report(entry))]


def _passed_over(document: Document, key: str) -> Entry:
    return Entry(record=passed_over(document).record or {}, key=key, status=0)


def _was_report(entry: Entry) -> bool:
    return bool(entry.record["status"] != "skipped" or entry.record["reason"] == GONE)


def _gone(entry: Entry) -> Entry:
    record = entry.record | {"status": "skipped", "reason": GONE}
    return Entry(record=record, key=entry.key, status=0, output=entry.output)


def _summary(job: Job, entries: list[Entry], done: Counter[str], seconds: float) -> Summary:
    listed = {document.name: document for document in job.documents}
    asked = [(entry, listed[entry.path]) for entry in entries if entry.path in listed]
    failures = Counter(str(entry.record["reason"]) for entry, _ in asked if entry.record["status"] == "failed")
    return Summary(
        status=max((_weight(entry, document) for entry, document in asked), default=0),
        converted=done["converted"],
        unchanged=done["unchanged"],
        skipped=sum(not document.is_report for document in job.documents),
        vanished=sum(entry.record["reason"] == GONE for entry in entries),
        pages=done["pages"],
        seconds=seconds,
        failures=dict(failures.most_common()),
        unread_parts=dict(Counter(filter(None, (unread_part(entry.record) for entry, _ in asked)))),
    )


def _weight(entry: Entry, document: Document) -> int:
    """Return the exit status for a document: one that was found in a folder, not named, is at most a finding."""
    return entry.status if document.named else min(entry.status, _FINDING)
