"""Which documents of an archive are copies of one: a report's PDF and its text, the same file in two folders.

What is said twice is counted twice, unless one knows. Two documents in one language are copies if their bytes are the
same; if they have the same symbol, or the same name in one folder, and nearly the same text; or if one of them has no
symbol and their texts agree word by word but for what reading does to them. What has another symbol (a draft, an
addendum, a corrigendum, a revision) is another document, however alike the texts, and so is what has another date
or session where no symbol tells: nothing joins such two, no third document like both either.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import PurePosixPath
from typing import Final, Literal, TypeVar

import msgspec

from unodc_parse.archive.minhash import Neighbours

_Value = TypeVar("_Value")

#: What tells that one is a copy: the surest first.
Sign = Literal["same_bytes", "same_symbol", "same_name", "same_text"]

#: The share of the shorter text's triples of words that is in the longer one: of two readings of one report .5 and
#: more, one of them damaged; of two parts of one report some .2. See docs/archive.md.
CONTAINED: Final = 0.5
#: How alike texts are that nothing else says are one (Jaccard, of triples of words), and their numbers (of numbers).
SAME_TEXT: Final = 0.9
_PERMUTATIONS, _BANDS = 128, 16

_WORD = re.compile(r"\w+")
_SUFFIX = re.compile(r"/(?:Add|Amend|Corr|Rev|Summary)\b.*$", re.IGNORECASE)
_N: Final = 3
#: Documents of one key that each is compared with: keys that more documents share tell nothing, and must cost little.
_MOST: Final = 20
#: Pairs whose texts are held at a time.
_AT_ONCE: Final = 200
#: Of what a text has, the share that makes it whole beside its copies.
_WHOLE: Final = 0.9


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a register knows of a document before it looks into the text.

    `facts` are what a masthead says beside (null where it does not); without symbols, who says otherwise is another.
    `confidence` is the mean of its segments, `words` their number of words; `in_part`: not all of it could be read.
    """

    document: str
    sha256: str
    language: str | None = None
    symbols: tuple[str, ...] = ()
    facts: tuple[object, ...] = ()
    in_part: bool = False
    confidence: float = 1.0
    words: int = 0
    recommendations: int = 0


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A document that another one stands for, and what told so; `similarity` (0 to 1) where texts were compared."""

    document: str
    copy_of: str
    reason: Sign
    similarity: float | None = None


class _Pair(msgspec.Struct, frozen=True):
    """Two readings by their numbers, and why they are compared or one."""

    left: int
    right: int
    sign: Sign
    similarity: float = 1.0


#: Gives name and folded text of each of some documents, in any order.
Texts = Callable[[Sequence[str]], Iterable[tuple[str, str]]]


def find_copies(readings: Sequence[Reading], texts: Texts) -> list[Copy]:
    """Return the documents that others stand for, in the order of `readings`; what stands is the best reading.

    Raises `OptionsError` where the extra is missing.
    """
    wanted = {
        pair
        for pair in _candidates(readings, texts)
        if _may_be_one(readings[pair.left], readings[pair.right], pair.sign)
    }
    ordered = sorted(wanted, key=lambda pair: (pair.left, pair.right, _ORDER[pair.sign]))
    proven = [p for some in _batches(ordered, _AT_ONCE) for p in _compared(some, readings, texts)]
    groups = _Groups(readings)
    for pair in sorted([*_same_bytes(readings), *proven], key=lambda p: (_ORDER[p.sign], -p.similarity, p.left)):
        groups.join(pair)
    return sorted(groups.copies(), key=lambda copy: copy.document)


_ORDER: Final[dict[Sign, int]] = {"same_bytes": 0, "same_symbol": 1, "same_name": 2, "same_text": 3}


def _symbols(reading: Reading) -> frozenset[str]:
    return frozenset(symbol.replace(" ", "").rstrip("*").upper() for symbol in reading.symbols)


def _same_bytes(readings: Sequence[Reading]) -> Iterator[_Pair]:
    first: dict[str, int] = {}
    for number, reading in enumerate(readings):
        if (earlier := first.setdefault(reading.sha256, number)) != number:
            yield _Pair(earlier, number, "same_bytes")


def _candidates(readings: Sequence[Reading], texts: Texts) -> Iterator[_Pair]:
    """Yield the pairs to compare."""
    yield from _sharing(readings, "same_symbol", _symbols)
    yield from _sharing(readings, "same_name", lambda reading: [_bare_name(reading.document)])
    if not all(reading.symbols for reading in readings):
        yield from _like(readings, texts)


def _bare_name(document: str) -> str:
    return str(PurePosixPath(document).with_suffix("")).casefold()


def _sharing(readings: Sequence[Reading], sign: Sign, keys: Callable[[Reading], Iterable[str]]) -> Iterator[_Pair]:
    """Yield pairs of readings in one language that share a key."""
    sharing: dict[tuple[str | None, str], list[int]] = {}
    for number, reading in enumerate(readings):
        for key in keys(reading):
            sharing.setdefault((reading.language, key), []).append(number)
    for numbers in sharing.values():
        for at, number in enumerate(numbers):
            yield from (_Pair(earlier, number, sign) for earlier in numbers[max(0, at - _MOST) : at])


def _like(readings: Sequence[Reading], texts: Texts) -> Iterator[_Pair]:
    """Yield pairs of like texts of which one has no symbol."""
    index = Neighbours(SAME_TEXT, _PERMUTATIONS, _BANDS)
    numbers = {reading.document: number for number, reading in enumerate(readings)}
    for some in _batches(numbers, _AT_ONCE):
        for document, text in texts(some):
            number, signature = numbers[document], index.signature(_triples(text))
            for other in sorted(index.like(signature))[-_MOST:]:
                if not (readings[number].symbols and readings[other].symbols):
                    yield _Pair(min(number, other), max(number, other), "same_text")
            index.add(number, signature)


def _may_be_one(left: Reading, right: Reading, sign: Sign) -> bool:
    """Tell whether nothing that is known of two documents says that they are different ones."""
    if sign == "same_bytes" or left.sha256 == right.sha256:
        return sign == "same_bytes"  # nothing else need be known
    said = zip(left.facts, right.facts, strict=True) if sign == "same_text" else ()
    return (
        left.language == right.language
        and _one_symbol(_symbols(left), _symbols(right))
        and all(one is None or other is None or one == other for one, other in said)
    )


def _one_symbol(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether two documents may be one by their symbols: a joint one may have been read in part.

    >>> one = frozenset({"CTOC/COP/WG.2/2017/4"})
    >>> _one_symbol(one, frozenset()), _one_symbol(one, one | {"CTOC/COP/WG.3/2017/4"})
    (True, True)
    >>> _one_symbol(one, one | {"CTOC/COP/WG.2/2017/4/REV.1"}), _one_symbol(one, frozenset({"CTOC/COP/WG.2/2017/L.1"}))
    (False, False)
    """
    if not left or not right:
        return True
    return (left <= right or right <= left) and _suffixes(left) == _suffixes(right)


def _suffixes(symbols: frozenset[str]) -> set[str]:
    return {found[0] if (found := _SUFFIX.search(symbol)) else "" for symbol in symbols}


def _compared(pairs: Sequence[_Pair], readings: Sequence[Reading], texts: Texts) -> Iterator[_Pair]:
    """Yield those of `pairs` whose texts are alike enough for what else is known, and how much they are."""
    wanted = sorted({readings[number].document for pair in pairs for number in (pair.left, pair.right)})
    bodies = {document: _Body(text) for document, text in texts(wanted)}
    empty = _Body("")
    for pair in pairs:
        left, right = (bodies.get(readings[number].document, empty) for number in (pair.left, pair.right))
        if pair.sign != "same_text":
            if (share := left.contained(right)) >= CONTAINED:
                yield msgspec.structs.replace(pair, similarity=share)
        elif (share := left.alike(right)) >= SAME_TEXT and _not_less_alike_in_numbers(left, right):
            yield msgspec.structs.replace(pair, similarity=share)


def _not_less_alike_in_numbers(left: _Body, right: _Body) -> bool:
    """Tell whether two texts agree in their numbers too: the same words of another year are another document."""
    return _jaccard(left.numbers, right.numbers) >= SAME_TEXT


class _Body:
    """What is compared of a text."""

    def __init__(self, text: str) -> None:
        self.triples = Counter(_triples(text))
        self.numbers = Counter(word for word in _WORD.findall(text) if word.isdigit())

    def contained(self, other: _Body) -> float:
        """Return the share of the shorter text that is in the longer one."""
        shared = (self.triples & other.triples).total()
        return shared / max(1, min(self.triples.total(), other.triples.total()))

    def alike(self, other: _Body) -> float:
        """Return how much of both texts together is in both."""
        return _jaccard(self.triples, other.triples) if self.triples and other.triples else 0.0


def _batches(values: Iterable[_Value], size: int) -> Iterator[list[_Value]]:
    waiting = iter(values)
    while some := list(islice(waiting, size)):
        yield some


def _jaccard(left: Counter[str], right: Counter[str]) -> float:
    shared = (left & right).total()
    either = left.total() + right.total() - shared
    return shared / either if either else 1.0


def _triples(text: str) -> list[str]:
    words = _WORD.findall(text)
    return [" ".join(words[at : at + _N]) for at in range(len(words) - _N + 1)]


class _Groups:
    """Readings that are one document, growing pair by pair: no group ever has two symbols."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        self.members = {number: [number] for number in range(len(readings))}
        self.head = list(range(len(readings)))
        self.by: dict[int, _Pair] = {}  # the pair that first made a reading one with other bytes

    def join(self, pair: _Pair) -> None:
        """Make one group of the groups of two readings, where all their members may be one."""
        left, right = self.members[self.head[pair.left]], self.members[self.head[pair.right]]
        if left is not right and not self._may_be_one(left, right, pair.sign):
            return
        if pair.sign != "same_bytes":
            for number in (pair.left, pair.right):
                self.by.setdefault(number, pair)
        if left is not right:
            for number in right:
                self.head[number] = self.head[left[0]]
            left.extend(right)

    def copies(self) -> Iterator[Copy]:
        """Yield all that are not the best of their groups."""
        for head, numbers in self.members.items():
            if len(numbers) > 1 and self.head[head] == head:
                yield from self._copies_in(numbers)

    def _may_be_one(self, left: list[int], right: list[int], sign: Sign) -> bool:
        pairs = [(self.readings[one], self.readings[other]) for one in left[:_MOST] for other in right[:_MOST]]
        return all(one.sha256 == other.sha256 or _may_be_one(one, other, sign) for one, other in pairs)

    def _copies_in(self, numbers: list[int]) -> Iterator[Copy]:
        group = [self.readings[number] for number in numbers]
        most = max(reading.words for reading in group)
        best = min(group, key=lambda reading: _badness(reading, most))
        by = {self.readings[number].sha256: self.by[number] for number in numbers if number in self.by}
        for reading in group:
            if reading.sha256 != best.sha256:
                pair = by[reading.sha256]
                share = round(pair.similarity, 4)
                yield Copy(document=reading.document, copy_of=best.document, reason=pair.sign, similarity=share)
            elif reading is not best:
                yield Copy(document=reading.document, copy_of=best.document, reason="same_bytes")


def _badness(reading: Reading, most: int) -> tuple[object, ...]:
    """Return what orders readings of one document: whole before in part, then sure, then with pages, then by name."""
    return (
        reading.in_part,
        reading.words < _WHOLE * most,
        -round(reading.confidence * 10),
        not reading.document.lower().endswith(".pdf"),
        -reading.recommendations,
        reading.document,
    )
