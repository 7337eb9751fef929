"""What a report's segments mean: addressees, modality, citations, dates, bodies, statements.

Citations, dates and bodies are read in every segment with text; addressees and modality in recommendations and
decisions, in the sentences that introduce them, in their sub-items, and in the numbered paragraphs of resolutions;
statements in deliberations.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from unodc_parse.language.lexicon import Lexicon, contains_phrase, fold, load
from unodc_parse.language.wording import Marked, Wording, has_wording, load_wording
from unodc_parse.meaning.addressees_ar import ArabicAddressees
from unodc_parse.meaning.addressees_en import EnglishAddressees
from unodc_parse.meaning.aspects import find_aspects
from unodc_parse.meaning.citations import find_citations
from unodc_parse.meaning.context import Context, context_of, organs
from unodc_parse.meaning.dates import read_dates
from unodc_parse.meaning.modality import CueFinder, read_modality
from unodc_parse.meaning.references import ReferenceIndex, find_references
from unodc_parse.meaning.sentences import Sentence, sentences
from unodc_parse.meaning.statements import find_statements
from unodc_parse.model import BodyMention, Citation, Role, Segment

_DIRECTING: frozenset[Role | None] = frozenset({"recommendation", "decision"})
_UNITS = frozenset({"paragraph", "item", "subitem"})


def add_meaning(
    segments: Iterable[Segment],
    symbols: Sequence[str],
    language: str,
    files: tuple[str, ...] = (),
    *,
    is_resolution: bool = False,
) -> tuple[Segment, ...]:
    """Return the segments with what they mean; of `segments`, gone through once, an iterator holds nothing any more.

    `symbols` are the document's; `files` are lexicons of users. In a resolution all numbered paragraphs direct.

    Raises:
        OptionsError: a lexicon file is wrong.
    """
    if not has_wording(language):
        return tuple(segments)
    wording = load_wording(language, files)
    context = context_of(symbols)
    held = list(segments)
    directing = _directing(held, load(language), is_resolution=is_resolution)
    index = ReferenceIndex(held)
    for at, segment in enumerate(held):  # in their places, since a long report has many
        held[at] = _enrich(segment, wording, context, directs=segment.id in directing)
    _inherit(held)
    return tuple(_with_targets(segment, index, load(language)) for segment in held)


def _directing(segments: Sequence[Segment], lexicon: Lexicon, *, is_resolution: bool) -> frozenset[str]:
    """Return the ids of what directs: recommendations and decisions, what introduces them, what is under them."""
    by_id = {segment.id: segment for segment in segments}
    ids = {s.id for s in segments if s.role in _DIRECTING or (is_resolution and s.marker is not None)}
    above = {s.parent for s in segments if s.id in ids and s.kind in ("item", "subitem") and s.parent in by_id}
    below = {s.id for s in segments if s.kind in ("item", "subitem") and s.parent in ids}
    deeper = {s.id for s in segments if s.kind in ("item", "subitem") and s.parent in below}
    wanted = ids | above | below | deeper
    return frozenset(
        s.id
        for s in segments
        if s.id in wanted and s.kind in _UNITS and s.role != "deliberation" and not _only_introduces(s, lexicon)
    )


def _only_introduces(segment: Segment, lexicon: Lexicon) -> bool:
    """Tell whether a sentence says that recommendations or decisions follow: it directs nobody itself."""
    phrases = (*lexicon.roles.introduces_recommendations, *lexicon.roles.introduces_decisions)
    return segment.role is None and contains_phrase(fold(segment.text or ""), phrases)


def _enrich(segment: Segment, wording: Wording, context: Context, *, directs: bool) -> Segment:
    if not segment.text:
        return segment
    context.begin_segment()
    marked = wording.mark(segment.text)
    for party in marked.of("party"):
        context.name_body(party.value)
    changed = msgspec.structs.replace(
        segment,
        citations=find_citations(marked, wording, context),
        dates=read_dates(segment.text, wording),
        bodies=_bodies(marked, context),
        lemmas=wording.lemmas(marked.words),
    )
    if directs:
        return _directed(changed, marked, wording, context)
    if segment.role == "deliberation":
        return msgspec.structs.replace(
            changed, statements=find_statements(marked, wording, _sentences(marked, wording))
        )
    return changed


def _sentences(marked: Marked, wording: Wording) -> list[Sentence]:
    return sentences(marked.words, wording.sets["grammar.abbreviations"])


def _directed(segment: Segment, marked: Marked, wording: Wording, context: Context) -> Segment:
    parts = _sentences(marked, wording)
    hits = CueFinder(marked, wording).find(parts)
    finder = (ArabicAddressees if wording.language == "ar" else EnglishAddressees)(marked, wording, context)
    return msgspec.structs.replace(
        segment,
        addressees=finder.find(hits, parts),
        modality=read_modality(marked, hits, find_aspects(marked, wording, hits, parts)),
    )


def _bodies(marked: Marked, context: Context) -> tuple[BodyMention, ...]:
    """Return the bodies that are named."""
    found = []
    for party in marked.of("party"):
        if party.value not in organs():
            continue
        meant = context.resolve(party.value)
        if meant is not None:
            start, end = marked.words.span_after(party.clitics, party.first, party.end)
            found.append(BodyMention(id=meant, text=marked.words.text[start:end], span=(start, end)))
    return tuple(found)


def _inherit(segments: list[Segment]) -> None:
    """Give the items of an introduced list what their introduction says, where they say nothing themselves.

    "The Working Group recommended that States parties: (a) Strengthen …" addresses States parties in every item.
    """
    by_id: dict[str, Segment] = {}
    for at, segment in enumerate(segments):
        parent = by_id.get(segment.parent or "")
        if segment.kind in ("item", "subitem") and parent is not None and segment.role != "deliberation":
            segment = _with_parents(segment, parent)  # noqa: PLW2901 -- the enriched one stands for it from here on
        by_id[segment.id] = segments[at] = segment


def _with_parents(segment: Segment, parent: Segment) -> Segment:
    opens_list = (parent.text or "").rstrip().endswith((":", ","))
    if segment.modality is not None or parent.modality is None or parent.modality.strength == 0 or not opens_list:
        return segment
    addressees = tuple(msgspec.structs.replace(one, span=None) for one in parent.addressees)
    return msgspec.structs.replace(segment, modality=parent.modality, addressees=segment.addressees or addressees)


def _with_targets(segment: Segment, index: ReferenceIndex, lexicon: Lexicon) -> Segment:
    """Give the paragraphs of this document that are cited ("paragraph 12 above") the ids of their segments."""
    if not any(citation.kind == "paragraph" for citation in segment.citations):
        return segment
    targets: dict[int, str] = {}
    for reference in find_references(segment, index, lexicon):
        start, end = reference.span
        cited = [
            at
            for at, c in enumerate(segment.citations)
            if c.kind == "paragraph" and start < c.span[1] and c.span[0] < end
        ]
        if len(cited) in (1, len(reference.ids)):
            targets |= dict(zip(cited, reference.ids, strict=False))
    citations = (_targeted(citation, targets.get(at)) for at, citation in enumerate(segment.citations))
    return msgspec.structs.replace(segment, citations=tuple(citations))


def _targeted(citation: Citation, target: str | None) -> Citation:
    return citation if target is None else msgspec.structs.replace(citation, target=target)
