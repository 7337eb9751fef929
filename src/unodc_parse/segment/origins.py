"""Where the characters of a line as it was read went in its repaired text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from unodc_parse.model import Line, Span


class Origins(Struct, frozen=True):
    """For every character of a line's repaired text the offset in the line as it was read; None, where put in.

    Empty where the steps of the repair do not lead to the text: nothing is known of where its characters came from.
    """

    offsets: tuple[int | None, ...]

    @staticmethod
    def of(line: Line) -> Origins:
        """Follow a line's steps."""
        offsets: list[int | None] = list(range(len(line.raw)))
        for step in line.steps:
            pieces = step.pieces
            offsets = [at for p in pieces for at in ([None] * len(p) if isinstance(p, str) else offsets[p[0] : p[1]])]
        return Origins(tuple(offsets) if len(offsets) == len(line.text) else ())

    def spans_from(self, *spans: Span) -> tuple[Span, ...]:
        """Return the spans of the repaired text that these spans of the line as it was read came to.

        >>> Origins((3, 4, 5, 0, 1, 2)).spans_from((2, 4))
        ((0, 1), (5, 6))
        """
        return self.spans_of(at for start, end in spans for at in range(start, end))

    def spans_of(self, read: Iterable[int]) -> tuple[Span, ...]:
        """Return the spans of the repaired text that these characters of the line as it was read came to."""
        wanted = frozenset(read)
        return tuple(_runs([at for at, offset in enumerate(self.offsets) if offset in wanted]))


def _runs(positions: Sequence[int]) -> Iterator[Span]:
    start = 0
    for at in range(1, len(positions) + 1):
        if at == len(positions) or positions[at] != positions[at - 1] + 1:
            yield positions[start], positions[at - 1] + 1
            start = at
