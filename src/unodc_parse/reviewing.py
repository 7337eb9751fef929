"""The lines of a damaged text, repaired, with other readings of those in doubt: what a person reviews."""

from __future__ import annotations

import hashlib
import re
from functools import partial
from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from unodc_parse.arabic.candidates import DOUBTFUL, Candidate, candidates
from unodc_parse.arabic.fixes import WHITE_SPACE
from unodc_parse.arabic.language_model import LanguageModel, shipped
from unodc_parse.arabic.model_file import load_model
from unodc_parse.arabic.overrides import Overrides, apply_overrides, load_overrides, remarks, unfit
from unodc_parse.arabic.repair import RepairedLine, Status, repair_lines
from unodc_parse.errors import InputError
from unodc_parse.model import Damage, Step
from unodc_parse.options import OVERRIDES_SUFFIX, OnPage, Options
from unodc_parse.pdf_header import is_pdf
from unodc_parse.pipeline import DEFAULTS
from unodc_parse.read.text import read_text
from unodc_parse.spread import ONE_PROCESS, Effort, spread

#: White space that a line keeps: spaces and tabs, which may be columns; none that other programs end lines at.
_KEPT: Final = re.compile("[\\S \\t\u00a0\u2007\u202f]*")


class LineRecord(Struct, frozen=True, kw_only=True):
    """One line as `repair -f jsonl` writes it: `replay(raw, steps)` is `text`; `candidates` only where asked for."""

    line: int
    status: Status
    confidence: float
    damage: tuple[Damage, ...]
    raw: str
    text: str
    steps: tuple[Step, ...]
    chosen: bool
    candidates: tuple[Candidate, ...] | None = None


class Review(Struct, frozen=True, kw_only=True):
    """A text, repaired: its lines by number, and the readings chosen before.

    `outdated` tells whether these are of another version of the text and none are applied, `remarks` what is to be
    said of some of them: the code of a diagnostic, and words. `left` counts those that are not applied.
    """

    sha256: str
    lines: tuple[RepairedLine, ...]
    numbers: tuple[int, ...]
    overrides: Overrides
    outdated: bool
    remarks: tuple[tuple[str, str], ...] = ()
    left: int = 0

    def records(self) -> tuple[LineRecord, ...]:
        """Return every line that was changed, or that is in doubt."""
        chosen = {one.line for one in self.overrides.lines}
        return tuple(
            _record(number, line, chosen=number in chosen)
            for number, line in zip(self.numbers, self.lines, strict=True)
            if line.status != "intact" or line.steps or number in chosen
        )

    def doubtful(self, model: LanguageModel | None = None, effort: Effort = ONE_PROCESS) -> tuple[LineRecord, ...]:
        """Return the lines that a person should look at, in doubt and not yet chosen; with candidates by `model`."""
        chosen = {one.line for one in self.overrides.lines}
        found = [
            (number, line)
            for number, line in zip(self.numbers, self.lines, strict=True)
            if line.status in DOUBTFUL and number not in chosen
        ]
        if model is None:
            return tuple(_record(number, line) for number, line in found)
        weighed = spread(partial(candidates, model=model), [line for _, line in found], effort)
        return tuple(_record(*each, candidates=some) for each, some in zip(found, weighed, strict=True))

    def around(self, record: LineRecord, overrides: Overrides | None = None) -> tuple[str, str]:
        """Return the lines before and behind one, as they are repaired, blank ones left out; nothing at the ends.

        Where `overrides` are given, those chosen since stand there as they were chosen.
        """
        since = {(one.line, one.raw): one.text for one in overrides.lines} if overrides is not None else {}
        texts = [
            since.get((number, line.raw), line.text) for number, line in zip(self.numbers, self.lines, strict=True)
        ]
        at = next(
            i
            for i, (number, line) in enumerate(zip(self.numbers, self.lines, strict=True))
            if number == record.line and line.raw == record.raw
        )
        return next(filter(str.strip, reversed(texts[:at])), ""), next(filter(str.strip, texts[at + 1 :]), "")

    def text(self) -> str:
        """Return the repaired lines, as many as the source has."""
        parts: dict[int, list[str]] = {}
        for number, line in zip(self.numbers, self.lines, strict=True):
            parts.setdefault(number, []).append(line.text)
        return "".join(f"{' '.join(texts)}\n" for texts in parts.values())


def _record(
    number: int, line: RepairedLine, *, chosen: bool = False, candidates: tuple[Candidate, ...] | None = None
) -> LineRecord:
    return LineRecord(
        line=number,
        status=line.status,
        confidence=line.confidence,
        damage=line.damage,
        raw=line.raw,
        text=line.text,
        steps=line.steps,
        chosen=chosen,
        candidates=candidates,
    )


def review(data: bytes, options: Options = DEFAULTS, *, name: str, on_line: OnPage | None = None) -> Review:
    """Repair a text, and say which of its lines are in doubt; `on_line` is told as by `pipeline.parse`.

    Raises:
        InputError: it cannot be read, or is a PDF, whose lines are read from their places and have no other readings;
            or the file of chosen readings is none.
        OptionsError: the language model is none.
    """
    if is_pdf(data):
        raise InputError(f"{name}: a PDF needs no such repair, its text is read from places; see doctor and explain")
    reading = read_text(data, name=name, bounds=options.bounds)
    lines = [line for page in reading.pages for line in page.lines]
    model = load_model(options.language_model) if options.language_model is not None else None
    sha256 = hashlib.sha256(data).hexdigest()
    known = load_overrides(options.overrides) if options.overrides is not None else Overrides(sha256=sha256)
    repaired = repair_lines([line.raw for line in lines], model, Effort(options.jobs, on_line))
    outdated = known.sha256 != sha256
    numbers = tuple(line.number for line in lines)
    passed_over = () if outdated else unfit(numbers, [line.raw for line in lines], known)
    standing = tuple(one for one in known.lines if one.line not in {found.line for found in passed_over})
    overrides = Overrides(sha256=sha256, lines=() if outdated else standing)
    return Review(
        sha256=sha256,
        lines=apply_overrides(numbers, map(_as_it_came, repaired), overrides),
        numbers=numbers,
        overrides=overrides,
        outdated=outdated,
        remarks=() if outdated else tuple(remarks(known, passed_over)),
        left=len(known.lines) - len(overrides.lines),
    )


def _as_it_came(line: RepairedLine) -> RepairedLine:
    """Return a line with its white space, which may be the columns of a table, where nothing else speaks against it."""
    is_sound = line.status == "intact" and line.confidence == 1
    if is_sound and [step.rule for step in line.steps] == [WHITE_SPACE] and _KEPT.fullmatch(line.raw):
        return structs.replace(line, text=line.raw, steps=())
    return line


def model_of(options: Options) -> LanguageModel:
    """Return the language model that candidates are weighed by."""
    return load_model(options.language_model) if options.language_model is not None else shipped()


def overrides_path(source: str) -> Path:
    """Return where the chosen readings of the document `source` are kept."""
    return Path(f"{source}{OVERRIDES_SUFFIX}")
