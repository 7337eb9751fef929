"""Which glyphs of an embedded TrueType font draw anything.

Letter maps lie about glyphs that no text stands for: Word maps marks and connecting strokes to a space, Qt leaves
real spaces unmapped. Whether a glyph has an outline tells them apart (OpenType, `loca` and `glyf`).
"""

from __future__ import annotations

import struct

from msgspec import Struct


class Outlines(Struct, frozen=True):
    """Where the outline of each glyph begins in `glyf`, in numbers of `form`; equal neighbours mean an empty glyph."""

    loca: bytes
    form: str

    def has_ink(self, glyph: int) -> bool | None:
        """Tell whether `glyph` has an outline; `None` where the font does not hold it."""
        size = struct.calcsize(self.form)
        if not 0 <= glyph < len(self.loca) // size - 1:
            return None
        (start,), (end,) = (struct.unpack_from(self.form, self.loca, size * at) for at in (glyph, glyph + 1))
        return bool(end > start)


def outlines(font: bytes) -> Outlines | None:
    """Read the glyph offsets of a TrueType font program; `None` where it is no sound one."""
    try:
        tables = _tables(font)
        (wide,) = struct.unpack(">h", tables["head"][50:52])
        return Outlines(tables["loca"], ">I" if wide else ">H")
    except (struct.error, KeyError):
        return None


def _tables(font: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack(">H", font[4:6])
    tables = {}
    for i in range(count):
        tag, _, offset, length = struct.unpack(">4sIII", font[12 + 16 * i : 28 + 16 * i])
        tables[tag.decode("latin-1")] = font[offset : offset + length]
    return tables
