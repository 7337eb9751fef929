r"""Readings that a person chose, in a file beside the document: `FILE.overrides.yaml`.

The file is a small part of YAML 1.2, written and read here, so that no YAML library is needed and nothing but text can
come out of it. Strings are written as JSON strings, which YAML shares; by hand they may be written plain, too:

    version: 1
    sha256: "…"          # of the document: the readings are of these very bytes
    lines:
      14:                # 1-based, as an editor counts
        raw: "…"
        text: "…"
        choice: "second"
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from unodc_parse.arabic.edits import said_of_change, same_letters
from unodc_parse.arabic.repair import RepairedLine
from unodc_parse.diagnostics import name_lines
from unodc_parse.errors import InputError
from unodc_parse.model import Step

CHOICES: Final = ("raw", "best", "second", "third", "edit")

_VERSION: Final = 1
_MOST_BYTES: Final = 16 << 20
_ENTRY: Final = re.compile(r"( *+)([A-Za-z0-9_]++):(?: ++(.*))?")
_PLAIN: Final = re.compile(r"[^\s\[\]{}&*!|>%@`\"'#,?:-].*|\)|-\S.*")
_HEAD: Final = """\
# Readings of doubtful lines, chosen with `unodc-parse repair --review`; every later run applies them.
# Mend a text here, or delete a line's entry to be asked again.
"""


class Override(Struct, frozen=True, kw_only=True):
    """The chosen reading of one line: `raw` as it stands in the file, `text` as it reads, how that was chosen."""

    line: int
    raw: str
    text: str
    choice: str = "edit"


class Overrides(Struct, frozen=True, kw_only=True):
    """The chosen readings of the document whose SHA-256 is `sha256`."""

    sha256: str
    lines: tuple[Override, ...] = ()

    def with_line(self, override: Override) -> Overrides:
        """Return these readings and one more, in place of an older one of the same line."""
        others = (old for old in self.lines if old.line != override.line)
        return structs.replace(self, lines=tuple(sorted((*others, override), key=lambda one: one.line)))


def render_overrides(overrides: Overrides) -> str:
    """Return the file's text; the same readings give the same text."""
    body = "".join(_entry(one) for one in overrides.lines)
    head = f"version: {_VERSION}\nsha256: {_quoted(overrides.sha256)}\n"
    return f"{_HEAD}{head}lines:{chr(10) + body if body else ' {}' + chr(10)}"


def _entry(one: Override) -> str:
    fields = (("raw", one.raw), ("text", one.text), ("choice", one.choice))
    return f"  {one.line}:\n" + "".join(f"    {key}: {_quoted(value)}\n" for key, value in fields)


def _quoted(text: str) -> str:
    """Return a string that JSON and YAML read alike; what an editor would not show is escaped."""
    plain = json.dumps(text, ensure_ascii=False)
    return re.sub(
        "[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]", _escape, plain
    )


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def load_overrides(path: str) -> Overrides:
    """Return the readings in the file `path`.

    Raises:
        InputError: it cannot be read, or is not such a file.
    """
    try:
        if not Path(path).is_file() and Path(path).exists():  # a pipe would be waited for
            what = "a folder" if Path(path).is_dir() else "no file"
            raise InputError(f"{path}: {what}, where chosen readings are looked for; move or delete it")
        with Path(path).open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as problem:
        raise InputError(f"{path}: cannot be read ({problem.strerror or problem}); check or delete it") from problem
    try:
        if len(data) > _MOST_BYTES:
            raise ValueError("it is far too large")  # noqa: TRY301 -- told like the others
        return read_overrides(data.decode("utf-8-sig"))
    except ValueError as problem:
        reason = "it is not UTF-8" if isinstance(problem, UnicodeDecodeError) else str(problem)
        raise InputError(f"{path}: {reason}; mend it, or delete it and review again") from problem


def read_overrides(text: str) -> Overrides:
    """Read the file's text. Raises `ValueError` that says what is wrong in which line."""
    head: dict[str, str] = {}
    lines: dict[int, dict[str, str]] = {}
    current: dict[str, str] | None = None
    for place, depth, key, value in _entries(text):
        if depth == 0:
            _add(head, key, value, place)
        elif depth == 1 and re.fullmatch(r"\d{1,9}", key) and not value and int(key) not in lines:
            current = lines[int(key)] = {}
        elif depth == 2 and current is not None and key in {"raw", "text", "choice"}:
            _add(current, key, value, place)
            if key == "choice" and value not in CHOICES:
                raise ValueError(f"line {place}: choice {value[:40]!r} is none of {', '.join(CHOICES)}")
        else:
            raise ValueError(f"line {place}: {key[:40]!r} is not expected here")
    if head.get("version") != str(_VERSION) or not re.fullmatch("[0-9a-f]{64}", head.get("sha256", "")):
        raise ValueError(f"no overrides of version {_VERSION}: version or sha256 is missing or wrong")
    return Overrides(sha256=head["sha256"], lines=tuple(_override(number, found) for number, found in lines.items()))


def _add(fields: dict[str, str], key: str, value: str, place: int) -> None:
    """Add a field that YAML allows once."""
    if key in fields:
        raise ValueError(f"line {place}: {key!r} stands twice")
    fields[key] = value


def _override(number: int, found: dict[str, str]) -> Override:
    if not {"raw", "text"} <= found.keys():
        raise ValueError(f"entry {number} lacks raw or text")
    if re.search(r"[\r\n\f]", found["text"]):
        raise ValueError(f"entry {number}: a text is one line")
    return Override(line=number, raw=found["raw"], text=found["text"], choice=found.get("choice", "edit"))


def _entries(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield line number, depth, key and value of every entry."""
    for place, line in enumerate(text.splitlines() if "\r" in text else text.split("\n"), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _ENTRY.fullmatch(line.rstrip())
        if match is None or len(match[1]) % 2:
            raise ValueError(f"line {place}: not `key: value`, indented by two spaces a level")
        value = "" if match[3] == "{}" else _value(match[3] or "", place)
        yield place, len(match[1]) // 2, match[2], value


def _value(written: str, place: int) -> str:
    """Return the string that is written: as JSON writes it, in single quotes, or plain."""
    if written.startswith('"'):
        try:
            value, end = json.JSONDecoder().raw_decode(written)
        except ValueError:
            raise ValueError(f"line {place}: {_broken(written)}") from None
        if written[end:].strip() and not re.match(r"\s+#", written[end:]):
            raise ValueError(f"line {place}: something follows the string in quotes")
        return str(value)
    if written.startswith("'"):
        match = re.fullmatch(r"'((?:[^']|'')*+)'(?:\s+#.*)?", written)
        if match is None:
            raise ValueError(f"line {place}: {_broken(written)}")
        return match[1].replace("''", "'")
    plain = re.split(r"(?<!\s)\s++#", written, maxsplit=1)[0]
    if plain and (not _PLAIN.fullmatch(plain) or ": " in plain):
        raise ValueError(f"line {place}: write this text in double quotes")
    return plain


def _broken(written: str) -> str:
    r"""Return what is wrong with a string in quotes; libraries for YAML fold long ones where no width is given.

    >>> _broken('"a'), _broken(r'"\a"')
    ('the string in quotes does not end on its line', 'the string in quotes is broken')
    """
    ends = len(written) > 1 and written.endswith(written[0])
    return "the string in quotes is broken" if ends else "the string in quotes does not end on its line"


def apply_override(line: RepairedLine, override: Override) -> RepairedLine:
    """Return a line as a person read it; its one step puts that reading in the place of the whole line.

    Where that is the line as it came, but for white space, the person says that it bears no damage.
    """
    steps = () if override.text == line.raw else (Step("override", (override.text,)),)
    if override.text.split() == line.raw.split():
        return structs.replace(line, text=override.text, steps=steps, status="intact", damage=(), confidence=1.0)
    return structs.replace(line, text=override.text, steps=steps, status="repaired", confidence=1.0)


class Unfit(Struct, frozen=True):
    """A chosen reading that fits no line as it stands in the document, and is passed over: its line, and why."""

    line: int
    why: str


def unfit(numbers: Sequence[int], raws: Sequence[str], overrides: Overrides) -> tuple[Unfit, ...]:
    """Return the readings whose line does not stand in the document, numbered by `numbers`, as they say."""
    places: dict[str, list[int]] = {}
    for number, raw in zip(numbers, raws, strict=True):
        places.setdefault(raw, []).append(number)
    last = max(numbers, default=0)
    return tuple(
        Unfit(one.line, _why_unfit(one, places.get(one.raw, []), last))
        for one in overrides.lines
        if one.line not in places.get(one.raw, [])
    )


def _why_unfit(one: Override, places: Sequence[int], last: int) -> str:
    if places:
        return f"what its raw says stands in {name_lines(places)}"
    if not 1 <= one.line <= last:
        return f"the text has {last} line{'s' * (last != 1)}"
    return "its raw is not what stands there"


def said_of_unfit(found: Sequence[Unfit]) -> str:
    """Return how readings that fit no line are called in a message.

    >>> said_of_unfit([Unfit(40, "the text has 3 lines"), Unfit(2, "its raw is not what stands there")])
    'the reading of line 40 (and 1 more) is not applied: the text has 3 lines'
    """
    return f"{_reading_of([one.line for one in found])} is not applied: {found[0].why}"


def _reading_of(lines: Sequence[int]) -> str:
    return f"the reading of line {lines[0]}" + (f" (and {len(lines) - 1} more)" if len(lines) > 1 else "")


def reworded(overrides: Overrides) -> tuple[Override, ...]:
    """Return the readings with other letters than their line, but for edits: of those a person was asked."""
    return tuple(
        one for one in overrides.lines if one.choice != "edit" and not same_letters(one.raw, one.text, mirrored=True)
    )


def remarks(overrides: Overrides, passed_over: Sequence[Unfit]) -> Iterator[tuple[str, str]]:
    """Yield what is to be said of readings, each with the code of its diagnostic; `passed_over` fit no line.

    >>> list(remarks(Overrides(sha256="", lines=(Override(line=2, raw="ab", text="ac", choice="best"),)), ()))
    [('U206', 'the reading of line 2 loses b and adds c, though its choice is best')]
    """
    if passed_over:
        yield "U205", said_of_unfit(passed_over)
    lines = {one.line for one in passed_over}
    if applied := [one for one in reworded(overrides) if one.line not in lines]:
        change = said_of_change(applied[0].raw, applied[0].text)
        yield "U206", f"{_reading_of([one.line for one in applied])} {change}, though its choice is {applied[0].choice}"


def apply_overrides(
    numbers: Iterable[int], lines: Iterable[RepairedLine], overrides: Overrides
) -> tuple[RepairedLine, ...]:
    """Return the lines of a document, numbered by `numbers`, with the chosen readings of those that have one."""
    chosen = {(one.line, one.raw): one for one in overrides.lines}
    return tuple(
        apply_override(line, chosen[number, line.raw]) if (number, line.raw) in chosen else line
        for number, line in zip(numbers, lines, strict=True)
    )
