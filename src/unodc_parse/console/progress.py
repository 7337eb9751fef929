"""Progress of long work and its summary, on standard error."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from unodc_parse.console.messages import say

if TYPE_CHECKING:
    from unodc_parse.archive.run import Summary

#: Reasons shown in a summary; the manifest has them all.
_REASONS = 8

#: Seconds of work that no bar is shown for.
_SHORT = 0.8


class _Bar:
    """A bar on standard error, taken away in the end; its kinds say when it appears and what it counts."""

    def __init__(self, *, shown: bool) -> None:
        self._bar: Any = None
        self._task: Any = None
        self._started = time.monotonic()
        self._shown = shown and sys.stderr is not None and sys.stderr.isatty()

    def __enter__(self) -> Self:
        """Begin to count."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _show(self, what: str, total: int) -> None:
        self._bar = _bar()
        self._task = self._bar.add_task(what, total=total, rate="")
        self._bar.start()

    @property
    def _seconds(self) -> float:
        return time.monotonic() - self._started


class Meter(_Bar):
    """A bar for many documents: counts, pages a second and time left; on a terminal only."""

    def __init__(self, total: int, *, shown: bool) -> None:
        super().__init__(shown=shown and total > 1)
        self._total, self._pages = total, 0

    def __enter__(self) -> Self:
        """Show the bar."""
        if self._shown:
            self._show("documents", self._total)
        return self

    def advance(self, pages: int) -> None:
        """Count one document, of so many pages."""
        self._pages += pages
        if self._bar is not None:
            # texts have none
            said = f"{self._pages:,} pages, {_rate(self._pages, self._seconds)}" if self._pages else ""
            self._bar.update(self._task, advance=1, rate=said)


class PageMeter(_Bar):
    """A bar for one long document: pages or lines, so many a second, time left; on a terminal, not for short work."""

    def __init__(self, what: str, *, unit: str = "pages", shown: bool) -> None:
        super().__init__(shown=shown)
        self._what, self._unit = what, unit

    def __call__(self, done: int, total: int) -> None:
        """Tell that `done` of `total` pages are done; the bar appears when the work turns out to be long."""
        if not self._shown or (self._bar is None and self._seconds < _SHORT):
            return
        if self._bar is None:
            self._show(self._what, total)
        self._bar.update(self._task, completed=done, rate=_rate(done, self._seconds, self._unit))


def show_cursor() -> None:
    """Give a terminal back its cursor, which a bar takes and cannot return when its process is killed."""
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K\x1b[?25h")
        sys.stderr.flush()


def _rate(count: int, seconds: float, unit: str = "pages") -> str:
    """Return how many a second.

    >>> _rate(120, 8.0)
    '15.0 pages/s'
    """
    return f"{count / max(seconds, 0.001):.1f} {unit}/s"


def _bar() -> Any:  # noqa: ANN401 -- rich is imported only here
    from rich.console import Console  # noqa: PLC0415 -- for people only
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    counted = (TextColumn("{task.description}"), MofNCompleteColumn(), BarColumn(), TextColumn("{task.fields[rate]}"))
    console = Console(stderr=True)
    return Progress(*counted, TimeRemainingColumn(), console=console, transient=True, redirect_stdout=False)


def show_summary(totals: Summary, place: str) -> None:
    """Say how a run over many documents ended, and why some failed."""
    for line in summary_lines(totals, place):
        say(line)


def summary_lines(totals: Summary, place: str) -> list[str]:
    """Return the lines of a summary: the counts, what was read in part, and why others failed, by frequency."""
    failed = sum(totals.failures.values())
    counts = {
        "converted": totals.converted,
        "unchanged": totals.unchanged,
        "failed": failed,
        "no report": totals.skipped,
        "vanished": totals.vanished,
    }
    said = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count) or "nothing to do"
    pages = f"{totals.pages:,} page{'s' * (totals.pages != 1)}"
    rate = f"; {pages} in {totals.seconds:,.1f} s ({totals.pages / totals.seconds:,.1f} a second)"
    lines = [f"{place}: {said}{rate if totals.pages else ''}"]
    lines += _read_in_part(totals.unread_parts)
    reasons = sorted(totals.failures.items(), key=_by_frequency)
    lines += [f"  {count:,} × {reason}" for reason, count in reasons[:_REASONS]]
    if len(reasons) > _REASONS:
        lines.append(f"  and {len(reasons) - _REASONS:,} other reasons; see the manifest")
    return lines


def _read_in_part(codes: dict[str, int]) -> list[str]:
    """Return the line about documents that are not all read; codes as in `docs/diagnostics.md`."""
    if not codes:
        return []
    number = sum(codes.values())
    said = ", ".join(f"{count:,} × {code}" for code, count in sorted(codes.items(), key=_by_frequency))
    return [f"  {number:,} read only in part ({said}): the manifest gives {'it' if number == 1 else 'them'} a reason"]


def _by_frequency(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
