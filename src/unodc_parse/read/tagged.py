"""Reading order by the tags of a page, where places alone mistake it (PDF 32000-1, 14.8.2.3).

A tagged page says to which paragraph, item or cell each text belongs, and in which order they are read. Makers get it
wrong often enough, so it is evidence only: asked for where lines are painted in another order than they stand in, and
believed where nearly all text is tagged, what is read next stands below or beside, and no lines of two blocks mix.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from unodc_parse.read.fragments import Fragment
from unodc_parse.read.tags import Block, Tags

_BESIDE = 0.5  # em: blocks that share more height than this stand side by side
_SAME_LINE = 0.3  # em
_NEXT_LINE = 2.2  # em: no further from one line to the next
_ALIKE = 0.8  # of one another: the sizes of two lines of text; calls of notes are smaller
_BACK = 1.5  # em: as far up a block goes on at the head of another column
_UNTAGGED = 0.02  # of the glyphs between the first tagged line and the last
_OVERLAP = 0.1  # of the narrower one's width
_MOST = 3000  # pieces of lines, each of which is compared with those around it: pages with more are drawings


def reordered(regions: list[list[Fragment]], read_tags: Callable[[], Tags | None]) -> list[list[Fragment]]:
    """Return the regions of a page by its tags, where these tell better than places; else the same ones.

    `read_tags` takes as long as reading the page, and is called where lines are painted in another order than they
    stand in.
    """
    if sum(map(len, regions)) > _MOST or not any(map(_is_painted_across, regions)):
        return regions
    tags = read_tags()
    if tags is None:
        return regions
    blocks = {id(f): tags.block(f.glyphs[0].stream) for region in regions for f in region}
    if not any(_interleaved(region, blocks) for region in regions):
        return regions
    everything = sorted((f for region in regions for f in region), key=lambda f: f.glyphs[0].stream)
    return _by_blocks(everything, blocks) or regions


def _is_painted_across(region: Sequence[Fragment]) -> bool:
    """Tell whether lines are painted before such as stand just above and beside them, more than once."""
    back = 0
    above: list[Fragment] = []
    row: list[Fragment] = []
    for fragment in sorted([f for f in region if f.ink], key=_height):
        if row and fragment.y - row[0].y > _BESIDE * fragment.size:
            above, row = row, []
        row.append(fragment)
        back += any(_is_before(fragment, f) for f in above)
        if back > 1:
            return True
    return False


def _height(fragment: Fragment) -> float:
    return fragment.y


def _is_before(lower: Fragment, upper: Fragment) -> bool:
    """Tell whether a line is painted before one that stands just above and beside it."""
    return (
        lower.glyphs[0].stream < upper.glyphs[0].stream
        and (lower.x0 >= upper.x1 or lower.x1 <= upper.x0)
        and lower.y - upper.y < _NEXT_LINE * upper.size
        and min(lower.size, upper.size) > _ALIKE * max(lower.size, upper.size)
    )


def _interleaved(region: Sequence[Fragment], blocks: Mapping[int, Block | None]) -> bool:
    """Tell whether lines of two blocks stand side by side, so that rows mix them."""
    reach: dict[Block, tuple[float, float, float]] = {}
    for fragment in region:
        block = blocks[id(fragment)]
        if fragment.ink and block is not None:
            top, bottom, size = reach.get(block, (fragment.y, fragment.y, fragment.size))
            reach[block] = min(top, fragment.y), max(bottom, fragment.y), size
    lowest = float("-inf")
    for top, bottom, size in sorted(reach.values()):
        if min(bottom, lowest) - top > _BESIDE * size:
            return True
        lowest = max(lowest, bottom)
    return False


def _by_blocks(fragments: Sequence[Fragment], blocks: Mapping[int, Block | None]) -> list[list[Fragment]]:
    """Return the regions that the blocks make, from top to bottom each; nothing where the tags are not to be believed.

    `fragments` are in the order in which they are painted. What has no tags is a head or a foot.
    """
    inked = [f for f in fragments if f.ink]
    told = [f for f in inked if blocks[id(f)] is not None]
    first, last = min(f.y for f in told), max(f.y for f in told)
    untold = [f for f in inked if blocks[id(f)] is None]
    stray = sum(len(f.glyphs) for f in untold if first <= f.y <= last)
    if stray > _UNTAGGED * sum(len(f.glyphs) for f in told):
        return []
    regions: list[_Region] = []
    for part in _parts(fragments, blocks):
        if not regions or not regions[-1].goes_on(part):
            if any(region.hides(part) for region in regions):
                return []
            regions.append(_Region())
        regions[-1].add(part)
    ordered = [fragments for region in regions for fragments in region.stretches(regions)]
    if any(_interleaved(region, blocks) for region in ordered):
        return []
    head, foot = [f for f in untold if f.y < first], [f for f in untold if f.y >= first]
    return [region for region in (head, *ordered, foot) if region]


def _parts(fragments: Sequence[Fragment], blocks: Mapping[int, Block | None]) -> list[list[Fragment]]:
    """Return the blocks in reading order, each parted where it goes on at the head of another column.

    Notes are read last, as they stand at the foot. Spaces without a tag belong to what is painted before them.
    """
    of_block: dict[Block, list[Fragment]] = {}
    now: Block | None = None
    for fragment in fragments:
        block = blocks[id(fragment)]
        if fragment.ink or block is not None:
            now = block
        if now is not None:
            of_block.setdefault(now, []).append(fragment)
    parts: list[list[Fragment]] = []
    for block in sorted(of_block, key=lambda block: (block.is_note, block.path)):
        lowest = float("inf")
        for fragment in of_block[block]:
            if lowest == float("inf") or (fragment.ink and fragment.y < lowest - _BACK * fragment.size):
                parts.append([])
                lowest = float("-inf")
            parts[-1].append(fragment)
            lowest = max(lowest, fragment.y) if fragment.ink else lowest
    return [part for part in parts if any(f.ink for f in part)]


class _Region:
    """Blocks that stand below one another."""

    def __init__(self) -> None:
        self._parts: list[list[Fragment]] = []
        self._inked: list[Fragment] = []
        self._before: list[Fragment] = []

    def add(self, part: list[Fragment]) -> None:
        """Add a block that goes on."""
        self._before = [f for f in part if f.ink]
        self._parts.append(part)
        self._inked += self._before

    def goes_on(self, part: Sequence[Fragment]) -> bool:
        """Tell whether a part stands below this region, or beside the one line that is read before it."""
        inked = [f for f in part if f.ink]
        top = min(f.y for f in inked)
        within = _SAME_LINE * inked[0].size
        if top > max(f.y for f in self._inked) + within:
            beside = max(f.x1 for f in self._inked) < min(f.x0 for f in inked)
            return not beside and min(f.x0 for f in self._inked) <= max(f.x1 for f in inked)
        if any(abs(f.y - top) > within for f in self._before):
            return False
        line = [f for f in inked if abs(f.y - top) <= within]
        left, right = sorted((self._before, line), key=lambda fragments: fragments[0].x0)
        return max(f.x1 for f in left) <= min(f.x0 for f in right) + within

    def stretches(self, regions: Sequence[_Region]) -> list[list[Fragment]]:
        """Return the region in stretches: where it has the page's width, and where others stand beside it."""
        rest = [f for region in regions if region is not self for f in region._inked]  # noqa: SLF001 - of its own kind

        def is_beside(part: Sequence[Fragment]) -> bool:
            top, bottom = min(f.y for f in part if f.ink), max(f.y for f in part if f.ink)
            first, last = min((f.y for f in rest), default=bottom), max((f.y for f in rest), default=top)
            return (
                first - part[0].size < top and bottom < last + part[0].size and any(top <= f.y <= bottom for f in rest)
            )

        return [[f for part in parts for f in part] for _, parts in groupby(self._parts, is_beside)]

    def hides(self, part: Sequence[Fragment]) -> bool:
        """Tell whether text that is read before a part stands below its head, and not beside it."""
        inked = [f for f in part if f.ink]
        top = min(f.y for f in inked)
        x0, x1 = min(f.x0 for f in inked), max(f.x1 for f in inked)
        return any(
            min(f.x1, x1) - max(f.x0, x0) > _OVERLAP * min(f.x1 - f.x0, x1 - x0)
            for f in self._inked
            if f.y > top + _SAME_LINE * f.size
        )
