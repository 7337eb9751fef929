"""What is wrong with a document, how far it can be believed, and what to do about it.

A pure function from a document to a frozen value; `console.checkup` shows it, and it is JSON as it stands.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from unodc_parse.arabic.moved import SURE_ORDER
from unodc_parse.diagnostics import REGISTRY, Diagnostic, Severity, report
from unodc_parse.errors import NoTextLayerError
from unodc_parse.model import Damage, Line, Reading
from unodc_parse.options import Options
from unodc_parse.pipeline import DEFAULTS, choose_language, read
from unodc_parse.read.checkup import FontSeen, PdfSeen, look_at_pdf
from unodc_parse.read.health import Health

Verdict = Literal["sound", "repaired", "doubtful", "unreadable"]

#: A line of a PDF below this confidence is in doubt; one of a text below `SURE_ORDER`, as it is `repaired_low` (U201).
_DOUBTFUL = 0.9

#: The finding that says what to do about a font whose letter map is of no use.
_LOST_MAP = "U102"

#: The finding that says where else to look for the order of words.
_STAYS = "U203"

#: Findings about the file of chosen readings, whose name their advice needs, too.
_ABOUT_CHOICES: Final = frozenset({"U204", "U205", "U206"})

#: Lines of each kind of damage that are named.
_EXAMPLES = 5


class DamageSeen(Struct, frozen=True, kw_only=True):
    """A kind of damage: on how many lines, how many of them remain in doubt, and a few (page, line).

    The first few lines in doubt; where none is, the first few of all.
    """

    damage: Damage
    lines: int
    doubtful: int
    examples: tuple[tuple[int | None, int], ...]


class Checkup(Struct, frozen=True, kw_only=True):
    """A document's state of health.

    Attributes:
        verdict: `sound`; `repaired` (damage was found and put right); `doubtful` (some text may be wrong);
            `unreadable` (text is missing, marked `[…]`, or there is none).
        pdf: what the file is made of; null for text, and where the exact reader cannot open it.
        lines: lines of text, empty ones left out.
        damage: the kinds of damage, the most frequent first.
        advice: what to do, the most urgent first.
    """

    name: str
    sha256: str
    media_type: str
    language: str | None
    verdict: Verdict
    pdf: PdfSeen | None
    lines: int
    damage: tuple[DamageSeen, ...]
    diagnostics: tuple[Diagnostic, ...]
    advice: tuple[str, ...]


def examine(data: bytes, options: Options = DEFAULTS, *, name: str = "input") -> Checkup:
    """Examine a document: what it is made of, what is damaged, what was repaired, and what to do.

    Raises:
        InputError: the document cannot be opened at all (a scan can).
    """
    try:
        reading: Reading | None = read(data, options, name=name)
    except NoTextLayerError:
        reading = None
    pdf = look_at_pdf(data, options) if reading is None or reading.media_type == "application/pdf" else None
    lines = [line for page in reading.pages for line in page.lines if line.text] if reading else []
    damage = tuple(_damage(lines))
    diagnostics = reading.diagnostics if reading else tuple(_scanned(pdf))
    verdict = _verdict(damage, diagnostics) if reading else "unreadable"
    return Checkup(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=reading.media_type if reading else "application/pdf",
        language=choose_language(reading, options) if reading else None,
        verdict=verdict,
        pdf=pdf,
        lines=len(lines),
        damage=damage,
        diagnostics=diagnostics,
        advice=tuple(dict.fromkeys((*_told(diagnostics, options), *_advice(pdf, damage, diagnostics)))),
    )


def _scanned(pdf: PdfSeen | None) -> Iterator[Diagnostic]:
    return (report("U101", page=page.number) for page in (pdf.pages if pdf else ()) if page.has_image)


def _damage(lines: Sequence[Line]) -> Iterator[DamageSeen]:
    counts = Counter(kind for line in lines for kind in line.damage if kind is not Damage.INTACT)
    for kind, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        hit = [line for line in lines if kind in line.damage]
        doubtful = [line for line in hit if line.confidence < (SURE_ORDER if line.page is None else _DOUBTFUL)]
        yield DamageSeen(
            damage=kind,
            lines=count,
            doubtful=len(doubtful),
            examples=tuple((line.page, line.number) for line in (doubtful or hit)[:_EXAMPLES]),
        )


def _verdict(damage: Sequence[DamageSeen], diagnostics: Sequence[Diagnostic]) -> Verdict:
    if any(found.severity is Severity.ERROR for found in diagnostics):
        return "unreadable"
    if any(found.severity is Severity.WARNING for found in diagnostics) or any(seen.doubtful for seen in damage):
        return "doubtful"
    return "repaired" if damage else "sound"


def _told(diagnostics: Sequence[Diagnostic], options: Options) -> Iterator[str]:
    """Yield what the findings advise, in words that can be understood without them."""
    for found in diagnostics:
        advice = REGISTRY[found.code].advice
        if found.code in _ABOUT_CHOICES:
            yield f"{Path(options.overrides or '').name}: {advice}"
        elif found.severity is not Severity.INFO:
            yield advice


def _advice(pdf: PdfSeen | None, damage: Sequence[DamageSeen], diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    """Yield what else is to be done."""
    codes = {found.code for found in diagnostics}
    if pdf is not None:
        yield from _advice_on_fonts(pdf.fonts, told=_LOST_MAP in codes)
    elif _STAYS not in codes and any(seen.damage is Damage.RUN_REVERSED and seen.doubtful for seen in damage):
        yield "look for the PDF that this text was taken from: there the order of words can be read from their places"
    if any(seen.doubtful for seen in damage):
        least = SURE_ORDER if pdf is None else _DOUBTFUL
        yield f"compare the segments below confidence {least} with the source"


def _advice_on_fonts(fonts: Sequence[FontSeen], *, told: bool) -> Iterator[str]:
    """Say what to do about fonts with lost letter maps, unless the findings say it already."""
    lost = sorted({font.name for font in fonts if font.health is Health.LOST})
    if lost and not told:
        yield f"ask for another copy, made with letter maps (the maps of {', '.join(lost)} are missing or false)"
