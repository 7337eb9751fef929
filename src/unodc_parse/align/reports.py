"""Two parsed versions of one document, paired segment by segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from unodc_parse.align.anchors import read_anchors
from unodc_parse.align.differences import find_differences
from unodc_parse.align.encoder import encoder_languages, load_encoder
from unodc_parse.align.kinship import UNRELATED, agreement, factor_of
from unodc_parse.align.pairs import Difference, Method, Pair, Side
from unodc_parse.align.sequence import Aligner, Step
from unodc_parse.model import Report, Segment

#: Footnotes stand where the pages end, which is elsewhere in every language: they are aligned by themselves.
_APART = frozenset({"footnote"})

#: Confidence of a pair by how it was found, before what speaks against it.
_CONFIDENCE: dict[Method, float] = {"label": 0.99, "text": 0.8, "position": 0.55}

#: … and at least this, where both are counted alike though no number is printed: the third paragraph of a preamble.
_COUNTED = 0.9

#: From this cost (nats) on what they say speaks against a pair.
_DOUBTFUL = 1.5


class Aligned(Struct, frozen=True):
    """The pairs of two reports; `unrelated` tells that the two seem to be no versions of one document."""

    pairs: list[Pair]
    unrelated: bool


def align_reports(left: Report, right: Report) -> list[Pair]:
    """Return the pairs of `align_versions`."""
    return align_versions(left, right).pairs


def align_versions(left: Report, right: Report) -> Aligned:
    """Pair the segments of two versions of one document, in the order of the left one.

    Of furniture only the heads of resolutions are paired: they hold the title, who proposed it and how they voted.

    A segment that the other version lacks has a pair of its own, with null on the other side. Where paired segments do
    not say the same, all pairs are less sure: every report has a section I.
    """
    heads = left.metadata.document_type == right.metadata.document_type == "resolution"
    parts = zip(_parts(left, heads=heads), _parts(right, heads=heads), strict=True)
    aligned = [_aligned(here, there) for here, there in parts]
    agreed = agreement(aligned, same_symbol=_share_symbol(left, right))
    factor = factor_of(agreed)
    pairs = [pair for aligner, steps in aligned for pair in _pairs(aligner, steps, factor)]
    return Aligned(pairs, agreed < UNRELATED)


def _share_symbol(left: Report, right: Report) -> bool | None:
    """Tell whether two reports share a symbol; null where one has none."""
    symbols = left.metadata.symbols, right.metadata.symbols
    return not set(symbols[0]).isdisjoint(symbols[1]) if all(symbols) else None


def _parts(report: Report, *, heads: bool) -> tuple[list[Segment], list[Segment], list[Segment]]:
    """Return what is aligned by itself: the head, the body, the notes."""
    masthead = [s for s in report.furniture if heads and s.kind == "masthead"]
    body = [s for s in report.segments if s.kind not in _APART]
    return masthead, body, [s for s in report.segments if s.kind in _APART]


def _aligned(left: Sequence[Segment], right: Sequence[Segment]) -> tuple[Aligner, list[Step]]:
    anchors = [read_anchors(s) for s in left], [read_anchors(s) for s in right]
    known = all(segment.language in encoder_languages() for segment in (*left, *right))
    aligner = Aligner(left, right, anchors, compare=load_encoder() if known else None)
    return aligner, aligner.align()


def _pairs(aligner: Aligner, steps: Sequence[Step], factor: float) -> Iterator[Pair]:
    labelled = any(aligner.left[step.left[0]].marker for step in steps if step.left[0] < step.left[1])
    for step in steps:
        here, there = aligner.left[slice(*step.left)], aligner.right[slice(*step.right)]
        method = _method(aligner, step)
        differences: tuple[Difference, ...] = ()
        if here and there:
            differences = (*_of_labels(here, there), *find_differences(*aligner.anchors(step.left, step.right)))
        confidence = factor * _confidence(aligner, step, method, len(differences))
        yield Pair(
            left=_side(here),
            right=_side(there),
            method=method,
            confidence=round(confidence if labelled else min(confidence, 0.5), 3),
            differences=differences,
        )


def _method(aligner: Aligner, step: Step) -> Method:
    here, there = aligner.left[slice(*step.left)], aligner.right[slice(*step.right)]
    if not here or not there:
        return "label" if any(s.marker is not None for s in (*here, *there)) else "position"
    if _same_id(here, there) and here[0].marker is not None and there[0].marker is not None:
        return "label"
    left, right = aligner.anchors(step.left, step.right)
    shared = (left.numbers & right.numbers).total() + (left.dates & right.dates).total()
    shared += (left.citations & right.citations).total() + (left.symbols & right.symbols).total()
    return "text" if shared + len(left.names & right.names) else "position"


def _same_id(here: Sequence[Segment], there: Sequence[Segment]) -> bool:
    return len(here) == len(there) == 1 and here[0].id == there[0].id and here[0].kind != "masthead"


def _confidence(aligner: Aligner, step: Step, method: Method, differences: int) -> float:
    """Return how sure a pair is: less where lengths or anchors speak against it, or its halves are unsure."""
    here, there = aligner.left[slice(*step.left)], aligner.right[slice(*step.right)]
    confidence = _CONFIDENCE[method]
    if here and there:
        if method != "label" and _same_id(here, there):
            confidence = max(confidence, _COUNTED)
        against = aligner.likeness(step.left, step.right)
        if against > _DOUBTFUL:
            confidence -= min(0.35, 0.07 * (against - _DOUBTFUL))
        confidence -= min(0.15, 0.03 * differences)
    else:
        confidence = min(confidence, 0.9)
    least = min(segment.confidence for segment in (*here, *there))
    return max(confidence, 0.05) * (0.6 + 0.4 * least)


def _of_labels(here: Sequence[Segment], there: Sequence[Segment]) -> Iterator[Difference]:
    if len(here) > 1 or len(there) > 1:
        yield Difference(kind="merged", left=_ids(here), right=_ids(there))
    elif here[0].id != there[0].id and _numbers_differ(here[0], there[0]):
        yield Difference(kind="label", left=here[0].id, right=there[0].id)


def _numbers_differ(here: Segment, there: Segment) -> bool:
    """Tell whether two segments bear other numbers; what they stand under has a pair of its own."""
    if here.marker is None or there.marker is None:
        return here.marker is not there.marker
    return here.marker.ordinal != there.marker.ordinal


def _ids(segments: Sequence[Segment]) -> str:
    return " + ".join(segment.id for segment in segments)


def _side(segments: Sequence[Segment]) -> Side | None:
    if not segments:
        return None
    texts = (s.heading if s.text is None else s.text for s in segments)
    return Side(id=_ids(segments), language=segments[0].language, text=" ".join(text or "" for text in texts))
