"""The command `inspect`."""

from __future__ import annotations

from unodc_parse.cli.commands import app
from unodc_parse.cli.parameters import (
    FailOn,
    Input,
    Language,
    Lexicons,
    Limit,
    MaxMemory,
    OutputFile,
    Pages,
    Quiet,
    Reader,
    Timeout,
    Verbose,
)


@app.command("inspect", short_help="Make one HTML page to look at.")
def inspect(  # noqa: PLR0913 -- typer makes one option of one parameter
    source: Input,
    *,
    output: OutputFile = None,
    pages: Pages = None,
    language: Language = "auto",
    reader: Reader = "auto",
    lexicon: Lexicons = None,
    timeout: Timeout = None,
    max_memory: MaxMemory = "2G",
    limit: Limit = None,
    fail_on: FailOn = "error",
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> int:
    """Make one HTML page to look at: pages beside segments, boxes, repairs, what to check."""
    from unodc_parse.cli.inspect import run_inspect  # noqa: PLC0415 -- --help must not wait for the model
    from unodc_parse.cli.settings import Batch, Settings, Voice, stdout_is_terminal  # noqa: PLC0415 -- as above
    from unodc_parse.errors import OptionsError  # noqa: PLC0415 -- as above

    settings = Settings.from_words(
        output_format="json",
        output=output,
        pages=pages,
        language=language,
        reader=reader,
        lexicons=lexicon or [],
        bounds=limit or [],
        batch=Batch.from_words(timeout=timeout, usual=600.0, max_memory=max_memory),
        fail_on=fail_on,
        voice=Voice(verbose=verbose, quiet=quiet, command="inspect"),
    )
    if settings.output is None and stdout_is_terminal():
        raise OptionsError("a page is nothing to read in a terminal; name a file with -o report.html")
    return run_inspect(source, settings)
