"""Addressees in Arabic: what stands behind the cue, with its preposition, or as the subject of the clause of «أن»."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from unodc_parse.language.lexicon import fold
from unodc_parse.language.phrases import (
    AND,
    ARTICLE,
    FEMININE_ENDING,
    FEMININE_PRESENT,
    MASCULINE_PRESENT,
    PREPOSITIONS,
    without_clitics,
)
from unodc_parse.meaning.addressees import COMMAS, AddresseeFinder, Party
from unodc_parse.meaning.context import organs
from unodc_parse.meaning.modality import Hit
from unodc_parse.meaning.sentences import Sentence

#: So far behind a cue its addressees stand; within so many words a clause of «أن» opens; so many may stand between its
#: verb and its subject, in an aside, or in the name of a body that is not known.
_REACH: Final = 60
_CLAUSE: Final = 14
_ARABIC_GAP: Final = 3
_ASIDE: Final = 20
_UNKNOWN: Final = 3
_PREPOSITIONS: Final = frozenset(PREPOSITIONS)


class ArabicAddressees(AddresseeFinder):
    """Finds who is addressed in an Arabic text."""

    def of_cue(self, hit: Hit, before: int, after: int, sentence: Sentence) -> list[Party]:  # noqa: ARG002 -- as in English
        """Return who a cue addresses."""
        end = min(sentence.end, hit.end + _REACH)
        behind = [party for party in self.parties if hit.end <= party.first < end]
        if hit.cue.object is not None:
            marked = self._marked_object(behind, hit)
            return self.with_list(marked, behind) if marked is not None else []
        direct = self._near(behind, hit.end)
        if direct is not None and hit.mood == "verb" and self._is_doer(direct, behind, hit):
            following = [party for party in behind if party.first >= direct.end]
            given = self._near(following, direct.end) or self._near(following, self._past_aside(direct.end))
            if given is not None and AND not in given.clitics:
                return self.with_list(given, following)
            return self._in_clauses(behind, direct.end, end)
        if direct is not None:
            return self.with_list(direct, behind)
        inside = self._in_clauses(behind, hit.end, end)
        return inside or self._before(hit, before) or self._undergoing(behind, hit) or self._past_unknown(behind, hit)

    def _past_unknown(self, parties: Sequence[Party], hit: Hit) -> list[Party]:
        """Return who is urged by somebody that is not known: «تدعو المجموعة جميع الدول إلى»."""
        if hit.mood != "verb" or hit.strength not in (2, 4) or hit.cue.object is not None:
            return []
        for at in range(hit.end + 1, hit.end + 1 + _UNKNOWN):
            if not self.words.key(hit.end).startswith(ARTICLE) or self._ends_subject(at - 1):
                return []
            party = self._near(parties, at)
            if party is not None and not party.clitics:
                return self.with_list(party, parties)
        return []

    def _ends_subject(self, at: int) -> bool:
        names = ("grammar.not_in_list", "grammar.of", "grammar.to", "grammar.relative")
        return self.words.key(at) in COMMAS or any(self.is_in(name, at) for name in names)

    def _before(self, hit: Hit, floor: int) -> list[Party]:
        """Return the name right before a cue that is no verb: «الدول مدعوة»."""
        if hit.mood == "verb":
            return []
        end = hit.first - (self.words.key(hit.first - 1) in COMMAS)
        members = [party for party in self.parties if party.end == end and party.first >= floor]
        if not members:  # «الدول الأطراف في المعاهدة مدعوة»
            members = [
                party
                for party in self.parties
                if 0 < end - party.end <= _UNKNOWN and party.first >= floor and self.is_in("grammar.of", party.end)
            ][-1:]
        for party in reversed(self.parties):
            if members and party.end <= members[0].first and party.first >= floor and self.is_list(party, members[0]):
                members.insert(0, party)
        if not members or _PREPOSITIONS & set(members[0].clitics):
            return []
        lead = members[0].first - 1  # «في سورية، يجب ألا ننسى» addresses nobody
        return [] if any(self.is_in(name, lead) for name in ("grammar.of", "grammar.to")) else members

    def _undergoing(self, parties: Sequence[Party], hit: Hit) -> list[Party]:
        """Return who is to be encouraged, consulted, involved: «ينبغي تشجيع الدول على»."""
        first = self._near(parties, hit.end + 1)
        if first is None or first.clitics or first.first > hit.end + 2:
            return []
        involves = any(rest in self.sets["grammar.involving"] for _, rest in self._readings(hit.end))
        return self.with_list(first, parties) if involves else []

    def _can_be_doer(self, party: Party, hit: Hit) -> bool:
        """Tell whether a verb in the present and an organ are of one gender: «توصي المجلس» is none."""
        verb = self.words.key(hit.first)[len(hit.clitics) :]
        if verb[:1] not in {MASCULINE_PRESENT, FEMININE_PRESENT}:
            return True
        return verb.startswith(FEMININE_PRESENT) == self.words.key(party.first).endswith(FEMININE_ENDING)

    def _marked_object(self, parties: Sequence[Party], hit: Hit) -> Party | None:
        """Return the first name that the verb's own preposition marks: «يهيب بـ», «يطلب إلى»."""
        marker = fold(hit.cue.object or "")
        for party in parties:
            if party.first - hit.end > _CLAUSE:
                break
            lead = party.first
            while lead > hit.end and self.qualifies(lead - 1) and not self.is_in("grammar.leads", lead - 1):
                lead -= 1
            if len(marker) == 1:
                opened = marker in party.clitics or any(
                    self.words.key(at).startswith(marker) for at in range(lead, party.first)
                )
            else:
                opened = self.words.key(lead - 1) == marker or self.is_in("grammar.apart", lead - 1)
            if opened:
                return party
        return None

    def _near(self, parties: Sequence[Party], start: int) -> Party | None:
        """Return the name that follows at once, but for qualifiers, adverbs and hedges."""
        at = self._skip(start)
        first = next((party for party in parties if party.first >= start), None)
        if first is None or first.first - at > 0:
            return None
        return first

    def _skip(self, at: int) -> int:
        """Return the place after commas, qualifiers, adverbs, intensifiers and hedges."""
        while True:
            hedge = self.marked.at("hedge", at) or self.marked.at("adverb", at)
            if hedge is not None:
                at = hedge.end
            elif self.marked.at("party", at) is None and self._is_passed_over(at):
                at += 1
            else:
                return at

    def _is_passed_over(self, at: int) -> bool:
        return (
            self.words.key(at) in COMMAS
            or self.qualifies(at)
            or any(self.is_in(name, at) for name in ("grammar.intensifiers", "grammar.adverbs"))
        )

    def _is_doer(self, party: Party, parties: Sequence[Party], hit: Hit) -> bool:
        """Tell whether the name behind a verb is who does it, not whom it is done to."""
        if _PREPOSITIONS & set(party.clitics) or self.is_in("grammar.leads", party.first - 1):
            return False
        following = [other for other in parties if other.first >= party.end]
        given = self._near(following, party.end)
        gives = given is not None and not self.is_list(party, given)
        if given is None and any(self.is_in(name, party.end + 1) for name in ("grammar.of", "grammar.relative")):
            given = self._near(following, self._past_aside(party.end))
            gives = given is not None and not given.clitics
        if party.value not in organs():
            return gives and given is not None and (party.value.startswith("state_") or given.first > party.end)
        return self._can_be_doer(party, hit) and (gives or hit.strength in (3, 6))

    def _past_aside(self, at: int) -> int:
        """Return the place after what stands between commas: «وحث المجلس، في القرار ٥، جميع الدول»."""
        if self.words.key(at) not in COMMAS:
            return at
        closing = next((i for i in range(at + 1, at + _ASIDE) if self.words.key(i) in COMMAS), None)
        return closing + 1 if closing is not None else at

    def _in_clauses(self, parties: Sequence[Party], start: int, end: int) -> list[Party]:
        """Return the subjects of the clauses that «أن … وبأن …» open, each with a verb and a name behind it."""
        found = self._in_clause(parties, start)
        if not found:
            return []
        for at in range(found[-1].end, end):
            if any(clitics == AND and rest in self.sets["grammar.that"] for clitics, rest in self._readings(at)):
                found += self._in_clause(parties, at)
        return found

    def _is_that(self, at: int, start: int) -> bool:
        """Tell whether «أن» stands at a word; at the first, also «وبأن»."""
        return self.is_in("grammar.that", at) or (
            at == start and any(rest in self.sets["grammar.that"] for _, rest in self._readings(at))
        )

    def _readings(self, at: int) -> tuple[tuple[str, str], ...]:
        return without_clitics(self.words.key(at))

    def _in_clause(self, parties: Sequence[Party], start: int) -> list[Party]:
        """Return the subject of the clause that «أن» opens: the name behind its verb."""
        that = next((at for at in range(start, start + _CLAUSE) if self._is_that(at, start)), None)
        if that is None or any(self.is_in("grammar.relative", at) for at in range(start, that)):
            return []
        behind = [party for party in parties if party.first > that]
        verb = self._skip(that + 1)
        has_pronoun = self.is_in("grammar.pronominal", verb + 1)  # «أن تقدم إليها الأمانة»
        for at in range(verb, verb + (_ARABIC_GAP if has_pronoun else _ARABIC_GAP - 1)):
            party = self._near(behind, at)
            if party is not None and not _PREPOSITIONS & set(party.clitics) and AND not in party.clitics:
                return self.with_list(party, behind)
        return []
