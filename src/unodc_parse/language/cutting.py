"""A text cut into folded words, each chunk between spaces looked up: most chunks of a report come again."""

from __future__ import annotations

import re
from typing import Final

from unodc_parse.language.lexicon import DROPPED, UNIFIED
from unodc_parse.model import Span

#: A number with its slashes and points ("26/4", "18.3"), a word with its hyphens, or one sign. Latin letters begin a
#: word of their own: «وE/2020/1» is «و» and a symbol.
_LATIN: Final = "a-z\u00c0-\u024f"
_WORD: Final = re.compile(
    rf"\d+(?:[./]\d+)*|[{_LATIN}]+(?:[-'][{_LATIN}]+)*|[^\W\d_{_LATIN}]+(?:[-'][^\W\d_{_LATIN}]+)*|\S"
)

#: A folded word, and where it starts and ends in its chunk.
_Part = tuple[str, int, int]
#: Longer chunks are not kept, and no more than so many.
_LONGEST: Final = 40
_MOST: Final = 1 << 14
_KNOWN: Final[dict[str, list[_Part]]] = {}


def cut_words(text: str) -> tuple[list[str], list[Span]]:
    """Return the folded words of a text, first to last, and the span of each in it; no word holds a space."""
    keys: list[str] = []
    spans: list[Span] = []
    at = 0
    for chunk in text.split():
        at = text.find(chunk, at)
        parts = _KNOWN.get(chunk)
        if parts is None:
            parts = _parts(chunk)
        for key, start, end in parts:
            keys.append(key)
            spans.append((at + start, at + end))
        at += len(chunk)
    return keys, spans


def _parts(chunk: str) -> list[_Part]:
    """Cut a chunk, and keep what it is cut into."""
    if len(chunk) > _LONGEST:
        return _cut(chunk)
    if len(_KNOWN) >= _MOST:
        _KNOWN.clear()
    parts = _KNOWN[chunk] = _cut(chunk)
    return parts


def _cut(chunk: str) -> list[_Part]:
    dropped = [match.start() for match in DROPPED.finditer(chunk)]
    kept = DROPPED.sub("", chunk) if dropped else chunk
    folded = kept.translate(UNIFIED).lower()
    if len(folded) != len(kept):  # a few letters have a lower case of two characters
        folded = "".join([c.lower()[:1] for c in kept.translate(UNIFIED)])
    parts = [(match[0], match.start(), match.end()) for match in _WORD.finditer(folded)]
    return _originals(parts, dropped) if dropped else parts


def _originals(parts: list[_Part], dropped: list[int]) -> list[_Part]:
    """Return words with where they stood before characters were dropped; marks belong to their letter.

    `parts` rise and do not overlap; `dropped` are the offsets of the dropped characters, rising.
    """
    found: list[_Part] = []
    passed, count = 0, len(dropped)
    for key, start, end in parts:
        while passed < count and dropped[passed] - passed <= start:
            passed += 1
        first = start + passed
        while passed < count and dropped[passed] - passed <= end:
            passed += 1
        found.append((key, first, end + passed))
    return found


def touches(keys: list[str], spans: list[Span], at: int) -> bool:
    """Tell whether the word at `at` is printed together with letters or digits before it: "1961bis"."""
    if not 0 < at < len(keys) or spans[at - 1][1] != spans[at][0]:
        return False
    before = keys[at - 1]
    return keys[at][0].isalnum() and (before[-1].isalnum() or before == ")")
