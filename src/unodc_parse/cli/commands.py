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
from unodc_parse.cli.parameters import (
    Cluster,
    Excel,
    FailOn,
    Format,
    Input,
    Inputs,
    Jobs,
    Kinds,
    Language,
    LanguageModel,
    Lexicons,
    Limit,
    Lines,
    MaxMemory,
    Output,
    OutputFile,
    Pages,
    Quiet,
    Raw,
    Reader,
    Reshape,
    Retry,
    Roles,
    ShardOption,
    Timeout,
    Verbose,
    ViewOrJson,
)
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
    timeout: Timeout = None,
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
    output: OutputFile = None,
    pages: Pages = None,
    language: Language = "auto",
    reader: Reader = "auto",
    lm: LanguageModel = None,
    jobs: Jobs = None,
    timeout: Timeout = None,
    max_memory: MaxMemory = "1G",
    limit: Limit = None,
    fail_on: FailOn = "error",
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> int:
    """Print the repaired text in logical order, one paragraph a line."""
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
    output_format: ViewOrJson = None,
    output: OutputFile = None,
    language: Language = "auto",
    reader: Reader = "auto",
    reshape: Reshape = False,
    timeout: Timeout = None,
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
    output_format: ViewOrJson = None,
    output: OutputFile = None,
    pages: Pages = None,
    language: Language = "auto",
    reader: Reader = "auto",
    timeout: Timeout = None,
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
def schema(*, output: OutputFile = None) -> int:
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
