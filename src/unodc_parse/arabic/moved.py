"""Lines whose runs moved: what the search for an order makes of each, and which of few are put in order among others.

A document of which many lines show joints is put in order as a whole (`repair`). Where few do, a line with a mark that
right text hardly bears (`alone`) is read by itself; where that is sure to have moved, all others are read both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import structs

from unodc_parse.arabic import alone, visual
from unodc_parse.arabic.diagnose import joint_marks
from unodc_parse.arabic.language_model import EDGE, LanguageModel, fold
from unodc_parse.arabic.repaired import RepairedLine, Status, worse
from unodc_parse.model import Damage, Step
from unodc_parse.spread import ONE_PROCESS, Effort, spread

if TYPE_CHECKING:
    from unodc_parse.arabic.context import Ordered

#: Probability from which on a changed line is called sure, also one whose runs were moved (of those from there on more
#: are right than that says of the least of them), and the most that a line bears which is too long to be searched.
SURE: Final = 0.97
SURE_ORDER: Final = 0.94
_UNSURE: Final = 0.6
_EVEN: Final = 0.5
#: How much better (nats) a line must read with its runs moved than with spaces put in, where either may be right: of 88
#: damaged lines that are sure all do, of 240 with lost spaces one (by a script that is not kept).
MOVE: Final = 8.0
#: Of many marked lines so many are read first, from all over the document, and the others if one of these surely moved:
#: lost spaces leave the same marks.
_ASKED: Final = 8
#: Damage that leaves the order of a line as it was.
_WHOLE: Final = frozenset({Damage.KASHIDA, Damage.PRESENTATION_FORMS})

Known = Callable[[], LanguageModel]


def judge(model: LanguageModel) -> visual.Judge:
    """Return what says how well a text reads (log probability, nats)."""
    return lambda text: model.characters.follow(EDGE, fold(text) + EDGE)


def order_alone(
    before: list[RepairedLine],
    after: list[RepairedLine],
    marks: Sequence[Sequence[str]],
    known: Known,
    effort: Effort,
) -> list[RepairedLine]:
    """Put the runs of marked lines back in order in a document of which few lines tell that runs moved.

    `before` are the lines whose spaces were not looked at, and `after` those whose spaces are mended. Where one is sure
    to have moved, all others are read both ways, too; where two are, each is as sure as that says.
    """
    found = [alone.is_marked(line.text, joints) for line, joints in zip(before, marks, strict=True)]
    if not any(found) or sum(found) > alone.MOST * len(found):
        return after
    chosen = [i for i, line in enumerate(before) if found[i] and _WHOLE.issuperset(line.damage)]

    def done_at(places: Sequence[int]) -> dict[int, RepairedLine]:
        lines = spread(lambda i: _moved_or(after[i], before[i], marks[i], known()), places, effort)
        return dict(zip(places, lines, strict=True))

    many = len(chosen) > alone.FEW * len(found)
    one_by_one = done_at(chosen[:: -(-len(chosen) // _ASKED)] if many else chosen)
    if any(map(_surely_moved, one_by_one.values())):
        one_by_one |= done_at([i for i in chosen if i not in one_by_one])
    done = [one_by_one.get(i, line) for i, line in enumerate(after)]
    sure = sum(map(_surely_moved, done))
    return _order_others(before, done, known(), effort, several=sure > 1) if sure else done


def _surely_moved(line: RepairedLine) -> bool:
    return Damage.RUN_REVERSED in line.damage and line.status == "repaired"


def _order_others(
    before: list[RepairedLine], done: list[RepairedLine], model: LanguageModel, effort: Effort, *, several: bool
) -> list[RepairedLine]:
    """Put the runs of the lines in order that show no mark, where one of their document moved, or `several`."""
    left = [i for i, line in enumerate(before) if _WHOLE.issuperset(line.damage)]
    ordered = dict(zip(left, reorder([before[i] for i in left], model, effort), strict=True))
    return [
        _moved_among(line, ordered[i], model, several=several)
        if i in ordered and Damage.RUN_REVERSED not in line.damage
        else line
        for i, line in enumerate(done)
    ]


def _moved_or(mended: RepairedLine, line: RepairedLine, joints: Sequence[str], model: LanguageModel) -> RepairedLine:
    """Return a line with its runs moved, if that reads much better than with its spaces `mended`; else doubt that."""
    (ordered,) = reorder([line], model, ONE_PROCESS)
    if Damage.RUN_REVERSED not in ordered.damage or gain(ordered, mended, model) <= alone.gain_wanted(line.text):
        return mended
    gap = alone.has_gap_alone(line.text, joints)
    if ordered.status == "repaired" or (ordered.confidence >= _EVEN and not gap):
        return ordered
    return mended if gap else structs.replace(mended, confidence=min(mended.confidence, _EVEN))


def _moved_among(mended: RepairedLine, ordered: RepairedLine, model: LanguageModel, *, several: bool) -> RepairedLine:
    """Choose between a line with its spaces `mended` and one with its runs moved, as those of others are."""
    moved = Damage.RUN_REVERSED in ordered.damage
    wanted = min(MOVE, alone.gain_wanted(mended.text))
    if moved and ordered.confidence >= _EVEN and gain(ordered, mended, model) > wanted:
        return ordered
    most = _UNSURE if moved else ordered.confidence
    if not several or mended.confidence <= most:
        return mended
    status = mended.status if moved else worse(mended.status, ordered.status)
    return structs.replace(mended, status=status, confidence=most)


def gain(ordered: RepairedLine, other: RepairedLine, model: LanguageModel) -> float:
    """Return how much better a line reads than another (nats)."""
    judged = judge(model)
    return judged(" ".join(ordered.text.split())) - judged(" ".join(other.text.split()))


def reorder(lines: list[RepairedLine], model: LanguageModel, effort: Effort) -> list[RepairedLine]:
    """Put the runs of lines that follow each other back in order."""
    from unodc_parse.arabic.context import restore_lines  # noqa: PLC0415 (only if needed)

    ordered = restore_lines([line.text for line in lines], model, effort)
    return [_ordered(line, order) for line, order in zip(lines, ordered, strict=True)]


def _ordered(line: RepairedLine, ordered: Ordered) -> RepairedLine:
    if ordered.unread and joint_marks(line.text):
        return structs.replace(line, status="unresolved", confidence=min(line.confidence, _UNSURE))
    if ordered.step is None:
        sure = ordered.probability >= SURE or line.status == "intact"
        # of two readings that are as likely the line's own stands; what reads far worse is no sound line
        doubt: Status = "unresolved" if line.status == "intact" and ordered.probability < _EVEN else line.status
        status = doubt if sure else worse(line.status, "repaired_low")
        return structs.replace(line, status=status, confidence=min(line.confidence, round(ordered.probability, 2)))
    likely = ordered.probability
    changed = structs.replace(
        line,
        damage=(*line.damage, Damage.RUN_REVERSED),
        status=worse(line.status, "repaired" if likely >= SURE_ORDER else "repaired_low"),
        confidence=min(line.confidence, round(likely, 2)),
    )
    return with_step(changed, ordered.step)


def with_step(line: RepairedLine, step: Step | None) -> RepairedLine:
    """Return a line with one more step taken, if there is one."""
    if step is None:
        return line
    return structs.replace(line, text=step.apply(line.text), steps=(*line.steps, step))
