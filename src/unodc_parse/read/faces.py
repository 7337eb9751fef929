"""What a font's name and descriptor say about how it looks."""

from __future__ import annotations

import re

from unodc_parse.read.glyphs import Face

_FORCE_BOLD = 1 << 18  # PDF 32000-1, table 123
_BOLD_NAME = re.compile("bold|black|heavy|semib|demib", re.IGNORECASE)
#: Fonts whose glyphs are bars: C39T30Lfz, IDAutomationHC39M, Free 3 of 9, Code128.
_BAR_CODE_NAME = re.compile(r"c39|code\s?-?(?:39|93|128)|3\s?of\s?9|bar\s?-?code|ean-?(?:8|13)\b", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")


def face_of(key: int, name: str, *, flags: int = 0, ascent: float = 0.8, descent: float = -0.2) -> Face:
    """Make the `Face` of a font; heights (em) that no font of letters has are replaced by usual ones.

    >>> face_of(1, "ABCDEF+Amiri-Bold").bold
    True
    """
    base = _SUBSET.sub("", name)
    return Face(
        key=key,
        name=base,
        bold=bool(flags & _FORCE_BOLD) or bool(_BOLD_NAME.search(base)),
        ascent=min(ascent, 1.0) if ascent > 0.4 else 0.8,
        descent=max(descent, -0.4) if descent < -0.05 else -0.2,
    )


def draws_bars(name: str) -> bool:
    """Tell whether a font of this name draws bar codes, which are no text where no map says what they stand for.

    >>> draws_bars("ABCDEF+C39T30Lfz"), draws_bars("Times-Roman")
    (True, False)
    """
    return _BAR_CODE_NAME.search(_SUBSET.sub("", name)) is not None
