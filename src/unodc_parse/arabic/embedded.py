"""Numbers and Latin words that bidi controls set from left to right: put where they are read, before controls go.

pdftotext writes a line from right to left with everything that stands on it from left to right in an embedding, in the
order of print, with the spaces and signs beside it: RLE, letters, LRE, space, comma, number, PDF, letters. Read
without the controls, the comma and the space stand on the wrong side of the number. UAX #9 says how it looks; what
looks the same without controls is the text in logical order. Spans of letters that are read from the right are left
alone.
"""

from __future__ import annotations

import re
from typing import Final

from unodc_parse.arabic.bidi import logical_order
from unodc_parse.arabic.chardata import BIDI_CONTROLS, RTL_LETTER
from unodc_parse.model import Span, Step

_CONTROLS: Final = re.escape("".join(sorted(BIDI_CONTROLS)))
#: A line from right to left that holds nothing but an embedding, of an Arabic number, say.
_INSIDE_RIGHT: Final = re.compile(r"\s*[\u202b\u202e\u2067].*[\u0660-\u0669\u06f0-\u06f9]")
_EMBEDDED: Final = re.compile(rf"[\u202a\u202d\u2066]([^{_CONTROLS}\n]+)[\u202c\u2069]")


def order_embedded(text: str) -> Step | None:
    r"""Put what is embedded from left to right in a line from right to left into its logical order.

    >>> order_embedded("\u202b\u0645 \u202a \u060c\u0663\u202c\u0646\u202c").pieces
    ((0, 4), (6, 7), (5, 6), (4, 5), (7, 10))
    """
    spans = [m.span(1) for m in _EMBEDDED.finditer(text) if not RTL_LETTER.search(m[1])]
    if not spans or not (RTL_LETTER.search(text) or _INSIDE_RIGHT.match(text)):
        return None
    pieces: list[Span] = []
    at = 0
    for start, end in spans:
        found = logical_order(text[start:end], "rtl").indices
        pieces += [(at, start), *((start + i, start + i + 1) for i in found)]
        at = end
    merged = _merged([*pieces, (at, len(text))])
    return None if merged == [(0, len(text))] else Step("order.embedded", tuple(merged))


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and merged[-1][1] == start:
            merged[-1] = (merged[-1][0], end)
        elif start < end:
            merged.append((start, end))
    return merged
