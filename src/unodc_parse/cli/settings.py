"""The words of the command line, checked once, as one immutable value that workers get too."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, cast, get_args

import msgspec

from unodc_parse._version import __version__
from unodc_parse.archive.supervisor import Limits
from unodc_parse.archive.worklist import STANDARD_STREAM, Shard
from unodc_parse.cli.advice import DEFAULT_COMMAND
from unodc_parse.confine import LONGEST_TIME
from unodc_parse.diagnostics import Diagnostic, Severity
from unodc_parse.errors import OptionsError
from unodc_parse.export.formats import ALIASES, ENDINGS, FORMATS, SELECTIVE, Format, Traits, format_by_ending
from unodc_parse.export.records import Selection
from unodc_parse.model import Kind, Role
from unodc_parse.options import Options, parse_bounds, parse_page_ranges, parse_size, show_size, with_overrides

FailOn = Literal["error", "warning", "never"]

_LEAST_MEMORY = 1 << 24  # bytes; Python alone takes about as much

_FAILING: dict[FailOn, frozenset[Severity]] = {
    "error": frozenset({Severity.ERROR}),
    "warning": frozenset({Severity.ERROR, Severity.WARNING}),
    "never": frozenset(),
}


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """How much is said on standard error, and of which command options are advised."""

    verbose: bool = False
    quiet: bool = False
    command: str = DEFAULT_COMMAND


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """How many documents are done at once, on what, and within which limits. `shard` is null for all of them."""

    jobs: int = 1
    limits: Limits = Limits()
    retry: bool = False
    shard: Shard | None = None
    cluster: str | None = None

    @classmethod
    def from_words(  # noqa: PLR0913 -- one parameter for one option
        cls,
        *,
        jobs: int | None = None,
        timeout: float | None = None,
        usual: float = 120.0,
        max_memory: str = "1G",
        retry: bool = False,
        shard: str | None = None,
        cluster: str | None = None,
    ) -> Batch:
        """Check the words; raises `OptionsError` with one line that says what would be right.

        Without a `timeout` it is the `usual` one, and grows with the lines of a text.
        """
        seconds = usual if timeout is None else timeout
        if not 0 <= seconds <= LONGEST_TIME:
            most = f"{LONGEST_TIME:,} seconds at the most"
            raise OptionsError(f"--timeout {seconds:g} makes no sense; use {most}, or 0 for no limit")
        return cls(
            jobs=_count("jobs", jobs),
            limits=Limits(seconds=seconds or None, memory=_memory(max_memory), grows=timeout is None),
            retry=retry,
            shard=_shard(shard) if shard is not None else None,
            cluster=cluster,
        )


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is asked for. `output` is null for standard output; a `guessed` format was named by nobody."""

    format: Format
    output: str | None
    selection: Selection
    options: Options
    batch: Batch
    fail_on: FailOn
    excel: bool
    reshape: bool
    voice: Voice
    guessed: bool = False

    @classmethod
    def from_words(  # noqa: PLR0913 -- one parameter for one option
        cls,
        *,
        output_format: str | None,
        output: str | None,
        roles: list[str] | None = None,
        kinds: list[str] | None = None,
        pages: str | None = None,
        language: str = "auto",
        reader: str = "auto",
        raw: bool = False,
        lexicons: Iterable[str] = (),
        bounds: Iterable[str] = (),
        language_model: str | None = None,
        batch: Batch = Batch(),  # noqa: B008 -- immutable
        fail_on: str = "error",
        excel: bool = False,
        reshape: bool = False,
        voice: Voice,
    ) -> Settings:
        """Check the words; raises `OptionsError` with one line that says what would be right."""
        target = None if output == STANDARD_STREAM else output
        settings = cls(
            format=_named_format(output_format) if output_format else _format_for(target),
            output=target,
            selection=Selection(
                roles=frozenset(cast("Role", w) for w in _listed("role", roles or [], Role)),
                kinds=frozenset(cast("Kind", w) for w in _listed("kind", kinds or [], Kind)),
            ),
            options=Options(
                language=language,
                reader=reader,  # type: ignore[arg-type]  # Options checks the word
                pages=parse_page_ranges(pages) if pages is not None else None,
                raw=raw,
                lexicons=tuple(lexicons),
                bounds=parse_bounds(bounds),
                language_model=language_model,
            ),
            batch=batch,
            fail_on=cast("FailOn", _one_of("fail-on", fail_on, FailOn)),
            excel=excel,
            reshape=reshape,
            voice=voice,
            guessed=not output_format and target is not None and format_by_ending(target) is None,
        )
        settings.check()
        return settings

    def check(self) -> None:
        """Refuse options that would be passed over in silence."""
        if self.excel and self.format != "csv":
            raise OptionsError("--excel is about CSV; add -f csv, or leave it out")
        if not self.traits.selects and self.selection != Selection():
            raise OptionsError(f"--role and --kind are for {SELECTIVE}; add -f view or jsonl, or leave them out")
        if self.traits.binary and self.output is None and stdout_is_terminal():
            raise OptionsError(f"{self.format} is nothing for a terminal; name a file with -o")
        if self.voice.quiet and self.voice.verbose:
            raise OptionsError("--quiet and --verbose contradict each other; leave one out")
        _check_files(self.options)

    def check_file(self) -> None:
        """Refuse an output file whose ending names no format, where no option names one either."""
        if self.guessed and self.output is not None and (ending := Path(self.output).suffix):
            raise OptionsError(
                f"{self.output}: {ending} is the ending of no format; name one with -f, or use {ENDINGS}"
            )

    def beside(self, source: str) -> Settings:
        """Return these settings for the document `source` alone: with the readings chosen for it, and all workers.

        Commands without `-j` have one.
        """
        options = msgspec.structs.replace(with_overrides(self.options, source), jobs=self.batch.jobs)
        return msgspec.structs.replace(self, options=options)

    @property
    def traits(self) -> Traits:
        """What sets the format apart."""
        return FORMATS[self.format]

    @property
    def key(self) -> str:
        """What stands for the program's version and all options that an output depends on."""
        added = [Path(path).read_text(encoding="utf-8") for path in self.options.lexicons]
        if self.options.language_model is not None:
            added.append(hashlib.sha256(Path(self.options.language_model).read_bytes()).hexdigest())
        options = msgspec.structs.replace(self.options, jobs=1)  # which changes nothing in the output
        output = (__version__, self.format, options, added, self.excel, self.reshape, self.fail_on)
        chosen = (sorted(self.selection.roles), sorted(self.selection.kinds))
        return hashlib.sha256(msgspec.json.encode((output, chosen))).hexdigest()[:16]

    def fails(self, diagnostics: Iterable[Diagnostic]) -> bool:
        """Tell whether one of `diagnostics` is as bad as `--fail-on` says, or worse."""
        return any(found.severity in _FAILING[self.fail_on] for found in diagnostics)


def _check_files(options: Options) -> None:
    """Refuse what the options name and nobody can read; a supervisor of workers needs nothing of it where none do."""
    if options.lexicons:
        from unodc_parse.language.wording import load_wording, read_entries  # noqa: PLC0415 -- see above

        for path in options.lexicons:
            load_wording(read_entries(path).language, options.lexicons)
    if options.language_model is not None:
        from unodc_parse.arabic.model_file import load_model  # noqa: PLC0415 -- see above

        load_model(options.language_model)


def _named_format(word: str) -> Format:
    return ALIASES.get(word) or cast("Format", _one_of("format", word, Format))


def _format_for(output: str | None) -> Format:
    """Return the format that nobody named: by the suffix of the output, else by what reads it."""
    if output is not None:
        return format_by_ending(output) or "json"
    return "view" if stdout_is_terminal() else "json"


def stdout_is_terminal() -> bool:
    """Tell whether people read what is written."""
    try:
        return os.isatty(1)
    except OSError:
        return False


def _one_of(option: str, word: str, allowed: object) -> str:
    if word not in get_args(allowed):
        raise OptionsError(f"unknown {option} {word!r}: use one of {', '.join(get_args(allowed))}")
    return word


def _listed(option: str, words: list[str], allowed: object) -> list[str]:
    """Return the words of repeated comma lists."""
    return [_one_of(option, part.strip(), allowed) for word in words for part in word.split(",")]


def _count(option: str, number: int | None) -> int:
    if number is None:
        return os.cpu_count() or 1
    if number < 1:
        raise OptionsError(f"--{option} {number} makes no sense; use 1 or more")
    return number


def _memory(word: str) -> int | None:
    """Return a number of bytes, null for no limit; a plain number so small was meant to be another unit."""
    size = parse_size(word, "--max-memory")
    if 0 < size < _LEAST_MEMORY:
        raise OptionsError(f"--max-memory {word} is {show_size(size)}, too little for any document; write 512M or 2G")
    return size or None


def _shard(word: str) -> Shard:
    """Return the part of an archive that a word like `2/8` stands for."""
    number, slash, count = word.partition("/")
    if not (slash and number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise OptionsError(f"--shard {word!r} is not understood; write for example 2/8, the second part of eight")
    return Shard(int(number), int(count))
