"""What survives translation: numbers, dates, citations, symbols, names (in Latin script, of States), length."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from unodc_parse.arabic.chardata import TO_EUROPEAN_DIGIT
from unodc_parse.language.numerals import spoken_numbers
from unodc_parse.language.wording import named_states
from unodc_parse.model import Citation, Segment, Span

_NUMBER = re.compile(r"(?<!\d)(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,٫٬/]\d+)*)")
#: Thousands in Arabic text, typed as they look right on the page: a space between two numbers is right-to-left there
#: (UAX #9, N1), so that the last group of "١ ٢٥٠" would stand to the left.
_LAST_GROUPS_FIRST = re.compile(
    r"(?<!\d)(?<!\d[.,٫٬/ \u00a0\u202f])(\d{3}(?:[ \u00a0\u202f]\d{3})*)"
    r"[ \u00a0\u202f](\d{1,2})(?![.,٫٬/ \u00a0\u202f]?\d)"
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z.&-]*[A-Za-z]")
_EUROPEAN = str.maketrans(TO_EUROPEAN_DIGIT)
_LETTER = re.compile(r"\w")
_SEPARATOR = re.compile("[,٫/]")
_THOUSANDS = re.compile(r"(?<=\d)[,٬ \u00a0\u202f](?=\d{3}(?!\d))")

#: What a cited thing is called in a difference.
_SYMBOLS = frozenset({"document"})


class Anchors(Struct, frozen=True):
    """The anchors of one segment, each kind with its counts, and its length in letters.

    `names` are words in Latin script, and the ids of States whatever they are called. `spoken` are numbers that it says
    in words: they explain a number of the other version, and are none.
    """

    numbers: Counter[str]
    dates: Counter[str]
    citations: Counter[str]
    symbols: Counter[str]
    names: frozenset[str]
    ids: frozenset[str]
    strengths: frozenset[int]
    letters: int
    spoken: frozenset[str]

    @property
    def weight(self) -> int:
        """How many anchors there are in all."""
        return sum(sum(counts.values()) for counts in (self.numbers, self.dates, self.citations, self.symbols))


def read_anchors(segment: Segment) -> Anchors:
    """Return the anchors of a segment; digits that stand in a date, a citation or a symbol count there only."""
    text = segment.heading if segment.text is None else segment.text
    text = text or ""
    taken = [d.span for d in segment.dates] + [c.span for c in segment.citations]
    free = _without(text, taken)
    free = _LAST_GROUPS_FIRST.sub(_in_order, free) if segment.language == "ar" else free
    return Anchors(
        numbers=Counter(map(_plain_number, _NUMBER.findall(free))),
        dates=Counter(f"{d.start}/{d.end}" if d.end != d.start else d.start for d in segment.dates),
        citations=Counter(_citation(c) for c in segment.citations if c.kind not in _SYMBOLS or c.paragraph),
        symbols=Counter(str(c.number) for c in segment.citations if c.kind in _SYMBOLS),
        names=frozenset(word.casefold() for word in _LATIN.findall(text)) | named_states(text, segment.language),
        ids=frozenset(a.id for a in segment.addressees) | frozenset(b.id for b in segment.bodies),
        strengths=frozenset() if segment.modality is None else frozenset({segment.modality.strength}),
        letters=len(_LETTER.findall(text)),
        spoken=frozenset(map(str, spoken_numbers(free, segment.language))),
    )


def joined(parts: Iterable[Anchors]) -> Anchors:
    """Return the anchors of several segments as if they were one."""
    parts = list(parts)
    return Anchors(
        numbers=sum((p.numbers for p in parts), Counter()),
        dates=sum((p.dates for p in parts), Counter()),
        citations=sum((p.citations for p in parts), Counter()),
        symbols=sum((p.symbols for p in parts), Counter()),
        names=frozenset().union(*(p.names for p in parts)),
        ids=frozenset().union(*(p.ids for p in parts)),
        strengths=frozenset().union(*(p.strengths for p in parts)),
        letters=sum(p.letters for p in parts),
        spoken=frozenset().union(*(p.spoken for p in parts)),
    )


def _without(text: str, spans: Iterable[Span]) -> str:
    """Return `text` with blanks over `spans`."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _in_order(groups: re.Match[str]) -> str:
    """Return a number whose groups of digits stand last ones first.

    >>> _LAST_GROUPS_FIRST.sub(_in_order, "٢٥٠ ١ و ٠٠٠ ٥٠٠ ٢")
    '١ ٢٥٠ و ٢ ٥٠٠ ٠٠٠'
    """
    return " ".join(reversed(groups[0].split()))


def _plain_number(printed: str) -> str:
    """Return a number in European digits, one separator for all but thousands, which have none.

    >>> _plain_number("١٬٢٣٤"), _plain_number("١٠/٣٠"), _plain_number("10.30")
    ('1234', '10.30', '10.30')
    """
    return _SEPARATOR.sub(".", _THOUSANDS.sub("", printed).translate(_EUROPEAN))


def _citation(citation: Citation) -> str:
    """Return what is cited, in words that both languages share.

    >>> from unodc_parse.model import Citation
    >>> _citation(Citation(kind="article", text="…", span=(0, 1), instrument="untoc", article="18", paragraph="13"))
    'article untoc 18 (13)'
    """
    parts = [citation.kind, citation.instrument or citation.body, citation.article or citation.number]
    inner = [f"({part})" for part in (citation.paragraph, citation.sub) if part]
    return " ".join(part for part in (*parts, *inner) if part)
