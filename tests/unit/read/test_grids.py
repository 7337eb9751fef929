"""The cells between lines are those that pdfplumber finds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber.table import edges_to_intersections, intersections_to_cells, merge_edges

from unodc_parse.read import grids, pdfplumber_reader
from unodc_parse.read.glyphs import Ruling

_PLACES = st.integers(0, 5).map(lambda n: n * 20.0)
_LEVEL = st.tuples(_PLACES, _PLACES, _PLACES).map(lambda p: (min(p[:2]), p[2], max(p[:2]) + 20.0, p[2]))
_UPRIGHT = st.tuples(_PLACES, _PLACES, _PLACES).map(lambda p: (p[2], min(p[:2]), p[2], max(p[:2]) + 20.0))


def cells_of(rulings: list[Ruling]) -> list[tuple[float, ...]]:
    return grids._cells(grids._crossings(*pdfplumber_reader.joined_lines(rulings, 400)))


@settings(max_examples=40)
@given(st.lists(st.one_of(_LEVEL, _UPRIGHT), min_size=6, max_size=24))
def test_cells_are_those_of_pdfplumber(rulings: list[Ruling]) -> None:
    tolerance = 3.0
    edges = merge_edges([pdfplumber_reader._edge(ruling) for ruling in rulings], *[tolerance] * 4)
    theirs = intersections_to_cells(edges_to_intersections(edges, tolerance, tolerance))
    assert cells_of(rulings) == theirs


def test_a_drawing_of_too_many_lines_has_no_cells() -> None:
    rulings = [(0.0, y * 20.0, 90.0, y * 20.0) for y in range(4)] + [(x * 30.0, 0.0, x * 30.0, 60.0) for x in range(4)]
    assert len(cells_of(rulings)) == 9
    assert pdfplumber_reader.joined_lines(rulings, 5) == ([], [])
