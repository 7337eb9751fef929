"""The commands about repair: `repair` and `learn`."""

from __future__ import annotations

from typing import Annotated

import typer

from unodc_parse.cli.commands import (
    Input,
    Inputs,
    Jobs,
    LanguageModel,
    Limit,
    MaxMemory,
    Output,
    Quiet,
    Reader,
    Reshape,
    Timeout,
    app,
)


@app.command("repair", short_help="Repair a damaged text line by line.")
def repair(  # noqa: PLR0913 -- typer makes one option of one parameter
    source: Input,
    *,
    review: Annotated[
        bool, typer.Option("--review", help="Ask about doubtful lines, and keep what is chosen.")
    ] = False,
    candidates: Annotated[
        bool, typer.Option("--candidates", help="Only doubtful lines, with the readings to choose from.")
    ] = False,
    output_format: Annotated[
        str | None, typer.Option("-f", "--format", metavar="view|jsonl", help="What to write. [default: view]")
    ] = None,
    output: Output = None,
    lm: LanguageModel = None,
    reshape: Reshape = False,
    jobs: Jobs = None,
    timeout: Timeout = 600.0,
    max_memory: MaxMemory = "1G",
    limit: Limit = None,
    quiet: Quiet = False,
) -> int:
    """Repair a damaged text line by line: its lines, what was done to each, and which are in doubt."""
    from unodc_parse.cli.repair import Wish, run_repair  # noqa: PLC0415 -- --help must not wait for the model
    from unodc_parse.cli.settings import Batch, Settings, Voice  # noqa: PLC0415 -- as above
    from unodc_parse.export.formats import format_by_ending  # noqa: PLC0415 -- as above

    settings = Settings.from_words(
        output_format=output_format or format_by_ending(output or "") or "view",
        output=output,
        language_model=lm,
        reshape=reshape,
        bounds=limit or [],
        batch=Batch.from_words(jobs=jobs, timeout=timeout, max_memory=max_memory),
        voice=Voice(quiet=quiet, command="repair"),
    )
    return run_repair(source, settings, Wish(candidates=candidates, review=review))


@app.command("learn")
def learn(
    inputs: Inputs = None,
    *,
    output: Output = None,
    reader: Reader = "auto",
    limit: Limit = None,
    quiet: Quiet = False,
) -> int:
    """Make statistics of Arabic from your own clean reports, for --lm."""
    from unodc_parse.cli.learn import run_learn  # noqa: PLC0415 -- --help must not wait for the model
    from unodc_parse.cli.settings import Settings, Voice  # noqa: PLC0415 -- as above

    voice = Voice(quiet=quiet, command="learn")
    settings = Settings.from_words(output_format="json", output=output, reader=reader, bounds=limit or [], voice=voice)
    return run_learn(inputs or [], settings)
