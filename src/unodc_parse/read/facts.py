"""What a PDF says of itself and of its fonts."""

from __future__ import annotations

from msgspec import Struct

from unodc_parse.read.glyphs import Face


class FontFacts(Struct, frozen=True, kw_only=True):
    """What a file says of a font that has drawn text; `map` is `tounicode`, `encoding` or `none`."""

    face: Face
    kind: str
    embedded: bool
    subset: bool
    map: str


class FileFacts(Struct, frozen=True, kw_only=True):
    """What a file says of itself; keys of `maker` are `producer`, `creator` and `version`."""

    maker: dict[str, str | None]
    tagged: bool
    encrypted: bool
    language: str | None
