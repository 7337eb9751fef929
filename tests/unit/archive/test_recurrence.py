"""What counts as the same recommendation, and what does not."""

from __future__ import annotations

import pytest

from unodc_parse.archive.recurrence import Recurrence, Text, find_recurrences

pytest.importorskip("rensa", reason="needs the extra archive")

FIRST = "states parties should consider amending legislation on mutual legal assistance to include electronic evidence"
REWORDED = "states parties should swiftly consider amending legislation on mutual legal assistance so as to include digital evidence"  # noqa: E501
OTHERS = [
    "states parties should consider training prosecutors and judges in asset recovery",
    "states parties should consider joining the network of central authorities in southern africa",
    "the secretariat should continue to develop the directory of competent national authorities",
]


def found(*texts: tuple[str, str]) -> list[Recurrence]:
    others = [Text("z", f"z{n}", other, "z") for n, other in enumerate(OTHERS)]
    return find_recurrences(
        [Text(document, f"{n}", text, document.partition("/")[0]) for n, (document, text) in enumerate(texts)] + others
    )


def test_the_first_time_has_no_similarity_and_the_next_is_measured() -> None:
    first, again, reworded = found(("a", FIRST), ("b", FIRST), ("c", REWORDED))
    assert (first.status, first.similarity) == ("first", None)
    assert (again.status, again.similarity) == ("repeated", 1.0)
    assert reworded.status == "reworded"
    assert reworded.similarity is not None
    assert 0.3 <= reworded.similarity < 1


def test_what_only_begins_alike_is_not_the_same() -> None:
    assert found(("a", FIRST)) == []


def test_twice_in_one_document_is_no_recurrence() -> None:
    assert found(("a", FIRST), ("a", FIRST)) == []


def test_a_session_counts_once_whatever_of_it_there_is() -> None:
    assert found(("a/report", FIRST), ("a/draft", REWORDED), ("a/copy", FIRST)) == []
    lines = found(("a/report", FIRST), ("a/draft", FIRST), ("b/report", REWORDED), ("b/draft", FIRST))
    assert [(line.document, line.status) for line in lines] == [("a/report", "first"), ("b/report", "reworded")]


def test_of_one_document_what_is_most_alike_counts() -> None:
    lines = found(("a", FIRST), ("b", REWORDED), ("b", FIRST))
    assert [(line.document, line.status) for line in lines] == [("a", "first"), ("b", "repeated")]


def test_texts_without_words_are_no_matter() -> None:
    assert find_recurrences([Text("a", "1", "", "a"), Text("b", "1", "…", "b")]) == []
    assert find_recurrences([]) == []
