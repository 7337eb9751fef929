"""The commands about repair: `repair` and `learn`."""

from __future__ import annotations

from typing import Annotated

import typer

from unodc_parse.cli.commands import app
from unodc_parse.cli.parameters import (
    Jobs,
    LanguageModel,
    Limit,
    MaxMemory,
    OutputFile,
    Quiet,
    Reader,
    Reshape,
    Timeout,
)


@app.command("repair", short_help="Repair a damaged text line by line.")
def repair(  # noqa: PLR0913 -- typer makes one option of one parameter
    source: Annotated[str, typer.Argument(metavar="INPUT", help="A damaged text file, or - for standard input.")],
    *,
    review: Annotated[
        bool,
        typer.Option(
            "--review", help="Ask about doubtful lines in the terminal; answers are kept in INPUT.overrides.yaml."
        ),
    ] = False,
    candidates: Annotated[
        bool,
        typer.Option("--candidates", help="Write only the doubtful lines, each with its three likeliest readings."),
    ] = False,
    output_format: Annotated[
        str | None,
        typer.Option(
            "-f",
            "--format",
            metavar="view|jsonl",
            help="The repaired lines, or a record of each line that was changed or is in doubt. "
            "[default: by the suffix of -o; else view]",
        ),
    ] = None,
    output: OutputFile = None,
    lm: LanguageModel = None,
    reshape: Reshape = False,
    jobs: Jobs = None,
    timeout: Timeout = None,
    max_memory: MaxMemory = "1G",
    limit: Limit = None,
    quiet: Quiet = False,
) -> int:
    """Repair a damaged text line by line: write as many lines as it has, and say which of them are in doubt."""
    from unodc_parse.cli.repair import Wish, run_repair  # noqa: PLC0415 -- --help must not wait for the model
    from unodc_parse.cli.settings import Batch, Settings, Voice  # noqa: PLC0415 -- as above
    from unodc_parse.export.formats import format_by_ending  # noqa: PLC0415 -- as above

    settings = Settings.from_words(
        output_format=output_format or format_by_ending(output or "") or "view",
        output=output,
        language_model=lm,
        reshape=reshape,
        bounds=limit or [],
        batch=Batch.from_words(jobs=jobs, timeout=timeout, usual=600.0, max_memory=max_memory),
        voice=Voice(quiet=quiet, command="repair"),
    )
    return run_repair(source, settings, Wish(candidates=candidates, review=review))


@app.command("learn")
def learn(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT...", help="Clean Arabic reports, or folders of them; without -o one file that learn made."
        ),
    ] = None,
    *,
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="The file to make. Without it, what INPUT was made of is told."
        ),
    ] = None,
    reader: Reader = "auto",
    limit: Limit = None,
    quiet: Quiet = False,
) -> int:
    """Make statistics of Arabic from your own clean reports, for the --lm of unodc-parse, text and repair."""
    from unodc_parse.cli.learn import run_learn  # noqa: PLC0415 -- --help must not wait for the model
    from unodc_parse.cli.settings import Settings, Voice  # noqa: PLC0415 -- as above

    voice = Voice(quiet=quiet, command="learn")
    settings = Settings.from_words(output_format="json", output=output, reader=reader, bounds=limit or [], voice=voice)
    return run_learn(inputs or [], settings)
