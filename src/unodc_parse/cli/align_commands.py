"""The commands about two documents or more: `align`, `diff`, `assemble`."""

from __future__ import annotations

from typing import Annotated

import typer

from unodc_parse.cli.commands import app
from unodc_parse.cli.parameters import (
    Excel,
    Format,
    Jobs,
    Limit,
    MaxMemory,
    Output,
    OutputFile,
    Quiet,
    Reader,
    Reshape,
    Timeout,
)


@app.command("align", short_help="Pair two language versions of one document.")
def align(  # noqa: PLR0913 -- typer makes one option of one parameter
    left: Annotated[str, typer.Argument(metavar="A")],
    right: Annotated[str | None, typer.Argument(metavar="B")] = None,
    *,
    output_format: Annotated[
        str | None,
        typer.Option(
            "-f",
            "--format",
            metavar="view|json|jsonl|csv|tmx|html|akn",
            help="What to write. [default: by the suffix of -o; else view on a terminal, jsonl elsewhere]",
        ),
    ] = None,
    output: Output = None,
    reader: Reader = "auto",
    timeout: Timeout = None,
    max_memory: MaxMemory = "1G",
    limit: Limit = None,
    excel: Excel = False,
    reshape: Reshape = False,
    jobs: Jobs = None,
    quiet: Quiet = False,
) -> int:
    """Pair two language versions of one document (PDF, text, or JSON of this program), or all in an ARCHIVE/."""
    from unodc_parse.cli.align import run_align  # noqa: PLC0415 -- --help must not wait for the model
    from unodc_parse.cli.settings import Batch  # noqa: PLC0415 -- as above
    from unodc_parse.errors import OptionsError  # noqa: PLC0415 -- as above
    from unodc_parse.options import Options, parse_bounds  # noqa: PLC0415 -- as above

    batch = Batch.from_words(jobs=jobs, timeout=timeout, max_memory=max_memory)
    if right is None:
        from unodc_parse.archive.worklist import is_folder  # noqa: PLC0415 -- as above
        from unodc_parse.cli.align_archive import align_archive  # noqa: PLC0415 -- as above
        from unodc_parse.cli.settings import Settings, Voice  # noqa: PLC0415 -- as above

        if not is_folder(left):
            raise OptionsError("two versions are needed: name a second file, or a folder that holds both")
        voice = Voice(quiet=quiet, command="align")
        settings = Settings.from_words(
            output_format="json", output=output, reader=reader, bounds=limit or [], batch=batch, voice=voice
        )
        return align_archive(left, output, output_format or "jsonl", settings)
    options = Options(reader=reader, bounds=parse_bounds(limit or []))  # type: ignore[arg-type]  # Options checks the word
    return run_align(
        (left, right),
        output_format,
        output,
        options,
        limits=batch.limits,
        excel=excel,
        reshape=reshape,
        quiet=quiet,
    )


@app.command("diff", short_help="Compare two versions in one language.")
def diff(  # noqa: PLR0913 -- typer makes one option of one parameter
    draft: Annotated[str, typer.Argument(metavar="DRAFT")],
    final: Annotated[str, typer.Argument(metavar="FINAL")],
    *,
    output_format: Annotated[
        str | None,
        typer.Option(
            "-f",
            "--format",
            metavar="view|json|jsonl|csv|html",
            help="What to write. [default: by the suffix of -o; else view on a terminal, jsonl elsewhere]",
        ),
    ] = None,
    output: OutputFile = None,
    everything: Annotated[bool, typer.Option("--all", help="Show what stayed the same, too.")] = False,
    reader: Reader = "auto",
    timeout: Timeout = None,
    max_memory: MaxMemory = "1G",
    limit: Limit = None,
    excel: Excel = False,
    reshape: Reshape = False,
    quiet: Quiet = False,
) -> int:
    """Compare two versions in one language: what was added, dropped, moved, renumbered, reworded."""
    from unodc_parse.cli.diff import run_diff  # noqa: PLC0415 -- --help must not wait for the model
    from unodc_parse.cli.settings import Batch  # noqa: PLC0415 -- as above
    from unodc_parse.options import Options, parse_bounds  # noqa: PLC0415 -- as above

    options = Options(reader=reader, bounds=parse_bounds(limit or []))  # type: ignore[arg-type]  # Options checks the word
    limits = Batch.from_words(timeout=timeout, max_memory=max_memory).limits
    words = {"everything": everything, "excel": excel, "reshape": reshape, "quiet": quiet}
    return run_diff((draft, final), output_format, output, options, limits=limits, **words)


@app.command("assemble")
def assemble(  # noqa: PLR0913 -- typer makes one option of one parameter
    parts: Annotated[list[str], typer.Argument(metavar="REPORT ADDENDUM...")],
    *,
    output_format: Format = None,
    output: OutputFile = None,
    reader: Reader = "auto",
    timeout: Timeout = None,
    max_memory: MaxMemory = "1G",
    limit: Limit = None,
    excel: Excel = False,
    reshape: Reshape = False,
    quiet: Quiet = False,
) -> int:
    """Join a draft report and its addenda into one report."""
    from unodc_parse.cli.assemble import run_assemble  # noqa: PLC0415 -- --help must not wait for the model
    from unodc_parse.cli.settings import Batch, Settings, Voice  # noqa: PLC0415 -- as above

    settings = Settings.from_words(
        output_format=output_format,
        output=output,
        reader=reader,
        bounds=limit or [],
        batch=Batch.from_words(timeout=timeout, max_memory=max_memory),
        excel=excel,
        reshape=reshape,
        voice=Voice(quiet=quiet, command="assemble"),
    )
    return run_assemble(parts, settings)
