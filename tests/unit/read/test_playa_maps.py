"""Letter maps read by their blocks are those that playa reads, and what is not plain is left to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playa.cmapdb import parse_tounicode

from unodc_parse.read.playa_maps import plain_map

_HEAD = b"/CIDInit /ProcSet findresource begin 12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (a) >> def\n"
_TAIL = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"

_CODES = st.integers(0, 0xFF00)
_TEXTS = st.sampled_from(["", "a", "\N{ARABIC LETTER LAM}\N{ARABIC LETTER ALEF}", "\U0001f600", "\ud800", "\ufffe"])


def _hex(text: str) -> bytes:
    return text.encode("utf-16-be", "surrogatepass").hex().encode("ascii")


@settings(max_examples=40)
@given(
    st.lists(st.tuples(_CODES, _TEXTS), max_size=6), st.lists(st.tuples(_CODES, st.integers(0, 9), _CODES), max_size=4)
)
def test_plain_maps_are_read_as_playa_reads_them(
    pairs: list[tuple[int, str]], ranges: list[tuple[int, int, int]]
) -> None:
    chars = b"\n".join(b"<%04x> <%s>" % (code, _hex(text)) for code, text in pairs)
    spans = b"\n".join(b"<%04X><%04X> <%04X>" % (first, first + size, text) for first, size, text in ranges)
    listed = b"<0001> <0002> [<0041> <d83dde00>]"
    data = (
        _HEAD
        + b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + b"%d beginbfchar\n%s\nendbfchar\n%d beginbfrange\n%s\n%s\nendbfrange\n"
        % (len(pairs), chars, 9, listed, spans)
        + _TAIL
    )
    found, theirs = plain_map(data), parse_tounicode(data)
    assert found is not None
    assert found.bytes2unicode == theirs.bytes2unicode
    assert (found.code_space, found.code_lengths) == (theirs.code_space, theirs.code_lengths)


@pytest.mark.parametrize(
    "block",
    [
        b"1 beginbfchar <01> (a) endbfchar",
        b"1 beginbfchar <01> <0041> % <02> <0042>\n endbfchar",
        b"1 beginbfchar <01> 7 <0041> endbfchar",
        b"1 beginbfchar <1> <0041> endbfchar",
        b"1 beginbfrange <01> <0003> <0041> endbfrange",
        b"1 beginbfrange <01> <03> [<0041>] endbfrange",
        b"1 beginbfrange <01> <03> <ff> endbfrange",
        b"1 begincidrange <01> <03> 7 endcidrange",
        b"1 beginbfchar <01> <0041>",
        b"/Other usecmap",
        b"endcmap 1 beginbfchar <01> <0041> endbfchar",
    ],
)
def test_what_is_not_plain_is_left_to_playa(block: bytes) -> None:
    assert plain_map(_HEAD + b"1 beginbfchar <09> <0049> endbfchar\n" + _TAIL) is not None
    assert plain_map(_HEAD + block + b"\n" + _TAIL) is None
