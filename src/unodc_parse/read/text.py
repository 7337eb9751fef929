"""Plain text: bytes to lines, whatever the encoding; lines stay as they are stored.

UTF-8 is expected. A byte order mark, UTF-16 without one, and Windows-1256 (the Arabic code page of older Windows) are
recognised; anything else is a clear error, since letters read in the wrong encoding are worse than none.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from unodc_parse.diagnostics import Diagnostic, report
from unodc_parse.errors import InputError
from unodc_parse.model import Line, Page, Reading
from unodc_parse.options import Bounds

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: C0 controls that no text file holds (TAB, LF, VT, FF, CR and the old end-of-file mark SUB are harmless).
_BINARY = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_ARABIC_WORD = re.compile("[\u0621-\u064a]{2,}")
_LAST_ASCII = 0x7F
#: The letters that make up most of any Arabic text; text of another code page hits them only by chance.
_FREQUENT = re.compile("[\N{ARABIC LETTER ALEF}لميونرتبعدهةسفأ]")


def read_text(data: bytes, *, name: str, bounds: Bounds = Bounds()) -> Reading:  # noqa: B008 -- immutable
    """Read the bytes of a text file; a form feed starts a new page.

    Raises:
        InputError: the file is empty, holds no text or a line beyond bounds, or its encoding is not recognised.
    """
    if not data.strip():
        what = "the file is empty but for blank lines" if data else "the file is empty"
        raise InputError(f"{name}: {what}; check that it was copied or exported completely")
    text, encoding = _decode(data, name)
    if not any(character.isalnum() for character in text):
        raise InputError(f"{name}: no text in the file, only white space or signs; check that it is the right file")
    _check_lines(text, name, bounds)
    found: tuple[Diagnostic, ...] = ()
    if encoding not in {"utf-8", "utf-8-sig"}:
        found = (report("U105", encoding=encoding),)
    return Reading(media_type="text/plain", reader="text", pages=tuple(_pages(text)), diagnostics=found)


def _check_lines(text: str, name: str, bounds: Bounds) -> None:
    """Refuse a line that no report has, as steps on it may take time that grows with its square."""
    for number, line in enumerate(source_lines(text), 1):
        said = bounds.exceeded("line", len(line), "characters")
        if said:
            raise InputError(f"{name}: line {number} has {said}")


def source_lines(text: str) -> list[str]:
    """Split into lines as an editor counts them: at LF, CR LF or CR, none after the last line end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def _pages(text: str) -> Iterator[Page]:
    """Yield the stretches between form feeds; a line with one inside gives a line to either page."""
    number, lines = 1, list[Line]()
    for at, whole in enumerate(source_lines(text), 1):
        first, *others = whole.split("\f")
        if first or not others:  # most form feeds stand at the start of a line
            lines.append(Line(number=at, text=first, raw=first))
        for part in others:
            yield Page(number=number, lines=tuple(lines))
            number, lines = number + 1, [Line(number=at, text=part, raw=part)]
    yield Page(number=number, lines=tuple(lines))


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text and the name of its encoding."""
    encodings = [encoding for mark, encoding in _MARKS if data.startswith(mark)] or _guesses(data)
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _BINARY.search(text):
            return text, encoding
    try:
        text = data.decode("windows-1256")
    except UnicodeDecodeError:
        text = ""
    if text and not _BINARY.search(text) and _is_plausible_arabic(text):
        return text, "windows-1256"
    if _BINARY.search(data[:4096].decode("latin-1")):
        raise InputError(f"{name}: not a PDF and not a text file; give a PDF report or its text")
    where = _odd_line(data)
    raise InputError(f"{name}: the encoding of the text is not recognised{where}; save it as UTF-8 and try again")


def _odd_line(data: bytes) -> str:
    """Return which line is the first that is no UTF-8, to be said of a text; one stray byte is hard to find."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        ends = max(data.count(end, 0, problem.start) for end in (b"\n", b"\r"))
        return f" (line {ends + 1} is no UTF-8)"
    return ""


def _guesses(data: bytes) -> list[str]:
    """Return the encodings to try for bytes without a mark: half of UTF-16's bytes are 0 in Latin, 6 in Arabic text."""
    sample = data[:4096]
    high = {0x00, 0x06, 0x20, 0xFB, 0xFE}
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = sample[offset::2]
        if b"\x00" in half and half and sum(byte in high for byte in half) > 0.9 * len(half):
            return [encoding]
    return ["utf-8"]


def _is_plausible_arabic(text: str) -> bool:
    """Tell whether text decoded as Windows-1256 is Arabic: words of it, its letters as frequent as they should be."""
    letters = sum(len(word) for word in _ARABIC_WORD.findall(text))
    outside = sum(ord(character) > _LAST_ASCII for character in text)
    return letters >= 4 and letters > 0.8 * outside and len(_FREQUENT.findall(text)) > 0.7 * letters
