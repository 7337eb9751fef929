"""Statements: who said what in a paragraph of deliberations.

A statement opens with a speaker and a verb of saying ("Several speakers noted", «أعرب أحد المتكلمين»), or with a
passive that names nobody ("it was noted", «أُشير»), and goes on to where the next one opens: sentences that go on with
the same speaker ("He added", "They also noted") belong to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from unodc_parse.language.wording import Marked, Wording
from unodc_parse.meaning.sentences import Sentence
from unodc_parse.meaning.speakers_ar import ArabicSpeakers
from unodc_parse.meaning.speakers_en import EnglishSpeakers
from unodc_parse.meaning.voices import Opening
from unodc_parse.model import CountClass, Stance, Statement
from unodc_parse.values import Value


class _Open(Value, frozen=True):
    start: int
    opening: Opening


def find_statements(marked: Marked, wording: Wording, sentences: Sequence[Sentence]) -> tuple[Statement, ...]:
    """Find the statements of a deliberation paragraph, first to last; they do not overlap."""
    speakers = (ArabicSpeakers if wording.language == "ar" else EnglishSpeakers)(marked, wording)
    opened: list[_Open] = []
    for sentence in sentences:
        previous = opened[-1].opening if opened else None
        for number, opening in enumerate(speakers.openings(sentence, previous)):
            start = sentence.start if number == 0 else opening.start
            opened.append(_Open(start, opening))
    ends = [*(one.start for one in opened[1:]), len(marked.words.keys)]
    return tuple(_statement(one, end, marked) for one, end in zip(opened, ends, strict=False))


def _statement(one: _Open, end: int, marked: Marked) -> Statement:
    opening, words = one.opening, marked.words
    start, stop = words.spans[one.start][0], words.spans[end - 1][1]
    return Statement(
        count_class=cast("CountClass", opening.count),
        speaker=opening.speaker,
        verb=opening.verb,
        stance=cast("Stance | None", opening.stance),
        span=(start, stop),
    )
