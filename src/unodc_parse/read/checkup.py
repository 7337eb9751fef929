"""What a PDF is made of, for the doctor: its maker, its fonts and their letter maps, how its pages paint their text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from unodc_parse.arabic.chardata import RTL_LETTER
from unodc_parse.model import Direction
from unodc_parse.options import Options
from unodc_parse.read.clusters import ClusterMaps
from unodc_parse.read.columns import regions
from unodc_parse.read.direction import page_direction
from unodc_parse.read.facts import FontFacts
from unodc_parse.read.fragments import fragments_of
from unodc_parse.read.glyphs import UNKNOWN, Glyph, PageGlyphs
from unodc_parse.read.gutters import Gutters
from unodc_parse.read.health import Health
from unodc_parse.read.kashida import Strokes
from unodc_parse.read.layout import Draft, lay_out
from unodc_parse.read.marks import paints_as_read
from unodc_parse.read.nunation import HiddenTanwin
from unodc_parse.read.pdf import silenced
from unodc_parse.read.playa_reader import PlayaReader
from unodc_parse.read.settle import settle

Drafts = list[list[Draft]]

_CLUSTER = 4  # characters that one glyph may stand for


class FontSeen(Struct, frozen=True, kw_only=True):
    """A font that draws text.

    `map` is `tounicode` (the file says which letters the codes are), `encoding` (names of letters say it) or `none`.
    `unmapped` counts the glyphs, of `glyphs` in all, whose letter the file does not tell. `health` is the verdict on
    the Arabic that it draws.
    """

    name: str
    kind: str
    embedded: bool
    subset: bool
    map: str
    pages: tuple[int, ...]
    glyphs: int
    unmapped: int
    arabic: int
    health: Health


class PageSeen(Struct, frozen=True, kw_only=True):
    """A page as its reader found it.

    `emission` tells in which order right-to-left letters are painted: `logical` (as they are read), `visual` (from
    left to right), null where there are none. `angles` are the directions of baselines in degrees, clockwise.
    """

    number: int
    glyphs: int
    arabic: int
    latin: int
    unmapped: int
    actual_text: int
    direction: Direction
    emission: str | None
    columns: int
    angles: tuple[int, ...]
    lines: int
    has_image: bool
    problem: str | None = None


class PdfSeen(Struct, frozen=True, kw_only=True):
    """A PDF as a whole; keys of `maker` are `producer`, `creator` and `version`, unknown ones null."""

    maker: dict[str, str | None]
    page_count: int
    tagged: bool
    encrypted: bool
    language: str | None
    fonts: tuple[FontSeen, ...]
    pages: tuple[PageSeen, ...]


def look_at_pdf(data: bytes, options: Options) -> PdfSeen | None:
    """Look at the wanted pages of a PDF with the exact reader; pages that fail say so. Null where it cannot open it."""
    with silenced(), suppress(Exception):  # whatever a library throws at hostile bytes
        reader = PlayaReader(data)
        try:
            return _look(reader, [n for n in range(1, len(reader) + 1) if options.wants_page(n)])
        finally:
            reader.close()
    return None


def _look(reader: PlayaReader, numbers: Sequence[int]) -> PdfSeen:
    pages: list[PageSeen] = []
    drafts: Drafts = []
    used: dict[int, _Use] = {}
    gutters = Gutters()
    maps, strokes, tanwin = ClusterMaps(), Strokes(), HiddenTanwin()
    for number in numbers:
        try:
            page = reader.page(number - 1)
        except Exception as problem:  # noqa: BLE001 -- whatever a library throws at a broken page
            page = PageGlyphs(0.0, 0.0, [])
            seen = _page_seen(page, number, str(problem) or type(problem).__name__)
        else:
            _count(page.glyphs, number, used)
            seen = _page_seen(page, number)
        tanwin.reveal(page.glyphs)
        maps.resolve(page.glyphs)
        strokes.silence(page.glyphs)
        drafts.append(lay_out(page, number, gutters))
        pages.append(replace(seen, lines=len(drafts[-1])))
    settled = settle(drafts, maps.known(), maps.silent())
    health = {name: state for faults in settled.faults for name, state in faults.items()}
    file = reader.facts()
    return PdfSeen(
        maker=file.maker,
        page_count=len(reader),
        tagged=file.tagged,
        encrypted=file.encrypted,
        language=file.language,
        fonts=tuple(_font_seen(font, used[font.face.key], health) for font in reader.fonts() if font.face.key in used),
        pages=tuple(pages),
    )


class _Use(Struct):
    """What a font draws."""

    pages: set[int]
    glyphs: int = 0
    unmapped: int = 0
    arabic: int = 0


def _count(glyphs: Iterable[Glyph], number: int, used: dict[int, _Use]) -> None:
    for glyph in glyphs:
        use = used.setdefault(glyph.face.key, _Use(set()))
        use.pages.add(number)
        use.glyphs += 1
        use.unmapped += UNKNOWN in glyph.text
        use.arabic += RTL_LETTER.search(glyph.text) is not None


def _page_seen(page: PageGlyphs, number: int, problem: str | None = None) -> PageSeen:
    glyphs = page.glyphs
    arabic = sum(RTL_LETTER.search(glyph.text) is not None for glyph in glyphs)
    direction = page_direction(glyphs)
    angles = Counter(glyph.angle for glyph in glyphs if glyph.text.strip())
    parts = [part for part in regions(fragments_of(glyphs), direction) if part] if glyphs else []
    return PageSeen(
        number=number,
        glyphs=len(glyphs),
        arabic=arabic,
        latin=sum(glyph.text.isascii() and glyph.text.isalpha() for glyph in glyphs),
        unmapped=sum(UNKNOWN in glyph.text for glyph in glyphs),
        actual_text=sum(glyph.replaced for glyph in glyphs),
        direction=direction,
        emission=("logical" if paints_as_read(glyphs) else "visual") if arabic > 1 else None,
        columns=2 if len(parts) > 2 else 1,
        angles=tuple(sorted(angles)),
        lines=0,
        has_image=page.has_image,
        problem=problem,
    )


def _font_seen(font: FontFacts, use: _Use, health: dict[str, Health]) -> FontSeen:
    own = Health.DAMAGED if font.face.lump > _CLUSTER else Health.SOUND
    return FontSeen(
        name=font.face.name,
        kind=font.kind,
        embedded=font.embedded,
        subset=font.subset,
        map=font.map,
        pages=tuple(sorted(use.pages)),
        glyphs=use.glyphs,
        unmapped=use.unmapped,
        arabic=use.arabic,
        health=health.get(font.face.name, own) if use.arabic or use.unmapped else own,
    )
