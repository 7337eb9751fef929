"""Drafts to lines, once the whole document is known: brackets, unknown glyphs, clean text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from unodc_parse.arabic.bidi import bracket_votes
from unodc_parse.arabic.chardata import CLOSING, INVISIBLE, MIRRORED, RTL_LETTER, TATWEEL, fold_presentation_forms
from unodc_parse.model import Damage, Line, Span, Step, Table
from unodc_parse.read.clusters import PENDING
from unodc_parse.read.glyphs import UNKNOWN
from unodc_parse.read.health import DEDUCED, Code, Health, filler_codes, judge, missing_signs, mixed_alphabets
from unodc_parse.read.layout import Draft
from unodc_parse.read.lone_words import laid_alone, read_alone
from unodc_parse.read.lost_letters import lost_letters
from unodc_parse.read.tables import tables_of
from unodc_parse.read.waiting import tells_more
from unodc_parse.values import Value

#: Stands in a line for a stretch of glyphs whose letters the file does not tell.
GAP_MARK: Final = "[…]"

_MARKS_LOST: Final = 0.5  # confidence of a line whose letters are known but some of whose marks are not
_LETTERS_DEDUCED: Final = 0.7  # … some of whose letters only their words tell

_SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
_QUOTES: Final = "«»‹›"
_BUT_QUOTES: Final = re.compile(f"[^{_QUOTES}]")
_MARKER_LENGTH: Final = 3  # letters or digits between the brackets of a marker
_OPEN: Final = "\ue000"  # private marks around calls while the text is cleaned
_CLOSE: Final = "\ue001"
_SIGN: Final = "\ue004"  # stands for an unmapped sign behind a word, such as a stop: the word itself is whole
#: Signs that a font lacks: about a letter or number that begins a line; behind a number or a word such as "first".
_LOST_BRACKETS: Final = re.compile(rf"^{_SIGN}([^\W\d]{{1,2}}){_SIGN}(?=\s)")
_LOST_QUOTES: Final = re.compile(
    rf"^{_SIGN}(\d{{1,2}}){_SIGN}(?=\s)"
)  # numbers in brackets begin footnotes, raised or small
_LOST_HYPHEN: Final = re.compile(rf"^([0-9\u0660-\u0669]{{1,3}}\s?){_SIGN}(?=\s)")
_LOST_HYPHEN_OF_WORD: Final = re.compile(rf"^([^{_SIGN}\d]{{1,24}}){_SIGN}(?=\s)")
#: A lam whose form joins a letter, an unmapped glyph over it, and nothing that is joined: what it joins is its alef.
_JOINED: Final = "".join(
    chr(c) for c in range(0xFE80, 0xFEFD) if "FINAL" in (n := unicodedata.name(chr(c), "")) or "MEDIAL" in n
)
_LAM_OPEN: Final = re.compile(
    rf"([\ufedf\ufee0][\u064b-\u0652]*)(?:({PENDING.pattern})([\u064b-\u0652]*)(?![{_JOINED}])"
    rf"|(?![{_JOINED}])([\ufe80-\ufefc])({PENDING.pattern}))"
)
_DROPPED: Final = re.compile("[" + re.escape("".join(sorted(INVISIBLE)) + TATWEEL) + "]")
_ARABIC: Final = re.compile(rf"{RTL_LETTER.pattern}|[\u0660-\u0669]")
#: Characters that a line must have to be believed Latin, where a map tells Latin letters for Arabic ones.
_LATIN_LINE: Final = 5
#: A number with decimals and its sign: nobody writes it last, but it stands left of the number.
_NEGATIVE: Final = re.compile("[0-9\u0660-\u0669]+[,.\u066b][0-9\u0660-\u0669]+-")
_SPACE: Final = re.compile(r"\s+")
_WORD: Final = re.compile(r"\S+")
_GAPS: Final = re.compile(rf"{re.escape(GAP_MARK)}(?:\W*{re.escape(GAP_MARK)})*")
_UNKNOWNS: Final = re.compile(f"(?:{UNKNOWN}[\u064b-\u0655\u0670]*)+")
_KNOWN_TO_A_GAP: Final = 3  # letters that a word must have for every gap, to be worth reading
_FARSI_YEH: Final = "\N{ARABIC LETTER FARSI YEH}"
_YEH: Final = "\N{ARABIC LETTER YEH}"
_PERSIAN: Final = re.compile("[\N{ARABIC LETTER PEH}\N{ARABIC LETTER TCHEH}\N{ARABIC LETTER JEH}\N{ARABIC LETTER GAF}]")


#: Tells whether a word may be the marker of a heading; languages know such words, and layout does not.
IsMarkerWord = Callable[[str], bool]


def no_marker_word(_: str) -> bool:
    """Tell that a word is no marker, where no language is known."""
    return False


class Settled(Value, frozen=True):
    """The lines of every page, and the health of each line's font, for those that are not sound."""

    pages: list[list[Line]]
    faults: list[dict[str, Health]]
    tables: list[tuple[Table, ...]]


def settle(
    pages: Sequence[list[Draft]],
    marks: Mapping[str, str],
    silent: frozenset[Code] = frozenset(),
    *,
    keep_raw: bool = True,
    is_marker_word: IsMarkerWord = no_marker_word,
) -> Settled:
    """Turn drafts into lines; the lists of drafts are emptied, page by page, since nothing needs them any more.

    `marks` are what pending marks have turned out to be, `silent` the unmapped codes known to be no letters. Without
    `keep_raw`, lines whose raw text tells nothing but its order are given without it: half of what a line takes.
    `is_marker_word` tells the words behind which a heading has a hyphen, which its font may lack.
    """
    drafts = [draft for page in pages for draft in page]
    flip = _mirrored(drafts)
    fillers = filler_codes(drafts) | silent
    found = lost_letters(drafts, fillers)
    signs = found.signs | missing_signs(drafts)
    read = dict.fromkeys(fillers - found.doubted, "") | dict.fromkeys(signs, _SIGN)
    read |= {code: DEDUCED + text for code, text in found.letters.items()}
    texts = list(_texts(drafts, read, marks, flip))
    alone = iter(laid_alone(text for draft, text in zip(drafts, texts, strict=True) if draft.direction == "rtl"))
    for i, draft in enumerate(drafts):
        if draft.direction == "rtl" and next(alone):
            texts[i] = read_alone(texts[i])
    mixed = mixed_alphabets(drafts, texts)
    verdicts = judge(drafts, texts) | dict.fromkeys(mixed, Health.LOST)
    arabic_yeh = _writes_arabic_yeh(texts)
    lines: list[list[Line]] = []
    faults: list[dict[str, Health]] = []
    tables: list[tuple[Table, ...]] = []
    at = 0
    del drafts
    for page in pages:
        lines.append([])
        faults.append({})
        for number, draft in enumerate(page, 1):
            health = verdicts.get(draft.face.key, Health.SOUND)
            text = texts[at].replace(_FARSI_YEH, _YEH) if arabic_yeh else texts[at]
            if draft.face.key in mixed and (_ARABIC.search(text) or len(text) < _LATIN_LINE):
                text = UNKNOWN  # what looks Latin is Arabic, too
            if _SIGN in text and draft.direction == "rtl":
                text = _marker_signs(text, is_marker_word if draft.bold else no_marker_word)
            line = _line(draft, number, text, health, keep_raw=keep_raw)
            at += 1
            lines[-1].append(line)
            if line.damage:
                faults[-1][draft.face.name] = health
        tables.append(tables_of(page, lines[-1]))
        page.clear()
    return Settled(lines, faults, tables)


def _mirrored(drafts: Sequence[Draft]) -> frozenset[str]:
    """Return the brackets that stand mirrored; quotation marks vote apart, as some makers map only these by shape."""
    said = ["".join(draft.units[i] for i in draft.mirrored) for draft in drafts if draft.mirrored]
    upright, mirrored = bracket_votes(said)
    turned = mirrored > upright
    for_quotes, against = bracket_votes(_BUT_QUOTES.sub("", text) for text in said)
    quotes_turned = against > for_quotes if against != for_quotes else turned
    return frozenset(char for char in MIRRORED if (quotes_turned if char in _QUOTES else turned))


def _writes_arabic_yeh(texts: Sequence[str]) -> bool:
    """Tell whether Farsi yeh stands for Arabic yeh: in Arabic text some makers map its joined forms so."""
    farsi = sum(text.count(_FARSI_YEH) for text in texts)
    return bool(farsi) and sum(text.count(_YEH) for text in texts) > farsi and not any(map(_PERSIAN.search, texts))


def clean(text: str) -> str:
    r"""Return text as lines hold it: base letters, NFC, single spaces, no tatweel, no controls.

    >>> clean(" a \N{ARABIC TATWEEL} b")
    'a b'
    """
    if text.isascii():
        plain = text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " "
        return text if plain else " ".join(text.split())
    text = _DROPPED.sub("", fold_presentation_forms(text))
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _texts(
    drafts: Sequence[Draft], read: Mapping[Code, str], marks: Mapping[str, str], flip: Collection[str]
) -> Iterator[str]:
    """Yield the text of each draft, which needs its units no more."""
    for draft in drafts:
        yield _text(draft, read, marks, flip)
        draft.units = ""


def _text(draft: Draft, read: Mapping[Code, str], marks: Mapping[str, str], flip: Collection[str]) -> str:
    """Return the clean text of a draft, still with `UNKNOWN`, pending marks and private marks around calls.

    `read` are the texts of unmapped codes.
    """
    units = draft.units
    pointed_at = draft.mirrored or draft.unknown or draft.calls
    if pointed_at:
        text = _put_together(list(units), draft, read, flip)
    else:
        text = units if isinstance(units, str) else "".join(units)
    if "\ufedf" in text or "\ufee0" in text:
        text = _LAM_OPEN.sub(lambda m: m[0] if (m[2] or m[5]) in marks else _with_alef(m), text)
    if marks and not text.isascii():
        text = PENDING.sub(lambda match: marks.get(match[0], match[0]), text)
    hyphenated = text.rstrip().endswith(_SOFT_HYPHEN)
    text = clean(text)
    if text[-1:] == "-" and _NEGATIVE.fullmatch(text):
        text = f"-{text[:-1]}"
    return f"{text}{_SOFT_HYPHEN}" if hyphenated else text  # where a word goes on in the next line


def _put_together(units: list[str], draft: Draft, read: Mapping[Code, str], flip: Collection[str]) -> str:
    """Return the units of a draft as one text: brackets turned, letters filled in, calls marked."""
    for i in draft.mirrored:
        if units[i] in flip:
            units[i] = MIRRORED[units[i]]
    if draft.mirrored:
        _turn_marker_brackets(units, draft.mirrored)
    if draft.unknown:
        _fill(units, draft.unknown, read)
    for start, end in draft.calls:
        last = units[end - 1].rstrip()
        units[end - 1] = f"{last}{_CLOSE}{units[end - 1][len(last) :]}"
        units[start] = _OPEN + units[start]
        if not start:
            units[end - 1] += " "  # a note's own number stands apart from its text
    return "".join(units)


def _with_alef(lam: re.Match[str]) -> str:
    """Return a lam with the alef that its form shows to be missing; the glyph may have gone to the letter behind it."""
    return f"{lam[1]}{DEDUCED}\N{ARABIC LETTER ALEF}{lam[3] or ''}{lam[4] or ''}"


def _line(draft: Draft, number: int, text: str, health: Health, *, keep_raw: bool) -> Line:
    pending = PENDING.search(text) is not None
    if pending:
        text = PENDING.sub("", text)
    deduced = DEDUCED in text
    text = text.replace(DEDUCED, "")
    broken = UNKNOWN in text or _SIGN in text or (health is Health.LOST and RTL_LETTER.search(text) is not None)
    if broken:
        text = _gapped(text, all_words=health is Health.LOST).replace(_SIGN, GAP_MARK)
        text = _GAPS.sub(GAP_MARK, text)
    text, calls = _take_calls(text)
    wanted = keep_raw or broken or pending or deduced or tells_more(draft.raw)
    raw = draft.raw if wanted and draft.raw and text != draft.raw else text  # kept once where they are equal
    return Line(
        number=number,
        text=text,
        raw=raw,
        direction=draft.direction,
        page=draft.page,
        bbox=draft.bbox,
        column=draft.column,
        size=draft.size,
        bold=draft.bold,
        calls=calls,
        damage=(Damage.FONT_MAP_BROKEN,) if broken or pending or deduced else (),
        steps=() if text == raw else (Step("read.logical_order", (text,)),),
        confidence=0.0 if broken else _MARKS_LOST if pending else _LETTERS_DEDUCED if deduced else 1.0,
    )


def _marker_signs(text: str, is_marker_word: IsMarkerWord = no_marker_word) -> str:
    """Put in the brackets, quotes or hyphen of a marker at the head of a line, which the font lacks.

    >>> _marker_signs(f"{_SIGN}أ{_SIGN} ب").replace(DEDUCED, ""), _marker_signs(f"٣{_SIGN} ب").replace(DEDUCED, "")
    ('(أ) ب', '٣- ب')
    """
    text = _LOST_QUOTES.sub(rf"{DEDUCED}‘\1’", _LOST_BRACKETS.sub(rf"{DEDUCED}(\1)", text))
    head = _LOST_HYPHEN.match(text) or _LOST_HYPHEN_OF_WORD.match(text)
    if head is None or (head.re is _LOST_HYPHEN_OF_WORD and not is_marker_word(head[1])):
        return text
    return f"{DEDUCED}{head[1]}-{text[head.end() :]}"


def _gapped(text: str, *, all_words: bool) -> str:
    """Put gaps where text cannot be read: for the letters of long words, for short words, for all of a lost font."""

    def gap(match: re.Match[str]) -> str:
        word = match[0]
        if all_words and RTL_LETTER.search(word) is not None:
            return GAP_MARK
        parts = _UNKNOWNS.split(word)
        if len(parts) == 1:
            return word
        known = sum(char.isalpha() for part in parts for char in part)
        return GAP_MARK.join(parts) if known > _KNOWN_TO_A_GAP * (len(parts) - 1) else GAP_MARK

    return _GAPS.sub(GAP_MARK, _WORD.sub(gap, text))


def _turn_marker_brackets(units: list[str], mirrored: Sequence[int]) -> None:
    """Turn a pair that the document's vote left closing before it opens, around a marker such as a call's number."""
    for i, j in pairwise(mirrored):
        inside = "".join(units[i + 1 : j])
        if (
            units[i] in CLOSING
            and units[j] == MIRRORED[units[i]]
            and 0 < len(inside) <= _MARKER_LENGTH
            and inside.isalnum()
        ):
            before = [units[k] for k in mirrored if k < i]
            if before.count(units[j]) <= before.count(units[i]):
                units[i], units[j] = units[j], units[i]


def _fill(units: list[str], unknown: Sequence[Code], read: Mapping[Code, str]) -> None:
    """Take lengthening strokes out of the units, and put letters in that were found."""
    codes = iter(unknown)
    for i, unit in enumerate(units):
        if UNKNOWN in unit:
            units[i] = "".join(read.get(next(codes), c) if c == UNKNOWN else c for c in unit)


def _take_calls(text: str) -> tuple[str, tuple[Span, ...]]:
    if _OPEN not in text:
        return text, ()
    spans: list[Span] = []
    kept: list[str] = []
    length = start = 0
    for char in text:
        if char == _OPEN:
            start = length
        elif char == _CLOSE:
            spans.append((start, length))
        else:
            kept.append(char)
            length += 1
    plain = "".join(kept)
    return plain, tuple(_stripped(plain, span) for span in spans if plain[slice(*span)].strip())


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end
