"""A document's state of health as people read it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import structs
from rich.cells import cell_len

from unodc_parse.console.messages import diagnostic_lines, printable
from unodc_parse.console.terminal import wrap
from unodc_parse.diagnostics import Diagnostic, Severity, without_advice
from unodc_parse.doctor import Checkup, DamageSeen
from unodc_parse.read.checkup import FontSeen, PageSeen, PdfSeen
from unodc_parse.read.health import Health

_VERDICTS = {
    "sound": "sound: nothing had to be repaired",
    "repaired": "damaged, and repaired",
    "doubtful": "damaged: some of the text may be wrong",
    "unreadable": "text is missing that cannot be read",
}
_LABEL = len("  finding    ")
_MAPS = {"tounicode": "has a letter map", "encoding": "names its letters", "none": "has NO letter map"}


def render_checkup(checkup: Checkup, width: int | None = None) -> str:
    """Return a check-up as plain text; control characters of the document are shown as escapes.

    Each fact is one line, or as many as fit into `width` cells.
    """
    lines = (printable(line) for line in _lines(checkup))
    return "".join(f"{part}\n" for line in lines for part in (_fitted(line, width) if width else [line]))


def _fitted(line: str, width: int) -> Iterator[str]:
    """Yield a line in parts that fit, the label of a fact at the first."""
    label, text = (line[:_LABEL], line[_LABEL:]) if line.startswith(" ") else ("", line)
    for number, part in enumerate(wrap(text, width - len(label) - 1, cell_len)):
        yield f"{' ' * len(label) if number else label}{part}"


def _lines(checkup: Checkup) -> Iterator[str]:
    kind = "PDF" if checkup.media_type == "application/pdf" else "text"
    language = f", {checkup.language}" if checkup.language else ""
    yield f"{checkup.name}: {kind}{language}, {_count(checkup.lines, 'line')} of text"
    yield f"  verdict    {_VERDICTS[checkup.verdict]}"
    if checkup.pdf is not None:
        yield from _file(checkup.pdf)
    for seen in checkup.damage:
        yield f"  damage     {_damage(seen)}"
    found = [_finding(each) for each in checkup.diagnostics]
    for line in diagnostic_lines("finding", found, infos=True):
        yield f"  {line.replace('finding: ', 'finding    ', 1)}"
    for advice in checkup.advice:
        yield f"  advice     {advice}"


def _finding(found: Diagnostic) -> Diagnostic:
    """Return a finding without what to do about it, where that is among the advice."""
    return found if found.severity is Severity.INFO else structs.replace(found, message=without_advice(found))


def _file(pdf: PdfSeen) -> Iterator[str]:
    maker = " · ".join(dict.fromkeys(filter(None, (pdf.maker["creator"], pdf.maker["producer"])))) or "unknown"
    facts: list[str | None] = [f"PDF {pdf.maker['version']}", _count(pdf.page_count, "page")]
    facts += ["tagged"] * pdf.tagged + ["encrypted"] * pdf.encrypted + [pdf.language] * bool(pdf.language)
    yield f"  maker      {maker}"
    yield f"  file       {', '.join(filter(None, facts))}"
    for font in pdf.fonts:
        yield f"  font       {_font(font)}"
    for same in _alike(pdf.pages):
        yield f"  {_page(same)}"


def _font(font: FontSeen) -> str:
    parts = [f"{font.name} ({font.kind}{', subset' * font.subset}{', not embedded' * (not font.embedded)})"]
    parts.append(_MAPS[font.map])
    parts.append(f"{_count(font.glyphs, 'glyph')} on {_pages(font.pages)}")
    if font.unmapped:
        parts.append(f"{font.unmapped:,} of them without a letter")
    if font.health is not Health.SOUND:
        parts.append(f"letter map {font.health.value}")
    return ", ".join(parts)


def _alike(pages: Sequence[PageSeen]) -> Iterator[list[PageSeen]]:
    """Group neighbouring pages that differ in numbers only."""
    for _, same in groupby(pages, key=lambda page: (*_traits(page), page.problem)):
        yield list(same)


def _traits(page: PageSeen) -> list[str]:
    if not page.glyphs:
        return ["a picture without text" if page.has_image else "empty"]
    traits = ["right to left" if page.direction == "rtl" else "left to right"]
    if page.emission:
        traits.append("painted as it is read" if page.emission == "logical" else "painted from left to right")
    traits += ["two columns"] * (page.columns > 1)
    traits += [f"turned by {angle}°" for angle in page.angles if angle]
    traits += ["with ActualText"] * bool(page.actual_text)
    return traits + ["glyphs without a letter"] * bool(page.unmapped)


def _page(pages: list[PageSeen]) -> str:
    first = pages[0]
    name = "page" if len(pages) == 1 else "pages"
    numbers = _ranges(page.number for page in pages)
    trouble = [f"cannot be read ({first.problem})"] if first.problem else []
    lines = _count(sum(page.lines for page in pages), "line")
    return f"{name:10} {numbers}: {', '.join(trouble or [*_traits(first), lines])}"


def _damage(seen: DamageSeen) -> str:
    places = ", ".join(f"page {page} line {line}" if page else f"line {line}" for page, line in seen.examples)
    more = ", …" if (seen.doubtful or seen.lines) > len(seen.examples) else ""
    doubt = f", {seen.doubtful} of them in doubt" if seen.doubtful else ""
    return f"{seen.damage.value} on {_count(seen.lines, 'line')}{doubt} ({places}{more})"


def _pages(numbers: Iterable[int]) -> str:
    numbers = list(numbers)
    return f"page{'s' * (len(numbers) > 1)} {_ranges(numbers)}"


def _ranges(numbers: Iterable[int]) -> str:
    """Return page numbers as people write them.

    >>> _ranges([1, 2, 3, 7])
    '1-3, 7'
    """
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(f"{part[0]}-{part[-1]}" if len(part) > 1 else f"{part[0]}" for part in parts)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
