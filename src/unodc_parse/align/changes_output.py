"""Changes between two versions as lines of JSON, as a table, and as a page."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from io import StringIO
from typing import Any

from unodc_parse.align.changes import Changed, Words
from unodc_parse.export.csv import make_safe
from unodc_parse.export.encoding import encode, encode_pretty
from unodc_parse.export.html import Frame, escape_text, show_text, to_page
from unodc_parse.model import Segment

COLUMNS = ("changes", "left_id", "left_text", "right_id", "right_text", "words")
_SIGNS = {"added": ("{+", "+}"), "dropped": ("[-", "-]"), "same": ("", "")}
_TAGS = {"added": "ins", "dropped": "del"}


def records(changes: Sequence[Changed]) -> list[dict[str, Any]]:
    """Return what JSON holds of each change: `changes`, `left` and `right` (id, language, text), `words`."""
    return [{"changes": c.changes, "left": _side(c.left), "right": _side(c.right), "words": c.words} for c in changes]


def to_json(changes: Sequence[Changed]) -> bytes:
    """Return all changes as one JSON array."""
    return encode_pretty(records(changes))


def to_jsonl(changes: Sequence[Changed]) -> bytes:
    """Return one line a change."""
    return b"".join(encode(record) + b"\n" for record in records(changes))


def to_csv(changes: Sequence[Changed]) -> bytes:
    """Return one row a change; words that came and went stand in `{+ +}` and `[- -]`."""
    page = StringIO(newline="")
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for change in changes:
        sides = [value for s in (change.left, change.right) for value in ((s.id, text_of(s)) if s else (None, None))]
        writer.writerow([make_safe(cell) for cell in ("; ".join(change.changes), *sides, marked_words(change.words))])
    return page.getvalue().encode("utf-8")


def to_html(changes: Sequence[Changed], title: str) -> bytes:
    """Return one HTML page without scripts: a row a change, in the direction of its language."""
    rows = "".join(map(_row, changes))
    body = (
        f"<h1><bdi>{show_text(title)}</bdi></h1>\n<p>{summary(changes)}</p>\n"
        "<table>\n<thead><tr><th scope=col>what</th><th scope=col>text</th></tr></thead>\n"
        f"<tbody>\n{rows}</tbody>\n</table>"
    )
    return to_page(Frame(title=title, body=body, styles=("look.css", "pairs.css")))


def summary(changes: Sequence[Changed]) -> str:
    """Return how many segments were added, dropped, moved, renumbered, reworded, in a line."""
    counts = Counter(kind for change in changes for kind in change.changes)
    return ", ".join(f"{counts[kind]:,} {kind}" for kind in ("added", "dropped", "moved", "renumbered", "reworded"))


def text_of(segment: Segment) -> str:
    """Return a segment's text or heading."""
    return (segment.heading if segment.text is None else segment.text) or ""


def ids_of(change: Changed) -> str:
    """Return the ids of a change: `II.3`, or `II.3 → II.4` where they differ."""
    ids = dict.fromkeys(side.id for side in (change.left, change.right) if side is not None)
    return " → ".join(ids)


def stretches(change: Changed) -> tuple[Words, ...]:
    """Return the words of a change; those of an added or dropped segment have all come or gone."""
    side = change.left or change.right
    if (change.left and change.right) or side is None:
        return change.words
    return (Words(operation="added" if change.left is None else "dropped", text=text_of(side)),)


def marked_words(words: Sequence[Words]) -> str:
    """Return words in order, those that came or went in signs.

    >>> marked_words([Words(operation="same", text="States"), Words(operation="added", text="shall")])
    'States {+shall+}'
    """
    return " ".join(f"{_SIGNS[w.operation][0]}{w.text}{_SIGNS[w.operation][1]}" for w in words)


def _side(segment: Segment | None) -> dict[str, str] | None:
    return None if segment is None else {"id": segment.id, "language": segment.language, "text": text_of(segment)}


def _row(change: Changed) -> str:
    side = change.left or change.right
    if side is None:
        return ""
    parts = [(_TAGS.get(w.operation, "span"), show_text(w.text)) for w in stretches(change)]
    text = " ".join(f"<{tag}>{words}</{tag}>" for tag, words in parts)
    label = f"<span class=id dir=ltr>{show_text(ids_of(change))}</span>"
    what = ", ".join(change.changes) or "same"
    cell = f'<td lang="{escape_text(side.language)}" dir={side.direction}>{label} <bdi>{text}</bdi></td>'
    return f'<tr class="{" ".join(change.changes)}"><td class=how>{what}</td>{cell}</tr>\n'
