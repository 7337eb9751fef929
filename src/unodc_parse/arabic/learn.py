"""Make a language model from clean text: count n-grams, smooth them, prune what is too rare to help.

Interpolated modified Kneser-Ney (Chen and Goodman 1999, sections 3 and 4): lower orders count in how many contexts a
sequence occurs, discounts come from the counts of counts. N-grams that add little to shorter ones are left out, and the
back-off weights are set so that every distribution still sums to one (`pruning`).
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files
from itertools import accumulate
from typing import Final

import msgspec

from unodc_parse._version import __version__
from unodc_parse.arabic.language_model import EDGE, CharacterModel, fold, pack, read_shipped, shipped, store
from unodc_parse.arabic.mixture import adapt, bits, mix_shapes
from unodc_parse.arabic.packed import Packed, Source
from unodc_parse.arabic.pruning import Shares, backed_off, worthwhile
from unodc_parse.arabic.recall import remembered
from unodc_parse.arabic.shapes import count_shapes, count_shapes_as, words
from unodc_parse.arabic.stems import StemTable, count_stems, stemmed
from unodc_parse.arabic.word_mixture import mix_words
from unodc_parse.arabic.word_model import count_words

#: Characters of the longest n-grams; of those that are kept whatever they add; and what a longer one must add (nats).
ORDER: Final = 10
SHORT: Final = 4
LEAST: Final = 0.5
FREQUENT: Final = 25
_FLOOR: Final = 1e-7
#: How often a shape in the own documents counts, and from how many documents on one of them is held out.
_TIMES: Final = 1
_ENOUGH: Final = 3
#: Of more own letters than this, n-grams longer than that which were seen once are left out, and no more than these are
#: adapted to when the gain is measured: a model of four million takes minutes and gigabytes as it is.
_MANY: Final = 300_000
_SINGLE: Final = 6
#: How hard own models are compressed: a thousandth larger than with most effort, in a quarter of the time.
_EFFORT: Final = 6
_FIFTH: Final = 5


class Learned(msgspec.Struct, frozen=True):
    """A model of the user's own, as it is stored, and bits a letter of held-out text: shipped model, this one."""

    model: bytes
    bits_before: float
    bits_after: float


def learn_own(documents: Sequence[Sequence[str]], sources: Iterable[Source] = ()) -> Learned:
    """Adapt the shipped model to the sentences of clean documents; a fifth of them measures the gain first.

    The model names its `sources`: what the documents are called, and how many words they have.
    """
    folded = [[" ".join(fold(sentence).split()) for sentence in document] for document in documents]
    rest, held = _held_out(folded)
    before = shipped().characters.whole()
    after = adapt(before, count_own(_some(rest), before.order))
    model = _adapted(before, read_shipped(), [line for document in folded for line in document])
    model.sources, model.maker = tuple(sources), __version__
    return Learned(store(model, _EFFORT), bits(before, held, EDGE), bits(after, held, EDGE))


def _adapted(characters: CharacterModel, packed: Packed, lines: list[str]) -> Packed:
    """Return the shipped model adapted to folded sentences."""
    own = count_shapes_as([words(line) for line in lines], packed.shapes)
    cut = (packed.stems.prefixes, packed.stems.endings)
    model = pack(
        adapt(characters, count_own(lines, characters.order)),
        mix_shapes(packed.shapes, own, _TIMES),
        mix_words(packed.words, lines),
        StemTable(*cut, mix_words(packed.stems.counts, (stemmed(line, *cut) for line in lines))),
    )
    model.own = "\n".join(remembered(lines))
    return model


def count_own(folded: list[str], order: int) -> list[Counter[str]]:
    """Count n-grams of own text; of much text only those of the long ones that were seen more than once."""
    counts = count(folded, order)
    if sum(map(len, folded)) <= _MANY:
        return counts
    often = [Counter({gram: n for gram, n in counter.items() if n > 1}) for counter in counts[_SINGLE:]]
    return [*counts[:_SINGLE], *often]


def _some(folded: list[str]) -> list[str]:
    """Return as many sentences as the gain is measured with."""
    ends = accumulate(map(len, folded))
    return [line for line, end in zip(folded, ends, strict=True) if end <= _MANY]


def _held_out(documents: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    """Divide three documents or more into the last one and the others, fewer into every fifth sentence and the rest."""
    lines = [line for document in documents for line in document]
    if len(documents) >= _ENOUGH:
        return lines[: -len(documents[-1])], list(documents[-1])
    return [line for i, line in enumerate(lines) if i % _FIFTH], lines[::_FIFTH]


def learn(sentences: Iterable[str], order: int = ORDER) -> bytes:
    """Return a stored language model of `sentences`."""
    folded = [" ".join(fold(sentence).split()) for sentence in sentences]
    affixes = tomllib.loads(files("unodc_parse").joinpath("data", "arabic_shapes.toml").read_text("utf-8"))
    shapes = count_shapes([words(line) for line in folded], affixes["prefixes"], affixes["endings"], FREQUENT)
    stems = count_stems(folded, affixes["stem_prefixes"], affixes["stem_endings"])
    return store(pack(smooth(count(folded, order)), shapes, count_words(folded), stems))


def count(folded: list[str], order: int) -> list[Counter[str]]:
    """Count character n-grams of every length up to `order`; lower orders by the contexts they occur in."""
    raw: list[Counter[str]] = [Counter() for _ in range(order)]
    for line in folded:
        text = EDGE + line + EDGE
        for length, counter in enumerate(raw, 1):
            counter.update(text[i : i + length] for i in range(len(text) - length + 1))
    counts = [raw[-1]]
    for longer, shorter in zip(reversed(raw), reversed(raw[:-1]), strict=False):
        contexts = Counter(gram[1:] for gram in longer)
        contexts.update({gram: n - contexts[gram] for gram, n in shorter.items() if gram[0] == EDGE})
        counts.insert(0, contexts)
    return counts


def smooth(counts: list[Counter[str]], least: float = LEAST, short: int = SHORT) -> CharacterModel:
    """Turn counts into a back-off model of the n-grams that are `short`, or add `least` (`pruning`)."""
    total = sum(counts[0].values()) + len(counts[0]) + 1
    levels = [{gram: (n + 0.5) / total for gram, n in counts[0].items()}]
    for counter in counts[1:]:
        levels.append(_level(counter, levels[-1]))
    unknown = 0.5 / total
    probabilities, back_offs = backed_off(worthwhile(counts, levels, least, short), unknown)
    return CharacterModel(
        len(counts),
        {gram: math.log(p) for gram, p in probabilities.items()},
        {gram: math.log(w) for gram, w in back_offs.items()},
        math.log(unknown),
    )


def _level(counter: Counter[str], lower: Shares) -> Shares:
    """Smooth one order over the next lower one."""
    discounts = _discounts(counter)
    totals: Counter[str] = Counter()
    held: Shares = {}
    for gram, n in counter.items():
        context = gram[:-1]
        totals[context] += n
        held[context] = held.get(context, 0.0) + discounts[min(n, 3)]
    return {
        gram: (n - discounts[min(n, 3)] + held[gram[:-1]] * lower.get(gram[1:], _FLOOR)) / totals[gram[:-1]]
        for gram, n in counter.items()
    }


def _discounts(counter: Counter[str]) -> tuple[float, float, float, float]:
    """Return what is taken from counts of 0, 1, 2, and 3 or more (Chen and Goodman 1999, equation 26)."""
    one, two, three, four = (sum(1 for n in counter.values() if n == k) or 1 for k in (1, 2, 3, 4))
    y = one / (one + 2 * two)
    return (
        0.0,
        max(0.1, 1 - 2 * y * two / one),
        max(0.2, 2 - 3 * y * three / two),
        max(0.3, 3 - 4 * y * four / three),
    )
