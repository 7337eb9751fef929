"""`datapackage.json` (Frictionless, Data Package 2.0) for CSV files: what the columns are and mean."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any, get_args

import msgspec

from unodc_parse._version import __version__
from unodc_parse.export.csv import COLUMNS
from unodc_parse.export.encoding import encode_pretty
from unodc_parse.model import Kind, Role

FILE_NAME = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
MAKER = "unodc-parse"

_MEANINGS: dict[str, str] = {
    "document": "Name of the file that was parsed",
    "symbol": "Document symbols, joined by '; '",
    "language": "Language of the segment (ISO 639-1)",
    "id": "Id of the segment, the same in every language version",
    "parent": "Id of the segment that it stands under",
    "kind": "What the segment is in the outline",
    "role": "What the segment does in the report",
    "label": "Number as people write it",
    "heading_path": "Headings of the sections that it stands in, outermost first, joined by ' > '",
    "text": "Text in logical order; the heading for sections",
    "addressees": "Ids of those who are to act, joined by '; '",
    "modality_cue": "Word that says how strongly",
    "modality_strength": "How strongly: 0 (no direction) to 6 (obliges)",
    "hedges": "What softens it, joined by '; '",
    "citations": "Instruments, resolutions and documents referred to, as printed, joined by '; '",
    "agenda_item": "Agenda item",
    "page": "Page (1-based); empty for text input",
    "confidence": "0 to 1; below 0.9 worth a look",
}

_TYPES = {"modality_strength": "integer", "page": "integer", "confidence": "number"}
_CONSTRAINTS: dict[str, dict[str, Any]] = {
    "document": {"required": True},
    "id": {"required": True},
    "kind": {"required": True, "enum": list(get_args(Kind))},
    "role": {"enum": list(get_args(Role))},
    "modality_strength": {"minimum": 0, "maximum": 6},
    "page": {"minimum": 1},
    "confidence": {"required": True, "minimum": 0, "maximum": 1},
}


def describe_csv(path: str, pieces: Iterable[bytes]) -> dict[str, Any]:
    """Return the resource that describes one CSV file, given in pieces.

    `path` is relative to the package, with forward slashes.
    """
    size, digest = 0, hashlib.sha256()
    for piece in pieces:
        size += len(piece)
        digest.update(piece)
    return {
        "name": _slug(path),
        "type": "table",
        "path": path,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest.hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": {
            "fields": [_field(name) for name in COLUMNS],
            "primaryKey": ["document", "id"],
            "missingValues": [""],
        },
    }


def update_package(
    existing: bytes | None, resources: list[dict[str, Any]], gone: frozenset[str] = frozenset()
) -> bytes | None:
    """Return a package with `resources` in it, those of an `existing` one of ours kept but for files that are `gone`.

    `None` means that the existing file is somebody else's and is left alone, empty bytes that nothing is left in ours.
    """
    known = _resources_of(existing)
    if known is None:
        return None
    by_path = {r["path"]: r for r in (*known, *resources) if r["path"] not in gone}
    if not by_path:
        return b""
    return encode_pretty(
        {
            "$schema": PROFILE,
            "name": MAKER,
            "title": "Segments of United Nations meeting reports",
            "contributors": [{"title": f"{MAKER} {__version__}", "roles": ["creator"]}],
            "resources": list(_named([by_path[path] for path in sorted(by_path)])),
        }
    )


def _named(resources: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give resources the names that their paths make, each once, as the standard wants it."""
    taken: set[str] = set()
    for resource in resources:
        name = wanted = _slug(resource["path"])
        number = 1
        while name in taken:
            number += 1
            name = f"{wanted}-{number}"
        taken.add(name)
        yield resource | {"name": name}


def _resources_of(existing: bytes | None) -> list[dict[str, Any]] | None:
    if existing is None:
        return []
    try:
        package = msgspec.json.decode(existing)
        if package["name"] != MAKER or not all(isinstance(r["path"], str) for r in package["resources"]):
            return None
    except (msgspec.DecodeError, KeyError, TypeError):
        return None
    return list(package["resources"])


def _field(name: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": _TYPES.get(name, "string"), "description": _MEANINGS[name]}
    return field | ({"constraints": _CONSTRAINTS[name]} if name in _CONSTRAINTS else {})


def _slug(path: str) -> str:
    """Return a resource name: lower-case letters, digits, `.`, `-` and `_` of any script.

    >>> _slug("a/Report (1).pdf.csv")
    'a-report-1-.pdf.csv'
    """
    return re.sub(r"[^\w.]+", "-", path.lower()).strip("-")
