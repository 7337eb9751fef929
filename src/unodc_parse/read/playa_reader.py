"""The exact road: glyphs through playa, with character codes, ToUnicode maps and marked content.

ActualText (PDF 32000-1, 14.9.4) replaces the glyphs of its marked content once, however many text objects the
span covers. A code that an existing ToUnicode map leaves out has no letter: the encoding of the font program
says which picture to draw, not which letter it is, unless it names the glyph.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

import playa
from playa.content import ImageObject, TextObject
from playa.exceptions import PDFEncryptionError
from playa.font import CIDFont, Font, SimpleFont, TrueTypeFont
from playa.page import TEXT_OPERATORS, Page
from playa.pdftypes import ContentStream, resolve1
from playa.utils import decode_text

from unodc_parse.read.faces import face_of
from unodc_parse.read.glyphs import UNKNOWN, Glyph, PageGlyphs
from unodc_parse.read.ink import Outlines, outlines

Shown = tuple[int, str, float]  # code, text, width in em
Matrix = tuple[float, float, float, float, float, float]

_NOT_TEXT = re.compile("[\U000f0000-\U0010ffff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff\ue000-\uf8ff]")
_MIXED = re.compile("[\u0600-\u06ff\ufb50-\ufefc].*[\u2190-\ufaff]|[\u2190-\ufaff].*[\u0600-\u06ff\ufb50-\ufefc]")
_FOREIGN = re.compile("[\u2190-\ufaff]")
_BULLETS = str.maketrans({0xF0B7: "\N{BULLET}", 0xF0A7: "\N{BLACK SMALL SQUARE}", 0xF0D8: "\N{BULLET}"})


def sound_text(text: str) -> str:
    """Return what a letter map says, with every character that no map may say as `UNKNOWN`.

    >>> sound_text("ab"), sound_text(chr(0)) == UNKNOWN
    ('ab', True)
    """
    if text.isascii() and text.isprintable():
        return text
    if len(text) > 1 and _MIXED.search(text):
        text = _FOREIGN.sub(UNKNOWN, text)
    return _NOT_TEXT.sub(UNKNOWN, text.translate(_BULLETS).replace("\t", " ").replace("\n", " ").replace("\r", " "))


class _FontReader:
    """Splits the strings of one font into codes, and knows the text and the width of each code."""

    def __init__(self, font: Font, key: int) -> None:
        self.font = font
        self.face = face_of(
            key,
            font.fontname or font.basefont,
            flags=font.flags,
            ascent=font.ascent / 1000,
            descent=font.descent / 1000,
        )
        self.map = getattr(font, "tounicode", None)
        self._outlines = _outlines(font)
        self._shown: dict[bytes, list[Shown]] = {}
        self._codes: dict[bytes, Shown] = {}

    def show(self, data: bytes) -> list[Shown]:
        """Return code, text and width (em) of every code in `data`."""
        shown = self._shown.get(data)
        if shown is None:
            shown = [self._code(code, cid) for code, cid in self._split(data)]
            if len(data) <= 8:
                self._shown[data] = shown
        return shown

    def _split(self, data: bytes) -> Iterable[tuple[bytes, int]]:
        if isinstance(self.font, CIDFont):
            return self.font.cmap.decode(data[: len(data) // 2 * 2] if self.font.multibyte else data)
        return ((bytes((code,)), code) for code in data)

    def _code(self, code: bytes, cid: int) -> Shown:
        known = self._codes.get(code)
        if known is None:
            text, width = self._text(code, cid), self.font.hdisp(cid)
            if text in {" ", UNKNOWN}:
                text = self._by_ink(text, cid, width)
            known = self._codes[code] = (cid, text, width)
        return known

    def _by_ink(self, text: str, cid: int, width: float) -> str:
        """Correct a map that calls a stroke a space, or a space unknown."""
        ink = self._has_ink(cid)
        if text == " " and ink:
            return UNKNOWN
        if text == UNKNOWN and ink is False:
            return " " if width else ""
        return text

    def _has_ink(self, cid: int) -> bool | None:
        if self._outlines is None or not isinstance(self.font, CIDFont):
            return None
        glyphs = self.font.cid2gid
        return None if glyphs is None else self._outlines.has_ink(glyphs.get(cid, -1))

    def _text(self, code: bytes, cid: int) -> str:
        if self.map is not None:
            text = self.map.bytes2unicode.get(code)
            if text is not None:
                return sound_text(text)
            return self._named(cid) or UNKNOWN
        if isinstance(self.font, TrueTypeFont) and not self.font.encoding:
            return UNKNOWN  # codes of a symbolic font without a map are glyph numbers
        if isinstance(self.font, SimpleFont):
            return sound_text(self.font._cid2unicode.get(cid, "")) or UNKNOWN  # noqa: SLF001 - no public name
        unicode_map = getattr(self.font, "unicode_map", None)
        if unicode_map is not None:
            return sound_text(unicode_map.get_unichr(cid))
        return UNKNOWN

    def _named(self, cid: int) -> str:
        """Return the letter that the encoding names for a code that the letter map leaves out."""
        encoding = getattr(self.font, "encoding", None)
        if not isinstance(encoding, dict) or cid not in encoding:
            return ""
        return sound_text(self.font._cid2unicode.get(cid, "")) if isinstance(self.font, SimpleFont) else ""  # noqa: SLF001


def _outlines(font: Font) -> Outlines | None:
    program = resolve1(font.descriptor.get("FontFile2")) if isinstance(font, CIDFont) else None
    return outlines(program.buffer) if isinstance(program, ContentStream) else None


def needs_password(error: BaseException) -> bool:
    """Tell whether playa could not open a document for want of its password."""
    return isinstance(error, PDFEncryptionError)


class PlayaReader:
    """A document opened with playa."""

    name = "playa"

    def __init__(self, data: bytes) -> None:
        self._document = playa.parse(data, space="screen")
        self._pages = self._document.pages
        self._fonts: dict[int, _FontReader] = {}
        self._kept: list[Font] = []

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self._pages)

    def close(self) -> None:
        """Release the document."""
        self._document.close()

    def page(self, index: int) -> PageGlyphs:
        """Read page `index` (0-based)."""
        page = self._pages[index]
        left, top, right, bottom = _crop(page)
        glyphs = self._glyphs(page)
        if left or top:
            for glyph in glyphs:
                _shift(glyph, left, top)
        picture = not glyphs and any(True for _ in page.flatten(ImageObject))
        return PageGlyphs(width=right - left, height=bottom - top, glyphs=glyphs, has_image=picture)

    def _reader(self, font: Font) -> _FontReader:
        reader = self._fonts.get(id(font))
        if reader is None:
            self._kept.append(font)  # an id is only unique while its object lives
            reader = self._fonts[id(font)] = _FontReader(font, len(self._fonts))
        return reader

    def _glyphs(self, page: Page) -> list[Glyph]:
        """Return the glyphs of a page; every ActualText has replaced the glyphs of its span, once."""
        glyphs: list[Glyph] = []
        span: object = None
        replaced: list[tuple[int, int, str]] = []
        for run in page.flatten(TextObject, restrict_ops=TEXT_OPERATORS):
            font = run.gstate.font
            if font is None:
                continue
            start = len(glyphs)
            _place(run, self._reader(font), glyphs)
            if not run.mcstack:
                span = None
                continue
            now, actual = _actual_text(run)
            if now is not None and now is span:
                first, _, actual = replaced.pop()
                replaced.append((first, len(glyphs), actual))
            elif now is not None:
                replaced.append((start, len(glyphs), actual))
            span = now
        return _replaced(glyphs, replaced) if replaced else glyphs


def _crop(page: Page) -> tuple[float, float, float, float]:
    """Return the crop box in the space of the glyphs (the rotated media box, origin top left)."""
    a, b, c, d, e, f = page.ctm
    x0, y0, x1, y1 = page.cropbox
    mx0, my0, mx1, my1 = page.mediabox
    x0, y0, x1, y1 = max(x0, mx0), max(y0, my0), min(x1, mx1), min(y1, my1)
    xs = (a * x0 + c * y0 + e, a * x1 + c * y1 + e)
    ys = (b * x0 + d * y0 + f, b * x1 + d * y1 + f)
    return min(xs), min(ys), max(xs), max(ys)


def _shift(glyph: Glyph, left: float, top: float) -> None:
    cos, sin = math.cos(math.radians(glyph.angle)), math.sin(math.radians(glyph.angle))
    along, across = left * cos + top * sin, top * cos - left * sin
    glyph.x0 -= along
    glyph.x1 -= along
    glyph.y -= across


def _actual_text(run: TextObject) -> tuple[object, str]:
    for section in run.mcstack:  # the outermost span wins
        if "ActualText" in section.props:
            value = section.props["ActualText"]
            if isinstance(value, bytes):
                return section, sound_text(decode_text(value))
    return None, ""


def _place(run: TextObject, reader: _FontReader, glyphs: list[Glyph]) -> None:
    """Append the glyphs of one text object in their places (PDF 32000-1, 9.4.4)."""
    state = run.gstate
    size = state.fontsize
    stretch = size * state.scaling * 0.01
    a, b, c, d, e, f = _product(run.line_matrix, run.ctm)
    x, y = run._glyph_offset  # noqa: SLF001 - where a text object starts has no public name
    length = math.hypot(a, b) or 1.0
    height = abs(size) * (abs(a * d - b * c) / length)
    angle = 0 if b == 0 and a > 0 else round(math.degrees(math.atan2(b, a)))
    cos, sin = a / length, b / length
    raised = y + state.rise
    across = (d * cos - c * sin) * raised + f * cos - e * sin
    shift = (c * cos + d * sin) * raised + e * cos + f * sin
    word_space = 0.0 if reader.font.multibyte else state.wordspace * state.scaling * 0.01
    char_space = state.charspace * state.scaling * 0.01
    face, show, append = reader.face, reader.show, glyphs.append
    backwards = stretch * length < 0
    stream = len(glyphs)
    for arg in run.args:
        if isinstance(arg, bytes):
            for code, text, width in show(arg):
                start = x
                x += width * stretch
                x0, x1 = start * length + shift, x * length + shift
                append(
                    Glyph(
                        text,
                        x1 if backwards else x0,
                        x0 if backwards else x1,
                        across,
                        height,
                        face,
                        stream,
                        code,
                        angle,
                    )
                )
                stream += 1
                x += char_space
                if code == 32:
                    x += word_space
        else:
            x -= arg * 0.001 * stretch
    if not reader.font.vertical:
        run._next_glyph_offset = (x, y)  # noqa: SLF001 - spares playa from measuring the text again


def _product(m: Matrix, n: Matrix) -> Matrix:
    a1, b1, c1, d1, e1, f1 = m
    a0, b0, c0, d0, e0, f0 = n
    return (
        a0 * a1 + c0 * b1,
        b0 * a1 + d0 * b1,
        a0 * c1 + c0 * d1,
        b0 * c1 + d0 * d1,
        a0 * e1 + c0 * f1 + e0,
        b0 * e1 + d0 * f1 + f0,
    )


def _replaced(glyphs: list[Glyph], spans: Sequence[tuple[int, int, str]]) -> list[Glyph]:
    kept: list[Glyph] = []
    at = 0
    for start, end, text in spans:
        kept.extend(glyphs[at:start])
        if end > start:
            kept.append(_merged(text, glyphs[start:end]))
        at = end
    kept.extend(glyphs[at:])
    return kept


def _merged(text: str, glyphs: Sequence[Glyph]) -> Glyph:
    """Make one glyph of all that a span draws on the line of its widest glyph."""
    first = max(glyphs, key=lambda glyph: glyph.x1 - glyph.x0)
    same = [g for g in glyphs if g.angle == first.angle and abs(g.y - first.y) <= first.size]
    wide = [g for g in same if g.x1 > g.x0] or same
    return Glyph(
        text,
        min(g.x0 for g in wide),
        max(g.x1 for g in wide),
        first.y,
        first.size,
        first.face,
        glyphs[0].stream,
        first.code,
        first.angle,
        replaced=True,
    )
