"""What to check in a document, in its order: diagnostics, segments and lines in doubt."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from unodc_parse.diagnostics import Diagnostic
from unodc_parse.explain import LineSeen
from unodc_parse.export.html import show_text
from unodc_parse.inspector.inspection import DOUBTFUL, Inspection, Shown, is_lost

_SIGNS = {"error": "✕", "warning": "!", "info": "i", "doubt": "?"}


class Finding(Struct, frozen=True, kw_only=True):
    """One thing to check. `target` is what it is about in the page: a segment, a page, or nothing."""

    severity: str
    what: str
    message: str
    advice: str = ""
    place: str = ""
    target: str | None = None


def findings(inspection: Inspection) -> tuple[Finding, ...]:
    """Return what there is to check, in reading order; findings about the whole document come first."""
    order = {shown.key: at for at, shown in enumerate(inspection.shown, 1)}
    first_on: dict[int | None, int] = {}
    for line_owner in inspection.shown:
        for line in line_owner.lines:
            first_on.setdefault(line.page, order[line_owner.key])
    found = [*_diagnosed(inspection), *_doubtful(inspection)]

    def place(finding: Finding) -> int:
        target = finding.target or ""
        return first_on.get(int(target[1:]), 0) if target.startswith("p") else order.get(target, 0)

    return tuple(sorted(found, key=place))


def to_html(found: tuple[Finding, ...]) -> str:
    """Return the list as HTML: one button a finding, that leads to its place."""
    if not found:
        return "<p class=nothing>Nothing to check: no finding, no doubt.</p>"
    return f"<ol>{''.join(map(_item, found))}</ol>"


def _item(finding: Finding) -> str:
    target = f' data-target="{finding.target}"' if finding.target else ""
    place = f"<span class=place>{show_text(finding.place)}</span>" if finding.place else ""
    advice = f"<span class=advice>{show_text(finding.advice)}</span>" if finding.advice else ""
    return (
        f"<li><button type=button class='finding {finding.severity}'{target}>"
        f"<span class=sign aria-hidden=true>{_SIGNS[finding.severity]}</span>"
        f"<span class=what>{finding.severity} {show_text(finding.what)}</span> {place}"
        f"<span class=message>{show_text(finding.message)}</span>{advice}</button></li>"
    )


def _diagnosed(inspection: Inspection) -> Iterator[Finding]:
    by_id = {shown.segment.id: shown for shown in inspection.shown}
    by_line = {(line.page, line.number): line.segment for line in inspection.lines}
    for diagnostic in inspection.report.diagnostics:
        named = diagnostic.segment or by_line.get((diagnostic.page, diagnostic.line or 0))
        shown = by_id.get(named) if named else None
        message, _, advice = diagnostic.message.partition("; ")
        page = f"p{diagnostic.page}" if diagnostic.page is not None else None
        yield Finding(
            severity=diagnostic.severity.value,
            what=diagnostic.code,
            message=message,
            advice=advice,
            place=_place(diagnostic, shown),
            target=shown.key if shown else page,
        )


def _place(diagnostic: Diagnostic, shown: Shown | None) -> str:
    page = f"p. {diagnostic.page}" if diagnostic.page is not None else ""
    line = f"line {diagnostic.line}" if diagnostic.line is not None else ""
    return " · ".join(part for part in (shown.segment.id if shown else "", page, line) if part)


def _doubtful(inspection: Inspection) -> Iterator[Finding]:
    for shown in inspection.shown:
        lost = [line for line in shown.lines if is_lost(line)]
        unsure = [line for line in shown.lines if line.order_confidence < DOUBTFUL and line not in lost]
        if lost:
            yield _doubt(shown, f"letters of {_numbers(lost)} cannot be read", "compare with the picture of the page")
        if unsure:
            least = int(min(line.order_confidence for line in unsure) * 100)
            message = f"the order of {_numbers(unsure)} is {least} % sure"
            yield _doubt(shown, message, "compare with the source; the steps stand at the segment")
        if shown.segment.confidence < DOUBTFUL and not lost and not unsure:
            message = f"this segment is {int(shown.segment.confidence * 100)} % sure"
            yield _doubt(shown, message, "see how its number was decided")


def _numbers(lines: list[LineSeen]) -> str:
    """Return `line 3`, or `lines 3, 4`."""
    return f"line{'s' * (len(lines) > 1)} {', '.join(str(line.number) for line in lines)}"


def _doubt(shown: Shown, message: str, advice: str) -> Finding:
    page = shown.segment.sources[0].page if shown.segment.sources else None
    place = f"{shown.segment.id} · p. {page}" if page is not None else shown.segment.id
    return Finding(severity="doubt", what="", message=message, advice=advice, place=place, target=shown.key)
