"""The only module that knows the order of the stages: read, repair, segment, mean."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from unodc_parse._version import __version__
from unodc_parse.arabic.chardata import ARABIC
from unodc_parse.arabic.diagnose import diagnose
from unodc_parse.arabic.fixes import drop_spelt_tatweel, single_spaces
from unodc_parse.arabic.language_model import LanguageModel
from unodc_parse.arabic.repair import RepairedLine, repair_lines
from unodc_parse.collector import collector_paused
from unodc_parse.diagnostics import Diagnostic, name_lines, report
from unodc_parse.errors import InputError, NoTextLayerError
from unodc_parse.export.records import written_as
from unodc_parse.language.direction import direction_of, language_of
from unodc_parse.language.lexicon import load
from unodc_parse.language.numerals import is_heading_marker
from unodc_parse.meaning.enrich import add_meaning
from unodc_parse.meaning.roles import assign_decisions, assign_roles
from unodc_parse.model import Damage, Generator, Line, Page, Reading, Report, SourceFile
from unodc_parse.options import OnPage, Options, with_overrides
from unodc_parse.pdf_header import is_pdf
from unodc_parse.segment.masthead import read_masthead
from unodc_parse.segment.tree import join_paragraphs, segment_pages
from unodc_parse.spread import Effort

Input = str | Path | bytes | BinaryIO
#: Puts chosen readings in place of those of repaired lines, which have these numbers.
Overriding = Callable[[Sequence[int], Sequence[RepairedLine]], tuple[RepairedLine, ...]]

DEFAULTS = Options()


def parse(
    source: Input, options: Options = DEFAULTS, *, name: str | None = None, on_page: OnPage | None = None
) -> Report:
    """Parse one report: a path, its bytes, or a binary file. `name` is what the report is called in the output.

    `on_page` is told, after every page of a PDF that is read, how many of how many are done; of a text whose lines are
    put in order, now and then, how many of these are.

    Raises:
        InputError: the document cannot be read (and its subclasses, see `unodc_parse.errors`).
        OptionsError: a lexicon of the options is wrong.
    """
    options = with_overrides(options, source)
    data, name = _load(source, name)
    with collector_paused():
        sha256 = hashlib.sha256(data).hexdigest()
        return report_on(_read(data, options, name, on_page, keep_raw=options.raw), sha256, options, name=name)


def report_on(reading: Reading, sha256: str, options: Options = DEFAULTS, *, name: str) -> Report:
    """Segment and enrich what was read; `sha256` is the digest of the file that it was read from, in hexadecimal."""
    language = choose_language(reading, options)
    lexicon = load(language)
    source = SourceFile(
        name=name,
        sha256=sha256,
        media_type=reading.media_type,
        page_count=reading.page_count,
        reader=reading.reader,
        damage=_damage(reading),
    )
    diagnostics, pages = reading.diagnostics, iter(reading.pages)
    del reading  # its lines, mostly the last hold on them
    segmented = segment_pages(pages, lexicon, beam_width=options.beam_width, keep_raw=options.raw)
    diagnostics, text, furniture = (*diagnostics, *segmented.diagnostics), segmented.text, segmented.furniture
    masthead, segments = segmented.masthead, assign_roles(segmented.segments, lexicon)
    del segmented  # the segments without roles
    metadata = read_masthead(
        [line.text for line in masthead],
        [segment.text or "" for segment in furniture if segment.kind == "furniture"],
        segments,
        lexicon,
    )
    is_resolution = metadata.document_type == "resolution"
    waiting = iter(assign_decisions(segments) if is_resolution else segments)
    del segments
    return Report(
        generator=Generator(name="unodc-parse", version=__version__),
        source=source,
        language=language,
        metadata=metadata,
        text=text,
        segments=add_meaning(
            waiting,
            metadata.symbols,
            language,
            options.lexicons,
            is_resolution=is_resolution,
        ),
        furniture=furniture,
        diagnostics=(*diagnostics, *([] if metadata.symbols else [report("U401")])),
    )


def read(
    source: Input,
    options: Options = DEFAULTS,
    *,
    name: str | None = None,
    on_page: OnPage | None = None,
    keep_raw: bool = True,
) -> Reading:
    """Read a document into lines in logical order; nothing is segmented yet. `on_page` is told as by `parse`.

    Without `keep_raw`, lines of a PDF that were only put in order are given without the text that they were read as.

    Raises:
        InputError: the document cannot be read (and its subclasses, see `unodc_parse.errors`).
    """
    options = with_overrides(options, source)
    data, name = _load(source, name)
    with collector_paused():
        return _read(data, options, name, on_page, keep_raw=keep_raw)


def extract_text(source: Input, options: Options = DEFAULTS, *, name: str | None = None) -> str:
    """Return the text of a document in logical order, one paragraph a line, without running heads and feet.

    Raises:
        InputError: the document cannot be read (and its subclasses, see `unodc_parse.errors`).
    """
    return join_text(read(source, options, name=name, keep_raw=False), options)


def join_text(reading: Reading, options: Options = DEFAULTS) -> str:
    """Return what was read as `extract_text` does: one paragraph a line, without running heads and feet."""
    return "\n".join(paragraphs_of(reading, options)) + "\n"


def paragraphs_of(reading: Reading, options: Options = DEFAULTS) -> Iterator[str]:
    """Yield the paragraphs that `join_text` joins."""
    return join_paragraphs(reading.pages, load(choose_language(reading, options)), beam_width=options.beam_width)


def progress_unit(data: bytes) -> str:
    """Return what `on_page` counts of a document: pages of a PDF, lines of a text (it is told of no other)."""
    return "pages" if is_pdf(data) else "lines"


def _load(source: Input, name: str | None) -> tuple[bytes, str]:
    """Return the bytes of an input and the name to call it by."""
    if isinstance(source, bytes):
        return source, name or "input"
    if source == "":
        raise InputError("the name is empty; name a file")
    if isinstance(source, str | Path):
        return _load_path(Path(source), name or Path(source).name)
    if not hasattr(source, "read"):
        raise TypeError(f"a report is a path, its bytes or a binary file, not {type(source).__name__}")
    return source.read(), name or Path(str(getattr(source, "name", "input"))).name


def _load_path(path: Path, name: str) -> tuple[bytes, str]:
    try:
        return path.read_bytes(), name
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file; check the path") from error
    except PermissionError as error:
        raise InputError(f"{path}: no permission to read it; change its permissions") from error
    except IsADirectoryError as error:
        raise InputError(f"{path}: a folder, not a report; give the files in it") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}); check the disk") from error


def _read(data: bytes, options: Options, name: str, on_page: OnPage | None, *, keep_raw: bool) -> Reading:
    if is_pdf(data) or name.lower().endswith(".pdf"):
        return _read_pdf(data, options, name, on_page, keep_raw=keep_raw)
    if written_as(data):
        raise InputError(
            f"{name}: this is what unodc-parse wrote of a report (align, diff and assemble read its JSON); "
            "give the report itself"
        )
    from unodc_parse.read.text import read_text  # noqa: PLC0415 -- only where a text is read

    reading = _within_bounds(read_text(data, name=name, bounds=options.bounds), options, name)
    return _repaired(reading, options, hashlib.sha256(data).hexdigest(), on_page)


def _advice(reading: Reading) -> str:
    """Return why nothing was read, where that is known, or else what to try."""
    failed = (found.message for found in reading.diagnostics if found.code in {"U104", "U107"})
    return next(failed, "get another copy, or run OCR over it first")


def _within_bounds(reading: Reading, options: Options, name: str) -> Reading:
    """Refuse a document of more lines than can be segmented in reasonable time."""
    said = options.bounds.exceeded("lines", sum(len(page.lines) for page in reading.pages), "lines")
    if said:
        part = ", or read a part of it with --pages" if reading.media_type == "application/pdf" else ""
        raise InputError(f"{name}: it has {said}{part}")
    return reading


def _read_pdf(data: bytes, options: Options, name: str, on_page: OnPage | None, *, keep_raw: bool) -> Reading:
    from unodc_parse.read.pdf import read_pdf  # noqa: PLC0415 -- the PDF libraries load only for PDFs

    reading = read_pdf(data, options, name=name, on_page=on_page, keep_raw=keep_raw, is_marker_word=is_heading_marker)
    if not any(line.text.strip() for page in reading.pages for line in page.lines):
        raise NoTextLayerError(f"{name}: no text could be read from it; {_advice(reading)}")
    return _within_bounds(reading, options, name)


def _repaired(reading: Reading, options: Options, sha256: str, on_line: OnPage | None) -> Reading:
    """Put the lines of a text file in logical order; what a person chose for some of them comes last."""
    lines = [line for page in reading.pages for line in page.lines]
    overrides, found = _overrides(options, sha256, lines)
    repaired = repair_lines([line.raw for line in lines], _model(options), Effort(options.jobs, on_line))
    numbers = [line.number for line in lines]
    if overrides is not None:
        repaired = overrides(numbers, repaired)
    rest = iter(repaired)
    pages = tuple(
        Page(number=page.number, lines=tuple(_with_repair(line, next(rest)) for line in page.lines))
        for page in reading.pages
    )
    diagnostics = (*reading.diagnostics, *found, *_damage_found(numbers, repaired))
    return msgspec.structs.replace(reading, pages=pages, diagnostics=diagnostics)


def _overrides(options: Options, sha256: str, lines: Sequence[Line]) -> tuple[Overriding | None, list[Diagnostic]]:
    """Return what puts in the readings chosen for the document with this hash, if any are, and what to say of them."""
    if options.overrides is None:
        return None, []
    from unodc_parse.arabic import overrides as chosen  # noqa: PLC0415 -- few have any

    name, overrides = Path(options.overrides).name, chosen.load_overrides(options.overrides)
    if overrides.sha256 != sha256:
        return None, [report("U204", file=name)]
    unfit = chosen.unfit([line.number for line in lines], [line.raw for line in lines], overrides)
    said = [report(code, file=name, which=which) for code, which in chosen.remarks(overrides, unfit)]
    return (lambda numbers, lines: chosen.apply_overrides(numbers, lines, overrides)), said


def _model(options: Options) -> LanguageModel | None:
    """Return the language model that was asked for; null stands for the shipped one, which is read when needed."""
    if options.language_model is None:
        return None
    from unodc_parse.arabic.model_file import load_model  # noqa: PLC0415 -- only where one is named

    return load_model(options.language_model)


def _with_repair(line: Line, repaired: RepairedLine) -> Line:
    """Return a line repaired, without any tatweel; in lines without Arabic the segmenter wants single spaces, too."""
    text, steps = repaired.text, repaired.steps
    for fix in (drop_spelt_tatweel, single_spaces):
        if (step := fix(text)) is not None:
            text, steps = step.apply(text), (*steps, step)
    return msgspec.structs.replace(
        line,
        text=text,
        steps=steps,
        damage=repaired.damage,
        confidence=repaired.confidence,
        direction=direction_of(repaired.text),
    )


def verbatim(line: Line) -> str:
    """Return the text of a line of a text file; one without Arabic as it was read, byte for byte."""
    return line.text if line.page is not None or ARABIC.search(line.raw) else line.raw


_CODES: Final = {"repaired_low": "U201", "repaired": "U202", "unresolved": "U203"}


def _damage_found(numbers: Sequence[int], lines: Sequence[RepairedLine]) -> list[Diagnostic]:
    """Report what damage the lines bear: how many, and which, remain in doubt, were repaired, stay as they came."""
    found = []
    for status, code in _CODES.items():
        chosen = [
            (number, line)
            for number, line in zip(numbers, lines, strict=True)
            if line.status == status and (line.damage or status == "unresolved")
        ]
        if chosen:
            # an unresolved line stands as it was read, and what was wrong with it is told by itself
            kinds = {damage for _, line in chosen for damage in line.damage or diagnose(line.raw)}
            names = ", ".join(sorted(kind.value for kind in kinds if kind is not Damage.INTACT))
            which = name_lines(number for number, _ in chosen)
            found.append(report(code, count=len(chosen), damage=names or "nothing better was found", lines=which))
    return found


def _damage(reading: Reading) -> tuple[Damage, ...]:
    """Return the damage classes of a document, the most frequent first."""
    counts = Counter(damage for page in reading.pages for line in page.lines for damage in line.damage)
    counts.update(damage for page in reading.pages for damage in page.damage)
    counts.pop(Damage.INTACT, None)
    return tuple(sorted(counts, key=lambda damage: (-counts[damage], damage)))


def choose_language(reading: Reading, options: Options) -> str:
    """Return the language asked for, or else the one that most letters belong to."""
    if options.language != "auto":
        return options.language
    # Of a line with unreadable letters its text has gaps only; the letters that its font does tell are in `raw`.
    lines = (line for page in reading.pages for line in page.lines)
    return language_of(*(line.raw if Damage.FONT_MAP_BROKEN in line.damage else line.text for line in lines))
