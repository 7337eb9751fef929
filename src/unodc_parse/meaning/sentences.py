"""Sentences and their parts: stretches of words that no full stop or semicolon divides."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from unodc_parse.language.phrases import Words

_ENDS: Final = frozenset("؛;?!؟")


class Sentence(Struct, frozen=True):
    """Words `[start, end)`, without the mark that ends them."""

    start: int
    end: int


def sentences(words: Words) -> list[Sentence]:
    """Divide words into sentences. A full stop before a small letter or a number ends none ("paras. 5", "Mr.").

    >>> from unodc_parse.language.phrases import cut
    >>> [words.printed(s.start, s.end) for words in [cut("See paras. 5 and 6. It did; they did not.")]
    ...  for s in sentences(words)]
    ['See paras. 5 and 6', 'It did', 'they did not']
    """
    found: list[Sentence] = []
    start = 0
    for at, key in enumerate(words.keys):
        if key in _ENDS or (key == "." and _ends(words, at)):
            if at > start:
                found.append(Sentence(start, at))
            start = at + 1
    if start < len(words.keys):
        found.append(Sentence(start, len(words.keys)))
    return found


def _ends(words: Words, at: int) -> bool:
    if at + 1 >= len(words.keys):
        return True
    following = words.text[words.spans[at + 1][0]]
    return not (following.islower() or following.isdecimal() or following in ",)")
