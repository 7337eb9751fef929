"""Refuses the network to the interpreter that imports it: to every test, and to every process that tests start.

Python imports a module of this name at its start where this folder is on its path (`tests.processes`). Sockets of this
machine are allowed, which clusters, browsers and process pools talk through. A datagram socket may be connected, which
sends nothing: the library for clusters asks so which address it has.
"""

from __future__ import annotations

import socket
import sys
from typing import Any

_HERE = ("", "localhost", "::1", "::", "0.0.0.0", socket.gethostname())  # noqa: S104 -- compared, not bound to
_RESOLVE = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
_REACH = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"}


class NetworkRefused(BaseException):
    """Something asked for the network."""


def is_here(host: object) -> bool:
    """Tell whether a host, or the address of a socket, is of this machine."""
    if isinstance(host, tuple):
        host = host[0] if host else None
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    return host is None or host in _HERE or str(host).startswith(("127.", "/", "\0"))


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Raise `NetworkRefused` where an audited event reaches beyond this machine (PEP 578)."""
    if event in _RESOLVE:
        target = arguments[0]
    elif event in _REACH:
        ours, target = arguments[0], arguments[1]
        if ours.family not in {socket.AF_INET, socket.AF_INET6}:
            return
        if event == "socket.connect" and ours.type == socket.SOCK_DGRAM:
            return
    else:
        return
    if not is_here(target):
        raise NetworkRefused(f"{event} {target!r}: no test, and nothing that it runs, may use the network")


# A process that had this folder on its path when it started refuses already. Tests in it import this module by its long
# name too, and must then know the exception of the first.
_first = sys.modules.get("sitecustomize")
if __name__ != "sitecustomize" and hasattr(_first, "NetworkRefused"):
    NetworkRefused = _first.NetworkRefused
else:
    sys.addaudithook(refuse)
