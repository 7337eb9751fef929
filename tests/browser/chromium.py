"""Headless Chromium by the DevTools protocol over a pipe: no more than tests and pictures need, no package."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
)
_PATIENCE = 30.0  # seconds

#: Keys that are no letters: what the protocol calls them, and their codes.
_KEYS = {"Enter": (13, "\r"), "Escape": (27, ""), "Tab": (9, ""), "ArrowDown": (40, ""), "ArrowUp": (38, "")}


def find() -> str | None:
    """Return the browser's program, null where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """A browser with one tab, while it is entered."""

    def __init__(self, program: str) -> None:
        self._program, self._count, self._session, self._rest = program, 0, "", b""
        self.events: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        self._home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()

        def hand_over() -> None:  # the protocol's pipes are descriptors 3 and 4
            spare = os.dup(to_write)
            os.dup2(to_read, 3)
            os.dup2(spare, 4)

        self._process = subprocess.Popen(
            [self._program, *_FLAGS, f"--user-data-dir={self._home.name}"],
            preexec_fn=hand_over,  # noqa: PLW1509 -- tests have no threads when they start a browser
            pass_fds=(3, 4),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility"):
            self._call(f"{domain}.enable")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None
    ) -> None:
        os.close(self._write)
        self._process.terminate()
        self._process.wait(timeout=_PATIENCE)
        os.close(self._read)
        self._home.cleanup()

    # ------------------------------------------------------------------------------------------------ for tests

    def open(self, page: Path) -> None:
        """Open a file and wait until it is loaded."""
        self.events.clear()
        self._call("Page.navigate", url=page.as_uri())
        self.wait(lambda: any(event["method"] == "Page.loadEventFired" for event in self.events))

    def run(self, script: str) -> Any:
        """Return the value of an expression in the page."""
        result = self._call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise AssertionError(result["exceptionDetails"]["exception"].get("description", result))
        return result["result"].get("value")

    def wait(self, true: Callable[[], bool]) -> None:
        """Wait until `true()`."""
        end = time.monotonic() + _PATIENCE
        while not true():
            if time.monotonic() > end:
                raise TimeoutError("the page did not come so far")
            self._call("Runtime.evaluate", expression="1")
            time.sleep(0.02)

    def size(self, width: int, height: int, zoom: float = 1.0, *, dark: bool = False) -> None:
        """Set the window, in pixels of the screen at `zoom`, and the colours that the system has."""
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=round(width / zoom),
            height=round(height / zoom),
            deviceScaleFactor=zoom,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._call("Emulation.setEmulatedMedia", features=[scheme])

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press a key: a letter, or one by its name."""
        code, text = _KEYS.get(key, (ord(key[0].upper()), key))
        facts = {"key": key, "windowsVirtualKeyCode": code, "modifiers": 8 if shift else 0}
        facts["code"] = key if len(key) > 1 else f"Key{key.upper()}"
        self._call("Input.dispatchKeyEvent", type="keyDown", **facts, **({"text": text} if text else {}))
        self._call("Input.dispatchKeyEvent", type="keyUp", **facts)

    def write(self, text: str) -> None:
        """Put text into the field that has the focus, as an input method does."""
        self._call("Input.insertText", text=text)

    def point(self, selector: str, *, click: bool = False) -> None:
        """Move the pointer to the middle of an element, and click."""
        box = f"document.querySelector({json.dumps(selector)}).getBoundingClientRect()"
        x, y = self.run(f"(b => [b.x + b.width / 2, b.y + b.height / 2])({box})")
        self._call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        if click:
            for kind in ("mousePressed", "mouseReleased"):
                self._call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def picture(self) -> bytes:
        """Return what the window shows, as PNG."""
        return base64.b64decode(self._call("Page.captureScreenshot", format="png")["data"])

    def accessible(self) -> list[tuple[str, str]]:
        """Return role and name of everything that a screen reader meets."""
        nodes = self._call("Accessibility.getFullAXTree")["nodes"]
        return [
            (node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node.get("ignored")
        ]

    def measure(self) -> None:
        """Count the processor time of pages that are opened from now on."""
        self._call("Performance.enable", timeDomain="threadTicks")

    def busy(self) -> float:
        """Return the seconds that the page's thread was busy since the page was opened."""
        metrics = self._call("Performance.getMetrics")["metrics"]
        return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))

    # ---------------------------------------------------------------------------------------------- the protocol

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            if "method" in answer:
                self.events.append(answer)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._read], [], [], _PATIENCE)
            piece = os.read(self._read, 1 << 20) if ready else b""
            if not piece:
                raise RuntimeError("the browser does not answer")
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)
