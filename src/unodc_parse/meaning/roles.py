"""Roles: which segments are recommendations, deliberations, decisions (contract, "Roles").

A role stands on the unit itself: the sentence that introduces a list, the sub-items of a recommendation, and the items
under a deliberation or decision paragraph have none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

import msgspec

from unodc_parse.language.data_files import load_label_words
from unodc_parse.language.lexicon import (
    Lexicon,
    Roles,
    contains_phrase,
    fold,
    folded_phrases,
    load,
    names_numbered_text,
    opens_with,
    phrase_pattern,
)
from unodc_parse.model import Role, Segment


def assign_roles(segments: Sequence[Segment], lexicon: Lexicon) -> tuple[Segment, ...]:
    """Return the segments with their roles."""
    by_id = {segment.id: segment for segment in segments}
    parents = {segment.parent for segment in segments if segment.kind in {"item", "subitem"}}
    heralds = {before.id for before, after in pairwise(segments) if _heralds(before, after, lexicon)}
    announced = _announced(segments, lexicon)
    boxed = _boxed(segments, lexicon)
    own = [s for s in segments if s.id not in boxed and s.id not in heralds]
    roles: dict[str, Role | None] = dict.fromkeys(heralds) | {
        s.id: _role(s, by_id, parents, announced, lexicon) for s in own
    }
    found = ((s, roles.get(s.id, "recommendation"), _label(s, boxed)) for s in segments)
    return tuple(
        s if role is s.role and label is s.label else msgspec.structs.replace(s, role=role, label=label)
        for s, role, label in found
    )


def _label(segment: Segment, boxed: Mapping[str, str]) -> str:
    """Return a segment's label, with the number of a recommendation that bears no other: "II.A Recommendation 4"."""
    number = boxed.get(segment.id) if segment.marker is None else None
    if number is None:
        return segment.label
    return f"{segment.label} {load_label_words().recommendation} {number}".strip()


def assign_decisions(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Return the segments of a resolution with their roles: its numbered paragraphs outside annexes are decisions."""
    annexes = {segment.id for segment in segments if segment.kind == "annex"}
    inside: set[str] = set(annexes)
    decided = []
    for segment in segments:
        if segment.parent in inside:
            inside.add(segment.id)
        operative = segment.kind == "paragraph" and segment.marker is not None and segment.id not in inside
        decided.append(
            msgspec.structs.replace(segment, role="decision") if operative and segment.role is None else segment
        )
    return tuple(decided)


def _heralds(before: Segment, after: Segment, lexicon: Lexicon) -> bool:
    """Tell whether a paragraph introduces what stands under the heading after it."""
    if after.kind != "heading":
        return False
    announces = contains_phrase(fold(before.text or ""), lexicon.roles.introduces_recommendations)
    return _ends_in_colon(before) or (
        before.kind == "paragraph" and announces and _is_numbered(after.text or "", lexicon)
    )


def _ends_in_colon(segment: Segment) -> bool:
    """Tell whether a paragraph introduces what follows: draft texts below their own headings, say."""
    return segment.kind == "paragraph" and (segment.text or "").rstrip().endswith(":")


def _announced(segments: Sequence[Segment], lexicon: Lexicon) -> dict[str, Role]:
    """Return, by segment id, the role that the nearest heading above it announces.

    An unnumbered or numbered sub-heading speaks for the segments after it in the same section; a section's own
    heading for everything in it.
    """
    own: dict[str, Role] = {}
    local: dict[str | None, Role | None] = {}
    result: dict[str, Role] = {}
    drafts: dict[str | None, bool] = {}
    for before, segment in zip((None, *segments), segments, strict=False):
        title = segment.heading or segment.text or "" if _is_heading(segment) else ""
        said = heading_role(title, lexicon) if title and not _is_numbered(title, lexicon) else None
        said = said or (_scattered_role(title, lexicon) if segment.repair else None)
        inherited = own.get(segment.parent or "") or result.get(segment.parent or "")
        if segment.kind == "heading":
            if said:
                local[segment.parent] = said
                drafts[segment.parent] = _heads_text(fold(title), lexicon)
            elif drafts.get(segment.parent) and before is not None and before.kind != "heading":
                local[segment.parent] = None  # in a draft text a heading of its own, of an agenda, say
                drafts[segment.parent] = False
            continue
        role = said or local.get(segment.parent, inherited)
        if role:
            result[segment.id] = role
        if _is_heading(segment) and role:
            own[segment.id] = role
    return result


def _boxed(segments: Sequence[Segment], lexicon: Lexicon) -> dict[str, str]:
    """Return, by id, the numbers of recommendations that bear one of their own: "Recommendation 4", in a box or run in.

    In a box the number stands as a heading above the recommendation; what follows further down is not in the box.
    """
    found: dict[str, str] = {}
    pattern = _numbered_pattern(lexicon.language)
    for before, segment in pairwise((None, *segments)):
        if segment is None or segment.kind != "paragraph" or (segment.text or "").rstrip().endswith(":"):
            continue
        above = pattern.fullmatch(fold(before.text or "")) if before is not None and before.kind == "heading" else None
        run_in = pattern.match(fold((segment.text or "")[:40]))
        if run_in is not None and run_in.end() >= len(segment.text or ""):
            run_in = None
        if number := above or run_in:
            found[segment.id] = number[1].upper()
    return found


def _is_numbered(title: str, lexicon: Lexicon) -> bool:
    """Tell whether a heading is the number of one recommendation, and nothing else."""
    return _numbered_pattern(lexicon.language).fullmatch(fold(title)) is not None


@cache
def _numbered_pattern(language: str) -> re.Pattern[str]:
    phrases = "|".join(map(re.escape, folded_phrases(load(language).roles.numbered_recommendation)))
    return re.compile(rf"(?:{phrases})\s+(?:no\.?\s+)?(\d{{1,3}}|[ivxl]+)(?:\s?[.:\-]|$)\s*")


def _is_heading(segment: Segment) -> bool:
    return segment.kind in {"section", "subsection", "heading", "annex"}


def heading_role(heading: str, lexicon: Lexicon) -> Role | None:
    """Tell what a heading announces.

    >>> from unodc_parse.language.lexicon import load
    >>> heading_role("ملخَّص المداولات", load("ar")), heading_role("Organization of the meeting", load("en"))
    ('deliberation', None)
    """
    folded = fold(heading)
    headings = lexicon.headings
    if phrase_pattern(headings.deliberation_alone).fullmatch(folded) or is_headed(folded, headings.deliberation):
        return "deliberation"
    if phrase_pattern(headings.decision_alone).fullmatch(folded):
        return "decision"
    if is_headed(folded, lexicon.headings.decision) or _heads_text(folded, lexicon):
        return "decision"
    if is_headed(folded, lexicon.headings.recommendation):
        return "recommendation"
    return None


def _heads_text(folded: str, lexicon: Lexicon) -> bool:
    """Tell whether a heading opens a text that a body adopts: "Draft decision II", "Resolution 68/1"."""
    return opens_with(folded, lexicon.headings.restart) or names_numbered_text(folded, lexicon.language)


def _scattered_role(heading: str, lexicon: Lexicon) -> Role | None:
    """Tell what a damaged heading announces by its letters alone, in whatever order.

    Or by the phrase that it opens with, behind letters that were left of its marker: «ساداسمشروع قرار».
    """
    whole = fold(heading).replace(" ", "")
    texts = (phrase for phrase in lexicon.headings.restart if len(phrase) > _LONGEST_REMNANT)
    if any(0 <= whole.find(fold(phrase).replace(" ", "")) <= _LONGEST_REMNANT for phrase in texts):
        return "decision"
    return _roles_by_letters(lexicon.language).get(_letters(heading))


#: Letters of the longest ordinal («السابع عشر» aside): what may be left of a heading's marker.
_LONGEST_REMNANT: Final = 7


def _letters(text: str) -> str:
    return "".join(sorted(c for c in fold(text) if c.isalpha()))


@cache
def _roles_by_letters(language: str) -> dict[str, Role]:
    headings = load(language).headings
    said: tuple[tuple[Role, tuple[str, ...]], ...] = (
        ("recommendation", headings.recommendation),
        ("decision", (*headings.decision, *headings.decision_alone)),
        ("deliberation", (*headings.deliberation, *headings.deliberation_alone)),
    )
    return {_letters(phrase): role for role, phrases in said for phrase in phrases}


def is_headed(folded: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether a heading is about one of `phrases`: it opens or ends with it, and does not merely mention it.

    >>> is_headed("conclusions and recommendations", ("recommendations",))
    True
    >>> is_headed("follow-up to the recommendations of the panel on prices", ("recommendations",))
    False
    """
    if opens_with(folded, phrases):
        return True
    pattern = phrase_pattern(phrases)
    return any(match.end() == len(folded) for match in pattern.finditer(folded)) and len(folded.split()) <= _SHORT


_SHORT: Final = 6


def _role(
    segment: Segment,
    by_id: dict[str, Segment],
    parents: set[str | None],
    announced: dict[str, Role],
    lexicon: Lexicon,
) -> Role | None:
    if segment.kind not in {"paragraph", "item"} or segment.marker is None:
        return None
    folded = fold(segment.text or "")
    parent = by_id.get(segment.parent or "")
    if segment.kind == "item":
        return _item_role(segment, parent, announced, lexicon)
    introduces = (
        segment.id in parents
        and (_introduces(segment) or contains_phrase(folded, lexicon.roles.introduces_recommendations))
        and not _names_topics(folded, lexicon)
    )
    role = announced.get(segment.id)
    if role == "recommendation":
        return None if introduces or _tells_what_was_done(segment.text or "", lexicon) else role
    listed = segment.id in parents or _introduces(segment)
    if role == "decision" and listed and contains_phrase(folded, lexicon.roles.introduces_decisions):
        return None
    if role is None and not introduces and opens_with(folded, lexicon.roles.recommends):
        return "recommendation"
    return role


_QUOTED: Final = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"")


def _tells_what_was_done(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a paragraph reports proceedings ("At its 2nd meeting, the Group met …") or concern, not advice.

    The title of an agenda item that it quotes ("… entitled “Recommendations of …”") says nothing.
    """
    roles = lexicon.roles
    folded = fold(_QUOTED.sub(" ", text))
    if opens_with(folded, roles.proceedings) and not contains_phrase(folded, roles.recommending):
        return True
    return _observes(text, lexicon) or _narrates(folded, lexicon)


def _narrates(folded: str, lexicon: Lexicon) -> bool:
    """Tell whether a paragraph says how things are ("There has been progress …"), and nothing that is to be done."""
    roles = lexicon.roles
    told = opens_with(folded, roles.narrating)
    if roles.stating:
        told = _states(folded.partition(". ")[0], roles, anywhere=told)
    return told and not _directs(folded, roles)


def _states(sentence: str, roles: Roles, *, anywhere: bool) -> bool:
    """Tell whether a sentence has a verb that says how things are, outside clauses such as "that are narrow".

    A sentence may open as instructions do, too ("Train pilots who are young", "Make sure that ports are safe"): then no
    clause may begin before the verb. `anywhere`, where the opening shows that it does not.
    """
    for match in phrase_pattern(roles.stating).finditer(sentence):
        before = sentence[: match.start()].replace(",", " ").split()
        if before and not set(before[-1:] if anywhere else before) & set(roles.relative):
            return True
    return False


def _directs(folded: str, roles: Roles) -> bool:
    """Tell whether a paragraph says anywhere what is to be done, or how much it matters ("is vital")."""
    words = (word for word in (*roles.recommending, *roles.urging, *roles.directing) if word not in roles.naming)
    if contains_phrase(folded, tuple(words)):
        return True
    before = (folded[: match.start()].split()[-1:] for match in phrase_pattern(roles.weighing).finditer(folded))
    return any(words and words[0] not in roles.articles for words in before)


def _observes(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a paragraph says what a body is concerned about or welcomes, and gives no advice."""
    roles = lexicon.roles
    folded = fold(_QUOTED.sub(" ", text))
    advises = contains_phrase(folded, (*roles.recommending, *roles.urging))
    return contains_phrase(folded, roles.observing) and not advises


def _introduces(segment: Segment) -> bool:
    """Tell whether a paragraph introduces a list: it ends in a colon; in scrambled text that may stand anywhere."""
    text = (segment.text or "").rstrip()
    return text.endswith(":") or (segment.repair is not None and ":" in text)


def _names_topics(folded: str, lexicon: Lexicon) -> bool:
    """Tell whether a paragraph introduces a list of topics ("… requests information on:"): it directs by itself."""
    if not folded.endswith(":"):
        return False
    return any(match.end() == len(folded) - 1 for match in phrase_pattern(lexicon.roles.topics).finditer(folded))


def _item_role(segment: Segment, parent: Segment | None, announced: dict[str, Role], lexicon: Lexicon) -> Role | None:
    """An item is a recommendation where its list is introduced as such, or stands under such a heading."""
    if parent is None or parent.kind != "paragraph":
        return announced.get(segment.id) if parent is not None and _is_heading(parent) else None
    text = fold(parent.text or "")
    if contains_phrase(text, lexicon.roles.introduces_recommendations):
        return "recommendation"
    if contains_phrase(text, lexicon.roles.introduces_decisions):
        return "decision"
    if _names_topics(text, lexicon) or not _introduces(parent):
        return None
    if announced.get(parent.id) == "recommendation":
        return None if _observes(parent.text or "", lexicon) else "recommendation"
    return "recommendation" if opens_with(text, lexicon.roles.recommends) else None
