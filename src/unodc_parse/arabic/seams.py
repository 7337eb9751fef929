"""How well lines of one document go on from each other.

A paragraph's lines are full but for its last one. So how long a line is tells how likely its text goes on in the next
one: then the next line begins as words do behind these, and bears no label; else this line ends as a sentence does, and
the next one begins as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from unodc_parse.arabic.alphabet import goes_on_in_order
from unodc_parse.arabic.evidence import is_labelled, say, weights
from unodc_parse.arabic.language_model import EDGE, LanguageModel, fold, mean_log
from unodc_parse.arabic.rank import Reading
from unodc_parse.arabic.reader import ending_of
from unodc_parse.arabic.word_model import START
from unodc_parse.values import Value

#: How often a line goes on in the next one where nothing tells how wide the lines of the document are.
_GOES_ON: Final = 0.5
#: … and by how much of the document's width it fills (of clean reports, wrapped).
_FILLED: Final[tuple[tuple[float, float], ...]] = ((0.93, 0.85), (0.88, 0.7), (0.8, 0.3), (0.6, 0.05), (0.0, 0.02))
#: How much more what a line goes on from says than as much within a line, where every order has the same words.
_SEAM: Final = 1.5
#: A line so long that ends in none of these signs goes on in the next one, which begins no paragraph then.
_FULL_LINE: Final = 60
_STOPS: Final = (".", ":", "\u060c", "\u061b", "\u061f", "!")
#: Characters of a line that are read on from the end of the line before.
_READ_ON: Final = 8
#: The most that an end, or a beginning, unlike those of sentences speaks against one (nats, before it is weighed).
_UNLIKE: Final = -6.0
#: Printed lines are no wider than this, no narrower than that; so many lines, and such a share of all, fill them.
_WIDEST: Final = 140
_NARROWEST: Final = 40
_FULL: Final = 0.9
_FEWEST: Final = 4
_LEAST: Final = 0.1
#: The longest lines are left out: gaps of joints made some of them longer than they were.
_LONGEST: Final = 0.95


class _End(Value, frozen=True):
    state: str
    first: str
    second: str
    unfinished: bool
    goes_on: float
    inside: float
    over: float


class _Beginning(Value, frozen=True):
    text: str
    token: str
    characters: float
    words: float
    stems: float
    opens: float
    labelled: bool


def line_width(texts: Sequence[str]) -> int:
    """Return how wide the lines of a document are printed, in characters; 0 where they are not all of one width.

    >>> line_width(["a" * 80] * 6 + ["a" * 30] * 4), line_width(["a" * n for n in range(30, 900, 7)])
    (80, 0)
    """
    lengths = sorted(len(" ".join(text.split())) for text in texts)
    width = lengths[int(_LONGEST * (len(lengths) - 1))] if lengths else 0
    full = sum(length >= _FULL * width for length in lengths)
    return width if _NARROWEST <= width <= _WIDEST and full >= max(_FEWEST, _LEAST * len(lengths)) else 0


class Seams:
    """How well lines go on from each other, in a document of a known `width` (else 0)."""

    def __init__(self, model: LanguageModel, width: int = 0) -> None:
        self.model = model
        self.width = width
        self._weights = weights()
        self._known: dict[tuple[_End, _Beginning], float] = {}
        self._ends: dict[str, _End] = {}
        self._beginnings: dict[str, _Beginning] = {}

    def gain(self, before: Reading, after: Reading) -> float:
        """Return by how much `after` is likelier behind `before` than anywhere (the logarithm of that ratio)."""
        if not after.tokens:
            return 0.0  # signs or marks alone have no first word that could go on
        end, beginning = self._end(before), self._beginning(after)
        known = self._known.get((end, beginning))
        if known is None:
            known = self._known[end, beginning] = self._gain(end, beginning)
        return known + self._weights.listed * goes_on_in_order(before.text, after.text)

    def _gain(self, end: _End, beginning: _Beginning) -> float:
        characters = self.model.characters.follow(end.state, beginning.text)
        words, stems, _ = say(self.model, end.first, end.second, beginning.token)
        ratio = (
            self._weights.characters * (characters - beginning.characters)
            + self._weights.words * (words - beginning.words)
            + self._weights.stems * (stems - beginning.stems)
        )
        label = self._weights.label if beginning.labelled else 0.0
        shares = (1 - end.goes_on, end.goes_on)
        if not self.width:
            return mean_log((0.0, _SEAM * ratio), shares) - (label if end.unfinished else 0.0)
        return mean_log((end.over + beginning.opens, _SEAM * ratio + end.inside - label), shares)

    def _end(self, reading: Reading) -> _End:
        known = self._ends.get(reading.text)
        if known is None:
            first, second = (START, START, *reading.tokens)[-2:]
            text = " ".join(reading.text.split())
            folded = fold(text)
            unfinished = len(text) >= _FULL_LINE and not text.endswith(_STOPS)
            state = self.model.characters.state(folded + " ")
            goes_on, inside, over = self._filled(len(text)), *self._ending(folded)
            known = self._ends[reading.text] = _End(state, first, second, unfinished, goes_on, inside, over)
        return known

    def _filled(self, length: int) -> float:
        """Return how often a line of such a length goes on in the next one."""
        if not self.width:
            return _GOES_ON
        return next(share for least, share in _FILLED if length >= least * self.width)

    def _ending(self, folded: str) -> tuple[float, float]:
        """Return by how much likelier than any a line ends so, if its text goes on, and if it is over."""
        states = self.model.characters.states
        state = states.after(folded)
        anyhow = ending_of(states, state)
        inside, over = states.step(state, " ")[0] - anyhow, states.step(state, EDGE)[0] - anyhow
        return self._weighed(inside), self._weighed(over)

    def _weighed(self, ratio: float) -> float:
        return _SEAM * self._weights.characters * max(_UNLIKE, ratio)

    def _beginning(self, reading: Reading) -> _Beginning:
        known = self._beginnings.get(reading.text)
        if known is None:
            text = fold(reading.text).strip()[:_READ_ON]
            token = reading.tokens[0]
            follow = self.model.characters.follow
            sentence = follow(EDGE, text)
            characters = mean_log((sentence, follow(self.model.characters.state(" "), text)), (0.5, 0.5))
            words, stems, _ = say(self.model, START, START, token)
            opens = self._weighed(sentence - characters)
            labelled = is_labelled(reading.text)
            known = _Beginning(text, token, characters, words, stems, opens, labelled)
            self._beginnings[reading.text] = known
        return known
