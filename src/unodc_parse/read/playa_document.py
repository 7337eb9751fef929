"""A playa document that broken files cannot make run in circles, or write out ranges of billions of codes."""

from __future__ import annotations

import re
from typing import Any, Final, Literal

from playa.document import Document
from playa.font import Font
from playa.pdftypes import ContentStream, ObjRef, PDFObject, resolve1

_MOST_CODES: Final = 1 << 16  # that a font can have: character identifiers have two bytes (PDF 32000-1, annex C.2)
_RANGES: Final = re.compile(rb"begin(?:bf|cid)range(.*?)end", re.DOTALL)
_RANGE: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<[^<>]*>|\[[^\[\]]*\]|\d+)")
_SPACE: Final = re.compile(rb"\s+(?=[0-9A-Fa-f\s]*>)")


class StraightDocument(Document):
    """A document in which no object is a reference, as playa follows those until something else comes.

    An object that refers to itself, over others too, counts as the null object, as one that is not there does
    (PDF 32000-1, 7.3.10). Fonts have no more codes than there can be.
    """

    def __init__(self, data: bytes, *, space: Literal["screen", "page", "default"]) -> None:
        """Open the bytes of a PDF."""
        self._opening: set[int] = set()
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

    def get_font(self, objid: int = 0, spec: dict[str, PDFObject] | None = None) -> Font:
        """Return the font of a dictionary; playa writes out all of its ranges, so these are cut before."""
        known = bool(objid) and objid in self._cached_fonts
        return super().get_font(objid, spec if spec is None or known else bounded_font(spec))


def bounded_font(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the dictionary of a font without maps of more codes than a font can have, its widths cut to these."""
    maps = {key: resolve1(spec.get(key)) for key in ("ToUnicode", "Encoding")}
    spec = {
        key: value
        for key, value in spec.items()
        if not (isinstance(held := maps.get(key), ContentStream) and _maps_too_much(held.buffer))
    }
    below: Any = resolve1(spec.get("DescendantFonts"))
    inner: Any = resolve1(below[0]) if isinstance(below, list) and below else None
    if isinstance(inner, dict):
        cut = {key: _cut(resolve1(inner[key]), size) for key, size in (("W", 3), ("W2", 5)) if key in inner}
        spec["DescendantFonts"] = [inner | cut, *below[1:]]
    return spec


def _maps_too_much(data: bytes) -> bool:
    """Tell whether a map of codes has a range of more codes than a font can have."""
    return any(
        int(last, 16) - int(first, 16) >= _MOST_CODES
        for block in _RANGES.finditer(data)
        for first, last in _RANGE.findall(_SPACE.sub(b"", block[1]))
    )


def _cut(widths: Any, size: int) -> Any:  # noqa: ANN401 -- whatever stands there
    """Cut the ranges of an array of widths: entries of `size` numbers, or of a number and an array."""
    if not isinstance(widths, list):
        return widths
    out, numbers = list[Any](), 0
    for value in widths:
        out.append(value)
        numbers = numbers + 1 if isinstance(value, int | float) else 0
        if numbers == size:
            first, last = out[-size : 2 - size]
            out[-size : 2 - size] = [max(first, 0), min(last, _MOST_CODES - 1)]
            numbers = 0
    return out
