"""Damage inside words that takes knowledge of words to undo: lam-alef turned round, spaces put in, spaces lost.

Cheap marks say whether a document or a line bears it; what is then read, the language model decides, place by place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import Final

from msgspec import Struct

from unodc_parse.arabic.chardata import LETTERS_OF_ARABIC
from unodc_parse.arabic.choices import Place, choose
from unodc_parse.arabic.fixes import rewrite
from unodc_parse.arabic.language_model import LanguageModel, fold
from unodc_parse.model import Span, Step

_L: Final = LETTERS_OF_ARABIC
_M: Final = "\u0610-\u061a\u064b-\u065f\u0670"
_ALEFS: Final = "\u0627\u0623\u0625\u0622"
_DIGIT: Final = "0-9\u0660-\u0669"

#: Two alefs and a lam never follow each other in Arabic; a lam-alef turned round behind the article makes them do so.
_TURNED_LAM_ALEF: Final = re.compile(f"\u0627[{_ALEFS}][{_M}]*\u0644")
#: … at the head of a word, where two words whose space was lost do not make it.
_TURNED_ARTICLE: Final = re.compile(rf"(?<![{_L}{_M}])[\u0648\u0641\u0628\u0643]?{_TURNED_LAM_ALEF.pattern}")
_LAM_ALEF: Final = re.compile(f"([{_ALEFS}])([{_M}]*)\u0644")
#: An alef and a lam that are the article, or the first letters of a name turned round.
_HEAD: Final = re.compile("[\u0648\u0641\u0628\u0643]?\u0627\u0644")
#: A tanwin that stood before the alef of a turned lam-alef, which it belongs to.
_TANWIN_AHEAD: Final = re.compile("\u064b\u0644\u0627$")
#: A letter on its own that is no word (waw alone is, in many documents), and a word that begins as none does.
_STUB: Final = re.compile(
    rf"(?:(?<=[{_L}]\s)|^)(?!\u0648)[{_L}][{_M}]*(?=\s[{_L}])|(?<=[{_L}]\s)[\u0629\u0649\u0621\u0624\u0626][{_M}]*(?![{_L}])"
    rf"|(?<=[{_L}]\s)[\u0629\u0649](?=[{_L}])"
)
_INNER_SPACE: Final = re.compile(rf"(?<=[{_L}{_M}]) (?=[{_L}])")
#: Where a space was lost for certain: behind a letter or a mark that ends words, behind a comma, behind a number.
_LOST: Final = re.compile(
    rf"[\u0629\u0649][{_M}]*(?=[{_L}])|(?:[\u064c\u064d]|\u0627\u064b|\u064b\u0627|\u064b(?!\u0627))(?=[{_L}])"
    rf"|[\u060c\u061b](?=[{_L}{_DIGIT}])|[{_DIGIT}](?=[{_L}]{{2}})|\)(?=[{_L}]{{2}})"
)
#: … most certainly behind a tanwin with its alef.
_TANWIN_LAST: Final = re.compile("\u0627\u064b$|\u064b\u0627$")
#: What looks like two words: an article in the midst, more letters than words have. Of 91,000 words of clean text
#: 64 look so; where it is so many more, and a few, spaces were lost.
_MERGED: Final = re.compile(rf"(?<=[{_L}]{{3}})\u0627\u0644(?=[{_L}]{{4}})|[{_L}]{{13}}")
_MAYBE_LOST: Final = re.compile(
    rf"[{_L}]{{2}}[{_M}]*(?=[{_DIGIT}])|[{_L}{_M}{_DIGIT})*](?=\()|[{_DIGIT})](?=\u0648\s)|:(?=[{_L}]{{2}})|\u061b(?=\()"
)
#: Letters and numbers at which a sign, or a number, stands that may have lost its space.
_STUCK: Final = re.compile(
    rf"[{_L}{_DIGIT}][\"(\[*]|[\"\])*][{_L}{_DIGIT}]|[{_L}][{_DIGIT}]|[{_DIGIT}][{_L}]|[.:\u060c\u061b][{_L}]"
    rf"|[a-z][A-Z]|[{_DIGIT}]{{6}}"
)
_WORD: Final = re.compile(f"[{_L}{_M}]+")
_WORDS_IN_A_ROW: Final = re.compile(f"[{_L}][{_L}{_M}]*(?: [{_L}][{_L}{_M}]*)+")
_MARK: Final = re.compile(f"[{_M}]")
#: Tanwin: marks on the last letter of a word, or on the one before its alef.
_ENDS: Final = "\u064b\u064c\u064d"

#: Costs in nats: of an edit in a line whose document bears marks of it, of any other, and of a word that is in no text
#: the model was made from.
_TURN: Final = (0.0, 1.5)
_CLOSE: Final = (2.0, 3.5)
_OPEN: Final = (1.0, 2.0)
_OPEN_FOR_SURE: Final = -4.0
_OPEN_IN_WORD: Final = (3.0, 5.0)
_UNKNOWN: Final = 2.8
#: What a reading costs that costs nothing: no place may be free, as what stands there is.
LEAST: Final = 1e-9
#: Letters from which on a known word is no piece of another by chance.
_WHOLE_WORD: Final = 3
#: What all edits of a line without a mark must gain together, where it stands alone.
_ALONE: Final = 3.0
#: Share of a document's lines that must bear a mark for every line to be searched.
_MANY: Final = 0.05
_MERGED_SHARE: Final = 0.006
_MERGED_LEAST: Final = 2
_SHORTEST: Final = 2
_LEAST_UNKNOWN: Final = 3
#: Letters that stand alone in a row from which on they are one word, spelled out; where it may begin: behind a word of
#: one letter, too.
_LEAST_LETTERS: Final = 3
_SPELLED_STARTS: Final = 2
_MOST_PARTS: Final = 5
#: Letters from which on what looks like a word is none, and is not parted: the ways to do so grow with its square.
_LONGEST: Final = 40


class _Belief(Struct, frozen=True):
    """How often a spelling is right, by its log odds against all others: a logistic curve, and its ceiling."""

    slope: float
    offset: float
    most: float

    def sure(self, odds: float) -> float:
        """Return how often a spelling of such odds is right."""
        return min(self.most, 1 / (1 + math.exp(-max(-_FAR, min(_FAR, self.slope * odds + self.offset)))))


#: Fitted on 11,675 lines of United Nations text that were damaged and read with a model which had not seen them: of
#: those that reach 0.97 with lam-alefs turned or spaces taken out 0.99 are right. Where spaces were lost some are so
#: between words that nobody knows, and leave no place to ask about: no more than 0.95 are right whatever the odds,
#: unless the line has no such word: of 309 such lines that reach 0.95 0.99 are right.
_BELIEVED: Final = _Belief(0.66, -0.45, 1.0)
_BELIEVED_AS_IT_STANDS: Final = _Belief(0.66, 1.0, 1.0)
_BELIEVED_WHOLE: Final = _Belief(0.66, 1.0, 0.96)
_BELIEVED_OF_LOST: Final = _Belief(0.45, -0.2, 0.95)
_BELIEVED_OF_KNOWN: Final = _Belief(0.45, -0.2, 0.98)
_FAR: Final = 50.0
#: The most that is believed where lam and alef of a word may stand either way, and neither is anything the model knows.
_STRANGE: Final = 0.9
_PARTED: Final = "space.parted"


class Suspects(Struct, frozen=True):
    """Which lines of a document may bear a damage, and whether so many bear marks of it that all of them may."""

    lines: tuple[bool, ...]
    many: bool


def turned_lam_alef(texts: Sequence[str]) -> Suspects:
    """Tell which lines of a document may hold lam-alefs turned round."""
    return _suspects(texts, _TURNED_ARTICLE, _LAM_ALEF)


def spaced_words(texts: Sequence[str]) -> Suspects:
    """Tell in which lines of a document spaces may stand inside words."""
    return _suspects(texts, _STUB, _INNER_SPACE)


def has_stub(text: str) -> bool:
    """Tell whether a line has a letter on its own that is no word, or a word that begins as none does."""
    return _STUB.search(text) is not None


def glued_words(texts: Sequence[str]) -> Suspects:
    """Tell in which lines of a document spaces between words may be lost."""
    found = _suspects(texts, _LOST, _WORD)
    merged = sum(len(_MERGED.findall(text)) for text in texts)
    if found.many or merged < max(_MERGED_LEAST, _MERGED_SHARE * sum(len(_WORD.findall(text)) for text in texts)):
        return found
    return Suspects(tuple(_WORD.search(text) is not None for text in texts), many=True)


def _suspects(texts: Sequence[str], mark: re.Pattern[str], place: re.Pattern[str]) -> Suspects:
    marked = [mark.search(text) is not None for text in texts]
    able = [place.search(text) is not None for text in texts]
    many = sum(marked) > _MANY * sum(able)
    return Suspects(tuple(able if many else marked), many)


def believed(odds: float) -> float:
    """Return how often a spelling is right that is so much likelier than all others (log odds)."""
    return _BELIEVED.sure(odds)


class Spelled(Struct, frozen=True):
    """The step to a line's likeliest spelling (`None` where it stays), and how likely it is right."""

    step: Step | None = None
    sure: float = 1.0


def turn_lam_alef(text: str, model: LanguageModel, *, many: bool = True) -> Spelled:
    """Turn round the lam-alefs that read better so: a ligature taken apart in print order has its alef first."""
    places, strange = [], False
    for word in _WORD.finditer(text):
        turns = list(_LAM_ALEF.finditer(word[0]))[:_MOST_PARTS]
        if _is_two(word[0], model.shapes.vocabulary):
            continue
        readings = [word[0]]
        for chosen in product((False, True), repeat=len(turns)):
            new = word[0]
            for turn in [turn for turn, yes in zip(turns, chosen, strict=True) if yes]:
                new = f"{new[: turn.start()]}\u0644{turn[1]}{turn[2]}{new[turn.end() :]}"
            new = _TANWIN_AHEAD.sub("\u0644\u0627\u064b", new)
            if any(chosen):
                readings.append(new)
                cost = _TURN[not many] * sum(chosen) + unknown(model, (new,), (word[0],))
                places.append(Place(*word.span(), new, cost or LEAST))
        strange = strange or (_HEAD.match(word[0]) is not None and not any(_is_known(one, model) for one in readings))
    spelled = _chosen("order.lam_alef", text, places, model, bound=many or _TURNED_ARTICLE.search(text) is not None)
    return Spelled(spelled.step, min(spelled.sure, _STRANGE)) if strange else spelled


def _is_known(word: str, model: LanguageModel) -> bool:
    stem = model.stems.stem(fold(word))
    return fold(word) in model.shapes.vocabulary or stem in model.stems.known


def _is_two(word: str, known: frozenset[str]) -> bool:
    """Tell whether a word that looks as if a lam-alef were turned round is two words, the space between them lost."""
    cuts = (match.start() + 1 for match in _TURNED_LAM_ALEF.finditer(word))
    return any(fold(word[:cut]) in known and fold(word[cut:]) in known for cut in cuts)


def close_words(text: str, model: LanguageModel, *, many: bool = True) -> Spelled:
    """Take out the single spaces inside words."""
    stubs = {at for m in _STUB.finditer(text) for at in (m.start() - 1, m.end())}
    places: list[Place] = []
    for row in _WORDS_IN_A_ROW.finditer(text):
        words = [(m.start() + row.start(), m.end() + row.start()) for m in _WORD.finditer(row[0])]
        places += _spelled_out(text, words)
        for first, (start, _) in enumerate(words):
            for last in range(first + 1, min(first + _MOST_PARTS, len(words))):
                parts = [text[slice(*span)] for span in words[first : last + 1]]
                spaces = [span[1] for span in words[first:last]]
                cost = sum(_CLOSE[not many and space not in stubs] for space in spaces)
                whole = "".join(parts)
                places.append(Place(start, words[last][1], whole, cost + _joined(model, whole, parts) or LEAST))
    return _chosen("space.closed", text, places, model, bound=many)


def _spelled_out(text: str, words: Sequence[Span]) -> Iterator[Place]:
    """Yield the readings of letters that stand alone, three or more of them, as one word: at one cost together."""
    lone = [len(_MARK.sub("", text[start:end])) == 1 for start, end in words]
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and lone[end]:
            end += 1
        for first in range(start, max(start, end - _LEAST_LETTERS + 1))[:_SPELLED_STARTS]:
            whole = "".join(text[slice(*span)] for span in words[first:end])
            yield Place(words[first][0], words[end - 1][1], whole, _CLOSE[0])
        start = end + 1


def part_words(text: str, model: LanguageModel, *, many: bool = True) -> Spelled:
    """Put back the spaces that were lost between words, and beside numbers."""
    places = [
        Place(m.end(), m.end(), " ", _OPEN_FOR_SURE if _TANWIN_LAST.search(m[0]) else _OPEN[not many])
        for pattern in (_LOST, _MAYBE_LOST)
        for m in pattern.finditer(text)
    ]
    lost = {place.start for place in places}
    for match in _WORD.finditer(text):
        inside = {at - match.start() for at in lost if match.start() < at < match.end()}
        for parts in _parted(match[0], model.shapes.vocabulary) if not inside and many else ():
            cost = _OPEN_IN_WORD[not many] * (len(parts) - 1) + unknown(model, parts, (match[0],))
            places.append(Place(*match.span(), " ".join(parts), cost or LEAST))
    return _chosen(_PARTED, text, places, model, bound=True)


def _parted(word: str, known: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Yield an unknown word parted into two or three words, all but one of them known."""
    if len(word) > _LONGEST or fold(word) in known:
        return
    cuts = [i for i in range(_SHORTEST, len(word) - 1) if not _MARK.match(word[i]) and word[i + 1] not in _ENDS]
    for cut in cuts:
        two = word[:cut], word[cut:]
        strange = [part for part in two if fold(part) not in known]
        if not strange or (len(strange) == 1 and len(fold(strange[0])) >= _LEAST_UNKNOWN):
            yield two
    for first, second in combinations(cuts, 2):
        parts = word[:first], word[first:second], word[second:]
        if second - first >= _SHORTEST and all(fold(part) in known for part in parts):
            yield parts


def unknown(model: LanguageModel, new: Iterable[str], old: Iterable[str]) -> float:
    """Return what it costs that more words of `new` are unknown than of `old`."""
    known = model.shapes.vocabulary
    return _UNKNOWN * (sum(fold(word) not in known for word in new) - sum(fold(word) not in known for word in old))


def _joined(model: LanguageModel, whole: str, parts: Sequence[str]) -> float:
    """Return what it costs to join words to an unknown one; where known ones are lost, more; the contrary is a gain."""
    vocabulary = model.shapes.vocabulary
    known = [fold(part) in vocabulary for part in parts]
    if fold(whole) in vocabulary:
        return 0.0 if all(known) else -_UNKNOWN
    lost = sum(yes and len(part) >= _WHOLE_WORD for yes, part in zip(known, parts, strict=True))
    return _UNKNOWN * max(all(known), lost)


def _chosen(rule: str, text: str, places: Sequence[Place], model: LanguageModel, *, bound: bool) -> Spelled:
    if not places:
        return Spelled(None, _BELIEVED_WHOLE.most if rule == _PARTED and is_strange(text, model) else 1.0)
    chosen = choose(text, places, model.characters)
    believed = _BELIEVED_OF_LOST if rule == _PARTED else _BELIEVED
    if not chosen.edits:
        believed = _BELIEVED_WHOLE if rule == _PARTED and is_strange(text, model) else _BELIEVED_AS_IT_STANDS
        return Spelled(None, believed.sure(chosen.odds))
    if chosen.gain <= (0.0 if bound else _ALONE):
        return Spelled(None, 1 - believed.sure(chosen.odds))
    step = rewrite(rule, text, chosen.edits)
    if rule == _PARTED and step is not None and not is_strange(step.apply(text), model):
        believed = _BELIEVED_OF_KNOWN
    return Spelled(step, believed.sure(chosen.odds))


def is_strange(text: str, model: LanguageModel) -> bool:
    """Tell whether a space may be lost where nobody asked: in a word that the model does not know, or beside a sign."""
    return _STUCK.search(text) is not None or any(
        fold(word) not in model.shapes.vocabulary for word in _WORD.findall(text)
    )
