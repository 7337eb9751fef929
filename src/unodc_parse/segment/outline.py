"""From decisions to an outline: blocks with kinds, ids and parents, in reading order.

Ids are made of Latin ordinals in every language, so that the versions of a document share them (contract, "Ids").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import Struct, field

from unodc_parse.language.data_files import load_label_words
from unodc_parse.language.lexicon import Lexicon, fold, opens_with
from unodc_parse.language.numerals import to_letters
from unodc_parse.model import Kind
from unodc_parse.roman import to_roman
from unodc_parse.segment.enactments import enacts
from unodc_parse.segment.headings import is_aside
from unodc_parse.segment.markers import Reading
from unodc_parse.segment.masthead import masthead_end, stands_alone
from unodc_parse.segment.numbering import Decision
from unodc_parse.segment.transitions import Action, LineFacts
from unodc_parse.segment.zones import ZonedLine


class Block(Struct, frozen=True):
    """Consecutive body lines that are one unit; `lines` are positions among the zoned lines of the document."""

    action: Action
    reading: Reading | None
    lines: tuple[int, ...]
    heading: int
    margin: float
    leaves_annex: bool = False
    after_colon: bool = False


class Node(Struct, frozen=True, kw_only=True):
    """One unit of the outline, still without its text; `title` are lines that hold its heading alone."""

    id: str
    parent: str | None
    depth: int
    kind: Kind
    label: str
    reading: Reading | None
    lines: tuple[int, ...]
    margin: float


def group_blocks(
    body: Sequence[int], decisions: Sequence[Decision], facts: Sequence[LineFacts], zoned: Sequence[ZonedLine]
) -> list[Block]:
    """Group body lines to blocks; `body` are the positions of body lines, `decisions` and `facts` run beside it.

    A title goes on below its marker («الفصل الأول») in any case: how near it came to a block of its own says nothing.
    """
    blocks: list[Block] = []
    for position, decision, fact in zip(body, decisions, facts, strict=True):
        if decision.action == "continue" and blocks:
            last = blocks[-1]
            margin = last.margin if _is_bare_marker(last, zoned) else min(last.margin, decision.margin)
            blocks[-1] = msgspec.structs.replace(last, lines=(*last.lines, position), margin=margin)
        else:
            action = "plain" if decision.action == "continue" else decision.action
            blocks.append(
                Block(
                    action, decision.reading, (position,), fact.heading, decision.margin, decision.leaves_annex,
                    fact.after_colon,
                )
            )  # fmt: skip
    return blocks


def attach_asides(blocks: Sequence[Block], zoned: Sequence[ZonedLine], lexicon: Lexicon) -> list[Block]:
    """Give a heading the lines that belong to it: «(البند ٣ …)» below it, and the title below "Annex I"."""
    joined: list[Block] = []
    for block in blocks:
        if joined and block.action == "plain" and _belongs_to_heading(joined[-1], block, zoned, lexicon):
            last = joined[-1]
            joined[-1] = msgspec.structs.replace(last, lines=(*last.lines, *block.lines))
        else:
            joined.append(block)
    return joined


def _belongs_to_heading(last: Block, block: Block, zoned: Sequence[ZonedLine], lexicon: Lexicon) -> bool:
    text = " ".join(zoned[at].line.text for at in block.lines)
    is_heading = last.action in _HEADED or (last.action == "plain" and last.heading > 0)
    if is_heading and is_aside(text, lexicon):
        entry = " ".join(zoned[at].line.text for at in last.lines)  # of a masthead: place and days, say
        return last.action in _HEADED or not stands_alone(entry, lexicon)
    return _is_bare_marker(last, zoned) and block.heading > 0


def _is_bare_marker(block: Block, zoned: Sequence[ZonedLine]) -> bool:
    """Tell whether a block is the marker of a heading so far, and nothing else."""
    return (
        block.action in _HEADED
        and block.reading is not None
        and len(block.lines) == 1
        and len(zoned[block.lines[0]].line.text) <= block.reading.length + 1
    )


_HEADED: Final = frozenset({"annex", "section", "subsection", "numbered_heading", "lettered_heading"})


def body_start(blocks: Sequence[Block], zoned: Sequence[ZonedLine], lexicon: Lexicon) -> int:
    """Return the position in `blocks` where the masthead ends and the body begins.

    A document without markers, a letter say, has no more masthead than its opening lines show.
    """
    contents = max((at for at, z in enumerate(zoned) if z.zone == "contents"), default=-1)
    for at, block in enumerate(blocks):
        if block.action != "plain" or block.lines[0] > contents >= 0:
            return at
        if enacts(_text_of(block, zoned), lexicon):
            return at
        if at and _opens_preamble(_text_of(blocks[at - 1], zoned), _text_of(block, zoned), lexicon):
            return at - 1
    return masthead_end([_text_of(block, zoned) for block in blocks], lexicon)


def _opens_preamble(before: str, text: str, lexicon: Lexicon) -> bool:
    """Tell whether a block is the first paragraph of a preamble: so the one before enacts, whatever became of it."""
    return before.rstrip().endswith((",", "،")) and opens_with(fold(text[:40]), lexicon.openings.preamble)


def _text_of(block: Block, zoned: Sequence[ZonedLine]) -> str:
    return " ".join(zoned[at].line.text for at in block.lines)


class _List(Struct, frozen=True):
    """The list of items that was added to last: where it stands, how far it counts, in which family."""

    parent: str | None
    ordinal: int
    family: str


_NO_LIST: Final = _List(None, 0, "")


class _Outline(Struct):
    """Where in the outline the walk stands: ids of the open units, and counters of unnumbered ones."""

    annex: str | None = None
    section: str | None = None
    subsection: str | None = None
    paragraph: str | None = None
    host: str | None = None  # the paragraph whose nested list goes on, whatever headings stand between
    announced: str | None = None  # the paragraph that ended in a colon before the heading of its list
    nested: str | None = None
    item: str | None = None
    items: _List = _NO_LIST
    numbered: Block | None = None
    taken: frozenset[str] | None = None
    before_annex: tuple[str | None, str | None, str | None] = (None, None, None)
    depths: dict[str, int] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    bearers: Counter[str] = field(default_factory=Counter)
    counted: Counter[tuple[str | None, str]] = field(default_factory=Counter)

    def add(self, parent: str | None, part: str, kind: Kind, block: Block, label: str) -> Node:
        """Make the node `part` under `parent`; a second bearer of an id gets ~2."""
        wanted = f"{parent}.{part}" if parent else part
        self.bearers[wanted] += 1
        count = self.bearers[wanted]
        node_id = wanted if count == 1 else f"{wanted}~{count}"
        above = self.labels.get(parent or "", "")
        glue = " " if label.startswith("(") else "."
        full = f"{above}{glue}{label}" if above and label else label or above
        depth = self.depths.get(parent or "", 0) + 1
        self.depths[node_id], self.labels[node_id] = depth, full
        return Node(
            id=node_id, parent=parent, depth=depth, kind=kind, label=full, reading=block.reading, lines=block.lines,
            margin=block.margin,
        )  # fmt: skip

    def close_lists(self) -> None:
        """Close the open paragraph and its lists."""
        self.paragraph = self.host = self.announced = self.nested = self.item = None
        self.items = _NO_LIST

    @property
    def chapter(self) -> str | None:
        """The innermost open section, subsection or annex."""
        return self.subsection or self.section or self.annex


def build_outline(blocks: Sequence[Block]) -> list[Node]:
    """Give the body's blocks ids, parents and kinds.

    A numbered heading bears its number, unless a paragraph or an item of its chapter bears the same: that one keeps it.
    """
    taken = frozenset(node.id for node in _walk(blocks, None) if node.kind != "heading")
    return _walk(blocks, taken)


def _walk(blocks: Sequence[Block], taken: frozenset[str] | None) -> list[Node]:
    """Walk through the blocks; `taken` are ids that no numbered heading may bear, None keeps numbers from them all."""
    outline = _Outline(taken=taken)
    nodes = []
    for block in blocks:
        if block.leaves_annex:
            outline.annex, outline.section, outline.subsection = outline.before_annex
            outline.before_annex = (None, None, None)
        nodes.append(_BUILDERS[block.action](outline, block))
    return nodes


def _add_annex(outline: _Outline, block: Block) -> Node:
    ordinal = block.reading.ordinal if block.reading else 0
    part = f"annex-{to_roman(ordinal).upper()}" if ordinal else "annex"
    word = load_label_words().annex
    label = f"{word} {to_roman(ordinal).upper()}" if ordinal else word
    node = outline.add(None, part, "annex", block, label)
    if outline.annex is None:
        outline.before_annex = (None, outline.section, outline.subsection)
    outline.annex, outline.section, outline.subsection = node.id, None, None
    outline.close_lists()
    return node


def _add_section(outline: _Outline, block: Block) -> Node:
    part = to_roman(_ordinal(block)).upper()
    node = outline.add(outline.annex, part, "section", block, part)
    outline.section, outline.subsection, outline.numbered = node.id, None, None
    outline.close_lists()
    return node


def _add_subsection(outline: _Outline, block: Block) -> Node:
    part = to_letters(_ordinal(block)).upper()
    node = outline.add(outline.section or outline.annex, part, "subsection", block, part)
    outline.subsection, outline.numbered = node.id, None
    outline.close_lists()
    return node


def _add_numbered_heading(outline: _Outline, block: Block) -> Node:
    outline.close_lists()
    outline.numbered = block
    part = str(_ordinal(block))
    return outline.add(outline.chapter, _heading_part(outline, part), "heading", block, part)


def _add_lettered_heading(outline: _Outline, block: Block) -> Node:
    """Add «(أ)» that titles paragraphs: a heading, labelled after the numbered heading that it stands under."""
    outline.close_lists()
    letter = f"({to_letters(_ordinal(block))})"
    number = str(_ordinal(outline.numbered)) if outline.numbered else ""
    part = f"{number}.{to_letters(_ordinal(block))}" if number else to_letters(_ordinal(block))
    return outline.add(outline.chapter, _heading_part(outline, part), "heading", block, f"{number} {letter}".strip())


def _heading_part(outline: _Outline, part: str) -> str:
    """Return the part that a numbered heading has in its id: its number or h1, h2 … where that is taken."""
    chapter = outline.chapter
    wanted = f"{chapter}.{part}" if chapter else part
    free = outline.taken is not None and wanted not in outline.taken and not outline.bearers[wanted]
    return part if free else _next(outline, chapter, "h")


def _add_paragraph(outline: _Outline, block: Block) -> Node:
    part = str(_ordinal(block))
    node = outline.add(outline.chapter, part, "paragraph", block, part)
    outline.close_lists()
    outline.paragraph = node.id
    return node


def _add_nested(outline: _Outline, block: Block) -> Node:
    part = str(_ordinal(block))
    outline.host = outline.paragraph or outline.host
    node = outline.add(outline.host or outline.chapter, part, "item", block, f"({part})")
    outline.nested, outline.item, outline.items = node.id, None, _NO_LIST
    return node


def _add_item(outline: _Outline, block: Block) -> Node:
    reading = block.reading
    part = str(_ordinal(block)) if reading and reading.family == "bracketed_decimal" else to_letters(_ordinal(block))
    family = reading.family if reading else ""
    last = outline.items
    if last.family == family and 0 < last.ordinal < _ordinal(block):  # the list goes on, whatever stands between
        parent = last.parent
    else:
        parent = outline.nested or outline.paragraph or outline.announced or outline.chapter
    node = outline.add(parent, part, "item", block, f"({part})")
    outline.item, outline.items = node.id, _List(parent, _ordinal(block), family)
    return node


def _add_subitem(outline: _Outline, block: Block) -> Node:
    part = to_roman(_ordinal(block))
    parent = outline.item or outline.nested or outline.paragraph or outline.chapter
    return outline.add(parent, part, "subitem", block, f"({part})")


def _add_plain(outline: _Outline, block: Block) -> Node:
    chapter = outline.chapter
    if block.heading:
        if outline.paragraph:
            outline.announced = outline.paragraph if block.after_colon else None
        outline.paragraph = outline.nested = outline.item = None  # the list itself may go on below it
        return outline.add(chapter, _next(outline, chapter, "h"), "heading", block, "")
    node = outline.add(chapter, _next(outline, chapter, "p"), "paragraph", block, "")
    outline.paragraph, outline.announced, outline.nested, outline.item = node.id, None, None, None
    return node


def _ordinal(block: Block) -> int:
    return max(1, block.reading.ordinal) if block.reading else 1


def _next(outline: _Outline, parent: str | None, letter: str) -> str:
    """Return the next free id part for an unnumbered heading (h1, h2 …) or paragraph (p1, p2 …)."""
    number = outline.counted[parent, letter] + 1
    while outline.bearers[f"{parent}.{letter}{number}" if parent else f"{letter}{number}"]:
        number += 1
    outline.counted[parent, letter] = number
    return f"{letter}{number}"


_BUILDERS: Final = {
    "annex": _add_annex,
    "section": _add_section,
    "subsection": _add_subsection,
    "numbered_heading": _add_numbered_heading,
    "lettered_heading": _add_lettered_heading,
    "paragraph": _add_paragraph,
    "nested": _add_nested,
    "item": _add_item,
    "subitem": _add_subitem,
    "plain": _add_plain,
    "continue": _add_plain,
}
