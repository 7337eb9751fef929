"""Addressees: who is to act, found from the cue outwards.

Before a modal or a passive stands its subject ("States parties … should", "the Secretariat is requested"), behind a
finite verb its object ("requests the Secretariat to"); in Arabic both stand behind the cue, sometimes inside its «أن».
A name in any other place (behind a preposition, as the object of what shall be done) addresses nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from unodc_parse.language.lexicon import fold
from unodc_parse.language.phrases import Found, without_clitics
from unodc_parse.language.wording import Marked, Wording
from unodc_parse.meaning.context import Context, organs
from unodc_parse.meaning.modality import Hit
from unodc_parse.meaning.sentences import Sentence
from unodc_parse.model import Addressee

Party = Found[str]
_COMMAS: Final = frozenset(",،")
#: At most so many words stand between two names of a list, a verb and its object, a name and a later cue.
_LIST_GAP: Final = 8
_OBJECT_GAP: Final = 10
_SUBJECT_GAP: Final = 7
_ARABIC_GAP: Final = 3
_CLAUSE: Final = 14
_AGENT_GAP: Final = 12
_PREPOSITIONS: Final = frozenset("لبك")


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
            found |= {party.first: party for party in self._of(hit, before, after, sentence)}
        addressees = (self._addressee(found[first]) for first in sorted(found))
        by_id = {one.id: one for one in reversed([one for one in addressees if one is not None])}
        return tuple(sorted(by_id.values(), key=lambda one: one.span or (0, 0)))

    def _of(self, hit: Hit, before: int, after: int, sentence: Sentence) -> list[Party]:
        if self.is_arabic:
            return self._arabic(hit, before, min(sentence.end, hit.end + 60))
        impersonal = hit.mood == "passive" and self.words.key(hit.first - 1) == "it"
        if hit.mood in ("verb", "base", "subject_after") or impersonal:
            return [*self._object(hit.end, after), *self._further_clauses(hit.end, after)]
        if self.words.key(hit.end) == "be" and self._in("grammar.undergoing", hit.end + 1):
            return self._agent(hit.end, after)
        return self._subject(hit.first, before, is_first=before == sentence.start) or self._agent(hit.end, after)

    def _further_clauses(self, start: int, end: int) -> list[Party]:
        """Return who is to act in a second clause: "recommended that States …, and that the Secretariat …"."""
        found: list[Party] = []
        for number, party in enumerate(self.parties):
            lead = self._lead(party, start)
            if start < lead - 1 and party.first < end and self._in("grammar.that", lead) and self._joins(lead - 1):
                found += self._with_list(party, [other for other in self.parties[number:] if other.first < end])
        return found

    def _agent(self, start: int, end: int) -> list[Party]:
        """Return who stands behind "by": "consideration might be given by States to …"."""
        if self.words.key(start) != "be" and self.words.key(start - 1) != "given":
            return []
        for number, party in enumerate(self.parties):
            lead = self._lead(party, start)
            if not start <= lead < min(end, start + _AGENT_GAP) or self.words.key(lead) != "by":
                continue
            clause = any(self._in("grammar.relative", at) or self.words.key(at) == "as" for at in range(start, lead))
            attended = lead - start > 2 and self.words.key(lead - 1).endswith("ed")  # "meetings attended by States"
            if not clause and not attended:
                return self._with_list(party, [other for other in self.parties[number:] if other.first < end])
        return []

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
            and self.words.key(party.end) in {"of", "on", "for"}
            and (
                party.value.startswith("@") or party.value in ("unodc", "incb", "working_group", "iaea", "ga", "bureau")
            )
        )

    def _state_of(self, party: Party) -> str | None:
        """Return the State whose Government is addressed: "the Government of Kenya"."""
        if party.value != "governments":
            return None
        at = party.end
        while self._in("grammar.of", at) or self.words.key(at) == "the":
            at += 1
        state = self.marked.at("party", at)
        return state.value if state is not None and state.value.startswith("state_") else None

    # ------------------------------------------------------------------------------------------------- the words

    def _in(self, name: str, at: int) -> bool:
        return self.words.key(at) in self.sets[name]

    def _qualifies(self, at: int) -> bool:
        """Tell whether a word qualifies a name ("all", «بجميع»)."""
        if self.is_arabic:
            return any(rest in self.sets["grammar.qualifiers"] for _, rest in without_clitics(self.words.key(at)))
        return self._in("grammar.qualifiers", at)

    def _lead(self, party: Party, floor: int) -> int:
        """Return the place of the word before a name and its qualifiers ("all other relevant …")."""
        at = party.first - 1
        if not self._qualifies(at) and self._is_modifier(at) and at > floor and self._in("grammar.qualifiers", at - 1):
            at -= 1  # "all nuclear-weapon States"
        while at >= floor and (self._qualifies(at) or self._in("grammar.adverbs", at)):
            at -= 1
        return at

    def _is_modifier(self, at: int) -> bool:
        """Tell whether an unknown word may belong to the name behind it."""
        known = any(self._in(name, at) for name in ("grammar.not_in_list", "grammar.joins", "grammar.of"))
        return self.words.key(at)[:1].isalpha() and not known and not self.is_arabic

    def _is_list(self, one: Party, other: Party) -> bool:
        """Tell whether two names are members of one list."""
        between = range(one.end, other.first)
        if len(between) > _LIST_GAP or any(self._in("grammar.not_in_list", at) for at in between):
            return False
        if self.is_arabic:
            return "و" in other.clitics or self._joins(self._lead(other, one.end)) or self._joins(other.first - 1)
        lead = self._lead(other, one.end)
        return self._joins(lead) or (self._is_modifier(lead) and self._joins(lead - 1))  # "and engaged enterprises"

    def _joins(self, at: int) -> bool:
        if self.words.key(at) in _COMMAS or self._in("grammar.joins", at):
            return True
        if any(join.end == at + 1 for join in self.marked.of("join")):  # "as well as", «بما في ذلك»
            return True
        return self._in("grammar.joins", at - 1) and self.words.key(at) in {"as", "of", "with", "من", "الي"}

    def _with_list(self, first: Party, parties: Sequence[Party]) -> list[Party]:
        """Return a name and those that follow it in one list."""
        members = [first]
        for party in parties:
            if party.first >= members[-1].end:
                if not self._is_list(members[-1], party):
                    break
                members.append(party)
        return members

    # --------------------------------------------------------------------------------------------------- English

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
            lead = self._lead(party, floor)
            previous = parties[number - 1] if number else None
            if previous is not None and self._is_list(previous, party):
                clause = self.words.key(lead) in _COMMAS or self.words.key(lead - 1) in _COMMAS
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
                or self.words.key(lead) in _COMMAS
                or self._in("grammar.that", lead)
                or self._opens_list(lead)
                or self.words.key(lead) == "'"
            )
            is_rejected = not opens
            if opens:
                accepted = [party]
        return accepted

    def _opens_list(self, lead: int) -> bool:
        """Tell whether "and" after a comma opens a clause, or joins a name to one that is not known."""
        return self._in("grammar.joins", lead)

    def _opens_anew(self, party: Party, lead: int, cue: int) -> bool:
        """Tell whether a name right before the cue opens the main clause after one that was only a part of another."""
        if self._in("grammar.that", lead):
            return True
        return self.words.key(lead) in _COMMAS and cue - party.end <= 1 and not self._in("grammar.relative", party.end)

    def _later_subject(self, parties: list[Party], floor: int, cue: int) -> list[Party]:
        """The name right before a second cue, with those joined to it."""
        last = parties[-1]
        lead = self._lead(last, floor)
        near = cue - last.end <= _SUBJECT_GAP
        if not near or not (lead < floor or self._joins(lead) or self._in("grammar.that", lead)):
            return []
        members = [last]
        for party in reversed(parties[:-1]):
            before = self._lead(party, floor)
            if not self._is_list(party, members[0]) or self.words.key(self._lead(members[0], floor)) in _COMMAS:
                break
            if before >= floor and not self._joins(before) and not self._in("grammar.that", before):
                break
            members.insert(0, party)
        return members

    def _object(self, start: int, end: int) -> list[Party]:
        """Return the object behind a verb."""
        parties = [party for party in self.parties if start <= party.first < end]
        if not parties:
            return []
        first = parties[0]
        lead = self._lead(first, start)
        opens = lead < start or self._in("grammar.that", lead) or self._is_list_word(lead, start)
        if not opens or first.first - start > _OBJECT_GAP:
            return []
        return self._with_list(first, parties[1:])

    def _is_list_word(self, lead: int, start: int) -> bool:
        """Tell whether before an object stands a comma, or a list that began with names that are not known."""
        if self.words.key(lead) in _COMMAS or self._in("grammar.joins", lead):
            return not any(self._in("grammar.not_in_list", at) for at in range(start, lead))
        return lead == start and self.words.key(lead) in {"for", "to"}

    # ---------------------------------------------------------------------------------------------------- Arabic

    def _arabic(self, hit: Hit, floor: int, end: int) -> list[Party]:
        behind = [party for party in self.parties if hit.end <= party.first < end]
        if hit.cue.object is not None:
            marked = self._marked_object(behind, hit)
            return self._with_list(marked, behind) if marked is not None else []
        direct = self._near(behind, hit.end)
        if direct is not None and hit.mood == "verb" and self._is_doer(direct, behind, hit):
            following = [party for party in behind if party.first >= direct.end]
            given = self._near(following, direct.end)
            if given is not None and "و" not in given.clitics:
                return self._with_list(given, following)
            return self._in_clauses(behind, direct.end, end)
        if direct is not None:
            return self._with_list(direct, behind)
        inside = self._in_clauses(behind, hit.end, end)
        return inside or self._before(hit, floor) or self._undergoing(behind, hit)

    def _before(self, hit: Hit, floor: int) -> list[Party]:
        """Return the name right before a cue that is no verb: «الدول مدعوة»."""
        return [
            party
            for party in self.parties
            if party.end == hit.first
            and party.first >= floor
            and hit.mood != "verb"
            and not _PREPOSITIONS & set(party.clitics)
        ]

    def _undergoing(self, parties: Sequence[Party], hit: Hit) -> list[Party]:
        """Return who is to be encouraged, consulted, involved: «ينبغي تشجيع الدول على»."""
        first = self._near(parties, hit.end + 1)
        if first is None or first.clitics or first.first > hit.end + 2:
            return []
        involves = any(rest in self.sets["grammar.involving"] for _, rest in self._readings(hit.end))
        return self._with_list(first, parties) if involves else []

    def _can_be_doer(self, party: Party, hit: Hit) -> bool:
        """Tell whether a verb in the present and an organ are of one gender: «توصي المجلس» is none."""
        verb = self.words.key(hit.first)[len(hit.clitics) :]
        return verb[:1] not in {"ي", "ت"} or verb.startswith("ت") == self.words.key(party.first).endswith("ة")

    def _marked_object(self, parties: Sequence[Party], hit: Hit) -> Party | None:
        """Return the first name that the verb's own preposition marks: «يهيب بـ», «يطلب إلى»."""
        marker = fold(hit.cue.object or "")
        for party in parties:
            if party.first - hit.end > _CLAUSE:
                break
            lead = party.first
            while lead > hit.end and self._qualifies(lead - 1) and self.words.key(lead - 1) not in {"الي", "من"}:
                lead -= 1
            if len(marker) == 1:
                opened = marker in party.clitics or any(
                    self.words.key(at).startswith(marker) for at in range(lead, party.first)
                )
            else:
                opened = self.words.key(lead - 1) in {marker, "من"}
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
            self.words.key(at) in _COMMAS
            or self._qualifies(at)
            or any(self._in(name, at) for name in ("grammar.intensifiers", "grammar.adverbs"))
        )

    def _is_doer(self, party: Party, parties: Sequence[Party], hit: Hit) -> bool:
        """Tell whether the name behind a verb is who does it, not whom it is done to."""
        if _PREPOSITIONS & set(party.clitics) or self.words.key(party.first - 1) in {"الي", "من"}:
            return False
        given = self._near([other for other in parties if other.first >= party.end], party.end)
        gives = given is not None and not self._is_list(party, given)
        if party.value not in organs():
            return gives and given is not None and (party.value.startswith("state_") or given.first > party.end)
        return self._can_be_doer(party, hit) and (gives or hit.strength in (3, 6))

    def _in_clauses(self, parties: Sequence[Party], start: int, end: int) -> list[Party]:
        """Return the subjects of the clauses that «أن … وبأن …» open, each with a verb and a name behind it."""
        found = self._in_clause(parties, start)
        if not found:
            return []
        for at in range(found[-1].end, end):
            if any(clitics == "و" and rest in self.sets["grammar.that"] for clitics, rest in self._readings(at)):
                found += self._in_clause(parties, at)
        return found

    def _is_that(self, at: int, start: int) -> bool:
        """Tell whether «أن» stands at a word; at the first, also «وبأن»."""
        return self._in("grammar.that", at) or (
            at == start and any(rest in self.sets["grammar.that"] for _, rest in self._readings(at))
        )

    def _readings(self, at: int) -> tuple[tuple[str, str], ...]:
        return without_clitics(self.words.key(at))

    def _in_clause(self, parties: Sequence[Party], start: int) -> list[Party]:
        """Return the subject of the clause that «أن» opens: the name behind its verb."""
        that = next((at for at in range(start, start + _CLAUSE) if self._is_that(at, start)), None)
        if that is None or any(self._in("grammar.relative", at) for at in range(start, that)):
            return []
        behind = [party for party in parties if party.first > that]
        verb = self._skip(that + 1)
        for at in range(verb, verb + _ARABIC_GAP):
            party = self._near(behind, at)
            if party is not None and not _PREPOSITIONS & set(party.clitics) and "و" not in party.clitics:
                return self._with_list(party, behind)
        return []
