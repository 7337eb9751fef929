"""Things found that do not stop a document: stable codes, severity, place.

Codes never change their meaning. U1xx reading, U2xx Arabic text, U3xx segmentation, U4xx metadata.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import msgspec

#: Lines that a message names, if there are more.
_NAMED: Final = 5


class Severity(StrEnum):
    """How much a diagnostic matters; `--fail-on` compares against it."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Diagnostic(msgspec.Struct, frozen=True, kw_only=True):
    """One finding. `page` and `line` are 1-based and null where they do not apply; `segment` is an id."""

    code: str
    severity: Severity
    message: str
    page: int | None = None
    line: int | None = None
    segment: str | None = None


class Kind(msgspec.Struct, frozen=True):
    """What a code stands for: its severity, a message template, what a user can do, the template for a count of one."""

    severity: Severity
    template: str
    advice: str
    template_of_one: str | None = None


#: Every code that the program can report; `docs/diagnostics.md` is held equal to it by a test.
REGISTRY: dict[str, Kind] = {
    "U101": Kind(
        Severity.ERROR,
        "page {page} has no text layer (a scanned picture)",
        "run optical character recognition over the file first, for example with ocrmypdf",
    ),
    "U102": Kind(
        Severity.ERROR,
        "font {font} has no usable letter map: its text on page {page} cannot be read",
        "run optical character recognition over the file, or ask for another copy, made with letter maps",
    ),
    "U103": Kind(
        Severity.WARNING,
        "font {font} has a damaged letter map: some letters on page {page} may be wrong",
        "compare the page with its picture",
    ),
    "U104": Kind(
        Severity.ERROR,
        "page {page} cannot be read: {reason}",
        "open the file in a viewer and save it again",
    ),
    "U105": Kind(Severity.INFO, "text decoded as {encoding}", "convert the file to UTF-8 if letters look wrong"),
    "U106": Kind(
        Severity.WARNING,
        "the file is cut off: its end is missing, and perhaps more",
        "get the file again",
    ),
    "U107": Kind(Severity.ERROR, "page {page} is left out: it has {reason}", "look at it in a viewer"),
    "U108": Kind(
        Severity.WARNING,
        "its text is what optical character recognition made of a picture: letters may be wrong",
        "compare the page with its picture",
    ),
    "U201": Kind(
        Severity.WARNING,
        "{count} damaged lines were repaired, but may still read wrong ({damage}): {lines}",
        "look at doubtful lines with repair --review, or compare with the source",
        "{count} damaged line was repaired, but may still read wrong ({damage}): {lines}",
    ),
    "U202": Kind(
        Severity.INFO,
        "{count} damaged lines were repaired ({damage})",
        "`unodc-parse inspect` shows them before and after, `unodc-parse -f json --raw` keeps both",
        "{count} damaged line was repaired ({damage})",
    ),
    "U203": Kind(
        Severity.WARNING,
        "{count} lines may be damaged, and stay as they came ({damage}): {lines}",
        "look at doubtful lines with repair --review, or for the PDF that the text was taken from",
        "{count} line may be damaged, and stays as it came ({damage}): {lines}",
    ),
    "U204": Kind(
        Severity.WARNING,
        "{file} was made for another version of the document and was not applied",
        "review the document again, or delete that file",
    ),
    "U205": Kind(
        Severity.WARNING,
        "{file}: {which}",
        "mend the entry's number or raw, or delete it to be asked again",
    ),
    "U206": Kind(
        Severity.WARNING,
        "{file}: {which}",
        "write `choice: edit` there if that is meant, or mend the entry's text",
    ),
    "U301": Kind(
        Severity.WARNING,
        "marker {marker} is ambiguous: it was read as {label}, another reading is nearly as likely",
        "compare the segment with the source",
    ),
    "U302": Kind(
        Severity.WARNING,
        "numbering jumps from {before} to {after}",
        "a paragraph may be missing or its number misread",
    ),
    "U303": Kind(
        Severity.INFO,
        "id {id} occurs more than once; later bearers got ~2, ~3",
        "numbers restart in the document, or one was misread",
    ),
    "U304": Kind(
        Severity.WARNING,
        "no numbered section, paragraph or item was found",
        "the document may not be a report of the kinds that unodc-parse knows",
    ),
    "U305": Kind(
        Severity.WARNING,
        "footnote {number} is called nowhere",
        "the call may have been lost in the text",
    ),
    "U401": Kind(Severity.INFO, "no document symbol was found", "pass the first page along with the text"),
    "U402": Kind(Severity.WARNING, "addendum {number} is not among the parts", "add it, or see whether there is one"),
}


def report(
    code: str,
    *,
    page: int | None = None,
    line: int | None = None,
    segment: str | None = None,
    **facts: object,
) -> Diagnostic:
    """Make the diagnostic `code`; `facts` fill its message template.

    >>> report("U302", segment="II.5", before="3", after="5").message
    'numbering jumps from 3 to 5; a paragraph may be missing or its number misread'
    """
    kind = REGISTRY[code]
    template = kind.template_of_one if kind.template_of_one is not None and facts.get("count") == 1 else kind.template
    message = f"{template.format(page=page, **facts)}; {kind.advice}"
    return Diagnostic(code=code, severity=kind.severity, message=message, page=page, line=line, segment=segment)


def without_advice(found: Diagnostic) -> str:
    """Return what a diagnostic says has happened, without what to do about it."""
    return found.message.removesuffix(f"; {REGISTRY[found.code].advice}")


def name_lines(numbers: Iterable[int]) -> str:
    """Return how lines are named in a message: the first few, and how many more.

    >>> name_lines([7]), name_lines([2, 2, 9]), name_lines(range(1, 9))
    ('line 7', 'lines 2, 9', 'lines 1, 2, 3, 4, 5 and 3 more')
    """
    all_of_them = list(dict.fromkeys(numbers))
    more = f" and {len(all_of_them) - _NAMED:,} more" if len(all_of_them) > _NAMED else ""
    return f"line{'s' * (len(all_of_them) > 1)} {', '.join(map(str, all_of_them[:_NAMED]))}{more}"
