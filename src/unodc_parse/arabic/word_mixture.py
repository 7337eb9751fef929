"""The shipped model of words adapted to the user's own documents, as `mixture.py` adapts that of characters.

A context that the own documents have keeps a share of what was shipped, and what its own counts are discounted by goes
there; any other context stays as it was shipped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from unodc_parse.arabic import word_model as stored
from unodc_parse.arabic.rows import Rows, read_rows
from unodc_parse.arabic.word_model import START, WordTable, tokens

_DISCOUNT: Final = 0.8
#: Pseudo-counts of what was shipped: of single words, of words behind one other, behind two.
_SINGLES, _PAIRS, _TRIPLES = 2000.0, 2.0, 1.0
#: Share of the shipped model in a context that it knows, as against the shorter context.
_SHIPPED: Final = 0.95

_Context = tuple[str, ...]


class _Level(Struct, frozen=True):
    """Shares of n-grams in their contexts, and what every context leaves to the shorter one."""

    shares: dict[_Context, float]
    left: dict[_Context, float]


def mix_words(shipped: WordTable, sentences: Iterable[str]) -> WordTable:
    """Return the shipped words adapted to folded sentences."""
    triples: Counter[_Context] = Counter()
    for sentence in sentences:
        line = [START, START, *tokens(sentence)]
        triples.update(zip(line, line[1:], line[2:], strict=False))
    pairs: Counter[_Context] = Counter()
    for (first, second, third), count in triples.items():
        pairs[second, third] += count if second == START else 1
        del first
    singles: Counter[_Context] = Counter((third,) for _, third in pairs)
    one, two, three = _open(shipped)
    return _close(
        [_adapt(one, singles, _SINGLES), _adapt(two, pairs, _PAIRS), _adapt(three, triples, _TRIPLES)],
    )


def _open(table: WordTable) -> tuple[_Level, _Level, _Level]:
    names = table.words.split("\n")
    levels, shares = stored.LEVELS, stored.SHARES
    pairs = _named(table.pairs, [(name,) for name in names], names)
    contexts = _named(table.contexts, [(name,) for name in names], names)
    triples = _named(table.triples, contexts, names)
    return (
        _Level({(n,): levels[b] for n, b in zip(names, table.singles, strict=True)}, {(): table.characters}),
        _Level(
            {gram: levels[b] for gram, b in zip(pairs, table.pair_weights, strict=True)},
            {(n,): shares[b] for n, b in zip(names, table.after_one, strict=True)},
        ),
        _Level(
            {gram: levels[b] for gram, b in zip(triples, table.triple_weights, strict=True)},
            {gram: shares[b] for gram, b in zip(contexts, table.after_two, strict=True)},
        ),
    )


def _named(rows: Rows, contexts: Sequence[_Context], names: Sequence[str]) -> list[_Context]:
    """Return the n-grams of stored rows, one row for each context."""
    return [(*c, names[i]) for c, row in zip(contexts, read_rows(rows), strict=True) for i in row]


def _adapt(shipped: _Level, own: Mapping[_Context, int], strength: float) -> _Level:
    """Adapt one level: the counts of n-grams in their contexts are `own`."""
    totals: Counter[_Context] = Counter()
    kinds: Counter[_Context] = Counter()
    for gram, count in own.items():
        totals[gram[:-1]] += count
        kinds[gram[:-1]] += 1
    rest = {c: (strength + _DISCOUNT * kinds[c]) / (strength + totals[c]) for c in totals}
    shares = {
        gram: share * rest[gram[:-1]] * (_SHIPPED if gram[:-1] else 1.0) if gram[:-1] in rest else share
        for gram, share in shipped.shares.items()
    }
    for gram, count in own.items():
        context = gram[:-1]
        shares[gram] = shares.get(gram, 0.0) + max(0.0, count - _DISCOUNT) / (strength + totals[context])
    left = dict(shipped.left)
    for context, share in rest.items():
        before = shipped.left.get(context)
        kept = 1.0 if before is None else before if not context else _SHIPPED * before + 1 - _SHIPPED
        left[context] = share * kept
    return _Level(shares, left)


def _close(levels: list[_Level]) -> WordTable:
    singles, pairs, triples = levels
    names = sorted({START, *(name for (name,) in singles.shares)})
    number = {name: i for i, name in enumerate(names)}

    def keys(level: Mapping[_Context, float]) -> dict[int, float]:
        return {stored.key_of(number[word] for word in gram): value for gram, value in level.items()}

    return stored.word_table(
        names,
        ({name: share for (name,), share in singles.shares.items()}, singles.left[()]),
        (keys(pairs.shares), keys(pairs.left)),
        (keys(triples.shares), keys(triples.left)),
    )
