"""Plain text: encodings recognised or refused, lines and pages counted as editors do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unodc_parse.errors import InputError
from unodc_parse.read.text import read_text, source_lines

ARABIC = "ثانياً- التوصيات (تابع)\n1- اعتمد الفريق العامل التوصيات التالية:\n"


def texts(data: bytes) -> list[str]:
    return [line.raw for page in read_text(data, name="x.txt").pages for line in page.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256"])
def test_encodings_are_recognised(encoding: str) -> None:
    assert texts(ARABIC.encode(encoding)) == ARABIC.splitlines()


def test_an_unusual_encoding_is_said() -> None:
    reading = read_text(ARABIC.encode("cp1256"), name="x.txt")
    assert [d.code for d in reading.diagnostics] == ["U105"]
    assert not read_text(ARABIC.encode(), name="x.txt").diagnostics


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t\n",
        b"....\n",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        "Déjà vu à l'école".encode("latin-1"),
        "Привет мир, это проверка".encode("cp1251"),
        "Привет мир, это проверка".encode("koi8-r"),
        "日本語のテキスト".encode("shift-jis"),
        ARABIC.encode("iso-8859-6", errors="ignore"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^x\.txt: [^\n]+; [^\n]+$"):
        read_text(data, name="x.txt")


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    assert source_lines("a\r\nb\rc\n\nd") == ["a", "b", "c", "", "d"]
    assert source_lines("a\n") == ["a"]


def test_a_form_feed_begins_a_page_wherever_it_stands() -> None:
    pages = read_text(b"one\ntwo\n\fthree\nfour\ffive\n", name="x").pages
    assert [[line.text for line in page.lines] for page in pages] == [["one", "two"], ["three", "four"], ["five"]]
    assert [line.number for page in pages for line in page.lines] == [1, 2, 3, 4, 4]


@given(st.binary(max_size=200))
def test_bytes_are_read_or_refused_but_never_crash(data: bytes) -> None:
    try:
        read_text(data, name="x")
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 -- either outcome is right


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_a_stray_byte_is_found_by_its_line(end: bytes) -> None:
    lines = [line.encode() for line in ARABIC.splitlines()] + [b"Vienna caf\xe9 \x81\xff"]
    with pytest.raises(InputError, match=rf"not recognised \(line {len(lines)} is no UTF-8\); save it as UTF-8"):
        read_text(end.join(lines), name="x.txt")


def test_blank_lines_are_told_from_nothing() -> None:
    with pytest.raises(InputError, match="the file is empty but for blank lines; check"):
        read_text(b" \n\n", name="x.txt")
