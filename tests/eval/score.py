"""The project's own scorer: one report against one truth of the contract's shape."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

#: Kinds that are scored; masthead, furniture and other are not.
KINDS = frozenset({"section", "subsection", "heading", "paragraph", "item", "subitem", "footnote", "table", "annex"})
OUTLINE = KINDS - {"footnote", "table"}
#: From here on a text counts as the same text.
SAME = 0.98
#: A line of a masthead or a table may come out joined to its neighbour: this much of it must be free.
FREE = 0.9
#: Whoever reads the output trusts a segment from here on.
TRUSTED = 0.9
_INVISIBLE = re.compile("[\u00ad\u061c\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """Figures of one document; each is a share, 1 is best but for `silent`. None: there was nothing to count."""

    id_f1: float
    text: float
    parent: float | None
    role_f1: float | None
    meta: float | None
    silent: float
    remarks: tuple[str, ...] = field(default=(), compare=False)

    def figures(self) -> dict[str, float]:
        """Return the figures that there are."""
        named = {name: getattr(self, name) for name in ("id_f1", "text", "parent", "role_f1", "meta", "silent")}
        return {name: value for name, value in named.items() if value is not None}


def score(truth: Json, output: Json) -> Score:
    """Compare a report (as JSON) with its truth."""
    remarks: list[str] = []
    wanted = {segment["id"]: segment for segment in truth["segments"]}
    free = [normal(text["text"]) for text in truth["unscored"]]
    scored = [s for s in output["segments"] if s["kind"] in KINDS and not _is_free(s, wanted, free)]
    got = {segment["id"]: segment for segment in scored}
    found = {name: s for name, s in got.items() if name in wanted and s["kind"] == wanted[name]["kind"]}
    remarks += [f"missing {name}: {_words(s)}" for name, s in wanted.items() if name not in found]
    remarks += [f"extra {name} ({s['kind']}): {_words(s)}" for name, s in got.items() if name not in found]
    matching = _matching(wanted, got, remarks)
    return Score(
        id_f1=f1(len(found), len(scored) - len(found), len(wanted) - len(found)),
        text=len(matching) / len(wanted),
        parent=_parents(wanted, found, remarks),
        role_f1=_roles(wanted, got, remarks),
        meta=_metadata(truth["metadata"], output["metadata"], remarks) if truth["metadata"] else None,
        silent=_silent(scored, found, matching, remarks),
        remarks=tuple(remarks),
    )


# ---------------------------------------------------------------------------------------------------- texts


def normal(text: str | None) -> str:
    """Drop what is not seen and unify white space; marks, hamzas and digits stay."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text or "")).split())


def similarity(left: str, right: str) -> float:
    """Return 1 - edits / the longer length, of normalised texts."""
    left, right = normal(left), normal(right)
    if left == right:
        return 1.0
    return 1 - edits(left, right) / max(len(left), len(right))


def edits(left: str, right: str) -> int:
    """Return the Levenshtein distance, all cells of a column at once (Myers 1999, on Python's long integers).

    >>> edits("kitten", "sitting"), edits("", "ab")
    (3, 2)
    """
    if not left or not right:
        return len(left) + len(right)
    where: dict[str, int] = {}
    for place, letter in enumerate(left):
        where[letter] = where.get(letter, 0) | 1 << place
    every, last = (1 << len(left)) - 1, 1 << (len(left) - 1)
    rises, falls, distance = every, 0, len(left)
    for letter in right:
        equal = where.get(letter, 0)
        diagonal = (((equal & rises) + rises) ^ rises) | equal | falls
        up, down = falls | ~(diagonal | rises), rises & diagonal
        distance += bool(up & last) - bool(down & last)
        up, down = up << 1 | 1, down << 1
        rises, falls = (down | ~(diagonal | up)) & every, up & diagonal & every
    return distance


def _texts(segment: Json) -> list[str]:
    """Return what a segment says: heading, text, or both."""
    heading, text = segment.get("heading") or "", segment.get("text") or ""
    return [said for said in (heading, text, f"{heading} {text}".strip()) if said]


def _words(segment: Json) -> str:
    return next(iter(_texts(segment)), "")[:60]


def _is_free(segment: Json, wanted: Mapping[str, Json], free: Iterable[str]) -> bool:
    """Tell whether a segment that no truth asks for holds only what the truth leaves unscored."""
    known = wanted.get(segment["id"])
    if known is not None and known["kind"] == segment["kind"]:
        return False
    text = normal(" ".join(_texts(segment)[-1:]))
    return any(text in line or similarity(text, line) >= FREE for line in free)


def _matching(wanted: Mapping[str, Json], got: Mapping[str, Json], remarks: list[str]) -> set[str]:
    """Return the ids whose text, or heading, is the truth's."""
    same = set()
    for name, segment in wanted.items():
        if name not in got:
            continue
        expected = segment["heading"] or segment["text"] or ""
        found = _texts(got[name]) or [""]
        best = max(found, key=lambda text: similarity(text, expected))
        if similarity(best, expected) >= SAME:
            same.add(name)
        else:
            remarks.append(f"text {name}: {similarity(best, expected):.3f} | …{expected[-40:]} | …{best[-40:]}")
    return same


# ------------------------------------------------------------------------------------------------ structure


def f1(right: int, false: int, missed: int) -> float:
    """Return F1; nothing to find and nothing found is 1."""
    return 2 * right / (2 * right + false + missed) if right + false + missed else 1.0


def _parents(wanted: Mapping[str, Json], found: Mapping[str, Json], remarks: list[str]) -> float | None:
    pairs = [(name, wanted[name]["parent"], s["parent"]) for name, s in found.items() if s["kind"] in OUTLINE]
    wrong = [f"parent {name}: {parent}, got {other}" for name, parent, other in pairs if parent != other]
    remarks += wrong
    return 1 - len(wrong) / len(pairs) if pairs else None


def _roles(wanted: Mapping[str, Json], got: Mapping[str, Json], remarks: list[str]) -> float | None:
    """Return micro F1 of the roles at ids, or None where no role is to be found and none was."""
    right = false = missed = 0
    for name in {*wanted, *got}:
        role = wanted.get(name, {}).get("role")
        said = got.get(name, {}).get("role")
        if said in (wanted.get(name, {}).get("role_accept") or ()):
            continue
        right += role == said and role is not None
        false += said is not None and said != role
        missed += role is not None and said != role
        if role != said:
            remarks.append(f"role {name}: {role}, got {said}")
    return f1(right, false, missed) if right + false + missed else None


def _silent(scored: Sequence[Json], found: Mapping[str, Json], matching: set[str], remarks: list[str]) -> float:
    """Return the share of segments that are wrong (id, kind or text) and yet trusted."""
    wrong = [s for s in scored if s["id"] not in found or s["id"] not in matching]
    silent = [s for s in wrong if s["confidence"] >= TRUSTED]
    remarks += [f"silent {s['id']}: {s['confidence']:.2f} | {_words(s)}" for s in silent]
    return len(silent) / len(scored) if scored else 0.0


# ------------------------------------------------------------------------------------------------- metadata


def _metadata(truth: Json, output: Json, remarks: list[str]) -> float:
    """Return the mean over the fields that the truth states."""
    marks = {}
    for name, wanted in truth.items():
        if name.endswith("_accept"):
            continue
        got = output.get(name)
        if name == "meetings":
            marks[name] = _meetings(wanted, got or [])
        elif isinstance(wanted, list):
            marks[name] = _shared({*wanted}, {*(got or [])})
        elif name == "title":
            titles = (wanted, *truth.get("title_accept", ()))
            marks[name] = float(any(similarity(title, got or "") >= 0.95 for title in titles))
        else:
            marks[name] = float(wanted == got)
        if marks[name] < 1:
            remarks.append(f"metadata {name}: {wanted}, got {got}")
    return sum(marks.values()) / len(marks)


def _shared(wanted: set[str], got: set[str]) -> float:
    return f1(len(wanted & got), len(got - wanted), len(wanted - got))


def _meetings(wanted: Sequence[Json], got: Sequence[Json]) -> float:
    """Return the share of fields right, meeting by meeting in their order; missing and invented ones count as wrong."""
    fields = ("body", "place", "start", "end")
    right = sum(_same(one[name], other.get(name)) for one, other in zip(wanted, got, strict=False) for name in fields)
    most = max(len(wanted), len(got))
    return right / (most * len(fields)) if most else 1.0


def _same(left: str | None, right: str | None) -> bool:
    return left == right or (bool(left and right) and similarity(left or "", right or "") >= 0.95)
