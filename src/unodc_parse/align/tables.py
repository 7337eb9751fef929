"""Pairs as lines of JSON and as a table."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from unodc_parse.align.pairs import Difference, Pair
from unodc_parse.export.csv import make_safe
from unodc_parse.export.encoding import encode, encode_pretty

COLUMNS = (
    "left_id",
    "left_language",
    "left_text",
    "right_id",
    "right_language",
    "right_text",
    "method",
    "confidence",
    "differences",
)


def to_json(pairs: Sequence[Pair]) -> bytes:
    """Return all pairs as one JSON array."""
    return encode_pretty(pairs)


def to_jsonl(pairs: Sequence[Pair]) -> bytes:
    """Return one line a pair (contract, "Pairs")."""
    return b"".join(encode(pair) + b"\n" for pair in pairs)


def to_csv(pairs: Sequence[Pair]) -> bytes:
    """Return one row a pair; differences are joined with `; ` as `kind: left | right`."""
    page = StringIO(newline="")
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for pair in pairs:
        halves = [getattr(side, name, None) for side in (pair.left, pair.right) for name in ("id", "language", "text")]
        row = (*halves, pair.method, pair.confidence, "; ".join(map(show_difference, pair.differences)))
        writer.writerow([make_safe(cell) for cell in row])
    return page.getvalue().encode("utf-8")


def show_difference(found: Difference) -> str:
    """Return a difference in a few words.

    >>> show_difference(Difference(kind="number", left="26/4", right=None))
    'number: 26/4 | –'
    """
    return f"{found.kind}: {found.left or '–'} | {found.right or '–'}"
