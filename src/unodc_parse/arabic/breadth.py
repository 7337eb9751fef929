"""How far the search for the order of runs looks: wider in short lines."""

from __future__ import annotations

from typing import Final

from unodc_parse.values import Value


class Search(Value, frozen=True):
    """How far the search looks.

    Attributes:
        likely: the line is cut only where that is no less likely (`Reader.cuts`).
        limit: a run may begin worse than it stands in the line by at most this much, its joint included (nats).
        breadth: runs that are looked at behind each state.
        links: … when the rest is valued beforehand.
        width: states kept for each length of what is left.
        slack: how far behind the best order an unfinished one may be.
        candidates: orders that are weighed.
        work: runs that are read on behind states, until the search must come to an end.
        passes: paths kept in the search for several passes over the line.
        pass_openings: … runs tried as the first one.
        pass_links: … runs tried behind each path, beside the one at the line's beginning.
        pass_ends: … places where a pass may end.
        pass_behind: … how far a path may promise to stay behind the best order in one pass (nats).
        intact: log odds that a line is as it should be.
    """

    likely: float
    limit: float
    breadth: int
    links: int
    width: int
    slack: float
    candidates: int
    work: int
    passes: int
    pass_openings: int = 20
    pass_links: int = 6
    pass_ends: int = 8
    pass_behind: float = 3.0
    intact: float = -1.0


_USUAL: Final = Search(
    likely=-9.0, limit=8.0, breadth=36, links=10, width=8, slack=14.0, candidates=40, work=10_000, passes=12
)
#: For headings mostly: quickly searched, and each joint counts for more.
_SHORT: Final = Search(
    likely=-11.0,
    limit=9.0,
    breadth=48,
    links=16,
    width=12,
    slack=22.0,
    candidates=50,
    work=12_000,
    passes=24,
    pass_behind=8.0,
)
_SHORT_LINE: Final = 50


def breadth(units: int) -> Search:
    """Return how far to look in a line of so many letters and signs.

    >>> breadth(40).width > breadth(80).width
    True
    """
    return _SHORT if units < _SHORT_LINE else _USUAL
