"""What became of a draft: which segments were added, dropped, moved, renumbered, reworded, and in which words.

Two versions in one language, such as a draft report and the final one. Segments belong together by what they say, since
numbers are what changes: first those with the same words, then those most alike, a shared label or neighbour helping.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal

from msgspec import Struct

from unodc_parse.align.sequence import longest_chain
from unodc_parse.language.lexicon import fold
from unodc_parse.model import Report, Segment

Change = Literal["added", "dropped", "moved", "renumbered", "reworded"]
Operation = Literal["same", "added", "dropped"]

#: From this likeness on (shared words, twice, by all words) two segments are one, reworded.
_SAME: Final = 0.5
#: Segments of so few words are one only where they stand in the same place or say the same.
_SHORT: Final = 4
_SHORT_SAME: Final = 0.75
_LABEL_HELPS: Final = 0.15
_STOPS: Final = ".;؛،,"
_WORD: Final = re.compile(r"\S+")


class Words(Struct, frozen=True, kw_only=True):
    """A stretch of words that stayed, came or went."""

    operation: Operation
    text: str


class Changed(Struct, frozen=True, kw_only=True):
    """A segment of the draft and of the final version; null on a side that lacks it; no `changes` where all stayed."""

    changes: tuple[Change, ...]
    left: Segment | None
    right: Segment | None
    words: tuple[Words, ...] = ()


def find_changes(draft: Report, final: Report) -> list[Changed]:
    """Compare two versions, in the order of the final one; what was dropped stands where it was."""
    left = [segment for segment in draft.segments if _says(segment)]
    right = [segment for segment in final.segments if _says(segment)]
    partners = _partners(left, right)
    stayed = set(longest_chain(sorted(partners.items())))
    named = {left[i].id: right[j].id for i, j in partners.items()}
    after: dict[int, list[Changed]] = defaultdict(list)
    last = -1
    for i, segment in enumerate(left):
        if i in partners:
            last = partners[i] if (i, partners[i]) in stayed else last
        else:
            after[last].append(Changed(changes=("dropped",), left=segment, right=None))
    origin = {j: i for i, j in partners.items()}
    found = list(after[-1])
    for j, segment in enumerate(right):
        if j in origin:
            found.append(_changed(left[origin[j]], segment, named, moved=(origin[j], j) not in stayed))
        else:
            found.append(Changed(changes=("added",), left=None, right=segment))
        found.extend(after[j])
    return found


def _changed(left: Segment, right: Segment, named: dict[str, str], *, moved: bool) -> Changed:
    words = tuple(compare_words(_text(left), _text(right)))
    changes: list[Change] = ["moved"] if moved or _has_moved(left, right, named) else []
    if _number(left) != _number(right):
        changes.append("renumbered")
    if _keys(left) != _keys(right):
        changes.append("reworded")
    return Changed(changes=tuple(changes), left=left, right=right, words=words)


def _has_moved(left: Segment, right: Segment, named: dict[str, str]) -> bool:
    """Tell whether a segment stands under another one than before (itself renumbered or not)."""
    if left.parent is None or right.parent is None:
        return left.parent != right.parent
    return named.get(left.parent, right.parent) != right.parent


def _says(segment: Segment) -> bool:
    return segment.kind not in ("contents", "masthead", "furniture") and bool(_text(segment).strip())


def _text(segment: Segment) -> str:
    return (segment.heading if segment.text is None else segment.text) or ""


def _number(segment: Segment) -> tuple[str, int | None] | None:
    return None if segment.marker is None else (segment.marker.family, segment.marker.ordinal)


def _keys(segment: Segment) -> list[str]:
    """Return the folded words, without the stop or semicolon that an item has by its place in its list."""
    return [word.rstrip(_STOPS) or word for word in fold(_text(segment)).split()]


def _partners(left: Sequence[Segment], right: Sequence[Segment]) -> dict[int, int]:
    """Return for segments of the draft which of the final version they became."""
    mine, yours = [_keys(s) for s in left], [_keys(s) for s in right]
    partners: dict[int, int] = {}
    taken: set[int] = set()
    candidates = _candidates(left, right, mine, yours)
    for i, j, _ in sorted(candidates, key=lambda found: (-found[2], abs(found[0] - found[1]), found)):
        if i not in partners and j not in taken:
            partners[i] = j
            taken.add(j)
    return partners


def _candidates(
    left: Sequence[Segment], right: Sequence[Segment], mine: Sequence[list[str]], yours: Sequence[list[str]]
) -> Iterator[tuple[int, int, float]]:
    """Yield pairs that may be one segment, and how much speaks for it; only what shares rare words is looked at."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, words in enumerate(yours):
        for word in set(words):
            places[word].append(j)
    counts = [Counter(words) for words in yours]
    for i, words in enumerate(mine):
        rare = sorted({word for word in words if word in places}, key=lambda word: (len(places[word]), word))
        own = Counter(words)
        for j in {j for word in rare[:12] for j in places[word][:200]}:
            if _kind(left[i]) != _kind(right[j]):
                continue
            alike = 2 * (own & counts[j]).total() / (len(words) + len(yours[j]))
            same_place = left[i].id == right[j].id
            least = _SHORT_SAME if min(len(words), len(yours[j])) <= _SHORT and not same_place else _SAME
            if alike >= least:
                yield i, j, alike + (_LABEL_HELPS if same_place else 0.0) + (0.05 if words == yours[j] else 0.0)


def _kind(segment: Segment) -> str:
    """Return what may become what: a paragraph may become an item, but no heading."""
    if segment.kind in ("section", "subsection", "heading", "annex"):
        return "heading"
    return segment.kind if segment.kind in ("footnote", "table") else "text"


def compare_words(left: str, right: str) -> Iterator[Words]:
    """Yield the words of two texts in order: what both have, what only the first and what only the second has.

    >>> [(w.operation, w.text) for w in compare_words("States should act now", "States shall act")]
    [('same', 'States'), ('dropped', 'should'), ('added', 'shall'), ('same', 'act'), ('dropped', 'now')]
    """
    mine, yours = _WORD.findall(left), _WORD.findall(right)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, mine, yours, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Words(operation="same", text=_joined(mine[i1:i2]))
            continue
        if i2 > i1:
            yield Words(operation="dropped", text=_joined(mine[i1:i2]))
        if j2 > j1:
            yield Words(operation="added", text=_joined(yours[j1:j2]))


def _joined(words: Iterable[str]) -> str:
    return " ".join(words)
