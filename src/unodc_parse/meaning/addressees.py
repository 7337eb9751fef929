"""Addressees: who is to act, found from the cue outwards.

Before a modal or a passive stands its subject ("States parties … should", "the Secretariat is requested"), behind a
finite verb its object ("requests the Secretariat to"); in Arabic both stand behind the cue, sometimes inside its «أن».
A name in any other place (behind a preposition, as the object of what shall be done) addresses nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from unodc_parse.language.phrases import AND, Found, without_clitics
from unodc_parse.language.wording import Marked, Wording
from unodc_parse.meaning.context import Context
from unodc_parse.meaning.modality import Hit
from unodc_parse.meaning.sentences import Sentence
from unodc_parse.model import Addressee

Party = Found[str]
COMMAS: Final = frozenset(",،")
#: At most so many words stand between two names of a list.
_LIST_GAP: Final = 8


class AddresseeFinder:
    """Finds who is addressed in one text."""

    def __init__(self, marked: Marked, wording: Wording, context: Context) -> None:
        self.marked = marked
        self.words = marked.words
        self.sets = wording.sets
        self.is_arabic = wording.language == "ar"
        self.context = context
        self.parties: list[Party] = [party for party in marked.of("party") if self._is_name(party)]

    def find(self, hits: Sequence[Hit], sentences: Sequence[Sentence]) -> tuple[Addressee, ...]:
        """Return the addressees of all cues, first to last, each once, where it is named first."""
        found: dict[int, Party] = {}
        for number, hit in enumerate(hits):
            if hit.strength == 0 or (hit.relative and len(hits) > 1):
                continue
            sentence = next(s for s in sentences if s.start <= hit.first < s.end)
            before = max([sentence.start, *(other.end for other in hits[:number] if other.first >= sentence.start)])
            after = min([sentence.end, *(other.first for other in hits[number + 1 : number + 2])])
            found |= {party.first: party for party in self.of_cue(hit, before, after, sentence)}
        addressees = (self._addressee(found[first]) for first in sorted(found))
        by_id = {one.id: one for one in reversed([one for one in addressees if one is not None])}
        return tuple(sorted(by_id.values(), key=lambda one: one.span or (0, 0)))

    def of_cue(self, hit: Hit, before: int, after: int, sentence: Sentence) -> list[Party]:
        """Return who a cue addresses; `before` and `after` bound the words that no other cue governs."""
        raise NotImplementedError

    def _addressee(self, party: Party) -> Addressee | None:
        meant = self.context.resolve(self._state_of(party) or party.value)
        if meant is None and party.value.startswith("@"):
            meant = party.value[1:]
        start, end = self.words.span_after(party.clitics, party.first, party.end)
        return Addressee(id=meant, text=self.words.text[start:end], span=(start, end)) if meant else None

    def _is_name(self, party: Party) -> bool:
        """Tell whether a short name is whole: "Office" is none in "Office of Legal Affairs"."""
        if self.words.key(party.end) == "'" and self.words.spans[party.end][0] == self.words.spans[party.end - 1][1]:
            return False  # "States parties' central authorities"
        if party.value == "un_entities" and self.words.is_capital(party.first) and party.end < len(self.words.keys):
            return not self.words.is_capital(party.end)
        return not (
            party.end - party.first == 1
            and self.words.is_capital(party.first)
            and self.is_in("grammar.name_goes_on", party.end)
            and (
                party.value.startswith("@") or party.value in ("unodc", "incb", "working_group", "iaea", "ga", "bureau")
            )
        )

    def _state_of(self, party: Party) -> str | None:
        """Return the State whose Government is addressed: "the Government of Kenya"."""
        if party.value != "governments":
            return None
        at = party.end
        while self.is_in("grammar.of", at) or self.words.key(at) == "the":
            at += 1
        state = self.marked.at("party", at)
        return state.value if state is not None and state.value.startswith("state_") else None

    def is_in(self, name: str, at: int) -> bool:
        """Tell whether the word at `at` is in a set of small words."""
        return self.words.key(at) in self.sets[name]

    def qualifies(self, at: int) -> bool:
        """Tell whether a word qualifies a name ("all", «بجميع»)."""
        if self.is_arabic:
            return any(rest in self.sets["grammar.qualifiers"] for _, rest in without_clitics(self.words.key(at)))
        return self.is_in("grammar.qualifiers", at)

    def lead(self, party: Party, floor: int) -> int:
        """Return the place of the word before a name and its qualifiers ("all other relevant …")."""
        at = party.first - 1
        if not self.qualifies(at) and self._is_modifier(at) and at > floor and self.is_in("grammar.qualifiers", at - 1):
            at -= 1  # "all nuclear-weapon States"
        while at >= floor and (self.qualifies(at) or self.is_in("grammar.adverbs", at)):
            at -= 1
        return at

    def _is_modifier(self, at: int) -> bool:
        """Tell whether an unknown word may belong to the name behind it."""
        known = any(self.is_in(name, at) for name in ("grammar.not_in_list", "grammar.joins", "grammar.of"))
        return self.words.key(at)[:1].isalpha() and not known and not self.is_arabic

    def is_list(self, one: Party, other: Party) -> bool:
        """Tell whether two names are members of one list."""
        between = range(one.end, other.first)
        if len(between) > _LIST_GAP or any(self.is_in("grammar.not_in_list", at) for at in between):
            return False
        if self.is_arabic:
            return AND in other.clitics or self.joins(self.lead(other, one.end)) or self.joins(other.first - 1)
        lead = self.lead(other, one.end)
        return self.joins(lead) or (self._is_modifier(lead) and self.joins(lead - 1))  # "and engaged enterprises"

    def joins(self, at: int) -> bool:
        """Tell whether the word at `at` joins two names of a list."""
        if self.words.key(at) in COMMAS or self.is_in("grammar.joins", at):
            return True
        if any(join.end == at + 1 for join in self.marked.of("join")):  # "as well as", «بما في ذلك»
            return True
        return self.is_in("grammar.joins", at - 1) and self.is_in("grammar.join_tails", at)

    def with_list(self, first: Party, parties: Sequence[Party]) -> list[Party]:
        """Return a name and those that follow it in one list."""
        members = [first]
        for party in parties:
            if party.first >= members[-1].end:
                if not self.is_list(members[-1], party):
                    break
                members.append(party)
        return members
