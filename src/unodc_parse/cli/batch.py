"""Many documents into a folder: one file each, in the shape of the input folder, a manifest, all segments joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from unodc_parse.archive.lock import only_one
from unodc_parse.archive.outcome import Outcome
from unodc_parse.archive.run import Job, Order, Summary, run_job
from unodc_parse.archive.state import COLUMNAR, Scope
from unodc_parse.archive.store import open_store, strangers_in
from unodc_parse.archive.worklist import STANDARD_STREAM, Document, read_document
from unodc_parse.cli.settings import Settings
from unodc_parse.cli.status import Status
from unodc_parse.cli.task import DO_TASK, Task, die, limits_of, output_name
from unodc_parse.cli.tell import tell_shortly
from unodc_parse.cli.workers import run_tasks
from unodc_parse.console.messages import say
from unodc_parse.console.progress import Meter, show_summary
from unodc_parse.errors import OptionsError


def convert_into(place: str, documents: list[Document], settings: Settings, *, whole: bool) -> Status:
    """Convert what is new or changed, and join the outputs; returns the exit status of the whole."""
    shard = settings.batch.shard
    chosen = [d for d in documents if shard is None or shard.holds(d)]
    job = Job(
        documents=chosen,
        output_name=lambda document: output_name(document, settings),
        key=settings.key,
        retry=settings.batch.retry,
        whole=whole,
    )
    store = open_store(place)
    _look_round(place, settings)
    with _lock(place, shard is not None), Meter(sum(d.is_report for d in chosen), shown=_wanted(settings)) as meter:
        summary = run_job(
            job,
            Scope(store, shard, _columnar(settings)),
            lambda orders: _counted(orders, place, settings, meter),
            lambda outcome: tell_shortly(outcome, settings),
        )
    _sum_up(summary, place, settings)
    return Status(summary.status)


#: Files of a folder of outputs, and how they begin.
_JOINED = {"manifest.jsonl": b'{"path":', "segments.jsonl": b'{"document":'}


def _look_round(place: str, settings: Settings) -> None:
    """Refuse to write over the files of somebody else, and say where a folder has some that stay."""
    strangers = [] if "://" in place else strangers_in(Path(place))
    lost = [name for name, begins in _JOINED.items() if name in strangers and not _is_ours(Path(place) / name, begins)]
    if COLUMNAR in strangers and (lost or "manifest.jsonl" not in strangers):
        lost.append(COLUMNAR)
    if lost:
        raise OptionsError(f"{Path(place) / lost[0]} is of no run of this program and would be lost; name another -o")
    if strangers and not settings.voice.quiet:
        what = f"{len(strangers):,} entries" if len(strangers) > 1 else strangers[0]
        say(f"{place}: outputs go beside what is there ({what} of no run of this program)")


def _is_ours(path: Path, begins: bytes) -> bool:
    """Tell whether a joined file may be of a run, whose notes (`.unodc-parse`) somebody removed, or is empty."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(begins)) in (begins, b"")


def _counted(orders: Iterable[Order], place: str, settings: Settings, meter: Meter) -> Iterator[Outcome]:
    for outcome in _engine(orders, place, settings):
        meter.advance((outcome.record or {}).get("pages") or 0)
        yield outcome


def _engine(orders: Iterable[Order], place: str, settings: Settings) -> Iterator[Outcome]:
    """Return the outcomes of this machine's processes, or of a cluster's."""
    tasks = (_task(document, known, place, settings) for document, known in orders)
    batch = settings.batch
    if batch.cluster is None:
        return run_tasks(tasks, batch.jobs, batch.limits)
    from unodc_parse.archive.cluster import ClusterWork, run_on_cluster  # noqa: PLC0415 -- an extra

    return run_on_cluster(list(tasks), ClusterWork(DO_TASK, die, batch.limits, limits_of), batch.cluster, batch.jobs)


def _columnar(settings: Settings) -> Callable[[Iterable[bytes]], Iterator[bytes]] | None:
    if settings.format != "parquet":
        return None
    from unodc_parse.archive.parquet import lines_to_parquet  # noqa: PLC0415 -- an extra

    return lines_to_parquet


def _task(document: Document, known: str | None, place: str, settings: Settings) -> Task:
    data = read_document(STANDARD_STREAM, settings.batch.limits.memory) if document.path == STANDARD_STREAM else None
    return Task(document=document, settings=settings, place=place, known=known, data=data)


def _lock(place: str, shard: bool) -> AbstractContextManager[object]:  # noqa: FBT001 -- private
    """Let no other run write into the folder meanwhile; shards have files of their own, URLs know no locks."""
    return nullcontext() if shard or "://" in place else only_one(Path(place))


def _wanted(settings: Settings) -> bool:
    return not settings.voice.quiet


def _sum_up(summary: Summary, place: str, settings: Settings) -> None:
    if not settings.voice.quiet:
        show_summary(summary, place)
