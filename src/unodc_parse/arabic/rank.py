"""Which of several orders of a line's runs is the right one, and how sure is it?

The search proposes; here its candidates are weighed once more with what a search from character to character does not
see: whole words, their shapes in sequence, and the number of runs. Weights were fitted on lines of United Nations
text damaged by the simulator, with models that had not seen those lines.
"""

from __future__ import annotations

import math
from typing import Final

import msgspec

from unodc_parse.arabic.language_model import LanguageModel, fold
from unodc_parse.arabic.layout import Layout, take_apart
from unodc_parse.arabic.reorder import Candidate, Reader, Run, Search, reversed_orders
from unodc_parse.arabic.shapes import words
from unodc_parse.model import Span, Step

_CANDIDATES: Final = 30


class Weights(msgspec.Struct, frozen=True):
    """What counts beside the search's own score, in nats."""

    shapes: float = 0.52
    unknown_word: float = -2.8
    run: float = -1.1


class Ordered(msgspec.Struct, frozen=True):
    """The chosen order: the step that leads to it, and how far the next different reading is behind (nats)."""

    step: Step | None
    score: float
    margin: float
    runs: int


def restore_order(
    line: str,
    model: LanguageModel,
    *,
    before: str = "",
    search: Search = Search(),  # noqa: B008 (frozen)
    weights: Weights = Weights(),  # noqa: B008 (frozen)
) -> Ordered:
    """Put the runs of a line back in order; without a step where they are best left as they are."""
    layout = take_apart(line)
    if len(layout) < 2:
        return Ordered(None, 0.0, math.inf, 1)
    reader = Reader(layout, model.characters, search.limit, before)
    history = words(fold(before))[-2:]
    scored: dict[str, tuple[float, Candidate]] = {}
    for candidate in reversed_orders(reader, search, _CANDIDATES):
        text = render(line, layout, candidate.runs)
        tokens = words(fold(text))
        score = (
            candidate.score
            + weights.shapes * model.shapes.gain(tokens, history)
            + weights.unknown_word * model.shapes.unknown(tokens)
            + weights.run * len(candidate.runs)
        )
        if text not in scored or scored[text][0] < score:
            scored[text] = (score, candidate)
    if not scored:  # what looks like a label stands behind a wide gap, and no run leads from it: left as it is
        return Ordered(None, 0.0, 0.0, 1)
    (score, best), *others = sorted(scored.values(), key=lambda item: -item[0])
    margin = score - others[0][0] if others else math.inf
    return Ordered(_step(line, layout, best.runs), score, margin, len(best.runs))


def readings(line: str, model: LanguageModel, count: int = _CANDIDATES) -> list[tuple[str, float]]:
    """Return the ways in which a line may read, with their scores, best first."""
    layout = take_apart(line)
    if len(layout) < 2:
        return []
    search = Search()
    found: dict[str, float] = {}
    for candidate in reversed_orders(Reader(layout, model.characters, search.limit), search, count):
        text = render(line, layout, candidate.runs)
        tokens = words(fold(text))
        score = candidate.score + Weights().shapes * model.shapes.gain(tokens, [])
        score += Weights().unknown_word * model.shapes.unknown(tokens) + Weights().run * len(candidate.runs)
        found[text] = max(score, found.get(text, -math.inf))
    return sorted(found.items(), key=lambda item: -item[1])


def render(line: str, layout: Layout, runs: tuple[Run, ...]) -> str:
    """Return the text of a line with its runs in this order."""
    return "".join(p if isinstance(p, str) else line[p[0] : p[1]] for p in _pieces(layout, runs))


def _pieces(layout: Layout, runs: tuple[Run, ...]) -> list[Span | str]:
    pieces: list[Span | str] = []
    for number, (first, after, spaced) in enumerate(runs):
        # "1-" and "I-" at the head of a line: the hyphen belongs to the label
        if spaced and number and not (number == 1 and layout.text[layout.at[first]] == "-"):
            pieces.append(" ")
        pieces.append((layout.spans[first][0], layout.spans[after - 1][1]))
    return pieces


def _step(line: str, layout: Layout, runs: tuple[Run, ...]) -> Step | None:
    if len(runs) == 1:
        return None
    step = Step("order.runs", tuple(_pieces(layout, runs)))
    return None if step.apply(line) == line.strip() else step
