"""Resolutions and decisions as texts cite them: the body that took them, and their numbers.

The body stands before ("General Assembly resolution 73/186", «قرار الجمعية العامة»), behind ("of the Commission",
«الصادر عن المجلس»), in "its", or in the form of the number alone.
"""

from __future__ import annotations

from typing import Final

from unodc_parse.language.wording import Marked, Wording
from unodc_parse.meaning.context import Context, body_of_number, is_whole, organs, own_body
from unodc_parse.meaning.numbers import NumberReader, Ref
from unodc_parse.values import Value

_DATE_WORDS: Final = 9
_BODY_NAME: Final = 9


class Acts(Value, frozen=True):
    """Resolutions or decisions: words `[first, end)`, their numbers, each with its body."""

    first: int
    end: int
    refs: list[Ref]
    bodies: list[str | None]


class _Named(Value, frozen=True):
    """How a body is named: "own" by a word such as "its", "named", or not at all; and where the numbers begin."""

    how: str | None
    body: str | None
    first: int
    at: int


class ActReader(NumberReader):
    """Reads resolutions and decisions from the words of one text."""

    def __init__(self, marked: Marked, wording: Wording, context: Context) -> None:
        super().__init__(marked, wording)
        self.context = context

    def acts(self, kind: str, first: int, at: int) -> Acts | None:
        """Read the acts that the word at `first` opens; `at` is the place after it."""
        named = self._body_before(first, at)
        refs, end = self._act_list(named.at)
        if not refs and named.how is None and self.wording.language == "ar":
            past = self._past_name(named.at)
            refs, end = self._act_list(past)
            named = _Named("otherwise" if past > named.at else None, None, first, past)
        if not refs:
            return None
        end_of_body = end
        if named.how is None:
            behind, end_of_body = self._body_after(end)
            named = named if behind is None else _Named("named", behind, named.first, named.at)
        bodies = [self._body(named, ref.number, kind) for ref in refs]
        return Acts(named.first, max(end, end_of_body) if refs[-1].end == end else end, refs, bodies)

    def _body(self, named: _Named, number: str, kind: str) -> str | None:
        if named.how == "own":
            return own_body(number, kind, self.context.own)
        if named.how is None:
            return body_of_number(number, kind, self.context.own)
        return named.body

    def _body_before(self, first: int, at: int) -> _Named:
        """Read the body before the numbers."""
        after = self.skip_fillers(at)
        if self.is_in("citations.own", first) or any(
            rest in self.sets["citations.own"] for rest in self.readings(first)
        ):
            return _Named("own", None, first, after)
        if self.is_in("citations.own", first - 1):
            return _Named("own", None, first - 1, after)
        for party in self.marked.of("party"):
            if party.value not in organs() or not is_whole(party, self.words):
                continue
            if party.end == first and self.wording.language == "en":
                return _Named("named", self.context.resolve(party.value), party.first, after)
            if party.first == at and not party.clitics:
                return _Named("named", self.context.resolve(party.value), first, self.skip_fillers(party.end))
        return _Named("otherwise" if self._ends_name(first - 1) else None, None, first, after)

    def _ends_name(self, at: int) -> bool:
        """Tell whether the end of a name stands at a word: "World Health Assembly resolution …"."""
        inside = at > 0 and self.words.key(at).isalpha() and self.words.key(at - 1).isalpha()
        return inside and self.words.is_capital(at)

    def _past_name(self, at: int) -> int:
        """Return the place after the name of a body that is not known: «قرار جمعية الصحة العالمية ٥٥/١٠»."""
        end = at
        while end < at + _BODY_NAME and self.words.key(end).isalpha() and not self.is_in("grammar.not_in_list", end):
            end += 1
        act = self.act_number(end)
        return end if act is not None and ("/" in act.number or "(" in act.number) else at

    def _body_after(self, end: int) -> tuple[str | None, int]:
        """Read "of the Council", «الصادر عن المجلس»; return the body and the place after it."""
        issued = self.marked.at("cite_issued", end)
        if issued is None and not self.is_in("citations.of", end):
            return None, end
        party = self.marked.at("party", self.skip_determiners(issued.end if issued is not None else end + 1))
        if party is None or party.value not in organs():
            return None, end
        return self.context.resolve(party.value), party.end

    def _act_list(self, at: int) -> tuple[list[Ref], int]:
        refs: list[Ref] = []
        end = at
        following: int | None = at
        while following is not None:
            ref = self.act_number(following) or self._another_part(following, refs)
            if ref is None:
                break
            refs.append(ref)
            end = ref.end
            following = self.after_join(self._after_date(end))
            if following is None and self.part_joined(end) is not None:
                following = end
        return refs, end

    def _another_part(self, at: int, refs: list[Ref]) -> Ref | None:
        """Read the second letter of "73/279 A and B"."""
        whole, _, part = refs[-1].number.rpartition(" ") if refs else ("", "", "")
        letter = (self.part(at) or self.part_joined(at)) if len(part) == 1 and part.isalpha() else None
        return Ref(first=at, end=at + 1, number=f"{whole} {letter}") if letter else None

    def _after_date(self, at: int) -> int:
        """Skip "of 17 December 2018", so that a list of dated resolutions goes on."""
        if self.is_in("citations.from", at):
            for end in range(at + 1, at + _DATE_WORDS):
                key = self.words.key(end)
                if key.isdigit() and len(key) == 4:
                    return end + 1
        return at
