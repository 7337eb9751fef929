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
    others = [Text("z", f"z{n}", other) for n, other in enumerate(OTHERS)]
    return find_recurrences([Text(document, f"{n}", text) for n, (document, text) in enumerate(texts)] + others)


def test_the_first_time_has_no_similarity_and_the_next_is_measured() -> None:
    first, again, reworded = found(("a", FIRST), ("b", FIRST), ("c", REWORDED))
    assert (first.status, first.similarity) == ("first", None)
    assert (again.status, again.similarity) == ("repeated", 1.0)
    assert reworded.status == "reworded"
    assert reworded.similarity is not None
    assert 0.35 <= reworded.similarity < 1


def test_what_only_begins_alike_is_not_the_same() -> None:
    assert found(("a", FIRST)) == []


def test_twice_in_one_document_is_no_recurrence() -> None:
    assert found(("a", FIRST), ("a", FIRST)) == []


def test_texts_without_words_are_no_matter() -> None:
    assert find_recurrences([Text("a", "1", ""), Text("b", "1", "…")]) == []
    assert find_recurrences([]) == []
