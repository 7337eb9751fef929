"""Bodies by their names, in any language."""

from __future__ import annotations

from functools import cache

from unodc_parse.language.lexicon import fold as _fold
from unodc_parse.language.lexicon import fold_with_origins, load_bodies
from unodc_parse.model import Span


@cache
def _names() -> tuple[tuple[str, str], ...]:
    pairs = {(_fold(name), body.id) for body in load_bodies() for name in body.names}
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


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
