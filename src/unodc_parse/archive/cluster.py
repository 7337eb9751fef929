"""Tasks on a Dask cluster, for archives past one machine (extra `dask`).

Documents and outputs must be where all workers reach them: a shared folder, or a URL for the outputs. A shard of tasks
is one Dask task; within it each document is done in a process of its own, as on one machine, so that one that hangs or
crashes costs itself alone. A cluster worker that dies has its shards done again elsewhere, with the same result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any, Generic, TypeVar

from unodc_parse.archive.supervisor import Death, Limits, supervise
from unodc_parse.errors import InputError, OptionsError

Task = TypeVar("Task")
Result = TypeVar("Result")

LOCAL = "local"

#: Tasks in a shard: enough to make a scheduler's work small beside them, few enough to lose little with a worker.
SHARD = 20

#: Times that a shard is tried on workers that die under it.
_RETRIES = 5


class ClusterWork(Generic[Task, Result]):
    """What is to be done with each task: `function`; where that does not come back, `die` makes its result.

    `limits_of` is as in `supervise`.
    """

    def __init__(
        self,
        function: Callable[[Task], Result],
        die: Callable[[Task, str], Result],
        limits: Limits,
        limits_of: Callable[[Limits, Task], Limits] | None = None,
    ) -> None:
        self.function, self.die, self.limits, self.limits_of = function, die, limits, limits_of


def run_on_cluster(tasks: Sequence[Task], work: ClusterWork[Task, Result], address: str, jobs: int) -> Iterator[Result]:
    """Do `tasks` on the cluster at `address` (`local` starts one of `jobs` processes here); yield results as they come.

    Raises `OptionsError` where the extra is missing, `InputError` where no cluster answers.
    """
    distributed = _library()
    shards = [list(tasks[start : start + SHARD]) for start in range(0, len(tasks), SHARD)]
    with ExitStack() as open_things:
        client = _connect(distributed, address, min(jobs, len(shards) or 1), open_things)
        futures = client.map(run_shard, shards, work=work, retries=_RETRIES, pure=False)
        for future in distributed.as_completed(futures):
            yield from future.result()
            future.release()


def run_shard(tasks: list[Task], *, work: ClusterWork[Task, Result]) -> list[Result]:
    """Do the tasks of one shard, one after the other, each protected from the others; runs on a cluster's worker."""
    results = supervise(work.function, tasks, 1, work.limits, work.limits_of)
    return [work.die(task, result.reason) if isinstance(result, Death) else result for task, result in results]


def _library() -> Any:  # noqa: ANN401 -- an extra
    try:
        import distributed  # noqa: PLC0415 -- an extra
    except ImportError as problem:
        raise OptionsError("--cluster needs Dask; pip install 'unodc-parse[dask]'") from problem
    return distributed


def _connect(distributed: Any, address: str, jobs: int, open_things: ExitStack) -> Any:  # noqa: ANN401 -- an extra
    """Return a client of the cluster at `address`, or of one started here; both end with `open_things`."""
    if address == LOCAL:
        options = {"n_workers": jobs, "threads_per_worker": 1, "dashboard_address": None}
        try:
            address = open_things.enter_context(distributed.LocalCluster(**options))
        except RuntimeError as problem:  # one was killed before it ran: a machine short of memory, say
            raise InputError(f"--cluster {LOCAL}: its workers cannot start ({problem}); try fewer with -j") from problem
    try:
        return open_things.enter_context(distributed.Client(address))
    except (OSError, ValueError) as problem:
        raise InputError(
            f"--cluster {address}: no cluster answers ({problem}); check the address of its scheduler"
        ) from problem
