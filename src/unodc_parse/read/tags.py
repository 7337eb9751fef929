"""The tags of a page: to which paragraph, item, cell or note of its document's structure each glyph belongs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from unodc_parse.values import Value

#: Where marked content begins: the number of a page's first glyph in it, and that of the content, -1 for none.
Tag = tuple[int, int]


class Block(Value, frozen=True):
    """A paragraph, item, cell or note; `path` tells which child it is of which, from the root of the tree."""

    path: tuple[int, ...]
    is_note: bool = False


class Tags:
    """The marked content of a page, and the blocks that it makes by the structure tree."""

    def __init__(self, tags: Sequence[Tag], blocks: Mapping[int, Block]) -> None:
        self._starts = [start for start, _ in tags]
        self._blocks = [blocks.get(number) for _, number in tags]

    def block(self, stream: int) -> Block | None:
        """Return the block of the glyph that is painted as number `stream`, null for one without tags."""
        at = bisect_right(self._starts, stream)
        return self._blocks[at - 1] if at else None
