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

from unodc_parse.language.phrases import Found, Words
from unodc_parse.language.wording import data

CONVENTION = "@convention"
_FIRST_YEAR = 1946


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
        for short in _short_of().get(instrument, (CONVENTION,)):
            self.segment[short] = self.document[short] = instrument
        self.last = instrument

    def name_body(self, body: str) -> None:
        """Remember a body that is named in the segment: "the Council" is the one that it named first."""
        for short in _short_of().get(body, ()):
            self.segment.setdefault(short, body)

    @property
    def bare(self) -> str | None:
        """Return what an article belongs to that stands without any name: mostly the symbol's convention."""
        return self.means.get(self.means.get("bare", CONVENTION))

    def resolve(self, name: str) -> str | None:
        """Return what an id means; one with `@` by the segment, the symbol, or what the document named last."""
        if not name.startswith("@"):
            return name
        return self.segment.get(name) or self.means.get(name) or self.document.get(name) or _defaults().get(name)


@cache
def _rules() -> tuple[_Rule, ...]:
    return msgspec.convert(data("symbols.toml")["context"], tuple[_Rule, ...])


@cache
def _short_of() -> dict[str, tuple[str, ...]]:
    pairs = [(name, short) for short, ids in data("symbols.toml")["short"].items() for name in ids]
    return {name: tuple(short for other, short in pairs if other == name) for name, _ in pairs}


@cache
def _defaults() -> dict[str, str]:
    return dict(data("symbols.toml")["defaults"])


@cache
def organs() -> frozenset[str]:
    """Return the ids of bodies that recommend, request and decide themselves."""
    return frozenset(data("bodies.toml")["organs"])


class _Numbering(Struct, frozen=True, forbid_unknown_fields=True):
    body: str
    first: int
    last: int
    most: int
    of_others: bool = False


@cache
def _numberings() -> tuple[_Numbering, ...]:
    return msgspec.convert(data("symbols.toml")["numbering"], tuple[_Numbering, ...])


def body_of_number(number: str, kind: str, own: str | None) -> str | None:
    """Tell the body by the form of its numbers, and by the body whose document it is.

    >>> body_of_number("1325 (2000)", "resolution", None), body_of_number("2017/44", "decision", "cnd")
    ('security_council', 'ecosoc')
    >>> body_of_number("9/2", "resolution", "cosp_uncac"), body_of_number("77/232", "resolution", "ccpcj")
    ('cosp_uncac', 'ga')
    """
    bare = number.partition(" ")[0]
    head, _, tail = bare.removeprefix("S-").partition("/")
    if kind == "resolution" and number.endswith(")"):
        return "security_council" if number[-5:-1].isdigit() else "ga"
    if not (tail and head.isdecimal() and tail.isdecimal()):
        return None
    if int(head) >= _FIRST_YEAR:
        return "ecosoc"
    if bare.startswith("S-"):
        return own if own == "human_rights_council" else "ga"
    for numbering in _numberings():
        fits = numbering.first <= int(head) <= numbering.last and int(tail) <= numbering.most
        if fits and (numbering.body == own or numbering.of_others):
            return numbering.body
    return None


def own_body(number: str, kind: str, own: str | None) -> str | None:
    """Tell the body of "its resolution": the one that speaks, unless the number is none of its own.

    >>> own_body("9/2", "resolution", "cosp_uncac"), own_body("2625 (XXV)", "resolution", "cop_untoc")
    ('cosp_uncac', 'ga')
    """
    by_number = body_of_number(number, kind, own)
    numbers_its_own = any(numbering.body == own for numbering in _numberings())
    return by_number if numbers_its_own and by_number is not None else own or by_number


def is_whole(party: Found[str], words: Words) -> bool:
    """Tell whether a short name is a name of its own: "Assembly" is none in "World Health Assembly"."""
    before = party.first - 1
    if party.end - party.first > 1 or not words.is_capital(party.first) or before < 1:
        return True
    return not (
        words.is_capital(before)
        and words.key(before).isalpha()
        and words.key(before - 1).isalpha()
        and words.spans[before][1] < words.spans[party.first][0]
    )


def context_of(symbols: Sequence[str]) -> Context:
    """Return what the symbols of a document tell; longer prefixes add to shorter ones and overrule them.

    >>> context_of(["CTOC/COP/WG.4/2019/1"]).resolve("@protocol"), context_of(["E/CN.7/2020/15"]).own
    ('tip', 'cnd')
    >>> context_of(["CTOC/COP/WG.4/2021/1", "CTOC/COP/WG.7/2021/1"]).bare
    'untoc'
    """
    means: dict[str, str] = {}
    told: dict[str, int] = {}
    for rule in sorted(_rules(), key=lambda rule: len(rule.prefix)):
        if not any(_begins(symbol, rule.prefix) for symbol in symbols):
            continue
        length = rule.prefix.count("/")
        for name, meant in rule.means.items():
            if told.get(name) == length and means.get(name) != meant:  # joint meetings of bodies of two protocols
                means.pop(name, None)
                means.pop("bare", None)
            else:
                means[name], told[name] = meant, length
    return Context(means, means.get("own"))


def _begins(symbol: str, prefix: str) -> bool:
    return symbol == prefix or symbol.startswith((f"{prefix}/", f"{prefix}."))
