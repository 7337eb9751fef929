"""What is fuzzed, and what must hold of it: a target takes bytes, and raises `AssertionError` where a promise breaks.

The promises are those of docs/security.md: nothing but an `InputError` is raised, letters are conserved, steps replay,
spans point at their text, ids are unique, and every output can be written.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final
from unittest import mock

from unodc_parse import pipeline
from unodc_parse.arabic import repair as plan
from unodc_parse.arabic.context import restore_lines
from unodc_parse.arabic.language_model import shipped
from unodc_parse.arabic.repair import repair_lines, replay
from unodc_parse.errors import InputError
from unodc_parse.export.csv import to_csv
from unodc_parse.export.records import read_json, to_json
from unodc_parse.language.lexicon import load
from unodc_parse.model import Damage, Line, Page, Report, Segment
from unodc_parse.options import Bounds, Options
from unodc_parse.read.text import read_text
from unodc_parse.segment.markers import read_footnote_marker, read_markers
from unodc_parse.segment.tree import segment_pages

#: Small, so that an execution takes milliseconds.
_BOUNDS: Final = Options(pages=((1, 2),), bounds=Bounds(glyphs=4000, stream=1 << 22, line=4000, lines=400))
#: As U105 names them, longer names first.
_ENCODINGS: Final = ("utf-16-le", "utf-16-be", "utf-16", "utf-32", "windows-1256")
_LANGUAGES: Final = ("ar", "en", "fr")

#: Markers and words that a random string would never hit upon, for the bytes below 32 that a corpus has no use for.
_PIECES: Final = (
    "1. ", "2. ", "(a) ", "(b) ", "(i) ", "(ii) ", "I. ", "II. ", "A. ", "١- ", "٢- ", "(أ) ", "(ب) ", "(هـ) ", ")(ه ",
    "أولاً- ", "ثانياً- ", "ألف- ", "باء- ", "'١' ", "Annex I\n", "المرفق الأول\n", "(continued)", "(تابع)", "____\n",
    " ..... 3\n", "\n\n", "\f", "Recommendation 4\n", "ينبغي للدول الأطراف أن ", "One speaker noted that ",
    "E/CN.15/2018/15",
)  # fmt: skip


def repair(data: bytes) -> None:
    """Repair lines of text: each keeps its letters, and its steps replay."""
    lines = _words(data).split("\n")
    repaired = repair_lines(lines)
    assert len(repaired) == len(lines), "a line was lost"
    for line, raw in zip(repaired, lines, strict=True):
        assert line.raw == raw, "the raw line changed"
        assert replay(line.raw, line.steps) == line.text, "the steps do not replay"
        assert letters(raw) == letters(line.text), "letters were lost"


def lines(data: bytes) -> None:
    """Repair by the whole plan but its slowest step, the search of `order`, a hundred times as fast."""
    with mock.patch.object(plan, "_put_in_order", lambda some, _known, **_glued: some):
        repair(data)


def order(data: bytes) -> None:
    """Search for the order of the runs of one scrambled line of up to 60 letters: the slowest step of the repair."""
    line = _words(data).replace("\n", " ")[:60]
    found = restore_lines([line], shipped())[0]
    if found.step is not None:
        assert letters(found.step.apply(line)) == letters(line), "letters were lost"


def markers(data: bytes) -> None:
    """Read the marker of a line, in a language that a first byte chooses."""
    language, line = _LANGUAGES[(data or b"\0")[0] % 3], _words(data[1:]).replace("\n", " ")
    for reading in (*read_markers(line, language), *filter(None, [read_footnote_marker(line, dotted=True)])):
        assert 0 < reading.length <= len(line), "a marker leaves its line"
        assert reading.ordinal >= 0, "a marker counts below 0"
        assert all(0 <= first <= last <= len(line) for first, last in reading.cuts), "a cut leaves its line"


def numbering(data: bytes) -> None:
    """Segment lines that say they are damaged, bold, on pages; a first byte chooses language and beam."""
    first, *flags = data[:16] or b"\0"
    pages = [
        Page(number=number, lines=tuple(_line(at, text, flags) for at, text in enumerate(page.split("\n"), 1)))
        for number, page in enumerate(_words(data[16:]).split("\f"), 1)
    ]
    segmented = segment_pages(pages, load(_LANGUAGES[first % 3]), beam_width=1 + first % 12)
    everything = (*segmented.segments, *segmented.furniture)
    assert len({segment.id for segment in everything}) == len(everything), "an id stands twice"
    for segment in everything:
        assert segmented.text[slice(*segment.span)] == (segment.heading or segment.text or ""), "a span misses its text"
        assert segment.confidence is None or 0 <= segment.confidence <= 1, "confidence"
    _hold_letters([line for page in pages for line in page.lines], segmented.text, everything)


def reader(data: bytes) -> None:
    """Read bytes as a text file, in whatever encoding they are."""
    try:
        reading = read_text(data, name="fuzz.txt", bounds=_BOUNDS.bounds)
    except InputError as problem:
        return _hold_message(str(problem), "fuzz.txt")
    read = [line for page in reading.pages for line in page.lines]
    numbers = [line.number for line in read]
    assert numbers == sorted(numbers), "lines are out of order"
    assert not any(set(line.text) & set("\r\n\f") for line in read), "a line end is left in a line"
    found = reading.diagnostics[0].message if reading.diagnostics else "utf-8"
    encoding = next((name for name in _ENCODINGS if name in found), "utf-8")
    assert letters("".join(line.text for line in read)) == letters(data.decode(encoding)), "letters were lost"
    return None


def text(data: bytes) -> None:
    """Parse bytes as a text file, and write the report in every format."""
    _parse(data, "fuzz.txt")


def pdf(data: bytes) -> None:
    """Parse bytes as a PDF, and write the report in every format."""
    _parse(data, "fuzz.pdf")


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "lines": lines,
    "order": order,
    "repair": repair,
    "markers": markers,
    "numbering": numbering,
    "reader": reader,
    "text": text,
    "pdf": pdf,
}


def letters(words: str) -> Counter[str]:
    """Count letters and digits, those of presentation forms as what they stand for."""
    folded = unicodedata.normalize("NFKD", words).replace("\N{ARABIC TATWEEL}", "")
    return Counter(character for character in folded if character.isalnum())


def _hold_letters(lines: Iterable[Line], text: str, segments: Sequence[Segment]) -> None:
    """Hold that segments have all letters of the lines and no others.

    What is printed of "(continued)" and of agenda items stands in fields, not in the text, and so do calls of notes
    that there are. Of a marker that damage cut to pieces, «فأل- افتتاح», the pieces stay, and the marker is named.
    """
    lines = list(lines)
    printed, kept = letters("".join(line.text for line in lines)), letters(text)
    if any(Damage.RUN_REVERSED in line.damage for line in lines):
        printed_or_named = printed + letters("".join(segment.marker.raw for segment in segments if _is_named(segment)))
    else:
        printed_or_named = printed
    assert not kept - printed_or_named, "letters were invented"
    if not any(segment.continued or segment.agenda_item for segment in segments):
        lost = printed - kept
        notes = "".join(str(s.marker.ordinal) for s in segments if s.kind == "footnote" and s.marker)
        assert {str(unicodedata.digit(one, one)) for one in lost} <= set(notes), "letters were lost"


def _is_named(segment: Segment) -> bool:
    return segment.marker is not None and segment.marker.family in {"ordinal_word", "abjad_name"}


def _parse(data: bytes, name: str) -> None:
    try:
        reading = pipeline.read(data, _BOUNDS, name=name)
        report = pipeline.report_on(reading, hashlib.sha256(data).hexdigest(), _BOUNDS, name=name)
    except InputError as problem:
        return _hold_message(str(problem), name)
    shown = [line for page in reading.pages for line in page.lines]
    _hold_letters(shown, report.text, (*report.segments, *report.furniture))
    return _check(report)


def _hold_message(message: str, name: str) -> None:
    """Hold that a message is one line that names the file, and safe to print."""
    assert message.isprintable(), "the message is no clean line"
    assert message.startswith(name), "the message does not name the file"


def _check(report: Report) -> None:
    """Hold what must be true of any report."""
    ids = Counter(segment.id for segment in (*report.segments, *report.furniture))
    assert max(ids.values(), default=1) == 1, "an id stands twice"
    for segment in (*report.segments, *report.furniture):
        start, end = segment.span
        assert 0 <= start <= end <= len(report.text), "a span leaves the text"
        assert segment.parent is None or segment.parent in ids, "a parent is missing"
        for found in (*segment.citations, *segment.addressees):
            words = (segment.text or "")[slice(*found.span)] if found.span is not None else found.text
            assert words == found.text, "a span misses its text"
    written = to_json(report)
    assert json.loads(written)["text"] == report.text.encode("utf-8", "replace").decode(), "JSON lost text"
    assert to_json(read_json(written)) == written, "JSON does not come back"
    assert to_csv(report).count(b"\r\n") >= len(report.segments), "CSV lost rows"


def _words(data: bytes) -> str:
    """Return text in which every byte below 32 stands for a piece of a report."""
    text = data.decode("utf-8", "replace")
    return "".join(_PIECES[ord(c)] if ord(c) < 32 and c != "\n" else c for c in text)[:4000]


def _line(number: int, words: str, flags: list[int]) -> Line:
    text = " ".join(words.split())  # as all readers hand on lines
    flag = flags[number % len(flags)] if flags else 0
    top = 40.0 + number * 14.0
    return Line(
        number=number,
        text=text,
        raw=text,  # the steps, of which there are none, lead from here to the text
        damage=(Damage.RUN_REVERSED,) if flag & 1 else (),
        bold=bool(flag & 2),
        page=1 if flag & 4 else None,
        bbox=(50.0 + flag % 64, top, 500.0 + flag % 32, top + 12.0) if flag & 4 else None,
        column=(50.0, 40.0, 550.0, 800.0) if flag & 4 else None,
        size=9.0 + flag % 4 if flag & 4 else None,
    )
