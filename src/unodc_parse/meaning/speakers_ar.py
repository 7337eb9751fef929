"""Openings of statements in Arabic: the verb first, then the speaker; or a verb in the passive, and nobody."""

from __future__ import annotations

from typing import Final

import msgspec

from unodc_parse.language.entries import SpeechVerb
from unodc_parse.language.phrases import AND, ARTICLE, BY, TO, TO_THE, Found
from unodc_parse.language.wording import Marked, Wording
from unodc_parse.meaning.sentences import Sentence
from unodc_parse.meaning.voices import COMMAS, Opening, Speakers, Voice

_DAMMA: Final = "\N{ARABIC DAMMA}"
_GAP: Final = 3
#: In so many characters a passive has its first "u": «اقتُرح».
_STEM: Final = 4
_ASIDE: Final = 20
_SINGULAR: Final = frozenset({"one", "named", "chair", "secretariat"})
_NAME: Final = 9
_NAME_ENDS: Final = frozenset(".(\N{ARABIC SEMICOLON}")

_OPENINGS: Final = ("count_before", "agreement", "speaker_according_to", "speech", "speech_both", "speech_passive")

Verb = Found[SpeechVerb]


class ArabicSpeakers(Speakers):
    """Reads the openings of statements in Arabic sentences."""

    def __init__(self, marked: Marked, wording: Wording) -> None:
        super().__init__(marked, wording)
        #: where a statement can open; most words are none of these
        self.places = {found.first for kind in _OPENINGS for found in marked.of(kind)}

    def openings(self, sentence: Sentence, previous: Opening | None) -> list[Opening]:
        """Return the statements that open in a sentence, first to last; none where it goes on with the one before."""
        found: list[Opening] = []
        at = sentence.start
        while at < sentence.end:
            if at not in self.places:
                at += 1
                continue
            last = found[-1] if found else previous
            opening, following = self._before_verb(at), at + 1
            if opening is None:
                opening, following = self._opening(at, sentence, last, is_first=not found)
            if opening is not None:
                found.append(opening)
            at = max(following, at + 1)
        return found

    def _opening(
        self, at: int, sentence: Sentence, last: Opening | None, *, is_first: bool
    ) -> tuple[Opening | None, int]:
        opening, following = self._without_verb(at, sentence, is_first=is_first)
        if opening is not None:
            return opening, following
        verb = self.marked.at("speech", at) or self.marked.at("speech_both", at) or self.marked.at("speech_passive", at)
        if verb is None or not self._opens(verb, sentence):
            return None, at + 1
        voice = self._speaker_after(verb, sentence)
        if voice is not None:
            return self._spoken(verb, voice), voice.end
        if self.marked.at("speaker_same", verb.end) is not None:
            return None, at + 1
        if is_first or self._is_new_clause(verb):
            passive = self._unattributed(at, last)
            if passive is not None:
                return passive, verb.end
        return None, at + 1

    def _without_verb(self, at: int, sentence: Sentence, *, is_first: bool) -> tuple[Opening | None, int]:
        """Read "there was agreement" and "according to one speaker"."""
        agreement = self.marked.at("agreement", at)
        if agreement is not None and is_first:
            said = self.words.printed(at, agreement.end)
            return Opening(sentence.start, agreement.value.id, None, said, agreement.value.stance), agreement.end
        according = self.marked.at("speaker_according_to", at)
        if according is not None and (voice := self._voice(according.end)) is not None:
            return Opening(at, voice.count, self._called(voice), None, None), voice.end
        return None, at + 1

    def _before_verb(self, at: int) -> Opening | None:
        """Read a speaker before the verb: «غير أن عدة متكلمين آخرين رأوا», «إن الوفود رحبت»."""
        if not self.is_in("grammar.that", at - 1):
            return None
        voice = self.counted(at)
        if voice is None:
            return None
        end = voice.end
        while self.marked.at("count_after", end) is not None or self.is_in("grammar.adverbs", end):
            end += 1
        verb = self.marked.at("speech", end)
        return None if verb is None else msgspec.structs.replace(self._spoken(verb, voice), start=at)

    def _opens(self, verb: Verb, sentence: Sentence) -> bool:
        """Tell whether a clause opens with a verb."""
        at = verb.first
        if at == sentence.start or verb.clitics:
            return True
        before = self.words.key(at - 1)
        if before in COMMAS or self.is_in("grammar.adverbs", at - 1):
            return True
        boundaries = self.sets["speakers.boundaries"]
        pair = f"{self.words.key(at - 2)} {before}"
        return before in boundaries or pair in boundaries or before[1:] in boundaries

    def _is_new_clause(self, verb: Verb) -> bool:
        if self.is_in("grammar.adverbs", verb.first - 1) and self.words.key(verb.first - 2) in COMMAS:
            return True  # «، كما سُلِّط الضوء»
        return AND in verb.clitics and self.words.key(verb.first - 1) in COMMAS

    def _speaker_after(self, verb: Verb, sentence: Sentence) -> Voice | None:
        """Return the speaker behind a verb, past adverbs."""
        at = verb.end
        for _ in range(_GAP):
            if at >= sentence.end:
                return None
            adverb = self.marked.at("adverb", at)
            if adverb is not None and self._voice(at) is None:
                at = adverb.end
                continue
            if self.is_in("speakers.delivered", at):  # «وألقى كلمة ممثل باكستان»
                at += 1
                continue
            return self._voice(at)
        return None

    def _voice(self, at: int) -> Voice | None:
        """Read a speaker at a word."""
        if (alone := self.marked.at("count_alone", at)) is not None:
            return Voice(alone.value.id, at, alone.end)
        if (title := self.marked.at("title", at)) is not None and title.clitics == "" and title.value.id != "named":
            return self.titled(at)
        same = self.marked.at("speaker_same", at)
        if same is not None and self.marked.at("title", at) is None:
            return None
        counted = self.counted(at)
        if counted is not None:
            behalf = next((f for f in self.marked.of("speaker_on_behalf") if 0 < f.first - counted.end <= _GAP), None)
            return counted if behalf is None else self._speaking_for(counted, behalf.end)
        return self._noun(at) or self.titled(at) or self._bare(at) or self._country(at)

    def titled(self, at: int) -> Voice | None:
        """Read a title; «متكلم من بلد غير ساحلي» names nobody."""
        voice = super().titled(at)
        title = self.marked.at("title", at)
        if voice is None or title is None or voice.count != "named":
            return voice
        if self.is_in("speakers.unnamed", title.end) and not self._is_state(title.end):
            return Voice("one", at, voice.end)
        is_staff = self.is_in("grammar.of", voice.end) and self.is_secretariat(voice.end + 1, voice.end + 2)
        return Voice("secretariat", at, voice.end) if is_staff else voice  # «رئيس فرع العدالة في المكتب»

    def _is_state(self, at: int) -> bool:
        """Tell whether a country is named: «دولة فلسطين»."""
        party = self.marked.at("party", at)
        return party is not None and party.value.startswith("state_")

    def _speaking_for(self, voice: Voice, at: int) -> Voice:
        """Give a speaker the name of the group that is spoken for; «مجموعة إقليمية» is no name."""
        end = self._words(at)
        named = any(self.words.key(i).startswith(ARTICLE) for i in range(at, end))
        return msgspec.structs.replace(voice, name=self.words.printed(at, end)) if named else voice

    def _country(self, at: int) -> Voice | None:
        party = self.marked.at("party", at)
        if party is None or party.clitics or not (party.value.startswith("state_") or party.value == "european_union"):
            return None
        end = self._list_end(party.end)
        return Voice("named", at, end, self.words.printed(at, end))

    def _noun(self, at: int) -> Voice | None:
        """Read speakers without a count before them: a dual, or a noun with its count behind."""
        noun = self.marked.at("speaker", at)
        if noun is None or noun.clitics:
            return None
        after = self.marked.at("count_after", noun.end)
        if after is not None:
            several = "some" if after.value.id == "one" else after.value.id  # «وفود أخرى»
            count = "one" if noun.value == "singular" else several
            return Voice(count, at, after.end, sure=True)
        if noun.value == "dual":
            return Voice("two", at, noun.end, sure=True)
        if noun.value == "singular" and self.marked.at("title", at) is None:
            return Voice("one", at, noun.end)
        return None

    def _bare(self, at: int) -> Voice | None:
        bare = self.marked.at("speaker_bare", at)
        return Voice("several", at, bare.end) if bare is not None and not bare.clitics else None

    def _called(self, voice: Voice) -> str:
        return voice.name or self.words.printed(voice.first, voice.end)

    def _spoken(self, verb: Verb, voice: Voice) -> Opening:
        after = self._past_aside(voice.end)
        reach = _NAME if self.is_in("grammar.relative", after) else _GAP  # «الذين أخذوا الكلمة عن تضامنهم»
        topic = next((t for t in self.marked.of("topic") if after <= t.first <= after + reach), None)
        stance = verb.value.stance
        if topic is not None and stance in ("inform", "propose"):
            stance = topic.value.stance if stance == "inform" or topic.value.stance == "ask" else stance
        return Opening(verb.first, voice.count, self._called(voice), self._printed(verb), stance)

    def _past_aside(self, at: int) -> int:
        """Return the place after what stands between commas: «عدة متكلمين، منهم …، عن قلقهم»."""
        if self.words.key(at) not in COMMAS:
            return at
        closing = next((i for i in range(at + 1, at + _ASIDE) if self.words.key(i) in COMMAS), None)
        return closing + 1 if closing is not None else at

    def _printed(self, verb: Verb) -> str:
        start, end = self.words.span_after(verb.clitics, verb.first, verb.end)
        return self.words.text[start:end]

    # -------------------------------------------------------------------------------------------------- passives

    def _unattributed(self, at: int, last: Opening | None) -> Opening | None:
        """Read a verb that names no speaker: passive by its form, its mark, or because nobody spoke before."""
        passive = self.marked.at("speech_passive", at)
        verb = passive or self.marked.at("speech_both", at)
        if verb is None:
            return None
        has_damma = _DAMMA in self.words.printed(at, at + 1)[: len(verb.clitics) + _STEM]
        both = self.marked.at("speech_both", at) or self.marked.at("speech", at)
        clear = passive is not None and (both is None or passive.end > both.end)
        if not (clear or has_damma or last is None or last.count not in _SINGULAR):
            return None
        stance = self.stance_behind(verb)
        return Opening(at, "unattributed", None, self._printed(verb), stance)

    def stance_behind(self, verb: Verb) -> str:
        """Return the stance of a passive: what is expressed stands behind it, or is part of the phrase."""
        if verb.value.stance not in ("inform", "propose"):
            return verb.value.stance
        topic = next((t for t in self.marked.of("topic") if verb.first <= t.first <= verb.end + 2), None)
        return topic.value.stance if topic is not None and verb.value.stance == "inform" else verb.value.stance

    # ----------------------------------------------------------------------------------------------------- names

    def name(self, at: int) -> tuple[str | None, int]:
        """Read a country, an organization, or the words up to one that ends a name."""
        behalf = next((f for f in self.marked.of("speaker_on_behalf") if 0 < f.first - at <= _NAME), None)
        also = behalf is not None and self.is_in("grammar.adverbs", behalf.first - 1)
        if behalf is not None and not also and not self._has_verb(at, behalf.first):
            end = self._words(behalf.end)
            return self.words.printed(behalf.end, end), end
        party = self.marked.at("party", at)
        if party is not None:
            end = self._list_end(party.end)
            start = self.words.span(at, end)[0]
            return self._without_preposition(party, start, end), end
        end = self._words(at)
        return (self.words.printed(at, end), end) if end > at else (None, at)

    def _list_end(self, end: int) -> int:
        """Return the end of a list of names: «النمسا وشيلي والمغرب»."""
        while (other := self.marked.at("party", end)) is not None and other.clitics == AND:
            end = other.end
        return end

    def _without_preposition(self, party: Found[str], start: int, end: int) -> str:
        text = self.words.text[start : self.words.span(party.first, end)[1]]
        return text[1:] if TO in party.clitics and text.startswith(TO) else text

    def _has_verb(self, first: int, end: int) -> bool:
        return any(first <= verb.first < end for verb in self.marked.of("speech"))

    def _words(self, at: int) -> int:
        """Return the end of a name: the first mark, verb, or word that ends names."""
        is_definite = False
        for end in range(at, min(at + _NAME, len(self.words.keys))):
            key = self.words.key(end)
            ends = key in COMMAS or key in _NAME_ENDS or key.startswith(BY + ARTICLE)
            if ends or self.is_in("speakers.name_stops", end) or (is_definite and self._leaves_name(end)):
                return end
            is_definite |= key.startswith((ARTICLE, TO_THE, AND + ARTICLE))
        return min(at + _NAME, len(self.words.keys))

    def _leaves_name(self, at: int) -> bool:
        """Tell whether an indefinite word stands behind a definite one: «منظمة العفو الدولية تقريرا»."""
        key = self.words.key(at)
        return not key.startswith((ARTICLE, TO, AND + ARTICLE, AND + TO)) and not key.isdecimal()
