"""The command about two documents: `align`."""

from __future__ import annotations

from typing import Annotated

import typer

from unodc_parse.cli.commands import Excel, Output, Quiet, Reader, Reshape, app


@app.command("align")
def align(  # noqa: PLR0913 -- typer makes one option of one parameter
    left: Annotated[str, typer.Argument(metavar="A")],
    right: Annotated[str, typer.Argument(metavar="B")],
    *,
    output_format: Annotated[
        str | None,
        typer.Option(
            "-f",
            "--format",
            metavar="view|json|jsonl|csv|tmx|html",
            help="What to write. [default: by the suffix of -o; else view on a terminal, jsonl elsewhere]",
        ),
    ] = None,
    output: Output = None,
    reader: Reader = "auto",
    excel: Excel = False,
    reshape: Reshape = False,
    quiet: Quiet = False,
) -> int:
    """Pair two language versions of one document (PDF, text, or JSON of this program)."""
    from unodc_parse.cli.align import run_align  # noqa: PLC0415 -- --help must not wait for the model
    from unodc_parse.options import Options  # noqa: PLC0415 -- as above

    options = Options(reader=reader)  # type: ignore[arg-type]  # Options checks the word
    return run_align((left, right), output_format, output, options, excel=excel, reshape=reshape, quiet=quiet)
