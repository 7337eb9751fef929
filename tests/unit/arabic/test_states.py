"""The automaton of a character model: what it keeps, and that what it forgets is gone."""

from __future__ import annotations

import gc
from array import array
from itertools import pairwise

import pytest

from unodc_parse.arabic import gram_tree, states
from unodc_parse.arabic.gram_tree import GramTree, Level, find, grow
from unodc_parse.arabic.states import State, States

PROBABILITIES = {gram: -0.1 * len(gram) for gram in ("a", "b", "c", "ab", "bc", "ca", "abc", "bca", "cab")}


def _states() -> States:
    return States(3, GramTree(grow(3, PROBABILITIES, {"a": -0.2, "ab": -0.3})), -9.0)


def _count() -> int:
    return sum(type(found) is State for found in gc.get_objects())


def test_states_that_are_forgotten_are_freed_without_the_collector(monkeypatch: pytest.MonkeyPatch) -> None:
    gc.collect()
    before, made = _count(), _states()
    made.follow(made.at(""), "abcabcabxb")
    assert _count() > before
    monkeypatch.setattr(states, "MOST", 1)
    gc.disable()  # as it is while a document is worked on, and states that know one another are rings
    try:
        made.limit()
        assert _count() == before + 1  # the one that remembers nothing
    finally:
        gc.enable()


def test_forgetting_changes_no_answer_even_of_a_state_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    made, text = _states(), "abcabcxbcaab"
    total, held = made.read(made.at(""), text)
    wanted = made.follow(held, text)
    monkeypatch.setattr(states, "MOST", 1)
    made.limit()
    assert made.follow(held, text) == wanted
    assert made.follow(made.at(""), text) == total


def test_a_compiled_build_finds_n_grams_where_the_sources_do() -> None:
    numbers = bytes([3, 7, 9, 1, 7])
    for first in range(6):
        for after in range(first, 6):
            for number in (1, 3, 7, 9, 255):
                assert find(numbers, number, first, after) == numbers.find(number, first, after)


def test_a_compiled_build_reads_where_n_grams_go_on_as_the_sources_do(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = [0, 1, 300, 70_000, 20_000_000]
    for compiled in (False, True):
        monkeypatch.setattr(gram_tree, "COMPILED", compiled)
        level = Level(b"", b"", b"", array("I", starts))
        assert [level.goes_on(place) for place in range(4)] == list(pairwise(starts))
