"""From lines to segments: the stages of this room in order, and the canonical text with every segment's span in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from unodc_parse.diagnostics import Diagnostic
from unodc_parse.language.leaders import fold_leaders
from unodc_parse.language.lexicon import Lexicon, forget_lines
from unodc_parse.model import Line, Page, Segment
from unodc_parse.segment.blocks import join_texts, unbroken, vocabulary
from unodc_parse.segment.drafts import (
    Draft,
    Sheet,
    draft_aside,
    draft_contents,
    draft_footnotes,
    draft_furniture,
    draft_tables,
    draft_unit,
    prepare_sheet,
)
from unodc_parse.segment.facts import gather_facts
from unodc_parse.segment.findings import find_doubts
from unodc_parse.segment.footnotes import group_footnotes
from unodc_parse.segment.numbering import decide
from unodc_parse.segment.outline import Block, Node, attach_asides, body_start, build_outline, group_blocks
from unodc_parse.segment.scattered import is_scattered
from unodc_parse.segment.symbol_notes import key_of
from unodc_parse.segment.zones import ZonedLine, label_zones


class Segmented(Struct, frozen=True):
    """A segmented document: the outline, what is printed around it, the canonical text, the lines of the masthead."""

    segments: tuple[Segment, ...]
    furniture: tuple[Segment, ...]
    text: str
    masthead: tuple[Line, ...]
    diagnostics: tuple[Diagnostic, ...]


class _Drafted(Struct, frozen=True):
    """What is made of the lines of a document: the outline, what is printed around it, the lines of the masthead."""

    outline: list[Draft]
    around: list[Draft]
    masthead: tuple[Line, ...]


def segment_pages(
    pages: Iterable[Page], lexicon: Lexicon, *, beam_width: int = 12, keep_raw: bool = False
) -> Segmented:
    """Segment a document of lines in logical order and reading order; `keep_raw` keeps the lines as they were read.

    Of `pages`, gone through once, nothing is held when the text is written: an iterator over them holds nothing either.
    """
    drafted = _draft(tuple(pages), lexicon, beam_width, keep_raw=keep_raw)
    forget_lines()
    margins = {draft.segment.id: draft.margin for draft in drafted.outline}
    text, segments, furniture = _lay_out(drafted.outline, drafted.around)
    return Segmented(segments, furniture, text, drafted.masthead, tuple(find_doubts(segments, margins)))


def _draft(pages: Sequence[Page], lexicon: Lexicon, beam_width: int, *, keep_raw: bool) -> _Drafted:
    zoned = label_zones(pages, lexicon)
    blocks = attach_asides(_blocks(pages, zoned, lexicon, beam_width), zoned, lexicon)
    start = body_start(blocks, zoned, lexicon)
    sheet = prepare_sheet(list(zoned), lexicon, keep_raw=keep_raw)
    masthead = tuple(
        line for block in blocks[:start] for line in unbroken([zoned[at].line for at in block.lines], sheet.words)
    )
    del pages, zoned  # their lines, mostly the last hold on them but the sheet's
    drafts = list(_draft_outline(sheet, build_outline(blocks[start:])))
    drafts += draft_footnotes(sheet, drafts)
    drafts += draft_contents(sheet)
    drafts += draft_tables(sheet, drafts)
    around = [draft_aside(sheet, block.lines, "masthead", n) for n, block in enumerate(blocks[:start], 1)]
    around += draft_furniture(sheet)
    return _Drafted(drafts, around, masthead)


def _draft_outline(sheet: Sheet, outline: Iterable[Node]) -> Iterator[Draft]:
    for node in outline:
        yield draft_unit(sheet, node)
        sheet.release(node.lines)


def _blocks(pages: Sequence[Page], zoned: Sequence[ZonedLine], lexicon: Lexicon, beam_width: int) -> list[Block]:
    """Return the blocks of the body; what is known of its lines on the way, much in a long document, is let go."""
    body = [at for at, z in enumerate(zoned) if z.zone == "body"]
    facts = gather_facts(pages, zoned, body, lexicon)
    return group_blocks(body, decide(facts, beam_width=beam_width), facts, zoned)


def join_paragraphs(pages: Sequence[Page], lexicon: Lexicon, *, beam_width: int = 12) -> Iterator[str]:
    """Yield the texts of all blocks in reading order, markers and footnote calls in their places.

    Running heads and feet are left out: they would stand in the midst of paragraphs.
    """
    zoned = label_zones(pages, lexicon)
    groups = [list(block.lines) for block in _blocks(pages, zoned, lexicon, beam_width)]
    notes = [at for at, z in enumerate(zoned) if z.zone == "footnote"]
    scattered = is_scattered([z.line for z in zoned])
    below = group_footnotes([zoned[at].line for at in notes], scattered=scattered)
    groups += [[notes[at] for at in note.lines] for note in below]
    groups += [[at] for at, z in enumerate(zoned) if z.zone in {"contents", "table"}]
    words = vocabulary([z.line for z in zoned])
    for group in sorted(groups):
        text = join_texts([zoned[at].line.text for at in group], words)
        yield fold_leaders(text) if zoned[group[0]].zone == "contents" else text


# ------------------------------------------------------------------------------------------------ canonical text


def _lay_out(drafts: list[Draft], around: list[Draft]) -> tuple[str, tuple[Segment, ...], tuple[Segment, ...]]:
    """Write the canonical text, one segment a line with its marker before it, and give every segment its span.

    The lists are emptied: a long report's segments would else be held twice.
    """
    footnotes = [d.segment for d in drafts if d.segment.kind == "footnote" and d.segment.marker]
    marked = ((note, note.marker) for note in reversed(footnotes) if note.marker)
    called = {(note.parent, key_of(marker.ordinal, marker.family)): note.id for note, marker in marked}
    beside = {draft.segment.id for draft in around}
    parts: list[str] = []
    placed: tuple[list[Segment], list[Segment]] = [], []
    length = 0
    waiting = sorted((*drafts, *around), key=lambda d: d.first)[::-1]
    drafts.clear()
    around.clear()
    while waiting:
        draft = waiting.pop()
        segment = draft.segment
        head = f"{segment.marker.raw} " if segment.marker else ""
        own = segment.heading or segment.text or ""
        start = length + len(head)
        notes = tuple(called[segment.id, n] for n in draft.notes if (segment.id, n) in called)
        placed[segment.id in beside].append(
            msgspec.structs.replace(segment, span=(start, start + len(own)), notes=notes)
        )
        parts += (head, own, "\n")
        length = start + len(own) + 1
    return "".join(parts[:-1]), tuple(placed[0]), tuple(placed[1])
