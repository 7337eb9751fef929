"""Pairs as a translation memory (TMX 1.4b): one unit a pair, `tuid` is symbol#id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from unodc_parse._version import __version__
from unodc_parse.align.pairs import Pair, Side
from unodc_parse.export.encoding import clean_xml

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="unodc-parse" creationtoolversion={version} segtype="paragraph" o-tmf="unodc-parse" \
adminlang="en" srclang={source} datatype="plaintext"/>
<body>
"""


def to_tmx(pairs: Sequence[Pair], symbol: str | None) -> bytes:
    """Return the pairs that have both halves as TMX 1.4b; method and confidence are properties of the unit."""
    whole = [(pair, pair.left, pair.right) for pair in pairs]
    source = next((left.language for _, left, _ in whole if left), "en")
    units = [_unit(pair, left, right, symbol) for pair, left, right in whole if left and right]
    text = _HEAD.format(version=quoteattr(__version__), source=quoteattr(source))
    return (text + "".join(units) + "</body>\n</tmx>\n").encode("utf-8")


def _unit(pair: Pair, left: Side, right: Side, symbol: str | None) -> str:
    name = quoteattr(re.sub(r"\s+", "_", clean_xml(f"{symbol or ''}#{left.id}").replace(" + ", "+")))  # no white space
    properties = f'<prop type="x-method">{pair.method}</prop><prop type="x-confidence">{pair.confidence:.3f}</prop>'
    return f"<tu tuid={name}>{properties}{_variant(left)}{_variant(right)}</tu>\n"


def _variant(side: Side) -> str:
    return f"<tuv xml:lang={quoteattr(side.language)}><seg>{escape(clean_xml(side.text))}</seg></tuv>"
