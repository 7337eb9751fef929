"""How likely is a stretch of Arabic text? An n-gram model of characters, and what it says of words.

Characters rather than words, because a scrambled line is cut inside words: the state is the last few characters, and
no word is ever pending. Interpolated Kneser-Ney smoothing (Chen and Goodman 1999) in back-off form: for a context h and
a character c, log P(c | h) is stored where h+c was seen, otherwise the back-off weight of h is added and h loses
its first character. `walk` carries the longest context that was seen, so that most steps need two look-ups.

The shipped model holds n-gram counts of United Nations text; see `data/arabic_model.md` for its provenance.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from unodc_parse.arabic.gram_tree import GramTree, grow
from unodc_parse.arabic.packed import Packed
from unodc_parse.arabic.recall import OwnText
from unodc_parse.arabic.shapes import ShapeModel, ShapeTable
from unodc_parse.arabic.states import States
from unodc_parse.arabic.stems import StemModel, StemTable
from unodc_parse.arabic.word_model import WordModel, WordTable
from unodc_parse.collector import collector_paused
from unodc_parse.values import Value

MAGIC: Final = b"UNODC-LM 3\n"
#: Stands for the start and the end of a sentence.
EDGE: Final = "\n"

_MARKS: Final = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670]")
#: Letters of other languages that stand for Arabic ones in files of some makers: yehs, kafs, hehs, alef wasla.
_VARIANTS: Final = "\u06cc\u06d0\u06a9\u06aa\u06be\u06c1\u06d5\u0671"
_FOLDS: Final = str.maketrans(
    "\u201c\u201d\u00ab\u00bb"
    + "".join(chr(c) for d in (0x0660, 0x06F0) for c in range(d, d + 10))
    + "123456789"
    + _VARIANTS,
    '""""' + "0" * 29 + "\u064a\u064a\u0643\u0643\u0647\u0647\u0647\u0627",
)
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f]")
#: Words whose spelling is remembered.
_MOST_SPELLED: Final = 50_000


def fold(text: str) -> str:
    """Reduce text to what the model counts: no marks, one digit, one Latin letter, one kind of quotation mark and yeh.

    >>> fold("A/1998 (b)")
    'a/0000 (a)'
    """
    return _LATIN.sub("a", _MARKS.sub("", text).translate(_FOLDS))


class CharacterModel:
    """A back-off model of characters as it was counted; immutable once made."""

    def __init__(
        self, order: int, probabilities: dict[str, float], back_offs: dict[str, float], unknown: float
    ) -> None:
        self.order = order
        self.probabilities = probabilities
        self.back_offs = back_offs
        self.unknown = unknown

    def step(self, state: str, char: str) -> tuple[float, str]:
        """Return log P(`char` | `state`) and the state after it."""
        gram = state + char
        weight = 0.0
        while True:
            found = self.probabilities.get(gram)
            if found is not None:
                return weight + found, gram if len(gram) < self.order else gram[1:]
            if len(gram) == 1:
                return weight + self.unknown, ""
            weight += self.back_offs.get(gram[:-1], 0.0)
            gram = gram[1:]

    def follow(self, state: str, text: str) -> float:
        """Return log P(`text` | `state`)."""
        total = 0.0
        for char in text:
            weight, state = self.step(state, char)
            total += weight
        return total


class StoredCharacters:
    """The same as it is stored: what it remembers is told by the text that it remembers."""

    def __init__(self, packed: Packed) -> None:
        self.order: int = packed.order
        self._unknown: float = packed.unknown
        self._grams = GramTree(packed.tree)
        #: The model as an automaton, for those who ask the same again and again.
        self.states = States(self.order, self._grams, self._unknown)
        self._spelled: dict[str, float] = {}

    def step(self, state: str, char: str) -> tuple[float, str]:
        """Return log P(`char` | `state`) and the state after it."""
        self.states.limit()
        weight, after = self.states.step(self.states.at(state), char)
        return weight, after.gram

    def read(self, state: str, text: str) -> tuple[float, str]:
        """Return log P(`text` | `state`) and the state after it."""
        self.states.limit()
        total, after = self.states.read(self.states.at(state), text)
        return total, after.gram

    def state(self, text: str) -> str:
        """Return the state after `text`."""
        return self.states.after(text).gram

    def follow(self, state: str, text: str) -> float:
        """Return log P(`text` | `state`)."""
        self.states.limit()
        return self.states.follow(self.states.at(state), text)

    def spelled(self, word: str) -> float:
        """Return log P(`word`, and a space | a space); the words of a document come again, and are remembered."""
        known = self._spelled.get(word)
        if known is None:
            if len(self._spelled) > _MOST_SPELLED:
                self._spelled.clear()
            known = self._spelled[word] = self.states.follow(self.states.after(" "), word + " ")
        return known

    def whole(self) -> CharacterModel:
        """Return the model with all its n-grams in tables."""
        return CharacterModel(self.order, *self._grams.tables(), self._unknown)


class LanguageModel(Value, frozen=True):
    """What is known of the language: its characters, the shapes of its words, its words, their stems.

    And what the user's own reports said (`own`), in a model that was learned from some.
    """

    characters: StoredCharacters
    shapes: ShapeModel
    words: WordModel
    stems: StemModel
    own: OwnText | None = None


def unpack(data: bytes) -> LanguageModel:
    """Read a stored model. Raises `ValueError` where `data` is none."""
    if not data.startswith(MAGIC):
        raise ValueError("this is not a language model file")
    return build(open_stored(data))


def open_stored(data: bytes) -> Packed:
    """Return a model as it is stored. Raises `ValueError` where `data` is none."""
    return msgspec.msgpack.decode(zlib.decompress(data[len(MAGIC) :]), type=Packed)


def build(packed: Packed) -> LanguageModel:
    """Return the model that is stored as `packed`."""
    with collector_paused(aged=True):  # half a million strings are made at once, and none of them is garbage
        words, stems = WordModel(packed.words), StemModel(packed.stems)
        own = OwnText(packed.own.split("\n")) if packed.own else None
        return LanguageModel(StoredCharacters(packed), ShapeModel(packed.shapes, words.numbers), words, stems, own)


def pack(model: CharacterModel, shapes: ShapeTable, words: WordTable, stems: StemTable) -> Packed:
    """Return a model as it is stored."""
    tree = grow(model.order, model.probabilities, model.back_offs)
    return Packed(model.order, tree, model.unknown, shapes, words, stems)


def store(packed: Packed, effort: int = 9) -> bytes:
    """Store a model, compressed with an effort of 1 to 9; the same model gives the same bytes."""
    return MAGIC + zlib.compress(msgspec.msgpack.encode(packed), effort)


def read_shipped() -> Packed:
    """Return the model that comes with the package as it is stored."""
    return open_stored(files("unodc_parse").joinpath("data", "arabic.lm").read_bytes())


@cache
def shipped() -> LanguageModel:
    """Return the model that comes with the package; it is read once."""
    return unpack(files("unodc_parse").joinpath("data", "arabic.lm").read_bytes())


def sum_of_logs(values: Iterable[float]) -> float:
    """Return the logarithm of a sum of probabilities given by their logarithms.

    >>> round(math.exp(sum_of_logs([math.log(0.25), math.log(0.5)])), 6)
    0.75
    """
    known = list(values)
    top = max(known)
    return top + math.log(sum([math.exp(value - top) for value in known], 0.0))


def mean_log(values: Sequence[float], weights: Iterable[float]) -> float:
    """Return the logarithm of a weighted mean of probabilities given by their logarithms."""
    top = max(values)
    return top + math.log(sum([w * math.exp(v - top) for v, w in zip(values, weights, strict=True)], 0.0))
