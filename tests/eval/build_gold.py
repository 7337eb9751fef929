"""Build the gold documents: from one bilingual source each, two texts and two truths.

    python -m tests.eval.build_gold

A source (`gold/NAME.src`) is written by hand, so that both languages share ids, kinds, parents and roles:

    % en {...}                          metadata of that language version (JSON)
    @ II.3.a item recommendation        a segment: id, kind, then its role and flags
                                        (continued, agenda=3, accept=ROLE where the contract leaves the role open)
    en (a) | States parties should      what each version prints: marker, bar, text; `{fn1}` calls footnote 1
    ar (أ) | ينبغي للدول الأطراف
    @ - masthead                        lines that are printed but not scored
    en United Nations

The lines of a table are its rows, cells split by bars; its parent is named by `in=ID`, as that of a footnote is.
What follows ` || ` in a heading is printed but no part of it; it takes a line of its own where it starts with `/`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parent / "gold"
LANGUAGES = ("ar", "en")
#: The line above the footnotes.
RULE = "_" * 15
ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
Json = dict[str, Any]
_CALL = re.compile(r"\{fn(\d+)\}")
_HEADED = ("section", "subsection", "annex")
_DIGIT = re.compile(r"[0-9٠-٩]+")
_FAMILIES = {
    "ar": {"section": "ordinal_word", "subsection": "abjad_name", "item": "abjad"},
    "en": {"section": "roman_upper", "subsection": "latin_upper", "item": "latin_lower"},
}


@dataclass(slots=True)
class Unit:
    """A segment, or a stretch of lines that is not scored (`id` is `-`)."""

    id: str
    kind: str
    flags: tuple[str, ...]
    printed: dict[str, list[str]] = field(default_factory=dict)

    @property
    def role(self) -> str | None:
        """The role among the flags."""
        return next((flag for flag in self.flags if flag in ("recommendation", "deliberation", "decision")), None)

    @property
    def role_accept(self) -> list[str | None] | None:
        """The roles that are as right as none, where the contract leaves it open."""
        named = [flag.partition("=")[2] for flag in self.flags if flag.startswith("accept=")]
        return [None, *named] if named else None

    @property
    def agenda_item(self) -> str | None:
        """The agenda item among the flags."""
        return next((flag.partition("=")[2] for flag in self.flags if flag.startswith("agenda=")), None)

    @property
    def parent(self) -> str | None:
        """The id without its last part; footnotes and tables name their own among the flags."""
        if self.kind in ("footnote", "table"):
            return next(flag.partition("=")[2] for flag in self.flags if flag.startswith("in="))
        return self.id.rpartition(".")[0] or None


@dataclass(frozen=True, slots=True)
class Source:
    """A bilingual document."""

    name: str
    metadata: dict[str, dict[str, Any]]
    units: list[Unit]


def read_source(path: Path) -> Source:
    """Read a source file."""
    metadata: dict[str, dict[str, Any]] = {}
    units: list[Unit] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        sign, _, rest = line.partition(" ")
        if sign == "%":
            language, _, value = rest.partition(" ")
            metadata[language] = json.loads(value)
        elif sign == "@":
            name, kind, *flags = rest.split()
            units.append(Unit(name, kind, tuple(flags)))
        elif sign in LANGUAGES:
            units[-1].printed.setdefault(sign, []).append(rest)
    return Source(path.stem, metadata, units)


def _split(unit: Unit, language: str) -> tuple[str | None, str, str]:
    """Return a segment's marker, its text with calls, and what is printed after it."""
    (printed,) = unit.printed[language]
    marker, bar, text = printed.partition(" | ")
    text = text if bar else printed
    text, _, after = text.partition(" || ")
    return (marker if bar else None), text, after


def text_lines(source: Source, language: str) -> Iterator[str]:
    """Yield the document's lines, a paragraph each."""
    below = False
    for unit in source.units:
        if unit.id == "-":
            yield from unit.printed.get(language, ())
            continue
        if unit.kind == "table":
            yield from unit.printed[language]
            continue
        if unit.kind == "footnote" and not below:
            yield RULE
            below = True
        marker, text, after = _split(unit, language)
        yield from _printed(unit, marker, _calls_as_printed(text, language), after)


def _printed(unit: Unit, marker: str | None, text: str, after: str) -> Iterator[str]:
    if unit.kind == "annex":
        yield from filter(None, (marker, text))
        return
    own_line = after.startswith("/")
    yield " ".join(part for part in (marker, text, "" if own_line else after) if part)
    if own_line:
        yield after[1:]


def _calls_as_printed(text: str, language: str) -> str:
    """Print calls as text extraction leaves raised digits: bare in English, in brackets in Arabic."""
    if language == "en":
        return _CALL.sub(r"\1", text)
    return _CALL.sub(lambda call: f"({call[1].translate(ARABIC_INDIC)})", text)


def truth(source: Source, language: str) -> dict[str, Any]:
    """Return the truth of one language version, in the shape of the shared structure truths."""
    return {
        "truth_version": "1.0",
        "document": source.name,
        "language": language,
        "has_citations": False,
        "has_statements": False,
        "metadata": source.metadata.get(language),
        "segments": [_segment(unit, language) for unit in source.units if unit.id != "-"],
        "unscored": [
            {"kind": unit.kind, "text": text}
            for unit in source.units
            if unit.id == "-"
            for text in unit.printed.get(language, ())
        ],
    }


def _segment(unit: Unit, language: str) -> dict[str, Any]:
    marker, text, _ = (None, " | ".join(unit.printed[language]), "") if unit.kind == "table" else _split(unit, language)
    clean = _CALL.sub("", text)
    headed = unit.kind in _HEADED
    return {
        "id": unit.id,
        "parent": unit.parent,
        "depth": 1 if unit.kind in ("footnote", "table") else unit.id.count(".") + 1,
        "kind": unit.kind,
        "role": unit.role,
        "role_accept": unit.role_accept,
        "marker": _marker(unit, marker, language),
        "heading": (clean or None) if headed else None,
        "continued": "continued" in unit.flags,
        "agenda_item": unit.agenda_item,
        "language": language,
        "direction": "rtl" if language == "ar" else "ltr",
        "text": None if headed else clean,
        "text_with_calls": text if clean != text else None,
        "addressees": [],
        "modality": None,
        "citations": [],
        "statements": [],
    }


def _marker(unit: Unit, raw: str | None, language: str) -> dict[str, Any] | None:
    if raw is None:
        return None
    return {
        "raw": raw,
        "family": _family(unit.kind, raw, language),
        "ordinal": _number(raw) if unit.kind == "heading" else _ordinal(unit),
    }


def _family(kind: str, raw: str, language: str) -> str:
    if kind == "subitem":
        return "roman_lower" if re.search(r"[ivx]", raw) else "quoted_decimal"
    if kind == "section" and len(raw.split()) > 1:
        return "chapter_word"
    return {"paragraph": "decimal", "heading": "decimal", "footnote": "footnote", "annex": "annex_word"}.get(
        kind
    ) or _FAMILIES[language][kind]


def _number(raw: str) -> int:
    """Read the number of a heading, whose id does not tell it."""
    found = _DIGIT.search(raw)
    return int(found[0]) if found else 0


def _ordinal(unit: Unit) -> int:
    """Read the ordinal off the last part of the id."""
    last = re.sub(r"^(fn|annex)-?", "", unit.id.rpartition(".")[2]).partition("~")[0]
    if not last or _DIGIT.fullmatch(last):
        return int(last or 0)
    if unit.kind in ("item", "subsection"):
        return sum((ord(letter) - 96) * 26**place for place, letter in enumerate(reversed(last.lower())))
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in last.lower()]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def build(path: Path) -> dict[str, str]:
    """Return what a source makes, by file name."""
    source = read_source(path)
    made = {}
    for language in LANGUAGES:
        made[f"{source.name}.{language}.txt"] = "".join(f"{line}\n" for line in text_lines(source, language))
        made[f"{source.name}.{language}.json"] = (
            json.dumps(truth(source, language), ensure_ascii=False, indent=1) + "\n"
        )
    return made


def main() -> None:
    """Write the texts and truths of all sources."""
    for path in sorted(GOLD.glob("*.src")):
        for name, content in build(path).items():
            (GOLD / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
