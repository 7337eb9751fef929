"""Mirrored brackets: stored as they look in a line that is read from the right, `)a(` for `(a)`.

A bracket that opens stands behind a space and before a letter, one that closes the other way round: each such bracket
has one vote. The document decides; a bracket whose place speaks against it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from unodc_parse.arabic.chardata import CLOSING, MIRRORED
from unodc_parse.arabic.fixes import Edit, rewrite
from unodc_parse.model import Step

_BRACKETS: Final = "".join(re.escape(char) for char in sorted(MIRRORED) if char not in "<>\u2264\u2265")
_BRACKET: Final = re.compile(f"[{_BRACKETS}]")
_AFTER: Final = r"(?=[\s.,:;!?\u060c\u061b\u061f/*\"-]|$)"
_OPENS: Final = re.compile(rf"(?<!\S)[{_BRACKETS}](?=\w)")
_CLOSES: Final = re.compile(rf"(?<=[\w\u064b-\u065f\u0670\u06d6-\u06ed.\u060c%*])[{_BRACKETS}]{_AFTER}")

#: The call of a note behind a word or sign, the brackets of which stand at nothing else.
_CALL: Final = re.compile(rf"(?<=[\w\u064b-\u0652.\u060c])([{_BRACKETS}])\d{{1,3}}([{_BRACKETS}])")


class Votes(Struct, frozen=True):
    """Brackets that stand where they should, and those that stand where their mirror images should open or close."""

    upright: int = 0
    opening: int = 0
    closing: int = 0

    @property
    def turned(self) -> bool:
        """Tell whether any bracket stands where its mirror image should."""
        return self.opening + self.closing > 0

    @property
    def mirrored(self) -> bool:
        """Tell whether most stand in each other's places; one side alone may be a bracket that a line break cut."""
        return self.opening > 0 and self.closing > 0 and self.opening + self.closing > 2 * self.upright


def bracket_votes(text: str) -> Votes:
    """Count the brackets of a line by their places.

    >>> bracket_votes("(a) b"), bracket_votes("b )a(")
    (Votes(upright=2, opening=0, closing=0), Votes(upright=0, opening=1, closing=1))
    """
    placed = [(closes, stored) for _, closes, stored in _placed(text)]
    return Votes(
        sum(closes == stored for closes, stored in placed),
        placed.count((False, True)),
        placed.count((True, False)),
    )


def _placed(text: str) -> Iterator[tuple[int, bool, bool]]:
    """Yield position, whether a closing bracket is due there, whether one is there, for brackets with a clear place."""
    for pattern, closes in ((_OPENS, False), (_CLOSES, True)):
        for match in pattern.finditer(text):
            yield match.start(), closes, match[0] in CLOSING
    for match in _CALL.finditer(text):
        if not _OPENS.match(text, match.start()):
            yield match.start(), False, match[1] in CLOSING
        if not _CLOSES.match(text, match.end() - 1):
            yield match.end() - 1, True, match[2] in CLOSING


def mirrored_lines(texts: Sequence[str]) -> list[bool]:
    """Tell for every line of a document whether its brackets are mirrored."""
    votes = [bracket_votes(text) if _BRACKET.search(text) else Votes() for text in texts]
    document = Votes(*(sum(getattr(vote, kind) for vote in votes) for kind in ("upright", "opening", "closing")))
    if not document.mirrored:
        return [vote.mirrored and not vote.upright and _pairs(text) for text, vote in zip(texts, votes, strict=True)]
    return [
        _BRACKET.search(text) is not None and vote.opening + vote.closing >= vote.upright
        for text, vote in zip(texts, votes, strict=True)
    ]


def _pairs(text: str) -> bool:
    """Tell whether the brackets of a line, read as mirrored ones, pair: then no line break divides them."""
    depth = 0
    for match in _BRACKET.finditer(text):
        depth += 1 if match[0] in CLOSING else -1
        if depth < 0:
            return False
    return not depth


def mirror_brackets(text: str) -> Step | None:
    """Mirror every bracket but those that stand where they should."""
    upright = {at for at, closes, as_stored in _placed(text) if closes == as_stored}
    edits: list[Edit] = [(at, at + 1, MIRRORED[text[at]]) for at in _positions(text) if at not in upright]
    return rewrite("brackets.mirror", text, edits)


def _positions(text: str) -> Iterator[int]:
    return (match.start() for match in _BRACKET.finditer(text))
