"""Aspect: whether what is asked for goes on, grows, or is new; read from the verbs that the cue governs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from unodc_parse.language.phrases import READINGS
from unodc_parse.language.wording import Marked, Wording
from unodc_parse.meaning.modality import Hit
from unodc_parse.meaning.sentences import Sentence

_COMMAS: Final = frozenset(",،")
_ASIDE: Final = 14


def find_aspects(marked: Marked, wording: Wording, hits: Sequence[Hit], sentences: Sequence[Sentence]) -> list[str]:
    """Return the aspects of the verbs that stand where a cue governs them, in the order of the text."""
    found: list[str] = []
    previous_end = -1
    for aspect in marked.of("aspect"):
        sentence = next((s for s in sentences if s.start <= aspect.first < s.end), None)
        governed = sentence is not None and any(
            hit.strength > 0 and sentence.start <= hit.first < aspect.first for hit in hits
        )
        if governed and (aspect.first == previous_end or _is_verb(marked, wording, aspect.first, hits)):
            found.append(aspect.value.id)
            previous_end = aspect.end
    return found


def _is_verb(marked: Marked, wording: Wording, at: int, hits: Sequence[Hit]) -> bool:
    """Tell whether a verb can stand here: behind a cue, "to" or «أن», or the addressee."""
    before = at - 1
    while marked.words.key(before) in wording.sets["grammar.adverbs"] or marked.words.key(before) in _COMMAS:
        before -= 1
    if marked.words.key(at - 1) in _COMMAS:  # "should, on the basis of shared responsibility, set up"
        opening = next((i for i in range(at - 2, max(at - _ASIDE, -1), -1) if marked.words.key(i) in _COMMAS), None)
        if opening is not None and any(hit.end == opening for hit in hits):
            return True
    hedges = {hedge.end - 1 for hedge in marked.of("hedge")}
    if before in hedges:
        return True
    if any(hit.end - 1 == before for hit in hits):
        return True
    word = marked.words.key(before)
    readings = READINGS[wording.language](word) if wording.language in READINGS else (("", word),)
    if any(rest in wording.sets["grammar.to"] for _, rest in readings):
        return True
    if any(party.end - 1 == before for party in marked.of("party")) and wording.language == "en":
        return True
    return marked.words.key(before) in wording.sets["grammar.joins"] and wording.language == "en"
