"""The commands about many reports: `register`, `query`, `watch`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from unodc_parse.cli.commands import app
from unodc_parse.cli.parameters import Jobs, OutputFile, Quiet

Timeline = Annotated[bool, typer.Option("--timeline", help="Ask for recommendations by year (--by timeline).")]


@app.command("register")
def register(
    outputs: Annotated[str, typer.Argument(metavar="OUT")],
    *,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="PATH", help="The database to make. [default: register.duckdb]")
    ] = "register.duckdb",
    quiet: Quiet = False,
) -> int:
    """Make a database of what an archive's outputs say."""
    from unodc_parse.cli.register import run_register  # noqa: PLC0415 -- --help must not wait for the model

    return run_register(outputs, output, quiet=quiet)


@app.command("query")
def query(  # noqa: PLR0913 -- typer makes one option of one parameter
    database: Annotated[str, typer.Argument(metavar="REGISTER")],
    sql: Annotated[str | None, typer.Argument(metavar="SQL")] = None,
    *,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="addressee, instrument, speaker, timeline, recurring or links."),
    ] = None,
    timeline: Timeline = False,
    search: Annotated[
        str | None,
        typer.Option("--search", metavar="WORDS", help="Segments with all these words, however Arabic is spelt."),
    ] = None,
    tables: Annotated[bool, typer.Option("--tables", help="Show the tables and their columns.")] = False,
    output_format: Annotated[
        str | None,
        typer.Option(
            "-f",
            "--format",
            metavar="table|csv|json|jsonl",
            help="What to write. [default: table on a terminal]",
        ),
    ] = None,
    output: OutputFile = None,
    excel: Annotated[bool, typer.Option("--excel", help="CSV with a byte order mark.")] = False,
) -> int:
    """Ask a register: in SQL, by the name of a question, or by words."""
    from unodc_parse.cli.output import check_output  # noqa: PLC0415 -- --help must not wait for the model
    from unodc_parse.cli.register import answer_to, run_query  # noqa: PLC0415 -- --help must not wait for the model

    check_output(output, [database])
    answer = answer_to(database, sql, "timeline" if timeline and by is None else by, search, tables=tables)
    return run_query(answer, output_format or ("table" if os.isatty(1) else "json"), output, excel=excel)


@app.command("watch")
def watch(  # noqa: PLR0913 -- typer makes one option of one parameter
    folder: Annotated[str, typer.Argument(metavar="FOLDER")],
    *,
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT", help="The folder of outputs.")],
    output_format: Annotated[
        str,
        typer.Option(
            "-f", "--format", metavar="json|jsonl|csv|md|akn|parquet|annotations", help="What to write. [default: json]"
        ),
    ] = "json",
    interval: Annotated[
        float, typer.Option("--interval", metavar="SECONDS", help="Time between two looks at the folder.")
    ] = 2.0,
    once: Annotated[bool, typer.Option("--once", help="Wait until nothing arrives any more, and end.")] = False,
    jobs: Jobs = None,
    quiet: Quiet = False,
) -> int:
    """Convert what arrives in a folder, until interrupted."""
    from unodc_parse.cli.settings import Batch, Settings, Voice  # noqa: PLC0415 -- --help must not wait for the model
    from unodc_parse.cli.watch import run_watch  # noqa: PLC0415 -- as above

    batch = Batch.from_words(jobs=jobs)
    voice = Voice(quiet=quiet, command="watch")
    settings = Settings.from_words(output_format=output_format, output=output, batch=batch, voice=voice)
    return run_watch(folder, settings, interval, once=once)
