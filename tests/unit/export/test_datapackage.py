"""A data package describes the CSV beside it and leaves other people's packages alone."""

from __future__ import annotations

import json

import pytest

from unodc_parse import Report
from unodc_parse.export.csv import COLUMNS, to_csv
from unodc_parse.export.datapackage import describe_csv, update_package


def test_the_package_describes_every_column(arabic: Report) -> None:
    data = to_csv(arabic)
    package = json.loads(update_package(None, [describe_csv("a/Report.pdf.csv", [data])]) or b"")
    (resource,) = package["resources"]
    assert tuple(f["name"] for f in resource["schema"]["fields"]) == COLUMNS
    assert all(f["description"] for f in resource["schema"]["fields"])
    assert (resource["name"], resource["path"]) == ("a-report.pdf.csv", "a/Report.pdf.csv")
    assert resource["bytes"] == len(data)


def test_another_csv_in_the_folder_is_added_and_the_same_one_replaced() -> None:
    one = update_package(None, [describe_csv("b.csv", [b"1"])])
    two = update_package(one, [describe_csv("a.csv", [b"2", b"2"])])
    three = update_package(two, [describe_csv("b.csv", [b"333"])])
    assert [(r["path"], r["bytes"]) for r in json.loads(three or b"")["resources"]] == [("a.csv", 2), ("b.csv", 3)]


def test_resources_have_names_of_their_own() -> None:
    paths = ("a/b.csv", "a-b.csv", "a b.csv")
    package = json.loads(update_package(None, [describe_csv(path, []) for path in paths]) or b"")
    assert {r["path"]: r["name"] for r in package["resources"]} == {
        "a b.csv": "a-b.csv",
        "a-b.csv": "a-b.csv-2",
        "a/b.csv": "a-b.csv-3",
    }


@pytest.mark.parametrize("foreign", [b"", b"no", b"[]", b'{"name": "theirs", "resources": []}', b'{"resources": 3}'])
def test_a_package_of_somebody_else_is_left_alone(foreign: bytes) -> None:
    assert update_package(foreign, [describe_csv("a.csv", [])]) is None
