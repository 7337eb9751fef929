"""What numbering knows of every body line: its readings, the evidence for a break, what its block looks like."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from statistics import median_low
from typing import Final

import msgspec

from unodc_parse.language.lexicon import Lexicon
from unodc_parse.model import Damage, Line, Page
from unodc_parse.segment.breaks import gather_evidence
from unodc_parse.segment.enactments import names_enacting_body, restarts_count
from unodc_parse.segment.headings import heading_strength, without_lists
from unodc_parse.segment.loose import read_loose
from unodc_parse.segment.markers import Reading, read_markers
from unodc_parse.segment.masthead import stands_alone
from unodc_parse.segment.measure import Measure, ends_sentence, take_measure
from unodc_parse.segment.scattered import is_scattered, read_scattered
from unodc_parse.segment.transitions import LineFacts
from unodc_parse.segment.zones import ZonedLine
from unodc_parse.values import Value


def gather_facts(
    pages: Sequence[Page], zoned: Sequence[ZonedLine], body: Sequence[int], lexicon: Lexicon
) -> list[LineFacts]:
    """Gather what `numbering` needs to know of every body line."""
    lines = [zoned[at].line for at in body]
    blank = _blanks(pages, lines)
    measure = take_measure(lines, blank)
    evidence = gather_evidence(lines, blank, measure, lexicon)
    scattered = is_scattered(lines)
    readings = [_readings(line, lexicon, scattered=scattered) for line in lines]
    evidence = _joined_to_markers(lines, readings, _parted_by_zones(zoned, body, evidence))
    evidence = _parted_in_masthead(lines, readings, evidence, lexicon)
    loose = [_loose(line, found, lexicon) if scattered else () for line, found in zip(lines, readings, strict=True)]
    evidence = _parted_chapters(readings, loose, evidence)
    evidence = _parted_headings(lines, [(*r, *m) for r, m in zip(readings, loose, strict=True)], evidence)
    evidence = _parted_titles(lines, readings, evidence)
    looks = _looks_of_blocks(lines, evidence, readings, measure, lexicon)
    headed = _are_headed(looks, evidence, readings) if scattered else [False] * len(lines)
    known: dict[LineFacts, LineFacts] = {}  # of most lines the same is known: held once
    facts = (
        LineFacts(
            readings=readings[at],
            evidence=evidence[at],
            after_colon=at > 0 and lines[at - 1].text.rstrip().endswith(":"),
            after_end=at > 0 and ends_sentence(lines[at - 1].text),
            heading=looks[at].heading,
            restarts=looks[at].restarts,
            titles=looks[at].titles,
            loose=loose[at],
            after_heading=at > 0 and headed[at - 1],
        )
        for at in range(len(lines))
    )
    return [fact if fact.readings or fact.loose else known.setdefault(fact, fact) for fact in facts]


def _blanks(pages: Sequence[Page], lines: Sequence[Line]) -> list[bool]:
    """Tell for every body line whether blank lines stand before it in the source, on its page; text input only."""
    numbers = {line.number for page in pages for line in page.lines if line.page is None and not line.text.strip()}
    tops = [page.lines[0].number for page in pages if page.lines]
    blank = [(line.number - 1) in numbers for line in lines]
    for at in range(1, len(lines)):
        if blank[at] and bisect(tops, lines[at].number) != bisect(tops, lines[at - 1].number):
            blank[at] = False  # what stands between is the head of a page
    return blank


_PARTING: Final = frozenset({"contents", "table"})
_PARTED: Final = 4.0


def _parted_by_zones(zoned: Sequence[ZonedLine], body: Sequence[int], evidence: Sequence[float]) -> list[float]:
    """Return the evidence, with a break after a table of contents and a table: no paragraph runs on across one."""
    return [
        max(found, _PARTED) if at and _is_between(zoned, body[at - 1] + 1, body[at]) else found
        for at, found in enumerate(evidence)
    ]


def _is_between(zoned: Sequence[ZonedLine], start: int, end: int) -> bool:
    return any(zoned[at].zone in _PARTING for at in range(start, end))


#: A masthead has no more lines than this.
_LONGEST_MASTHEAD: Final = 40
_ENTRY: Final = 3.0
_BELOW: Final = 1.5


def _parted_in_masthead(
    lines: Sequence[Line], readings: Sequence[Sequence[Reading]], evidence: Sequence[float], lexicon: Lexicon
) -> list[float]:
    """Return the evidence, with breaks around the entries of the masthead: symbol, distribution, date, language."""
    head = zip(lines[:_LONGEST_MASTHEAD], readings, strict=False)
    sure = ((line, [reading for reading in found if not reading.doubtful]) for line, found in head)
    stop = next((at for at, (line, found) in enumerate(sure) if found or names_enacting_body(line.text, lexicon)), None)
    parted = list(evidence)
    alone = [stands_alone(line.text, lexicon) for line in lines[: _LONGEST_MASTHEAD if stop is None else stop]]
    for at in range(1, min(len(alone) + 1, len(lines))):
        if alone[at - 1] or (at < len(alone) and alone[at]):
            parted[at] = max(parted[at], _ENTRY)
    first = [at for at, found in enumerate(readings[:_LONGEST_MASTHEAD]) if any(map(_opens_text, found))][:1]
    for at in first:
        parted[at] = max(parted[at], _BELOW)  # the first section below a title that fills its line
    return parted


def _opens_text(reading: Reading) -> bool:
    return reading.level == "section" and reading.ordinal == 1 and reading.length > 0


_LONGEST_HEADING: Final = 3


def _parted_headings(
    lines: Sequence[Line], readings: Sequence[Sequence[Reading]], evidence: Sequence[float]
) -> list[float]:
    """Return the evidence, with a break before a first subsection below a section's heading, however full its line."""
    parted = list(evidence)
    opened = -1
    for at, found in enumerate(readings):
        levels = {reading.level for reading in found if not reading.doubtful or reading.family == "chapter_word"}
        first = any(r.level == "subsection" and r.ordinal == 1 and not r.doubtful for r in found)
        if first and opened >= 0 and at - opened <= _LONGEST_HEADING:
            parted[at] = max(parted[at], _BELOW)
        if "section" in levels:
            opened = at
        elif found or ends_sentence(lines[at].text):
            opened = -1
    return parted


def _parted_chapters(
    readings: Sequence[Sequence[Reading]], loose: Sequence[Sequence[Reading]], evidence: Sequence[float]
) -> list[float]:
    """Return the evidence, with a break before what is left of a chapter's number where a marker opens the next line.

    Within a paragraph, which names a chapter too, no marker follows on the next line.
    """
    parted = list(evidence)
    for at, found in enumerate(loose[:-1]):
        if any(reading.level == "section" for reading in found) and any(r.length for r in readings[at + 1]):
            parted[at] = max(parted[at], _BELOW)
    return parted


_LONGEST_TITLE: Final = 90


def _parted_titles(
    lines: Sequence[Line], readings: Sequence[Sequence[Reading]], evidence: Sequence[float]
) -> list[float]:
    """Return the evidence, with a break before a title that stands between a sentence's end and a numbered paragraph.

    The last line of the paragraph above would end a sentence, too.
    """
    parted = list(evidence)
    for at in range(1, len(lines) - 1):
        text = lines[at].text
        above, below = lines[at - 1].text, readings[at + 1]
        if readings[at] or len(text) > _LONGEST_TITLE or text[:1].islower() or not text[:1].isalpha():
            continue
        numbers = any(r.level in _NUMBERS and r.length and not r.doubtful for r in below)
        if numbers and evidence[at + 1] > 0 and ends_sentence(above) and not ends_sentence(text):
            parted[at] = max(parted[at], _BELOW)
    return parted


_NUMBERS: Final = frozenset({"paragraph", "subsection", "section"})
_UNIT: Final = frozenset({"paragraph", "item", "subitem"})
#: A marker that stands alone on its line belongs to the text below it, or beside it across a gap.
_ALONE: Final = -6.0


def _joined_to_markers(
    lines: Sequence[Line], readings: Sequence[Sequence[Reading]], evidence: Sequence[float]
) -> list[float]:
    """Return the evidence, with no break after a line that holds nothing but the marker of a paragraph or an item."""
    bare = [any(r.level in _UNIT and r.length >= len(line.text) for r in readings[at]) for at, line in enumerate(lines)]
    return [
        min(found, _ALONE) if at and bare[at - 1] and not readings[at] else found for at, found in enumerate(evidence)
    ]


def _readings(line: Line, lexicon: Lexicon, *, scattered: bool) -> tuple[Reading, ...]:
    """Return what the head of a line may be read as, and in scattered text what else may be its marker."""
    found = read_markers(line.text, lexicon.language)
    if not scattered:
        return found
    known = {(reading.level, reading.ordinal) for reading in found}
    moved = {(r.level, r.ordinal): r for r in sorted(read_scattered(line, lexicon), key=lambda r: -r.cost)}
    return (*found, *(r for key, r in moved.items() if key not in known and not (found and r.doubtful)))


def _loose(line: Line, known: Sequence[Reading], lexicon: Lexicon) -> tuple[Reading, ...]:
    """Return what may be left of a marker in a line of scattered text, and is not read there anyway."""
    if Damage.RUN_REVERSED not in line.damage and known:
        return ()
    torn = {(reading.level, reading.ordinal): reading for reading in known}
    found = []
    for reading in read_loose(line, lexicon):
        other = torn.get((reading.level, reading.ordinal))
        if other is None:
            found.append(reading)
        elif reading.cost < other.cost and not other.length:
            same = reading.family == other.family  # or what is cut would be another marker than the one that is told
            found.append(msgspec.structs.replace(reading if same else other, cost=reading.cost, cuts=other.cuts))
    return tuple(found)


def _are_headed(
    looks: Sequence[_Looks], evidence: Sequence[float], readings: Sequence[Sequence[Reading]]
) -> list[bool]:
    """Tell of every line whether the block that it stands in looks like a heading so far."""
    headed: list[bool] = []
    for at, look in enumerate(looks):
        opens = at == 0 or evidence[at] > 0 or bool(readings[at])
        headed.append(look.heading > 0 if opens else headed[-1])
    return headed


class _Looks(Value, frozen=True):
    """What the block that may start at a line looks like: a heading, a title, the start of a text of its own."""

    heading: int = 0
    titles: bool = False
    restarts: bool = False


_NO_LOOKS: Final = _Looks()


def _looks_of_blocks(
    lines: Sequence[Line],
    evidence: Sequence[float],
    readings: Sequence[Sequence[Reading]],
    measure: Measure,
    lexicon: Lexicon,
) -> list[_Looks]:
    """Tell for every line that may begin a block what that block looks like."""
    sizes = [line.size for line in lines if line.size]
    body_size = median_low(sizes) if sizes else None
    starts = [at for at in range(len(lines)) if evidence[at] > 0 or readings[at]]
    ends = [*starts[1:], len(lines)][: len(starts)]
    spans = list(zip(starts, ends, strict=True))
    strengths = [heading_strength(lines[start:end], body_size, measure.width) for start, end in spans]
    marked = [bool(readings[start]) for start in starts]
    looks = [_NO_LOOKS] * len(lines)
    texts = [lines[end - 1].text.rstrip() for _, end in spans]
    for (start, end), strength in zip(spans, without_lists(strengths, marked, texts), strict=True):
        looks[start] = _look(lines[start:end], strength, lexicon)
    return looks


def _look(lines: Sequence[Line], strength: int, lexicon: Lexicon) -> _Looks:
    last = lines[-1].text.rstrip()
    if not strength and not last.endswith((",", "،")):
        return _NO_LOOKS
    if names_enacting_body(lines[0].text, lexicon) and len(lines) == 1:
        return _Looks(restarts=True)
    restarts = restarts_count(" ".join(line.text for line in lines[:3]), strength, lexicon)
    return _Looks(strength, titles=strength > 0 and not ends_sentence(last), restarts=restarts)
