"""Segments as HTML: text with what it means marked, facts, its lines before and after repair, why its number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from unodc_parse.arabic.chardata import RTL_LETTER
from unodc_parse.export.html import escape_text, show_text
from unodc_parse.inspector.inspection import Inspection, Shown
from unodc_parse.inspector.repairs import lines_summary, lines_tree
from unodc_parse.inspector.trees import Tree
from unodc_parse.inspector.weighing import is_weighed, readings_tree
from unodc_parse.language.leaders import entries_of
from unodc_parse.model import Direction, Segment, Span

_DEEPEST = 4
_STRONGEST = 6
_LATIN = re.compile("[A-Za-z]")


def segments_html(inspection: Inspection) -> str:
    """Return all segments, in reading order, as the items of a list."""
    return "".join(map(_item, inspection.shown))


def folded_trees(inspection: Inspection) -> dict[str, dict[str, Tree]]:
    """Return what stands in the details of every segment: its lines, and why its number."""
    folded: dict[str, dict[str, Tree]] = {}
    for shown in inspection.shown:
        lines = {"lines": lines_tree(shown)} if lines_summary(shown) else {}
        folded[shown.key] = lines | ({"why": readings_tree(shown)} if is_weighed(shown) else {})
    return {key: trees for key, trees in folded.items() if trees}


def _item(shown: Shown) -> str:
    segment = shown.segment
    flags = ["doubtful"] * shown.doubtful + ["repaired"] * shown.repaired
    page = segment.sources[0].page if segment.sources else None
    name = f"<span class=id title='confidence {segment.confidence:.2f}'>{show_text(segment.id)}</span>"
    where = f"<span class=page>p. {page}</span>" if page is not None else ""
    said = lines_summary(shown)
    lines = f"<details class=lines><summary tabindex=-1>{said}</summary></details>" if said else ""
    why = "<details class=why><summary tabindex=-1>why this number</summary></details>" if is_weighed(shown) else ""
    notes = f"{_facts(shown)}{lines}{why}"
    body = f"{_text(segment)}{f'<div class=notes lang=en>{notes}</div>' if notes else ''}"
    return (
        f'<li id={shown.key} class="segment zone {shown.zone} {segment.kind} depth{min(segment.depth, _DEEPEST)}'
        f'{"".join(f" {flag}" for flag in flags)}" tabindex=-1>'
        f"<div class=gutter dir=ltr>{name}{where}</div>"
        f"<div class=content>{body}</div></li>\n"
    )


def _text(segment: Segment) -> str:
    """Return the text as it was printed: marker, heading, text; or the rows of a table."""
    tongue = f'lang="{escape_text(segment.language)}" dir={_direction(segment)}'
    if segment.rows is not None:
        rows = "".join(
            f"<tr>{''.join(f'<td dir=auto>{show_text(cell)}</td>' for cell in row)}</tr>" for row in segment.rows
        )
        return f"<div class=wide><table class=text {tongue}>{rows}</table></div>"
    marker = f"<span class=marker>{show_text(segment.marker.raw)}</span> " if segment.marker else ""
    heading = show_text(segment.heading) if segment.heading else ""
    text = _body(segment) if segment.text else ""
    tag = f"h{min(segment.depth + 1, _DEEPEST)}" if segment.heading and not segment.text else "p"
    return f"<{tag} class=text {tongue}>{marker}{' '.join(filter(None, (heading, text)))}</{tag}>"


def _body(segment: Segment) -> str:
    """Return the text with what it means marked; the entries of a table of contents, a line each."""
    if segment.id == "contents":
        return "<br>".join(map(show_text, entries_of(segment.text or "")))
    return _marked(segment.text or "", _meant(segment))


def _direction(segment: Segment) -> Direction:
    """Return the direction of the letters that there are: mastheads hold lines of another language."""
    text = f"{segment.marker.raw if segment.marker else ''}{segment.heading or ''}{segment.text or ''}"
    return "ltr" if _LATIN.search(text) and not RTL_LETTER.search(text) else segment.direction


def _meant(segment: Segment) -> list[tuple[Span, str]]:
    """Return what is marked in the text, the more important first."""
    spans: list[tuple[Span, str]] = [(one.span, "addressee") for one in segment.addressees if one.span]
    text, cue = segment.text or "", segment.modality.cue if segment.modality else ""
    at = text.find(cue) if cue else -1
    spans += [((at, at + len(cue)), "cue")] if at >= 0 else []
    spans += [(one.span, "citation") for one in segment.citations]
    return spans + [(one.span, "date") for one in segment.dates]


def _marked(text: str, spans: Sequence[tuple[Span, str]]) -> str:
    """Return `text` with spans marked; of two that overlap the first in `spans` is."""
    taken: list[tuple[Span, str]] = []
    for (start, end), kind in spans:
        if start < end and all(end <= other[0] or start >= other[1] for other, _ in taken):
            taken.append(((start, end), kind))
    parts, last = list[str](), 0
    for (start, end), kind in sorted(taken):
        parts += (show_text(text[last:start]), f"<span class={kind}>{show_text(text[start:end])}</span>")
        last = end
    return "".join((*parts, show_text(text[last:])))


# ------------------------------------------------------------------------------------------------------- the facts


def _facts(shown: Shown) -> str:
    facts = list(_each_fact(shown))
    return f"<ul class=facts>{''.join(facts)}</ul>" if facts else ""


def _each_fact(shown: Shown) -> Iterator[str]:
    segment = shown.segment
    if segment.role is not None:
        yield f"<li class=role>{segment.role}</li>"
    elif segment.kind in ("footnote", "table", "masthead", "furniture", "annex"):
        yield f"<li class=kind>{'running head or foot' if segment.kind == 'furniture' else segment.kind}</li>"
    if segment.continued:
        yield "<li>continued</li>"
    if segment.confidence < 1 and shown.doubtful:
        yield f"<li class=doubt>{int(segment.confidence * 100)} % sure</li>"
    yield from _meaning(segment)


def _meaning(segment: Segment) -> Iterator[str]:
    if segment.modality is not None:
        strength = segment.modality.strength
        dots = "●" * strength + "○" * (_STRONGEST - strength)
        yield (
            f"<li class=strength title='strength {strength} of {_STRONGEST}'><span aria-hidden=true>{dots}</span> "
            f"<span class=unseen>strength {strength} of {_STRONGEST}</span></li>"
        )
    for addressee in segment.addressees:
        yield f"<li class=whom>→ {show_text(addressee.id.replace('_', ' '))}</li>"
    counted = Counter(" ".join(filter(None, (s.count_class, s.stance))) for s in segment.statements)
    for said, times in counted.items():
        yield f"<li>{show_text(said)}{f' ×{times}' if times > 1 else ''}</li>"
    for note in segment.notes:
        yield f"<li class=note>{show_text(note)}</li>"
