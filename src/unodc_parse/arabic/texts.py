"""Whole texts repaired: what the Python names `repair_text` and `repair_and_explain` stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from unodc_parse.arabic.repair import RepairedLine, Status, repair_lines, worse
from unodc_parse.arabic.repaired import wanted_text
from unodc_parse.model import Span, Step
from unodc_parse.spread import Effort

_LINE: Final = re.compile(r"[^\r\n\f]+")


def repair_text(text: str, *, jobs: int = 1) -> str:
    r"""Return `text` with its Arabic lines repaired, as lines of one document; line ends and form feeds stay.

    With `jobs`, lines whose runs moved are put in order in so many processes; what comes of it is the same. They are
    forked: a program with threads of its own is safer with one (`unodc_parse.spread`). Fewer than one are
    an `OptionsError`.

    >>> repair_text("(a)  1\\n")
    '(a)  1\\n'
    """
    return _explained(wanted_text(text, "repair_text"), jobs).text


def repair_and_explain(text: str, *, jobs: int = 1) -> RepairedLine:
    """Repair a line, or the lines of a text as one document, and say how; the steps replay on `text`.

    Of several lines the result has the worst status, the lowest confidence, and every damage. `jobs` is as in
    `repair_text`.
    """
    return _explained(wanted_text(text, "repair_and_explain"), jobs)


def _explained(text: str, jobs: int) -> RepairedLine:
    spans = [match.span() for match in _LINE.finditer(text)]
    lines = repair_lines([text[start:end] for start, end in spans], effort=Effort(jobs))
    status: Status = "intact"
    steps: list[Step] = []
    repaired = text
    for (start, end), line in reversed(list(zip(spans, lines, strict=True))):
        status = worse(status, line.status)
        rest = len(repaired) - end
        for step in line.steps:
            lifted = _lifted(step, start, len(repaired) - rest, len(repaired))
            steps.append(lifted)
            repaired = lifted.apply(repaired)
    return RepairedLine(
        raw=text,
        text=repaired,
        steps=tuple(steps),
        damage=tuple(dict.fromkeys(damage for line in lines for damage in line.damage)),
        status=status,
        confidence=min((line.confidence for line in lines), default=1.0),
    )


def _lifted(step: Step, start: int, end: int, length: int) -> Step:
    """Return a step for characters `start` to `end` as a step for the whole text of `length` characters."""
    pieces: Sequence[Span | str] = [
        piece if isinstance(piece, str) else (piece[0] + start, piece[1] + start) for piece in step.pieces
    ]
    return Step(step.rule, (*([(0, start)] if start else []), *pieces, *([(end, length)] if end < length else [])))
