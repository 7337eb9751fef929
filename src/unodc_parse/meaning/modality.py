"""Cues: the words that direct, how strongly, and what softens them.

Which of the words that look like a cue is one, the sentence tells: "requests" after "the" is a noun, «طلب» before
«إلى» is a verb, "may" counts only right after those who may. The segment's cue is the first that directs (strength 1
or more), else the first that only notes or welcomes (strength 0).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, cast

from unodc_parse.language.entries import Cue
from unodc_parse.language.lexicon import fold
from unodc_parse.language.phrases import ALEF, PRESENT, TO, Found, without_clitics
from unodc_parse.language.wording import Marked, Wording
from unodc_parse.meaning.sentences import Sentence
from unodc_parse.model import Modality
from unodc_parse.values import Value

Mood = Literal["verb", "base", "passive", "modal", "subject_after"]
_MOODS: Final[tuple[Mood, ...]] = ("verb", "base", "passive", "modal", "subject_after")
_COMMAS: Final = frozenset(",،")
_NEAR: Final = 12
_ASIDE: Final = 20
_PRESENT: Final = frozenset(PRESENT)


class Hit(Value, frozen=True):
    """A cue at work: words `[first, end)`; `relative` where it only tells more of a noun ("measures that should …")."""

    cue: Cue
    mood: Mood
    first: int
    end: int
    strength: int
    clitics: str = ""
    relative: bool = False


class CueFinder:
    """Finds the cues of one text."""

    def __init__(self, marked: Marked, wording: Wording) -> None:
        self.marked = marked
        self.words = marked.words
        self.wording = wording
        self.sets = wording.sets
        self.party_ends = {party.end for party in marked.of("party")}

    def find(self, sentences: Sequence[Sentence]) -> list[Hit]:
        """Return the cues at work, first to last."""
        candidates = sorted(
            ((mood, found) for mood in _MOODS for found in self.marked.of(f"cue_{mood}")),
            key=lambda one: (one[1].first, -one[1].end),
        )
        hits: list[Hit] = []
        for mood, found in candidates:
            if (hits and found.first < hits[-1].end) or (mood == "verb" and self._is_in_name(found)):
                continue
            sentence = next((s for s in sentences if s.start <= found.first < s.end), None)
            if sentence is None:
                continue
            before = [hit for hit in hits if hit.first >= sentence.start]
            hit = (
                self._arabic(mood, found, sentence, before) if self._is_arabic else self._english(mood, found, sentence)
            )
            if hit is not None:
                hits.append(hit)
        return hits

    def _is_in_name(self, found: Found[Cue]) -> bool:
        """Tell whether a verb is part of a name: "requested States parties"."""
        return any(party.first <= found.first < party.end for party in self.marked.of("party"))

    @property
    def _is_arabic(self) -> bool:
        return self.wording.language == "ar"

    def _hit(self, mood: Mood, found: Found[Cue], first: int, end: int, *, intensified: bool = False) -> Hit:
        cue = found.value
        strength = self.wording.scale.get(" ".join(self.words.keys[found.first : found.end]), cue.strength)
        if intensified and cue.intensified is not None:
            strength = max(strength, cue.intensified)
        relative = (
            mood == "modal" and self._in("grammar.relative", first - 1) and not self._in("grammar.that", first - 2)
        )
        return Hit(cue, mood, first, end, strength, found.clitics, relative)

    # -------------------------------------------------------------------------------------------------- English

    def _english(self, mood: Mood, found: Found[Cue], sentence: Sentence) -> Hit | None:
        if mood == "modal":
            return self._hit(mood, found, found.first, found.end) if self._english_modal(found, sentence) else None
        if mood == "passive":
            return self._english_passive(found, sentence)
        if mood == "verb":
            return self._english_verb(found, sentence)
        if mood == "base":
            before = self._before_adverbs(found.first)
            opens = before == sentence.start == 0 and self.words.is_capital(before)
            if not opens and not self._in("grammar.pronouns", before - 1) and not self._goes_on(found, sentence):
                return None
        return self._hit(mood, found, found.first, found.end)

    def _goes_on(self, found: Found[Cue], sentence: Sentence) -> bool:
        """Tell whether a verb goes on with what "we" do: "we welcome this call and urge States"."""
        joined = self._in("grammar.joins", found.first - 1) and self._has_object(found.end)
        return joined and self._in("grammar.pronouns", sentence.start) and self.words.key(sentence.start) != "they"

    def _english_modal(self, found: Found[Cue], sentence: Sentence) -> bool:
        if self._in("grammar.inverted", found.end):  # "should the need arise"
            return False
        if self._in("grammar.pronouns", found.first - 1) or self.words.key(found.first - 1) == "it":
            ahead = range(found.end, found.end + 2)
            if any(self._in("grammar.not_directing", at) for at in ahead):
                return False
        if self._in("grammar.needs", found.first) and self._in("grammar.not_before_verb", found.first - 1):
            return False
        if found.value.weak and self._in("grammar.be", found.end):  # "can be mutually reinforcing"
            return False
        if found.value.weak or found.value.adjacent:
            return self._is_after_party(found.first) or self._is_after_clause(found.first, sentence)
        return True

    def _is_after_clause(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a sentence opens with a name and a clause about it: "States that have not done so may"."""
        opening = next((p for p in self.marked.of("party") if p.first in (sentence.start, sentence.start + 1)), None)
        if opening is None or opening.end >= at or not self._in("grammar.relative", opening.end):
            return False
        return not any(self._in("grammar.relative", i) for i in range(opening.end + 1, at))

    def _is_after_party(self, at: int) -> bool:
        """Tell whether a name stands right before, but for adverbs and what stands between commas."""
        before = self._before_adverbs(at)
        return before in self.party_ends

    def _before_adverbs(self, at: int) -> int:
        """Return the place behind the word before `at` that is neither adverb nor intensifier."""
        while at > 0 and self._in("grammar.adverbs", at - 1):
            at -= 1
        return at

    def _english_passive(self, found: Found[Cue], sentence: Sentence) -> Hit | None:
        at = found.first
        intensified = False
        while at > sentence.start and (self._in("grammar.adverbs", at - 1) or self._in("grammar.intensifiers", at - 1)):
            intensified |= self._in("grammar.intensifiers", at - 1)
            at -= 1
        if at == sentence.start or not self._in("grammar.be", at - 1):
            return None
        if self._in("grammar.not_after_passive", found.end) or self._in("grammar.be", at - 2):
            return None
        return self._hit("passive", found, at - 1, found.end, intensified=intensified)

    def _english_verb(self, found: Found[Cue], sentence: Sentence) -> Hit | None:
        at = found.first
        intensified = False
        while at > sentence.start and (self._in("grammar.adverbs", at - 1) or self._in("grammar.intensifiers", at - 1)):
            intensified |= self._in("grammar.intensifiers", at - 1)
            at -= 1
        if self._in("grammar.be", at - 1) and at > sentence.start:
            return None
        opens = at == sentence.start and self.words.is_capital(at)
        subject = self._past_aside(at, sentence) in self.party_ends or self._in("grammar.subjects", at - 1)
        coordinated = self.words.key(at - 1) in self.sets["grammar.joins"] or self.words.key(at - 1) in _COMMAS
        if not (opens or subject or (coordinated and self._has_object(found.end)) or self._is_reported(found, at)):
            return None
        if found.value.bodies_only and not (opens or subject or coordinated):
            return None
        if opens and not (found.value.bodies_only or self._has_object(found.end)):
            return None
        if opens and self._in("grammar.not_after_passive", found.end) and found.value.passive == ():
            return None
        first = at if intensified and found.value.intensified is not None else found.first
        while first < found.first and self._in("grammar.adverbs", first):
            first += 1
        return self._hit("verb", found, first, found.end, intensified=intensified)

    def _past_aside(self, at: int, sentence: Sentence) -> int:
        """Return the place before what stands between commas: "the Assembly, on the recommendation …, decided"."""
        if self.words.key(at - 1) not in _COMMAS:
            return at
        back = range(at - 2, max(at - _ASIDE, sentence.start), -1)
        return next((i for i in back if self.words.key(i) in _COMMAS), at)

    def _is_reported(self, found: Found[Cue], at: int) -> bool:
        """Tell whether someone who is not known by name does it: a noun before, an object behind."""
        if found.value.bodies_only or self._in("grammar.not_before_verb", at - 1):
            return False
        return self._has_object(found.end) and self.words.key(at - 1).isalpha()

    def _has_object(self, end: int) -> bool:
        """Tell whether what follows can be the object of a verb."""
        while self._in("grammar.adverbs", end):  # "requests also the Secretariat"
            end += 1
        if self.words.key(end) in _COMMAS:  # "encourages, where appropriate, States"
            return any(party.first <= end + _NEAR for party in self.marked.of("party") if party.first > end)
        if self._in("grammar.to", end):  # "reiterates its request to the Secretariat", "recommends to the Council"
            near = any(party.first in (end + 1, end + 2) for party in self.marked.of("party"))
            return near or self._in("grammar.asking", end - 1)
        return (
            self._in("grammar.object_starts", end)
            or self.marked.at("party", end) is not None
            or (end < len(self.words.keys) and self.words.is_capital(end))
            or self._in("grammar.calling", end - 1)
        )

    # --------------------------------------------------------------------------------------------------- Arabic

    def _arabic(self, mood: Mood, found: Found[Cue], sentence: Sentence, before: list[Hit]) -> Hit | None:
        cue = found.value
        if cue.needs is not None and not self._follows(cue.needs, found.end, sentence):
            return None
        if mood == "modal":
            return self._hit(mood, found, found.first, found.end) if self._arabic_modal(found, sentence) else None
        if mood == "passive" and self._is_after_name(found.first):
            return self._hit(mood, found, found.first, found.end)
        goes_on = mood == "verb" and found.clitics and not self._is_coordinated(found, before)
        if not self._opens(found, sentence) or goes_on:
            return None
        intensified = self._in("grammar.intensifiers", found.end)
        end = found.end + 1 if intensified and cue.intensified is not None else found.end
        return self._hit(mood, found, found.first, end, intensified=intensified)

    def _is_after_name(self, at: int) -> bool:
        """Tell whether a name stands before: «الدول مدعوة», «الدول الأطراف في المعاهدة مدعوة»."""
        longer = (end for end in (at - 2, at - 3) if end in self.party_ends and self._in("grammar.of", end))
        return at in self.party_ends or next(longer, None) is not None

    def _arabic_modal(self, found: Found[Cue], sentence: Sentence) -> bool:
        cue = found.value
        if cue.weak and self._in("grammar.negations", found.first - 1):  # «لا يمكن للمجتمع الدولي»
            return False
        if cue.opens and not (self._opens(found, sentence) and self._is_duty(found, sentence)):
            return False
        if cue.weak and not (self._is_before_party(found.end, TO) or self._is_before_clause(found.end)):
            return False
        if cue.after and not any(rest in map(fold, cue.after) for rest in self._readings(found.first - 1)):
            return False
        if cue.adjacent and self.marked.at("party", found.end) is None:
            return False
        return not self._in("grammar.not_directing", found.end)

    def _opens(self, found: Found[Cue], sentence: Sentence) -> bool:
        """Tell whether a clause opens here: a sentence, a mark, «و» or «ف», or an adverb before it."""
        at = found.first
        if at == sentence.start or found.clitics:
            return True
        return self.words.key(at - 1) in _COMMAS | frozenset('()"-') or self._in("grammar.adverbs", at - 1)

    def _is_coordinated(self, found: Found[Cue], before: list[Hit]) -> bool:
        """Tell whether «و» and a verb goes on with what the body does, and not with what others shall do."""
        present = self.words.key(found.first)[len(found.clitics) :][:1] in _PRESENT
        if not present or not before:
            return True
        if before[-1].mood != "verb":
            return False
        return self.words.key(found.first - 1) in _COMMAS | {")"} or self._is_same_body(found, before[-1])

    def _is_same_body(self, found: Found[Cue], last: Hit) -> bool:
        """Tell whether two verbs in the present have one subject: the same prefix, and none of a clause between."""
        prefix = self.words.key(found.first)[len(found.clitics) :][:1]
        if self.words.key(last.first)[len(last.clitics) :][:1] != prefix:
            return False
        that = next((at for at in range(last.end, found.first) if self._in("grammar.that", at)), None)
        return that is None or self.words.key(that + 1)[:1] not in {prefix, ALEF}

    def _is_duty(self, found: Found[Cue], sentence: Sentence) -> bool:
        """Tell whether «على» is followed by a name and «أن»."""
        party = next((p for p in self.marked.of("party") if found.end <= p.first <= found.end + 1), None)
        return party is not None and any(
            self._in("grammar.that", at) for at in range(party.end, min(party.end + _NEAR, sentence.end))
        )

    def _readings(self, at: int) -> list[str]:
        return [rest for _, rest in without_clitics(self.words.key(at))]

    def _is_before_clause(self, at: int) -> bool:
        """Tell whether «أن», a verb and a name follow: «يمكن أن تضع الأمم المتحدة»."""
        party = self.marked.at("party", at + 2) if self._in("grammar.that", at) else None
        return party is not None and not party.clitics

    def _is_before_party(self, at: int, clitic: str) -> bool:
        return any(p.first - at in (0, 1) and clitic in p.clitics for p in self.marked.of("party"))

    def _follows(self, word: str, at: int, sentence: Sentence) -> bool:
        """Tell whether one of some words follows soon; one that is not the first only before a name."""
        first, *others = fold(word).split()
        ahead = range(at, min(at + _NEAR, sentence.end))
        return any(
            self.words.key(i) == first or (self.words.key(i) in others and self.marked.at("party", i + 1) is not None)
            for i in ahead
        )

    def _in(self, name: str, at: int) -> bool:
        return self.words.key(at) in self.sets[name]


def main_cue(hits: Sequence[Hit]) -> Hit | None:
    """Return the cue of a segment."""
    directing = [hit for hit in hits if hit.strength > 0]
    main = [hit for hit in directing if not hit.relative] or directing or hits
    return main[0] if main else None


def read_modality(marked: Marked, hits: Sequence[Hit], aspects: Sequence[str]) -> Modality | None:
    """Return the modality of a text, null where nothing directs, notes or welcomes."""
    main = main_cue(hits)
    if main is None:
        return None
    words = marked.words
    hedges = [
        words.printed(found.first, found.end)
        for found in marked.of("hedge")
        if not (found.value.after_cue and not any(found.first - hit.end in range(_NEAR) for hit in hits))
    ]
    start, end = words.span_after(main.clitics, main.first, main.end)
    return Modality(
        cue=words.text[start:end],
        strength=main.strength,
        hedges=tuple(hedges),
        aspects=cast("tuple[Literal['continue', 'strengthen', 'establish'], ...]", tuple(dict.fromkeys(aspects))),
    )
