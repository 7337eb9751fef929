"""Orders of a line that follow a sentence of the user's own reports: reports of a series say much again.

A search follows few ways at once, and a line that was written in several passes has very many; but where a sentence of
the own reports has most of its letters, that sentence tells the order. Long stretches that both have are put in the
order of the sentence (greedy string tiling, Wise 1993), what stands between them there is spelled from what is left of
the line, and what the line has instead, other numbers and names, takes its place or stays beside its neighbour. What
comes of it is one more order to be weighed; all other evidence may speak against it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from unodc_parse.arabic.layout import Layout

#: Characters by which sentences are found, at the beginnings of their words; in more sentences they tell none.
_SEQUENCE: Final = 5
_COMMON: Final = 200
#: A line of so few units is not looked up; of its words a sentence must have so many, as a share and at least.
_LEAST: Final = 16
_SHARED: Final = 0.3
_FEWEST: Final = 3
#: Sentences that are followed.
_FOLLOWED: Final = 3
#: Units of a stretch that tells the order, and how much more of a sentence than as many units a line may take.
_LONG: Final = 4
_ROOM: Final = 1.25
#: A sentence is remembered where less of its sequences of so many words is known already; numbers are all the same.
_NEW: Final = 0.8
_WORDS: Final = 4
#: Letters that are remembered: an index of more takes long to make, and room.
_MOST: Final = 1_000_000

#: A digit behind another one, and what stands for it here, so that numbers are told apart that come together.
_FURTHER: Final = re.compile("(?<=0)0")
_DIGIT: Final = "\u0660"
#: Numbers and what is between them; characters of a sentence that are looked at.
_PIECE: Final = re.compile("0\u0660*|[^0\u0660]+")
_LONGEST: Final = 4_000

#: A stretch of a line: first unit, unit after the last one.
Stretch = tuple[int, int]
#: … and where it begins in the sentence, -1 where the sentence has another one.
Placed = tuple[int, int, int]
#: A run, as `joints.Run`: first unit, unit after the last one, whether a space comes before it.
Run = tuple[int, int, bool]


def remembered(sentences: Iterable[str]) -> list[str]:
    """Return the folded sentences worth remembering: none that is nearly another one, no more than can be used."""
    known: set[tuple[str, ...]] = set()
    kept = []
    letters = 0
    for sentence in sentences:
        words = ["0" if word[0] == "0" else word for word in sentence.split()]
        sequences = {tuple(words[i : i + _WORDS]) for i in range(max(1, len(words) - _WORDS + 1))}
        if len(sequences & known) < _NEW * len(sequences):
            letters += len(sentence)
            if letters > _MOST:
                break
            kept.append(sentence)
            known |= sequences
    return kept


class OwnText:
    """Sentences of the user's own reports; immutable once made."""

    def __init__(self, sentences: Iterable[str]) -> None:
        """Index folded sentences by how their words begin."""
        self._texts: list[str] = []
        self._spaced: list[frozenset[int]] = []
        self._having: dict[str, list[int]] = {}
        for number, sentence in enumerate(sentences):
            words = _FURTHER.sub(_DIGIT, sentence[:_LONGEST]).split()
            begins, at = [], 0
            for word in words:
                begins.append(at)
                at += len(word)
            text = "".join(words)
            self._texts.append(text)
            self._spaced.append(frozenset(begins))
            for sequence in dict.fromkeys(text[at : at + _SEQUENCE] for at in begins):
                self._having.setdefault(sequence, []).append(number)

    def orders(self, layout: Layout) -> list[tuple[Run, ...]]:
        """Return orders of the runs of a line after the sentences that have most in common with it.

        None of the runs begins within a number: which digits belong together no sentence tells.
        """
        text = _FURTHER.sub(_DIGIT, layout.text)
        units = "".join([text[place] for place in layout.at])
        if len(units) < _LEAST:
            return []
        found: dict[tuple[Run, ...], None] = {}
        for number in self._alike(units, len(layout.text.split())):
            for placed in _arranged(units, self._texts[number]):
                found[tuple(_apart(_runs(placed, self._spaced[number]), layout.barrier))] = None
        starts = {unit for unit, char in enumerate(units) if char != _DIGIT}.union(layout.starts)
        return [runs for runs in found if all(start in starts for start, _, _ in runs)]

    def _alike(self, units: str, words: int) -> list[int]:
        """Return the sentences that have most of the words of a line, rare ones above all."""
        count: Counter[int] = Counter()
        weights: Counter[int] = Counter()
        for sequence in dict.fromkeys(units[i : i + _SEQUENCE] for i in range(len(units) - _SEQUENCE + 1)):
            having = self._having.get(sequence, ())
            if len(having) <= _COMMON:
                for number in having:
                    count[number] += 1
                    weights[number] += round(1000 / math.sqrt(len(having)))
        enough = max(_FEWEST, _SHARED * words)
        likely = [number for number in weights if count[number] >= enough]
        return sorted(likely, key=lambda number: (-weights[number], number))[:_FOLLOWED]


class _Line:
    """The units of a line, which are given their places one by one."""

    def __init__(self, units: str) -> None:
        self.units = units
        self.free = [True] * len(units)

    def take(self, start: int, end: int) -> None:
        self.free[start:end] = [False] * (end - start)

    def left(self) -> list[Stretch]:
        """Return the stretches that have no place yet."""
        edges = [-1, *(i for i, free in enumerate(self.free) if not free), len(self.free)]
        return [(a + 1, b) for a, b in pairwise(edges) if b > a + 1]

    def spell(self, text: str, at: int, *, whole: bool = True) -> list[Placed]:
        """Take stretches that spell `text`, which stands at `at` in a sentence; none where `whole` cannot be had."""
        before, spelled = [*self.free], list[Placed]()
        done = 0
        while done < len(text):
            piece = self._longest(text[done:])
            if piece is None:
                break
            self.take(*piece)
            spelled.append((*piece, at + done))
            done += piece[1] - piece[0]
        if whole and done < len(text):
            self.free = before
            return []
        return spelled

    def _longest(self, text: str) -> Stretch | None:
        """Return the stretch that spells most of the beginning of `text`, at the edge of what is left if it can be."""
        best: tuple[int, bool, int] | None = None
        for start, end in self.left():
            for length in range(min(len(text), end - start), 0, -1):
                at = self.units.find(text[:length], start, end)
                if at >= 0 and _DIGIT not in (self.units[at], self.units[at + length : at + length + 1]):
                    found = (length, at == start or at + length == end, -at)
                    best = found if best is None else max(best, found)
                    break
        return None if best is None else (-best[2], best[0] - best[2])


def _arranged(units: str, sentence: str) -> Iterator[list[Placed]]:
    """Yield orders of all stretches of a line after a sentence: what it tells nothing of stays beside a neighbour."""
    tiles = _in_one_place(_tiles(units, sentence), len(units))
    if not tiles:
        return
    line = _Line(units)
    for start, end, _ in tiles:
        line.take(start, end)
    order = [*_before(line, sentence[: tiles[0][2]]), *_between(line, sentence, tiles)]
    last = tiles[-1][2] + tiles[-1][1] - tiles[-1][0]
    order += line.spell(sentence[last : last + len(units)], last, whole=False)
    rest = line.left()
    yield _beside(order, rest, behind=True)
    if rest:
        yield _beside(order, rest, behind=False)


def _tiles(units: str, sentence: str) -> list[Placed]:
    """Return the long stretches that a line and a sentence share, the longest ones first; none overlap in either."""
    tiles: list[Placed] = []
    free = [True] * len(units), [True] * len(sentence)
    places: dict[str, list[int]] = {}
    for place, char in enumerate(sentence):
        if char not in ("0", _DIGIT):  # numbers are others every time
            places.setdefault(char, []).append(place)
    while True:
        length, start, place = _longest_tile(units, places, free)
        if length < _LONG:
            return tiles
        tiles.append((start, start + length, place))
        for row, at in zip(free, (start, place), strict=True):
            row[at : at + length] = [False] * length


def _longest_tile(
    units: str, places: dict[str, list[int]], free: tuple[Sequence[bool], Sequence[bool]]
) -> tuple[int, int, int]:
    """Return the length of the longest stretch that is free in line and sentence, and where it begins in both."""
    best = (0, 0, 0)
    before: dict[int, int] = {}
    for i, char in enumerate(units):
        here: dict[int, int] = {}
        for j in places.get(char, ()) if free[0][i] else ():
            if free[1][j]:
                length = here[j] = before.get(j - 1, 0) + 1
                if length > best[0]:
                    best = (length, i - length + 1, j - length + 1)
        before = here
    return best


def _in_one_place(tiles: Sequence[Placed], units: int) -> list[Placed]:
    """Return the tiles in that part of the sentence, as long as the line may be, which has most; in its order."""
    room = _ROOM * units + _LONG

    def inside(first: int) -> list[Placed]:
        return [tile for tile in tiles if first <= tile[2] and tile[2] + tile[1] - tile[0] <= first + room]

    found = max((inside(tile[2]) for tile in tiles), key=_size, default=[])
    return sorted(found, key=lambda tile: tile[2])


def _size(tiles: Iterable[Placed]) -> int:
    return sum(end - start for start, end, _ in tiles)


def _before(line: _Line, text: str) -> list[Placed]:
    """Spell as much as can be of what a sentence has right before the first tile."""
    for at in range(max(0, len(text) - sum(line.free)), len(text)):
        spelled = line.spell(text[at:], at)
        if spelled:
            return spelled
    return []


def _between(line: _Line, sentence: str, tiles: Sequence[Placed]) -> list[Placed]:
    """Return the tiles, and between them what the sentence has there, or what the line has instead."""
    filled: list[list[Placed]] = []
    open_gaps: list[tuple[int, str]] = []
    for number, (tile, following) in enumerate(pairwise(tiles)):
        at = tile[2] + tile[1] - tile[0]
        gap = sentence[at : following[2]]
        spelled = line.spell(gap, at)
        filled.append([tile, *spelled])
        if gap and not spelled:
            open_gaps.append((number, gap))
    filled.append([tiles[-1]])
    for number, gap in open_gaps:  # what is spelled wholly comes first
        filled[number] += _instead(line, gap)
    return [placed for some in filled for placed in some]


def _instead(line: _Line, gap: str) -> list[Placed]:
    """Take what the line has where the sentence has `gap`: for each number one about as long, words for words."""
    taken: list[Placed] = []
    for wanted in _PIECE.findall(gap):
        likely = [
            (abs(len(piece[0]) - len(wanted)) if wanted[0] == "0" else 0, start + piece.start(), start + piece.end())
            for start, end in line.left()
            for piece in _PIECE.finditer(line.units[start:end])
            if _kind(piece[0]) == _kind(wanted)
        ]
        if likely:
            _, first, after = min(likely)
            line.take(first, after)
            taken.append((first, after, -1))
    return taken


def _kind(text: str) -> tuple[bool, bool, bool]:
    return text[0] == "0", text[0].isalpha(), text[-1].isalpha()


def _beside(order: Sequence[Placed], rest: Sequence[Stretch], *, behind: bool) -> list[Placed]:
    """Put what is left of a line behind the stretch that it stands behind there, or before the one that follows it."""
    whole = [*order]
    for start, end in rest:
        if behind:
            place = next((i + 1 for i, placed in enumerate(whole) if placed[1] == start), len(whole))
        else:
            place = next((i for i, placed in enumerate(whole) if placed[0] == end), 0)
        whole.insert(place, (start, end, -1))
    return whole


def _runs(order: Sequence[Placed], spaced: frozenset[int]) -> Iterator[Run]:
    """Yield the runs that stretches make which follow each other so; the sentence tells where they are one word."""
    run: Run | None = None
    goes_on = -1
    for start, end, place in order:
        if run is not None and run[1] == start:
            run = (run[0], end, run[2])
        else:
            if run is not None:
                yield run
            run = (start, end, run is not None and (place < 0 or place != goes_on or place in spaced))
        goes_on = -1 if place < 0 else place + end - start
    if run is not None:
        yield run


def _apart(runs: Iterable[Run], barrier: Sequence[int]) -> Iterator[Run]:
    """Yield runs cut where none reaches across."""
    for start, end, spaced in runs:
        cuts = [end]
        while barrier[cuts[-1]] > start:
            cuts.append(barrier[cuts[-1]])
        for first, after in pairwise([start, *reversed(cuts)]):
            yield first, after, spaced or first > start
