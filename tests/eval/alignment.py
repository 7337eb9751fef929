"""How well two language versions are paired: twins as they are, and with one of them disturbed.

A disturbed text has markers dropped and paragraphs removed, or numbers changed. What each of its segments was is known
by its text, so that a pair is right where it puts a segment beside the one it was written for.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from unodc_parse.align.pairs import Pair
from unodc_parse.align.reports import align_reports
from unodc_parse.model import Report
from unodc_parse.pipeline import parse

MARKER = re.compile(r"^(?:\(?[\dA-Za-z٠-٩أ-يهـ]{1,4}[).]|\([\w٠-٩]{1,3}\)|[\d٠-٩]{1,3}[.-])\s+")
NUMBER = re.compile(r"(?<![\w/.])[\d٠-٩]{2,4}(?![\w/.])")


@dataclass(frozen=True, slots=True)
class Result:
    """F1 of pairs, and the share of removed segments that are reported as missing."""

    f1: float
    reported: float


def read(text: str) -> Report:
    """Parse a text."""
    return parse(text.encode(), name="version.txt")


def body_lines(text: str) -> Iterator[int]:
    """Yield the places of lines that begin with a marker of a paragraph or an item."""
    return (at for at, line in enumerate(text.splitlines()) if MARKER.match(line) and len(line) > 40)


def disturbed(text: str, seed: int, *, dropped: float, removed: float) -> str:
    """Drop the markers of some paragraphs, and leave others out."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    lines = text.splitlines()
    for at in sorted(body_lines(text), reverse=True):
        draw = chance.random()
        if draw < removed:
            del lines[at]
        elif draw < removed + dropped:
            lines[at] = MARKER.sub("", lines[at])
    return "\n".join(lines) + "\n"


def compare(left: Report, right: Report, original: Report) -> Result:
    """Align `left`, which `original` was disturbed to, with `right`."""
    pairs = align_reports(left, right)
    others = {s.id for s in right.segments}
    was = origins(left, original)
    truth = {(s.id, was[s.id]) for s in left.segments if was[s.id] in others}
    found = {(p.left.id.split(" + ")[0], p.right.id.split(" + ")[0]) for p in pairs if p.left and p.right}
    found = {pair for pair in found if not pair[0].startswith("masthead")}  # the heads of resolutions
    right_ones = len(truth & found)
    gone = others & {s.id for s in original.segments} - {i for i in was.values() if i} - {"contents"}
    alone = {p.right.id for p in pairs if p.right and p.left is None}
    return Result(
        f1=2 * right_ones / max(len(truth) + len(found), 1),
        reported=len(gone & alone) / len(gone) if gone else 1.0,
    )


def origins(left: Report, original: Report) -> dict[str, str | None]:
    """Return for each segment of a disturbed text which one it was: by its text, or by its beginning.

    Of several with one text the first that is not taken yet is meant.
    """
    written = [(key(s.heading if s.text is None else s.text), s.id) for s in original.segments]
    was: dict[str, str | None] = {}
    for segment in left.segments:
        own = key(segment.heading if segment.text is None else segment.text)
        whole = [i for text, i in written if text == own and i not in was.values()]
        begun = [i for text, i in written if len(text) > 20 and own.startswith(text) and i not in was.values()]
        was[segment.id] = segment.id if segment.id in whole else next(iter(whole + begun), None)
    return was


def key(text: str | None) -> str:
    """Return what tells a segment's text from all others."""
    return re.sub(r"\W", "", MARKER.sub("", text or ""))


def changed_number(text: str, seed: int) -> tuple[str, str, str] | None:
    """Change one number of a paragraph; return the text, the number before and after."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    lines = text.splitlines()
    places = [(at, m) for at in body_lines(text) for m in NUMBER.finditer(lines[at]) if m.start() > 8]
    if not places:
        return None
    at, match = chance.choice(places)
    digit = chance.randrange(len(match[0]))
    new = match[0][:digit] + other_digit(match[0][digit], chance) + match[0][digit + 1 :]
    lines[at] = lines[at][: match.start()] + new + lines[at][match.end() :]
    return "\n".join(lines) + "\n", match[0], new


def other_digit(digit: str, chance: random.Random) -> str:
    """Return another digit of the same kind, never zero."""
    digits = "١٢٣٤٥٦٧٨٩" if digit in "٠١٢٣٤٥٦٧٨٩" else "123456789"
    return chance.choice([other for other in digits if other != digit])


def false_alarms(pairs: list[Pair]) -> float:
    """Return differences for every hundred pairs of twins that differ in nothing."""
    return 100 * sum(len(pair.differences) for pair in pairs) / max(len(pairs), 1)
