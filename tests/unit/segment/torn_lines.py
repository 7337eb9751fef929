"""Lines whose runs were moved: a text, the line as it was read, and the step that leads from one to the other."""

from collections.abc import Iterator

from unodc_parse.model import Damage, Line, Step


def line_of(text: str, raw: str, number: int = 1) -> Line:
    """Return a line of that text, read as `raw`."""
    steps = (Step("order.runs", tuple(runs_of(text, raw))),)
    return Line(number=number, text=text, raw=raw, steps=steps, direction="rtl", damage=(Damage.RUN_REVERSED,))


def runs_of(text: str, raw: str) -> Iterator[tuple[int, int] | str]:
    """Yield the longest pieces of `raw` that make up `text`; what `raw` does not hold is put in."""
    left = raw
    while text:
        size = max((n for n in range(1, len(text) + 1) if text[:n] in left), default=0)
        at = left.find(text[:size])
        yield (at, at + size) if size else text[0]
        left = left[:at] + "\0" * size + left[at + size :] if size else left
        text = text[max(size, 1) :]
