"""One font of a document that playa has opened: which codes its strings hold, their letters, and their widths."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from playa.cmapdb import IdentityCMap
from playa.font import CIDFont, Font, SimpleFont, TrueTypeFont
from playa.pdftypes import ContentStream, resolve1

from unodc_parse.read.faces import draws_bars, face_of
from unodc_parse.read.font_strings import FontStrings, Shown
from unodc_parse.read.glyphs import UNKNOWN
from unodc_parse.read.ink import Outlines, outlines
from unodc_parse.read.letter_ranges import mended
from unodc_parse.read.lexer import UnknownContentError
from unodc_parse.read.sound_text import sound_text
from unodc_parse.read.strings import item_value

_FEW_CODES: Final = 16
_LONGEST_GLYPH: Final = 18  # characters: the longest that Unicode knows, of four words, is U+FDFA
_LONGEST_KEPT: Final = 48  # bytes: longer strings are hardly shown twice


class FontReader(FontStrings):
    """What the strings of one font show, and what it looks like."""

    def __init__(self, font: Font, key: int) -> None:
        codes = _Codes(font, key)
        super().__init__(codes.face, codes.show, codes.part, multibyte=font.multibyte)
        self.font, self.map = font, codes.map


class _Codes(dict[bytes, Shown]):
    """Splits the strings of one font into codes, and knows what each code met so far shows."""

    def __init__(self, font: Font, key: int) -> None:
        self.font = font
        self.face = face_of(
            key,
            font.fontname or font.basefont,
            flags=font.flags,
            ascent=font.ascent / 1000,
            descent=font.descent / 1000,
        )
        self._bars = draws_bars(self.face.name)
        self.map = getattr(font, "tounicode", None)
        self._texts = {} if self.map is None else mended(self.map.bytes2unicode)
        self.face.lump = _lump(self._texts.values())
        if self.face.lump > _LONGEST_GLYPH:  # its texts cannot be told apart again
            self._texts = {}
        self._outlines = _outlines(font)
        self._glyphs = _glyphs(font) if self._outlines is not None else b""
        self._length = 1 if not isinstance(font, CIDFont) else 2 if type(font.cmap) is IdentityCMap else 0
        self._strings: dict[bytes, list[Shown]] = {}

    def show(self, string: bytes) -> list[Shown]:
        """Return code, text and width (em) of every code in a string as the stream writes it."""
        shown = self._strings.get(string)
        if shown is None:
            value = item_value(string)
            if isinstance(value, float):
                raise UnknownContentError
            shown = self.part(value)
            if len(string) <= _LONGEST_KEPT:
                self._strings[string] = shown
        return shown

    def part(self, data: bytes) -> list[Shown]:
        """Return what every code of a string shows; nearly all fonts have codes of one length."""
        length = self._length
        if length and not len(data) % length:
            return [self[data[i : i + length]] for i in range(0, len(data), length)]
        if not isinstance(self.font, CIDFont):
            return []
        codes = self.font.cmap.decode(data[: len(data) // 2 * 2] if self.font.multibyte else data)
        return [self.get(code) or self._found(code, cid) for code, cid in codes]

    def __missing__(self, code: bytes) -> Shown:
        """Find out what a code shows that has not been met yet, and is its number."""
        return self._found(code, int.from_bytes(code, "big"))

    def _found(self, code: bytes, cid: int) -> Shown:
        text, width = self._text(code, cid), self.font.hdisp(cid)
        if text in {" ", UNKNOWN}:
            text = "" if self._bars and text == UNKNOWN else self._by_ink(text, cid, width)
        shown = self[code] = (cid, text, width)
        return shown

    def _by_ink(self, text: str, cid: int, width: float) -> str:
        """Correct a map that calls a stroke a space, or a space unknown."""
        ink = self._has_ink(cid)
        if text == " " and ink:
            return text if self._draws_all_alike(cid) else UNKNOWN
        if text == UNKNOWN and ink is False:
            return " " if width else ""
        return text

    def _has_ink(self, cid: int) -> bool | None:
        if self._outlines is None:
            return None
        if self._glyphs is None:
            return self._outlines.has_ink(cid)
        found = self._glyphs[2 * cid : 2 * cid + 2]
        return self._outlines.has_ink(int.from_bytes(found, "big") if len(found) == len("ab") else -1)

    def _draws_all_alike(self, cid: int) -> bool:
        """Tell whether most codes draw the glyph of this one, as in fonts of text layers that nobody sees."""
        glyph_ids = (isinstance(self.font, CIDFont) and self.font.cid2gid) or {}
        return 2 * sum(glyph == glyph_ids[cid] for glyph in glyph_ids.values()) > len(glyph_ids) > _FEW_CODES

    def _text(self, code: bytes, cid: int) -> str:
        if self.map is not None:
            text = self._texts.get(code)
            if text is not None:
                return sound_text(text) if len(text) <= _LONGEST_GLYPH else UNKNOWN
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


def _lump(texts: Collection[str]) -> int:
    """Return how long the longest text of a letter map is, where a third of its glyphs have none; else 0.

    WeasyPrint up to 57 gives the first glyph of a run all of its text.
    """
    empty = sum([not text for text in texts])
    return max(map(len, texts)) if 3 * empty > len(texts) else 0


def _glyphs(font: Font) -> bytes | None:
    """Return the glyphs of the codes of a font with a TrueType program, two bytes each; null where each is its code."""
    glyphs = resolve1(font.spec.get("CIDToGIDMap")) if isinstance(font, CIDFont) else None
    return glyphs.buffer if isinstance(glyphs, ContentStream) else None


def _outlines(font: Font) -> Outlines | None:
    program = resolve1(font.descriptor.get("FontFile2")) if isinstance(font, CIDFont) else None
    return outlines(program.buffer) if isinstance(program, ContentStream) else None
