"""Blocks: lines joined to paragraph-like units, across line and page ends, with the text and where it came from."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import reduce
from typing import Final

from msgspec.structs import replace

from unodc_parse.language.symbols import is_broken_symbol
from unodc_parse.model import Line, Span
from unodc_parse.segment.calls import Call
from unodc_parse.values import Value

#: After these the next line goes on without a space: a slash, a hyphen inside a word, an opening bracket.
_TIGHT_END: Final = re.compile(r"(?:\S/|\w[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}]|[\w)]\N{EN DASH}|[(\[])$")
#: The conjunction waw is no word of its own, though some put a space between it and Latin letters.
_WAW: Final = "\N{ARABIC LETTER WAW}"
_LONE_WAW: Final = re.compile(rf"(?<!\w){_WAW}$")
_HYPHENATED: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,}+)[-\N{HYPHEN}]$")
_BROKEN: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,}+)[-\N{HYPHEN}] ([a-z\u00df-\u00ff]{2,})")
#: What stands at the end of a line that may go on without a space.
_SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
_JOINING: Final = frozenset("\N{SOFT HYPHEN}/-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}([.\N{ARABIC LETTER WAW}")
#: Only the end of what is joined so far is looked at, or joining would take quadratic time.
_TAIL: Final = 48
_HYPHEN: Final = "-"
_AT_ONCE: Final = 64  # lines
_SHORT: Final = 3  # letters
_FEW_PARTED: Final = 0.03  # of the lines: where words are broken at line ends, they are 0.05 to 0.3 of them
_LOWER_WORD: Final = re.compile(r"[a-z\u00df-\u00ff]{2,}")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Joined(Value, frozen=True):
    """The text of joined lines, footnote calls taken out, and the numbers of the footnotes called."""

    text: str
    notes: tuple[int, ...]


def vocabulary(lines: Sequence[Line]) -> frozenset[str]:
    """Return the words of a document that stand within lines, hyphenated words whole; none where joining needs none.

    The rest of a broken word, at the head of the next line, is no word. A lone hyphen is one of them where the document
    breaks no words: hyphens at line ends are few, and none of them parts a word that stands within a line.
    """
    ends = (line.text[-_TAIL:].rstrip() for line in lines)
    if not any(end[-1:] in _JOINING and (_HYPHENATED.search(end) or _LONE_WAW.search(end)) for end in ends):
        return frozenset()
    chunks: set[str] = set()
    texts: list[str] = []
    parted: list[str] = []
    half: re.Match[str] | None = None
    for line in lines:
        text = line.text.rstrip()
        if half and (rest := _LOWER_WORD.match(text)):
            parted.append(f"{half[1]}{rest[0]}".lower())
        inner = text.partition(" ")[2] if half else text
        texts.append(inner.rpartition(" ")[0])
        if len(texts) >= _AT_ONCE:
            chunks.update(" ".join(texts).lower().split())
            texts.clear()
        half = _HYPHENATED.search(text[-_TAIL:]) if text[-1:] in _JOINING else None
    chunks.update(" ".join(texts).lower().split())
    within = {word for chunk in chunks for word in ((chunk,) if chunk.isalpha() else _WORD.findall(chunk))}
    if len(parted) <= _FEW_PARTED * len(lines) and within.isdisjoint(parted):
        within.add(_HYPHEN)
    return frozenset(within)


def join_lines(
    lines: Sequence[Line],
    *,
    skip: int = 0,
    cuts: Sequence[Span] = (),
    calls: Sequence[Sequence[Call]] = (),
    words: Collection[str] = frozenset(),
) -> Joined:
    """Join lines to one text; `skip` characters of the first, and the spans `cuts` of it, are its marker: left out.

    `calls` are the footnote calls of each line, and are taken out; `words` is the document's vocabulary, by which a
    word broken with a hyphen at a line end is put together.
    """
    texts: list[str] = []
    notes: list[int] = []
    for at, line in enumerate(lines):
        text = line.text
        own = sorted(calls[at], key=lambda call: call.span) if at < len(calls) else []
        for start, end in sorted([*(call.span for call in own), *(cuts if at == 0 else ())], reverse=True):
            text = _without(text, start, end)
        notes.extend(call.number for call in own)
        text = text[skip:] if at == 0 else text
        broken = line.raw.rstrip().endswith(_SOFT_HYPHEN) and not text.endswith(_SOFT_HYPHEN)
        texts.append(f"{text}{_SOFT_HYPHEN}" if broken else text)
    return Joined(join_texts(texts, words), tuple(notes))


def join_texts(texts: Sequence[str], words: Collection[str] = frozenset()) -> str:
    r"""Join the texts of consecutive lines.

    >>> join_texts(["CTOC/COP/", "WG.3", "on mutual"])
    'CTOC/COP/WG.3 on mutual'
    >>> join_texts(["\N{ARABIC LETTER WAW}", "ISO"]) == "\N{ARABIC LETTER WAW}ISO"
    True
    >>> join_texts(["the organi-", "zation of the well-", "known"], {"organization", "well-known"})
    'the organization of the well-known'
    """
    filled = [text.strip() for text in texts if text.strip()]
    return reduce(lambda left, right: _join(left, right, words), filled).rstrip(_SOFT_HYPHEN) if filled else ""


def unbroken(lines: Sequence[Line], words: Collection[str]) -> tuple[Line, ...]:
    """Return lines of which none ends in the midst of a word or symbol: it stands whole in the next one."""
    whole = list(lines)
    for at, after in enumerate(lines[1:]):
        text = whole[at].text.rstrip()
        joined = join_texts([text, after.text], words)
        if text[-1:] in _JOINING and not joined.startswith(f"{text} "):
            head = text.rpartition(" ")[0]
            whole[at] = replace(whole[at], text=head)
            whole[at + 1] = replace(after, text=joined[len(head) :].lstrip())
    return tuple(line for line in whole if line.text)


def unbroken_cell(text: str, words: Collection[str]) -> str:
    """Return the text of a cell with the words whole that its lines break, where they stand elsewhere, too.

    >>> unbroken_cell("recruit- ment, long- and short-term", {"recruitment", "long", "and"})
    'recruitment, long- and short-term'
    """
    if "- " not in text:
        return text
    return _BROKEN.sub(lambda found: f"{found[1]}{found[2]}" if _whole(found) in words else found[0], text)


def _whole(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}".lower()


def _without(text: str, start: int, end: int) -> str:
    """Take a call out, and the space before it where punctuation follows."""
    left, right = text[:start], text[end:]
    if left.endswith(" ") and (not right or right[0] in " .,;:،؛"):
        left = left.rstrip()
    return left + right


def _join(left: str, right: str, words: Collection[str]) -> str:
    if left[-1:] not in _JOINING:
        return f"{left} {right}"
    if left[-1] == _SOFT_HYPHEN:
        return left[:-1] + right
    tail = left[-_TAIL:]
    broken = _HYPHENATED.search(tail)
    following = _LOWER_WORD.match(right)
    if broken and following:
        first, second = broken[1].lower(), following[0].lower()
        whole = f"{first}{second}"
        # Half a word is seldom a word: where all hyphens seem the words' own, short halves that are none are doubted.
        kept = _are_words(first, second, words) or (
            _HYPHEN in words and (len(first) > _SHORT or first in words or second in words)
        )
        parts = whole in words or not kept
        if f"{first}-{second}" not in words and parts:
            return left[:-1] + right
        return left + right
    tight = _TIGHT_END.search(tail) or (_LONE_WAW.search(tail) and _WAW not in words) or is_broken_symbol(tail, right)
    return left + right if tight else f"{left} {right}"


def _are_words(first: str, second: str, words: Collection[str]) -> bool:
    """Tell whether both halves stand alone elsewhere, so that the hyphen is the word's own."""
    return (first in words or len(first) <= 4) and (second in words)
