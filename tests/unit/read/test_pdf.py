"""Opening PDFs, choosing readers, and saying in one line what is wrong."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import ROOT
from tests.unit.read.pdf_maker import arabic_font, encrypted, pdf

from unodc_parse.errors import EncryptedPdfError, InputError, NoTextLayerError, UnodcParseError, UnreadablePdfError
from unodc_parse.options import Bounds, Options
from unodc_parse.read.pdf import read_pdf
from unodc_parse.read.playa_reader import PlayaReader

HELLO = "BT /F1 12 Tf 72 700 Td (Hello world) Tj ET"
PICTURE = "q 100 0 0 100 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q"


def texts(data, **options):
    reading = read_pdf(data, Options(**options), name="report.pdf")
    return [line.text for page in reading.pages for line in page.lines]


@pytest.mark.parametrize("reader", ["auto", "playa", "pdfium", "pdfplumber"])
def test_every_reader_reads_plain_text(reader):
    reading = read_pdf(pdf([HELLO]), Options(reader=reader), name="report.pdf")
    (line,) = reading.pages[0].lines
    assert line.text == "Hello world"
    assert line.size == pytest.approx(12)
    assert line.bbox[0] == pytest.approx(72, abs=1)
    assert line.bbox[1] < 842 - 700 < line.bbox[3]
    assert reading.reader == ("playa" if reader == "auto" else reader)


@pytest.mark.parametrize("reader", ["auto", "playa", "pdfium", "pdfplumber"])
def test_every_reader_leaves_out_pages_with_too_many_glyphs(reader: str) -> None:
    full = HELLO.replace("Hello world", "x" * 400)
    options = Options(reader=reader, bounds=Bounds(glyphs=300))
    reading = read_pdf(pdf([HELLO, full]), options, name="report.pdf")
    assert [(diagnostic.code, diagnostic.page) for diagnostic in reading.diagnostics] == [("U107", 2)]
    assert [len(page.lines) for page in reading.pages] == [1, 0]


def test_pdfium_reads_long_text_objects_whole() -> None:
    long = "A long line of words. " * 1000
    (line,) = texts(pdf([HELLO.replace("Hello world", long)]), reader="pdfium")
    assert line == long.strip()


def test_text_below_or_above_the_clip_is_not_read():
    content = "q 0 100 600 600 re W* n q BT /F1 12 Tf 72 500 Td (seen) Tj 0 -404 Td (cut off) Tj ET Q Q"
    outside = " BT /F1 12 Tf 72 60 Td (foot) Tj ET BT /F1 12 Tf 72 720 Td (head) Tj ET"
    assert texts(pdf([content + outside])) == ["head", "seen", "foot"]
    clipped = "q 72 490 100 20 re W n BT /F1 12 Tf 72 500 Td (seen) Tj ET Q "
    assert texts(pdf([clipped * 20 + outside])) == ["head", "seen" * 20, "foot"]  # drawn upon each other


def test_pages_are_chosen_and_keep_their_numbers():
    pages = [HELLO.replace("world", str(n)) for n in range(1, 6)]
    reading = read_pdf(pdf(pages), Options(pages=((2, 3), (5, None))), name="report.pdf")
    assert [page.number for page in reading.pages] == [2, 3, 5]
    assert [page.lines[0].text for page in reading.pages] == ["Hello 2", "Hello 3", "Hello 5"]
    assert reading.page_count == 5


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", UnreadablePdfError, "empty"),
        (b"   \n", UnreadablePdfError, "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), UnreadablePdfError, "PNG"),
        (b"PK\x03\x04" + bytes(40), UnreadablePdfError, "Office"),
        (b"Just some text", UnreadablePdfError, "not a PDF"),
        (b"%PDF-1.7\n", UnreadablePdfError, "report.pdf"),
        (pdf([PICTURE, PICTURE]), NoTextLayerError, "optical character recognition"),
        (encrypted(b"secret"), EncryptedPdfError, "password"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(data, error, says):
    with pytest.raises(error) as raised:
        read_pdf(data, Options(), name="report.pdf")
    message = str(raised.value)
    assert says in message
    assert message.startswith("report.pdf")
    assert "\n" not in message


@pytest.mark.parametrize("reader", ["auto", "playa", "pdfium", "pdfplumber"])
def test_a_password_is_asked_for_by_every_reader(reader):
    with pytest.raises(EncryptedPdfError):
        texts(encrypted(b"secret"), reader=reader)


@pytest.mark.parametrize("reader", ["auto", "playa", "pdfium", "pdfplumber"])
def test_an_empty_password_opens(reader):
    assert texts(encrypted(b""), reader=reader) == ["Secret words"]


def test_pdfium_says_what_reads_a_page_that_it_cannot_tell():
    report = (ROOT / "samples" / "report.ar.pdf").read_bytes()
    reading = read_pdf(report, Options(reader="pdfium"), name="report.pdf")
    assert {d.code for d in reading.diagnostics} == {"U104"}
    assert "read it without --reader" in reading.diagnostics[0].message


def test_a_scanned_page_among_others_is_reported():
    reading = read_pdf(pdf([HELLO, PICTURE]), Options(), name="report.pdf")
    assert [(d.code, d.page) for d in reading.diagnostics] == [("U101", 2)]
    assert [page.damage for page in reading.pages] == [(), ("scanned",)]


@pytest.mark.parametrize("reader", ["auto", "playa", "pdfium", "pdfplumber"])
def test_a_blank_page_is_no_scan(reader):
    reading = read_pdf(pdf([HELLO, ""]), Options(reader=reader), name="report.pdf")
    assert [page.damage for page in reading.pages] == [(), ()]
    assert reading.diagnostics == ()


def test_pages_that_do_not_exist_are_named():
    with pytest.raises(InputError, match="1 page, none of them"):
        texts(pdf([HELLO]), pages=((7, 9),))


@settings(max_examples=60)
@given(st.data())
def test_damaged_bytes_raise_nothing_unforeseen(data):
    sound = bytearray(pdf([HELLO, HELLO]))
    for _ in range(data.draw(st.integers(1, 12))):
        sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(sound)))
    with contextlib.suppress(UnodcParseError):
        read_pdf(bytes(sound[:cut]), Options(), name="x.pdf")


def test_libraries_say_nothing_on_standard_error(capfd):
    broken = pdf([HELLO]).replace(b"startxref", b"startxfer").replace(b"/MediaBox [0 0 595 842]", b"/MediaBox (no)")
    texts(broken, reader="playa")
    assert capfd.readouterr().err == ""


NOTDEF, ALEF, BEH, TEH, SPACE, OPEN, CLOSE, SHADDA, STROKE = range(9)
CODES = {ALEF: "ا", BEH: "ب", TEH: "ت", SPACE: " ", OPEN: ")", CLOSE: "(", SHADDA: "ّ"}
WIDTHS = {SHADDA: 0}


def show(*codes, at=(100, 700), map_=CODES):
    font, objects = arabic_font(map_, WIDTHS)
    shown = "".join(f"{code:04X}" for code in codes)
    return pdf([f"BT /F1 10 Tf {at[0]} {at[1]} Td <{shown}> Tj ET"], fonts=font, extra=objects)


def test_arabic_painted_from_left_to_right_is_turned():
    (text,) = texts(show(TEH, BEH, ALEF))
    assert text == "ابت"


def test_a_mark_painted_before_its_letter_is_bound_to_it():
    (text,) = texts(show(TEH, SHADDA, BEH, ALEF))
    assert text == "ابّت"


def test_a_code_without_a_letter_inside_a_word_is_a_stroke():
    (text,) = texts(show(TEH, STROKE, BEH, ALEF, SPACE, TEH, BEH))
    assert text == "بت ابت"


def test_codes_without_letters_that_are_no_strokes_leave_a_gap():
    data = show(STROKE, SPACE, TEH, STROKE, *(SPACE, BEH, ALEF) * 30, at=(10, 700))
    reading = read_pdf(data, Options(), name="x.pdf")
    (line,) = reading.pages[0].lines
    assert line.text == "اب " * 30 + "[…]"
    assert line.confidence == 0
    assert line.damage == ("font_map_broken",)
    assert {d.code for d in reading.diagnostics} <= {"U102", "U103"}
    assert reading.diagnostics


def test_a_font_that_has_lost_many_letters_is_not_believed_at_all():
    data = show(STROKE, SPACE, TEH, STROKE, SPACE, BEH, ALEF, SPACE, ALEF, BEH)
    reading = read_pdf(data, Options(), name="x.pdf")
    assert [line.text for line in reading.pages[0].lines] == ["[…]"]
    assert [d.code for d in reading.diagnostics] == ["U102"]


def test_a_sign_that_the_font_lacks_leaves_a_gap_beside_its_word() -> None:
    words = (NOTDEF, BEH, ALEF, SPACE, *(BEH, ALEF, SPACE, TEH, ALEF, SPACE) * 5, NOTDEF, TEH)
    reading = read_pdf(show(*words), Options(), name="x.pdf")
    assert [line.text for line in reading.pages[0].lines] == ["ت[…] " + "ات اب " * 5 + "اب[…]"]
    assert [d.code for d in reading.diagnostics] == ["U103"]
    assert "".join(texts(show(*(TEH, NOTDEF, BEH, SPACE) * 5))) == "[…]"  # these are letters


def test_words_with_all_their_letters_are_told_where_others_are_broken():
    words = (TEH, STROKE, SPACE, BEH, ALEF, SPACE, TEH, ALEF, SPACE, STROKE, SPACE, BEH, ALEF, SPACE, BEH, TEH)
    reading = read_pdf(show(*words), Options(), name="x.pdf")
    assert [line.text for line in reading.pages[0].lines] == ["تب اب […] ات اب […]"]
    assert [d.code for d in reading.diagnostics] == ["U103"]


def test_a_font_with_broken_words_and_impossible_marks_is_not_believed():
    told = {**CODES, BEH: "بَُ"}
    words = (TEH, STROKE, SPACE, *(BEH, ALEF, SPACE) * 5, STROKE)
    reading = read_pdf(show(*words, map_=told), Options(), name="x.pdf")
    assert [line.text for line in reading.pages[0].lines] == ["[…]"]
    assert [d.code for d in reading.diagnostics] == ["U102"]


def test_a_font_that_tells_latin_letters_for_arabic_ones_is_not_believed():
    told = {**CODES, BEH: "N"}
    data = show(*(ALEF, BEH, TEH, SPACE) * 15, *(TEH, ALEF, SPACE) * 40, map_=told, at=(10, 700))
    reading = read_pdf(data, Options(), name="x.pdf")
    assert [line.text for line in reading.pages[0].lines] == ["[…]"]
    assert [d.code for d in reading.diagnostics] == ["U102"]


def test_a_latin_name_behind_a_clitic_is_no_sign_of_a_false_map():
    told = {**CODES, TEH: "و", BEH: "N"}
    data = show(*(BEH, BEH, TEH, SPACE) * 20, *(ALEF, ALEF, SPACE) * 40, map_=told, at=(10, 700))
    (line,) = read_pdf(data, Options(), name="x.pdf").pages[0].lines
    assert line.confidence == 1.0


def test_actual_text_replaces_a_span_once():
    font, objects = arabic_font(CODES, WIDTHS)
    span = "<feff06280651>"
    content = (
        f"BT /F1 10 Tf 100 700 Td <0003> Tj /Span << /ActualText {span} >> BDC <0007> Tj <0002> Tj EMC <0001> Tj ET"
    )
    (text,) = texts(pdf([content], fonts=font, extra=objects))
    assert text == "ابّت"


def test_letters_struck_again_with_an_empty_actual_text_cover_no_spaces():
    font, objects = arabic_font(CODES, WIDTHS)
    line = "".join(f"{code:04X}" for code in (TEH, BEH, SPACE, BEH, ALEF))
    again = f"/Span << /ActualText <> >> BDC 1 0 0 1 99.6 700 Tm <{line}> Tj EMC"
    data = pdf([f"BT /F1 10 Tf 1 0 0 1 100 700 Tm <{line}> Tj {again} ET"], fonts=font, extra=objects)
    assert texts(data) == ["اب بت"]


def test_a_file_that_is_cut_off_is_said_to_be_so():
    sound = pdf([HELLO, HELLO])
    assert "U106" not in {d.code for d in read_pdf(sound, Options(), name="x.pdf").diagnostics}
    cut = read_pdf(sound[: sound.rindex(b"xref")], Options(), name="x.pdf")
    assert cut.diagnostics[0].code == "U106"
    assert [line.text for line in cut.pages[0].lines] == ["Hello world"]


def test_what_pages_long_past_needed_is_let_go():
    reader = PlayaReader(pdf([HELLO] * 80))
    faces = {id(glyph.face) for index in range(80) for glyph in reader.runs(index).glyphs}
    assert len(faces) == 1
    assert len(reader._document._cached_objs) < 80
    assert len(reader.fonts()) == 1


@pytest.mark.parametrize(("room", "is_short"), [(1 << 20, False), (1 << 62, True)])
def test_a_page_that_takes_all_memory_is_no_broken_page(
    monkeypatch: pytest.MonkeyPatch, room: int, *, is_short: bool
) -> None:
    """Or a report is handed on without it, with the advice to save the file again."""

    def page(_reader: object, _index: int) -> object:
        raise MemoryError

    monkeypatch.setattr("unodc_parse.read.choice.Choice.page", page)
    monkeypatch.setattr("unodc_parse.read.pdf._ROOM", room)
    with pytest.raises(MemoryError) if is_short else contextlib.nullcontext():
        read_pdf(pdf([HELLO]), Options(), name="report.pdf")


def test_a_font_whose_map_lumps_runs_together_is_not_believed() -> None:
    run = "الاجتماع الأول للفريق العامل"
    codes = {1: run} | dict.fromkeys(range(2, 12), "") | {12: "م", 13: "7"}
    fonts, extra = arabic_font(codes, dict.fromkeys(codes, 500))
    shown = "".join(f"{code:04X}" for code in range(1, 14))
    reading = read_pdf(
        pdf([f"BT /F1 10 Tf 100 700 Td <{shown}> Tj 0 -20 Td <{shown}> Tj ET"], fonts=fonts, extra=extra),
        Options(),
        name="x",
    )
    assert [(found.code, found.page) for found in reading.diagnostics] == [("U102", 1)]
    assert {line.text for line in reading.pages[0].lines} == {"[…]"}


def test_a_text_too_long_for_a_glyph_is_not_believed() -> None:
    fonts, extra = arabic_font({1: "م", 2: "ا", 3: "x" * 19}, {1: 500, 2: 300, 3: 400})
    reading = read_pdf(
        pdf(["BT /F1 10 Tf 100 700 Td <000200010003> Tj ET"], fonts=fonts, extra=extra), Options(), name="x"
    )
    assert "x" not in reading.pages[0].lines[0].text
