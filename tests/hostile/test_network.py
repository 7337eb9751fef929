"""No test, and nothing that a test starts, reaches the network: the whole suite runs so (tests/no_network)."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest
from tests.no_network.sitecustomize import NetworkRefused
from tests.processes import PATH

FAR = ("192.0.2.1", 80)  # an address that is nobody's (RFC 5737)


@pytest.mark.parametrize(
    "reach",
    [
        lambda: socket.create_connection(FAR, timeout=1),
        lambda: socket.getaddrinfo("example.org", 443),
        lambda: socket.gethostbyname("example.org"),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", FAR),
        lambda: socket.socket().connect_ex(FAR),
        lambda: socket.socket().bind(FAR),
    ],
    ids=["connect", "resolve", "resolve in the old way", "send", "connect with a status", "serve"],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_test_that_reaches_out_fails(reach) -> None:
    with pytest.raises(NetworkRefused):
        reach()


@pytest.mark.parametrize("path", [PATH, os.environ["PYTHONPATH"]], ids=["the program", "any other"])
def test_so_does_a_process_that_a_test_starts(path: str) -> None:
    code = f"import socket\ntry: socket.create_connection({FAR}, 1)\nexcept Exception: pass"
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, env={**os.environ, "PYTHONPATH": path}
    )
    assert (done.returncode, b"NetworkRefused" in done.stderr) == (1, True)


def test_this_machine_may_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()[:2]):
        pass
    ours, theirs = socket.socketpair()
    ours.close()
    theirs.close()
