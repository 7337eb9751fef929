"""A cluster that does not come up is told in one line."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from unodc_parse.archive import cluster
from unodc_parse.archive.supervisor import Limits
from unodc_parse.errors import InputError


def test_a_local_cluster_whose_workers_die_at_the_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(**_options: object) -> None:
        raise RuntimeError("Nanny failed to start.")

    monkeypatch.setattr(cluster, "_library", lambda: SimpleNamespace(LocalCluster=start))
    work = cluster.ClusterWork[int, int](abs, lambda task, _: task, Limits())
    with pytest.raises(InputError, match=r"its workers cannot start .Nanny failed to start.*fewer with -j"):
        list(cluster.run_on_cluster([1], work, cluster.LOCAL, 2))
