"""Pages of glyphs made by hand, and what is read from them."""

from __future__ import annotations

from unodc_parse.read.glyphs import Face, Glyph, PageGlyphs
from unodc_parse.read.layout import lay_out
from unodc_parse.read.settle import settle

FACE = Face(key=1, name="Test", bold=False)
BOLD = Face(key=2, name="Test-Bold", bold=True)


def word(text, x, y, **looks):
    """Glyphs of a word painted from left to right, half an em each."""
    size = looks.get("size", 10.0)
    width = looks.get("advance", 0.5) * size
    face, angle = looks.get("face", FACE), looks.get("angle", 0)
    return [
        Glyph(char, x + i * width, x + (i + 1) * width, y, size, face, 0, angle=angle) for i, char in enumerate(text)
    ]


def page_of(*words):
    glyphs = [glyph for part in words for glyph in part]
    for stream, glyph in enumerate(glyphs):
        glyph.stream = stream
    return PageGlyphs(595, 842, glyphs)


def lines_of(*words):
    (lines,) = settle([lay_out(page_of(*words), 1)], {}).pages
    return lines


def texts_of(*words):
    return [line.text for line in lines_of(*words)]
