"""Sentences and their parts: stretches of words that no full stop or semicolon divides."""

from __future__ import annotations

from typing import Final

from unodc_parse.language.phrases import Words
from unodc_parse.values import Value

_ENDS: Final = frozenset("؛;?!؟")


class Sentence(Value, frozen=True):
    """Words `[start, end)`, without the mark that ends them."""

    start: int
    end: int


def sentences(words: Words, short: frozenset[str] = frozenset()) -> list[Sentence]:
    """Divide words into sentences.

    A full stop before a small letter or a number ends none ("paras. 5"), nor does one behind a short form ("Ms.").

    >>> from unodc_parse.language.phrases import cut
    >>> [words.printed(s.start, s.end) for words in [cut("See paras. 5 and 6. It did; they did not.")]
    ...  for s in sentences(words)]
    ['See paras. 5 and 6', 'It did', 'they did not']
    """
    found: list[Sentence] = []
    start = 0
    for at, key in enumerate(words.keys):
        if key in _ENDS or (
            key == "." and (_ends(words, at) or _is_call(words, at)) and words.key(at - 1) not in short
        ):
            if at > start:
                found.append(Sentence(start, at))
            start = at + 1 + _is_call(words, at)
    if start < len(words.keys):
        found.append(Sentence(start, len(words.keys)))
    return found


def _is_call(words: Words, at: int) -> bool:
    """Tell whether the call of a footnote is printed right behind a full stop: "under way.1 The representative"."""
    if at == 0 or at + 2 >= len(words.keys) or not (words.keys[at + 1].isdecimal() and words.keys[at - 1].isalpha()):
        return False
    close = words.spans[at][1] == words.spans[at + 1][0] < words.spans[at + 2][0] - 1
    return close and words.is_capital(at + 2)


def _ends(words: Words, at: int) -> bool:
    if at + 1 >= len(words.keys):
        return True
    following = words.text[words.spans[at + 1][0]]
    return not (following.islower() or following.isdecimal() or following in ",)")
