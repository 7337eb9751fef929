"""Letters that a font's map leaves out, told by the words in which they stand.

Some makers map only the glyphs that the font itself names: a ligature or a form of a letter that shaping brings in
has a code, and no letter. One code is one letter (or ligature) wherever it stands; where all of its words together
make Arabic with one reading and with no other, that reading is taken. What is found so is no more than very likely:
its lines are reported and doubted.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf
from typing import Final

from unodc_parse.arabic.chardata import ARABIC_LETTER, fold_presentation_forms
from unodc_parse.arabic.language_model import shipped
from unodc_parse.arabic.states import States
from unodc_parse.read.clusters import PENDING
from unodc_parse.read.glyphs import UNKNOWN
from unodc_parse.read.health import Code, letters, unmarked
from unodc_parse.read.layout import Draft
from unodc_parse.values import Value

_FIRST: Final = 0xE100  # private characters that stand for the codes
_MOST_CODES: Final = 96  # how many codes are looked at
_MOST_WORDS: Final = 24  # different ones of a code, that are weighed
_LONGEST: Final = 30  # letters of a word that is looked at
_MOST_KEPT: Final = 200  # words of a code
_WEIGHED: Final = 220  # readings, those with the likeliest pairs of letters, that are weighed by whole words
_SURE: Final = 4.0  # nats by which the best reading must lead
_SURE_OF_ONE: Final = 7.0  # ... where the code stands in one word only
_BEHIND: Final = 40.0  # nats, by which a reading that cannot be right any more is behind another after the same words
_PLAUSIBLE: Final = -3.2  # nats a letter: what no reading makes likelier than this is no Arabic
_LEAST_KNOWN: Final = 1  # letters that a word must have to tell anything
_LENGTH: Final = 1.2  # nats that a letter more takes in any word
_FAR: Final = 12.0  # nats, of a pair that is not known
_MANY: Final = 12  # places: a code that stands so often between letters that go on is a stroke
_STROKE_COST: Final = 3.0  # nats: pairs of letters that meet over a mere stroke cost less than this
_UNREAD: Final = "\N{OBJECT REPLACEMENT CHARACTER}"


class Found(Value, frozen=True):
    """What was found of unmapped codes.

    Letters of some; those that look like strokes but may be letters; signs such as stops, that end whole words.
    """

    letters: dict[Code, str]
    doubted: frozenset[Code]
    signs: frozenset[Code]


def lost_letters(drafts: Sequence[Draft], fillers: Collection[Code]) -> Found:
    """Return what unmapped codes are; `fillers` are those that stand where strokes do."""
    words = _words(drafts)
    alphabet = _Alphabet(words, fillers)
    if any(code not in alphabet.read for code in words):
        model = shipped().characters.states
        model.limit()
        alphabet.decipher(model)
    found = {code: text for code, text in alphabet.read.items() if text}
    return Found(found, frozenset(alphabet.doubted - found.keys()), frozenset(alphabet.signs))


def _words(drafts: Sequence[Draft]) -> dict[Code, dict[str, int]]:
    """Count the words, without marks, in which every unmapped code stands; in them it is its private character."""
    counts = Counter(code for draft in drafts for code in draft.unknown)
    if not counts:
        return {}
    signs = {code: chr(_FIRST + i) for i, (code, _) in enumerate(counts.most_common(_MOST_CODES))}
    known = {sign: code for code, sign in signs.items()}
    word = re.compile(rf"(?:{ARABIC_LETTER.pattern}|[{chr(_FIRST)}-{chr(_FIRST + _MOST_CODES)}{_UNREAD}])+")
    words: dict[Code, dict[str, int]] = {code: {} for code in signs}
    for draft in drafts:
        if draft.unknown:
            for token in word.findall(_bare(draft, signs)):
                for sign in set(token) & known.keys() if len(token) <= _LONGEST else ():
                    met = words[known[sign]]
                    if token in met or len(met) < _MOST_KEPT:
                        met[token] = met.get(token, 0) + 1
    return words


def _bare(draft: Draft, signs: Mapping[Code, str]) -> str:
    between = "".join(draft.units).split(UNKNOWN)
    told = [signs.get(code, _UNREAD) for code in draft.unknown]
    text = "".join([piece for pair in zip(between, [*told, ""], strict=True) for piece in pair])
    folded = unicodedata.normalize("NFC", fold_presentation_forms(PENDING.sub("", text)))
    return unmarked(folded).replace("\N{ARABIC TATWEEL}", "")


class _Alphabet:
    """What has been read so far; signs are the private characters of codes."""

    def __init__(self, words: Mapping[Code, Mapping[str, int]], fillers: Collection[Code]) -> None:
        self._words = words
        self._signs = {code: chr(_FIRST + i) for i, code in enumerate(words)}
        self._fillers = fillers
        self.read: dict[Code, str] = {}
        self.doubted: set[Code] = set()
        self.signs: set[Code] = set()
        for code in words:
            if code in fillers and self._is_stroke(code):
                self.read[code] = ""

    def _is_stroke(self, code: Code) -> bool:
        """Tell whether the letters beside a stroke go on as letters do: then nothing is missing between them."""
        costs = letters().costs
        sign = self._signs[code]
        met = [
            costs[token[at - 1] + token[at + 1]]
            for token, count in self._words[code].items()
            for at in range(1, len(token) - 1)
            if token[at] == sign and token[at - 1] + token[at + 1] in costs
            for _ in range(min(count, _MANY))
        ]
        return len(met) >= _MANY and sum(met) / len(met) < _STROKE_COST

    def decipher(self, model: States) -> None:
        """Read one code after the other, the one first that stands in most words with no other unread code."""
        failed: dict[Code, int] = {}
        clean: dict[Code, list[str]] = {}
        while True:
            clean = clean or {code: self._clean(code) for code in self._words if code not in self.read}
            ready = [code for code, found in clean.items() if len(found) > failed.get(code, 0)]
            if not ready:
                return
            code = max(ready, key=lambda one: len(clean[one]))
            reading = self._reading(code, clean[code], model)
            if reading is None:
                failed[code] = len(clean[code])
            else:
                self.read[code] = reading
                clean = {}

    def _clean(self, code: Code) -> list[str]:
        """Return the different words of a code that hold no other unread code, those read so far filled in."""
        filled = {ord(self._signs[known]): text for known, text in self.read.items()}
        sign = self._signs[code]
        found = dict.fromkeys(token.translate(filled) for token in self._words[code])
        return [
            token
            for token in found
            if all(ARABIC_LETTER.match(char) or char == sign for char in token)
            and len(token) - token.count(sign) >= _LEAST_KNOWN
        ][:_MOST_WORDS]

    def _reading(self, code: Code, tokens: Sequence[str], model: States) -> str | None:
        """Return the reading that makes these words, null where none or several do, or where it is no letter.

        The empty reading stands for what is no letter: a stroke, or a sign at the end of words.
        """
        sign = self._signs[code]
        (best, text), (second, _) = _two_likeliest(model, sign, tokens)
        if not text and code in self._fillers:
            return ""
        if not text and len(tokens) > 1 and all(sign not in token.rstrip(sign) for token in tokens):
            self.signs.add(code)
        if not text:
            return None
        length = sum([len(token.replace(sign, text)) + 1 for token in tokens])
        sure = best - second >= (_SURE if len(tokens) > 1 else _SURE_OF_ONE)
        if sure and best >= _PLAUSIBLE * length:
            return text
        if code in self._fillers:
            self.doubted.add(code)
        return None


def _two_likeliest(model: States, sign: str, tokens: Sequence[str]) -> list[tuple[float, str]]:
    """Return the two likeliest readings of a sign, with their likelihood (nats), the likeliest first.

    The words are weighed one after the other by all readings that are not far behind: most are after a few words.
    What stands before the sign is the same in all readings.
    """
    start = model.after(" ")
    weighed = dict.fromkeys(_likely(sign, tokens), 0.0)
    for token in tokens:
        before, after = token.split(sign, 1)
        total, state = model.read(start, before)
        gain = _LENGTH * token.count(sign)
        for text in weighed:
            rest = f"{text}{after} ".replace(sign, text)
            weighed[text] += total + model.follow(state, rest) + gain * len(text)
        least = max(weighed.values()) - _BEHIND
        weighed = {text: likelihood for text, likelihood in weighed.items() if likelihood >= least}
    found = sorted([(likelihood, text) for text, likelihood in weighed.items()], reverse=True)
    return [*found, (-inf, "")][:2]


def _likely(sign: str, tokens: Sequence[str]) -> Iterable[str]:
    """Return the readings of a sign that make the likeliest pairs of letters."""
    known = letters()
    costs = known.costs
    beside = [
        ("^" if not at else token[at - 1], "$" if at == len(token) - 1 else token[at + 1])
        for token in tokens
        for at in range(len(token))
        if token[at] == sign
    ]
    first = {letter: sum([costs.get(a + letter, _FAR) for a, _ in beside]) for letter in known.alphabet}
    last = {letter: sum([costs.get(letter + b, _FAR) for _, b in beside]) for letter in known.alphabet}

    singles = sorted(known.alphabet, key=lambda letter: first[letter] + last[letter])
    pairs = [a + b for a in known.joining for b in known.alphabet]
    weights = [costs.get(pair, _FAR) * len(beside) + first[pair[0]] + last[pair[1]] for pair in pairs]
    return ["", *singles, *[pairs[i] for i in sorted(range(len(pairs)), key=weights.__getitem__)[:_WEIGHED]]]
