"""Openings of statements in English: a speaker before the verb, "by" a speaker behind it, or a bare passive."""

from __future__ import annotations

from typing import Final

import msgspec

from unodc_parse.language.entries import SpeechVerb
from unodc_parse.language.phrases import Found
from unodc_parse.language.wording import Marked, Wording
from unodc_parse.meaning.context import organs
from unodc_parse.meaning.sentences import Sentence
from unodc_parse.meaning.voices import COMMAS, Opening, Speakers, Voice

_ASIDE: Final = 25
_VOICES: Final = ("count_before", "title", "speaker_bare", "party")
_PASSIVE_BACK: Final = 6


class EnglishSpeakers(Speakers):
    """Reads the openings of statements in English sentences."""

    def __init__(self, marked: Marked, wording: Wording) -> None:
        super().__init__(marked, wording)
        #: where a speaker can begin; most words are none of these
        self.places = {f.first for kind in _VOICES for f in marked.of(kind)} | {
            title.first - 1 for title in marked.of("title")
        }

    def openings(self, sentence: Sentence, previous: Opening | None) -> list[Opening]:
        """Return the statements that open in a sentence, first to last; none where it goes on with the one before."""
        found: list[Opening] = []
        at = sentence.start
        while at < sentence.end:
            opening, following = self._opening(at, sentence, found)
            if opening is not None:
                found.append(opening)
            at = following
        if not found and not self._goes_on(sentence, previous):
            passive = self._passive(sentence)
            found = [passive] if passive else []
        return found

    def _opening(self, at: int, sentence: Sentence, found: list[Opening]) -> tuple[Opening | None, int]:
        """Read an opening at a word; return it and the place to go on."""
        agreement = self.marked.at("agreement", at)
        if agreement is not None and not found:
            verb = self.words.printed(at, agreement.end)
            return Opening(at, agreement.value.id, None, verb, agreement.value.stance), agreement.end
        if found and (passive := self._coordinated_passive(at, sentence, found[-1])) is not None:
            return passive, at + 1
        voice = self._voice(at) if at in self.places else None
        if voice is None:
            return None, at + 1
        opening = self._spoken(voice, sentence, is_first=not found)
        return opening, voice.end if opening else at + 1

    def _voice(self, at: int) -> Voice | None:
        """Read a speaker at a word; the article before a title belongs to it."""
        voice = self._counted_or_titled(at)
        if voice is not None:
            return voice
        start = at + 1 if self.is_in("speakers.articles", at) and self.marked.at("title", at) is None else at
        titled = self.titled(start)
        if titled is not None:
            return Voice(titled.count, at, titled.end, titled.name, titled.sure)
        if (bare := self.marked.at("speaker_bare", at)) is not None and not self.is_in("speakers.between", at - 1):
            return Voice("several", at, bare.end)
        count = self.marked.at("count_before", at)
        if count is not None and not self.is_in("speakers.not_alone", at):
            return Voice(count.value.id, at, self._pronoun_end(count.end))
        return self._country(at)

    def _counted_or_titled(self, at: int) -> Voice | None:
        """Read a count with those who speak; "a representative of Kenya" is named, "one speaker from abroad" is not."""
        voice = self.counted(at)
        if voice is None:
            return None
        if (whole := self.marked.at("title", at)) is not None and whole.end > voice.end:
            return self.titled(at)
        title = self.marked.at("title", voice.end - 1)
        if title is None or title.value.id != "named":
            behalf = self._on_behalf(voice.end)
            return voice if behalf is None else msgspec.structs.replace(voice, name=behalf[0])
        name, end = self.name(title.end)
        if name is None or not any(self.words.is_capital(i) for i in range(title.end, end)):
            return msgspec.structs.replace(voice, end=end)
        if self.is_secretariat(title.end, end):
            return Voice("secretariat", at, end, sure=True)
        return Voice("named", at, end, name, sure=True)

    def titled(self, at: int) -> Voice | None:
        """Read a title; "the President of the Conference" chairs, "the President of Ghana" speaks for a State."""
        voice = super().titled(at)
        if voice is None or voice.count != "chair" or not self.is_in("speakers.chairs", voice.end):
            return voice
        name, end = self.name(voice.end + 1)
        parties = [p.value for p in self.marked.of("party") if voice.end < p.first < end]
        if any(value.startswith("state_") or value == "incb" or value not in organs() for value in parties):
            return Voice("named", at, end, name, sure=True)
        return msgspec.structs.replace(voice, end=end) if name else voice

    def _pronoun_end(self, end: int) -> int:
        while self.is_in("speakers.between", end):
            end += 1
        return end

    def _country(self, at: int) -> Voice | None:
        """Read a State or organization that speaks itself: "Switzerland endorsed it"."""
        party = self.marked.at("party", at)
        if party is None or not (
            party.value.startswith("state_") or party.value in ("european_union", "african_union")
        ):
            return None
        end = self._party_list(party.end)
        return Voice("named", at, end, self.words.printed(at, end))

    def _spoken(self, voice: Voice, sentence: Sentence, *, is_first: bool) -> Opening | None:
        """Return the statement that a speaker opens, if one does."""
        if self._is_agent(voice, sentence):
            return self._by(voice, sentence)
        at_start = voice.first == sentence.start or self.marked.at("speaker_according_to", sentence.start) is not None
        bounded = self.words.key(voice.first - 1) in self.sets["speakers.boundaries"]
        if not (at_start or bounded):
            return None
        verb = self._verb_after(voice.end, sentence)
        if verb is None and not (is_first and voice.sure and self._is_subject(voice, sentence)):
            return None
        if not is_first and verb is None:
            return None
        printed, stance = self._told(verb)
        return Opening(self._clause_start(voice.first), voice.count, self._called(voice), printed, stance)

    def _is_subject(self, voice: Voice, sentence: Sentence) -> bool:
        follows = voice.first == sentence.start or self.words.key(voice.first - 1) in COMMAS
        return voice.end < sentence.end and (
            follows or self.marked.at("speaker_according_to", sentence.start) is not None
        )

    def _clause_start(self, at: int) -> int:
        """Return the place where the clause of a later speaker begins: its conjunction belongs to it."""
        return at - 1 if self.is_in("speakers.turns", at - 1) else at

    def _called(self, voice: Voice) -> str:
        return voice.name or self.words.printed(voice.first, voice.end)

    def _verb_after(self, at: int, sentence: Sentence) -> Found[SpeechVerb] | None:
        """Return the verb of saying behind a speaker, past adverbs and what stands between commas."""
        if self.words.key(at) in COMMAS:
            closing = next(
                (i for i in range(at + 1, min(at + _ASIDE, sentence.end)) if self.words.key(i) in COMMAS), None
            )
            at = closing + 1 if closing is not None else at
        at = self._past_brackets(at)
        while at < sentence.end and (self.is_in("grammar.adverbs", at) or self.is_in("speakers.auxiliaries", at)):
            at += 1
        return self.marked.at("speech", at)

    def _past_brackets(self, at: int) -> int:
        """Return the place after "(INTERPOL)"."""
        if self.words.key(at) != "(":
            return at
        closing = next((i for i in range(at, at + _ASIDE) if self.words.key(i) == ")"), None)
        return closing + 1 if closing is not None else at

    def _told(self, verb: Found[SpeechVerb] | None) -> tuple[str | None, str | None]:
        if verb is None:
            return None, None
        return self.words.printed(verb.first, verb.end), self.stance_behind(verb)

    def stance_behind(self, verb: Found[SpeechVerb]) -> str:
        """Return the stance of an active verb: what is expressed stands behind it."""
        if verb.value.stance != "inform" or self.words.key(verb.first) not in {
            "expressed",
            "voiced",
            "raised",
            "made",
            "felt",
        }:
            return verb.value.stance
        topic = next((t for t in self.marked.of("topic") if verb.end <= t.first <= verb.end + 4), None)
        return topic.value.stance if topic else verb.value.stance

    # -------------------------------------------------------------------------------------------------- passives

    def _is_agent(self, voice: Voice, sentence: Sentence) -> bool:
        return voice.first > sentence.start and self.is_in("speakers.by", voice.first - 1)

    def _by(self, voice: Voice, sentence: Sentence) -> Opening | None:
        """Read "was highlighted by several speakers"."""
        passives = [p for p in self.marked.of("speech_passive") if sentence.start <= p.first < voice.first]
        passives = [p for p in passives if voice.first - p.end <= _PASSIVE_BACK]
        if not passives:
            return None
        near = passives[-1]
        stance = self.stance(near.value.stance, sentence.start, near.end)
        return Opening(
            sentence.start, voice.count, self._called(voice), self.words.printed(near.first, near.end), stance
        )

    def _coordinated_passive(self, at: int, sentence: Sentence, last: Opening) -> Opening | None:
        """Read ", and the work of UNODC was commended" after another passive; "and it was proposed" after any."""
        if self.is_in("speakers.goes_on", at) and self.is_in("speakers.impersonal", at + 1):
            return self._passive(Sentence(at + 1, sentence.end)) if self._has_passive_near(at + 2) else None
        if not (self.words.key(at) in COMMAS and self.is_in("speakers.goes_on", at + 1)):
            return None
        if last.verb is None or not any(
            p.first >= sentence.start and self.words.printed(p.first, p.end) == last.verb
            for p in self.marked.of("speech_passive")
        ):
            return None
        clause = Sentence(at + 2, sentence.end)
        if any(self.counted(i) or self.marked.at("speaker_bare", i) for i in range(at + 2, min(at + 6, sentence.end))):
            return None
        passive = self._passive(clause)
        if passive is None or any(
            v for i in range(clause.start, clause.end) if (v := self._voice(i)) and self._is_agent(v, clause)
        ):
            return None
        return Opening(at + 1, passive.count, passive.speaker, passive.verb, passive.stance)

    def _has_passive_near(self, at: int) -> bool:
        """Tell whether "was proposed" stands at a word, adverbs aside."""
        if not self.is_in("speakers.tells", at):
            return False
        following = at + 1
        while self.is_in("grammar.adverbs", following):
            following += 1
        return self.marked.at("speech_passive", following) is not None

    def _passive(self, sentence: Sentence) -> Opening | None:
        """Read a passive that names no speaker."""
        for found in self.marked.of("speech_passive"):
            if not sentence.start < found.first < sentence.end:
                continue
            at = found.first
            while self.is_in("grammar.adverbs", at - 1) and at > sentence.start:
                at -= 1
            if self.is_in("speakers.nobody", sentence.start) or not self.is_in("speakers.tells", at - 1):
                continue
            if self._is_embedded(sentence, at):
                continue
            stance = self.stance(found.value.stance, sentence.start, found.end)
            return Opening(sentence.start, "unattributed", None, self.words.printed(at - 1, found.end), stance)
        return None

    def _is_embedded(self, sentence: Sentence, at: int) -> bool:
        """Tell whether a passive stands inside what another verb says."""
        return any(sentence.start < v.first < at for v in self.marked.of("speech")) and any(
            self.is_in("grammar.that", i) for i in range(sentence.start, at)
        )

    def _goes_on(self, sentence: Sentence, previous: Opening | None) -> bool:
        """Tell whether a sentence goes on with the speaker before it."""
        at = sentence.start
        limit = min(at + 12, sentence.end)
        while at < limit:
            same = self.marked.at("speaker_same", at)
            if same is not None and (at == sentence.start or self.words.key(at - 1) in COMMAS):
                return previous is not None
            at += 1
        return False

    # ----------------------------------------------------------------------------------------------------- names

    def name(self, at: int) -> tuple[str | None, int]:
        """Read a country, an organization, or a run of words with capitals."""
        start = at + 1 if self.is_in("speakers.name_leads", at) else at  # "the Sudan", "Ms. Doe"
        party = self.marked.at("party", start) or self.marked.at("party", at)
        behalf = self._on_behalf(party.end if party else self._capitals(start))
        if behalf is not None:
            return behalf
        if party is not None and (last := self._party_list(party.end)) > party.end:
            return self.words.printed(start, last), last
        end = self._capitals(start)
        if party is not None and end <= party.end:
            return self.words.printed(max(party.first, start), party.end), party.end
        if end > start:
            return self.words.printed(start, end), end
        loose = self._loose(start)
        return (self.words.printed(start, loose), loose) if loose > start else (None, at)

    def _party_list(self, end: int) -> int:
        """Return the end of a list of names that goes on at `end`: ", Chile and Morocco"; `end` where it does not."""
        at = end
        while (comma := self.words.key(at) in COMMAS) or self.words.key(at) == "and":
            joined = not comma or self.words.key(at + 1) == "and"
            following = at + 1 + (comma and joined)
            following += self.words.key(following) == "the"
            party = self.marked.at("party", following)
            if party is None:
                return end
            at = party.end
            if joined:
                return at
        return end

    def _capitals(self, at: int) -> int:
        """Return the end of a run of words with capitals, joined by words such as "of"."""
        end = at
        while end < len(self.words.keys):
            if self.words.is_capital(end) or (self.words.key(end).isdecimal() and end > at):
                end += 1
            elif self.is_in("speakers.name_joins", end) and end > at:
                after = end + 1 + self.is_in("speakers.name_joins", end + 1)
                if after < len(self.words.keys) and (self.words.is_capital(after) or self.words.key(after).isdecimal()):
                    end = after + 1
                else:
                    break
            else:
                break
        return end

    def _loose(self, at: int) -> int:
        """Return the end of a name without capitals ("the host country"): up to a verb of saying."""
        for end in range(at, min(at + 6, len(self.words.keys))):
            if self.marked.at("speech", end) or self.words.key(end) in COMMAS or self.is_in("speakers.name_stops", end):
                return end
        return at

    def _on_behalf(self, at: int) -> tuple[str, int] | None:
        """Read ", speaking on behalf of the Group of 77 and China,"."""
        behalf = next((f for f in self.marked.of("speaker_on_behalf") if 0 <= f.first - at <= 3), None)
        if behalf is None or self.words.key(behalf.first - 1) == "also":
            return None
        start = behalf.end + 1 if self.words.key(behalf.end) == "the" else behalf.end
        end = self._capitals(start)
        return (self.words.printed(start, end), at) if end > start else None
