"""What every test may ask for: the samples, the shared folder, and hypothesis profiles."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from tests.no_network import sitecustomize
from tests.processes import NO_NETWORK

if TYPE_CHECKING:
    from unodc_parse.inspector.inspection import Inspection

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
IN_CI = os.environ.get("CI", "").lower() not in ("", "0", "false")

# From here on no test reaches the network, nor does any process that one starts with this environment.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(NO_NETWORK), os.environ.get("PYTHONPATH")]))
assert sitecustomize.refuse

# In CI the same examples every time: a red run there must be red on the desk too.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
# Two busy cores make single examples slow by chance; the suite's own timeout catches a hang.
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if IN_CI else "desk")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever asks for the fixture `shared`, so that `-m "not shared"` leaves nothing behind."""
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.shared)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip tests of the shared folder where it is missing, but never silently in CI."""
    if item.get_closest_marker("shared") is None or SHARED.is_dir():
        return
    reason = "../shared is missing: the folder of benches and truths that stands beside this repository"
    if IN_CI:
        pytest.fail(f"{reason}; CI must not skip it", pytrace=False)
    pytest.skip(reason)


def need(*programs: str) -> None:
    """Skip a test whose programs this machine lacks; in CI, which installs them, fail."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing and IN_CI:
        pytest.fail(f"{', '.join(missing)} is missing; .ci/run installs it", pytrace=False)
    if missing:
        pytest.skip(f"{', '.join(missing)} is not installed")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample reports in this repository."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of benches and truths beside this repository."""
    return SHARED


@pytest.fixture(scope="session")
def inspected(samples: Path) -> Callable[[str], Inspection]:
    """Inspect a sample report, once for all tests."""
    from unodc_parse.inspector.inspection import inspect  # noqa: PLC0415 -- most tests need no inspector

    return cache(lambda name: inspect((samples / name).read_bytes(), name=name))
