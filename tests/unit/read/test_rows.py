"""Glyphs of a row stand from left to right, however they were painted; boxes are rounded as `round` does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from unodc_parse.read import layout, rows
from unodc_parse.read.glyphs import Face, Glyph

_FACE = Face(0, "a", bold=False)


@given(
    st.lists(st.floats(0, 500), min_size=1, max_size=12),
    st.sampled_from(["as it is", "rising", "falling"]),
    st.booleans(),
)
def test_rows_are_sorted_by_hundredths_of_a_point_and_then_by_the_order_of_painting(
    places: list[float], painted: str, as_read: bool
) -> None:
    if painted != "as it is":
        places = sorted(places, reverse=painted == "falling")
    glyphs = [Glyph("a", x0, x0 + 5, 0.0, 10.0, _FACE, stream) for stream, x0 in enumerate(places)]
    sign = -1 if as_read else 1
    expected = sorted(glyphs, key=lambda g: ((g.x0 * 100 + 0.5) // 1, sign * g.stream))
    assert rows._by_place(glyphs, as_read=as_read) == expected


@given(st.one_of(st.floats(-1e12, 1e12), st.integers(-100_000, 1_000_000).map(lambda n: n / 1000)))
def test_hundredths_are_those_of_round(value: float) -> None:
    assert repr(layout._hundredths(value)) == repr(round(value, 2))
