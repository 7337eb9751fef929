"""What stands before and after the segments of a view: the outline with its counts, and the spots in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from unodc_parse.model import Report, Segment

#: A segment below this confidence is marked.
DOUBTFUL = 0.9

HEADINGS = frozenset({"section", "subsection", "heading", "annex"})

_FEWEST = 2
_MOST = 40


class Entry(Struct, frozen=True):
    """A heading of the outline, and how many recommendations, deliberations and decisions stand under it alone."""

    segment: Segment
    counts: tuple[tuple[str, int], ...]


def outline(report: Report) -> list[Entry]:
    """Return the headings of a report; of a long one its sections and subsections only, or those of the first depth.

    None where there is but one.
    """
    headings = next((some for some in _choices(report) if len(some) <= _MOST), [])
    if len(headings) < _FEWEST:
        return []
    counts = _counts(report.segments, {heading.id for heading in headings})
    return [Entry(heading, tuple(counts[heading.id].items())) for heading in headings]


def _choices(report: Report) -> Iterator[list[Segment]]:
    """Yield the headings that may be shown, fewer and fewer of them."""
    headings = [segment for segment in report.segments if segment.kind in HEADINGS]
    yield headings
    yield [segment for segment in headings if segment.kind != "heading"]
    shallowest = min((segment.depth for segment in headings), default=0)
    yield [segment for segment in headings if segment.depth == shallowest]


def doubtful(segments: Sequence[Segment]) -> Iterator[str]:
    """Yield the segments in doubt, the least sure first: `II.3.e 54%`."""
    unsure = (segment for segment in segments if segment.confidence < DOUBTFUL)
    for segment in sorted(unsure, key=lambda segment: segment.confidence):
        yield f"{segment.id} {int(segment.confidence * 100)}%"


def _counts(segments: Sequence[Segment], headings: set[str]) -> dict[str, Counter[str]]:
    """Count roles under the nearest of `headings` that a segment stands in."""
    parents = {segment.id: segment.parent for segment in segments}
    counts: dict[str, Counter[str]] = {heading: Counter() for heading in headings}
    for segment in segments:
        above: str | None = segment.id if segment.role is not None else None
        while above is not None and above not in headings:
            above = parents.get(above)
        if above is not None and segment.role is not None:
            counts[above][segment.role] += 1
    return counts
