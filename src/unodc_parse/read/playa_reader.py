"""The exact road: glyphs through playa, with character codes, ToUnicode maps and marked content.

ActualText (PDF 32000-1, 14.9.4) replaces the glyphs of its marked content once, however many text objects the
span covers. A code that an existing ToUnicode map leaves out has no letter: the encoding of the font program
says which picture to draw, not which letter it is, unless it names the glyph.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from html import unescape
from typing import Any, Final

from playa.content import ImageObject, TextObject
from playa.exceptions import PDFEncryptionError
from playa.font import Font, SimpleFont, TrueTypeFont
from playa.interp import FontMapping
from playa.page import TEXT_OPERATORS, Page
from playa.pdftypes import ContentStream, ObjRef, dict_value, literal_name, matrix_value, resolve1
from playa.utils import decode_text

from unodc_parse.options import Bounds
from unodc_parse.read.actual_text import Gathered
from unodc_parse.read.content import (
    EVERYWHERE,
    IDENTITY,
    Interpreter,
    Matrix,
    Scope,
    TextState,
    check_bound,
    lexer_of_content,
)
from unodc_parse.read.crop import clip, crop_of, shift
from unodc_parse.read.facts import FileFacts, FontFacts
from unodc_parse.read.font_strings import FontStrings, NeedsGlyphsError, check_run
from unodc_parse.read.glyphs import Face, Glyph, PageGlyphs
from unodc_parse.read.lexer import UnknownContentError
from unodc_parse.read.marked import Contents
from unodc_parse.read.placing import place, place_runs
from unodc_parse.read.playa_document import StraightDocument
from unodc_parse.read.playa_font import FontReader
from unodc_parse.read.playa_structure import Structure
from unodc_parse.read.sound_text import sound_text
from unodc_parse.read.tags import Tag, Tags
from unodc_parse.read.unseen import UNSEEN

_MOST_BYTES: Final = 16  # bytes of a text operator that a glyph takes at most, its move included
_LONGEST_TOLD: Final = 200  # bytes: longer texts that stand for others hardly come again
_PAGES_KEPT: Final = 24  # after so many pages, what the last ones did not need is let go
_MOST_BROKEN: Final = 8  # pages whose part of the structure tree is broken: no other page is looked for in it
_SUBSET_TAG: Final = re.compile(r"[A-Z]{6}\+")


def needs_password(error: BaseException) -> bool:
    """Tell whether playa could not open a document for want of its password."""
    return isinstance(error, PDFEncryptionError)


class PlayaReader:
    """A document opened with playa."""

    name = "playa"

    def __init__(self, data: bytes, bounds: Bounds = Bounds()) -> None:  # noqa: B008 -- immutable
        self._bounds = bounds
        self._document = StraightDocument(data, space="screen")
        self._pages = self._document.pages
        self._fonts: dict[int | str, FontReader] = {}
        self._used: set[int | str] = set()
        self._faces: dict[int | str, Face] = {}
        self._facts: list[FontFacts] = []
        self._read = 0
        self._lexer = lexer_of_content()
        self._kept: tuple[int, bytes] | None = None
        self._trees = _MOST_BROKEN if "StructTreeRoot" in self._document.catalog else 0
        self._structure: Structure | None = None

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self._pages)

    def close(self) -> None:
        """Release the document."""
        self._document.close()

    def page(self, index: int) -> PageGlyphs:
        """Read page `index` (0-based)."""
        page = self._pages[index]
        try:
            return self._page(page, self._gathered(page))
        finally:
            self._let_go()
            self._forget()

    def runs(self, index: int) -> PageGlyphs:
        """Read page `index` (0-based) in runs of text, each one `Glyph`: quicker, and as exact for plain text.

        Raises:
            NeedsGlyphsError: it has right-to-left letters, or others that runs cannot tell.
        """
        page = self._pages[index]
        try:
            found = self._page(page, self._quick(page, runs=True), runs=True)
        except UnknownContentError:
            raise NeedsGlyphsError from None
        else:
            self._let_go()
            return found
        finally:
            self._forget()

    def _page(self, page: Page, gathered: Gathered, *, runs: bool = False) -> PageGlyphs:
        left, top, right, bottom = crop_of(page)
        glyphs, rulings = gathered.result(), gathered.rulings
        if left or top:
            for glyph in glyphs:
                shift(glyph, left, top)
            rulings = [(x0 - left, y0 - top, x1 - left, y1 - top) for x0, y0, x1, y1 in rulings]
        return PageGlyphs(
            width=right - left,
            height=bottom - top,
            glyphs=glyphs,
            has_image=not glyphs and any(True for _ in page.flatten(ImageObject)),
            runs=runs,
            rulings=tuple(rulings),
            unseen=gathered.unseen,
            read_tags=partial(self._tags, page, runs=runs) if self._trees and gathered.is_quick else None,
        )

    def facts(self) -> FileFacts:
        """Return what the file says of itself: its information dictionary, or else its XMP metadata (14.3)."""
        document = self._document
        info = dict_value(document.trailer.get("Info", {}))
        metadata = resolve1(document.catalog.get("Metadata"))
        packet = metadata.buffer if isinstance(metadata, ContentStream) else b""
        maker = {
            "producer": _plain(resolve1(info.get("Producer"))) or _in_packet(packet, "pdf:Producer"),
            "creator": _plain(resolve1(info.get("Creator"))) or _in_packet(packet, "xmp:CreatorTool"),
            "version": str(document.pdf_version),
        }
        return FileFacts(
            maker=maker,
            tagged=bool(document.is_tagged),
            encrypted=document.encryption is not None,
            language=_plain(resolve1(document.catalog.get("Lang"))),
        )

    def fonts(self) -> list[FontFacts]:
        """Return the fonts of the pages read so far, in the order in which they were met."""
        return list(self._facts)

    def _reader(self, key: int | str, make: Callable[[], Font]) -> FontReader:
        """Return the reader of a font; `key` is the number of its object, or its dictionary written out."""
        reader = self._fonts.get(key)
        if reader is None:
            reader = self._fonts[key] = FontReader(make(), len(self._facts))
            if key in self._faces:
                reader.face = self._faces[key]
            else:
                self._facts.append(_font_facts(reader))
                self._faces[key] = reader.face
        self._used.add(key)
        return reader

    def _reader_of(self, font: Font) -> FontReader:
        """Return the reader of a font that playa's interpreter has found."""
        known = next((key for key, reader in self._fonts.items() if reader.font is font), f"{id(font)} {self._read}")
        return self._reader(known, lambda: font)

    def _let_go(self) -> None:
        """Let go of the content of the page that has been read."""
        self._kept = None
        self._lexer.forget()

    def _forget(self) -> None:
        """Let go of what pages long past needed, so that memory does not grow with their number."""
        self._read += 1
        if self._read % _PAGES_KEPT:
            return
        gc.collect(0)  # while a document is worked on, nobody else does (`unodc_parse.collector`)
        document = self._document
        document._cached_objs.clear()  # noqa: SLF001 - playa keeps every object of a file; they are read again when wanted
        document._parsed_objs.clear()  # noqa: SLF001
        self._fonts = {key: reader for key, reader in self._fonts.items() if key in self._used}
        for number in [number for number in document._cached_fonts if number not in self._fonts]:  # noqa: SLF001
            del document._cached_fonts[number]  # noqa: SLF001
        self._used.clear()

    def _gathered(self, page: Page) -> Gathered:
        """Return the glyphs of a page; every ActualText has replaced the glyphs of its span, once."""
        try:
            return self._quick(page, runs=False)
        except UnknownContentError:
            return self._thorough(page)

    def _content(self, page: Page) -> bytes:
        """Return the streams of a page as one; it is kept until the page has been read, in runs or in glyphs."""
        if self._kept is None or self._kept[0] != page.page_idx:
            self._kept = page.page_idx, b"\n".join(stream.buffer for stream in page.streams)
        return self._kept[1]

    def _quick(self, page: Page, *, runs: bool) -> Gathered:
        """Read a page whose streams hold nothing unusual."""
        gathered = Gathered()
        glyphs, most = gathered.glyphs, self._bounds.glyphs
        longest = _MOST_BYTES * most + _MOST_BYTES

        def show(state: TextState, token: bytes, marked: tuple[list[Any], ...]) -> None:
            start = len(glyphs)
            if start > most or len(token) > longest:
                check_bound(self._bounds, "glyphs", max(start, len(token) // _MOST_BYTES), "glyphs")
            _show(state, token, glyphs, runs=runs)
            if marked:
                span, actual = _outermost([(section, section[0]) for section in marked])
                if runs:
                    check_run(actual)
                gathered.note(start, span, actual)
            else:
                gathered.span = None

        interpreter = Interpreter(
            show, page.ctm, self._scope(page.resources, page.resources), self._bounds, self._lexer
        )
        interpreter.run(self._content(page))
        gathered.rulings, gathered.unseen = interpreter.paths.rulings, interpreter.unseen
        gathered.is_quick = True
        self._check_number(glyphs)
        return gathered

    def _tags(self, page: Page, *, runs: bool) -> Tags | None:
        """Return the tags of a page that was read quickly; null where its part of the structure is broken."""
        try:
            self._structure = self._structure or Structure(self._document)
            tags = self._contents(page, runs=runs)
            return Tags(tags, self._structure.blocks_of(page, {number for _, number in tags}))
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - whatever the library throws at a broken tree
            self._trees = self._trees - 1 if self._structure else 0
            return None

    def _contents(self, page: Page, *, runs: bool) -> list[Tag]:
        """Run a page once more, for which glyphs its marked content holds."""
        glyphs: list[Glyph] = []
        tags: list[Tag] = []
        scope = self._scope(page.resources, page.resources)
        contents = Contents(scope.properties)

        def show(state: TextState, token: bytes, _: tuple[list[Any], ...]) -> None:
            tags.append((len(glyphs), contents.now))
            _show(state, token, glyphs, runs=runs)

        interpreter = Interpreter(show, page.ctm, scope, self._bounds, contents.lexer())
        interpreter.run(b"\n".join(stream.buffer for stream in page.streams))
        return tags

    def _scope(self, resources: dict[str, Any], fallback: dict[str, Any]) -> Scope:
        """Tell the quick interpreter what the names of a resource dictionary stand for."""
        named = resources.get("Font")
        fonts = FontMapping(named, self._document) if named else {}
        entries = dict_value(named) if named else {}
        known: dict[str, FontReader] = {}

        def font(name: str) -> FontReader:
            reader = known.get(name)
            if reader is None:
                entry = entries.get(name)
                key = entry.objid if isinstance(entry, ObjRef) else repr(entry)
                try:
                    reader = self._reader(key, lambda: fonts[name])
                except KeyError:
                    raise UnknownContentError from None
                if reader.font.vertical:
                    raise UnknownContentError
                known[name] = reader
            return reader

        def properties(name: str) -> dict[str, Any]:
            return dict(dict_value(dict_value(resources["Properties"])[name]))

        def form(name: str) -> tuple[bytes, Matrix, Scope] | None:
            stream = resolve1(dict_value(resources.get("XObject", {})).get(name))
            if not isinstance(stream, ContentStream) or literal_name(stream.get("Subtype")) != "Form":
                return None
            own = stream.get("Resources")
            inner = fallback if own is None else dict_value(own)
            matrix = matrix_value(stream["Matrix"]) if "Matrix" in stream else IDENTITY
            return stream.buffer, matrix, self._scope(inner, fallback)

        def sets_font(name: str) -> bool:
            return "Font" in dict_value(dict_value(resources.get("ExtGState", {})).get(name, {}))

        return Scope(font, properties, form, sets_font)

    def _thorough(self, page: Page) -> Gathered:
        """Read a page with playa's own interpreter."""
        gathered, modes = Gathered(), set[int]()
        for run in page.flatten(TextObject, restrict_ops=TEXT_OPERATORS):
            if run.gstate.font is None:
                continue
            start = len(gathered.glyphs)
            token = _token(run.args)
            modes.add(run.gstate.render_mode)
            check_bound(self._bounds, "glyphs", max(start, len(token) // _MOST_BYTES), "glyphs")
            reader = self._reader_of(run.gstate.font)
            end = place(_state_of(run), token, reader, gathered.glyphs)
            if not reader.font.vertical:
                # Spares playa from measuring the text again.
                run._next_glyph_offset = (end, run._glyph_offset[1])  # noqa: SLF001
            gathered.note(start, *_outermost((section, section.props.get("ActualText")) for section in run.mcstack))
        gathered.unseen = modes == {UNSEEN}
        self._check_number(gathered.glyphs)
        return gathered

    def _check_number(self, glyphs: list[Glyph]) -> None:
        """Hold a whole page to the bound of its glyphs, and of the characters that they stand for."""
        characters = len("".join([glyph.text for glyph in glyphs]))
        check_bound(self._bounds, "glyphs", max(len(glyphs), characters), "glyphs")


def _show(state: TextState, token: bytes, glyphs: list[Glyph], *, runs: bool) -> None:
    """Add what a text operator shows, as runs or glyph by glyph, and the clip does not hide."""
    start = len(glyphs)
    font: FontStrings = state.font
    state.x = place_runs(state, token, font, glyphs) if runs else place(state, token, font, glyphs)
    top, bottom = state.clip
    if top > EVERYWHERE[0] or bottom < EVERYWHERE[1]:
        clip(glyphs, start, top, bottom)


def _font_facts(reader: FontReader) -> FontFacts:
    font = reader.font
    named = isinstance(font, SimpleFont) and not (isinstance(font, TrueTypeFont) and not font.encoding)
    return FontFacts(
        face=reader.face,
        kind=type(font).__name__.removesuffix("Font"),
        embedded=any(key in font.descriptor for key in ("FontFile", "FontFile2", "FontFile3")),
        subset=_SUBSET_TAG.match(font.fontname or font.basefont or "") is not None,
        map="tounicode" if reader.map is not None else "encoding" if named else "none",
    )


def _plain(value: object) -> str | None:
    """Return a text string of a file as text on one line, null where it says nothing."""
    text = decode_text(value) if isinstance(value, bytes) else str(value) if isinstance(value, str) else ""
    return " ".join(text.split()) or None


def _in_packet(packet: bytes, element: str) -> str | None:
    found = re.search(rf"<{element}>([^<]*)<".encode(), packet)
    return " ".join(unescape(found[1].decode("utf-8", "replace")).split()) or None if found else None


def _outermost(sections: Iterable[tuple[object, object]]) -> tuple[object, str]:
    """Return the outermost section that has an ActualText, and that text."""
    for section, actual in sections:
        if isinstance(actual, bytes):
            return section, _told(actual) if len(actual) <= _LONGEST_TOLD else _said(actual)
    return None, ""


def _said(actual: bytes) -> str:
    """Return what an ActualText says."""
    return sound_text(decode_text(actual))


_told: Final = lru_cache(maxsize=2048)(_said)


def _token(args: Iterable[bytes | float]) -> bytes:
    """Write strings and numbers as a content stream has them."""
    return b"[%s]" % b" ".join(b"<%s>" % a.hex().encode("ascii") if isinstance(a, bytes) else b"%f" % a for a in args)


def _state_of(run: TextObject) -> TextState:
    state = run.gstate
    x, y = run._glyph_offset  # noqa: SLF001 - where a text object starts has no public name
    read = TextState(run.ctm)
    read.size, read.scaling, read.rise = state.fontsize, state.scaling, state.rise + y
    read.char_space, read.word_space = state.charspace, state.wordspace
    read.line, read.x = run.line_matrix, x
    return read
