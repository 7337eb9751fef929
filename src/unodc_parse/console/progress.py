"""Progress of long work and its summary, on standard error."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from unodc_parse.console.messages import say

if TYPE_CHECKING:
    from unodc_parse.archive.run import Summary

#: Reasons shown in a summary; the manifest has them all.
_REASONS = 8


class Meter:
    """A bar with counts, pages a second and time left: on a terminal only, and only while it is entered."""

    def __init__(self, total: int, *, shown: bool) -> None:
        self._bar: Any = None
        self._total, self._pages, self._task = total, 0, None
        self._shown = shown and total > 1 and sys.stderr is not None and sys.stderr.isatty()

    def __enter__(self) -> Self:
        """Show the bar."""
        if self._shown:
            self._bar = _bar()
            self._task = self._bar.add_task("", total=self._total, pages=0)
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def advance(self, pages: int) -> None:
        """Count one document, of so many pages."""
        self._pages += pages
        if self._bar is not None:
            self._bar.update(self._task, advance=1, pages=self._pages)


def _bar() -> Any:  # noqa: ANN401 -- rich is imported only here
    from rich.console import Console  # noqa: PLC0415 -- for people only
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    console = Console(stderr=True)
    columns = (MofNCompleteColumn(), BarColumn(), TextColumn("{task.fields[pages]} pages"), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, redirect_stdout=False)


def show_summary(totals: Summary, place: str) -> None:
    """Say how a run over many documents ended, and why some failed."""
    for line in summary_lines(totals, place):
        say(line)


def summary_lines(totals: Summary, place: str) -> list[str]:
    """Return the lines of a summary: the counts, then the reasons of failures, the most frequent first."""
    failed = sum(totals.failures.values())
    counts = {
        "converted": totals.converted,
        "unchanged": totals.unchanged,
        "failed": failed,
        "no report": totals.skipped,
        "vanished": totals.vanished,
    }
    said = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count) or "nothing to do"
    rate = f"; {totals.pages:,} pages in {totals.seconds:,.1f} s ({totals.pages / totals.seconds:,.1f} a second)"
    lines = [f"{place}: {said}{rate if totals.pages else ''}"]
    reasons = sorted(totals.failures.items(), key=lambda item: (-item[1], item[0]))
    lines += [f"  {count:,} × {reason}" for reason, count in reasons[:_REASONS]]
    if len(reasons) > _REASONS:
        lines.append(f"  and {len(reasons) - _REASONS:,} other reasons; see the manifest")
    return lines
