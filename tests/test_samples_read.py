"""The demo's promise: the sample PDFs give back the text that they were typeset from, in one outline."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import unodc_parse as up

CALL = re.compile(r"\[\^\d+\]")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_recommendations_are_read_word_for_word(samples: Path, language: str) -> None:
    source = tomllib.loads((samples / "source" / f"report.{language}.toml").read_text(encoding="utf-8"))
    items = [CALL.sub("", block["text"]) for block in source["blocks"] if block["kind"] == "item"]
    found = list(up.parse(samples / f"report.{language}.pdf").by_role("recommendation"))
    assert [segment.id for segment in found] == [f"II.3.{letter}" for letter in "abcde"]
    assert [segment.text for segment in found] == items[:5]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_masthead_is_read(samples: Path, language: str) -> None:
    head = tomllib.loads((samples / "source" / f"report.{language}.toml").read_text(encoding="utf-8"))["masthead"]
    metadata = up.parse(samples / f"report.{language}.pdf").metadata
    assert metadata.symbols == (head["symbol"],)
    assert metadata.title == head["title"]
    assert metadata.date == "2017-11-13"
    assert [(meeting.body, meeting.start, meeting.end) for meeting in metadata.meetings] == [
        (head["meeting"][0], "2017-10-09", "2017-10-13"),
    ]


def test_the_languages_share_one_outline(samples: Path) -> None:
    arabic, english = (
        # Footnotes stand where their pages end, which differs.
        [segment.id for segment in up.parse(samples / f"report.{language}.pdf").segments if segment.kind != "footnote"]
        for language in ("ar", "en")
    )
    assert arabic == english
    assert len(arabic) == 28
