"""The shipped language model adapted to the user's own documents.

Hierarchical Pitman-Yor smoothing in its simplest form (Teh 2006; Wood and Teh 2009 adapt models so): an own count is
discounted, and what that leaves goes to a prior. The prior of a context is what the shipped model says of it and what
the adapted model says of the shorter context. It weighs the more the oftener the shipped text had that context, as if
the counts of both were added (Bacchiani and others 2006): so a context that only the own documents have often is
theirs, one that they never have stays as it was shipped, and what is frequent everywhere is told by both. The result
is a plain back-off model.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from unodc_parse.arabic.language_model import CharacterModel
from unodc_parse.arabic.shapes import ShapeTable, counted_shapes, shape_table

_LEAST: Final = 1e-4
_FLOOR: Final = 1e-7


class Prior(Struct, frozen=True):
    """How much own counts weigh.

    Attributes:
        discount: what is taken from the count of every n-gram.
        strength: pseudo-counts of the prior in every context.
        text: … and one more for every time that the shipped model expects the context in so many characters.
        shipped: share of the shipped model in the prior of a context that it knows.
    """

    discount: float = 0.8
    strength: float = 0.3
    text: float = 30_000.0
    shipped: float = 0.95


def adapt(shipped: CharacterModel, counts: Sequence[Counter[str]], prior: Prior = Prior()) -> CharacterModel:  # noqa: B008 (frozen)
    """Return the shipped model adapted to own n-gram counts, one counter for every length."""
    order = max(shipped.order, len(counts))
    mixed = CharacterModel(order, dict(shipped.probabilities), dict(shipped.back_offs), shipped.unknown)
    known: list[list[str]] = [[] for _ in range(order + 1)]
    for gram in shipped.probabilities:
        known[len(gram)].append(gram)
    for length, own in enumerate(counts, 1):
        _adapt_length(mixed, shipped, known[length], own, prior)
    return mixed


def _adapt_length(
    mixed: CharacterModel, shipped: CharacterModel, known: Sequence[str], own: Counter[str], prior: Prior
) -> None:
    """Set the n-grams of one length whose contexts the own documents have, and the back-off weights of these."""
    totals: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for gram, count in own.items():
        totals[gram[:-1]] += count
        kinds[gram[:-1]] += 1
    here = dict.fromkeys(totals, 0.0)
    below = dict.fromkeys(totals, 0.0)
    adapted: dict[str, float] = {}
    strengths = {c: prior.strength + prior.text * math.exp(shipped.follow("", c)) for c in totals}
    for gram in {**dict.fromkeys(gram for gram in known if gram[:-1] in totals), **own}:
        context = gram[:-1]
        lower = math.exp(_log(mixed, gram[1:])) if context else _FLOOR
        share = (prior.shipped if context in shipped.back_offs else 0.0) if context else 1.0
        before = (1 - share) * lower + (share * math.exp(_log(shipped, gram)) if share else 0.0)
        left = strengths[context] + prior.discount * kinds[context]
        seen = max(0.0, own.get(gram, 0) - prior.discount)
        probability = (seen + left * before) / (totals[context] + strengths[context])
        adapted[gram] = math.log(probability)
        here[context] += probability
        below[context] += lower
    mixed.probabilities.update(adapted)
    for context, held in here.items() if len(own) and len(next(iter(own))) > 1 else ():
        mixed.back_offs[context] = math.log(max(_LEAST, 1 - held) / max(_LEAST, 1 - below[context]))


def _log(model: CharacterModel, gram: str) -> float:
    """Return the log probability of the last character of `gram` after the others."""
    weight = 0.0
    probabilities = model.probabilities
    while gram not in probabilities:
        if len(gram) == 1:
            return weight + model.unknown
        weight += model.back_offs.get(gram[:-1], 0.0)
        gram = gram[1:]
    return weight + probabilities[gram]


def mix_shapes(shipped: ShapeTable, own: ShapeTable, times: int) -> ShapeTable:
    """Add the counts of `own`, made with the frequent words of `shipped`, `times` over."""
    pairs, triples = counted_shapes(shipped)
    own_pairs, own_triples = counted_shapes(own)
    for pair, count in own_pairs.items():
        pairs[pair] += times * count
    for triple, count in own_triples.items():
        triples[triple] += times * count
    return shape_table((shipped.prefixes, shipped.endings, shipped.frequent), pairs, triples)


def bits(model: CharacterModel, lines: Iterable[str], edge: str) -> float:
    """Return the bits a character of folded text that the model takes."""
    total = letters = 0.0
    for line in lines:
        total -= model.follow(edge, line + edge)
        letters += len(line) + 1
    return total / math.log(2) / max(1.0, letters)
