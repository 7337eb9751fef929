"""Addressees in English: the subject before a modal or a passive, the object behind a verb, the agent behind "by"."""

from __future__ import annotations

from typing import Final

from unodc_parse.meaning.addressees import COMMAS, AddresseeFinder, Party
from unodc_parse.meaning.modality import Hit
from unodc_parse.meaning.sentences import Sentence

#: At most so many words stand between a verb and its object, a name and a later cue, a cue and its agent.
_OBJECT_GAP: Final = 10
_SUBJECT_GAP: Final = 7
_AGENT_GAP: Final = 12


class EnglishAddressees(AddresseeFinder):
    """Finds who is addressed in an English text."""

    def of_cue(self, hit: Hit, before: int, after: int, sentence: Sentence) -> list[Party]:
        """Return who a cue addresses."""
        impersonal = hit.mood == "passive" and self.words.key(hit.first - 1) == "it"
        if hit.mood in ("verb", "base", "subject_after") or impersonal:
            return [*self._object(hit.end, after), *self._further_clauses(hit.end, after)]
        if self.words.key(hit.end) == "be" and self.is_in("grammar.undergoing", hit.end + 1):
            return self._agent(hit.end, after)
        return self._subject(hit.first, before, is_first=before == sentence.start) or self._agent(hit.end, after)

    def _further_clauses(self, start: int, end: int) -> list[Party]:
        """Return who is to act in a second clause: "recommended that States …, and that the Secretariat …"."""
        found: list[Party] = []
        for number, party in enumerate(self.parties):
            lead = self.lead(party, start)
            if start < lead - 1 and party.first < end and self.is_in("grammar.that", lead) and self.joins(lead - 1):
                found += self.with_list(party, [other for other in self.parties[number:] if other.first < end])
        return found

    def _agent(self, start: int, end: int) -> list[Party]:
        """Return who stands behind "by": "consideration might be given by States to …"."""
        if self.words.key(start) != "be" and self.words.key(start - 1) != "given":
            return []
        for number, party in enumerate(self.parties):
            lead = self.lead(party, start)
            if not start <= lead < min(end, start + _AGENT_GAP) or self.words.key(lead) != "by":
                continue
            clause = any(self.is_in("grammar.relative", at) or self.words.key(at) == "as" for at in range(start, lead))
            attended = lead - start > 2 and self.words.key(lead - 1).endswith("ed")  # "meetings attended by States"
            if not clause and not attended:
                return self.with_list(party, [other for other in self.parties[number:] if other.first < end])
        return []

    def _subject(self, cue: int, floor: int, *, is_first: bool) -> list[Party]:
        """Return the subject before a cue."""
        parties = [party for party in self.parties if floor <= party.first and party.end <= cue]
        if not parties:
            return []
        return self._first_subject(parties, floor, cue) if is_first else self._later_subject(parties, floor, cue)

    def _first_subject(self, parties: list[Party], floor: int, cue: int) -> list[Party]:
        """The first name that no preposition and no verb governs, with its list."""
        accepted: list[Party] = []
        is_rejected = False
        for number, party in enumerate(parties):
            lead = self.lead(party, floor)
            previous = parties[number - 1] if number else None
            if previous is not None and self.is_list(previous, party):
                clause = self.words.key(lead) in COMMAS or self.words.key(lead - 1) in COMMAS
                is_new = clause and party is parties[-1] and cue - party.end <= 1
                if is_rejected and is_new:
                    accepted, is_rejected = [party], False
                elif not is_rejected:
                    accepted.append(party)
                continue
            if accepted and not self._opens_anew(party, lead, cue):
                continue
            opens = (
                lead < floor
                or self.words.key(lead) in COMMAS
                or self.is_in("grammar.that", lead)
                or self._opens_list(lead)
                or self.words.key(lead) == "'"
            )
            is_rejected = not opens
            if opens:
                accepted = [party]
        return accepted

    def _opens_list(self, lead: int) -> bool:
        """Tell whether "and" after a comma opens a clause, or joins a name to one that is not known."""
        return self.is_in("grammar.joins", lead)

    def _opens_anew(self, party: Party, lead: int, cue: int) -> bool:
        """Tell whether a name right before the cue opens the main clause after one that was only a part of another."""
        if self.is_in("grammar.that", lead):
            return True
        return self.words.key(lead) in COMMAS and cue - party.end <= 1 and not self.is_in("grammar.relative", party.end)

    def _later_subject(self, parties: list[Party], floor: int, cue: int) -> list[Party]:
        """The name right before a second cue, with those joined to it."""
        last = parties[-1]
        lead = self.lead(last, floor)
        near = cue - last.end <= _SUBJECT_GAP
        if not near or not (lead < floor or self.joins(lead) or self.is_in("grammar.that", lead)):
            return []
        members = [last]
        for party in reversed(parties[:-1]):
            before = self.lead(party, floor)
            if not self.is_list(party, members[0]) or self.words.key(self.lead(members[0], floor)) in COMMAS:
                break
            if before >= floor and not self.joins(before) and not self.is_in("grammar.that", before):
                break
            members.insert(0, party)
        return members

    def _object(self, start: int, end: int) -> list[Party]:
        """Return the object behind a verb."""
        parties = [party for party in self.parties if start <= party.first < end]
        if not parties:
            return []
        first = parties[0]
        lead = self.lead(first, start)
        opens = lead < start or self.is_in("grammar.that", lead) or self._is_list_word(lead, start)
        if not opens or first.first - start > _OBJECT_GAP:
            return []
        return self.with_list(first, parties[1:])

    def _is_list_word(self, lead: int, start: int) -> bool:
        """Tell whether before an object stands a comma, or a list that began with names that are not known."""
        if self.words.key(lead) in COMMAS or self.is_in("grammar.joins", lead):
            return not any(self.is_in("grammar.not_in_list", at) for at in range(start, lead))
        return lead == start and self.is_in("grammar.aims", lead)
