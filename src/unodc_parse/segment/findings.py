"""Findings: what is doubtful in a finished outline, as diagnostics."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from unodc_parse.diagnostics import Diagnostic, report
from unodc_parse.model import Segment

#: Below this margin (nats) a marker is reported as ambiguous.
_DOUBTFUL: Final = 1.0


def find_doubts(segments: Sequence[Segment], margins: Mapping[str, float]) -> Iterator[Diagnostic]:
    """Report what is doubtful in an outline: ambiguous markers, gaps, ids borne twice, footnotes called nowhere.

    `margins` says, by segment id, by how many nats the reading of its marker won.
    """
    for segment in segments:
        if segment.marker and margins.get(segment.id, math.inf) < _DOUBTFUL:
            yield report("U301", segment=segment.id, marker=segment.marker.raw, label=segment.label, **_place(segment))
    yield from _gaps(segments)
    yield from _repeats(segments)
    for segment in segments:
        if segment.kind == "footnote" and segment.parent is None:
            number = segment.marker.ordinal if segment.marker else "?"
            yield report("U305", segment=segment.id, number=number, **_place(segment))
    if not any(s.marker and s.kind != "footnote" for s in segments):
        yield report("U304")


def _gaps(segments: Sequence[Segment]) -> Iterator[Diagnostic]:
    """Report numbers that are missing between two neighbours of one sequence; a fragment may start anywhere."""
    last: dict[tuple[str, str | None], int] = {}
    for segment in segments:
        if segment.marker is None or segment.kind not in _COUNTED:
            continue
        # paragraph numbers run on over sections, everything else counts within its parent
        key = (segment.kind, None if segment.kind == "paragraph" else segment.parent)
        before, ordinal = last.get(key, 0), segment.marker.ordinal
        if before and ordinal > before + 1:
            yield report("U302", segment=segment.id, before=before, after=ordinal, **_place(segment))
        last[key] = ordinal


def _repeats(segments: Sequence[Segment]) -> Iterator[Diagnostic]:
    """Report ids borne before, once for each run of them: a draft text that counts anew repeats many."""
    running: set[tuple[str, str | None]] = set()
    for segment in segments:
        key = (segment.kind, segment.parent)
        if "~" not in segment.id.rsplit(".", 1)[-1]:
            running.discard(key)
        elif key not in running:
            running.add(key)
            yield report("U303", segment=segment.id, id=segment.id.rpartition("~")[0], **_place(segment))


_COUNTED: Final = frozenset({"section", "subsection", "paragraph", "item", "subitem"})


def _place(segment: Segment) -> dict[str, int | None]:
    source = segment.sources[0]
    return {"page": source.page, "line": source.lines[0]}
