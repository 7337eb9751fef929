"""A playa document that broken files cannot make run in circles, or write out ranges of billions of codes."""

from __future__ import annotations

from contextlib import suppress
from typing import Final, Literal

from playa.cmapdb import ToUnicodeMap
from playa.document import Document
from playa.exceptions import PDFSyntaxError
from playa.font import CIDFont, Font, SimpleFont
from playa.parser import IndirectObjectParser
from playa.pdftypes import ContentStream, ObjRef, PDFObject, resolve1
from playa.xref import FIND_INDOBJR, XRef, XRefFallback

from unodc_parse.read.playa_maps import plain_map
from unodc_parse.read.playa_objects import plain_object, plain_objects, plain_stream
from unodc_parse.read.playa_ranges import bounded_font

_MOST_READ: Final = 1 << 22  # bytes read of objects without an end, beyond what is read of any file
_UNPARSABLE: Final = (PDFSyntaxError, StopIteration, ValueError, IndexError, TypeError, RecursionError)


class StraightDocument(Document):
    """A document in which no object is a reference, as playa follows those until something else comes.

    An object that refers to itself, over others too, counts as the null object, as one that is not there does
    (PDF 32000-1, 7.3.10). Fonts have no more codes than there can be. Where the table of objects is wrong, it is made
    anew by looking through the file, but once: playa does so for each object that it misses, and gives all of them up
    for one that is cut off.
    """

    def __init__(self, data: bytes, *, space: Literal["screen", "page", "default"]) -> None:
        """Open the bytes of a PDF."""
        self._opening: set[int] = set()
        self._is_salvaged = False
        super().__init__(data, space=space)

    def __getitem__(self, objid: int) -> PDFObject:
        """Return object `objid`; raises `KeyError` where there is none."""
        value = self._opened(objid)
        seen = {objid}
        while isinstance(value, ObjRef):
            if value.objid in seen:
                raise KeyError(f"object {objid} refers to itself")
            seen.add(value.objid)
            value = self._opened(value.objid)
        return value

    def _opened(self, objid: int) -> PDFObject:
        """Return an object, unless it is asked for while it is being read: a stream whose length is the stream."""
        if objid in self._opening:
            raise KeyError(f"object {objid} needs itself")
        self._opening.add(objid)
        try:
            return super().__getitem__(objid)
        finally:
            self._opening.discard(objid)

    def _read_xrefs(self) -> list[XRef]:
        """Read the table of objects; one that is missing or cannot be read is made anew."""
        if self._startxref_pos != -1:
            self._xrefpos: set[int] = set()
            found: list[XRef] = []
            with suppress(*_UNPARSABLE):
                self._read_xrefs_into(self._startxref_pos, found)
                return found
        return [self._salvaged()]

    def _getobj_parse(self, pos: int, objid: int) -> PDFObject:
        """Return the object at an offset; where it is not there, or broken, the one that looking through finds."""
        plain: PDFObject | None = plain_object(self.buffer, pos, objid, self.parser.docref)
        if plain is None and self.decipher is None:
            plain = plain_stream(self.buffer, pos, objid, self.parser.docref)
        if plain is not None:
            return plain
        try:
            return super()._getobj_parse(pos, objid)
        except _UNPARSABLE as problem:
            if self._is_salvaged:
                raise KeyError(f"object {objid} is broken") from problem
        self._xrefs = [self._salvaged()]
        self.trailer["Size"] = len(self._xrefs[0])
        place = self._xrefs[0][objid]
        if place.streamid is not None:
            raise KeyError(f"object {objid} stands in an object stream")  # which is opened the next time
        return super()._getobj_parse(place.pos, objid)

    def _get_objects(self, stream: ContentStream) -> tuple[list[PDFObject], int]:
        """Return all that stands in an object stream, and how many objects it says that these are."""
        count = stream.get("N")
        if isinstance(count, int):
            found = plain_objects(stream.buffer, self.parser.docref)
            if found is not None:
                return found, count
        return super()._get_objects(stream)

    def _salvaged(self) -> XRefFallback:
        """Look through the file for objects, those that are broken left out."""
        self._is_salvaged = True
        whole, self.buffer = self.buffer, _without_broken(bytes(self.buffer))
        try:
            return XRefFallback(self)
        finally:
            self.buffer = whole

    def get_font(self, objid: int = 0, spec: dict[str, PDFObject] | None = None) -> Font:
        """Return the font of a dictionary; playa writes out all of its ranges, so these are cut before."""
        if spec is None or (objid and objid in self._cached_fonts):
            return super().get_font(objid, spec)
        spec = bounded_font(spec)
        letters = _plain_letters(spec)
        if letters is None:
            return super().get_font(objid, spec)
        font = super().get_font(objid, spec | {"ToUnicode": ContentStream()})
        if isinstance(font, SimpleFont):
            letters.code_lengths, letters.code_space = [1], [(b"\x00", b"\xff")]
        if isinstance(font, SimpleFont | CIDFont):
            font.tounicode = letters
        return font


def _plain_letters(spec: dict[str, PDFObject]) -> ToUnicodeMap | None:
    """Return the letter map of a font that needs no parser; null where the encoding is a map, too."""
    map_ = resolve1(spec.get("ToUnicode"))
    if not isinstance(map_, ContentStream) or isinstance(resolve1(spec.get("Encoding")), ContentStream):
        return None
    return plain_map(map_.buffer)


def _without_broken(data: bytes) -> bytes:
    """Return a file in which the heads of objects that cannot be read are painted over, of the same length.

    Who reads an object that does not end reads on to the end of the file. Thousands of those would take hours, so when
    a few times the file has been read, what is left counts as broken.
    """
    parser, out, left = IndirectObjectParser(data), bytearray(data), 4 * len(data) + _MOST_READ
    heads = [match.span() for match in FIND_INDOBJR.finditer(data)]
    end_of_stream = 0
    for number, (start, end) in enumerate(heads):
        after = heads[number + 1][0] if number + 1 < len(heads) else len(data)
        if data.find(b"stream", end, after) >= 0:
            if 0 <= end_of_stream < end:
                end_of_stream = data.find(b"endstream", end)
            left -= (end_of_stream if end_of_stream >= 0 else len(data)) - start
        try:
            if left < 0:
                raise PDFSyntaxError("too many objects without an end")
            parser.seek(start)
            next(parser)
        except _UNPARSABLE:
            out[start:end] = b" " * (end - start)
            left -= len(data) - start
    return bytes(out)
