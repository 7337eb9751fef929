"""Zones: which lines are body, which are running heads and feet, footnotes, contents.

Running heads and feet are told by position *and* repetition over pages, never by pattern alone: a body sentence may
hold a symbol. Zone labelling comes before numbering, since footnote bodies look like numbered paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from itertools import pairwise, product
from math import inf
from typing import Final, Literal

from unodc_parse.language.lexicon import Lexicon, fold, load
from unodc_parse.language.symbols import find_symbols
from unodc_parse.model import Line, Page
from unodc_parse.options import languages
from unodc_parse.segment.contents import contents_lines
from unodc_parse.segment.footnotes import footnote_lines, is_raised
from unodc_parse.segment.ruled_notes import RULE, ruled_note_lines
from unodc_parse.segment.symbol_notes import symbol_note_lines
from unodc_parse.segment.tables import Rows, row_at_top, tables_among
from unodc_parse.values import LightValue, Value

Zone = Literal["body", "furniture", "footnote", "contents", "table"]


class ZonedLine(LightValue, frozen=True):
    """A line and its zone. `page` counts from 1 for text input too (form feeds), unlike `line.page`.

    The first line of a table holds its rows.
    """

    line: Line
    page: int
    zone: Zone
    rows: Rows | None = None


#: How many lines at the top and at the bottom of a page may be running heads or feet.
_EDGE_LINES: Final = 3
#: A last page bears the job number, the bar code and the date of processing too.
_MOST_IMPRINT: Final = 6
#: The corner of a masthead is among so many lines at the top of the first page.
_CORNER: Final = 8
#: A line that begins so many points above the page's edge is not on the page.
_OUTSIDE: Final = 6.0
_LONGEST_MARK: Final = 3  # the letter that it belongs to, and two marks
_LONGEST_HEAD: Final = 120
#: Running heads are told by so much of their line; what is longer is none, and may be a number of a million digits.
_LONGEST_KEYED: Final = 200
#: Symbols, job and page numbers alone take no more than this.
_LONGEST_BARE: Final = 80
#: Lines of one block stand less than so many heights of a line below each other.
_ONE_LINE: Final = 1.4
_ENDS: Final = ".;؛،,:"
_MIDST: Final = ";؛،,"
_NUMBERS: Final = re.compile(r"(\d+)")
_MOST_PARTS: Final = 9
_MANY_PAGES: Final = 8
#: Job numbers and bar codes: V.17-07885 (E), GE.19-12345, 1910268E, *1804739*, and processing dates in groups of six.
_JOB: Final = re.compile(r"(?:\*\d{6,9}\*(?:\s?\*)?|(?:[A-Z]{1,2}\.)?\s?\d{2}-\d{5}(?:\s?\(?[A-Z]\)?)?(?:\s+\d{6})*)")
_NOTE_LINES: Final = 8
_NOTE_SIZE: Final = 0.95  # of the size of most lines: smaller letters are those of a note
_STARRED: Final = re.compile(r"\*{1,3}\s?[^\s*]")


def label_zones(pages: Sequence[Page], lexicon: Lexicon) -> tuple[ZonedLine, ...]:
    """Label every non-blank line of `pages`, in reading order."""
    filled = [_PageLines(p.number, at == 0, [x for x in p.lines if x.text.strip()], p) for at, p in enumerate(pages)]
    contents = contents_lines([(p.number, p.lines) for p in filled], lexicon)
    tables = {page.number: _tables(page, _free(page, contents)) for page in filled if page.page.width is not None}
    for before, page in pairwise(filled):
        if tables.get(before.number) and page.number in tables:
            _add_last_row(before, page, tables)
    printed = {(number, at) for number, found in tables.items() for at in found}
    repeated = _repeated_edges(filled)
    running = {
        (page.number, at)
        for page in filled
        for at in range(len(page.lines))
        if (page.number, at) not in printed and _is_furniture(page, at, repeated, several=len(filled) > 1)
    }
    running |= _starred_notes(filled) - printed
    # what is left of every page without its running heads and feet and printed tables, with the positions it had
    inner = [(p.number, [(at, p.lines[at]) for at in _free(p, running | printed)]) for p in filled]
    rest = [(number, [x for _, x in lines]) for number, lines in inner]
    footnotes = _back(inner, footnote_lines(rest) | symbol_note_lines(rest))
    footnotes |= ruled_note_lines([(p.number, p.lines) for p in filled]) - running - printed
    zoned: list[ZonedLine] = []
    taken = running | contents | footnotes
    for page in filled:
        rows = tables[page.number] if page.number in tables else _tables(page, _free(page, taken))
        for at, line in enumerate(page.lines):
            key = (page.number, at)
            if at in rows:
                zoned.append(ZonedLine(line, page.number, "table", rows[at]))
                continue
            zone: Zone = (
                "furniture" if key in running
                else "contents" if key in contents
                else "footnote" if key in footnotes
                else "body"
            )  # fmt: skip
            zoned.append(ZonedLine(line, page.number, zone))
    return tuple(zoned)


def _add_last_row(before: _PageLines, page: _PageLines, tables: dict[int, dict[int, Rows | None]]) -> None:
    """Add the last row of a table that stands alone at the top of the next page."""
    found = tables[before.number]
    last = max(at for at, rows in found.items() if rows)
    if max(found) < len(before.lines) - _MOST_IMPRINT or any(at < _MOST_IMPRINT for at in tables[page.number]):
        return  # the page before does not end with the table, or the table goes on in more rows than one
    row = row_at_top(page.lines, len((found[last] or ((),))[0]))
    if row is not None:
        tables[page.number].update((at, None) for at in row.lines)
        tables[page.number][row.lines[0]] = row.rows


def _free(page: _PageLines, taken: Collection[tuple[int, int]]) -> list[int]:
    """Return the positions on a page that are not among the (page, position) of `taken`."""
    return [at for at in range(len(page.lines)) if (page.number, at) not in taken]


def _starred_notes(filled: Sequence[_PageLines]) -> set[tuple[int, int]]:
    """Return (page, position) of the notes to a masthead, starred as one of its lines is.

    They stand at the foot of the first page, or are short and name a document.
    """
    head = filled[0].lines if filled else []
    if not any(line.text.rstrip().endswith("*") for line in head):
        return set()
    sizes = sorted(line.size for line in head if line.size is not None)
    small = _NOTE_SIZE * sizes[len(sizes) // 2] if sizes else 0.0
    foot: set[tuple[int, int]] = set()
    for at in range(len(head) // 2, len(head)):
        line = head[at]
        is_note = _STARRED.match(line.text) and (at >= len(head) - _NOTE_LINES or (line.size or inf) < small)
        if is_note or ((filled[0].number, at - 1) in foot and _note_goes_on(head[at - 1], line, small)):
            foot.add((filled[0].number, at))
    return foot | {
        (page.number, at)
        for page in filled
        for at, line in enumerate(page.lines)
        if _STARRED.match(line.text) and len(line.text) < _LONGEST_HEAD and find_symbols(line.text)
    }


def _note_goes_on(before: Line, line: Line, small: float) -> bool:
    """Tell whether a note goes on after a line of it: in letters as small, with its sentence, or with an imprint."""
    unfinished = before.text.rstrip()[-1:] not in _ENDS and (line.size or 0.0) <= (before.size or 0.0)
    return unfinished or (line.size or inf) < small or _is_bare_furniture(line)


class _PageLines(Value, frozen=True):
    """The filled lines of a page."""

    number: int
    first: bool
    lines: list[Line]
    page: Page


def _tables(page: _PageLines, free: list[int]) -> dict[int, Rows | None]:
    """Return the positions of the lines that stand in tables, with the rows at the first line of each."""
    found: dict[int, Rows | None] = {}
    for table in tables_among(page.page, [page.lines[at] for at in free]):
        corner = page.first and free[table.lines[0]] < _CORNER
        if corner and any(find_symbols(page.lines[free[at]].text) for at in table.lines[:2]):
            continue  # the corner of a masthead, set in columns
        found.update((free[at], None) for at in table.lines)
        found[free[table.lines[0]]] = table.rows
    return found


def _back(inner: Sequence[tuple[int, list[tuple[int, Line]]]], found: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return positions among the inner lines of pages as positions among all lines."""
    original = {number: [at for at, _ in lines] for number, lines in inner}
    return {(number, original[number][at]) for number, at in found}


@lru_cache(maxsize=1024)
def _keys(text: str, page: int) -> frozenset[str]:
    """Return what a running head may have in common with those of other pages.

    Each of its numbers either stays the same or counts with the pages; "Article 2" and "Article 10" at the heads of two
    pages are no running heads.
    """
    parts = _NUMBERS.split(fold(text[:_LONGEST_KEYED]))
    counting = [f"#{int(part) - page}" if part.isdecimal() else part for part in parts]
    if len(parts) > _MOST_PARTS:  # a job number whose digits a maker sets apart: one of all counts
        ones = ("".join((*parts[:at], counting[at], *parts[at + 1 :])) for at in range(len(parts)))
        return frozenset(ones)
    return frozenset("".join(chosen) for chosen in product(*zip(parts, counting, strict=True)))


class _Repeated(Value, frozen=True):
    """The keys of lines that stand at the same edge of two pages or more."""

    top: frozenset[str]
    bottom: frozenset[str]

    def at(self, at: int, count: int) -> frozenset[str]:
        """Return the keys of the edges where a line is: the line at `at` of `count`."""
        top = self.top if at < _EDGE_LINES else frozenset[str]()
        return top | self.bottom if at >= count - _EDGE_LINES else top


def _repeated_edges(filled: Sequence[_PageLines]) -> _Repeated:
    """Return what is repeated at the top and at the foot of pages; a line that a maker slices in two is neither."""
    tops: Counter[str] = Counter()
    bottoms: Counter[str] = Counter()
    for page in filled:
        tops.update({key for line in page.lines[:_EDGE_LINES] for key in _keys(line.text, page.number)})
        bottoms.update({key for line in page.lines[-_EDGE_LINES:] for key in _keys(line.text, page.number)})
    least = 2 if len(filled) < _MANY_PAGES else 3
    top, bottom = (frozenset(text for text, n in counts.items() if n >= least) for counts in (tops, bottoms))
    return _Repeated(top, bottom)


def _is_furniture(page: _PageLines, at: int, repeated: _Repeated, *, several: bool) -> bool:
    line, count = page.lines[at], len(page.lines)
    if is_raised(line) or RULE.fullmatch(line.text) or _is_stray_mark(line):
        return not is_raised(line)  # a footnote is none, though several pages may bear the same
    if not (at < _EDGE_LINES or at >= count - _EDGE_LINES):
        return _is_short_furniture(page, at, repeated) or (several and _is_imprint(page, at))
    keys = _keys(line.text, page.number)
    if page.first and at < count - _EDGE_LINES and not _stands_again(page, at):
        return False  # the masthead prints the symbol where later pages print it as running head
    if several and not repeated.at(at, count).isdisjoint(keys) and len(line.text) < _LONGEST_HEAD:
        return not (_starts_sentence(line) or _goes_on(page, at)) or _is_bare_furniture(line)
    if at == 0 or at >= count - _EDGE_LINES or not page.first:
        return _is_bare_furniture(line) and (several or (at == count - 1 and _JOB.search(line.text) is not None))
    return False


def _goes_on(page: _PageLines, at: int) -> bool:
    """Tell whether a line goes on with the unfinished line above it: the end of a footnote that several pages bear."""
    if at < max(1, len(page.lines) - _EDGE_LINES):
        return False
    before, line = page.lines[at - 1], page.lines[at]
    if before.bbox is None or line.bbox is None or before.size != line.size or _is_bare_furniture(before):
        return False
    drop, height = line.bbox[1] - before.bbox[1], before.bbox[3] - before.bbox[1]
    return 0 < drop < _ONE_LINE * height and before.text.rstrip()[-1] not in _ENDS and line.bbox[0] < before.bbox[2]


def _is_stray_mark(line: Line) -> bool:
    """Tell whether a line takes no width, or stands outside of the page: what makers slice off at the ends of pages."""
    if line.bbox is None:
        return False
    return line.bbox[1] < -_OUTSIDE or (line.bbox[2] - line.bbox[0] <= 0.0 and len(line.text) <= _LONGEST_MARK)


def _is_imprint(page: _PageLines, at: int) -> bool:
    """Tell whether nothing but job numbers, bar codes and page numbers stands from a line to the end of its page."""
    return at >= len(page.lines) - _MOST_IMPRINT and all(_is_bare_furniture(line) for line in page.lines[at:])


def _is_short_furniture(page: _PageLines, at: int, repeated: _Repeated) -> bool:
    """Tell whether a line in the midst of a page is a running head that came out of its place."""
    line = page.lines[at]
    if len(line.text) > _LONGEST_BARE or not (repeated.top or repeated.bottom):
        return False
    if not _is_bare_furniture(line):
        return False
    keys = _keys(line.text, page.number)
    return not (repeated.top.isdisjoint(keys) and repeated.bottom.isdisjoint(keys))


def _stands_again(page: _PageLines, at: int) -> bool:
    keys = _keys(page.lines[at].text, page.number)
    return any(not keys.isdisjoint(_keys(line.text, page.number)) for line in page.lines[at + 1 :])


def _starts_sentence(line: Line) -> bool:
    """Tell whether a line reads as running text: ending in the midst of one, or long and ending as sentences do."""
    last = line.text.rstrip()[-1:]
    return last in _MIDST or (len(line.text) > 60 and last in _ENDS)


def _is_bare_furniture(line: Line) -> bool:
    """Tell whether nothing but symbols, job numbers and page numbers stands in the line."""
    rest = line.text
    if not _may_be_bare(rest):
        return False
    for symbol, _ in find_symbols(rest):
        rest = rest.replace(symbol, " ")
    rest = _JOB.sub(" ", rest)
    if not _may_be_bare(rest):
        return False
    return _page_number().sub("", rest).strip(" *") == ""


def _may_be_bare(text: str) -> bool:
    """Tell whether a line may hold nothing but symbols, job numbers and page numbers: the cheap look at it first."""
    rest = text.strip(_signs_of_pages())
    if not rest or rest[0].isdecimal() or rest[0].isspace() or "/" in text:
        return True
    return ("-" in text or "*" in text) and _JOB.search(text) is not None


@cache
def _signs_of_pages() -> str:
    """Return the signs that page numbers are printed with, the stars beside them, the letters of "page" and "of"."""
    heads = [load(code).masthead for code in languages()]
    letters = "ivxl" + "".join(word for head in heads for word in (*head.page, *head.page_of))
    return letters + letters.upper() + letters.lower() + "0123456789٠١٢٣٤٥٦٧٨٩ *-–—()/"


@cache
def _page_number() -> re.Pattern[str]:
    """Return the pattern of a page number as any language prints it: "2", "- iv -", "Page 2 of 10"."""
    heads = [load(code).masthead for code in languages()]
    page = "|".join(re.escape(word) for head in heads for word in head.page)
    of = "|".join(re.escape(word) for head in heads for word in head.page_of)
    number = r"(?:\d{1,4}|[ivxl]{1,6})"
    return re.compile(rf"[-–—\s(]*(?:(?:{page})\s)?{number}\s*(?:(?:/|{of})\s*\d{{1,4}})?[-–—\s)]*", re.IGNORECASE)
