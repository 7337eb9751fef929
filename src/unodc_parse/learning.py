"""Statistics from the user's own clean documents: which of them are clean, and what is learned from these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from unodc_parse.arabic.chardata import LETTERS_OF_ARABIC
from unodc_parse.arabic.learn import learn_own
from unodc_parse.arabic.packed import Source
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
#: A document is a copy of another where this share of its phrases, of so many words, stands there. Reports of one
#: series share half of them: their set sentences.
_COPIED: Final = 0.85
_PHRASE: Final = 5
#: Words from which on there is something to learn, and letters from which on more are left out for the memory's sake.
_LEAST_WORDS: Final = 200
_MOST_LETTERS: Final = 4_000_000
_TOO_MANY: Final = f"{_MOST_LETTERS:,} letters are the most that is learned from; name the reports of the series alone"
#: Characters of a name that are kept.
_NAME: Final = 1000


class CleanText(Struct, frozen=True, kw_only=True):
    """A document to learn from: its name and its Arabic paragraphs."""

    name: str
    sentences: tuple[str, ...]


class LeftOut(Struct, frozen=True, kw_only=True):
    """A document that can be read, but not learned from, and why."""

    name: str
    reason: str


class Lesson(Struct, frozen=True, kw_only=True):
    """What was learned: the model as a file holds it, words read, and bits a letter before and after.

    Bits were measured on documents or sentences that were left out for it; `left_out` are those that were too many.
    """

    model: bytes
    documents: int
    words: int
    left_out: tuple[LeftOut, ...]
    bits_before: float
    bits_after: float


def read_clean(data: bytes, options: Options = DEFAULTS, *, name: str) -> CleanText | LeftOut:
    """Return the Arabic paragraphs of a document that is clean enough to learn from.

    Raises:
        InputError: it cannot be read.
    """
    reading = read(data, options, name=name)
    if _share_in_doubt(reading) > _DOUBTFUL:
        return LeftOut(name=name, reason="its text is in doubt itself; learn from clean copies, from PDFs for example")
    paragraphs = join_text(reading, options).splitlines()
    sentences = tuple(line for line in paragraphs if len(_WORD.findall(line)) >= _FEW_WORDS)
    if not sentences:
        return LeftOut(name=name, reason="no Arabic sentence in it; learn from Arabic reports")
    return CleanText(name=name, sentences=sentences)


def drop_copies(documents: Iterable[CleanText]) -> tuple[list[CleanText], list[LeftOut]]:
    """Part documents from copies of others, a draft of a final report for one, which would count twice."""
    kept: list[tuple[CleanText, frozenset[tuple[str, ...]]]] = []
    copies = []
    for document in documents:
        phrases = frozenset(_phrases(document))
        first = next((k for k, known in kept if len(phrases & known) >= _COPIED * len(phrases)), None)
        if first is None:
            kept.append((document, phrases))
        else:
            copies.append(LeftOut(name=document.name, reason=f"nearly all of it stands in {first.name}, too"))
    return [document for document, _ in kept], copies


def _phrases(document: CleanText) -> Iterator[tuple[str, ...]]:
    """Yield the words that follow each other in a document, a few at a time, wherever its lines end."""
    words = [word for line in document.sentences for word in line.split()]
    for start in range(max(1, len(words) - _PHRASE + 1)):
        yield tuple(words[start : start + _PHRASE])


def _share_in_doubt(reading: Reading) -> float:
    lines = [line for page in reading.pages for line in page.lines if _WORD.search(line.raw)]
    return sum(line.confidence < _SURE for line in lines) / max(1, len(lines))


def learn_from(documents: Iterable[CleanText]) -> Lesson:
    """Make a language model of clean documents, on top of the shipped one; the same documents give the same bytes.

    Raises:
        InputError: there is too little to learn from.
    """
    chosen: list[CleanText] = []
    left_out: list[LeftOut] = []
    letters = 0
    for document in documents:
        letters += sum(map(len, document.sentences))
        if chosen and letters > _MOST_LETTERS:
            left_out.append(LeftOut(name=document.name, reason=_TOO_MANY))
        else:
            chosen.append(document)
    sources = [Source(document.name[:_NAME], _words_of(document)) for document in chosen]
    words = sum(source.words for source in sources)
    if words < _LEAST_WORDS:
        few = f"only {words} Arabic words to learn from, and {_LEAST_WORDS} are the least"
        raise InputError(f"{few}; give more clean reports of the series")
    learned = learn_own([document.sentences for document in chosen], sources)
    return Lesson(
        model=learned.model,
        documents=len(chosen),
        words=words,
        left_out=tuple(left_out),
        bits_before=learned.bits_before,
        bits_after=learned.bits_after,
    )


def _words_of(document: CleanText) -> int:
    return sum(len(_WORD.findall(line)) for line in document.sentences)
