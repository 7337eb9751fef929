"""Document symbols such as CTOC/COP/WG.3/2017/L.1/Add.2 (domain.md 1.1)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from unodc_parse.model import Span

#: A symbol broken behind the letters of one of its parts, and how it goes on: "CTOC/COP/WG." and "4/2021/2".
_BROKEN = re.compile(r"[A-Z0-9]/[A-Z][A-Za-z]{0,6}\.$")
_REST = re.compile(r"\d{1,4}(?![\d,.:]*\d)")

_COMPONENT = r"/[A-Za-z0-9][A-Za-z0-9.\-]*"
_TAIL = r"(?:\s?\((?:[IVX]+|\d{4}|Part\s[IVX]+)\))?"
#: A joint symbol is two, joined by a hyphen or an en dash; a line may end within the second one ("…/7-CTOC/").
_JOINT = re.compile(r"[-\N{EN DASH}](?=[A-Z]{1,8}/|[A-Z]{2,8}$)")


@cache
def _more() -> re.Pattern[str]:
    """Return the pattern of what goes on with a symbol: "and Corr.1 and Add.1 and 2", "and Add.1–3"."""
    joins = "|".join(map(re.escape, _data()["joins"]))
    return re.compile(
        rf"(?P<join>\s*,\s*|\s*,?\s*(?:{joins})\s*)(?:(?P<kind>Add|Corr|Rev|Amend)\.)?"
        r"(?P<number>\d{1,2}(?:[-\N{EN DASH}]\d{1,2})?)(?![\w/.]\w|\w)"
        rf"(?(kind)|(?=\s*(?:[,.;:)،؛]|$|(?:{joins})\b)))"
    )


#: A root and the first part behind it; roots are capitals, as a test holds.
_SLASH = re.compile("[A-Z]/[A-Za-z0-9]")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files("unodc_parse").joinpath("data", "symbols.toml").read_text(encoding="utf-8"))


@cache
def _pattern() -> re.Pattern[str]:
    roots = "|".join(sorted(_data()["roots"], key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z0-9/])(?:{roots})(?:{_COMPONENT})+{_TAIL}")


def is_broken_symbol(end: str, start: str) -> bool:
    """Tell whether a line's end and the next one's start are two halves of a symbol.

    >>> is_broken_symbol("see CTOC/COP/WG.", "4/2021/2"), is_broken_symbol("see the annex.", "4/2021")
    (True, False)
    """
    return bool(_BROKEN.search(end) and _REST.match(start))


def find_symbols(text: str) -> list[tuple[str, Span]]:
    """Find the symbols in `text` with their spans; a joint symbol gives its parts.

    >>> [s for s, _ in find_symbols("see E/2018/30–E/CN.15/2018/15 and S/RES/2776 (2025), and/or ISO/IEC 27037.")]
    ['E/2018/30', 'E/CN.15/2018/15', 'S/RES/2776 (2025)']
    >>> [s for s, _ in find_symbols("CTOC/COP/WG.4/2021/7-CTOC/")]
    ['CTOC/COP/WG.4/2021/7']
    """
    found: list[tuple[str, Span]] = []
    if _SLASH.search(text) is None:
        return found
    for whole in _pattern().finditer(text):
        start = whole.start()
        for part in _JOINT.split(whole[0]):
            symbol = part.rstrip(".-")
            if any(c.isdigit() for c in symbol):
                found.append((symbol, (start, start + len(symbol))))
            start += len(part) + 1
    return found


def find_documents(text: str) -> list[tuple[str, Span]]:
    """Find the symbols in `text` as `find_symbols` does, and the addenda and corrigenda that are joined to them.

    >>> [s for s, _ in find_documents("A/78/126 and Corr.1, and E/CN.7/2024/4 and Add.1 and 2")]
    ['A/78/126', 'A/78/126/Corr.1', 'E/CN.7/2024/4', 'E/CN.7/2024/4/Add.1', 'E/CN.7/2024/4/Add.2']
    """
    found: list[tuple[str, Span]] = []
    for symbol, span in find_symbols(text):
        found.append((symbol, span))
        last = _LAST.search(symbol)
        whole, kind, end = (symbol[: last.start()], last[1], span[1]) if last else (symbol, "", span[1])
        while (more := _more().match(text, end)) is not None and (more["kind"] or kind):
            kind = more["kind"] or kind
            start = more.start("kind") if more["kind"] else more.start("number")
            end = more.end()
            found.append((f"{whole}/{kind}.{more['number'].translate(_HYPHEN)}", (start, end)))
    return found


_HYPHEN = str.maketrans("\N{EN DASH}", "-")
_LAST = re.compile(r"/(Add|Corr|Rev|Amend)\.\d{1,2}$")
