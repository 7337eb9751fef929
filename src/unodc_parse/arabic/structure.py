"""Labels, dates and paragraph marks that a scrambled line shows at the wrong place, put back by shape alone.

Where the runs of a right-to-left line were emitted in the wrong order, digits, hyphens, list labels and
"(continued)" are runs of their own, and the gaps around them betray it: a label behind the text after a wide gap,
a hyphen before its ordinal, a number glued to the word that follows it. No language statistics are needed here.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from unodc_parse.model import Span, Step

_LETTER = "[\u0620-\u063f\u0641-\u0652\u0670]"
_DIGITS = "[0-9\u0660-\u0669\u06f0-\u06f9]"
_LABEL_BEHIND: Final = re.compile(
    rf"(?P<rest>.*\S)(?:\s{{2,}}(?P<bracket>\({_LETTER}{{1,3}}\)|\)\({_LETTER}{{1,3}})"
    rf"|\s{{2,}}(?P<hyphen>-)(?P<word>{_LETTER}+(?:\s{_LETTER}+)?)|\s+(?P<dash>-)(?P<number>{_DIGITS}{{1,3}}))\s*$",
    re.DOTALL,
)
_MARK_INSIDE: Final = re.compile(rf"(?<=\s\s)(?P<dash>-)(?P<number>{_DIGITS}{{1,3}})(?=\s)")
_GLUED_NUMBER: Final = re.compile(rf"{_DIGITS}(?={_LETTER})")
_GLUED_BRACKET: Final = re.compile(rf"^\s*\({_LETTER}+\)(?={_LETTER})")
_ATOM: Final = re.compile(rf"{_DIGITS}+(?:[/.,\u066b]{_DIGITS}+)*|-|\s+")
_MAX_WORDS: Final = 4


def restore_structure(text: str) -> Step | None:
    """Put a line's label first, and turn a short line of numbers and words round.

    >>> restore_structure("bd  -\N{ARABIC-INDIC DIGIT ONE}") is not None
    True
    """
    pieces = _label_behind(text) or _mark_inside(text) or _short_line(text, (0, len(text)))
    if not pieces:
        return None
    step = Step("order.structure", tuple(pieces))
    return None if step.apply(text) == text else step


def _label_behind(text: str) -> list[Span | str]:
    match = _LABEL_BEHIND.match(text)
    if match is None:
        return []
    rest = _short_line(text, match.span("rest")) or [match.span("rest")]
    if match["bracket"]:
        start, end = match.span("bracket")
        twisted = text[start] == ")"  # ")(x": both brackets came before the letter
        label: list[Span | str] = (
            [(start + 1, start + 2), (start + 2, end), (start, start + 1)] if twisted else [(start, end)]
        )
    elif match["word"]:
        label = [match.span("word"), match.span("hyphen")]
    else:
        label = [match.span("number"), match.span("dash")]
    return [*label, " ", *rest]


def _mark_inside(text: str) -> list[Span | str]:
    found = list(_MARK_INSIDE.finditer(text))
    if len(found) != 1:
        return []
    mark = found[0]
    return [mark.span("number"), mark.span("dash"), " ", (0, mark.start()), (mark.end(), len(text))]


def _short_line(text: str, span: Span) -> list[Span | str]:
    """Reverse the runs of a line that is little more than numbers: a date, a place, an agenda item."""
    body = text[span[0] : span[1]]
    if not (_GLUED_NUMBER.search(body) or _GLUED_BRACKET.match(body)):
        return []
    blocks = _blocks(text, span)
    if any(len(text[a:b].split()) > _MAX_WORDS for a, b in blocks):
        return []
    pieces: list[Span | str] = []
    for block in reversed(blocks):
        if pieces and not (text[block[0]] == "-" or text[slice(*pieces[-1])] == "-"):
            pieces.append(" ")
        pieces.append(block)
    return pieces


def _blocks(text: str, span: Span) -> list[Span]:
    """Cut a span at numbers, hyphens and a glued bracket; white space at the edges of a block is left out."""
    cuts = {span[0], span[1]}
    for match in _ATOM.finditer(text, *span):
        if not match[0].isspace():
            cuts |= set(match.span())
    bracket = _GLUED_BRACKET.match(text[span[0] : span[1]])
    if bracket:
        cuts.add(span[0] + bracket.end())
    edges = sorted(cuts)
    blocks = []
    for start, end in pairwise(edges):
        part = text[start:end]
        if part.strip():
            blocks.append((start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())))
    return blocks
