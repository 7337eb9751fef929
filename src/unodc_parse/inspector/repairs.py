"""Lines before and after their repair, the order of their runs shown by numbers that stay with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from unodc_parse.explain import LineSeen, RepairSeen, RunSeen
from unodc_parse.inspector.inspection import Shown, is_lost, is_repaired
from unodc_parse.inspector.trees import Tree, branch, leaves
from unodc_parse.model import Span

_COLOURS = 6
_MANY_RUNS = 24


def changed_lines(shown: Shown) -> list[LineSeen]:
    """Return the lines of a segment that were repaired, or of which more than white space was moved."""
    changed = [line for line in shown.lines if line.damage or line.raw.split() != line.text.split()]
    around = shown.segment.kind in ("masthead", "furniture")
    return [line for line in changed if line.damage or not around]


def lines_summary(shown: Shown) -> str:
    """Return what became of a segment's lines in a few words; empty where none was changed."""
    changed = changed_lines(shown)
    lost, repaired = sum(map(is_lost, changed)), sum(map(is_repaired, changed))
    counts = ((repaired, "repaired"), (lost, "unreadable"))
    said = " and ".join(f"{count} {what}" for count, what in counts if count)
    noun = "line" if len(shown.lines) == 1 else "lines"
    return f"{said or f'{len(changed)} put in reading order'}, of {len(shown.lines)} {noun}" if changed else ""


def lines_tree(shown: Shown) -> Tree:
    """Return the changed lines of a segment, each before and after."""
    return branch("div", *map(_line, changed_lines(shown)))


def _line(line: LineSeen) -> Tree:
    damage = f" · {', '.join(kind.value.replace('_', ' ') for kind in line.damage)}" if line.damage else ""
    sure = f" · order {int(line.order_confidence * 100)} % sure" if line.order_confidence < 1 else ""
    where = f"p. {line.page}, line {line.number}" if line.page is not None else f"line {line.number}"
    return branch(
        "div",
        branch("p", f"{where}{damage}{sure}", class_="where"),
        branch("dl", *_stages(line)),
        class_="mended",
        data_page=line.page,
        data_box=" ".join(f"{side:.1f}" for side in line.bbox) if line.bbox else None,
    )


def _stages(line: LineSeen) -> Iterator[Tree]:
    """Yield the line as it was read, its runs as they were painted, and the text after every step."""
    if line.runs or not line.repairs:
        yield from _stage("as read", branch("bdi", *leaves(line.raw), dir="auto"))
        yield from _stage("painted", _painted(line.runs)) if line.runs else ()
        yield from _stage(
            "unreadable" if is_lost(line) else "text", branch("bdi", *leaves(line.text), dir=line.direction)
        )
        return
    text, name = line.raw, "as read"
    for repair in line.repairs:
        before, after = _step(text, repair)
        yield from (*_stage(name, before), *_stage(repair.rule, after))
        text, name = repair.text, "then"


def _stage(name: str, content: Tree) -> tuple[Tree, Tree]:
    return branch("dt", name), branch("dd", content)


def _painted(runs: Sequence[RunSeen]) -> Tree:
    """Return runs as they stand on the page, from left to right, numbered in the order of painting."""
    numbered = sorted(enumerate(runs, 1), key=lambda one: min((glyph.x0 for glyph in one[1].glyphs), default=0.0))
    chips = [part for number, run in numbered[:_MANY_RUNS] for part in (_chip(number, run), " ")]
    more = f"… {len(runs) - _MANY_RUNS} more" if len(runs) > _MANY_RUNS else ""
    return branch("span", *chips, more, class_="runs", dir="ltr")


def _chip(number: int, run: RunSeen) -> Tree:
    font = f"{run.font} {run.size:g}{' bold' if run.bold else ''}"
    text = branch("bdi", *leaves(run.text))
    return branch("span", branch("b", str(number)), text, class_=f"run c{number % _COLOURS}", title=font)


# ------------------------------------------------------------------------------------------------ one step of repair


def _step(text: str, repair: RepairSeen) -> tuple[Tree, Tree]:
    """Return the text before and after a step: runs that moved with their numbers, or what went and what came."""
    spans = [piece for piece in repair.pieces if not isinstance(piece, str)]
    if spans == sorted(spans):
        return _whole(_gone(text, spans)), _whole(_came(text, repair))
    numbers = {span: number for number, span in enumerate((s for s in spans if text[s[0] : s[1]].strip()), 1)}
    after = (part for piece in repair.pieces for part in _run(text, piece, numbers))
    return _whole(_in_place(text, numbers)), _whole(after)


def _whole(parts: Iterable[Tree]) -> Tree:
    return branch("bdi", *parts, dir="auto")


def _gone(text: str, kept: Sequence[Span]) -> Iterator[Tree]:
    last = 0
    for start, end in [*kept, (len(text), len(text))]:
        if text[last:start]:
            yield branch("del", *leaves(text[last:start]))
        yield from leaves(text[start:end])
        last = end


def _came(text: str, repair: RepairSeen) -> Iterator[Tree]:
    for piece in repair.pieces:
        if isinstance(piece, str):
            yield branch("ins", *leaves(piece))
        else:
            yield from leaves(text[piece[0] : piece[1]])


def _in_place(text: str, numbers: dict[Span, int]) -> Iterator[Tree]:
    """Yield the runs as they stood before, each with the number of the place that it goes to."""
    last = 0
    for span in sorted(numbers):
        yield from leaves(text[last : span[0]])
        yield from _run(text, span, numbers)
        last = span[1]
    yield from leaves(text[last:])


def _run(text: str, piece: Span | str, numbers: dict[Span, int]) -> Iterator[Tree]:
    number = None if isinstance(piece, str) else numbers.get(piece)
    inside = leaves(piece if isinstance(piece, str) else text[piece[0] : piece[1]])
    if number is None:
        yield from inside
    else:
        yield branch("span", branch("b", str(number)), *inside, class_=f"run c{number % _COLOURS}")
