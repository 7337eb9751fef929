"""The schema that the program prints describes exactly what the program writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from unodc_parse import Report
from unodc_parse.export.records import to_json
from unodc_parse.export.schema import report_schema, to_schema


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(to_schema())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def objects(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in children:
        yield from objects(item)


def test_real_output_is_valid(validator: Draft202012Validator, arabic: Report, english: Report) -> None:
    raw = replace(arabic, segments=(replace(arabic.segments[0], text_raw="x"),))
    for report in (arabic, english, raw):
        assert not list(validator.iter_errors(json.loads(to_json(report))))


def test_every_missing_or_added_key_is_noticed(validator: Draft202012Validator, english: Report) -> None:
    """Keys do not come and go: the schema would see it."""
    document = json.loads(to_json(replace(english, segments=english.segments[2:3])))
    for found in list(objects(document)):
        for key in list(found):
            value = found.pop(key)
            assert not validator.is_valid(document), key
            found[key] = value
        found["unknown"] = 1
        assert not validator.is_valid(document)
        del found["unknown"]
    assert validator.is_valid(document)


def test_only_text_raw_and_the_document_of_a_source_may_be_missing() -> None:
    for name, body in report_schema()["$defs"].items():
        if "properties" in body:
            missing = set(body["properties"]) - set(body["required"])
            assert missing == {"Segment": {"text_raw"}, "Source": {"document"}}.get(name, set())
            assert body["additionalProperties"] is False
