"""Is the letter map of each font sound? Missing letters are counted, false ones are told by statistics."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from msgspec import Struct

from unodc_parse.arabic.chardata import ARABIC_LETTER, RTL_LETTER, fold_presentation_forms, has_rtl_letter, is_mark
from unodc_parse.read.clusters import PENDING
from unodc_parse.read.glyphs import UNKNOWN
from unodc_parse.read.layout import Draft
from unodc_parse.values import Value

Code = tuple[int, int]  # face key, character code

#: Stands before letters that the map leaves out and only the words tell (`lost_letters`).
DEDUCED: Final = "\ue003"

_LOST_SHARE: Final = 0.4  # of a font's Arabic words: with more of them broken, the font counts as unreadable
_DOUBTED_SHARE: Final = 0.08  # with more of them broken, it is not believed where it also tells what nobody writes
_IMPOSSIBLE_SHARE: Final = 0.01  # of the document's words
#: Two vowel signs on one letter, a hamza or madda on a letter that bears none: written by nobody, but told by maps that
#: hold first uses only.
_IMPOSSIBLE: Final = re.compile("[\u064b-\u0650\u0652]{2}|[\u0653-\u0655]")
_FALSE_COST: Final = 2.78  # nats a letter pair; sound prose has 2.3 to 2.7, a false map that mixes up letters 2.9
_FALSE_COMMON: Final = 0.06  # share of common words; sound prose has 0.1 to 0.3
_ENOUGH_WORDS: Final = 80
_MOST_WORDS: Final = 20_000  # of a font are looked at
_SIGN_SHARE: Final = 0.15  # of a font's letters, and of the places of a sign between letters
_FILLER_SHARE: Final = 0.95  # of its places that must fit a lengthening stroke
#: Letters that do not join the letter after them, so that no stroke can follow them.
_UNJOINED: Final = frozenset("ءآأؤإاةدذرزوىٱ")
_LATIN: Final = re.compile("[A-Za-z]")
#: A right-to-left letter, or one that is not known.
_ARABIC_SIGN: Final = re.compile(f"[{RTL_LETTER.pattern[1:-1]}{UNKNOWN}]")
#: Words in which Arabic and Latin letters, or Arabic digits and Latin letters, touch each other: written by nobody but
#: with a clitic before a Latin name, and told by maps that know some glyphs by a Latin letter's code.
_TOUCHING: Final = re.compile(
    "[\u0621-\u063a\u0641-\u064a][\u064b-\u0652]*[A-Za-z]"
    "|[A-Za-z][\u0621-\u063a\u0641-\u064a\u064b-\u0652\u0660-\u0669]|[\u0660-\u0669][A-Za-z]"
)
_PREFIXED: Final = re.compile(r"\W*[وفبكلا]{1,4}[A-Za-z][^\u0621-\u063a\u0641-\u064a\u0660-\u0669]*")
_TOUCHING_SHARE: Final = 0.05  # of a font's Arabic words; sound text has 0.001, a map that tells Latin letters 0.2
_ENOUGH_TOUCHING: Final = 12


class _NoMarks(dict[int, int | None]):
    """For `str.translate`: leaves out the combining marks; what each character is, is found out once."""

    def __missing__(self, code: int) -> int | None:
        """Find out what a character is."""
        self[code] = None if is_mark(chr(code)) else code
        return self[code]


_MARKS: Final = _NoMarks()


class Health(Enum):
    """How far a font's letter map can be believed."""

    SOUND = "sound"
    DAMAGED = "damaged"
    LOST = "lost"


class Letters(Value, frozen=True):
    """How Arabic letters follow one another: cost in nats of each pair, and words that are common.

    `joining` are those of the `alphabet` that join the letter after them.
    """

    alphabet: str
    joining: str
    costs: dict[str, float]
    known: re.Pattern[str]
    common: frozenset[str]


@cache
def letters() -> Letters:
    """Load the letter statistics (data/letters_ar.toml)."""
    text = resources.files("unodc_parse.data").joinpath("letters_ar.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    alphabet: str = data["letters"]
    costs = {
        first + second: (ord(char) - ord("A")) * 0.4
        for first, row in zip("^" + alphabet, data["costs"], strict=True)
        for second, char in zip(alphabet + "$", row, strict=True)
    }
    return Letters(alphabet, data["joining"], costs, re.compile(f"[{alphabet}]+"), frozenset(data["common"]))


def pair_cost(words: Iterable[str]) -> float:
    """Return the mean cost (nats) of the letter pairs of `words`; words with other letters are left out."""
    table = letters()
    total, count = 0.0, 0
    for word in words:
        if table.known.fullmatch(word):
            marked = f"^{word}$"
            for i in range(len(marked) - 1):
                total += table.costs[marked[i : i + 2]]
            count += len(marked) - 1
    return total / count if count else 0.0


def filler_codes(drafts: Sequence[Draft]) -> frozenset[Code]:
    """Return the unmapped codes that are lengthening strokes: they always stand inside a joined word.

    A stroke follows a letter that joins and goes before a letter (or another stroke); a letter that the map has
    lost also begins and ends words, and follows letters that do not join.
    """
    fits: Counter[Code] = Counter()
    seen: Counter[Code] = Counter()
    for draft in drafts:
        if not draft.unknown:
            continue
        codes = iter(draft.unknown)
        units = ("", *draft.units, "")
        for i in [i for i, unit in enumerate(units) if UNKNOWN in unit]:
            for _ in range(units[i].count(UNKNOWN)):
                code = next(codes)
                seen[code] += 1
                bare = not units[i].strip(UNKNOWN)  # no stroke bears marks
                fits[code] += bare and _joins(units[i - 1]) and _is_joined(units[i + 1])
    return frozenset(code for code in seen if fits[code] >= _FILLER_SHARE * seen[code])


def missing_signs(drafts: Sequence[Draft]) -> frozenset[Code]:
    """Return the codes of `.notdef` that stand for signs which a font lacks: seldom between two letters, and not often.

    Code 0 of a composite font draws a box for any character without a glyph (OpenType, "glyph 0"); a font that writes
    Arabic has its letters, but perhaps no brackets, hyphens, or Latin letters.
    """
    inside: Counter[Code] = Counter()
    seen: Counter[Code] = Counter()
    letters_of: Counter[int] = Counter()
    for draft in drafts:
        letters_of[draft.face.key] += sum(map(has_rtl_letter, draft.units)) if draft.unknown else len(draft.units)
        codes = iter(draft.unknown)
        units = ("", *draft.units, "") if draft.unknown else ()
        for i in [i for i, unit in enumerate(units) if UNKNOWN in unit]:
            for _ in range(units[i].count(UNKNOWN)):
                code = next(codes)
                if code[1] == 0:
                    seen[code] += 1
                    inside[code] += has_rtl_letter(units[i - 1]) and has_rtl_letter(units[i + 1])
    few = {code for code, count in seen.items() if count < _SIGN_SHARE * letters_of[code[0]]}
    return frozenset(code for code in few if inside[code] < _SIGN_SHARE * seen[code])


@lru_cache(maxsize=2048)
def _joins(unit: str) -> bool:
    base = _base(unit, last=True)
    return base == UNKNOWN or (base not in _UNJOINED and ARABIC_LETTER.match(base) is not None)


@lru_cache(maxsize=2048)
def _is_joined(unit: str) -> bool:
    base = _base(unit, last=False)
    return base == UNKNOWN or ARABIC_LETTER.match(base) is not None


def _base(unit: str, *, last: bool) -> str:
    letters_only = [char for char in fold_presentation_forms(unit) if not is_mark(char)]
    return letters_only[-1 if last else 0] if letters_only else ""


def mixed_alphabets(drafts: Sequence[Draft], texts: Sequence[str]) -> frozenset[int]:
    """Return the faces whose letter map tells Latin letters for Arabic ones, by words in which both touch."""
    touching: Counter[int] = Counter()
    for draft, text in zip(drafts, texts, strict=True):
        if not text.isascii() and _LATIN.search(text) and _TOUCHING.search(text):
            words = [word for word in text.split() if _TOUCHING.search(word)]
            touching[draft.face.key] += sum(not _PREFIXED.fullmatch(word) for word in words)
    doubted = {face for face, count in touching.items() if count >= _ENOUGH_TOUCHING}
    if not doubted:
        return frozenset()
    arabic: Counter[int] = Counter()
    for draft, text in zip(drafts, texts, strict=True):
        if draft.face.key in doubted:
            arabic[draft.face.key] += sum(RTL_LETTER.search(word) is not None for word in text.split())
    return frozenset(face for face in doubted if touching[face] > _TOUCHING_SHARE * arabic[face])


class _Count(Struct):
    words: int = 0
    broken: int = 0
    impossible: int = 0
    pending: int = 0


def judge(drafts: Sequence[Draft], texts: Sequence[str]) -> dict[int, Health]:
    """Return the health of every face that draws Arabic, given the clean texts of all lines."""
    counts: dict[int, _Count] = {}
    words: dict[int, list[str]] = {}
    for draft, text in zip(drafts, texts, strict=True):
        count = counts.setdefault(draft.face.key, _Count())
        if text.isascii():
            continue
        count.pending += DEDUCED in text or PENDING.search(text) is not None
        met = [word for word in text.split() if _ARABIC_SIGN.search(word)]
        if met:
            count.words += len(met)
            count.broken += sum([UNKNOWN in word for word in met]) if UNKNOWN in text else 0
            if _IMPOSSIBLE.search(text):
                count.impossible += sum([_IMPOSSIBLE.search(word) is not None for word in met])
            kept = words.setdefault(draft.face.key, [])
            if len(kept) < _MOST_WORDS:
                kept.extend(letters().known.findall(unmarked(text)))
    false_maps = is_false([word for face in words.values() for word in face])
    impossible = sum(count.impossible for count in counts.values())
    doubted = impossible > _IMPOSSIBLE_SHARE * sum(count.words for count in counts.values())
    most = _DOUBTED_SHARE if doubted else _LOST_SHARE
    verdicts: dict[int, Health] = {}
    for key, count in counts.items():
        lost = count.broken > max(most * count.words, 1)
        if lost or is_false(words.get(key, ())) or (false_maps and key in words):
            verdicts[key] = Health.LOST
        elif count.broken or count.pending:
            verdicts[key] = Health.DAMAGED
    return verdicts


def unmarked(text: str) -> str:
    """Return a text without its combining marks."""
    return text.translate(_MARKS)


def is_false(words: Sequence[str]) -> bool:
    """Tell whether valid letters make no Arabic: pairs that do not occur, and none of the common words."""
    if len(words) < _ENOUGH_WORDS:
        return False
    common = sum(word in letters().common for word in words)
    return common < _FALSE_COMMON * len(words) and pair_cost(words) > _FALSE_COST
