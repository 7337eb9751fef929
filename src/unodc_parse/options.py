"""One immutable `Options`, validated once; every default is documented here and in `--help`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib import resources
from os.path import lexists
from pathlib import Path
from typing import Final, Literal, get_args

from msgspec import Struct, structs

from unodc_parse.errors import OptionsError
from unodc_parse.spread import Effort

AUTO: Final = "auto"
Reader = Literal["auto", "playa", "pdfium", "pdfplumber"]

#: What the file of chosen readings is called beside its document (`unodc_parse.arabic.overrides`).
OVERRIDES_SUFFIX: Final = ".overrides.yaml"

#: Is told, after every page, how many of how many pages are done.
OnPage = Callable[[int, int], None]


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a data file; a new one needs nothing else."""
    names = (file.name for file in resources.files("unodc_parse").joinpath("data").iterdir())
    return tuple(sorted(name[:2] for name in names if re.fullmatch(r"[a-z]{2}\.toml", name)))


class Bounds(Struct, frozen=True, kw_only=True):
    """What one document may hold; more is refused by name, so that no file can take hours. 0 is no bound.

    Attributes:
        pages: pages to read of a document; more of them need `--pages`.
        glyphs: glyphs of one page, and characters that they stand for (a page of a report has 1,500 to 2,500); a page
            with more is left out, U107.
        depth: forms within forms (PDF 32000-1, 8.10) on one page; a page with more is left out, U107.
        forms: forms drawn on one page, each as often as it is drawn; a page with more is left out, U107.
        stream: bytes to which one compressed stream of a PDF may open.
        line: characters of one line of a text file.
        lines: lines of a document, and so its segments, which have a line each at the least.
    """

    pages: int = 10_000
    glyphs: int = 200_000
    depth: int = 24
    forms: int = 20_000
    stream: int = 1 << 28
    line: int = 1_000_000
    lines: int = 500_000

    def exceeded(self, name: str, count: int, unit: str) -> str | None:
        """Return what to say of `count` where it is too much, or null.

        >>> Bounds(line=80).exceeded("line", 100, "characters")
        '100 characters, more than 80; give it more with --limit line=100'
        """
        bound: int = getattr(self, name)
        if not bound or count <= bound:
            return None
        return f"{count:,} {unit}, more than {bound:,}; give it more with --limit {name}={count}"


class Options(Struct, frozen=True, kw_only=True):
    """How to read and parse one document.

    Attributes:
        language: code of the document's language (`languages()`); `auto` decides by its letters and words.
        reader: PDF library; `auto` takes the exact one for pages with right-to-left text, the fast one for others.
        pages: 1-based inclusive page ranges, `None` for all; an end of `None` means the last page.
        raw: keep the text as it was read beside the repaired one (`text_raw`).
        beam_width: how many numberings are weighed at once; 1 is a plain stack parser.
        lexicons: files of words that are added to the built-in ones (docs/meaning.md).
        bounds: what one document may hold.
        jobs: processes that put the lines of a damaged text in order, and work for nothing else; what comes of it is
            the same.
        overrides: file of readings that a person chose for lines of this document (docs/repair.md).
        language_model: file of statistics that `unodc-parse learn` made, in place of the shipped ones (docs/repair.md).
    """

    language: str = AUTO
    reader: Reader = "auto"
    pages: tuple[tuple[int, int | None], ...] | None = None
    raw: bool = False
    beam_width: int = 12
    lexicons: tuple[str, ...] = ()
    bounds: Bounds = Bounds()
    jobs: int = 1
    language_model: str | None = None
    overrides: str | None = None

    def __post_init__(self) -> None:
        """Reject what contradicts itself."""
        if self.language not in (AUTO, *languages()):
            raise OptionsError(f"unknown language {self.language!r}: use one of {', '.join((AUTO, *languages()))}")
        if self.reader not in get_args(Reader):
            raise OptionsError(f"unknown reader {self.reader!r}: use one of {', '.join(get_args(Reader))}")
        if self.beam_width < 1:
            raise OptionsError("beam_width must be at least 1")
        Effort(self.jobs)
        for first, last in self.pages or ():
            if first < 1 or (last is not None and last < first):
                why = "pages count from 1" if first < 1 else "it ends before it begins"
                raise OptionsError(f"page range {_show_range(first, last)} is empty: {why}")

    def wants_page(self, number: int) -> bool:
        """Tell whether page `number` (1-based) is to be read.

        >>> Options(pages=((2, 3), (7, None))).wants_page(5)
        False
        """
        if self.pages is None:
            return True
        return any(first <= number and (last is None or number <= last) for first, last in self.pages)


def parse_page_ranges(text: str) -> tuple[tuple[int, int | None], ...]:
    """Read page ranges as people write them.

    >>> parse_page_ranges("1-3,7,9-")
    ((1, 3), (7, 7), (9, None))
    """
    ranges: list[tuple[int, int | None]] = []
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        if not first.isascii() or not first.isdigit() or (last and not (last.isascii() and last.isdigit())):
            raise OptionsError(f"page range {part.strip()!r} is not understood: write for example 1-3,7,9-")
        ranges.append((int(first), int(last) if last else None if dash else int(first)))
    return tuple(ranges)


def _show_range(first: int, last: int | None) -> str:
    """Return a range as people write it.

    >>> _show_range(0, 0), _show_range(9, 1), _show_range(9, None)
    ('0', '9-1', '9-')
    """
    return str(first) if last == first else f"{first}-{'' if last is None else last}"


def parse_bounds(words: Iterable[str]) -> Bounds:
    """Read bounds as people write them.

    >>> parse_bounds(["line=2000000", "stream=512M"]).stream
    536870912
    """
    return Bounds(**dict(map(_bound, words)))


def _bound(word: str) -> tuple[str, int]:
    name, equals, number = word.partition("=")
    if name not in Bounds.__struct_fields__ or not equals:
        known = ", ".join(Bounds.__struct_fields__)
        raise OptionsError(f"--limit {word!r} is not understood; write NAME=NUMBER, the name one of {known}")
    return name, parse_size(number, "--limit")


def parse_size(word: str, option: str) -> int:
    """Read a number of bytes or of anything else; raises `OptionsError` that names `option`.

    >>> parse_size("512M", "--max-memory"), parse_size("1.5 GiB", "--max-memory"), parse_size("0", "--limit")
    (536870912, 1610612736, 0)
    """
    match = re.fullmatch(r"(\d{1,15}(?:\.\d{1,9})?)\s*([KMGT]?)(?:i?B)?", word.strip(), re.IGNORECASE | re.ASCII)
    if match is None:
        raise OptionsError(f"{option} {word!r} is not understood; write for example 512M or 2G, or 0 for no limit")
    return int(float(match[1]) * 1024 ** " KMGT".index(match[2].upper() or " "))


def show_size(size: int) -> str:
    """Return a number of bytes as people read it.

    >>> show_size(10), show_size(1536), show_size(1 << 28), show_size(3 << 30)
    ('10 bytes', '1.5 KiB', '256 MiB', '3 GiB')
    """
    if size < 1 << 10:
        return f"{size} bytes"
    power = min((size.bit_length() - 1) // 10, 4)
    return f"{round(size / 1024**power, 1):g} {' KMGT'[power]}iB"


def with_overrides(options: Options, source: object) -> Options:
    """Return `options` with the file of chosen readings that lies beside the document, if one does.

    Whatever bears its name is taken for one, and told where it is none.
    """
    if options.overrides is not None or not isinstance(source, str | Path):
        return options
    path = f"{source}{OVERRIDES_SUFFIX}"
    return structs.replace(options, overrides=path) if lexists(path) else options
