"""What processes need that tests start: the program on their path, and no network; and whether they run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[1]
NO_NETWORK: Final = ROOT / "tests" / "no_network"
#: For `PYTHONPATH`.
PATH: Final = os.pathsep.join((str(ROOT / "src"), str(NO_NETWORK)))


def runs(pid: int) -> bool:
    """Tell whether a process is alive; one that nobody has buried yet is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def children(pid: int) -> list[int]:
    """Return the processes whose parent a process is; a test that asks is skipped where no /proc tells."""
    if not Path("/proc").is_dir():
        pytest.skip("needs /proc to see processes")
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
