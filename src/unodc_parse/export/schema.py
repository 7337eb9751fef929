"""JSON Schema (2020-12) of the JSON output, derived from the model."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any

import msgspec

from unodc_parse.export.encoding import encode_pretty
from unodc_parse.model import SCHEMA_VERSION, Report, Segment, Source

DIALECT = "https://json-schema.org/draft/2020-12/schema"

#: The keys that come and go: with `--raw`, and in reports that were assembled from several.
OPTIONAL = frozenset({(Segment.__name__, "text_raw"), (Source.__name__, "document")})


def report_schema() -> dict[str, Any]:
    """Return the schema of one report.

    msgspec describes what may be *read*: a field with a default may be missing, unknown keys are passed over.
    We describe what is *written*: every key is there, and no other.
    """
    derived = msgspec.json.schema(Report)
    definitions = {name: _tighten(name, body) for name, body in sorted(derived["$defs"].items())}
    title = f"unodc-parse report, schema version {SCHEMA_VERSION}"
    return {"$schema": DIALECT, "title": title, "$ref": derived["$ref"], "$defs": definitions}


def to_schema() -> bytes:
    """Return the schema as JSON text."""
    return encode_pretty(report_schema())


def _tighten(name: str, body: dict[str, Any]) -> dict[str, Any]:
    """Require every key of an object but the optional ones, and allow no others."""
    tight = body | {"description": cleandoc(body["description"])} if "description" in body else dict(body)
    if "properties" not in tight:
        return tight
    properties = {key: {k: v for k, v in value.items() if k != "default"} for key, value in tight["properties"].items()}
    required = [key for key in properties if (name, key) not in OPTIONAL]
    return tight | {"properties": properties, "required": required, "additionalProperties": False}
