"""Statistics from the user's own clean documents: which of them are clean, and what is learned from these."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from unodc_parse.arabic.chardata import LETTERS_OF_ARABIC
from unodc_parse.arabic.learn import learn_own
from unodc_parse.errors import InputError
from unodc_parse.model import Reading
from unodc_parse.options import Options
from unodc_parse.pipeline import DEFAULTS, join_text, read

_WORD: Final = re.compile(f"[{LETTERS_OF_ARABIC}]{{2,}}")
#: A line of fewer Arabic words is no sentence to learn from.
_FEW_WORDS: Final = 2
#: Below this confidence a line may be wrong; a document with more such lines than this share is not clean.
_SURE: Final = 0.9
_DOUBTFUL: Final = 0.02
#: Words from which on there is something to learn, and letters from which on more are left out for the memory's sake.
_LEAST_WORDS: Final = 200
_MOST_LETTERS: Final = 4_000_000


class Lesson(Struct, frozen=True, kw_only=True):
    """What was learned: the model as a file holds it, words read, and bits a letter before and after.

    Bits were measured on documents or sentences that were left out for it.
    """

    model: bytes
    documents: int
    words: int
    bits_before: float
    bits_after: float


def read_clean(data: bytes, options: Options = DEFAULTS, *, name: str) -> tuple[str, ...]:
    """Return the Arabic paragraphs of a document that is clean enough to learn from.

    Raises:
        InputError: it cannot be read, holds too little Arabic, or much of it is in doubt.
    """
    reading = read(data, options, name=name)
    if _share_in_doubt(reading) > _DOUBTFUL:
        raise InputError(f"{name}: its text is in doubt itself; learn from clean copies, from PDFs for example")
    paragraphs = join_text(reading, options).splitlines()
    sentences = tuple(line for line in paragraphs if len(_WORD.findall(line)) >= _FEW_WORDS)
    if not sentences:
        raise InputError(f"{name}: no Arabic sentence in it; learn from Arabic reports")
    return sentences


def _share_in_doubt(reading: Reading) -> float:
    lines = [line for page in reading.pages for line in page.lines if _WORD.search(line.raw)]
    return sum(line.confidence < _SURE for line in lines) / max(1, len(lines))


def learn_from(documents: list[tuple[str, ...]]) -> Lesson:
    """Make a language model of clean documents, on top of the shipped one; the same documents give the same bytes.

    Raises:
        InputError: there is too little to learn from.
    """
    chosen: list[tuple[str, ...]] = []
    letters = 0
    for sentences in documents:
        letters += sum(map(len, sentences))
        if chosen and letters > _MOST_LETTERS:
            break
        chosen.append(sentences)
    words = sum(len(_WORD.findall(line)) for sentences in chosen for line in sentences)
    if words < _LEAST_WORDS:
        raise InputError(f"only {words} Arabic words to learn from; give more clean reports of the series")
    learned = learn_own(chosen)
    return Lesson(
        model=learned.model,
        documents=len(chosen),
        words=words,
        bits_before=learned.bits_before,
        bits_after=learned.bits_after,
    )
