"""Document symbols such as CTOC/COP/WG.3/2017/L.1/Add.2 (domain.md 1.1)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from unodc_parse.model import Span

_COMPONENT = r"/[A-Za-z0-9][A-Za-z0-9.\-]*"
_TAIL = r"(?:\s?\((?:[IVX]+|\d{4}|Part\s[IVX]+)\))?"
#: A joint symbol is two, joined by a hyphen or an en dash.
_JOINT = re.compile(r"[-\N{EN DASH}](?=[A-Z]{1,8}/)")


@cache
def _pattern() -> re.Pattern[str]:
    data = tomllib.loads(resources.files("unodc_parse").joinpath("data", "symbols.toml").read_text(encoding="utf-8"))
    roots = "|".join(sorted(data["roots"], key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z0-9/])(?:{roots})(?:{_COMPONENT})+{_TAIL}")


def find_symbols(text: str) -> list[tuple[str, Span]]:
    """Find the symbols in `text` with their spans; a joint symbol gives its parts.

    >>> [s for s, _ in find_symbols("see E/2018/30–E/CN.15/2018/15 and S/RES/2776 (2025), and/or ISO/IEC 27037.")]
    ['E/2018/30', 'E/CN.15/2018/15', 'S/RES/2776 (2025)']
    """
    found: list[tuple[str, Span]] = []
    for whole in _pattern().finditer(text):
        start = whole.start()
        for part in _JOINT.split(whole[0]):
            symbol = part.rstrip(".-")
            if any(c.isdigit() for c in symbol):
                found.append((symbol, (start, start + len(symbol))))
            start += len(part) + 1
    return found
