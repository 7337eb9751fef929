"""Numbers as citations print them: lists, ranges, sub-paragraphs in brackets, numbers of resolutions."""

from __future__ import annotations

from typing import Final

import msgspec

from unodc_parse.language.lexicon import fold, load
from unodc_parse.language.numerals import from_letters, to_letters
from unodc_parse.language.phrases import READINGS
from unodc_parse.language.wording import Marked, Wording
from unodc_parse.roman import from_roman, to_roman
from unodc_parse.values import Value

_COMMAS: Final = frozenset(",،")
_DESCRIPTION: Final = 9
_ROMAN_SUB: Final = frozenset({"ii", "iii", "iv", "vi", "vii", "viii", "ix"})
_QUOTES: Final = frozenset("'\"`")
#: Digits of a session's, a year's or an act's number.
_LONGEST_OF_ACT: Final = 4
_PLAIN_ACT: Final = 3
#: So many words may stand between two articles of a list: «2-1 و 2-3».
_BETWEEN: Final = 1


class Ref(Value, frozen=True):
    """A number in a list, words `[first, end)`, and what stands under it."""

    first: int
    end: int
    number: str
    paragraph: str | None = None
    sub: str | None = None


class NumberReader:
    """Reads numbers from the words of one text."""

    def __init__(self, marked: Marked, wording: Wording) -> None:
        self.marked = marked
        self.wording = wording
        self.words = marked.words
        self.sets = wording.sets
        self.pointed = -_BETWEEN - 1  # where an article with its paragraph after a point ended

    def is_in(self, name: str, at: int) -> bool:
        """Tell whether the word at `at` is in a set of small words."""
        return self.words.key(at) in self.sets[name]

    def readings(self, at: int) -> list[str]:
        """Return the word at `at` without its clitics, in all readings."""
        read = READINGS.get(self.wording.language)
        return [rest for _, rest in read(self.words.key(at))] if read else [self.words.key(at)]

    def skip_comma(self, at: int) -> int:
        """Return the place after a comma, if one stands at `at`."""
        return at + 1 if self.words.key(at) in _COMMAS else at

    def skip_fillers(self, at: int) -> int:
        """Return the place after words such as «من» before a number."""
        while self.is_in("citations.fillers", at):
            at += 1
        return at

    def skip_determiners(self, at: int) -> int:
        """Return the place after words such as "the" or "that"."""
        while self.is_in("citations.determiners", at) or self.is_in("grammar.possessives", at):
            at += 1
        return at

    def is_singular(self, at: int) -> bool:
        """Tell whether the word for paragraphs stands in the singular."""
        return any(rest in self.sets["citations.singular"] for rest in self.readings(at))

    def after_join(self, at: int) -> int | None:
        """Return the place after "," or "and" or both, or None where no list goes on."""
        after = self.skip_comma(at)
        if self.is_in("citations.joins", after):
            after += 1
        return after if after > at else None

    def number(self, at: int, *, roman: bool = False) -> tuple[str, int] | None:
        """Read a number: decimal, an ordinal word, or Roman in capitals; return it and the place after it."""
        key = self.words.key(at)
        if key.isdecimal():
            return None if self._is_part_of_word(at) else (key.lstrip("0") or key, at + 1)
        if (ordinal := self.marked.at("ordinal", at)) is not None and roman:
            return str(ordinal.value), ordinal.end
        if roman and key and self.words.is_capital(at) and (value := from_roman(key)) is not None:
            return str(value), at + 1
        return None

    def _is_part_of_word(self, at: int) -> bool:
        """Tell whether letters go on right behind a number: "25C-NBOMe"; "18bis" is a number."""
        return "-" in self.words.key(at + 1)[1:] and self.words.touches(at + 1)

    def reference(self, at: int, *, roman: bool = False) -> Ref | None:
        """Read a number and what is in brackets after it: (2) a paragraph, (b) and (ii) what is under it."""
        read = self._pointed(at) or self.number(at, roman=roman)
        if read is None:
            return None
        number, end = read
        paragraph: str | None = None
        if roman:  # the numbers of articles
            number, _, pointed = number.partition(".")
            paragraph = pointed or None
        subs: list[str] = []
        while (group := self._group(end)) is not None:
            kind, value, end = group
            if kind == "number" and not subs and paragraph is None and roman:
                paragraph = value
            elif kind == "sub":
                subs.append(value)
            else:
                break
        if subs:
            subs[-1], end = self._letter_range(subs[-1], end)
        elif (letter := self._bare_letter(end)) is not None:
            subs, end = [letter], end + 1
        end = self._after_description(end)
        return Ref(first=at, end=end, number=number, paragraph=paragraph, sub=".".join(subs) or None)

    def _pointed(self, at: int) -> tuple[str, int] | None:
        """Read "18.3", in Arabic «١٨-٣» where no range can be meant: an article and its paragraph."""
        key, joint, tail = (self.words.key(at + i) for i in range(3))
        head, point, after = key.partition(".")
        if point and head.isdecimal() and after.isdecimal():
            return key, at + 1
        if self.wording.language != "ar" or joint != "-" or not (key.isdecimal() and tail.isdecimal()):
            return None
        is_range = int(tail) > int(key) and not self.is_singular(at - 1) and at - self.pointed > _BETWEEN
        if is_range:
            return None
        self.pointed = at + 3
        return f"{key}.{tail}", at + 3

    def _bare_letter(self, at: int) -> str | None:
        """Read the letter of "Article 73 e of the Charter"."""
        key = self.words.key(at)
        is_letter = len(key) == 1 and key.isascii() and key.isalpha() and not self.words.is_capital(at)
        return key if is_letter and self.is_in("citations.of", at + 1) else None

    def _letter_range(self, letter: str, at: int) -> tuple[str, int]:
        """Read "to (i)" after a letter."""
        group = self._group(at + 1) if self.is_in("citations.ranges", at) else None
        return (f"{letter}-{group[1]}", group[2]) if group is not None and group[0] == "sub" else (letter, at)

    def letters(self, at: int) -> list[Ref]:
        """Read letters that no number stands before: "subparagraphs (a) and (c)"; their `number` is empty."""
        refs: list[Ref] = []
        following: int | None = at
        while following is not None and (group := self._group(following)) is not None and group[0] == "sub":
            letter, end = self._letter_range(group[1], group[2])
            refs.append(Ref(first=following, end=end, number="", sub=letter))
            following = self.after_join(end)
        return refs

    def _group(self, at: int) -> tuple[str, str, int] | None:
        """Read one bracketed group: its kind (number, sub), what is in it, and the place after it."""
        if self.words.key(at) != "(":
            return None
        inner = at + 1
        while self.words.key(inner) in _QUOTES:
            inner += 1
        key, end = self.words.key(inner), inner + 1
        while self.words.key(end) in _QUOTES:
            end += 1
        if self.words.key(end) != ")":
            return None
        if key.isdecimal():
            return ("number" if inner == at + 1 else "sub"), key, end + 1
        letter = self.letter(key)
        return ("sub", letter, end + 1) if letter else None

    def letter(self, key: str) -> str | None:
        """Read a list letter of the language, or a Roman one, as it is in ids: «ب» is b."""
        if key in _ROMAN_SUB:
            return key
        ordinal = from_letters(key, load(self.wording.language)) if key.isalpha() else None
        if ordinal is None and self.wording.language != "en" and key.isascii() and key.isalpha():
            ordinal = from_letters(key, load("en"))
        return to_letters(ordinal) if ordinal else None

    def _after_description(self, at: int) -> int:
        """Return the place after a few words in brackets: "article 20 (special investigative techniques)"."""
        if self.words.key(at) != "(" or not self.words.key(at + 1).isalpha():
            return at
        for end in range(at + 2, at + _DESCRIPTION):
            key = self.words.key(end)
            if key == ")":
                return end + 1
            if not key.isalpha() and key not in _COMMAS:
                return at
        return at

    def range_after(self, at: int, *, roman: bool = False) -> Ref | None:
        """Read "to 14" or "-14"; a number that does not rise is no end of a range."""
        if not self.is_in("citations.ranges", at):
            return None
        ref = self.reference(at + 1, roman=roman)
        before = self.words.key(at - 1)
        falls = before.isdecimal() and ref is not None and int(ref.number) <= int(before)
        return ref if ref is not None and ref.sub is None and ref.paragraph is None and not falls else None

    def numbers(self, at: int, *, one: bool = False) -> tuple[list[Ref], int]:
        """Read a list of numbers; with `one`, only the first with the letters that follow it."""
        refs: list[Ref] = []
        end = at
        following: int | None = at
        while following is not None:
            ref = self.reference(following)
            if ref is None:
                break
            ranged = self.range_after(ref.end)
            if ranged is not None and ref.sub is None:
                ref = msgspec.structs.replace(ref, end=ranged.end, number=f"{ref.number}-{ranged.number}")
            refs.append(ref)
            end = ref.end
            refs, end = self._more_letters(refs, end)
            following = None if one else self.after_join(end)
        return refs, end

    def _more_letters(self, refs: list[Ref], end: int) -> tuple[list[Ref], int]:
        """Read the letters that follow without a number: "paragraph 2 (a) and (b)"."""
        while refs[-1].sub is not None and (after := self.after_join(end)) is not None:
            group = self._group(after)
            if group is None or group[0] != "sub":
                break
            letter, end = self._letter_range(group[1], group[2])
            refs = [*refs, Ref(first=after, end=end, number=refs[-1].number, sub=letter)]
        return refs, end

    def act_number(self, at: int) -> Ref | None:
        """Read the number of a resolution or decision: 73/186, 1373 (2001), 2200 A (XXI), S-30/4, 55/100 A."""
        first = at
        prefix = ""
        if self.is_in("citations.session_letters", at) and self.words.key(at + 1) == "-":
            prefix, at = "S-", at + 2
        key = self.words.key(at)
        roman = self._roman_act(at)
        if roman is not None:
            return Ref(first=first, end=at + 3, number=roman)
        if not key or not key[0].isdecimal() or "." in key or key.count("/") > 1:
            return None
        if max(map(len, key.split("/"))) > _LONGEST_OF_ACT:  # two numbers that lost the space between them
            return None
        number, end = self._act_tail(prefix + key, at + 1)
        if "/" not in key and number == key and len(key) < _PLAIN_ACT:
            return None
        return Ref(first=first, end=end, number=number)

    def _roman_act(self, at: int) -> str | None:
        """Read "VII/3", as some conferences number their decisions."""
        session, slash, tail = (self.words.key(at + i) for i in range(3))
        if slash != "/" or not tail.isdecimal() or from_roman(session) is None or not session:
            return None
        return f"{session.upper()}/{tail}"

    def _act_tail(self, number: str, end: int) -> tuple[str, int]:
        """Read a part letter and a year or session in brackets."""
        part = self.part(end)
        if part is not None and (
            (part.isascii() and self.words.key(end).isascii()) or "/" in number or self.words.key(end + 1) == "("
        ):
            number, end = f"{number} {part}", end + 1
            last = self.part(end + 1) if self.is_in("citations.ranges", end) else None
            number, end = (f"{number}-{last}", end + 2) if last else (number, end)
        inner = self.words.key(end + 1)
        if self.words.key(end) == "(" and self.is_in("citations.session_letters", end + 1):
            return self._act_session(number, end)
        if self.words.key(end) == "(" and self.words.key(end + 2) == ")":
            year = inner.isdecimal() and len(inner) == 4
            if year or (from_roman(inner) is not None and self.words.is_capital(end + 1)):
                return f"{number} ({inner.upper()})", end + 3
        return number, end

    def part(self, at: int) -> str | None:
        """Return the letter of a part of a resolution, a capital or printed as a word: «ألف» is A."""
        key = self.words.key(at)
        if len(key) == 1 and key.isascii() and key.isalpha():
            return key.upper() if self.words.is_capital(at) else None
        return self._part_of(key)

    def _part_of(self, key: str) -> str | None:
        parts = load(self.wording.language).markers.subsection_words
        folded = [fold(word) for word in parts]
        return to_letters(folded.index(key) + 1).upper() if key in folded else None

    def part_joined(self, at: int) -> str | None:
        """Return the letter of a part that is printed together with its "and": «وباء» is B."""
        parts = (self._part_of(rest) for rest in self.readings(at)[1:])
        return next((part for part in parts if part is not None), None)

    def _act_session(self, number: str, end: int) -> tuple[str, int]:
        """Read a session in brackets, «(د-١٦)», as the Roman numeral that other languages print."""
        at = end + 2 + (self.words.key(end + 2) == "-")
        session = self.words.key(at)
        if not session.isdecimal() or self.words.key(at + 1) != ")":
            return number, end
        return f"{number} ({to_roman(int(session)).upper()})", at + 2
