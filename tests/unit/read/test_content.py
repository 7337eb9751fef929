"""The quick interpreter of content streams: operations, text state, forms, and its refusals."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unodc_parse.options import Bounds
from unodc_parse.read.content import (
    IDENTITY,
    Interpreter,
    PageTooFullError,
    Scope,
)
from unodc_parse.read.font_strings import Units, looked_up
from unodc_parse.read.lexer import CLIP, HEX, STRING, Lexer, UnknownContentError
from unodc_parse.read.playa_reader import PlayaReader
from unodc_parse.read.strings import item_value, string_bytes


def items_of(token):
    """Part an array by the plainest rule there is."""
    if token[:1] != b"[":
        return [token]
    return re.findall(STRING + rb"|" + HEX + rb"|[^\x00\t\n\x0c\r ()<>\[\]]+", token, re.DOTALL)


def run(data, **scope):
    shown = []
    names = {
        "font": lambda name: name,
        "properties": lambda _: {"ActualText": b"named"},
        "form": lambda _: None,
        "sets_font": lambda _: False,
    }

    def show(state, token, marked):
        shown.append(
            (
                [item_value(item) for item in items_of(token)],
                state.font,
                state.size,
                state.line[4:],
                state.rise,
                [m[0] for m in marked],
            )
        )

    Interpreter(show, IDENTITY, Scope(**{**names, **scope})).run(data)
    return shown


def parted(data: bytes) -> list[tuple[bytes, list[bytes]]]:
    """Return the operators of text in a stream, with their operands."""
    found: list[tuple[bytes, list[bytes]]] = []
    acts = {
        word: lambda target, operands, word=word: target.append((word, list(operands)))
        for word in (b"BT", b"Td", b"Tf", b"Tm", b"Tj", b"TJ", b"BDC", b"EMC", CLIP)
    }
    Lexer(acts).run(data, found)
    return found


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        (rb"(plain)", b"plain"),
        (rb"(a\(b\)\\)", b"a(b)\\"),
        (rb"(\101\7\0053)", b"A\x07\x053"),
        (b"(a\\\nb)", b"ab"),
        (b"(a\r\nb)", b"a\nb"),
        (rb"(\x)", b"x"),
    ],
)
def test_literal_strings(literal, value):
    assert string_bytes(literal) == value
    assert run(b"/F1 1 Tf " + literal + b" Tj")[0][0] == [value]
    assert parted(literal + b"Tj") == [(b"Tj", [literal])]


def test_words_need_no_white_space_where_a_delimiter_parts_them():
    data = b"BT/F1 9.5 Tf[(a]b)-20<62 6>(c)]TJ/P<</MCID 0/E<</X(>>)>>>>BDC%(no)Tj\n<</A[1 2]>>EMC"
    assert parted(data) == [
        (b"BT", []),
        (b"Tf", [b"/F1", b"9.5"]),
        (b"TJ", [b"[(a]b)-20<62 6>(c)]"]),
        (b"BDC", [b"/P", b"<</MCID 0/E<</X(>>)>>>>"]),
        (b"EMC", [b"<</A[1 2]>>"]),
    ]


def test_what_is_done_in_vain_is_left_out():
    assert parted(b"BT 1 2 Td /F1 9 Tf 1 0 0 1 5 6 Tm (a) Tj 3 4 Td (b) Tj") == [
        (b"Tf", [b"/F1", b"9"]),
        (b"Tm", [b"1", b"0", b"0", b"1", b"5", b"6"]),
        (b"Tj", [b"(a)"]),
        (b"Td", [b"3", b"4"]),
        (b"Tj", [b"(b)"]),
    ]
    assert parted(b"0 0 9 9 re W* n") == [(CLIP, [b"0", b"0", b"9", b"9"])]


@pytest.mark.parametrize(
    "data", [b"9 0 Td(a) Tjx", b"72 720cm", b"(a Tj", b"[1 2 TJ", b"<zz> Tj", b"<</A (b) BDC", b"{1} Tj"]
)
def test_what_cannot_be_parted_into_words_is_refused(data):
    with pytest.raises(UnknownContentError):
        run(data)


def test_text_stands_where_the_matrices_say():
    shown = run(b"BT /F1 12 Tf 1 0 0 1 10 20 Tm 3 Ts (a) Tj 5 -14 Td [<6263> -250 (d)] TJ ET")
    assert shown == [
        ([b"a"], "F1", 12.0, (10.0, 20.0), 3.0, []),
        ([b"bc", -250.0, b"d"], "F1", 12.0, (15.0, 6.0), 3.0, []),
    ]


def test_a_saved_state_comes_back():
    shown = run(b"/F1 10 Tf q /F2 20 Tf (a) Tj Q (b) Tj Q (c) Tj")
    assert [font for _, font, *_ in shown] == ["F2", "F1", "F1"]


def test_marked_content_is_told_from_outside_in():
    data = b"/Span <</ActualText (x) /MCID 1>> BDC /P /Named BDC (a) Tj EMC (b) Tj EMC /P BMC (c) Tj EMC"
    assert [marked for *_, marked in run(data)] == [[b"x", b"named"], [b"x"], []]


def test_a_form_has_its_own_names_and_leaves_no_trace():
    inner = Scope(lambda name: f"inner {name}", lambda _: {}, lambda _: None, lambda _: False)
    shown = run(b"/F1 10 Tf /X Do (b) Tj", form=lambda _: (b"/F1 8 Tf (a) Tj", IDENTITY, inner))
    assert [(font, size) for _, font, size, *_ in shown] == [("inner F1", 8.0), ("F1", 10.0)]


@pytest.mark.parametrize(
    "data",
    [b"(unbalanced Tj", b"BI /W 1 ID x EI", b"Tj", b"] TJ", b"1 2 Tm", b"<zz> Tj"],
)
def test_what_is_not_known_for_sure_is_refused(data):
    with pytest.raises(UnknownContentError):
        run(data)


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        (Bounds(depth=5), "6 forms within forms, more than 5; give it more with --limit depth=6"),
        (Bounds(forms=3), "4 forms, more than 3"),
    ],
)
def test_forms_within_forms_and_forms_have_an_end(bounds, said):
    def endless(_):
        return b"/X Do /X Do", IDENTITY, scope

    scope = Scope(lambda name: name, lambda _: {}, endless, lambda _: False)
    with pytest.raises(PageTooFullError, match=said):
        Interpreter(lambda *_: None, IDENTITY, scope, bounds).run(b"/X Do")


@given(st.binary(max_size=60))
def test_no_bytes_raise_anything_else(data):
    try:
        run(data)
    except UnknownContentError:
        return


@pytest.mark.parametrize("name", ["lo-amiri-A-both", "cr-scheh-A-start", "ty-amiri-A-fnpage", "en-xe-A-just"])
def test_quick_and_thorough_interpreter_agree(shared, name):
    data = (shared / "bench" / "pdfs" / f"{name}.pdf").read_bytes()
    quick, thorough = PlayaReader(data), PlayaReader(data)
    for a, b in zip(quick._pages, thorough._pages, strict=True):
        told = [
            (g.text, g.code, round(g.x0, 2), round(g.y, 2), round(g.size, 2))
            for g in quick._quick(a, runs=False).result()
        ]
        assert told == [
            (g.text, g.code, round(g.x0, 2), round(g.y, 2), round(g.size, 2)) for g in thorough._thorough(b).result()
        ]


@pytest.mark.parametrize(
    ("array", "units"),
    [
        (b"(a)", [b"a)"]),
        (b"[-5(a)-20 (b)]", [b"a)-20 ", b"b)"]),
        (b"[<61>-20<62>7]", [b"61>-20", b"62>7"]),
        (b"[(a)-20<62>]", [b"a)-20", b"62>"]),
        (b"[<61>-20(b)5<63>]", [b"61>-20", b"b)5", b"63>"]),
        (b"[(a(b)5(c)d)-20(e)]", [b"a(b)5(c)d)-20", b"e)"]),
        (rb"[(a\)5\(b)-20(c)]", [rb"a\)5\(b)-20", b"c)"]),
        (b"[(>5<)-20(b)]", [b">5<)-20", b"b)"]),
        (b"[]", []),
    ],
)
def test_an_array_is_parted_where_its_strings_are(array, units):
    known = Units(lambda string: [(code, chr(code), 1.0) for code in item_value(string)])
    assert looked_up(array, known)[1] == units
    assert [unit[0] for unit in looked_up(array, known)[2]] == [
        value.decode("latin-1") for item in items_of(array) if isinstance(value := item_value(item), bytes)
    ]


@pytest.mark.parametrize("name", ["en-lo-A-both", "en-wp-A-fnpage", "en-xe-A-just", "en-ty-A-2col"])
def test_runs_are_what_their_glyphs_are(shared, name):
    data = (shared / "bench" / "pdfs" / f"{name}.pdf").read_bytes()
    quick, exact = PlayaReader(data), PlayaReader(data)
    for index in range(len(quick)):
        runs, glyphs = quick.runs(index).glyphs, exact.page(index).glyphs
        assert "".join(run.text for run in runs).split() == "".join(glyph.text for glyph in glyphs).split()
        letters = [glyph for glyph in glyphs for char in glyph.text if not char.isspace()]
        at = 0
        for run in runs:
            inside = letters[at : at + len("".join(run.text.split()))] if not run.text.isspace() else []
            at += len(inside)
            if inside:
                assert (run.x0, run.x1) == pytest.approx((inside[0].x0, inside[-1].x1), abs=0.11 * run.size)
