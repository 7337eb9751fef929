"""The commands and their options, as typer sees them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from unodc_parse._build import build_name
from unodc_parse._version import __version__
from unodc_parse.cli.advice import DEFAULT_COMMAND
from unodc_parse.cli.status import Status

PROGRAM = "unodc-parse"

_SUMMARY = "Turn UN meeting reports, Arabic and English, PDF or text, into structured data."

_INPUTS = "INPUT is a PDF or text file, a folder of them, or - for standard input; several may be given."

_EXAMPLES = """\
Examples:
  unodc-parse report.pdf                                 read it in the terminal
  unodc-parse report.pdf --role recommendation           only the recommendations
  unodc-parse report.pdf | jq '.segments[].id'           JSON, when piped
  unodc-parse report.pdf -o report.csv                   a table; --excel for spreadsheets
  unodc-parse report.pdf -o report.akn.xml               Akoma Ntoso; .md is Markdown, .parquet for DuckDB
  cat report.pdf | unodc-parse - -f jsonl                from standard input
  unodc-parse archive/ -o parsed/                        a folder, one file each, and a manifest
  unodc-parse text report.pdf                            the text in logical order
  unodc-parse inspect report.pdf -o report.html          a page to look at
  unodc-parse doctor report.pdf                          what is wrong with it, and what to do
  unodc-parse repair damaged.txt --review                choose the right reading of doubtful lines
  unodc-parse explain report.pdf --segment II.3.a        why it came out as it did
  unodc-parse explain report.pdf --page 2 --line 14      the same for a line

Exit status: 0 done, 1 a finding at or above --fail-on, 2 usage, 3 an input could not be read,
4 internal error, 5 output failed, 130 interrupted; the highest wins.
A file that bears a command's name is given as ./text or ./schema.
"""


class MainGroup(TyperGroup):
    """A group whose default command needs no name: `unodc-parse report.pdf` is `unodc-parse parse report.pdf`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 -- its class is private
        """Put the command first: the one that is named, or the default one."""
        return super().parse_args(ctx, self.with_command(args))

    def with_command(self, args: list[str]) -> list[str]:
        """Return arguments with the command before them; `--help` or `--version` alone where one is asked for."""
        before_inputs = args[: args.index("--")] if "--" in args else args
        position = self._first_input(before_inputs)
        named = position is not None and args[position] != DEFAULT_COMMAND and args[position] in self.commands
        if position is not None and named:
            return [args[position], *args[:position], *args[position + 1 :]]
        for wish in ("--help", "--version"):
            if wish in before_inputs:
                return [wish]
        return [DEFAULT_COMMAND, *args]

    def _first_input(self, args: list[str]) -> int | None:
        """Return the position of the first argument that is neither an option nor an option's value."""
        takes_value = {
            name
            for command in self.commands.values()
            for parameter in command.params
            if not getattr(parameter, "is_flag", True)
            for name in parameter.opts
        }
        skip = False
        for position, argument in enumerate(args):
            if skip:
                skip = False
            elif argument in takes_value:
                skip = True
            elif argument == "-" or not argument.startswith("-"):
                return position
        return None

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 -- its class is private
        """Show the default command's options as the program's own, then the commands and examples."""
        formatter.write(f"Usage: {PROGRAM} [OPTIONS] INPUT...\n")
        formatter.write(f"       {PROGRAM} COMMAND [OPTIONS] ...\n\n{_SUMMARY}\n{_INPUTS}\n")
        parameters = [*self.commands[DEFAULT_COMMAND].params, *self.get_params(ctx)]
        records = {p.name: p.get_help_record(ctx) for p in parameters if p.param_type_name == "option"}
        with formatter.section("Options"):
            formatter.write_dl([record for record in records.values() if record])
        self.format_commands(ctx, formatter)
        formatter.write(f"\n{_EXAMPLES}")


app = typer.Typer(cls=MainGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

Output = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="PATH", help="File, or folder for several inputs; - is standard output."),
]
Pages = Annotated[str | None, typer.Option("--pages", metavar="RANGES", help="Pages to read, as in 1-3,7,9-.")]
Language = Annotated[
    str, typer.Option("--language", metavar="auto|CODE", help="Language of the document: a code such as ar.")
]
Reader = Annotated[
    str,
    typer.Option("--reader", metavar="auto|playa|pdfium|pdfplumber", help="PDF library to read with."),
]
FailOn = Annotated[
    str,
    typer.Option("--fail-on", metavar="error|warning|never", help="Exit with 1 on diagnostics this bad, or worse."),
]
Verbose = Annotated[
    bool,
    typer.Option("-v", "--verbose", help="Show small findings too, and a traceback on internal errors."),
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="No diagnostics and no progress; failures are still named.")]


Format = Annotated[
    str | None,
    typer.Option(
        "-f",
        "--format",
        metavar="view|json|jsonl|csv|md|akn|parquet|annotations",
        help="What to write. [default: by the suffix of -o; else view on a terminal, json elsewhere]",
    ),
]
Roles = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ROLES", help="Only these: recommendation, deliberation, decision (comma list; not for json, akn)."
    ),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KINDS",
        help="Only these: section, subsection, heading, paragraph, item, subitem, footnote, table, annex, "
        "masthead, furniture, other (comma list; not for json, akn).",
    ),
]
Raw = Annotated[bool, typer.Option("--raw", help="Add the text as it was read (text_raw).")]
Jobs = Annotated[
    int | None,
    typer.Option("-j", "--jobs", metavar="N", help="Worker processes. [default: cores]"),
]
Timeout = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", help="Processor time for one input; 0 is no limit.")
]
MaxMemory = Annotated[
    str,
    typer.Option("--max-memory", metavar="SIZE", help="Memory for one input, as in 512M; 0 is no limit."),
]
Limit = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=N",
        help="What one input may hold: pages, glyphs, depth, forms, stream, line, lines (repeatable).",
    ),
]
Retry = Annotated[bool, typer.Option("--retry", help="With -o OUT/: do again what failed in earlier runs.")]
ShardOption = Annotated[
    str | None, typer.Option("--shard", metavar="I/N", help="With -o OUT/: only the I-th of N parts of the inputs.")
]
Cluster = Annotated[
    str | None,
    typer.Option("--cluster", metavar="ADDRESS", help="With -o OUT/: work on a Dask cluster, tcp://... or local."),
]
Excel = Annotated[bool, typer.Option("--excel", help="CSV with a byte order mark, as spreadsheets want it.")]
Reshape = Annotated[
    bool, typer.Option("--reshape", help="Order and join Arabic letters for terminals that cannot (view).")
]
Lexicons = Annotated[
    list[str] | None, typer.Option("--lexicon", metavar="FILE", help="Words to add to the built-in ones (repeatable).")
]
LanguageModel = Annotated[
    str | None,
    typer.Option("--lm", metavar="FILE", help="Statistics of Arabic that learn made of your own reports (texts)."),
]
Inputs = Annotated[list[str] | None, typer.Argument(metavar="INPUT...")]
Input = Annotated[str, typer.Argument(metavar="INPUT")]
Lines = Annotated[bool, typer.Option("--lines", help="One output line for every source line, same count.")]


def _show_version(wanted: bool) -> None:  # noqa: FBT001 -- typer calls it so
    if wanted:
        sys.stdout.write(f"{PROGRAM} {__version__} ({build_name()})\n")
        raise typer.Exit


@app.callback(help=_SUMMARY)
def _program(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Show version and build, and exit.", is_eager=True, callback=_show_version)
    ] = False,
) -> None:
    pass


@app.command(DEFAULT_COMMAND, hidden=True)
def parse(  # noqa: PLR0913 -- typer makes one option of one parameter
    inputs: Inputs = None,
    *,
    output_format: Format = None,
    output: Output = None,
    role: Roles = None,
    kind: Kinds = None,
    pages: Pages = None,
    language: Language = "auto",
    reader: Reader = "auto",
    raw: Raw = False,
    lexicon: Lexicons = None,
    lm: LanguageModel = None,
    jobs: Jobs = None,
    timeout: Timeout = 120.0,
    max_memory: MaxMemory = "1G",
    limit: Limit = None,
    retry: Retry = False,
    shard: ShardOption = None,
    cluster: Cluster = None,
    fail_on: FailOn = "error",
    excel: Excel = False,
    reshape: Reshape = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> int:
    """Parse reports."""
    from unodc_parse.cli.run import run  # noqa: PLC0415 -- --help must not wait for the model
    from unodc_parse.cli.settings import Batch, Settings, Voice  # noqa: PLC0415 -- as above

    settings = Settings.from_words(
        output_format=output_format,
        output=output,
        roles=role or [],
        kinds=kind or [],
        pages=pages,
        language=language,
        reader=reader,
        raw=raw,
        lexicons=lexicon or [],
        bounds=limit or [],
        language_model=lm,
        batch=Batch.from_words(
            jobs=jobs, timeout=timeout, max_memory=max_memory, retry=retry, shard=shard, cluster=cluster
        ),
        fail_on=fail_on,
        excel=excel,
        reshape=reshape,
        voice=Voice(verbose=verbose, quiet=quiet),
    )
    return run(inputs or [], settings)


@app.command("text")
def text(  # noqa: PLR0913 -- typer makes one option of one parameter
    source: Input,
    *,
    lines: Lines = False,
    output: Output = None,
    pages: Pages = None,
    language: Language = "auto",
    reader: Reader = "auto",
    lm: LanguageModel = None,
    jobs: Jobs = None,
    timeout: Timeout = 120.0,
    max_memory: MaxMemory = "1G",
    limit: Limit = None,
    fail_on: FailOn = "error",
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> int:
    """Print the repaired text in logical order."""
    from unodc_parse.cli.settings import Batch, Settings, Voice  # noqa: PLC0415 -- --help must not wait for the model
    from unodc_parse.cli.text import run_text  # noqa: PLC0415 -- as above

    settings = Settings.from_words(
        output_format="json",
        output=output,
        pages=pages,
        language=language,
        reader=reader,
        bounds=limit or [],
        language_model=lm,
        batch=Batch.from_words(jobs=jobs, timeout=timeout, max_memory=max_memory),
        fail_on=fail_on,
        voice=Voice(verbose=verbose, quiet=quiet, command="text"),
    )
    return run_text(source, settings, lines=lines)


@app.command("explain")
def explain(  # noqa: PLR0913 -- typer makes one option of one parameter
    source: Input,
    *,
    page: Annotated[int | None, typer.Option("--page", metavar="N", help="A page, counted from 1.")] = None,
    line: Annotated[
        int | None, typer.Option("--line", metavar="N", help="A line, counted from 1 on its page, or in the text file.")
    ] = None,
    segment: Annotated[str | None, typer.Option("--segment", metavar="ID", help="All lines of a segment.")] = None,
    output_format: Annotated[
        str | None,
        typer.Option("-f", "--format", metavar="view|json", help="What to write. [default: view on a terminal]"),
    ] = None,
    output: Output = None,
    language: Language = "auto",
    reader: Reader = "auto",
    reshape: Reshape = False,
    timeout: Timeout = 120.0,
    max_memory: MaxMemory = "1G",
    limit: Limit = None,
) -> int:
    """Show why a line or a segment came out as it did."""
    from unodc_parse.cli.explain import run_explain  # noqa: PLC0415 -- --help must not wait for the model
    from unodc_parse.cli.settings import Batch, Settings, Voice  # noqa: PLC0415 -- as above
    from unodc_parse.errors import OptionsError  # noqa: PLC0415 -- as above
    from unodc_parse.explain import Wish  # noqa: PLC0415 -- as above

    settings = Settings.from_words(
        output_format=output_format,
        output=output,
        language=language,
        reader=reader,
        reshape=reshape,
        bounds=limit or [],
        batch=Batch.from_words(timeout=timeout, max_memory=max_memory),
        voice=Voice(command="explain"),
    )
    if settings.format not in ("view", "json"):
        raise OptionsError(f"explain does not write {settings.format}; use -f view or -f json")
    return run_explain(source, settings, lambda: Wish(page=page, line=line, segment=segment))


@app.command("doctor", short_help="Say what is wrong with a document, and what to do.")
def doctor(  # noqa: PLR0913 -- typer makes one option of one parameter
    source: Input,
    *,
    output_format: Annotated[
        str | None,
        typer.Option("-f", "--format", metavar="view|json", help="What to write. [default: view on a terminal]"),
    ] = None,
    output: Output = None,
    pages: Pages = None,
    language: Language = "auto",
    reader: Reader = "auto",
    timeout: Timeout = 120.0,
    max_memory: MaxMemory = "1G",
    limit: Limit = None,
    fail_on: FailOn = "error",
) -> int:
    """Say what is wrong with a document: maker, fonts, damage, and what to do."""
    from unodc_parse.cli.doctor import run_doctor  # noqa: PLC0415 -- --help must not wait for the model
    from unodc_parse.cli.settings import Batch, Settings, Voice  # noqa: PLC0415 -- as above

    settings = Settings.from_words(
        output_format=output_format,
        output=output,
        pages=pages,
        language=language,
        reader=reader,
        bounds=limit or [],
        batch=Batch.from_words(timeout=timeout, max_memory=max_memory),
        fail_on=fail_on,
        voice=Voice(command="doctor"),
    )
    return run_doctor(source, settings)


@app.command("lexicon")
def lexicon(
    action: Annotated[str, typer.Argument(metavar="check")],
    files: Annotated[list[str], typer.Argument(metavar="FILE...")],
) -> int:
    """Check files of words that --lexicon adds."""
    from unodc_parse.cli.lexicon import run_check  # noqa: PLC0415 -- --help must not wait for the model
    from unodc_parse.errors import OptionsError  # noqa: PLC0415 -- as above

    if action != "check":
        raise OptionsError(f"unknown action {action!r} of lexicon: use check")
    return run_check(files)


@app.command("schema")
def schema(*, output: Output = None) -> int:
    """Print the JSON Schema of the output."""
    from unodc_parse.cli.output import write_out  # noqa: PLC0415 -- --help must not wait for the model
    from unodc_parse.export.schema import to_schema  # noqa: PLC0415 -- as above

    write_out(to_schema(), output)
    return Status.DONE


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status; nothing but a bug in this function itself can raise."""
    from unodc_parse.cli.guard import guarded  # noqa: PLC0415 -- keeps this module to what typer sees

    words = list(sys.argv[1:] if arguments is None else arguments)
    return guarded(lambda: int(app(words, prog_name=PROGRAM, standalone_mode=False) or 0), words)
