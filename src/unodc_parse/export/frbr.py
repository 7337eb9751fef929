"""Who a document is, in Akoma Ntoso: IRIs of its Work, Expression and Manifestation (naming convention 1.0).

A Work's IRI is made of what all language versions print alike, so that they share it:
`/akn/un/debateReport/draftReport/ctoc-cop-wg.3/2017-10-13/l.1-add.2`; an Expression adds the language: `…/ara@`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from importlib import resources
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from msgspec import Struct
from msgspec.structs import replace

from unodc_parse.export.encoding import clean_xml
from unodc_parse.model import Metadata, Report

PROGRAM = "unodc-parse"
ORGANIZATION = "un"

#: The schema wants a whole date everywhere; this one, named `unknown`, stands where none is known.
_NO_DATE = "0001-01-01"
_YEAR = re.compile(r"(?:19|20)\d{2}")


class Work(Struct, frozen=True, kw_only=True):
    """What all language versions of a document share. `date` is ISO 8601, `date_name` says what day it is."""

    root: str
    subtype: str
    iri: str
    date: str
    date_name: str
    symbols: tuple[str, ...]
    number: str


@cache
def akn_data() -> dict[str, Any]:
    """Return what `data/akn.toml` says."""
    return tomllib.loads(resources.files("unodc_parse").joinpath("data", "akn.toml").read_text(encoding="utf-8"))


def work_of(report: Report) -> Work:
    """Return the Work that a report is a version of."""
    metadata = report.metadata
    kind = akn_data()["documents"][metadata.document_type]
    day, date_name = _date_of(metadata)
    actor, number = _split_symbol(metadata.symbols[0], day[:4]) if metadata.symbols else (ORGANIZATION, "")
    number = number or slug(report.source.name.partition(".")[0]) or "0"
    shown = {"unknown": "nodate", "year": day[:4]}.get(date_name, day)
    parts = ("/akn", ORGANIZATION, kind["root"], kind["subtype"], actor, shown, number)
    return Work(
        root=kind["root"],
        subtype=kind["subtype"],
        iri="/".join(parts),
        date=day,
        date_name=date_name,
        symbols=metadata.symbols,
        number=number,
    )


def expression_iri(work: Work, *languages: str) -> str:
    """Return the IRI of a language version: `…/ara@`; of one in several languages, `…/mul@`."""
    codes = {language_code(language) for language in languages}
    return f"{work.iri}/{codes.pop() if len(codes) == 1 else 'mul'}@"


def collection_of(work: Work) -> Work:
    """Return the Work that holds several versions of `work`."""
    iri = work.iri.replace(f"/{work.root}/{work.subtype}/", "/documentCollection/versions/", 1)
    return replace(work, root="documentCollection", subtype="versions", iri=iri)


def language_code(language: str) -> str:
    """Return the ISO 639-2 code of an ISO 639-1 one; one of three letters is that already.

    >>> language_code("ar"), language_code("zz")
    ('ara', 'und')
    """
    known: dict[str, str] = akn_data()["languages"]
    return known.get(language, language if re.fullmatch("[a-z]{3}", language) else "und")


def is_day(text: str) -> bool:
    """Tell whether `text` is a day that the schema takes: YYYY-MM-DD, one that the calendar has.

    >>> is_day("2017-10-13"), is_day("2017-10"), is_day("2017-02-30")
    (True, False, False)
    """
    with suppress(ValueError):
        return date.fromisoformat(text).isoformat() == text
    return False


def slug(text: str) -> str:
    """Return `text` as part of an IRI: lower-case ASCII letters, digits, `.`, `_` and `-`.

    >>> slug("S/RES/2776 (2025)")
    's-res-2776-2025'
    """
    return re.sub(r"[^a-z0-9._]+", "-", text.lower()).strip("-.")


def identification(
    work: Work, languages: Sequence[str], original: str | None = None, component: str = "main"
) -> Element:
    """Return the FRBR identification of one component of a version in `languages`, a translation of `original`."""
    found = Element("identification", {"source": f"#{PROGRAM}"})
    expression = expression_iri(work, *languages)
    dated = {"date": work.date, "name": work.date_name}
    part = _level(found, "FRBRWork", (f"{work.iri}/!{component}", work.iri), dated)
    for alias in reversed(work.symbols):
        part.insert(2, Element("FRBRalias", {"value": clean_xml(alias), "name": "symbol"}))
    SubElement(part, "FRBRcountry", {"value": ORGANIZATION})
    SubElement(part, "FRBRsubtype", {"value": work.subtype})
    SubElement(part, "FRBRnumber", {"value": work.number})
    part = _level(found, "FRBRExpression", (f"{expression}/!{component}", expression), dated)
    for code in dict.fromkeys(map(language_code, languages)):
        SubElement(part, "FRBRlanguage", {"language": code})
    if original and original not in languages and language_code(original) != "und":
        source = {"href": expression_iri(work, original), "fromLanguage": language_code(original)}
        SubElement(part, "FRBRtranslation", source | {"authoritative": "true", "by": f"#{ORGANIZATION}"})
    part = _level(found, "FRBRManifestation", (f"{expression}/!{component}.akn", f"{expression}.akn"), dated, PROGRAM)
    SubElement(part, "FRBRformat", {"value": "application/xml"})
    return found


def _level(
    parent: Element, tag: str, iris: tuple[str, str], dated: dict[str, str], author: str = ORGANIZATION
) -> Element:
    level = SubElement(parent, tag)
    for name, iri in zip(("FRBRthis", "FRBRuri"), iris, strict=True):
        SubElement(level, name, {"value": iri})
    SubElement(level, "FRBRdate", dated)
    SubElement(level, "FRBRauthor", {"href": f"#{author}"})
    return level


def _date_of(metadata: Metadata) -> tuple[str, str]:
    """Return the document's day and what day that is; of a year that a symbol names, the first."""
    for day, name in ((metadata.date, "document"), *((meeting.end, "meeting") for meeting in metadata.meetings)):
        if day and is_day(day):
            return day, name
    for part in (part for symbol in metadata.symbols for part in re.split(r"[/ ()]", symbol)):
        if _YEAR.fullmatch(part):
            return f"{part}-01-01", "year"
    return _NO_DATE, "unknown"


def _split_symbol(symbol: str, year: str) -> tuple[str, str]:
    """Return who speaks by a symbol, and the number without the year that the IRI has already.

    >>> _split_symbol("CTOC/COP/WG.3/2017/L.1/Add.2", "2017"), _split_symbol("A/RES/73/3", "2018")
    (('ctoc-cop-wg.3', 'l.1-add.2'), ('a-res', '73-3'))
    """
    parts = symbol.split("/")
    first = next((i for i, part in enumerate(parts) if part[:1].isdigit() or part.startswith("L.")), len(parts))
    rest = parts[first:]
    if rest and rest[0] == year and len(rest) > 1:
        rest = rest[1:]
    return slug("-".join(parts[:first])) or ORGANIZATION, slug("-".join(rest))
