"""What short names mean in a document: from its symbol, and from what was named last.

"the Convention" in a document of the CTOC series is the Organized Crime Convention, unless another convention was
named in the same segment; "its resolution 60/4" in a document of the Commission on Narcotic Drugs is that
Commission's.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec
from msgspec import Struct

from unodc_parse.language.wording import data

CONVENTION = "@convention"


class _Rule(Struct, frozen=True, forbid_unknown_fields=True):
    prefix: str
    means: dict[str, str]


class Context(Struct):
    """Short names and what they mean; `own` is the body that speaks. What is named while reading is remembered."""

    means: dict[str, str]
    own: str | None = None
    segment: dict[str, str] = {}
    document: dict[str, str] = {}
    last: str | None = None

    def begin_segment(self) -> None:
        """Forget what the segment before named, but for the whole document."""
        self.segment = {}
        self.last = None

    def name(self, instrument: str) -> None:
        """Remember an instrument that is named."""
        short = _short_of().get(instrument, CONVENTION)
        self.segment[short] = self.document[short] = instrument
        self.last = instrument

    def name_body(self, body: str) -> None:
        """Remember a body that is named in the segment: "the Council" is the one that it named first."""
        short = _short_of().get(body)
        if short is not None:
            self.segment.setdefault(short, body)

    def resolve(self, name: str) -> str | None:
        """Return what an id means; one with `@` by the segment, the symbol, or what the document named last."""
        if not name.startswith("@"):
            return name
        return self.segment.get(name) or self.means.get(name) or self.document.get(name)


@cache
def _rules() -> tuple[_Rule, ...]:
    return msgspec.convert(data("symbols.toml")["context"], tuple[_Rule, ...])


@cache
def _short_of() -> dict[str, str]:
    return {instrument: short for short, ids in data("symbols.toml")["short"].items() for instrument in ids}


@cache
def organs() -> frozenset[str]:
    """Return the ids of bodies that recommend, request and decide themselves."""
    return frozenset(data("bodies.toml")["organs"])


def context_of(symbols: Sequence[str]) -> Context:
    """Return what the symbols of a document tell; longer prefixes add to shorter ones and overrule them.

    >>> context_of(["CTOC/COP/WG.4/2019/1"]).resolve("@protocol"), context_of(["E/CN.7/2020/15"]).own
    ('tip', 'cnd')
    """
    means: dict[str, str] = {}
    for rule in sorted(_rules(), key=lambda rule: len(rule.prefix)):
        if any(_begins(symbol, rule.prefix) for symbol in symbols):
            means |= rule.means
    return Context(means, means.get("own"))


def _begins(symbol: str, prefix: str) -> bool:
    return symbol == prefix or symbol.startswith((f"{prefix}/", f"{prefix}."))
