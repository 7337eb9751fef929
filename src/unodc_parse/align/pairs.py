"""What alignment gives: pairs of segments, how they were found, and where they differ."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Method = Literal["label", "position", "text"]

#: `label`: printed numbers differ; `merged`: one segment here is several there; the others: what they say differs.
DifferenceKind = Literal["number", "date", "symbol", "citation", "label", "merged"]


class Side(Struct, frozen=True, kw_only=True):
    """One language's half of a pair: a segment, or several that the other version has in one (ids joined by +)."""

    id: str
    language: str
    text: str


class Difference(Struct, frozen=True, kw_only=True):
    """Something that the two halves do not agree in; null on a side that lacks it."""

    kind: DifferenceKind
    left: str | None
    right: str | None


class Pair(Struct, frozen=True, kw_only=True):
    """Two segments that say the same; null is a segment that the other version lacks (contract, "Pairs")."""

    left: Side | None
    right: Side | None
    method: Method
    confidence: float
    differences: tuple[Difference, ...] = ()
