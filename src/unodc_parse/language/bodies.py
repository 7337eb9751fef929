"""Bodies by their names, in any language."""

from __future__ import annotations

import re
from functools import cache

from unodc_parse.language.data_files import load_bodies, load_joined
from unodc_parse.language.lexicon import Lexicon, fold_with_origins, load
from unodc_parse.language.lexicon import fold as _fold
from unodc_parse.model import Span


@cache
def _names() -> tuple[tuple[str, str], ...]:
    named = [(_fold(name), body.id) for body in load_bodies() for name in body.names]
    joined = [
        (melted + name.removeprefix(article), body_id)
        for melted, article in load_joined().items()
        for name, body_id in named
        if name.startswith(article)
    ]
    return tuple(sorted({*named, *joined}, key=lambda pair: (-len(pair[0]), pair)))


def find_bodies(text: str) -> list[tuple[str, Span]]:
    """Find the bodies named in `text`: ids and spans, first to last; the longest name wins where two overlap.

    >>> find_bodies("the Working Group on International Cooperation met")
    [('ctoc_wg_international_cooperation', (4, 46))]
    """
    folded = fold_with_origins(text)
    haystack = folded.text
    found: list[tuple[int, int, str]] = []
    for name, body_id in _names():
        at = haystack.find(name)
        while at >= 0:
            end = at + len(name)
            if not any(a < end and at < b for a, b, _ in found):
                found.append((at, end, body_id))
            at = haystack.find(name, end)
    return [(body_id, folded.span(start, end)) for start, end, body_id in sorted(found)]


def bare_name(name: str) -> str:
    """Return the name of a body without the preposition that melted with its article.

    >>> bare_name("للفريق العامل"), bare_name("Working Group")
    ('الفريق العامل', 'Working Group')
    """
    melted = next((melted for melted in load_joined() if name.startswith(melted)), None)
    return name if melted is None else load_joined()[melted] + name.removeprefix(melted)


def guess_bodies(title: str, lexicon: Lexicon) -> list[str]:
    """Return the stretch of a title that seems to name a body: up to the words that introduce place and date."""
    folded = fold_with_origins(title)
    match = _guess_pattern(lexicon.language).search(folded.text)
    if match is None:
        return []
    start, end = folded.span(match.start(1), match.end(1))
    return [bare_name(title[start:end].strip(" ,،"))]


@cache
def _guess_pattern(language: str) -> re.Pattern[str]:
    words = load(language).masthead
    heads = [_fold(word) for word in words.body_words]
    melted = [m + head.removeprefix(a) for m, a in load_joined().items() for head in heads if head.startswith(a)]
    names = "|".join(re.escape(w) for w in sorted({*heads, *melted}, key=lambda w: (-len(w), w)))
    held = "|".join(re.escape(_fold(w)) for w in sorted((*words.held, *words.on_session), key=len, reverse=True))
    before = r"(?:\w+[- ]){0,3}" if load(language).direction == "ltr" else ""  # in Arabic the head comes first
    return re.compile(rf"(?<!\w)({before}(?:{names})(?!\w).*?)(?=[,،]|\s+(?:{held})(?!\w)|$)")
